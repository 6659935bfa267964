"""
Many networks in JAX: f64, compiled, full-batch gradient descent of each in one `lax.scan`, as train_jax.py writes it.
The networks are trained side by side (`vmap`) or one after the other (`map`, which is lax.map).
"""

import time
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from lines import answer_lines

jax.config.update("jax_enable_x64", True)

# The slope of jnp.maximum(z, 0) at 0 is 1/2, that of jax.nn.relu is 0 as everywhere else. Dead units have z = 0.
ACTIVATIONS = {"relu": jax.nn.relu, "tanh": jnp.tanh}

works = {}
programs = {}


def cost(activation, X, Y, parameters):
    a = X
    for W, b in parameters[:-1]:
        a = activation(W.T @ a + b[:, None])
    W, b = parameters[-1]
    z = (W.T @ a + b[:, None])[0]
    return jnp.mean(jnp.logaddexp(0, z) - Y * z)


def trained(loss, updates, network):
    """The cost of a network, given as parameters and learning rate, after so many updates."""
    start, rate = network

    def update(parameters, _):
        slopes = jax.grad(loss)(parameters)
        return jax.tree.map(lambda p, slope: p - rate * slope, parameters, slopes), None

    return loss(jax.lax.scan(update, start, None, length=updates, unroll=4)[0])


def program(key, way, updates, count):
    """The training of `count` networks, compiled."""
    if (key, way, updates, count) not in programs:
        loss, networks = works[key]
        one = partial(trained, loss, updates)
        all_at_once = jax.vmap(one) if way == "vmap" else partial(jax.lax.map, one)
        some = jax.tree.map(lambda part: part[:count], networks)
        programs[key, way, updates, count] = jax.jit(all_at_once).lower(some).compile()
    return programs[key, way, updates, count]


def open_work(request):
    work = request["work"]
    layers = [
        (jnp.asarray(np.array(layer["weights"], dtype=float).swapaxes(1, 2).copy()), jnp.asarray(layer["biases"], dtype=float))
        for layer in work["layers"]
    ]
    X = jnp.asarray(np.array(work["points"]).reshape(-1, 2).T.copy())
    Y = jnp.asarray(np.array(work["labels"], dtype=float))
    loss = partial(cost, ACTIVATIONS[work["activation"]], X, Y)
    works[request["key"]] = loss, (layers, jnp.asarray(work["learningRates"], dtype=float))
    return {}


def train(request):
    key, count = request["key"], request["to"] - request["from"]
    compiled = program(key, request["way"], request["updates"], count)
    networks = jax.tree.map(lambda part: part[request["from"] : request["to"]], works[key][1])
    jax.block_until_ready(networks)
    start = time.perf_counter()
    costs = jax.block_until_ready(compiled(networks))
    return {"seconds": time.perf_counter() - start, "costs": np.asarray(costs).tolist()}


def prepare(request):
    program(request["key"], request["way"], request["updates"], request["to"] - request["from"])
    return {}


def about(_):
    return {"versions": f"JAX {jax.__version__}"}


answer_lines({"about": about, "open": open_work, "prepare": prepare, "train": train})
