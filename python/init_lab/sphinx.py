"""A directive for Sphinx and Jupyter Book 1: ``.. init-lab::``, and ``{init-lab}`` in MyST.

In ``conf.py``: ``extensions = ["init_lab.sphinx"]``. The argument is a preset, options are attributes of the element, and what
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
import pathlib
import re
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from ._version import __version__

_MODULE = pathlib.Path(__file__).parent / "static" / "init-lab-widget.js.gz"
_NAME = "_static/init-lab-widget.js"


class init_lab(nodes.General, nodes.Element):
    """The element, with what is shown in its place as children."""


class _Attributes(dict[str, Any]):
    """Every name of an attribute is an option, as the element has one for each field."""

    def __missing__(self, name: str) -> Any:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
            raise KeyError(name)
        return directives.unchanged

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and re.fullmatch(r"[a-z][a-z0-9-]*", name) is not None

    def __bool__(self) -> bool:
        return True


class InitLabDirective(SphinxDirective):
    """Puts a lab into a page."""

    has_content = True
    optional_arguments = 1
    option_spec = _Attributes()

    def run(self) -> list[nodes.Node]:
        """The node of one lab."""
        given = {"preset": self.arguments[0]} if self.arguments else {}
        node = init_lab(attributes_of_lab={**given, **{name: value or "" for name, value in self.options.items()}})
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
