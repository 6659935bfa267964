"""init-lab: the same small network trained side by side from different initializers, with the bits of the page.

- `Lab`: training, snapshots, costs, parameters, predictions.
- `InitLab`: a lab as a widget of notebooks; it needs `pip install "init-lab[widget]"`.
- `Sweep`: the same for many seeds and settings, on all cores or on a cluster.
- `read_weights`: weights of your own from arrays of NumPy, PyTorch, Keras or Flax.
- `presets`, `read_experiment`: what can be trained.
- `Refused` and its two kinds: errors in what was given.
"""

from typing import TYPE_CHECKING, Any

from ._version import __version__
from .errors import Refused, RefusedType, RefusedValue
from .experiment import presets, read_experiment
from .lab import Lab
from .sweep import Sweep
from .tasks import Task, train_task
from .weights import read_weights

if TYPE_CHECKING:
    from .widget import InitLab as InitLab

__all__ = [
    "Lab",
    "Refused",
    "RefusedType",
    "RefusedValue",
    "Sweep",
    "Task",
    "__version__",
    "presets",
    "read_experiment",
    "read_weights",
    "train_task",
]


def __getattr__(name: str) -> Any:
    """`InitLab`, which needs packages that the rest does not."""
    if name != "InitLab":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from .widget import InitLab
    except ModuleNotFoundError as error:
        if error.name not in ("anywidget", "ipywidgets", "traitlets"):
            raise
        raise ImportError('InitLab needs anywidget: pip install "init-lab[widget]"') from error
    return InitLab
