"""The programs in the docs run as they stand, and what they say they print they print."""

from __future__ import annotations

import contextlib
import io
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.M | re.S)


@pytest.mark.parametrize("code", BLOCKS)
def test_a_program_of_the_docs_runs(code: str, tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(code, encoding="utf-8")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        runpy.run_path(str(file))
    for claim in re.findall(r"^(?:# |.*print.*  # )(.+?)(?: …)?$", code, re.M):
        assert claim in printed.getvalue()


def test_every_part_of_the_docs_has_a_program() -> None:
    assert len(BLOCKS) == 4


def test_the_program_for_dask_runs() -> None:
    pytest.importorskip("distributed")
    command = [sys.executable, str(ROOT / "docs" / "examples" / "sweep_dask.py")]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = printed.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["Zeros", "Random × 10", "He"]
    assert lines[0].count(" 0%") == 5
