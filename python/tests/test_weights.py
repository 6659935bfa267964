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


def torch_names(begin: str = "", scale: float = 1.0, end: str = "") -> dict[str, Any]:
    """The network under names of a Sequential."""
    pairs = [(f"{begin}{2 * k}", layer) for k, layer in enumerate(LAYERS)]
    weights = {f"{name}.weight{end}": scale * own for name, (own, _) in pairs}
    return {**weights, **{f"{name}.bias{end}": scale * biases for name, (_, biases) in pairs}}


def numpy_names(begin: str = "", scale: float = 1.0) -> dict[str, Any]:
    layers = list(enumerate(LAYERS, 1))
    return {f"{begin}{what}{k}": scale * layer[i].T for k, layer in layers for i, what in enumerate("Wb")}


def lora(k: int) -> dict[str, Any]:
    """Adapters of a layer, which make a chain from 2 to 1 of their own."""
    units, inputs = LAYERS[k][0].shape
    return {f"{2 * k}.lora_A.weight": np.ones((3, inputs)), f"{2 * k}.lora_B.weight": np.ones((units, 3))}


ADAPTERS = {**lora(0), **lora(1), **lora(2)}
BESIDE: dict[str, tuple[dict[str, Any], str]] = {
    "moments": (torch_names("m/", 9) | torch_names("v/", 9) | torch_names(), "an optimizer's state"),
    "one_moment": (torch_names() | {"m/0.weight": W1 * 9}, "an optimizer's state: m/0.weight"),
    "suffixes": (torch_names() | torch_names("", 9, ".exp_avg"), "an optimizer's state"),
    "checkpoint": (torch_names("optimizer.adam.m.", 9) | torch_names("model."), "an optimizer's state"),
    "gradients": (torch_names("grad_", 9) | torch_names(), "gradients"),
    "derivatives": (numpy_names("d", 9) | numpy_names(), "gradients: dW1"),
    "masks": (torch_names() | torch_names("", 9, "_mask"), "masks, which are not applied"),
    "adapters": (torch_names() | ADAPTERS, "adapters"),
    "data": (numpy_names() | {"X": np.ones((10, 2)), "Y": np.ones((10, 1))}, "not part of the network: X, Y"),
    "covariances": (torch_names() | {"cov": np.eye(2), "corr": np.eye(10)}, "not part of the network: cov, corr"),
    "batch_norm": (torch_names() | {"1.weight": np.ones(10), "1.bias": np.ones(10)}, "of a normalization"),
}


@pytest.mark.parametrize("arrays, note", BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_a_network_is_left_out(arrays: dict[str, Any], note: str) -> None:
    for given in (arrays, dict(reversed(arrays.items()))):
        read = read_weights(given)
        assert [layer["weights"] for layer in read["layers"]] == [own.tolist() for own, _ in LAYERS]
        assert [layer["biases"] for layer in read["layers"]] == [biases.tolist() for _, biases in LAYERS]
    assert note in " ".join(read_weights(arrays)["notes"])


def test_copies_of_a_network_are_asked_for() -> None:
    for arrays, names in (
        (torch_names() | torch_names("ema.", 0.5), ["ema", "#.weight"]),
        (torch_names("student.") | torch_names("teacher.", 0.5), ["student", "teacher"]),
        (torch_names("qf1.") | torch_names("qf1_target.", 0.5), ["qf1", "qf1_target"]),
    ):
        choice = choices(arrays)
        assert choice["option"] == "network"
        assert sorted(each["value"] for each in choice["values"]) == sorted(names)
        assert len({each["gives"] for each in choice["values"]}) == 2
        for name in names:
            assert read_weights(arrays, network=name)["names"]


def test_predictions_of_large_weights_are_told_apart() -> None:
    choice = choices(torch_names("a.", 50) | torch_names("b.", 60))
    assert len({each["gives"] for each in choice["values"]}) == 2


@pytest.mark.parametrize(
    "arrays, message",
    [
        ({"W1": np.ones((784, 32)), "W2": np.ones((32, 10))}, "goes 784 → 32 → 10;"),
        ({"W1": np.ones((2, 32)), "b1": np.ones(32), "W2": np.ones((32, 2)), "b2": np.ones(2)}, "goes 2 → 32 → 2;"),
        ({"W1": np.ones((1, 8)), "W2": np.ones((8, 2))}, r"goes 1 → 8 → 2;.*pass order=\['W2', 'W1'\]"),
        ({"a.0.weight": np.ones((8, 4)), "a.2.weight": np.ones((2, 8)), "X": np.ones((50, 4))}, "goes 4 → 8 → 2;"),
        ({"in/w": np.ones((4, 9)), "out/w": np.ones((9, 3)), "out/b": np.ones(3)}, "goes 4 → 9 → 3;"),
        (ADAPTERS, "no weights of a network: .*LoRA"),
        ({"0.weight_g": np.ones((1, 1)), "0.weight_v": np.ones((1, 2))}, "remove_weight_norm"),
        ({"W1": W1, "b1": np.ones(7), "W2": W2, "W3": W3}, r"b1 has 7 numbers, and layer 1 \(W1, 10 × 2\) has 10 units"),
    ],
)
def test_refusals_tell_the_chain_and_what_differs(arrays: Any, message: str) -> None:
    with pytest.raises(RefusedValue, match=message):
        read_weights(arrays)


def test_an_order_against_the_numbers_is_said() -> None:
    read = read_weights({"W1": np.ones((4, 8)), "W2": np.ones((8, 2)), "W3": np.ones((1, 4))})
    assert read["names"] == ["W2", "W1", "W3"] and "say another" in read["notes"][0]


def test_what_is_a_layer_against_its_name_is_said() -> None:
    read = read_weights({"W1": np.ones((8, 2)), "grad_W2": np.ones((1, 8))})
    assert read["names"] == ["W1", "grad_W2"] and "by their names gradients: grad_W2." in read["notes"][0]


def test_a_part_is_named_by_names_with_numbers_left_out() -> None:
    arrays = {"W1": np.ones((8, 2)), "W2": np.ones((1, 8)), "dW1": np.ones((8, 2)), "dW2": np.ones((1, 8))}
    assert read_weights(arrays, network="dW#")["names"] == ["dW1", "dW2"]
    with pytest.raises(RefusedValue, match="must be one of W#, dW#"):
        read_weights(arrays, network="V#")
