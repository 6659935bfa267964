"""Reads the weights of a network from arrays as libraries keep them: NumPy, PyTorch, Keras, Flax and scikit-learn.

The rules are those of docs/weights.md. Layers are chained by their shapes, then by the numbers in their names. What the
arrays leave open is asked, never guessed.
"""

from __future__ import annotations

from typing import Any, Literal, Mapping, Sequence, TypedDict

import numpy as np
from numpy.typing import NDArray

from .errors import RefusedValue, wrong_type
from .weights_beside import KINDS, Beside, beside_network
from .weights_chain import CONVENTIONS, Convention, NamedArray, in_number_order, is_chain, named
from .weights_candidates import Given, as_matrices, candidates
from .weights_biases import biases_of
from .weights_errors import listed, open_choice, refusal
from .weights_refused import no_chain

__all__ = ["OwnLayer", "ReadWeights", "read_weights"]


class OwnLayer(TypedDict):
    """A layer as a run's `weights` have it."""

    weights: list[list[float]]
    """A row for each unit."""
    biases: list[float]


class ReadWeights(TypedDict):
    """The network found among arrays."""

    layers: list[OwnLayer]
    """First layer to last."""
    names: list[str]
    """The names of the arrays of weights."""
    convention: Literal["out_in", "in_out"]
    """A row of a matrix for each unit, as in PyTorch, or a column, as in Keras and Flax."""
    notes: list[str]
    """What was left out or missing, in sentences."""


def read_weights(
    weights: Any,
    *,
    convention: Convention | None = None,
    order: Sequence[str] | None = None,
    network: str | None = None,
) -> ReadWeights:
    """Reads the weights of a network 2 → … → 1.

    Args:
        weights: a PyTorch `state_dict()`, a Keras `get_weights()`, a tree of Flax (dicts of dicts), an open `.npz`, any
            dict or list of arrays, or layers `{"weights", "biases"}` as `Lab.parameters` gives them. Matrices have shape
            [out, in] or [in, out]: their shapes tell which.
        convention: `out_in` or `in_out`, where shapes do not tell.
        order: the names of the arrays of weights, first layer to last, where neither shapes nor names tell.
        network: the name of one of several networks, the beginning of its arrays' names.

    Raises:
        RefusedValue, RefusedType: if there is no such network. Where the arrays leave open a choice that changes the
            network, the error has `choices`: for each the `option` that decides it, a `question` and the `values`.
    """
    if convention is not None and convention not in CONVENTIONS:
        raise wrong_type("convention", repr(convention), "out_in or in_out")
    if order is not None and (isinstance(order, str) or not all(isinstance(name, str) for name in order)):
        raise wrong_type("order", repr(order), "a list of names of arrays")
    own = _own_layers(weights)
    given = own if own is not None else _arrays(weights, "")
    arrays = [named(name, np.asarray(array, dtype=np.float64)) for name, array in given]
    allowed: tuple[Convention, ...] = ("out_in",) if own is not None else CONVENTIONS
    if convention is not None:
        allowed = (convention,)
    return _network_in(arrays, allowed, order, network)


def _own_layers(weights: Any) -> list[tuple[str, Any]] | None:
    """The arrays of layers as the lab has them; None of anything else."""
    if not isinstance(weights, (list, tuple)) or not weights:
        return None
    if not all(isinstance(layer, Mapping) and {"weights", "biases"} <= set(layer) for layer in weights):
        return None
    arrays = []
    for k, layer in enumerate(weights):
        biases = np.asarray(layer["biases"])
        rows = np.asarray(layer["weights"])
        if rows.ndim == 1 and biases.size > 0 and rows.size % biases.size == 0:
            rows = rows.reshape(biases.size, -1)
        arrays += [(f"{k}.weight", rows), (f"{k}.bias", biases)]
    return arrays


def _arrays(tree: Any, name: str) -> list[tuple[str, NDArray[Any]]]:
    """The arrays of numbers in a tree, by their paths. Texts, flags and what is no array are passed over."""
    for method in ("state_dict", "get_weights"):
        if not isinstance(tree, (Mapping, list, tuple)) and hasattr(tree, method):
            return _arrays(getattr(tree, method)(), name)
    if isinstance(tree, Mapping):
        parts: Any = tree.items()
    elif isinstance(tree, (list, tuple)) and not (name and _is_matrix(tree)):
        parts = enumerate(tree)
    else:
        # PyTorch's tensors have to leave their graph and their device first.
        array = np.asarray(tree.detach().cpu().double().numpy() if hasattr(tree, "detach") else tree)
        is_numeric = array.dtype.kind in "fiu" or "float" in array.dtype.name
        return [(name or "0", array)] if is_numeric else []
    return [each for key, part in parts for each in _arrays(part, f"{name}/{key}" if name else str(key))]


def _is_matrix(tree: Any) -> bool:
    """Whether lists hold numbers only, in rows of one length."""
    if not all(isinstance(each, (list, tuple)) for each in tree):
        return all(isinstance(each, (int, float, np.number)) for each in tree)
    return len({len(each) for each in tree}) == 1 and all(map(_is_matrix, tree))


def _network_in(
    arrays: list[NamedArray], allowed: tuple[Convention, ...], order: Sequence[str] | None, network: str | None
) -> ReadWeights:
    arrays = _owned(arrays)
    matrices, rows, lists = _roles(arrays)
    if not matrices and not rows:
        raise refusal(f"There is no matrix of numbers in them: {listed([a.name for a in arrays]) or 'nothing'}.")
    beside = beside_network(arrays, matrices)
    vectors = [array for array in lists if array.name not in beside]
    given = Given(matrices, rows, beside)
    if order is not None:
        convention, layers = _in_order(given, list(order), allowed)
    else:
        convention, layers = _chosen(given, vectors, allowed, network)
    biases = biases_of(layers, vectors, convention)
    read: list[OwnLayer] = []
    for k, (matrix, vector) in enumerate(zip(layers, biases)):
        values = matrix.values if convention == "out_in" else matrix.values.T
        own = np.zeros(len(values)) if vector is None else vector.values.ravel()
        for what, numbers in (("weights", values), ("biases", own)):
            wrong = np.argwhere(~np.isfinite(numbers))
            if len(wrong):
                place = "".join(f"[{i}]" for i in wrong[0])
                path = f"layers[{k}].{what}{place}"
                value = numbers[tuple(wrong[0])]
                message = f"{path}: {value} is not allowed; must be a finite number"
                raise RefusedValue(message, path, str(value), "a finite number")
        read.append({"weights": values.tolist(), "biases": own.tolist()})
    used = {array.name for array in [*layers, *biases] if array is not None}
    left = [array.name for array in arrays if array.name not in used]
    notes = _order_notes(layers) + _beside_notes(layers, beside)
    without = [layer.name for layer, vector in zip(layers, biases) if vector is None]
    notes += [f"There are no biases for {listed(without)}: they start at 0."] if without else []
    notes += _left_out_notes(left, beside)
    return {"layers": read, "names": [layer.name for layer in layers], "convention": convention, "notes": notes}


def _order_notes(layers: list[NamedArray]) -> list[str]:
    """Says it where shapes decide another order than the numbers in names."""
    pairs = ((before, layer) for k, layer in enumerate(layers) for before in layers[:k] if before.words == layer.words)
    if all(before.numbers <= layer.numbers for before, layer in pairs):
        return []
    names = listed([layer.name for layer in layers])
    return [f"The layers are in the order of their shapes: {names}. The numbers in their names say another."]


def _beside_notes(layers: list[NamedArray], beside: dict[str, Beside]) -> list[str]:
    """Says which layers are none by their names: without them, there is no network."""
    notes = []
    for kind in dict.fromkeys(beside[layer.name].kind for layer in layers if layer.name in beside):
        names = [layer.name for layer in layers if layer.name in beside and beside[layer.name].kind == kind]
        notes.append(f"Taken as layers, though by their names {KINDS[kind]}: {listed(names)}.")
    return notes


def _left_out_notes(left: list[str], beside: dict[str, Beside]) -> list[str]:
    plain = [name for name in left if name not in beside]
    notes = [f"Left out, as not part of the network: {listed(plain)}."] if plain else []
    for kind in dict.fromkeys(beside[name].kind for name in left if name in beside):
        names = [name for name in left if name in beside and beside[name].kind == kind]
        notes.append(f"Left out, by their names {KINDS[kind]}: {listed(names)}.")
    return notes


def _owned(arrays: list[NamedArray]) -> list[NamedArray]:
    """Arrays; with the weights of the same name, where they are biases."""
    weights: dict[tuple[str, tuple[int, ...]], str] = {}
    for array in arrays:
        if array.role == "weights" and array.values.ndim > 1:
            weights.setdefault((array.words, array.numbers), array.name)
    return [
        array._replace(owner=weights.get((array.words, array.numbers))) if array.role == "biases" else array
        for array in arrays
    ]


def _roles(arrays: list[NamedArray]) -> tuple[list[NamedArray], list[NamedArray], list[NamedArray]]:
    """The matrices that may be weights, the lists that may be those of one unit, and the arrays that may be biases. Names
    decide, or their turns: weights, biases, weights, biases."""

    def is_row(array: NamedArray) -> bool:
        return array.values.ndim == 2 and min(array.shape) == 1

    unnamed = all(array.role is None for array in arrays)
    ordered = in_number_order(arrays) if unnamed else None
    alternates = (
        ordered is not None
        and len(ordered) % 2 == 0
        and all(
            array.values.ndim == 2
            if k % 2 == 0
            else (array.values.ndim == 1 or is_row(array)) and array.values.size in ordered[k - 1].shape
            for k, array in enumerate(ordered)
        )
    )

    def is_biases(array: NamedArray) -> bool:
        if alternates and ordered is not None:
            return [each is array for each in ordered].index(True) % 2 == 1
        return array.role == "biases" or (array.values.ndim == 1 and array.role is None)

    matrices = [a for a in arrays if a.values.ndim == 2 and a.values.size > 0 and not is_biases(a)]
    rows = [a for a in arrays if a.values.ndim == 1 and a.values.size > 0 and a.role == "weights" and not alternates]
    vectors = [a for a in arrays if is_biases(a) and (a.values.ndim == 1 or is_row(a))]
    return matrices, rows, vectors


def _chosen(
    given: Given,
    vectors: list[NamedArray],
    allowed: Sequence[Convention],
    network: str | None,
) -> tuple[Convention, list[NamedArray]]:
    found = candidates(given, allowed, network)
    if not found:
        raise no_chain(given, vectors, allowed, network)
    networks = list(dict.fromkeys(each.network for each in found))
    if len(networks) > 1:
        firsts = [next(each for each in found if each.network == name) for name in networks]
        ways = [(each.convention, each.orders[0]) for each in firsts]
        raise open_choice("network", "Which of the networks?", networks, ways, vectors)
    if len(found) > 1:
        raise _convention_open([(each.convention, each.orders[0]) for each in found], vectors)
    convention, orders, _ = found[0]
    if len(orders) > 1:
        offered = orders[:6]
        names = [[layer.name for layer in layers] for layers in offered]
        ways = [(convention, layers) for layers in offered]
        raise open_choice("order", "In which order are the layers?", names, ways, vectors)
    return convention, orders[0]


def _convention_open(candidates: list[tuple[Convention, list[NamedArray]]], vectors: list[NamedArray]) -> RefusedValue:
    question = "Does each unit have a row of a matrix (out_in), or a column (in_out)?"
    return open_choice("convention", question, [convention for convention, _ in candidates], candidates, vectors)


def _in_order(
    given: Given, order: list[str], allowed: Sequence[Convention]
) -> tuple[Convention, list[NamedArray]]:
    names = [array.name for array in [*given.matrices, *given.rows]]
    for k, name in enumerate(order):
        if name not in names or name in order[:k]:
            raise refusal(f"order: {name!r} is not allowed; must be names of the matrices: {listed(names)}.", "order")
    found: list[tuple[Convention, list[NamedArray]]] = []
    for convention in allowed:
        by_name = {array.name: array for array in as_matrices(given, convention)}
        layers = [by_name[name] for name in order]
        if is_chain(layers, convention):
            found.append((convention, layers))
    if not found:
        raise refusal("order: each layer must take what the one before gives, from 2 to 1.", "order")
    if len(found) > 1:
        raise _convention_open(found, [])
    return found[0]
