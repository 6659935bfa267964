"""The lab in Panel: `panel serve panel_app.py`, with init-lab-widget.js from init-lab's dist folder beside it."""

from pathlib import Path

import panel as pn
import param


class InitLab(pn.custom.AnyWidgetComponent):
    """A lab: what is set here is shown; `iteration` and `results` follow what the lab does."""

    _esm = Path(__file__).parent / "init-lab-widget.js"

    preset = param.String("notebook")
    seed = param.Integer(None, allow_None=True)
    theme = param.String("auto")
    iteration = param.Integer(0)
    results = param.Dict({})


lab = InitLab(preset="moons", seed=7, sizing_mode="stretch_width")


def costs(results: dict) -> str:
    return ", ".join(f"{run['label']}: {run['cost']}" for run in results.get("runs", []))


pn.Column("# Where should the weights begin?", lab, pn.pane.Str(pn.bind(costs, lab.param.results))).servable()
