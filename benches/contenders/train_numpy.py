"""Full-batch gradient descent in NumPy, written as the notebook writes it: samples are columns, no memory is reused."""

import platform
import time

import numpy as np

from lines import answer_lines

works = {}


def relu(z):
    return np.maximum(0, z)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(X, parameters):
    cache = [X]
    for W, b in parameters[:-1]:
        cache.append(relu(np.dot(W, cache[-1]) + b))
    W, b = parameters[-1]
    return np.dot(W, cache[-1]) + b, cache


def gradients(X, Y, parameters):
    z, cache = forward(X, parameters)
    dz = 1 / X.shape[1] * (sigmoid(z) - Y)
    result = []
    for layer in reversed(range(len(parameters))):
        a = cache[layer]
        result.append((np.dot(dz, a.T), np.sum(dz, axis=1, keepdims=True)))
        if layer > 0:
            dz = np.multiply(np.dot(parameters[layer][0].T, dz), a > 0)
    return result[::-1]


def mean_cross_entropy(X, Y, parameters):
    z, _ = forward(X, parameters)
    return float(np.mean(np.logaddexp(0, z) - Y * z))


def open_work(request):
    work = request["work"]
    parameters = [
        (
            np.array(layer["weights"], dtype=float).reshape(layer["units"], layer["inputs"]),
            np.array(layer["biases"], dtype=float).reshape(layer["units"], 1),
        )
        for layer in work["layers"]
    ]
    X = np.ascontiguousarray(np.array(work["points"]).reshape(-1, 2).T)
    Y = np.array(work["labels"], dtype=float).reshape(1, -1)
    works[request["key"]] = X, Y, parameters, work["learningRate"]
    return {}


def train(request):
    X, Y, parameters, learning_rate = works[request["key"]]
    updates = request["updates"]
    piece = request.get("piece", updates)
    seconds = []
    for done in range(0, updates, piece):
        start = time.perf_counter()
        for _ in range(min(piece, updates - done)):
            slopes = gradients(X, Y, parameters)
            parameters = [
                (W - learning_rate * dW, b - learning_rate * db) for (W, b), (dW, db) in zip(parameters, slopes)
            ]
        seconds.append(time.perf_counter() - start)
    return {"seconds": seconds, "cost": mean_cross_entropy(X, Y, parameters)}


def about(_):
    return {"versions": f"Python {platform.python_version()}, NumPy {np.__version__}"}


answer_lines({"about": about, "open": open_work, "train": train})
