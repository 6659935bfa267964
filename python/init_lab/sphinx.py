"""A directive for Sphinx and Jupyter Book 1: ``.. init-lab::``, and ``{init-lab}`` in MyST.

In ``conf.py``: ``extensions = ["init_lab.sphinx"]``; in Jupyter Book 1's ``_config.yml`` the same below ``sphinx: extra_extensions:``.
The argument is a preset, options are attributes of the element, and what
stands below is shown where there are no scripts, as in a PDF::

    .. init-lab:: moons
       :seed: 7
       :learning-rate: 0.1

       Three networks that learn two moons.

The element's module comes from this package and goes to ``_static/``. ``init_lab_script`` in ``conf.py`` names another: the address
of ``element.js`` in a copy of init-lab's ``dist/``, whose pages links from *Share* then lead to.
"""

from __future__ import annotations

import gzip
import html
import json
import pathlib
import re
from typing import Any
from urllib.parse import urlencode

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from ._version import __version__
from .experiment import laid_over, read_experiment
from .link import experiment_in, is_field

_MODULE = pathlib.Path(__file__).parent / "static" / "init-lab-widget.js.gz"
_NAME = "_static/init-lab-widget.js"


class init_lab(nodes.General, nodes.Element):
    """The element, with what is shown in its place as children."""


#: What the element takes beside fields of the experiment; words that are allowed, where they are few.
_LOOKS: dict[str, tuple[str, ...]] = {
    **{"experiment": (), "views": (), "hide": (), "alt": (), "home": ()},
    "theme": ("auto", "light", "dark", "projector"),
    "autoplay": ("never", "seen"),
    "loading": ("eager", "lazy"),
}
#: Attributes of any element. `hidden` is one, too, and no field here: it would hide the lab.
_OF_HTML = re.compile(r"id|class|title|lang|dir|role|style|(data|aria)-.+")


def _is_attribute(name: str) -> bool:
    is_of_lab = name in _LOOKS or (is_field(name) and name not in ("hidden", "runs"))
    return is_of_lab or _OF_HTML.fullmatch(name) is not None


class _Attributes(dict[str, Any]):
    """Attributes of the element are options. It has one for each field of the experiment."""

    def __missing__(self, name: str) -> Any:
        if not _is_attribute(name):
            raise KeyError(name)
        return directives.unchanged

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _is_attribute(name)

    def __bool__(self) -> bool:
        return True


def _check(given: dict[str, str]) -> None:
    """Refuses an experiment that the lab would refuse, and other words than those that an option allows."""
    for name, words in _LOOKS.items():
        if words and given.get(name, words[0]) not in words:
            raise ValueError(f"{name}: {given[name]!r} is not allowed; must be one of {', '.join(words)}")
    fields = {name: value for name, value in given.items() if name == "preset" or is_field(name)}
    try:
        base = json.loads(given.get("experiment") or "{}")
    except ValueError as error:
        raise ValueError(f"experiment: must be JSON: {error}") from None
    if not isinstance(base, dict):
        raise ValueError(f"experiment: {given['experiment']!r} is not allowed; must be an object of fields")
    read_experiment(laid_over(base, experiment_in(urlencode(fields))))


class InitLabDirective(SphinxDirective):
    """Puts a lab into a page."""

    has_content = True
    optional_arguments = 1
    option_spec = _Attributes()

    def run(self) -> list[nodes.Node]:
        """The node of one lab."""
        preset = {"preset": self.arguments[0]} if self.arguments else {}
        given = {**preset, **{name: value or "" for name, value in self.options.items()}}
        try:
            _check(given)
        except (ValueError, TypeError) as refused:
            raise self.error(f"init-lab: {refused}") from None
        node = init_lab(attributes_of_lab=given)
        node += self.parse_content_to_nodes()
        return [node]


def _begin(writer: Any, node: init_lab) -> None:
    builder = writer.builder
    page = builder.get_target_uri(builder.current_docname)
    script = builder.config.init_lab_script or relative_uri(page, _NAME)
    given = "".join(f' {name}="{html.escape(value)}"' for name, value in node["attributes_of_lab"].items())
    writer.body.append(f'<script type="module" src="{html.escape(script)}"></script>\n<init-lab{given}>\n')


def _end(writer: Any, node: init_lab) -> None:
    writer.body.append("</init-lab>\n")


def _pass(writer: Any, node: init_lab) -> None:
    """Other writers show the content alone."""


def _write_module(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html" or app.config.init_lab_script:
        return
    if not _MODULE.exists():
        raise ExtensionError("init_lab: this installation has no module of the element. Set init_lab_script in conf.py to its address.")
    target = pathlib.Path(app.outdir, _NAME)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.decompress(_MODULE.read_bytes()))


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_config_value("init_lab_script", "", "html")
    others: dict[str, Any] = {name: (_pass, _pass) for name in ("latex", "text", "man", "texinfo")}
    app.add_node(init_lab, html=(_begin, _end), **others)
    app.add_directive("init-lab", InitLabDirective)
    app.connect("build-finished", _write_module)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
