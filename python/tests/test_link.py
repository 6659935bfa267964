"""Links of the page lead to the same experiments, to the last bit."""

from __future__ import annotations

import gzip
import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest

from init_lab import Lab, RefusedValue, read_experiment

from same import FIXTURES

LINES = gzip.decompress((FIXTURES / "links.jsonl.gz").read_bytes()).decode().strip().splitlines()
LINKS = [json.loads(line) for line in LINES[1:]]


def number(value: float) -> str:
    """A number as JavaScript writes it."""
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    if 1e-6 <= abs(value) < 1e21:
        return format(Decimal(repr(float(value))), "f")
    return repr(float(value)).replace("e-0", "e-")


def canonical(value: Any) -> str:
    """JSON with sorted keys, as JavaScript writes it."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{canonical(name)}:{canonical(value[name])}" for name in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(value)
    return json.dumps(value, ensure_ascii=False)


def digests(experiment: dict[str, Any]) -> dict[str, str]:
    return {name: hashlib.sha256(canonical(part).encode()).hexdigest()[:8] for name, part in experiment.items()}


def test_a_thousand_links_of_an_earlier_version() -> None:
    wrong = [each["link"] for each in LINKS if digests(read_experiment(each["link"])) != each["digests"]]
    assert len(LINKS) == 1020
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "preset=moons&seed=5&hidden=4,2",
        "#preset=moons&seed=5&hidden=4,2",
        "https://example.org/lab/?utm=x#preset=moons&amp;seed=5&amp;hidden=4,2",
        "https://example.org/lab/embed.html?preset=moons&seed=5&hidden-units=4+2&views=cost",
    ],
)
def test_a_link_is_read_wherever_it_stands(text: str) -> None:
    assert read_experiment(text) == read_experiment("moons", seed=5, hidden=[4, 2])


def test_fields_are_laid_over_a_link() -> None:
    lab = Lab("#preset=moons&seed=5&hidden=3x8", seed=6, initializers=["random_normal:stddev=10:label=Mine%2C large"])
    assert lab.experiment["seed"] == 6
    assert lab.experiment["network"]["hidden"] == [8, 8, 8]
    assert lab.labels == ["Mine, large"]
    assert lab.experiment["runs"][0]["stddev"] == 10


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("#seed=-1", "seed"),
        ("#seed=1&seed=2", "seed"),
        ("#initializers=he:stddev", "runs[0]"),
        ("#initializers=,he", "runs[0]"),
        ("#sweep=many", "sweep"),
        ("#preset=nothing", "preset"),
    ],
)
def test_a_link_that_is_refused_names_the_field(text: str, path: str) -> None:
    with pytest.raises(RefusedValue) as caught:
        Lab(text)
    assert caught.value.path == path
