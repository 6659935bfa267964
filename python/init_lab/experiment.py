"""Experiments as plain data: a preset or an experiment, with single fields laid over it."""

from __future__ import annotations

import re
from typing import Any, Mapping

from . import _core
from .errors import RefusedType, out_of_range, wrong_type
from .link import experiment_in, is_link, run_of

__all__ = ["experiment_of", "presets", "read_experiment"]

#: Names of fields other than the last part of their path, as on the page's element.
_NAMES = {"dataset.name": ["dataset"], "network.hidden": ["hidden", "hidden_units"], "runs": ["initializers", "runs"]}


def snake(name: str) -> str:
    """`learningRate` as `learning_rate`."""
    return re.sub(r"[A-Z]", lambda letter: "_" + letter.group().lower(), name)


def camel(name: str) -> str:
    """`learning_rate` as `learningRate`."""
    return re.sub(r"_([a-z0-9])", lambda match: match.group(1).upper(), name)


def with_python_names(tree: Any) -> Any:
    """Plain data whose fields have names as in Python."""
    if isinstance(tree, dict):
        return {snake(name): with_python_names(value) for name, value in tree.items()}
    if isinstance(tree, list):
        return [with_python_names(item) for item in tree]
    return tree


def _with_format_names(tree: Any) -> Any:
    """Plain data whose fields have the names of the format."""
    if isinstance(tree, Mapping):
        return {camel(name) if isinstance(name, str) else name: _with_format_names(each) for name, each in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [_with_format_names(item) for item in tree]
    return tree


def _table() -> dict[str, str]:
    """The path of each field, by the names that it has as a keyword argument."""
    paths = [path for path in _core.fields() if path != "format"]
    last = [path.rpartition(".")[2] for path in paths]
    table = {}
    for path, name in zip(paths, last):
        unique = last.count(name) == 1
        for each in _NAMES.get(path, [snake(name if unique else path.replace(".", "_"))]):
            table[each] = path
    # "seed" is the weights' seed, as in an experiment.
    table["seed"] = "seed"
    return table


_TABLE = _table()
#: The groups of fields, which may be given as dicts.
_GROUPS = ("dataset", "network", "training")


def run_settings(run: Any) -> Any:
    """The settings of a run; a text is in the notation of links, such as `random_normal:stddev=10`."""
    return run_of(run) if isinstance(run, str) else _with_format_names(run)


def laid_over(base: Any, over: Any) -> Any:
    """Merges `over` into `base`, object by object, as the core lays fields over a preset: another name, another object."""
    if not isinstance(base, Mapping) or not isinstance(over, Mapping):
        return over
    if "name" in base and "name" in over and base["name"] != over["name"]:
        return over
    return {**base, **{name: laid_over(base.get(name), value) for name, value in over.items()}}


def _fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """Keyword arguments as the fields of an experiment."""
    whole: dict[str, Any] = {}
    for name, value in given.items():
        if name in _GROUPS and isinstance(value, Mapping):
            part: dict[str, Any] = {name: _with_format_names(value)}
        elif name in _TABLE:
            path = _TABLE[name]
            if path == "runs" and isinstance(value, (list, tuple)):
                value = [run_settings(run) for run in value]
            group, _, field = path.rpartition(".")
            value = _with_format_names(value)
            part = {group: {field: value}} if group else {field: value}
        else:
            known = ", ".join(sorted({*_TABLE, *_GROUPS}))
            raise RefusedType(f"{name}: unknown field; allowed here: {known}", name, name, known)
        whole = laid_over(whole, part)
    return whole


def experiment_of(given: str | Mapping[str, Any] | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The input of the core: a preset's name, a link or an experiment, with fields laid over it. The core checks it."""
    over = _fields({name: value for name, value in fields.items() if value is not None})
    if given is None:
        return over
    if isinstance(given, str):
        given = experiment_in(given) if is_link(given) else {"preset": given}
    if isinstance(given, Mapping):
        whole = laid_over(_with_format_names(given), over)
        assert isinstance(whole, dict)
        return whole
    raise wrong_type("preset", type(given).__name__, "the name of a preset, a link's text, or an experiment")


def read_experiment(preset: str | Mapping[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """The complete experiment that a `Lab` of the same arguments has, in the format of experiment files.

    Raises:
        RefusedType, RefusedValue: naming the field, the value and the allowed values.
    """
    return _core.experiment(experiment_of(preset, fields))


def presets() -> dict[str, str]:
    """The presets: what to observe in each, by its name."""
    return {name: sentence for name, _, sentence in _core.presets()}


def index_below(path: str, value: Any, count: int) -> int:
    """A whole number from 0 to `count` - 1."""
    number = whole(path, value)
    if not 0 <= number < count:
        raise out_of_range(path, number, f"a whole number from 0 to {count - 1}")
    return number


def whole(path: str, value: Any, least: int = 0, most: int = 2**32 - 1) -> int:
    """A whole number between bounds. Takes NumPy's, too."""
    try:
        number = value.__index__()
    except (AttributeError, TypeError):
        raise wrong_type(path, repr(value), f"a whole number from {least} to {most}") from None
    if isinstance(value, bool):
        raise wrong_type(path, repr(value), f"a whole number from {least} to {most}")
    if not least <= number <= most:
        raise out_of_range(path, number, f"a whole number from {least} to {most}")
    return int(number)
