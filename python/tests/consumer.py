"""What someone may write who uses the package: mypy checks it strictly, and test_types.py runs it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from init_lab import Lab, Refused, Sweep, presets, read_experiment, read_weights


def costs_of(names: list[str], iterations: int) -> dict[str, float]:
    lab = Lab(hidden=[4], initializers=names, seed=7)
    lab.advance(iterations)
    return {run["label"]: run["cost"] for run in lab.snapshot()["runs"]}


def share_solved(seeds: int) -> NDArray[np.float64]:
    sweep = Sweep("notebook", iterations=100, sweep={"seeds": seeds})
    sweep.run(workers=2, progress=lambda done, total: None)
    return sweep.summary("train_accuracy")["solved_share"]


def first_weights(lab: Lab) -> NDArray[np.float64]:
    return lab.parameters(0, start=True)[0]["weights"]


def why(experiment: dict[str, object]) -> str | None:
    try:
        read_experiment(experiment)
    except Refused as error:
        return f"{error.path}: {error.allowed}"
    return None


if __name__ == "__main__":
    assert list(costs_of(["zeros", "he"], 10)) == ["Zeros", "He"]
    assert share_solved(2).shape == (3, 1, 1)
    assert first_weights(Lab(next(iter(presets())))).ndim == 2
    assert why({"seed": -1}) == "seed: a whole number from 0 to 4294967295"
    layers = read_weights(Lab().parameters(1))["layers"]
    assert len(layers[0]["biases"]) == 10
