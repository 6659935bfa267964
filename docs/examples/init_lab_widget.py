"""The lab as a Jupyter widget where the package init-lab cannot be installed, as in JupyterLite.

Put init-lab-widget.js, from init-lab's dist folder, beside this file. Unlike the package's InitLab, it needs a view: until one
has opened, `state` is empty and commands are lost.
"""

import pathlib

import anywidget
import traitlets


class InitLab(anywidget.AnyWidget):
    """A lab: what is set here is shown, and what the reader changes can be read here."""

    _esm = pathlib.Path(__file__).parent / "init-lab-widget.js"

    preset = traitlets.Unicode("notebook").tag(sync=True)
    #: Laid over the preset: a dict such as {"seed": 7}.
    experiment = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    theme = traitlets.Enum(["auto", "light", "dark", "projector"], "auto").tag(sync=True)
    #: Names of what is shown and of what is hidden; None: everything, nothing.
    views = traitlets.List(traitlets.Unicode(), allow_none=True, default_value=None).tag(sync=True)
    hide = traitlets.List(traitlets.Unicode(), allow_none=True, default_value=None).tag(sync=True)
    #: "seen": plays once, when half of it comes into view.
    autoplay = traitlets.Enum(["never", "seen"], "never").tag(sync=True)
    #: What the figure is called for those who do not see it.
    alt = traitlets.Unicode(None, allow_none=True).tag(sync=True)

    #: The complete experiment. Setting it opens it.
    state = traitlets.Dict().tag(sync=True)
    #: The iteration that the lab has reached.
    iteration = traitlets.Int(0).tag(sync=True)
    #: What was refused, and why; empty while all is well.
    error = traitlets.Unicode("").tag(sync=True)

    def play(self):
        self.send({"method": "play"})

    def pause(self):
        self.send({"method": "pause"})

    def rewind(self):
        self.send({"method": "rewind"})

    def advance(self, iterations=1):
        self.send({"method": "advance", "value": iterations})

    def run_to_end(self):
        self.send({"method": "runToEnd"})
