"""Weights of one's own: arrays as libraries keep them give the networks that they are, and train as in them."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from init_lab import Lab, RefusedType, RefusedValue, read_weights

from same import FIXTURES, bits

FOLDER = FIXTURES / "weights"
EXPECTED = json.loads((FOLDER / "expected.json").read_text())
FILES = [each for each in EXPECTED["files"] if each["file"].endswith(".npz")]

RANDOM = np.random.default_rng(5)
#: A row for each unit, as in PyTorch.
W1, W2, W3 = (RANDOM.normal(size=shape) for shape in ((10, 2), (5, 10), (1, 5)))
B1, B2, B3 = (RANDOM.normal(size=size) for size in (10, 5, 1))
LAYERS = [(W1, B1), (W2, B2), (W3, B3)]


def check(weights: Any, **options: Any) -> None:
    """Compares the start of a lab that has loaded weights with those above."""
    lab = Lab()
    lab.load(1, weights, **options)
    for layer, (own, biases) in zip(lab.parameters(1), LAYERS, strict=True):
        assert bits(layer["weights"], layer["biases"]) == bits(own, biases)


@pytest.mark.parametrize("expected", FILES, ids=lambda each: each["file"])
def test_files_of_libraries_train_as_in_the_library(expected: Any) -> None:
    with np.load(FOLDER / expected["file"]) as file:
        arrays = dict(file)
    read = read_weights(arrays)
    assert read["layers"] == expected["layers"]
    points = {"name": "custom", "points": EXPECTED["points"], "test_points": []}
    training = {"learning_rate": EXPECTED["learningRate"], "iterations": 1000}
    lab = Lab(dataset=points, hidden=expected["hidden"], training=training, initializers=["he"])
    lab.load(0, arrays, label="mine")
    assert lab.labels == ["mine"]
    for at, cost in zip(EXPECTED["at"], expected["costs"], strict=True):
        lab.seek(at)
        assert lab.snapshot()["runs"][0]["cost"] == pytest.approx(cost, rel=1e-12)


class Tensor:
    """What of a tensor of PyTorch is used."""

    def __init__(self, array: Any) -> None:
        self._array = array

    def detach(self) -> Tensor:
        return self

    cpu = double = detach

    def numpy(self) -> Any:
        return self._array


class Module:
    """What of a module of PyTorch is used."""

    def state_dict(self) -> dict[str, Tensor]:
        pairs = [(f"_orig_mod.{2 * k}", layer) for k, layer in enumerate(LAYERS)]
        state = {f"{name}.weight": Tensor(weights) for name, (weights, _) in pairs}
        return {**state, **{f"{name}.bias": Tensor(biases) for name, (_, biases) in pairs}}


def test_a_state_dict_of_pytorch() -> None:
    check(Module().state_dict())
    check(Module())


def test_the_weights_of_keras() -> None:
    check([W1.T, B1, W2.T, B2, W3.T, B3])


def test_a_tree_of_flax() -> None:
    # Alphabetical order puts Dense_10 before Dense_2.
    names = ("Dense_1", "Dense_2", "Dense_10")
    tree = {name: {"bias": biases, "kernel": own.T} for name, (own, biases) in sorted(zip(names, LAYERS, strict=True))}
    check({"params": tree})


def test_pairs_matrices_and_layers_of_the_lab() -> None:
    check([(own.T, biases) for own, biases in LAYERS])
    check({"W1": W1.tolist(), "b1": B1.tolist(), "W2": W2, "b2": B2, "W3": W3, "b3": B3})
    check([{"weights": own, "biases": biases} for own, biases in LAYERS])
    check([{"weights": own.ravel(), "biases": biases} for own, biases in LAYERS])
    lab = Lab()
    lab.load(0, lab.parameters(2))
    assert bits(lab.costs(0)["cost"]) == bits(lab.costs(2)["cost"])


def test_what_is_missing_and_what_is_left_out_is_said() -> None:
    lab = Lab()
    notes = lab.load(0, {"W1": W1, "W2": W2, "W3": W3, "step": np.array(7)})
    assert notes == [
        "There are no biases for W1, W2, W3: they start at 0.",
        "Left out, as not part of the network: step.",
    ]


def choices(weights: Any) -> Any:
    with pytest.raises(RefusedValue) as caught:
        read_weights(weights)
    assert caught.value.choices is not None
    (choice,) = caught.value.choices
    assert caught.value.path == choice["option"] and f"{choice['option']}=" in str(caught.value)
    return choice


def test_an_open_order_is_asked() -> None:
    square = RANDOM.normal(size=(4, 4)), RANDOM.normal(size=(4, 4))
    arrays = {"first": np.ones((4, 2)), "alpha": square[0], "beta": square[1], "last": np.ones((1, 4))}
    choice = choices(arrays)
    assert choice["option"] == "order"
    orders = [each["value"] for each in choice["values"]]
    assert sorted(orders) == [["first", "alpha", "beta", "last"], ["first", "beta", "alpha", "last"]]
    assert "2 → 4 → 4 → 4 → 1;" in choice["values"][0]["gives"]
    assert choice["values"][0]["gives"] != choice["values"][1]["gives"]
    assert read_weights(arrays, order=orders[1])["layers"][1]["weights"] == square[orders[1][1] == "beta"].tolist()


def test_an_open_convention_is_asked() -> None:
    arrays = {"0.weight": RANDOM.normal(size=(2, 2)), "1.weight": RANDOM.normal(size=2)}
    choice = choices(arrays)
    assert [each["value"] for each in choice["values"]] == ["out_in", "in_out"]
    read = read_weights(arrays, convention="in_out")
    assert read["layers"][0]["weights"] == arrays["0.weight"].T.tolist()


def test_one_of_several_networks_is_asked() -> None:
    small = {"0.weight": np.ones((3, 2)), "1.weight": np.ones((1, 3))}
    arrays = {f"{name}.{key}": value for name in ("actor", "critic") for key, value in small.items()}
    choice = choices(arrays)
    assert [each["value"] for each in choice["values"]] == ["actor", "critic"]
    assert read_weights(arrays, network="critic")["names"] == ["critic.0.weight", "critic.1.weight"]


def test_refusals() -> None:
    with pytest.raises(RefusedValue, match="784 → 512 → 10; the lab trains 2 → … → 1"):
        read_weights({"W1": np.ones((512, 784)), "W2": np.ones((10, 512))})
    with pytest.raises(RefusedValue, match="no matrix"):
        read_weights({"step": 5, "name": "mine"})
    with pytest.raises(RefusedValue, match=r"weights\[0\]\[1\].*finite") as caught:
        read_weights([np.array([[1.0, np.inf]])])
    assert caught.value.path == "layers[0].weights[0][1]"
    with pytest.raises(RefusedType, match="out_in or in_out"):
        read_weights({}, convention="rows")  # type: ignore[arg-type]
    with pytest.raises(RefusedValue, match=r"hidden=\[10, 5\] takes these"):
        Lab(hidden=[4]).load(0, LAYERS)
    with pytest.raises(RefusedValue, match="fit 'out_in' only"):
        read_weights([W1, B1, W2, B2, W3, B3], convention="in_out")
    with pytest.raises(RefusedValue, match="may be the biases of layer 1"):
        read_weights({"W1": np.ones((3, 2)), "W2": np.ones((1, 3)), "old": np.ones(3), "new": np.ones(3)})


def test_a_loaded_run_catches_up() -> None:
    lab, straight = Lab(), Lab()
    lab.advance(200)
    lab.load(2, LAYERS)
    straight.load(2, LAYERS)
    straight.advance(200)
    assert lab.snapshot()["runs"][2] == straight.snapshot()["runs"][2]
    assert lab.snapshot()["runs"][2]["iteration"] == 200
