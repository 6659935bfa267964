"""Why arrays are no network that the lab trains, by what differs."""

from __future__ import annotations

from typing import NamedTuple, Sequence

from .errors import RefusedValue
from .weights_beside import KINDS, Kind
from .weights_candidates import Given, candidates, parts_of
from .weights_chain import CONVENTIONS, AnyChain, Convention, NamedArray, chains_of_any_ends, sides
from .weights_errors import listed, refusal

#: The most networks whose chains a refusal tells.
_MOST_TOLD = 3
#: The most widths of a chain that are told one by one.
_MOST_WIDTHS = 16
_COMPUTED = (
    "Pass the weights themselves, after torch.nn.utils.parametrize.remove_parametrizations, remove_weight_norm, "
    "remove_spectral_norm or prune.remove."
)


class _Told(NamedTuple):
    name: str
    """Of one of several networks."""
    chain: AnyChain


def no_chain(
    given: Given, vectors: Sequence[NamedArray], allowed: Sequence[Convention], network: str | None
) -> RefusedValue:
    """The error for arrays that make no network 2 → … → 1."""
    if network is not None:
        found = [each.network for each in candidates(given, allowed, None) if each.network]
        parts = [part.name for part in parts_of(given.matrices)]
        names = list(dict.fromkeys([*found, *parts, *(group for matrix in given.matrices for group in matrix.groups)]))
        must_be = f"one of {listed(names)}" if names else "left out: no part has a name"
        if network not in names:
            return refusal(f"network: {network!r} is not allowed; must be {must_be}.", "network")
    if len(allowed) == 1:
        other: list[Convention] = [each for each in CONVENTIONS if each not in allowed]
        if candidates(given, other, network):
            message = f"convention: {allowed[0]!r} is not allowed; the shapes fit {other[0]!r} only."
            return refusal(message, "convention")
    core = given.without_beside()
    matrices = core.matrices or core.rows
    kinds = list(dict.fromkeys(given.beside[a.name].kind for a in given.matrices if a.name in given.beside))
    if not matrices or "computed" in kinds:
        return _beside_only(given, kinds)
    told = _chains_told(matrices, vectors) if core.matrices else []
    if told:
        begin = "The networks are" if told[0].name else "This chain goes"
        ways = ("; " if told[0].name else ", or ").join(_worded(each, len(told)) for each in told)
        return refusal(f"{begin} {ways}; the lab trains 2 → … → 1.{_backwards(matrices, told[0])}", "layers")
    shapes = ", ".join(f"{array.name} {' × '.join(map(str, array.shape))}" for array in matrices[:6])
    return refusal(
        f"The matrices make no chain 2 → … → 1, in which each layer takes what the one before gives: {shapes}.", "layers"
    )


def _beside_only(given: Given, kinds: Sequence[Kind]) -> RefusedValue:
    """Of arrays that all stand beside a network, or that weights are computed from."""
    told = []
    for kind in kinds:
        names = [a.name for a in given.matrices if a.name in given.beside and given.beside[a.name].kind == kind]
        told.append(f"{listed(names)} are by their names {KINDS[kind]}")
    advice = f" {_COMPUTED}" if "computed" in kinds else ""
    return refusal(f"There are no weights of a network: {'; '.join(told)}.{advice}", "layers")


def _worded(told: _Told, count: int) -> str:
    all_widths = [str(width) for width in told.chain.widths]
    widths = " → ".join([*all_widths[:8], "…", *all_widths[-3:]] if len(all_widths) > _MOST_WIDTHS else all_widths)
    if told.name:
        return f"{told.name} {widths}"
    axes = "out × in" if told.chain.convention == "out_in" else "in × out"
    return f"{widths} (read {axes})" if count > 1 else widths


def _chains_told(matrices: Sequence[NamedArray], vectors: Sequence[NamedArray]) -> list[_Told]:
    """What the chains are, as far as names, shapes and biases tell them."""
    whole = _likely(chains_of_any_ends(matrices), vectors)
    if whole:
        return [_Told("", chain) for chain in whole]
    told: list[_Told] = []
    parts = [part for part in parts_of(matrices) if len(part.members) > 1]
    for name, members in sorted(parts, key=lambda part: -len(part.members)):
        taken = {layer.name for each in told for layer in each.chain.layers}
        chains = _likely(chains_of_any_ends(members), vectors)
        if chains and len(told) < _MOST_TOLD and all(member.name not in taken for member in members):
            told.append(_Told(name, chains[0]))
    return told if len(told) > 1 else [each._replace(name="") for each in told]


def _likely(chains: Sequence[AnyChain], vectors: Sequence[NamedArray]) -> list[AnyChain]:
    """The chains that the lengths of biases allow; of these, one that begins or ends as the lab's networks do."""
    sizes = {(each.words, each.numbers): each.values.size for each in vectors if each.role == "biases"}

    def fits(chain: AnyChain) -> bool:
        units = [(layer, sides(layer, chain.convention)[1]) for layer in chain.layers]
        return all(sizes.get((layer.words, layer.numbers), size) == size for layer, size in units)

    different = {tuple(each.widths): each for each in reversed([c for c in chains if fits(c)] or chains)}
    found = list(different.values())[::-1]
    similar = [each for each in found if each.widths[0] == 2 or each.widths[-1] == 1]
    return similar[:1] or found[:2]


def _backwards(matrices: Sequence[NamedArray], told: _Told) -> str:
    """What to do where the numbers run from the last layer to the first."""
    _, layers, widths = told.chain
    if told.name or not 1 < len(layers) == len(matrices) or (widths[0], widths[-1]) != (1, 2):
        return ""
    order = [layer.name for layer in reversed(layers)]
    return f" If the numbers count from the last layer to the first, pass order={order}."
