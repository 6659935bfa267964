#!/usr/bin/env bash
# safetensors 0.8.0 writes a transposed or sliced NumPy array with its numbers in the wrong places, without an error;
# 0.7.0 wrote it correctly. W.T, the usual step between PyTorch's (out, in) and Keras's (in, out), is such an array.
# np.ascontiguousarray(W.T) is saved correctly.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
export PIP_DISABLE_PIP_VERSION_CHECK=1

cat >save.py <<'PY'
import numpy as np
import safetensors
from safetensors.numpy import load_file, save_file

weights = np.arange(6.0).reshape(2, 3)
for name, array in (("W", weights), ("W.T", weights.T), ("contiguous W.T", np.ascontiguousarray(weights.T)), ("W[:, ::2]", weights[:, ::2])):
    save_file({"w": array}, "w.safetensors")
    back = load_file("w.safetensors")["w"]
    print(safetensors.__version__, name, "same" if np.array_equal(back, array) else f"{array.tolist()} came back as {back.tolist()}")
PY
for version in 0.7.0 0.8.0; do
  env/bin/pip install --quiet numpy==2.2.6 "safetensors==$version"
  env/bin/python save.py
done | tee seen

diff seen - <<'SEEN'
0.7.0 W same
0.7.0 W.T same
0.7.0 contiguous W.T same
0.7.0 W[:, ::2] same
0.8.0 W same
0.8.0 W.T [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]] came back as [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]
0.8.0 contiguous W.T same
0.8.0 W[:, ::2] [[0.0, 2.0], [3.0, 5.0]] came back as [[0.0, 1.0], [2.0, 3.0]]
SEEN
