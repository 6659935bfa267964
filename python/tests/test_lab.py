"""A lab has the page's bits, and refuses what the page refuses."""

from __future__ import annotations

import json
import threading
from typing import Any

import numpy as np
import pytest

from init_lab import Lab, Refused, RefusedType, RefusedValue, presets, read_experiment
from init_lab.lab import RunSnapshot, Snapshot

from same import FIXTURES, bits


def test_the_bits_are_those_of_the_page() -> None:
    cases = json.loads((FIXTURES / "bits.experiments.json").read_text())
    ends = json.loads((FIXTURES / "bits.json").read_text())
    for case, end in zip(cases, ends, strict=True):
        lab = Lab(case["experiment"])
        lab.advance(case["iteration"])
        for run, expected in enumerate(end):
            costs = lab.costs(run)
            numbers = [each for layer in lab.parameters(run) for each in (layer["weights"], layer["biases"])]
            assert bits(*numbers) == expected["parameters"]
            assert bits(costs["cost"][-5:]) == expected["lastCosts"]
            assert costs["iteration"][-1] == expected["iteration"]


def test_fields_are_laid_over_a_preset_by_the_names_of_the_page() -> None:
    lab = Lab("moons", seed=7, learning_rate=0.05, hidden=[4], initializers=["he", {"initializer": "zeros"}])
    experiment = lab.experiment
    assert experiment["dataset"]["name"] == "moons"
    assert (experiment["seed"], experiment["training"]["learningRate"]) == (7, 0.05)
    assert experiment["network"]["hidden"] == [4]
    assert lab.labels == ["He", "Zeros"]
    assert Lab(experiment).experiment == experiment
    grouped = read_experiment("moons", seed=7, training={"learning_rate": 0.05}, network={"hidden": (4,)})
    assert grouped["training"] == experiment["training"] and grouped["network"] == experiment["network"]
    assert read_experiment(experiment, dataset="xor")["dataset"]["name"] == "xor"


def test_numbers_of_numpy_are_numbers() -> None:
    lab = Lab(seed=np.int64(5), learning_rate=np.float64(0.02), hidden=np.array([3, 2]))
    assert lab.experiment["network"]["hidden"] == [3, 2]
    assert lab.advance(np.int64(10)) == 10


@pytest.mark.parametrize(
    ("fields", "kind", "path"),
    [
        ({"seed": -1}, RefusedValue, "seed"),
        ({"seed": "three"}, RefusedType, "seed"),
        ({"learningrate": 0.1}, RefusedType, "learningrate"),
        ({"training": {"learning_rate": -1.0}}, RefusedValue, "training.learningRate"),
        ({"preset": "no_such"}, RefusedValue, "preset"),
        ({"seed": object()}, RefusedType, "seed"),
        ({"initializers": []}, RefusedValue, "runs"),
    ],
)
def test_a_refusal_names_the_field(fields: dict[str, Any], kind: type[Refused], path: str) -> None:
    with pytest.raises(kind) as caught:
        Lab(**fields)
    assert caught.value.path == path
    assert caught.value.allowed and path in str(caught.value)
    assert isinstance(caught.value, TypeError if kind is RefusedType else ValueError)


def test_a_lab_goes_back_and_forth_with_the_same_bits() -> None:
    lab, straight = Lab(), Lab()
    lab.advance(1500)
    lab.seek(300)
    straight.advance(300)
    assert lab.iteration == 300
    for run in range(3):
        assert bits(lab.costs(run)["cost"]) == bits(straight.costs(run)["cost"])
        pairs = zip(lab.parameters(run), straight.parameters(run), strict=True)
        assert all(bits(one["weights"]) == bits(other["weights"]) for one, other in pairs)
    lab.rewind()
    assert lab.snapshot()["iteration"] == 0


def test_arrays_have_their_shapes() -> None:
    lab = Lab(hidden=[4, 3])
    layers = lab.parameters(2)
    assert [layer["weights"].shape for layer in layers] == [(4, 2), (3, 4), (1, 3)]
    assert [layer["biases"].shape for layer in layers] == [(4,), (3,), (1,)]
    train = lab.points["train"]
    assert train["points"].shape == (300, 2) and train["labels"].shape == (300,)
    predicted = lab.predict(train["points"])
    assert predicted.shape == (3, 300)
    assert bits(predicted[2]) == bits(lab.predict(train["points"], run=2))
    assert ((predicted[2] > 0.5) == train["labels"]).mean() == lab.snapshot()["runs"][2]["train_accuracy"]
    assert lab.field(2, (-1, 1, -1, 1), (8, 5)).shape == (5, 8)
    for wrong in ([1.0, 2.0], [[1.0, 2.0, 3.0]]):
        with pytest.raises(RefusedValue, match="shape"):
            lab.predict(wrong)
    for run in (3, -1):
        with pytest.raises(RefusedValue, match="run"):
            lab.costs(run)


def test_a_run_is_inspected_with_names_of_python() -> None:
    inspection = Lab().inspect(0)
    assert inspection["layers"][0]["distinct"] == 1
    assert inspection["layers"][0]["weight_gradient_rms"] == 0.0
    assert Lab().runs[2]["layers"][0]["expected_stddev"] == 1.0


def test_a_table_has_a_row_for_each_run() -> None:
    lab = Lab(test_samples=0)
    lab.advance(20)
    table = lab.table()
    assert {len(column) for column in table.values()} == {3}
    assert list(table["label"]) == lab.labels
    assert np.isnan(table["test_accuracy"]).all()
    assert table["cost"].tolist() == [run["cost"] for run in lab.snapshot()["runs"]]


def test_threads_share_a_lab() -> None:
    lab, alone = Lab(), Lab()
    threads = [threading.Thread(target=lab.advance, args=(250,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    alone.advance(1000)
    assert lab.iteration == 1000
    assert lab.snapshot() == alone.snapshot()


def test_the_interpreter_is_released_while_the_core_trains() -> None:
    lab = Lab(iterations=1_000_000, hidden=[64, 64])
    training = threading.Thread(target=lab.advance, args=(200,))
    training.start()
    turns = 0
    while training.is_alive():
        turns += 1
    training.join()
    # Had the thread kept the interpreter, this loop would have had a turn or two.
    assert turns > 100


def test_an_interrupt_ends_a_training_and_the_lab_goes_on() -> None:
    import _thread

    lab = Lab(iterations=1_000_000, hidden=[32, 32])
    lab.advance(1)
    timer = threading.Timer(0.2, _thread.interrupt_main)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        lab.advance(999_999)
    timer.join()
    reached = lab.iteration
    assert 1 < reached < 1_000_000
    lab.advance(5)
    straight = Lab(iterations=1_000_000, hidden=[32, 32])
    straight.advance(reached + 5)
    assert lab.snapshot() == straight.snapshot()


def test_runs_change() -> None:
    lab = Lab()
    lab.advance(100)
    lab.add_run("xavier")
    lab.set_run(0, {"initializer": "random_normal", "stddev": 0.5})
    assert [run["iteration"] for run in lab.snapshot()["runs"]] == [100] * 4
    lab.remove_run(1)
    assert lab.labels[1:] == ["He", "Xavier"]
    lab.set_learning_rate(0.5)
    assert lab.learning_rate == 0.5
    assert lab.experiment["training"]["learningRateChanges"] == [[100, 0.5]]


def test_a_snapshot_has_the_fields_that_its_type_says() -> None:
    snapshot = Lab().snapshot()
    assert set(snapshot) == set(Snapshot.__annotations__)
    assert set(snapshot["runs"][0]) == set(RunSnapshot.__annotations__)


def test_every_preset_opens() -> None:
    for name in presets():
        assert Lab(name).iteration == 0
