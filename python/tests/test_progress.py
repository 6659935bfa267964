"""The progress of a sweep: a bar of tqdm where that is installed, a function, or nothing."""

from __future__ import annotations

import sys

import pytest

from init_lab import Sweep


def sweep() -> Sweep:
    return Sweep(iterations=20, sweep={"seeds": 3})


def test_a_bar_where_tqdm_is_installed(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tqdm")
    sweep().run()
    assert "9/9" in capsys.readouterr().err
    sweep().run(progress=False)
    assert capsys.readouterr().err == ""


def test_nothing_where_it_is_not(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    whole = sweep()
    whole.run()
    assert whole.done == 9
    assert capsys.readouterr().err == ""


def test_a_function_hears_of_every_piece() -> None:
    heard: list[tuple[int, int]] = []
    sweep().run(progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (9, 9)
    assert heard == sorted(heard)
