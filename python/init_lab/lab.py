"""A lab: several networks trained side by side from different initializers."""

from __future__ import annotations

from typing import Any, Mapping, Sequence, TypedDict

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _core
from .errors import out_of_range
from .experiment import experiment_of, index_below, run_settings, whole, with_python_names
from .weights import read_weights
from .weights_chain import Convention

__all__ = ["Costs", "Lab", "Layer", "Points", "RunSnapshot", "Samples", "Snapshot"]

Floats = NDArray[np.float64]


class RunSnapshot(TypedDict):
    """A run at its current iteration. Accuracies and probabilities are from 0 to 1."""

    initializer: str
    """Name of its initializer."""
    label: str
    iteration: int
    """That of the lab, unless the run has ended or has diverged."""
    cost: float
    """Mean loss over the training samples."""
    train_accuracy: float
    """Share of the training samples classified correctly."""
    balanced_accuracy: float | None
    """Mean of the two classes' shares; None with one class only. The run is solved from 0.95 on."""
    test_accuracy: float | None
    """None without test samples."""
    train_probability: float
    """Mean predicted probability of the training samples' own classes."""
    test_probability: float | None
    verdict: str
    """The state of the run in one word, such as `learning` or `symmetric`."""
    evidence: str
    """The measurement behind it, in a sentence."""
    findings: list[str]
    """Every word that holds, the verdict first."""
    diverged_at: int | None
    """The iteration at which it diverged; None if it did not."""


class Snapshot(TypedDict):
    """All runs at one iteration."""

    iteration: int
    learning_rate: float
    """Of the next update."""
    runs: list[RunSnapshot]


class Costs(TypedDict):
    """The recorded costs of a run, a row each."""

    iteration: NDArray[np.uint32]
    cost: Floats
    """Mean loss over the training samples before that iteration's update."""


class Layer(TypedDict):
    """The parameters of a layer."""

    weights: Floats
    """Shape (units, inputs)."""
    biases: Floats
    """Shape (units,)."""


class Samples(TypedDict):
    """Labelled points, in their own coordinates."""

    points: Floats
    """Shape (samples, 2)."""
    labels: NDArray[np.uint8]
    """Shape (samples,): class 0 or 1."""


class Points(TypedDict):
    """The samples of a lab."""

    train: Samples
    test: Samples


class Lab:
    """Several networks trained side by side, to the same bits as on the page.

    Threads may share a lab: one at a time has it, and others wait. While the core trains, the interpreter is released;
    an interrupt (Ctrl-C, a notebook's stop button) ends the training between two updates, and the lab stays usable.

    Args:
        preset: the name of a preset (see `presets()`), a link's text, or an experiment as a dict, as a file of the page
            has it; the default experiment without it.
        fields: fields laid over it, by their names in an experiment or as on the page's element: `seed=4`,
            `learning_rate=0.1`, `hidden=[8, 8]`, `dataset="moons"`, `initializers=["zeros", "random_normal:stddev=10"]`; or
            groups of them, `training={"learning_rate": 0.1}`.

    Raises:
        RefusedType, RefusedValue: naming the field, the value and the allowed values.

    >>> lab = Lab(preset="notebook")
    >>> lab.advance(1000)
    1000
    >>> [run["verdict"] for run in lab.snapshot()["runs"]]
    ['symmetric', 'learning', 'learning']
    """

    def __init__(self, preset: str | Mapping[str, Any] | None = None, **fields: Any) -> None:
        self._core = _core.Lab(experiment_of(preset, fields))

    def __repr__(self) -> str:
        return f"<Lab of {', '.join(self.labels)} at iteration {self.iteration}>"

    @property
    def experiment(self) -> dict[str, Any]:
        """The complete experiment in its current state, a dict in the format of experiment files (a copy)."""
        return self._core.experiment

    @property
    def labels(self) -> list[str]:
        """The label of each run."""
        return self._core.labels

    @property
    def iteration(self) -> int:
        """The common iteration of the runs, from 0."""
        return self._core.iteration

    @property
    def last_iteration(self) -> int:
        """The iteration at which the longest run ends."""
        return self._core.last_iteration

    @property
    def learning_rate(self) -> float:
        """The experiment's learning rate for the next update."""
        return self._core.learning_rate

    @property
    def runs(self) -> list[dict[str, Any]]:
        """A description of each run: `initializer`, `label`, `formula` (MathML), `formula_text`, and its `layers` at
        iteration 0."""
        described: list[dict[str, Any]] = with_python_names(self._core.runs())
        return described

    @property
    def points(self) -> Points:
        """The samples of the lab."""
        train, test = self._core.points()
        return {
            "train": {"points": train[0], "labels": train[1]},
            "test": {"points": test[0], "labels": test[1]},
        }

    def _run(self, run: Any) -> int:
        return index_below("run", run, len(self.labels))

    def advance(self, iterations: int) -> int:
        """Trains every run for so many more iterations, up to its last. Returns the iteration reached."""
        return self._core.advance(whole("iterations", iterations))

    def seek(self, iteration: int) -> int:
        """Goes to an iteration, back or forward; every number is then what training straight to it gives. Returns it."""
        return self._core.seek(whole("iteration", iteration))

    def rewind(self) -> None:
        """Returns to iteration 0 with the same weights."""
        self._core.seek(0)

    def set_learning_rate(self, learning_rate: float) -> None:
        """Changes the experiment's learning rate from the next update on, and records the change in the experiment."""
        self._core.set_learning_rate(learning_rate)

    def set_iterations(self, iterations: int) -> None:
        """Changes the iteration at which training ends."""
        self._core.set_iterations(iterations)

    def set_run(self, run: int, settings: str | Mapping[str, Any]) -> None:
        """Replaces a run by one with these settings, an initializer's name or a dict as in an experiment. It starts at
        iteration 0 and is trained to the lab's iteration."""
        self._core.set_run(self._run(run), run_settings(settings))

    def add_run(self, settings: str | Mapping[str, Any], index: int | None = None) -> None:
        """Adds a run, at the end or before the one at `index`, and trains it to the lab's iteration."""
        count = len(self.labels)
        self._core.add_run(run_settings(settings), count if index is None else index_below("index", index, count + 1))

    def remove_run(self, run: int) -> None:
        """Removes a run. The last one stays."""
        self._core.remove_run(self._run(run))

    def load(
        self,
        run: int,
        weights: Any,
        *,
        label: str | None = None,
        convention: Convention | None = None,
        order: Sequence[str] | None = None,
        network: str | None = None,
    ) -> list[str]:
        """Lets a run start from weights and biases of your own, and trains it to the lab's iteration.

        Args:
            run: the index of the run that is replaced.
            weights: as `read_weights` takes them: a PyTorch `state_dict()`, a Keras `get_weights()`, a tree of Flax, a dict
                or list of NumPy arrays. The hidden layers have to be the lab's.
            label: the label of the run.
            convention, order, network: what the arrays may leave open, as in `read_weights`.

        Returns:
            notes, in sentences: what was left out, and what was missing.

        Raises:
            RefusedValue, RefusedType: as `read_weights`, and if the hidden layers are others than the lab's.
        """
        index = self._run(run)
        read = read_weights(weights, convention=convention, order=order, network=network)
        widths = [len(layer["biases"]) for layer in read["layers"][:-1]]
        hidden = self.experiment["network"]["hidden"]
        if widths != hidden:
            allowed = f"those of the lab, {hidden}; a lab with hidden={widths} takes these weights"
            raise out_of_range("weights", f"a network with the hidden layers {widths}", allowed)
        settings = {"initializer": "custom", "weights": read["layers"]}
        self._core.set_run(index, settings if label is None else {**settings, "label": label})
        return read["notes"]

    def snapshot(self) -> Snapshot:
        """All runs at the current iteration: cost, accuracies, and each run's state in a word."""
        snapshot: Snapshot = with_python_names(self._core.snapshot())
        return snapshot

    def table(self) -> dict[str, NDArray[Any]]:
        """The snapshot as columns, a row for each run, for `pandas.DataFrame`. NaN where there is no value."""
        runs = self.snapshot()["runs"]
        texts = ("label", "initializer", "verdict")
        numbers = ["cost", "train_accuracy", "balanced_accuracy", "test_accuracy", "train_probability"]
        numbers += ["test_probability", "diverged_at"]
        rows: list[Mapping[str, Any]] = [dict(run) for run in runs]
        columns: dict[str, NDArray[Any]] = {name: np.array([row[name] for row in rows], dtype=object) for name in texts}
        columns["iteration"] = np.array([row["iteration"] for row in rows], dtype=np.int64)
        for name in numbers:
            columns[name] = np.array([np.nan if row[name] is None else row[name] for row in rows], dtype=np.float64)
        return columns

    def costs(self, run: int) -> Costs:
        """The recorded costs of a run and its current cost, in ascending order of iterations, for `pandas.DataFrame`."""
        iterations, costs = self._core.costs(self._run(run))
        return {"iteration": iterations, "cost": costs}

    def parameters(self, run: int, start: bool = False) -> list[Layer]:
        """The parameters of a run's network, first layer to last: now, or at iteration 0 if `start`."""
        layers = self._core.parameters(self._run(run), bool(start))
        return [{"weights": weights, "biases": biases} for weights, biases in layers]

    def predict(self, points: ArrayLike, run: int | None = None) -> Floats:
        """P(class 1) at points of shape (n, 2): of a run, shape (n,); of all runs, shape (runs, n)."""
        array = np.asarray(points, dtype=np.float64)
        if array.ndim != 2 or array.shape[1] != 2:
            raise out_of_range("points", f"an array of shape {array.shape}", "an array of shape (n, 2)")
        if run is not None:
            return self._core.predict(self._run(run), array)
        return np.stack([self._core.predict(each, array) for each in range(len(self.labels))])

    def field(self, run: int, bounds: Sequence[float], size: tuple[int, int]) -> NDArray[np.float32]:
        """The logits of a run at the centres of a grid's cells, of shape (rows, columns), from the top.

        Args:
            bounds: left, right, lower and upper edge, in the points' coordinates.
            size: columns and rows, up to 4,096 each.
        """
        columns, rows = (whole("size", each, 1, 4096) for each in size)
        edges = [float(edge) for edge in bounds]
        if len(edges) != 4 or not edges[0] < edges[1] or not edges[2] < edges[3]:
            raise out_of_range("bounds", edges, "left < right and lower < upper edge")
        return self._core.field(self._run(run), edges, (columns, rows))

    def inspect(self, run: int, start: bool = False) -> dict[str, Any]:
        """Measurements inside a run's network over the training samples, now or at iteration 0: of each layer the size of
        activations, of the error signal ∂cost/∂z (`gradient_rms`) and of the weights' gradient ∂cost/∂W
        (`weight_gradient_rms`), dead and saturated units, rank and histograms."""
        inspection: dict[str, Any] = with_python_names(self._core.inspect(self._run(run), bool(start)))
        return inspection
