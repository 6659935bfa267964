"""Presets end with the page's figures."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from init_lab import Lab, presets
from init_lab.experiment import snake

from same import FIXTURES

ENDS = json.loads((FIXTURES / "preset-ends.json").read_text())


def end_of(name: str) -> list[dict[str, Any]]:
    lab = Lab(name)
    lab.advance(lab.last_iteration)
    return [{field: dict(run)[snake(field)] for field in ENDS[name][0]} for run in lab.snapshot()["runs"]]


def test_presets_end_as_on_the_page() -> None:
    assert set(presets()) == set(ENDS)
    # The core trains without the interpreter, so threads share the work.
    with ThreadPoolExecutor() as pool:
        assert dict(zip(ENDS, pool.map(end_of, ENDS), strict=True)) == ENDS
