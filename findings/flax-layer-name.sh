#!/usr/bin/env bash
# Flax 0.12.8, linen: renaming a layer draws other weights from the same key, because the name goes into the layer's key.
# In a module that makes its layers in setup(), renaming the attribute is enough. nnx, the newer API of the same package,
# draws in the order of creation, and a rename changes nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --no-compile --quiet --disable-pip-version-check --no-deps flax==0.12.8 jax==0.10.2 jaxlib==0.10.2 \
  numpy==2.4.6 ml_dtypes==0.6.0 opt_einsum==3.4.0 optax==0.2.8 absl-py==2.5.1 cloudpickle==3.1.3 etils==1.15.0 \
  msgpack==1.2.4 rich==15.0.0 Pygments==2.21.0 treescope==0.1.10 typing_extensions==4.16.0 PyYAML==6.0.4

cat >names.py <<'PY'
import flax.linen as nn
import jax
import jax.numpy as jnp
from flax import nnx


def linen(name):
    class Network(nn.Module):
        def setup(self):
            setattr(self, name, nn.Dense(1))

        def __call__(self, x):
            return getattr(self, name)(x)

    return Network().init(jax.random.key(3), jnp.ones((1, 2)))["params"][name]["kernel"].ravel()


def with_nnx(name):
    network = nnx.Dict({name: nnx.Linear(2, 1, rngs=nnx.Rngs(3))})
    return network[name].kernel[...].ravel()


for draw in (linen, with_nnx):
    for name in ("hidden", "layer1"):
        print(draw.__name__, name, *(f"{weight:.5f}" for weight in draw(name)))
PY
JAX_PLATFORMS=cpu env/bin/python names.py | tee seen

diff seen - <<'SEEN'
linen hidden 0.42178 1.21743
linen layer1 -0.23186 -0.61383
with_nnx hidden -1.49969 -1.21881
with_nnx layer1 -1.49969 -1.21881
SEEN
