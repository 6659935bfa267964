"""Refusals of weights. They say what differs, and what is open."""

from __future__ import annotations

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
    at = {point: [_probability(*each, vectors, point) for each in candidates] for point in _POINTS}
    point = next((each for each in _POINTS if len(set(at[each])) == len(candidates)), _POINTS[0])
    texts = []
    for (convention, layers), share in zip(candidates, at[point]):
        widths = " → ".join(["2", *(str(sides(layer, convention)[1]) for layer in layers)])
        x, y = point
        texts.append(f"{widths}; with ReLU units, the probability of class 1 at ({x:g}, {y:g}) is {share:.4g}")
    return texts


def _probability(
    convention: Convention, layers: list[NamedArray], vectors: Sequence[NamedArray], point: tuple[float, float]
) -> float:
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
    return float(f"{1 / (1 + np.exp(-values[0])):.4g}")
