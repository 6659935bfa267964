"""The lab as a widget of Jupyter notebooks and other hosts of anywidget. Needs `pip install "init-lab[widget]"`."""

from __future__ import annotations

import difflib
import hashlib
import math
import pathlib
from functools import cache
from typing import Any, Mapping

import anywidget
import ipywidgets
import traitlets

from .errors import RefusedType
from .experiment import camel, experiment_of, read_experiment, whole, with_python_names
from .lab import Lab

__all__ = ["InitLab"]

_STATIC = pathlib.Path(__file__).parent / "static"

#: What a field that changes leaves the lab's iteration at; any other field opens the experiment again.
_KEEP_ITERATION = ("iterations", "initializers")
#: Single fields of the experiment, by the names of the element's attributes.
FIELDS = (
    *("dataset", "samples", "noise", "dataset_seed", "test_samples", "test_seed", "points", "test_points"),
    *("class_names", "standardize", "hidden_units", "activation", "initial_bias", "weight_scale", "bias_stddev"),
    *("learning_rate", "iterations", "loss", "optimizer", "momentum", "rho", "beta1", "beta2", "epsilon"),
    *("batch_size", "batch_seed", "learning_rate_changes", "seed", "initializers", "sweep"),
)
_ASKED = ("preset", "experiment", *FIELDS)
_LOOKS = ("theme", "views", "hide", "autoplay", "alt", "home")
_OF_HOST = ("layout", "tooltip", "tabbable")
_NUMBERS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


class _Module(ipywidgets.Widget):  # type: ignore[misc]
    """The code of the widget, which all labs of a kernel share, so that a saved notebook has it once."""

    packed = traitlets.Bytes(help="gzipped").tag(sync=True)


@cache
def _packed() -> bytes:
    file = _STATIC / "init-lab-widget.js.gz"
    if not file.exists():
        raise FileNotFoundError(
            "This installation of init-lab has no widget inside: in its source, run `npm run python`, which builds one, "
            "and install that."
        )
    return file.read_bytes()


_modules: dict[bool, _Module] = {}


def _module(has_code: bool) -> _Module:
    """The shared model. Closed ones, as by `Widget.close_all()`, are made anew."""
    module = _modules.get(has_code)
    if module is None or module.comm is None:
        module = _modules[has_code] = _Module(packed=_packed() if has_code else b"")
    return module


def _results_to_json(results: dict[str, Any], _: Any) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {camel(name): plain(each) for name, each in value.items()}
        if isinstance(value, list):
            return [plain(each) for each in value]
        if isinstance(value, float) and not math.isfinite(value):
            return next(name for name, number in _NUMBERS.items() if repr(number) == repr(value))
        return value

    plainly: dict[str, Any] = plain(results)
    return plainly


def _results_from_json(results: dict[str, Any], _: Any) -> dict[str, Any]:
    found: dict[str, Any] = with_python_names(results)
    for run in found.get("runs", []):
        run["cost"] = _NUMBERS.get(run["cost"], run["cost"])
    return found


def _field() -> Any:
    """A field of the experiment; None: not given."""
    return traitlets.Any(None, allow_none=True).tag(sync=True)


class InitLab(anywidget.AnyWidget):
    """A lab to look at and to work with: what is set here is shown, and what the reader changes can be read here.

    It needs no browser: without a view, the commands train here, to the same bits, and a view that comes later shows the
    same iteration and results. Where a view is open, the commands are messages to it, and `iteration`, `results` and
    `state` follow once it has obeyed.

    Args:
        preset: the name of a preset (see `init_lab.presets()`).
        experiment: laid over the preset, a dict such as `{"seed": 7}`.
        given: single fields, laid over both: `learning_rate=0.1`, `initializers=["zeros", "he"]`, `dataset="moons"`, …;
            looks: `theme`, `views`, `hide`, `autoplay`, `alt`, `home`; and `layout` of ipywidgets.

    Raises:
        RefusedType, RefusedValue: naming the field, the value and the allowed values; also when a trait is set.

    >>> lab = InitLab(preset="moons", seed=7)
    >>> lab.advance(1000)
    >>> lab.iteration, lab.state["seed"]
    (1000, 7)
    """

    preset = traitlets.Unicode("notebook").tag(sync=True)
    experiment = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)

    # Single fields, by the names of the element's attributes.
    dataset = _field()
    samples = _field()
    noise = _field()
    dataset_seed = _field()
    test_samples = _field()
    test_seed = _field()
    points = _field()
    test_points = _field()
    class_names = _field()
    standardize = _field()
    hidden_units = _field()
    activation = _field()
    initial_bias = _field()
    weight_scale = _field()
    bias_stddev = _field()
    learning_rate = _field()
    iterations = _field()
    loss = _field()
    optimizer = _field()
    momentum = _field()
    rho = _field()
    beta1 = _field()
    beta2 = _field()
    epsilon = _field()
    batch_size = _field()
    batch_seed = _field()
    learning_rate_changes = _field()
    seed = _field()
    initializers = _field()
    sweep = _field()

    theme = traitlets.Enum(["auto", "light", "dark", "projector"], "auto").tag(sync=True)
    #: Names of what is shown and of what is hidden; None: everything, nothing.
    views = traitlets.List(traitlets.Unicode(), allow_none=True, default_value=None).tag(sync=True)
    hide = traitlets.List(traitlets.Unicode(), allow_none=True, default_value=None).tag(sync=True)
    #: "seen": plays once, when half of it comes into view.
    autoplay = traitlets.Enum(["never", "seen"], "never").tag(sync=True)
    #: What the figure is called for those who do not see it.
    alt = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    #: Address of the page that links of its Share dialog lead to.
    home = traitlets.Unicode(None, allow_none=True).tag(sync=True)

    #: The complete experiment, in the format of experiment files. Setting it opens it.
    state = traitlets.Dict().tag(sync=True)
    #: The iteration that the lab has reached.
    iteration = traitlets.Int(0).tag(sync=True)
    #: Of every run: `iteration`, `iterations`, `samples`, and `runs` with cost, accuracies and verdict.
    results = traitlets.Dict().tag(sync=True, to_json=_results_to_json, from_json=_results_from_json)
    #: Whether the lab rests. Setting it plays or pauses; without a view, the next one plays.
    paused = traitlets.Bool(True).tag(sync=True)
    #: What the reader or a view asked for and was refused; empty while all is well.
    error = traitlets.Unicode("").tag(sync=True)

    _module = traitlets.Instance(_Module).tag(sync=True, **ipywidgets.widget_serialization)
    _version = traitlets.Unicode().tag(sync=True)
    #: The views that are open.
    _shown = traitlets.List(traitlets.Unicode()).tag(sync=True)
    #: Counts how often Python has moved the lab itself, so that a view that it does not know of follows.
    _moves = traitlets.Int(0).tag(sync=True)

    #: Whether notebooks that save the state of widgets have the code of their labs inside, about 550 KB once, and so show
    #: them without a kernel.
    saves_code = True

    _esm = _STATIC / "widget-loader.js"

    def __init__(self, preset: str = "notebook", **given: Any) -> None:
        self._is_ready = False
        self._is_told = False
        self._lab: Lab | None = None
        given = {"preset": preset, **given}
        _check_names(given)
        state = read_experiment(_asked(given))
        packed = _packed()
        given.setdefault("layout", ipywidgets.Layout(height="max-content"))
        super().__init__(
            state=state,
            results=self._results_of(Lab(state)),
            _module=_module(self.saves_code),
            _version=hashlib.sha256(packed).hexdigest()[:16],
            **given,
        )
        self._is_ready = True
        self.on_msg(self._on_message)

    # Commands

    def play(self) -> None:
        """Plays. Without a view, the next one does."""
        self._command("play", lambda: self._moved(paused=False))

    def pause(self) -> None:
        """Pauses."""
        self._command("pause", lambda: self._moved(paused=True))

    def rewind(self) -> None:
        """Returns to iteration 0 with the same weights."""
        self._command("rewind", lambda: self._train(0))

    def advance(self, iterations: int = 1) -> None:
        """Trains for so many more iterations. Without a view, here, before the call returns; an interrupt ends it early."""
        count = whole("iterations", iterations)
        self._command("advance", lambda: self._train(self.iteration + count), count)

    def run_to_end(self) -> None:
        """Trains to the last iteration; of an experiment with a sweep, a view trains the sweep."""
        if "sweep" in self.state and not self._shown:
            self.play()
        else:
            self._command("runToEnd", lambda: self._train(self._here().last_iteration))

    def _command(self, method: str, here: Any, value: int | None = None) -> None:
        self.error = ""
        if self._shown:
            self.send({"method": method} if value is None else {"method": method, "value": value})
        else:
            here()

    # Without a view

    def _here(self) -> Lab:
        """The lab of this kernel, with the experiment that is in force."""
        if self._lab is None or self._lab.experiment != self.state:
            self._lab = Lab(self.state)
        return self._lab

    def _train(self, iteration: int) -> None:
        lab = self._here()
        try:
            lab.seek(min(iteration, lab.last_iteration))
        finally:
            self._moved(paused=True)

    def _moved(self, **values: Any) -> None:
        """Tells views that may be about to open, or that the kernel has not heard of yet."""
        lab = self._lab
        with self._telling(), self.hold_sync():
            if lab is not None:
                self.set_trait("iteration", lab.iteration)
                self.set_trait("results", self._results_of(lab))
            for name, value in values.items():
                self.set_trait(name, value)
            self._moves += 1

    def _open(self, state: dict[str, Any], iteration: int = 0) -> None:
        """Opens a complete experiment here."""
        self._lab = Lab(state)
        self._lab.seek(min(iteration, self._lab.last_iteration))
        self._moved(state=self._lab.experiment, paused=True)

    @staticmethod
    def _results_of(lab: Lab) -> dict[str, Any]:
        """The results in the form in which a view reports them."""
        names = ("label", "initializer", "cost", "train_accuracy", "test_accuracy", "verdict", "evidence", "findings")
        snapshot, points = lab.snapshot(), lab.points
        runs: list[Mapping[str, Any]] = [dict(run) for run in snapshot["runs"]]
        return {
            "iteration": snapshot["iteration"],
            "iterations": lab.last_iteration,
            "behind": 0,
            "samples": {"train": len(points["train"]["labels"]), "test": len(points["test"]["labels"])},
            "runs": [{name: run[name] for name in names} for run in runs],
        }

    # Changes

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Takes what a view tells."""
        with self._telling():
            super().set_state(sync_data)

    def _telling(self) -> _Telling:
        return _Telling(self)

    @traitlets.validate(*_ASKED)
    def _check_asked(self, proposal: Any) -> Any:
        """Refuses what the core does not take, in its words."""
        value = _plain(proposal["value"])
        if self._is_ready and not self._is_told:
            read_experiment(_asked({**self._given(), proposal["trait"].name: value}))
        return value

    def _given(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _ASKED}

    @traitlets.validate("state")
    def _check_state(self, proposal: Any) -> Any:
        return proposal["value"] if not self._is_ready or self._is_told else read_experiment(proposal["value"])

    @traitlets.observe(*_ASKED)
    def _on_asked(self, change: Any) -> None:
        if not self._is_ready or self._is_told or self._shown:
            return  # a view takes it, and tells the state
        self.error = ""
        name, value = change["name"], change["new"]
        if name == "learning_rate" and value is not None:
            lab = self._here()
            lab.set_learning_rate(value)
            self._moved(state=lab.experiment)
        elif name in FIELDS and value is not None:
            kept = self.iteration if name in _KEEP_ITERATION else 0
            self._open(read_experiment(self.state, **{name: value}), kept)
        else:
            self._open(read_experiment(_asked(self._given())))

    @traitlets.observe("state")
    def _on_state(self, change: Any) -> None:
        if self._is_ready and not self._is_told and not self._shown:
            self.error = ""
            self._open(change["new"])

    @traitlets.observe("paused")
    def _on_paused(self, change: Any) -> None:
        if self._is_ready and not self._is_told:
            self.pause() if change["new"] else self.play()

    def _on_message(self, _: Any, content: Any, __: Any) -> None:
        if isinstance(content, dict) and content.get("method") == "module":
            self.send({"packed": True}, buffers=[_packed()])


class _Telling:
    """While it lasts, changes of traits come from a view or from the lab, and ask for nothing."""

    def __init__(self, lab: InitLab) -> None:
        self._lab = lab
        self._before = lab._is_told

    def __enter__(self) -> None:
        self._lab._is_told = True

    def __exit__(self, *_: Any) -> None:
        self._lab._is_told = self._before


def _plain(value: Any) -> Any:
    """Plain data with the names of the format, as messages to a view have it."""
    if isinstance(value, Mapping):
        return {camel(str(name)): _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value.tolist() if hasattr(value, "tolist") else value


def _asked(given: Mapping[str, Any]) -> dict[str, Any]:
    """A preset, an experiment laid over it, and single fields laid over both, as one experiment."""
    experiment = given.get("experiment") or {}
    return experiment_of({"preset": given["preset"], **experiment}, {name: given.get(name) for name in FIELDS})


def _check_names(given: Mapping[str, Any]) -> None:
    known = [*_ASKED, *_LOOKS, *_OF_HOST]
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            allowed = f"did you mean {near[0]}?" if near else f"must be one of {', '.join(known)}"
            raise RefusedType(f"{name} is no keyword argument of InitLab; {allowed}", name, name, ", ".join(known))
