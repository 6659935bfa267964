#!/usr/bin/env bash
# Keras 3.15.1: a .weights.h5 file has no layer names. load_weights goes by class and by the order in the model, so a model
# with two named heads, listed in the other order, loads without a warning, and each head gets the other one's weights.
# Weights by name (by_name=True) are refused for this format, although each layer has its name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --no-compile --quiet --disable-pip-version-check --no-deps keras==3.15.1 h5py==3.16.0 numpy==2.4.6 \
  jax==0.10.2 jaxlib==0.10.2 ml_dtypes==0.6.0 opt_einsum==3.4.0 scipy==1.17.1 absl-py==2.5.1 rich==15.0.0 Pygments==2.21.0 \
  namex==0.1.0 optree==0.20.0 packaging==26.4 typing_extensions==4.16.0

cat >names.py <<'PY'
import h5py
import keras
import numpy as np


def model(*names):
    x = keras.Input((2,))
    return keras.Model(x, [keras.layers.Dense(2, name=name)(x) for name in names])


saved, loaded = model("mean", "variance"), model("variance", "mean")
saved.save_weights("model.weights.h5")
with h5py.File("model.weights.h5") as file:
    print("in the file:", *file["layers"])
try:
    loaded.load_weights("model.weights.h5", by_name=True)
except ValueError as error:
    print("by_name:", str(error).split(" legacy")[0], "legacy ...")
loaded.load_weights("model.weights.h5")
kernel = lambda model, name: np.asarray(model.get_layer(name).kernel)
for name in ("mean", "variance"):
    for source in ("mean", "variance"):
        if np.array_equal(kernel(loaded, name), kernel(saved, source)):
            print(f"{name} now has the weights that were saved from {source}")
PY
KERAS_BACKEND=jax JAX_PLATFORMS=cpu env/bin/python -W error -W ignore::DeprecationWarning names.py | tee seen

diff seen - <<'SEEN'
in the file: dense dense_1 input_layer
by_name: `by_name` only supports loading legacy ...
mean now has the weights that were saved from variance
variance now has the weights that were saved from mean
SEEN
