"""Refusals of weights. They say what differs, and what is open."""

from __future__ import annotations

import math
from typing import Sequence

import numpy as np

from .errors import Choice, RefusedValue
from .weights_chain import Convention, NamedArray, sides

_ALLOWED = "weights of a network 2 → … → 1"
#: Points at which choices tell what each network predicts: the first at which they differ.
_POINTS = ((0.5, -0.5), (1.0, 0.0), (-1.0, 0.5), (0.3, 0.8), (-0.7, -0.9))
#: The most names in a sentence.
_MOST = 6


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: at most a few of them."""
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + more


def refusal(message: str, path: str = "weights", choices: list[Choice] | None = None) -> RefusedValue:
    """The error for weights that give no network, or leave open which."""
    return RefusedValue(message, path, "", _ALLOWED, choices)


def open_choice(
    option: str,
    question: str,
    values: Sequence[str | list[str]],
    candidates: Sequence[tuple[Convention, list[NamedArray]]],
    vectors: Sequence[NamedArray],
) -> RefusedValue:
    """The error for what arrays leave open, with what each choice gives."""
    gives = _predictions(candidates, vectors)
    choice: Choice = {
        "option": option,
        "question": question,
        "values": [{"value": value, "gives": each} for value, each in zip(values, gives)],
    }
    ways = "; or ".join(f"{value} ({each})" for value, each in zip(values, gives))
    return refusal(f"The arrays do not say it. {question} {ways}. Pass {option}=….", option, [choice])


def _predictions(
    candidates: Sequence[tuple[Convention, list[NamedArray]]], vectors: Sequence[NamedArray]
) -> list[str]:
    """What each network is, and predicts. Probabilities that are equal, as those of large weights are, tell nothing apart: the
    output before the sigmoid function stands in for them."""
    ways: list[tuple[str, tuple[float, float], list[float]]] = []
    outputs = {point: [_output(*each, vectors, point) for each in candidates] for point in _POINTS}
    for what, of in (("probability of class 1", _probability), ("output before the sigmoid function", float)):
        for point, all_z in outputs.items():
            ways.append((what, point, [float(f"{of(z):.4g}") for z in all_z]))
    what, (x, y), told = next((way for way in ways if len(set(way[2])) == len(candidates)), ways[0])
    texts = []
    for (convention, layers), value in zip(candidates, told):
        widths = " → ".join(["2", *(str(sides(layer, convention)[1]) for layer in layers)])
        texts.append(f"{widths}; with ReLU units, the {what} at ({x:g}, {y:g}) is {value:.4g}")
    return texts


def _probability(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def _output(
    convention: Convention, layers: list[NamedArray], vectors: Sequence[NamedArray], point: tuple[float, float]
) -> float:
    """What the output unit gives before the sigmoid function."""
    from .weights_biases import biases_of

    try:
        biases = biases_of(layers, vectors, convention)
    except RefusedValue:
        # The biases are open, too: the prediction is without them.
        biases = [None] * len(layers)
    values = np.array(point)
    for k, (layer, vector) in enumerate(zip(layers, biases)):
        matrix = layer.values if convention == "out_in" else layer.values.T
        values = matrix @ values + (0.0 if vector is None else vector.values.ravel())
        if k + 1 < len(layers):
            values = np.maximum(values, 0.0)
    return float(values[0])
