"""Finds the biases of each layer: by names, then by numbers and sizes."""

from __future__ import annotations

from typing import Callable, Sequence

from .errors import RefusedValue
from .weights_chain import Convention, NamedArray, sides
from .weights_errors import listed, refusal


def _is_namesake(weights: NamedArray, biases: NamedArray) -> bool:
    return weights.words == biases.words and weights.numbers == biases.numbers


def _follows(weights: NamedArray, biases: NamedArray) -> bool:
    """Whether biases are numbered as the array after the weights, as `vars/0` and `vars/1` are."""
    own = weights.numbers
    return weights.words == biases.words and len(own) > 0 and biases.numbers == (*own[:-1], own[-1] + 1)


def biases_of(
    layers: Sequence[NamedArray], vectors: Sequence[NamedArray], convention: Convention
) -> list[NamedArray | None]:
    """The biases of each layer; None where there are none. Raises if several arrays may be those of a layer, or those of its
    name have another length."""
    found: list[NamedArray | None] = [None] * len(layers)
    units = [sides(layer, convention)[1] for layer in layers]

    # Biases of weights that are not in the network are no other layer's.
    names = {layer.name for layer in layers}
    own = [vector for vector in vectors if vector.owner is None or vector.owner in names]

    def free() -> list[NamedArray]:
        return [vector for vector in own if all(vector is not each for each in found)]

    rules: list[Callable[[NamedArray, NamedArray], bool]] = [_is_namesake, _follows]
    for rule in rules:
        for k, layer in enumerate(layers):
            if found[k] is None:
                fits = (each for each in free() if each.values.size == units[k] and rule(layer, each))
                found[k] = next(fits, None)
        for k, layer in enumerate(layers):
            misfit = next((each for each in own if each.role == "biases" and each.owner == layer.name), None)
            if misfit is not None and found[k] is None:
                raise _misfits(layer, misfit, k, units[k])
    left = [k for k, each in enumerate(found) if each is None]
    candidates = [each for each in free() if any(each.values.size == units[k] for k in left)]
    ordered = sorted(candidates, key=lambda each: each.numbers)
    is_numbered = len({each.numbers for each in ordered}) == len(ordered)
    if is_numbered and [each.values.size for each in ordered] == [units[k] for k in left]:
        for k, each in zip(left, ordered):
            found[k] = each
    for k in left:
        if found[k] is None:
            found[k] = _only_one(layers, k, free(), units, [other for other in left if found[other] is None])
    return found


def _only_one(
    layers: Sequence[NamedArray], k: int, free: list[NamedArray], units: list[int], left: list[int]
) -> NamedArray | None:
    """The only array that may be the biases of a layer, and of no other."""
    fits = [each for each in free if each.values.size == units[k]]
    if not fits:
        return None
    if len(fits) == 1 and [units[other] for other in left].count(units[k]) == 1:
        return fits[0]
    names = listed([each.name for each in fits])
    raise _open(k, names, layers[k].name)


def _open(k: int, names: str, layer: str) -> RefusedValue:
    alike = f"name them alike, such as W{k + 1} and b{k + 1}"
    return refusal(f"{names} may be the biases of layer {k + 1} ({layer}); {alike}.", f"layers[{k}].biases")


def _misfits(layer: NamedArray, biases: NamedArray, k: int, units: int) -> RefusedValue:
    shape = " × ".join(map(str, layer.shape))
    layer_is = f"layer {k + 1} ({layer.name}, {shape}) has {units} units: a bias each"
    return refusal(f"{biases.name} has {biases.values.size} numbers, and {layer_is}.", f"layers[{k}].biases")
