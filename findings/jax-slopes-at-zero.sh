#!/usr/bin/env bash
# JAX 0.10.2: what is drawn as the same ReLU has three slopes at 0: jax.nn.relu 0, jnp.maximum and jnp.clip one half, and
# leaky_relu 1, also with a negative slope of 0. Zero biases meet 0 exactly, in dead layers and on zero inputs: two
# trainings that differ in the spelling alone then part.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --no-compile --quiet --disable-pip-version-check jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6

cat >slopes.py <<'PY'
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)
spellings = {
    "relu": jax.nn.relu,
    "where": lambda z: jnp.where(z > 0, z, 0.0),
    "maximum": lambda z: jnp.maximum(z, 0.0),
    "clip": lambda z: jnp.clip(z, 0.0),
    "leaky_relu, slope 0": lambda z: jax.nn.leaky_relu(z, 0.0),
}
for name, relu in spellings.items():
    # A network of one hidden unit, whose pre-activation is 0 for the first input; cost (output - 1)^2.
    def cost(parameters):
        w, b, v = parameters
        z = w * jnp.array([0.0, 1.0]) + b
        return ((v * relu(z) - 1.0) ** 2).sum()

    gradient = jax.grad(cost)(jnp.array([0.5, 0.0, 2.0]))
    print(f"{name}: slope {jax.grad(relu)(0.0):g}, gradient of the bias {gradient[1]:g}")
PY
JAX_PLATFORMS=cpu env/bin/python slopes.py | tee seen

diff seen - <<'SEEN'
relu: slope 0, gradient of the bias 0
where: slope 0, gradient of the bias 0
maximum: slope 0.5, gradient of the bias -2
clip: slope 0.5, gradient of the bias -2
leaky_relu, slope 0: slope 1, gradient of the bias -4
SEEN
