#!/usr/bin/env bash
# H2O 3.46.0.12 (PyPI, needs Java): deep learning draws its last layer from four times Glorot's range where the target is a
# factor, and from Glorot's range where it is a number. Hidden layers keep Glorot's range in both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --no-compile --quiet --disable-pip-version-check h2o==3.46.0.12

cat >draws.py <<'PY'
import math

import h2o
from h2o.backend import H2OLocalServer
from h2o.estimators import H2ODeepLearningEstimator

h2o.connect(server=H2OLocalServer.start(nthreads=1, verbose=False), verbose=False)
h2o.no_progress()


def ranges(hidden, target):
    """The largest weight of each layer, as a multiple of Glorot's √(6 / (inputs + units))."""
    rows = [[(k * 7 % 11) / 5 - 1, (k * 3 % 13) / 6 - 1, target(k)] for k in range(64)]
    frame = h2o.H2OFrame(rows)
    if isinstance(rows[0][2], str):
        frame[2] = frame[2].asfactor()
    # A step of length 0 leaves what was drawn.
    model = H2ODeepLearningEstimator(
        hidden=[hidden], rate=1e-300, adaptive_rate=False, epochs=1e-9, seed=3, export_weights_and_biases=True
    )
    model.train(x=frame.names[:2], y=frame.names[2], training_frame=frame)
    for layer in (0, 1):
        rows = h2o.as_list(model.weights(layer), use_pandas=False, header=False)
        weights = [float(value) for row in rows for value in row]
        inputs, units = len(rows[0]), len(rows)
        yield max(map(abs, weights)) / math.sqrt(6 / (inputs + units))


for what, target in [("number", float), ("2 classes", lambda k: f"c{k % 2}"), ("8 classes", lambda k: f"c{k % 8}")]:
    hidden, output = ranges(2000, target)
    print(f"{what}: hidden {round(hidden)}, output {round(output)} times Glorot's range")
PY
env/bin/python draws.py 2>/dev/null | grep times | tee seen

diff seen - <<'SEEN'
number: hidden 1, output 1 times Glorot's range
2 classes: hidden 1, output 4 times Glorot's range
8 classes: hidden 1, output 4 times Glorot's range
SEEN
