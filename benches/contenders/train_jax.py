"""
Full-batch gradient descent in JAX: f64, compiled, many updates in one `lax.scan`.

Of the ways to write it (samples as rows or columns, weights either way round, scans unrolled or not), this one was the fastest.
"""

import time

import jax
import jax.numpy as jnp
import numpy as np

from lines import answer_lines

jax.config.update("jax_enable_x64", True)

ACTIVATIONS = {
    "relu": jax.nn.relu,
    "leaky_relu": jax.nn.leaky_relu,
    "elu": jax.nn.elu,
    "selu": jax.nn.selu,
    "gelu": lambda z: jax.nn.gelu(z, approximate=False),
    "silu": jax.nn.silu,
    "softplus": jax.nn.softplus,
    "tanh": jnp.tanh,
    "sigmoid": jax.nn.sigmoid,
    "identity": lambda z: z,
}

works = {}
programs = {}


def cost(parameters, X, Y, activation):
    a = X
    for W, b in parameters[:-1]:
        a = activation(W.T @ a + b[:, None])
    W, b = parameters[-1]
    z = (W.T @ a + b[:, None])[0]
    return jnp.mean(jnp.logaddexp(0, z) - Y * z)


def program(key, updates):
    """The work's training for so many updates, compiled."""
    X, Y, activation, _, learning_rate = works[key]

    def update(parameters, _):
        slopes = jax.grad(cost)(parameters, X, Y, activation)
        return jax.tree.map(lambda p, slope: p - learning_rate * slope, parameters, slopes), None

    if (key, updates) not in programs:
        scan = jax.jit(lambda parameters: jax.lax.scan(update, parameters, None, length=updates, unroll=4)[0])
        jax.block_until_ready(scan(works[key][3]))
        programs[key, updates] = scan
    return programs[key, updates]


def open_work(request):
    work = request["work"]
    parameters = [
        (
            jnp.asarray(np.array(layer["weights"], dtype=float).reshape(layer["units"], layer["inputs"]).T.copy()),
            jnp.asarray(np.array(layer["biases"], dtype=float)),
        )
        for layer in work["layers"]
    ]
    X = jnp.asarray(np.array(work["points"]).reshape(-1, 2).T.copy())
    Y = jnp.asarray(np.array(work["labels"], dtype=float))
    works[request["key"]] = X, Y, ACTIVATIONS[work["activation"]], parameters, work["learningRate"]
    return {}


def train(request):
    key, updates = request["key"], request["updates"]
    piece = request.get("piece", updates)
    steps = [program(key, min(piece, updates - done)) for done in range(0, updates, piece)]
    X, Y, activation, parameters, _ = works[key]
    seconds = []
    for step in steps:
        start = time.perf_counter()
        parameters = jax.block_until_ready(step(parameters))
        seconds.append(time.perf_counter() - start)
    return {"seconds": seconds, "cost": float(cost(parameters, X, Y, activation))}


def about(_):
    return {"versions": f"JAX {jax.__version__}"}


answer_lines({"about": about, "open": open_work, "train": train})
