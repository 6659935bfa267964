"""A sweep: an experiment trained for each seed and each cell of up to two axes, for every run."""

from __future__ import annotations

import os
import threading
from typing import Any, Callable, Iterable, Mapping, TypedDict, cast

import numpy as np
from numpy.typing import NDArray

from . import _core
from .errors import out_of_range, wrong_type
from .experiment import experiment_of, index_below, whole
from .progress import Progress, progress_of
from .tasks import Rows, Task, pieces, train_task

__all__ = ["Axis", "Curves", "Summary", "Sweep"]

Floats = NDArray[np.float64]

#: The names of the measures, in the order of the core.
MEASURES = [name for name, _ in _core.measures()]
#: The parts of a summary, in the order of the core.
_PARTS = ("median", "q10", "q25", "q75", "q90", "n", "solved_share", "solved_low", "solved_high")
#: Marks a training that is not done, among the marks of solved ones.
_NOT_DONE = 2
#: Tasks for each worker of another engine, so that all end at about the same time.
_TASKS_A_WORKER = 8
_MOST_WORKERS = 256


class Axis(TypedDict):
    """An axis of a sweep."""

    field: str
    """The field that it varies, by its path in an experiment."""
    values: Floats


class Summary(TypedDict):
    """One measure over the seeds of each cell: arrays of shape (runs, y, x)."""

    median: Floats
    """NumPy's linear quantiles, over the trainings that are done and have a value."""
    q10: Floats
    q25: Floats
    q75: Floats
    q90: Floats
    n: Floats
    """Number of values."""
    solved_share: Floats
    """Share of the trainings that are solved at their end."""
    solved_low: Floats
    """Its 95 % interval (Wilson, 1927)."""
    solved_high: Floats


class Curves(TypedDict):
    """The costs of a run, seed by seed."""

    iterations: NDArray[np.uint32]
    """Shape (iterations,)."""
    costs: Floats
    """Shape (seeds, iterations): NaN where nothing is done, and from a divergence on."""


class Sweep:
    """The sweep of an experiment's field `sweep`, with the numbers of the page's, to the bit.

    Args:
        preset, fields: as of a `Lab`; `sweep={"seeds": 100}` says what is varied.

    Raises:
        RefusedType, RefusedValue: naming the field, the value and the allowed values.

    >>> sweep = Sweep("notebook", iterations=500, sweep={"seeds": 8})
    >>> sweep.run(progress=False)
    >>> sweep.results()["cost"].shape
    (3, 1, 1, 8)
    """

    def __init__(self, preset: str | Mapping[str, Any] | None = None, **fields: Any) -> None:
        self._experiment = _core.experiment(experiment_of(preset, fields))
        self._core = _core.Sweep(self._experiment)
        self._plan = self._core.description()
        self._order = self._core.order()
        count = len(self._order)
        self._values = np.full((len(MEASURES), count), np.nan)
        self._solved = np.full(count, _NOT_DONE, dtype=np.uint8)
        self._known = np.zeros(count, dtype=bool)
        seeds = self.shape[3]
        self._curves = [np.full((seeds, len(each)), np.nan) for each in self._plan["measured_iterations"]]
        self._running = threading.Lock()

    def __repr__(self) -> str:
        return f"<Sweep of {', '.join(self.runs)}: {self.done} of {self.total} trainings done>"

    @property
    def experiment(self) -> dict[str, Any]:
        """The complete experiment with its sweep, in the format of experiment files."""
        return _core.experiment(self._experiment)

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Number of runs, of values of y and of x, and of seeds: the shape of the results."""
        runs, y, x, seeds = self._plan["shape"]
        return (runs, y, x, seeds)

    @property
    def runs(self) -> list[str]:
        """The label of each run."""
        return list(self._plan["runs"])

    @property
    def axes(self) -> list[Axis]:
        """The axes: x, then y."""
        return [{"field": field, "values": values.copy()} for field, values in self._plan["axes"]]

    @property
    def done(self) -> int:
        """Number of trainings that are done."""
        return int(np.count_nonzero(self._known))

    @property
    def total(self) -> int:
        """Number of trainings."""
        return len(self._known)

    def run(
        self,
        *,
        workers: int | None = None,
        progress: bool | Callable[[int, int], object] = True,
        client: Any = None,
        map: Callable[[Callable[[Task], Rows], list[Task]], Iterable[Rows]] | None = None,
        tasks: int | None = None,
    ) -> None:
        """Trains what is not done yet. An interrupt or an error ends it: what is done is kept, and another call goes on.

        Args:
            workers: threads of this process; one for each core by default.
            progress: False shows none; True shows a bar of tqdm where that is installed; a function is called with the
                number of trainings done and of all.
            client: a `dask.distributed.Client`, whose cluster trains instead. A worker that is lost costs the tasks
                that it had in hand, which others train again.
            map: a function like Python's `map` that trains instead, such as that of a process pool, of joblib or of Ray:
                it is given `train_task` and a list of tasks, and returns their results in any order.
            tasks: into how many tasks the sweep is cut for `client` or `map`; eight for each worker by default.

        Raises:
            RuntimeError: while it is running already.
        """
        if client is not None and map is not None:
            raise out_of_range("map", "given beside client", "left out where there is a client")
        threads = os_cores() if workers is None else whole("workers", workers, 1, _MOST_WORKERS)
        if not self._running.acquire(blocking=False):
            raise RuntimeError("This sweep is running already.")
        try:
            with progress_of(progress, self.done, self.total) as report:
                self._run(threads, report, client, map, tasks)
        finally:
            self._running.release()

    def _run(self, threads: int, report: Progress, client: Any, map: Any, tasks: int | None) -> None:
        left = np.flatnonzero(~self._known[self._order])
        if len(left) == 0:
            return
        is_stopping = False

        def keep(rows: Rows) -> None:
            nonlocal is_stopping
            self._keep(rows)
            if is_stopping:
                return
            try:
                report(self.done, self.total)
            except BaseException:
                is_stopping = True
                raise

        if client is None and map is None:
            self._core.train(left.tolist(), threads, keep)
            return
        hands = sum(client.nthreads().values()) if client is not None else os_cores()
        count = _TASKS_A_WORKER * max(1, hands) if tasks is None else whole("tasks", tasks, 1)
        given = pieces(self._experiment, left.tolist(), count)
        for rows in map(train_task, given) if client is None else _by_dask(client, given):
            keep(rows)

    def _keep(self, rows: Rows) -> None:
        places = rows[:, 0].astype(np.int64)
        measures = len(MEASURES)
        self._values[:, places] = rows[:, 1 : 1 + measures].T
        solved = rows[:, 1 + measures]
        self._solved[places] = np.where(np.isnan(solved), _NOT_DONE, solved).astype(np.uint8)
        if self._curves:
            for place, curve in zip(places, rows[:, 2 + measures :]):
                run, seed = divmod(int(place), self.shape[3])
                kept = self._curves[run]
                kept[seed] = curve[: kept.shape[1]]
        self._known[places] = True

    def results(self) -> dict[str, Any]:
        """What is done so far: the name of each measure and `solved` (1 or 0) with an array of shape (runs, y, x, seeds),
        NaN where nothing is done. The arrays are views that cannot be written to; a run that goes on fills them.

        `cost` is the mean loss at the end, of a diverged training the last finite one; `iterations_to_solve` is infinite
        if never. Beside them `runs` (labels), `axes` (x, then y), `seeds` of the weights, `data_seeds` of the training
        samples (NaN for points of your own), and `shape`.
        """
        solved = np.where(self._solved == _NOT_DONE, np.nan, self._solved).reshape(self.shape)
        return {
            "runs": self.runs,
            "axes": self.axes,
            "seeds": np.array(self._plan["seeds"], dtype=np.int64),
            "data_seeds": np.array(self._plan["data_seeds"], dtype=np.float64),
            "shape": self.shape,
            **{name: _view(values, self.shape) for name, values in zip(MEASURES, self._values)},
            "solved": solved,
        }

    def summary(self, measure: str | None = None) -> Summary:
        """A measure over the seeds of each cell, of what is done so far; the sweep's own measure by default."""
        name = self._plan["measure"] if measure is None else measure
        if name not in MEASURES:
            refused = out_of_range if isinstance(name, str) else wrong_type
            raise refused("measure", repr(name), f"one of {', '.join(MEASURES)}")
        seeds = self.shape[3]
        numbers = _core.summaries(self._values[MEASURES.index(name)], self._solved, seeds)
        parts: Any = {part: column.reshape(self.shape[:3]).copy() for part, column in zip(_PARTS, numbers.T)}
        return cast(Summary, parts)

    def curves(self) -> list[Curves]:
        """The costs of each run at the measured iterations.

        Raises:
            RefusedValue: in a sweep with axes, or of more than 1,000 seeds.
        """
        if not self._curves:
            raise out_of_range("curves", "of this sweep", "of a sweep without axes and of at most 1,000 seeds")
        iterations = self._plan["measured_iterations"]
        return [
            {"iterations": each.copy(), "costs": _view(costs, costs.shape)} for each, costs in zip(iterations, self._curves)
        ]

    def experiment_at(self, x: int = 0, y: int = 0, seed: int = 0) -> dict[str, Any]:
        """The complete experiment of a cell and a seed, by their indices. A `Lab` takes it."""
        _, height, width, seeds = self.shape
        at = (index_below("x", x, width), index_below("y", y, height), index_below("seed", seed, seeds))
        return self._core.experiment_at(*at)

    def table(self) -> dict[str, NDArray[Any]]:
        """The trainings done as columns, a row each, for `pandas.DataFrame`: `run`, a column for each axis, `seed`,
        `data_seed`, each measure, and `solved`."""
        results = self.results()
        rows = np.flatnonzero(self._known)
        run, y, x, seed = np.unravel_index(rows, self.shape)
        columns: dict[str, NDArray[Any]] = {"run": np.array(self.runs, dtype=object)[run]}
        for axis, index in zip(self.axes, (x, y)):
            columns[axis["field"]] = axis["values"][index]
        columns["seed"] = results["seeds"][seed]
        columns["data_seed"] = results["data_seeds"][seed]
        for name in (*MEASURES, "solved"):
            columns[name] = results[name].ravel()[rows]
        return columns

    def to_xarray(self) -> Any:
        """The results as an `xarray.Dataset`: a variable for each measure and `solved`, with the dimensions `run`, the
        fields of the axes, and `seed`.

        Raises:
            ImportError: if xarray is not installed.
        """
        import xarray

        results = self.results()
        axes = self.axes
        dims = ["run", *(axis["field"] for axis in reversed(axes)), "seed"]
        sizes = [self.shape[0], *(len(axis["values"]) for axis in reversed(axes)), self.shape[3]]
        coordinates: dict[str, Any] = {axis["field"]: axis["values"] for axis in axes}
        coordinates["run"] = self.runs
        coordinates["weight_seed"] = ("seed", results["seeds"])
        coordinates["data_seed"] = ("seed", results["data_seeds"])
        help_of = dict(_core.measures())
        variables = {
            name: (dims, results[name].reshape(sizes).copy(), {"long_name": help_of.get(name, "Solved at the end.")})
            for name in (*MEASURES, "solved")
        }
        return xarray.Dataset(variables, coords=coordinates)


def _view(values: Floats, shape: tuple[int, ...]) -> Floats:
    view = values.reshape(shape).view()
    view.flags.writeable = False
    return view


def os_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _by_dask(client: Any, tasks: list[Task]) -> Iterable[Rows]:
    """The results of tasks, as a Dask cluster ends them. What is not needed any more is called off."""
    import distributed

    as_completed: Any = distributed.as_completed
    futures = client.map(train_task, tasks, pure=False)
    try:
        for _, rows in as_completed(futures, with_results=True):
            yield rows
    finally:
        client.cancel(futures)
