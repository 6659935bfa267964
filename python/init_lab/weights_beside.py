"""Arrays that stand beside a network's weights, by their names: an optimizer's state, gradients, masks, adapters, normalizations.

They have the weights' shapes, so that shapes do not tell them apart.
"""

from __future__ import annotations

import re
from typing import Callable, Literal, NamedTuple, Sequence

from .weights_chain import NamedArray

Kind = Literal["optimizer", "gradients", "masks", "adapters", "computed", "normalization"]

#: What each kind is, in words.
KINDS: dict[Kind, str] = {
    "optimizer": "an optimizer's state",
    "gradients": "gradients",
    "masks": "masks, which are not applied",
    "adapters": "adapters (LoRA), which are not merged into the weights",
    "computed": "what weights are computed from",
    "normalization": "of a normalization, which the lab does not have",
}

#: Words that say it alone.
_CLEAR: dict[str, Kind] = {
    "lora": "adapters",
    **dict.fromkeys(("optimizer", "optimizers", "optimiser", "optim", "opt state", "opt states"), "optimizer"),
    **dict.fromkeys(("exp avg", "square avg", "momentum buffer", "acc delta"), "optimizer"),
    **dict.fromkeys(("grad", "grads", "gradient", "gradients"), "gradients"),
    **dict.fromkeys(("mask", "masks"), "masks"),
}
#: Words that say it beside weights of the same name without them: m/W1 beside W1. Alone they may name a network.
_OF_OPTIMIZERS = set(
    "m v s g mu nu adam adamw adamax nadam adagrad adadelta rmsprop sgd momentum momentums velocity velocities moment "
    "moments trace slot slots cache accumulator accumulators accum rms ms mg hessian mhat vhat".split()
)
_OF_GRADIENTS = {"d", "delta", "deltas", "nabla", "update", "updates"}
#: Derivatives and moments that are written together with the letter of weights or biases: dw1, vdb2.
_TOGETHER = re.compile(r"([mvsg]?d|[mvsg])([wb])")
_STATISTICS = {"running", "moving", "mean", "variance", "var"}
_SCALES = {"gamma", "scale"}
_OFFSETS = {"beta", "offset", "bias"}
#: What completes a pair from which weights are computed when the network runs.
_PARTNERS = {"g": "v", "v": "g orig", "u": "orig", "orig": "mask u"}


class Beside(NamedTuple):
    """What an array is that stands beside a network."""

    kind: Kind
    is_sure: bool
    """It is never a layer, even where the others make no network."""


def beside_network(arrays: Sequence[NamedArray], matrices: Sequence[NamedArray]) -> dict[str, Beside]:
    """What stands beside a network, by its name."""
    tokens = {array.name: _tokens(array) for array in arrays}
    weights = [tokens[matrix.name] for matrix in matrices]

    def is_of_all(words: str) -> bool:
        """A word of all names is of the file, not of some of its arrays."""
        return all(_has(each, words) for each in weights)

    clear = {words: kind for words, kind in _CLEAR.items() if kind == "adapters" or not is_of_all(words)}
    marks = {word for word in _OF_OPTIMIZERS | _OF_GRADIENTS if not is_of_all(word)}
    shapes = {" ".join(tokens[array.name]): array.shape for array in arrays}
    is_normal, is_computed = _normalizations(arrays), _computed_from(arrays)
    beside: dict[str, Beside] = {}
    for array in arrays:
        said = next((kind for words, kind in clear.items() if _has(tokens[array.name], words)), None)
        kind = _suggested(tokens[array.name], array.shape, shapes, marks)
        if is_normal(array):
            beside[array.name] = Beside("normalization", True)
        elif is_computed(array):
            beside[array.name] = Beside("computed", True)
        elif said is not None:
            beside[array.name] = Beside(said, said == "adapters" or kind is not None)
        elif kind is not None:
            beside[array.name] = Beside(kind, True)
    return beside


def _tokens(array: NamedArray) -> list[str]:
    """The words and numbers of a name, letters that are written together apart."""
    found: list[str] = []
    for token in array.tokens:
        together = _TOGETHER.fullmatch(token)
        if together:
            found += [*together[1], together[2]]
        else:
            found += [*token] if token in ("vd", "sd", "md") else [token]
    return found


def _has(tokens: Sequence[str], words: str) -> bool:
    return f" {words} " in f" {' '.join(tokens)} "


def _suggested(
    tokens: list[str], shape: tuple[int, ...], shapes: dict[str, tuple[int, ...]], marks: set[str]
) -> Kind | None:
    """The kind that words suggest, if there are weights of the same name and shape without them, or two such words."""
    all_marks = marks | {word for words in _CLEAR for word in words.split()}
    if not any(token in all_marks for token in tokens):
        return None
    found = [token for token in tokens if token in marks]
    without = [token for token in tokens if token not in all_marks]
    # Optimizers number what they have several of: dense/kernel/Adam_1.
    unnumbered = [
        token
        for k, token in enumerate(tokens)
        if token not in all_marks and not (token.isdigit() and k > 0 and tokens[k - 1] in all_marks)
    ]
    is_beside_weights = any(shapes.get(" ".join(rest)) == shape for rest in (without, unnumbered))
    if not is_beside_weights and len(found) < 2:
        return None
    return "gradients" if found and not any(mark in _OF_OPTIMIZERS for mark in found) else "optimizer"


def _normalizations(arrays: Sequence[NamedArray]) -> Callable[[NamedArray], bool]:
    """Whether an array is a scale, an offset or a statistic of a normalization."""

    def is_list(array: NamedArray) -> bool:
        return array.values.ndim == 1 or (array.values.ndim == 2 and min(array.shape) == 1)

    def is_scale(array: NamedArray) -> bool:
        return not _SCALES.isdisjoint(array.tokens) or (array.values.ndim == 1 and array.role == "weights")

    def is_offset(array: NamedArray) -> bool:
        return not _OFFSETS.isdisjoint(array.tokens)

    def key(array: NamedArray) -> tuple[object, ...]:
        others = _SCALES | _OFFSETS | {"weight"}
        return (*(token for token in array.tokens if token not in others), array.shape)

    # A scale and an offset have one length and one name. A single number may be an output unit's weight or bias.
    lists = [array for array in arrays if is_list(array) and array.values.size > 1]
    pairs = {key(a) for a in lists if is_scale(a)} & {key(a) for a in lists if is_offset(a)}

    def is_normal(array: NamedArray) -> bool:
        if not is_list(array):
            return False
        is_statistic = array.role is None and not _STATISTICS.isdisjoint(array.tokens)
        return is_statistic or ((is_scale(array) or is_offset(array)) and key(array) in pairs)

    return is_normal


def _computed_from(arrays: Sequence[NamedArray]) -> Callable[[NamedArray], bool]:
    """Whether weights are computed from an array: weight normalization, spectral normalization, pruning."""
    names = {array.name for array in arrays}

    def is_computed(array: NamedArray) -> bool:
        if re.search(r"(^|[./])parametrizations[./]", array.name):
            return True
        part = re.fullmatch(r"(.*weight_)(g|v|u|orig)", array.name)
        return part is not None and any(part[1] + other in names for other in _PARTNERS[part[2]].split())

    return is_computed
