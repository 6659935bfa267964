"""The widget without a browser, and with messages as a view sends them."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

pytest.importorskip("anywidget")

from init_lab import InitLab, Lab, RefusedType, RefusedValue, read_experiment  # noqa: E402
from init_lab.widget import FIELDS  # noqa: E402


def costs(lab: InitLab) -> list[float]:
    return [run["cost"] for run in lab.results["runs"]]


def costs_at(iteration: int, *given: Any, **fields: Any) -> list[float]:
    lab = Lab(*given, **fields)
    lab.advance(iteration)
    return [run["cost"] for run in lab.snapshot()["runs"]]


def sent(lab: InitLab, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    messages: list[Any] = []
    monkeypatch.setattr(lab, "send", lambda content, buffers=None: messages.append((content, buffers)))
    return messages


def test_state_and_results_are_there_at_once() -> None:
    lab = InitLab(preset="moons", experiment={"seed": 7}, learning_rate=0.05)
    assert lab.state == read_experiment("moons", seed=7, learning_rate=0.05)
    assert (lab.iteration, lab.results["iteration"], lab.paused, lab.error) == (0, 0, True, "")
    assert lab.results["samples"] == {"train": 400, "test": 100}


def test_commands_train_without_a_view() -> None:
    lab = InitLab(preset="moons", seed=7)
    lab.advance(700)
    assert (lab.iteration, lab.results["iteration"]) == (700, 700)
    assert costs(lab) == costs_at(700, "moons", seed=7)
    lab.advance(300)
    assert costs(lab) == costs_at(1000, "moons", seed=7)
    lab.rewind()
    assert (lab.iteration, costs(lab)) == (0, costs_at(0, "moons", seed=7))


def test_run_to_end_ends_where_the_experiment_does() -> None:
    lab = InitLab(iterations=40)
    lab.run_to_end()
    assert (lab.iteration, costs(lab)) == (40, costs_at(40, iterations=40))
    lab.advance(10)
    assert lab.iteration == 40


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_a_trait_that_a_view_gets(name: str) -> None:
    assert InitLab.class_traits()[name].metadata["sync"] is True


def test_fields_that_change_open_the_experiment_again_but_for_three() -> None:
    lab = InitLab(preset="moons", seed=7)
    lab.advance(100)
    lab.learning_rate = 0.5
    assert (lab.iteration, lab.state["training"]["learningRateChanges"]) == (100, [[100, 0.5]])
    lab.iterations = 500
    lab.initializers = ["he", {"initializer": "random_normal", "stddev": 2}]
    assert (lab.iteration, len(lab.results["runs"])) == (100, 2)
    assert costs(lab) == costs_at(100, lab.state)
    lab.seed = 8
    assert (lab.iteration, lab.state["seed"], lab.state["runs"][0]["initializer"]) == (0, 8, "he")
    lab.preset = "notebook"
    assert (lab.state["dataset"]["name"], lab.state["seed"]) == ("circles", 8)


def test_state_that_is_set_is_opened() -> None:
    lab = InitLab()
    lab.advance(50)
    lab.state = {**lab.state, "seed": 99}
    assert (lab.iteration, costs(lab)) == (0, costs_at(0, lab.state))
    assert lab.state["seed"] == 99


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"learningRate": 1}, RefusedType, "learningRate is no keyword argument of InitLab; did you mean learning_rate?"),
        ({"seed": -1}, RefusedValue, "seed: -1 is not allowed; must be a whole number"),
        ({"preset": "nope"}, RefusedValue, 'preset: "nope" is not allowed; must be one of notebook'),
        ({"learning_rate": "fast"}, RefusedType, "must be a number from"),
        ({"initializers": ["hee"]}, RefusedValue, '"hee" is not allowed'),
        ({"experiment": {"network": {"hiden": [3]}}}, RefusedType, "hiden"),
    ],
)
def test_what_is_wrong_is_refused_in_words(given: dict[str, Any], kind: type[Exception], words: str) -> None:
    with pytest.raises(kind) as refusal:
        InitLab(**given)
    assert words in str(refusal.value)


def test_a_trait_that_is_refused_keeps_its_value() -> None:
    lab = InitLab(seed=7)
    with pytest.raises(RefusedValue, match="seed: -1"):
        lab.seed = -1
    with pytest.raises(RefusedValue):
        lab.state = {**lab.state, "seed": -1}
    assert (lab.seed, lab.state["seed"]) == (7, 7)


def test_an_open_view_gets_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    lab = InitLab()
    lab.set_state({"_shown": ["page.1"]})
    messages = sent(lab, monkeypatch)
    lab.advance(1000)
    lab.run_to_end()
    lab.paused = False
    lab.pause()
    lab.seed = 5
    assert [content for content, _ in messages] == [
        {"method": "advance", "value": 1000},
        {"method": "runToEnd"},
        {"method": "play"},
        {"method": "pause"},
    ]
    assert (lab.iteration, lab.state["seed"]) == (0, 3), "the view tells them"


def test_what_a_view_tells_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    lab = InitLab()
    lab.set_state({"_shown": ["page.1"]})
    messages = sent(lab, monkeypatch)
    state = {**lab.state, "seed": 11}
    run = {"label": "He", "initializer": "he", "cost": "NaN", "trainAccuracy": 0.5, "testAccuracy": None}
    lab.set_state({"state": state, "iteration": 400, "paused": False, "results": {"iteration": 400, "runs": [run]}})
    assert messages == []
    assert (lab.state, lab.iteration, lab.paused) == (state, 400, False)
    assert math.isnan(lab.results["runs"][0]["cost"])
    assert lab.results["runs"][0]["train_accuracy"] == 0.5


def test_a_lab_goes_on_here_from_where_its_last_view_left_it() -> None:
    lab = InitLab()
    lab.set_state({"_shown": ["page.1"]})
    lab.set_state({"state": {**lab.state, "seed": 11}, "iteration": 400})
    lab.set_state({"_shown": []})
    lab.advance(100)
    assert (lab.iteration, costs(lab)) == (500, costs_at(500, seed=11))


def test_playing_waits_for_a_view() -> None:
    lab = InitLab()
    moves = lab.get_state("_moves")["_moves"]
    lab.play()
    assert (lab.paused, lab.iteration) == (False, 0)
    assert lab.get_state("_moves")["_moves"] > moves
    lab.paused = True
    assert lab.paused is True


def test_a_sweep_waits_for_a_view() -> None:
    lab = InitLab(sweep={"seeds": 4})
    lab.run_to_end()
    assert (lab.iteration, lab.paused) == (0, False)


def test_results_cross_to_a_view_as_json_and_back() -> None:
    lab = InitLab(initializers=[{"initializer": "random_normal", "stddev": 1000}], learning_rate=100, iterations=50)
    lab.run_to_end()
    told = json.loads(json.dumps(lab.get_state("results")["results"], allow_nan=False))
    assert "trainAccuracy" in told["runs"][0]
    before = lab.results
    lab.set_state({"results": told})
    assert repr(lab.results) == repr(before)


def test_labs_share_their_code_which_none_carries(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = InitLab(), InitLab(preset="moons")
    states = [lab.get_state() for lab in (first, second)]
    assert states[0]["_module"] == states[1]["_module"]
    assert all(len(json.dumps(state, default=str)) < 8_000 for state in states)
    messages = sent(first, monkeypatch)
    first._handle_custom_msg({"method": "module"}, [])
    [(content, [packed])] = messages
    assert content == {"packed": True}
    assert bytes(packed[:2]) == b"\x1f\x8b"


def test_a_notebook_may_leave_the_code_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InitLab, "saves_code", False)
    lab = InitLab()
    assert lab._module.packed == b""
    messages = sent(lab, monkeypatch)
    lab._handle_custom_msg({"method": "module"}, [])
    assert len(messages[0][1][0]) > 100_000


def test_arrays_and_python_names_become_plain_data() -> None:
    import numpy as np

    lab = InitLab(experiment={"training": {"learning_rate": 0.5}}, hidden_units=np.array([4, 4]), seed=np.int64(9))
    assert (lab.state["network"]["hidden"], lab.state["training"]["learningRate"], lab.state["seed"]) == ([4, 4], 0.5, 9)
    json.dumps(lab.get_state(["experiment", "hidden_units", "seed"]))
    assert lab.get_state("experiment")["experiment"] == {"training": {"learningRate": 0.5}}
