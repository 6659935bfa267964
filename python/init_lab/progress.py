"""The progress of a sweep: a bar, a function, or nothing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Callable, Iterator

#: Takes the number of trainings done and of all.
Progress = Callable[[int, int], object]


@contextmanager
def progress_of(wanted: bool | Progress, done: int, total: int) -> Iterator[Progress]:
    """A function that reports progress: the one that is wanted, or a bar of tqdm where that is installed."""
    if callable(wanted):
        yield wanted
        return
    bar: Any = None
    if wanted:
        try:
            from tqdm.auto import tqdm

            bar = tqdm(total=total, initial=done, unit="training")
        except ImportError:
            pass
    if bar is None:
        yield lambda done, total: None
        return
    with bar:

        def report(done: int, total: int) -> None:
            bar.update(done - bar.n)

        yield report
