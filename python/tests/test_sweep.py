"""A sweep has the page's bits, with any number of workers, interrupted and resumed."""

from __future__ import annotations

import _thread
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from init_lab import Lab, RefusedType, RefusedValue, Sweep, Task, train_task
from init_lab.experiment import camel

from same import FIXTURES, bits

SWEEPS = json.loads((FIXTURES / "sweep-bits.experiments.json").read_text())
ENDS = json.loads((FIXTURES / "sweep-bits.json").read_text())
CASES = list(zip(SWEEPS, ENDS, strict=True))


def check(sweep: Sweep, end: dict[str, Any]) -> None:
    """Compares a finished sweep with one of the page, to the bit."""
    assert sweep.done == sweep.total
    results = sweep.results()
    assert list(results["shape"]) == end["shape"]
    assert [(axis["field"], bits(axis["values"])) for axis in results["axes"]] == [
        (axis["field"], axis["values"]) for axis in end["axes"]
    ]
    assert results["seeds"].tolist() == end["seeds"]
    assert results["data_seeds"].tolist() == end["dataSeeds"]
    for name, numbers in end["measures"].items():
        assert bits(results[name]) == numbers, name
    for part, values in sweep.summary().items():
        assert bits(values) == end["summary"][camel(part)], part
    curves = sweep.curves() if end["curves"] else []
    assert [bits(curve["costs"]) for curve in curves] == end["curves"]


@pytest.mark.parametrize(("experiment", "end"), CASES)
@pytest.mark.parametrize("workers", [1, 3])
def test_the_bits_are_those_of_the_page(experiment: Any, end: Any, workers: int) -> None:
    sweep = Sweep(experiment)
    sweep.run(workers=workers, progress=False)
    check(sweep, end)
    _, height, width, _ = sweep.shape
    assert sweep.experiment_at(width - 1, height - 1, 1) == end["cell"]


def test_a_cell_is_a_lab() -> None:
    sweep = Sweep(SWEEPS[1])
    sweep.run(progress=False)
    lab = Lab(sweep.experiment_at(x=2, y=1, seed=2))
    lab.advance(lab.last_iteration)
    he = lab.snapshot()["runs"][0]
    assert sweep.results()["cost"][0, 1, 2, 2] == he["cost"]
    solved = he["balanced_accuracy"] is not None and he["balanced_accuracy"] >= 0.95
    assert sweep.results()["solved"][0, 1, 2, 2] == solved


def test_an_interrupt_keeps_what_is_done_and_another_run_goes_on() -> None:
    sweep = Sweep(SWEEPS[0], iterations=1000, samples=100, sweep={"seeds": 100})

    def interrupt() -> None:
        while sweep.done == 0:
            time.sleep(0.001)
        _thread.interrupt_main()

    other = threading.Thread(target=interrupt)
    other.start()
    with pytest.raises(KeyboardInterrupt):
        sweep.run(workers=2, progress=False)
    other.join()
    first = sweep.done
    assert 0 < first < sweep.total
    before = {name: sweep.results()[name].copy() for name in ("cost", "solved")}
    seen: list[int] = []
    sweep.run(progress=lambda done, total: seen.append(done))
    assert min(seen) >= first and seen[-1] == sweep.total
    whole = Sweep(sweep.experiment)
    whole.run(progress=False)
    for name in ("cost", "iterations_to_solve", "solved"):
        assert bits(sweep.results()[name]) == bits(whole.results()[name])
    known = ~np.isnan(before["cost"])
    assert (before["cost"][known] == whole.results()["cost"][known]).all()


def test_a_failing_progress_ends_a_run_and_keeps_what_is_done() -> None:
    class Enough(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Enough

    sweep = Sweep(SWEEPS[0], training={"iterations": 2000}, sweep={"seeds": 60})
    with pytest.raises(Enough):
        sweep.run(workers=2, progress=stop)
    assert 0 < sweep.done < sweep.total


@pytest.mark.parametrize(("experiment", "end"), CASES)
def test_any_map_trains(experiment: Any, end: Any) -> None:
    sweep = Sweep(experiment)
    with ThreadPoolExecutor(2) as pool:
        sweep.run(map=pool.map, tasks=5, progress=False)
    check(sweep, end)
    other = Sweep(experiment)
    other.run(map=lambda function, tasks: map(function, reversed(tasks)), progress=False)
    check(other, end)


def test_a_task_of_another_version_is_refused() -> None:
    task = Task(json.dumps(SWEEPS[0]), (0, 1), "0.0.0")
    with pytest.raises(RuntimeError, match="is of init-lab 0.0.0"):
        train_task(task)


def test_a_sweep_that_is_running_is_not_run_again() -> None:
    sweep = Sweep(SWEEPS[0])
    refused: list[str] = []

    def again(done: int, total: int) -> None:
        with pytest.raises(RuntimeError) as caught:
            sweep.run()
        refused.append(str(caught.value))

    sweep.run(progress=again)
    assert refused and "running already" in refused[0]


def test_tables_have_a_row_for_each_training_done() -> None:
    sweep = Sweep(SWEEPS[1])
    assert all(len(column) == 0 for column in sweep.table().values())
    sweep.run(progress=False)
    table = sweep.table()
    assert {len(column) for column in table.values()} == {sweep.total}
    assert list(table)[:5] == ["run", "network.weightScale", "depth", "seed", "data_seed"]
    one = (table["run"] == "He") & (table["depth"] == 2) & (table["seed"] == 4)
    assert table["cost"][one].tolist() == sweep.results()["cost"][0, 1, :, 1].tolist()


def test_results_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Sweep(SWEEPS[0]).results()["cost"][0] = 1


def test_xarray_has_the_axes() -> None:
    pytest.importorskip("xarray")
    sweep = Sweep(SWEEPS[1])
    sweep.run(progress=False)
    data = sweep.to_xarray()
    assert data["cost"].dims == ("run", "depth", "network.weightScale", "seed")
    picked = data["cost"].sel({"run": "He", "depth": 3}).isel({"network.weightScale": 1, "seed": 2})
    assert float(picked) == sweep.results()["cost"][0, 2, 1, 2]
    assert Sweep(SWEEPS[0]).to_xarray()["cost"].dims == ("run", "seed")


def test_refusals() -> None:
    sweep = Sweep(SWEEPS[1])
    with pytest.raises(RefusedValue, match="must be one of cost"):
        sweep.summary("speed")
    with pytest.raises(RefusedValue, match="without axes"):
        sweep.curves()
    with pytest.raises(RefusedValue, match="from 0 to 4"):
        sweep.experiment_at(x=5)
    with pytest.raises(RefusedType, match="workers"):
        sweep.run(workers="all")  # type: ignore[arg-type]
    with pytest.raises(RefusedValue, match="workers"):
        sweep.run(workers=0)
    with pytest.raises(RefusedValue, match="sweep.seeds"):
        Sweep(sweep={"seeds": 0})
