"""Tables are plain dicts of arrays, which pandas takes."""

from __future__ import annotations

import pytest

from init_lab import Lab, Sweep

pandas = pytest.importorskip("pandas")


def test_a_lab() -> None:
    lab = Lab()
    lab.advance(50)
    runs = pandas.DataFrame(lab.table()).set_index("label")
    assert runs.loc["He", "cost"] == lab.snapshot()["runs"][2]["cost"]
    costs = pandas.DataFrame(lab.costs(2)).set_index("iteration")["cost"]
    assert costs.loc[50] == runs.loc["He", "cost"]


def test_a_sweep() -> None:
    sweep = Sweep(iterations=60, sweep={"seeds": 4})
    sweep.run(progress=False)
    frame = pandas.DataFrame(sweep.table())
    medians = frame.groupby("run", sort=False)["cost"].median()
    assert list(medians.index) == sweep.runs
    assert medians.tolist() == sweep.summary("cost")["median"].ravel().tolist()
