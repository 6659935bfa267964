"""Chains matrices to a network from 2 inputs to 1 output: by their shapes, then by the numbers in their names."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Literal, NamedTuple, Sequence

import numpy as np
from numpy.typing import NDArray

Convention = Literal["out_in", "in_out"]
CONVENTIONS: tuple[Convention, ...] = ("out_in", "in_out")

#: Prefixes of torch.compile and DataParallel.
_WRAPPERS = re.compile(r"^(?:_orig_mod\.|module\.)+")
_BIASES = {"b", "bias", "biases", "intercept", "intercepts"}
_WEIGHTS = {"w", "weight", "weights", "kernel", "kernels", "coef", "coefs"}
#: Parts of a path that may name a network.
_DEEPEST = 5
_MOST_ORDERS = 64
_MOST_STEPS = 20_000
#: More matrices than of any network whose chain a refusal tells by its shapes.
_MOST_SEARCHED = 40


class NamedArray(NamedTuple):
    """An array, with what its name says."""

    name: str
    values: NDArray[np.float64]
    role: Literal["weights", "biases"] | None
    words: str
    """Of the name, without its role."""
    numbers: tuple[int, ...]
    """In the name."""
    tokens: tuple[str, ...]
    """Words, numbers and role in their order, in lower case."""
    groups: tuple[str, ...]
    """Parts of its path that may name a network, the longest last."""
    owner: str | None = None
    """Of biases, the weights of their name."""

    @property
    def shape(self) -> tuple[int, ...]:
        return self.values.shape


class AnyChain(NamedTuple):
    """A chain of matrices, whatever its ends."""

    convention: Convention
    layers: list[NamedArray]
    widths: list[int]


class Found(NamedTuple):
    """A way to read matrices as a network."""

    convention: Convention
    orders: list[list[NamedArray]]
    """The possible orders of layers."""
    network: str
    """The name of its group; empty for all matrices."""


def named(name: str, values: NDArray[np.float64]) -> NamedArray:
    """An array, with what its name says: the layer, its number, and whether weights or biases."""
    bare = _WRAPPERS.sub("", name)
    tokens = re.findall(r"\d+|[a-z]+", re.sub(r"([a-z])(?=[A-Z])", r"\1 ", bare).lower())
    roles = [token for token in tokens if token in _BIASES or token in _WEIGHTS]
    others = [token for token in tokens if token not in _BIASES and token not in _WEIGHTS]
    path = [part for part in re.split(r"[/.\[\]]+", bare) if part]
    groups = tuple("/".join(path[: k + 1]) for k in range(min(len(path) - 1, _DEEPEST)))
    return NamedArray(
        name,
        values,
        ("biases" if roles[-1] in _BIASES else "weights") if roles else None,
        " ".join(token for token in others if not token.isdigit()),
        tuple(int(token) for token in others if token.isdigit()),
        tuple(tokens),
        groups,
    )


def in_number_order(arrays: Sequence[NamedArray]) -> list[NamedArray] | None:
    """Arrays in the order of the numbers in their names; None if names differ in words, or two have the same numbers."""
    if len({array.words for array in arrays}) > 1 or len({array.numbers for array in arrays}) < len(arrays):
        return None
    return sorted(arrays, key=lambda array: array.numbers)


def sides(matrix: NamedArray, convention: Convention) -> tuple[int, int]:
    """Inputs and units of a layer."""
    rows, columns = matrix.shape
    return (columns, rows) if convention == "out_in" else (rows, columns)


def widths_in(layers: Sequence[NamedArray], convention: Convention) -> list[int] | None:
    """The widths of a chain, inputs first; None if a layer does not take what the one before gives."""
    ends = [sides(layer, convention) for layer in layers]
    if not ends or any(before[1] != after[0] for before, after in zip(ends, ends[1:])):
        return None
    return [ends[0][0], *(units for _, units in ends)]


def is_chain(layers: Sequence[NamedArray], convention: Convention) -> bool:
    """Whether each layer takes what the one before gives, from 2 inputs to 1 output."""
    widths = widths_in(layers, convention)
    return widths is not None and (widths[0], widths[-1]) == (2, 1)


def _shape_orders(
    matrices: Sequence[NamedArray], convention: Convention, any_ends: bool = False
) -> list[list[tuple[int, ...]]]:
    """The orders of shapes in which all matrices make a chain from 2 to 1, or with any ends."""
    left: Counter[Any] = Counter(matrix.shape for matrix in matrices)
    found: list[list[tuple[int, ...]]] = []
    steps = 0

    def search(width: int, path: list[tuple[int, ...]]) -> None:
        nonlocal steps
        steps += 1
        if len(found) >= _MOST_ORDERS or steps > _MOST_STEPS:
            return
        if len(path) == len(matrices):
            if width == 1 or any_ends:
                found.append(path)
            return
        for shape in list(left):
            inputs, units = shape[::-1] if convention == "out_in" else shape
            if left[shape] > 0 and inputs == width:
                left[shape] -= 1
                search(units, [*path, shape])
                left[shape] += 1

    for start in dict.fromkeys(sides(matrix, convention)[0] for matrix in matrices) if any_ends else [2]:
        search(start, [])
    return found


def chained(matrices: Sequence[NamedArray], convention: Convention) -> list[list[NamedArray]]:
    """The orders in which all matrices make a chain: none, the one, or those to choose from."""
    # A network has at most 100 hidden layers; many more matrices make none.
    if not 0 < len(matrices) <= 101:
        return []
    numbered = in_number_order(matrices)
    if numbered is not None and is_chain(numbered, convention):
        return [numbered]
    # Numbers that make another chain are not overruled: W1 (1 × 8) and W2 (8 × 2) go 1 → 8 → 2, not 2 → 8 → 1.
    if numbered is not None and any(widths_in(numbered, each) for each in CONVENTIONS):
        return []
    found = _shape_orders(matrices, convention)
    groups: dict[tuple[int, ...], list[NamedArray]] = {}
    for matrix in matrices:
        groups.setdefault(matrix.shape, []).append(matrix)
    within = {shape: in_number_order(members) for shape, members in groups.items()}
    if len(found) == 1:
        # Layers whose names do not share their words, such as input, hidden_1, hidden_2, output.
        is_told = numbered is None and all(members is not None for members in within.values())
        if is_told or all(len(members) == 1 for members in groups.values()):
            queues = {shape: list(within[shape] or members) for shape, members in groups.items()}
            return [[queues[shape].pop(0) for shape in found[0]]]
    arranged: list[list[NamedArray]] = []

    def fill(shapes: list[tuple[int, ...]], path: list[NamedArray]) -> None:
        if len(arranged) >= _MOST_ORDERS:
            return
        if len(path) == len(shapes):
            arranged.append(path)
            return
        for matrix in groups[shapes[len(path)]]:
            if all(matrix is not other for other in path):
                fill(shapes, [*path, matrix])

    for shapes in found:
        fill(shapes, [])
    return arranged


def on_the_way(matrices: Sequence[NamedArray], convention: Convention) -> list[NamedArray]:
    """The matrices that may lie on a way from 2 to 1."""
    ends = [sides(matrix, convention) for matrix in matrices]

    def reach(start: int, enter: int, leave: int) -> set[int]:
        reached, size = {start}, 0
        while size < len(reached):
            size = len(reached)
            reached |= {end[leave] for end in ends if end[enter] in reached}
        return reached

    come, go = reach(2, 0, 1), reach(1, 1, 0)
    return [matrix for matrix, (inputs, units) in zip(matrices, ends) if inputs in come and units in go]


def chains_of_any_ends(matrices: Sequence[NamedArray]) -> list[AnyChain]:
    """The chains of matrices whatever their ends: in the order of their numbers, forwards or else backwards; without numbers, in
    their given order and by their shapes."""

    def chains_in(layers: Sequence[NamedArray]) -> list[AnyChain]:
        found = ((each, widths_in(layers, each)) for each in CONVENTIONS)
        return [AnyChain(each, list(layers), widths) for each, widths in found if widths is not None]

    numbered = in_number_order(matrices)
    if numbered is not None:
        return chains_in(numbered) or chains_in(numbered[::-1])
    chains = chains_in(matrices)
    if len(matrices) > _MOST_SEARCHED:
        return chains
    for convention in CONVENTIONS:
        for shapes in _shape_orders(matrices, convention, any_ends=True)[:1]:
            left = list(matrices)
            layers = []
            for shape in shapes:
                k = next(k for k, matrix in enumerate(left) if matrix.shape == shape)
                layers.append(left.pop(k))
            chains += [each for each in chains_in(layers) if each.convention == convention]
    return chains
