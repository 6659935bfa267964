"""A Dask cluster of two processes trains a sweep to the same bits, also if a worker is killed half way."""

from __future__ import annotations

import os
import signal
from typing import Any, Iterator

import pytest

from init_lab import Sweep

from same import bits
from test_sweep import CASES, check

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, protocol="tcp"
    ) as cluster:
        yield cluster


@pytest.fixture
def client(cluster: Any) -> Iterator[Any]:
    with distributed.Client(cluster) as client:
        client.wait_for_workers(2)
        yield client


@pytest.mark.parametrize(("experiment", "end"), CASES)
def test_a_cluster_has_the_bits_of_one_process(client: Any, experiment: Any, end: Any) -> None:
    sweep = Sweep(experiment)
    sweep.run(client=client, progress=False)
    check(sweep, end)


def test_a_killed_worker_loses_nothing(client: Any) -> None:
    experiment, _ = CASES[0]
    fields: Any = {"training": {"iterations": 1500}, "sweep": {"seeds": 24}}
    sweep, whole = Sweep(experiment, **fields), Sweep(experiment, **fields)
    killed: list[int] = []

    def kill(done: int, total: int) -> None:
        if not killed and done >= total // 4:
            killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    sweep.run(client=client, progress=kill, tasks=24)
    whole.run(progress=False)
    assert killed and sweep.done == sweep.total
    for name, values in whole.results().items():
        if name not in ("runs", "axes", "shape"):
            assert bits(sweep.results()[name]) == bits(values), name
    assert [bits(curve["costs"]) for curve in sweep.curves()] == [bits(curve["costs"]) for curve in whole.curves()]


def test_an_interrupt_calls_off_what_is_left(client: Any) -> None:
    experiment, _ = CASES[0]
    sweep = Sweep(experiment, training={"iterations": 1500}, sweep={"seeds": 24})

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep.run(client=client, progress=interrupt, tasks=24)
    first = sweep.done
    assert 0 < first < sweep.total
    sweep.run(client=client, progress=False)
    assert sweep.done == sweep.total
