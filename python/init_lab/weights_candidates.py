"""Which matrices may be the network: all that may be weights, or those whose names agree, or those of a part of the paths."""

from __future__ import annotations

import re
from typing import Callable, NamedTuple, Sequence

from .weights_beside import Beside
from .weights_chain import Convention, Found, NamedArray, chained, on_the_way

#: Names of networks that no part of a path names.
_WHOLE, _REST = "all arrays", "the rest"


class Part(NamedTuple):
    """Matrices that belong together by their names."""

    name: str
    members: list[NamedArray]


class Given(NamedTuple):
    """What a network is looked for in."""

    matrices: list[NamedArray]
    rows: list[NamedArray]
    """Lists that may be the weights of a single unit."""
    beside: dict[str, Beside]
    """What stands beside a network, by its name."""

    def without_beside(self) -> Given:
        """Only what may be a network by its names."""
        matrices, rows = ([a for a in each if a.name not in self.beside] for each in (self.matrices, self.rows))
        return Given(matrices, rows, {})


_Find = Callable[[list[NamedArray], Sequence[Convention]], list[Found]]


def as_matrices(given: Given, convention: Convention) -> list[NamedArray]:
    side = (1, -1) if convention == "out_in" else (-1, 1)
    return [*given.matrices, *(row._replace(values=row.values.reshape(side)) for row in given.rows)]


def candidates(given: Given, allowed: Sequence[Convention], network: str | None) -> list[Found]:
    """The networks that the arrays may be. What stands beside a network is one only where it is asked for."""
    core = given.without_beside()
    found = _with_rows(_networks, core, allowed)
    if network is None:
        if found or len(core.matrices) == len(given.matrices) or not core.matrices:
            return found
        # Words such as mask may name a layer: where the others are no network, all may be.
        possible = [a for a in given.matrices if a.name not in given.beside or not given.beside[a.name].is_sure]
        return _solutions(possible, allowed)
    named = [each for each in found if each.network == network]
    if named:
        return named

    def of_name(matrices: list[NamedArray], conventions: Sequence[Convention]) -> list[Found]:
        return _solutions(_members_of(matrices, network), conventions, network)

    return _with_rows(of_name, core, allowed) or _with_rows(of_name, given, allowed)


def _members_of(matrices: list[NamedArray], name: str) -> list[NamedArray]:
    """The matrices of a part: of a path, or of names that differ in numbers only."""
    of_parts = (part.members for part in parts_of(matrices) if part.name == name)
    return next(of_parts, [matrix for matrix in matrices if name in matrix.groups])


def _with_rows(find: _Find, among: Given, allowed: Sequence[Convention]) -> list[Found]:
    found = find(among.matrices, allowed)
    if found or not among.rows:
        return found
    return [each for one in allowed for each in find(as_matrices(among, one), [one])]


def _solutions(matrices: list[NamedArray], allowed: Sequence[Convention], network: str = "") -> list[Found]:
    found = (Found(each, chained(matrices, each), network) for each in allowed)
    return [each for each in found if each.orders]


def _networks(matrices: list[NamedArray], allowed: Sequence[Convention]) -> list[Found]:
    """Arrays whose names say that they are weights, if these make a network; else all."""
    named = [matrix for matrix in matrices if matrix.role == "weights"]
    if not 0 < len(named) < len(matrices):
        return _networks_among(matrices, allowed)
    found = _networks_among(named, allowed)
    if found and len(named) > 1:
        return found
    of_all = _networks_among(matrices, allowed)
    # A single matrix says too little: others may be layers before it.
    if found and of_all and all(each.network == "" for each in of_all):
        return [each._replace(network=_named_by(named)) for each in found] + _as_whole(of_all)
    return of_all or found


def _as_whole(found: list[Found]) -> list[Found]:
    return [each._replace(network=_WHOLE) for each in found]


def _networks_among(matrices: list[NamedArray], allowed: Sequence[Convention]) -> list[Found]:
    """All matrices if they make a chain, and parts of them that make one. Else those that lie on a way from 2 to 1."""
    whole = _solutions(matrices, allowed)
    if whole and len({matrix.words for matrix in matrices}) == 1:
        return whole
    parts = parts_of(matrices)
    several = _found_in([part for part in parts if 1 < len(part.members) < len(matrices)], allowed)
    if whole:
        return _as_whole(whole) + [each for _, found in several for each in found] if several else whole
    # A single matrix is a network without hidden layers, if it is no layer of another.
    in_found = {member.name for part, _ in several for member in part.members}
    singles = [part for part in parts if len(part.members) == 1 and part.members[0].name not in in_found]
    all_found = several + _found_in(singles, allowed)
    if not all_found:
        return [each for one in allowed for each in _solutions(on_the_way(matrices, one), [one])]
    used = {member.name for part, _ in all_found for member in part.members}
    rest = [matrix for matrix in matrices if matrix.name not in used]
    return [each for _, found in all_found for each in found] + _solutions(rest, allowed, _REST)


def _found_in(parts: Sequence[Part], allowed: Sequence[Convention]) -> list[tuple[Part, list[Found]]]:
    found = ((part, _solutions(part.members, allowed, part.name)) for part in parts)
    return [each for each in found if each[1]]


def parts_of(matrices: Sequence[NamedArray]) -> list[Part]:
    """Matrices that belong together: parts of the paths, and names that differ in numbers only."""
    groups: dict[str, list[NamedArray]] = {}
    wordings: dict[tuple[str, str | None], list[NamedArray]] = {}
    for matrix in matrices:
        for group in matrix.groups:
            groups.setdefault(group, []).append(matrix)
        wordings.setdefault((matrix.words, matrix.role), []).append(matrix)
    parts: dict[tuple[str, ...], Part] = {}
    # Of nested parts with the same matrices, the outer one gives the name.
    for group, members in groups.items():
        parts.setdefault(tuple(member.name for member in members), Part(group, members))
    for members in wordings.values():
        if len(members) > 1:
            parts.setdefault(tuple(member.name for member in members), Part(_named_by(members), members))
    return list(parts.values())


def _named_by(members: Sequence[NamedArray]) -> str:
    """What matrices without a path are called: the last name with # for its numbers."""
    return re.sub(r"\d+", "#", members[-1].name)
