"""Reads links of the page, such as `…/#preset=moons&learningRate=0.1&initializers=he,random_normal:stddev=10`.

The core judges the values; names that are no fields are the page's own (its language, what is shown) and are passed over.
"""

from __future__ import annotations

import json
import re
from typing import Any, Callable
from urllib.parse import parse_qsl, unquote

from . import _core
from .errors import out_of_range

#: The most characters of a link.
_LONGEST = 1_000_000
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.I)
_KEY = re.compile(r"(?:(?:outputInitializer|training)\.)?[a-z]\w*", re.I)
#: Names of fields other than the last part of their path.
_NAMES = {"dataset.name": ["dataset"], "network.hidden": ["hidden", "hidden-units"], "runs": ["initializers"]}
#: Parts of a run that are objects with parts of their own.
_OBJECTS = ("outputInitializer", "training")
_RUN = "an initializer, then its parts, such as random_normal:stddev=10 or he:label=My%2C run"


def is_link(text: str) -> bool:
    """Whether a text is a link, and not the name of a preset."""
    return any(sign in text for sign in "#?=")


def experiment_in(text: str) -> dict[str, Any]:
    """The fields that a link gives, for the core to judge."""
    if len(text) > _LONGEST:
        raise out_of_range("preset", f"a link of {len(text)} characters", f"at most {_LONGEST} long")
    # An address may have a query of its host before the page's part.
    query = text.strip().rpartition("#")[2]
    if "#" not in text:
        query = query.rpartition("?")[2]
    query = re.sub(r"&(amp;)+", "&", query, flags=re.I)
    table = _table()
    whole: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, max_num_fields=1000):
        path = "preset" if name.strip().lower() == "preset" else table.get(_folded(name))
        if path is None:
            continue
        group, _, field = path.rpartition(".")
        holder = whole.setdefault(group, {}) if group else whole
        if field in holder:
            raise out_of_range(path, repr(value), "given once")
        holder[field] = value.strip().lower() if path == "preset" else _value(path, value)
    return whole


def is_field(name: str) -> bool:
    """Whether links and attributes have a field of this name."""
    return _folded(name) in _table()


def _folded(name: str) -> str:
    return re.sub(r"[-_.]", "", name.strip().lower())


def _table() -> dict[str, str]:
    paths = [path for path in _core.fields() if path != "format"]
    last = [path.rpartition(".")[2] for path in paths]
    table = {_folded(path): path for path in paths}
    for path, name in zip(paths, last):
        names = _NAMES.get(path, [name] if last.count(name) == 1 else [])
        table.update({_folded(each): path for each in names})
    # Not unique, but at the top.
    table["seed"] = "seed"
    return table


def _value(path: str, text: str) -> Any:
    reader = _READERS.get(path)
    if reader is None:
        return number_or_text(text)
    if path != "sweep" and not text.strip().startswith("["):
        return reader(path, text)
    try:
        return json.loads(text)
    except ValueError:
        raise out_of_range(path, repr(text[:60]), "JSON, or the notation of links") from None


def number_or_text(text: str) -> Any:
    """A number, or else the text without blanks around it, which the core refuses where it wants a number."""
    bare = text.strip()
    if not _NUMBER.fullmatch(bare):
        return bare
    return int(bare) if re.fullmatch(r"[+-]?\d{1,15}", bare) else float(bare)


def _parts(text: str, separators: str) -> list[str]:
    return re.split(f"[{separators}]", text) if text.strip() else []


def _points(path: str, text: str) -> list[list[Any]]:
    return [[number_or_text(part) for part in _parts(point, ",")] for point in _parts(text, ";")]


def _changes(path: str, text: str) -> list[list[Any]]:
    """Changes of the learning rate, such as `0.1@4000;0.01@8000`, as [iteration, learning rate] each."""
    changes = (change.split("@") for change in _parts(text, ";,"))
    return [[*map(number_or_text, iteration), number_or_text(rate)] for rate, *iteration in changes]


def _layers(path: str, text: str) -> list[Any]:
    """Hidden layers, such as `8, 10 × 10, 4`: a layer of 8 units, ten of 10, and one of 4."""
    layers: list[Any] = []
    for item in re.split(r"[\s,;]+", re.sub(r"\s*[×x*]\s*", "×", text.strip())) if text.strip() else []:
        count, times, units = item.rpartition("×")
        repeats = int(count) if re.fullmatch(r"[1-9]\d{0,3}", count) else 1
        layers += [number_or_text(units if times and repeats else item)] * repeats
    return layers


def _boolean(path: str, text: str) -> Any:
    word = text.strip().lower()
    return {"": True, "true": True, "false": False}.get(word, word)


def _class_names(path: str, text: str) -> list[str]:
    return [unquote(name.strip()) for name in text.split(",")]


def _runs(path: str, text: str) -> list[dict[str, Any]]:
    return [run_of(run.strip(), f"{path}[{k}]") for k, run in enumerate(text.split(","))]


def run_of(text: str, path: str = "runs") -> dict[str, Any]:
    """A run from its notation: its initializer, then its parts after colons, as in `he:training.optimizer=adam`."""
    initializer, *parts = text.split(":")
    if not initializer.strip():
        raise out_of_range(path, repr(text), _RUN)
    run: dict[str, Any] = {"initializer": unquote(initializer.strip())}
    for part in parts:
        key, equals, value = part.partition("=")
        *outer, name = key.strip().split(".")
        if not equals or not _KEY.fullmatch(key.strip()) or key.strip() in _OBJECTS:
            raise out_of_range(path, repr(part), _RUN)
        holder = run.setdefault(outer[0], {}) if outer else run
        if name in holder:
            raise out_of_range(f"{path}.{key}", repr(part), "given once")
        plain = unquote(value.strip())
        if name == "learningRateChanges":
            holder[name] = _changes(path, plain)
        else:
            holder[name] = plain if key.strip() == "label" else number_or_text(plain)
    return run


_READERS: dict[str, Callable[[str, str], Any]] = {
    "dataset.points": _points,
    "dataset.testPoints": _points,
    "dataset.classNames": _class_names,
    "dataset.standardize": _boolean,
    "network.hidden": _layers,
    "training.learningRateChanges": _changes,
    "runs": _runs,
    "sweep": _runs,
}
