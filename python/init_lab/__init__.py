"""init-lab: the same small network trained side by side from different initializers, with the bits of the page.

- `Lab`: training, snapshots, costs, parameters, predictions.
- `presets`, `read_experiment`: what can be trained.
- `Refused` and its two kinds: errors in what was given.
"""

from importlib.metadata import version as _version

from .errors import Refused, RefusedType, RefusedValue
from .experiment import presets, read_experiment
from .lab import Lab

__all__ = ["Lab", "Refused", "RefusedType", "RefusedValue", "presets", "read_experiment"]

__version__ = _version("init-lab")
