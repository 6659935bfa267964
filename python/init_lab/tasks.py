"""Pieces of a sweep as plain tasks, which any engine can pickle, send and run."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, NamedTuple, Sequence

import numpy as np
from numpy.typing import NDArray

from . import _core
from ._version import __version__

__all__ = ["Task", "train_task"]

#: Rows of results: the place among them, a value for each measure, whether it is solved, and the costs of the curve.
Rows = NDArray[np.float64]


class Task(NamedTuple):
    """Some trainings of a sweep."""

    experiment: str
    """The experiment with its sweep, as JSON."""
    trainings: tuple[int, ...]
    """The numbers of the trainings, in the order of training: cells coarse to fine, then seeds, then runs."""
    version: str
    """The version of init-lab that made the task."""


def pieces(experiment: Any, numbers: Sequence[int], count: int) -> list[Task]:
    """The tasks of these trainings, in about `count` pieces of neighbours, which share their samples."""
    text = json.dumps(experiment)
    parts = np.array_split(np.asarray(numbers, dtype=np.int64), max(1, min(count, len(numbers))))
    return [Task(text, tuple(part.tolist()), __version__) for part in parts if len(part) > 0]


@lru_cache(maxsize=4)
def _sweep(experiment: str) -> _core.Sweep:
    return _core.Sweep(json.loads(experiment))


def train_task(task: Task) -> Rows:
    """Trains a task in this thread. The result is the same wherever that is.

    Raises:
        RuntimeError: if another version of init-lab made the task, since its numbers may be others.
    """
    task = Task(*task)
    if task.version != __version__:
        raise RuntimeError(f"This worker has init-lab {__version__}, but the sweep is of init-lab {task.version}.")
    rows: list[Rows] = []
    _sweep(task.experiment).train(task.trainings, 1, rows.append)
    return np.concatenate(rows)
