"""The directive in Sphinx, in both of its languages."""

from __future__ import annotations

import gzip
import pathlib
import re
import subprocess
import sys

import pytest

pytest.importorskip("sphinx")
pytest.importorskip("myst_parser")

RST = """
Lesson
======

.. init-lab:: moons
   :seed: 7
   :learning-rate: 0.1
   :alt: "Two" moons

   Three networks.
"""
MYST = """# Lesson

```{init-lab} moons
:seed: 7
:hide: seed,chart
Three networks.
```
"""


def build(folder: pathlib.Path, builder: str = "html", conf: str = "") -> pathlib.Path:
    """Builds a project of two pages, and gives its output."""
    source = folder / "source"
    (source / "part").mkdir(parents=True)
    (source / "conf.py").write_text(f'extensions = ["init_lab.sphinx", "myst_parser"]\n{conf}')
    (source / "index.rst").write_text(RST + "\n.. toctree::\n\n   part/second\n")
    (source / "part" / "second.md").write_text(MYST)
    out = folder / builder
    said = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-q", "-b", builder, str(source), str(out)], capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr
    return out


def test_pages_have_the_element_and_its_module(tmp_path: pathlib.Path) -> None:
    # A wheel has the real module.
    file = tmp_path / "module.js.gz"
    file.write_bytes(gzip.compress(b"export {};"))
    conf = f"import init_lab.sphinx, pathlib\ninit_lab.sphinx._MODULE = pathlib.Path({str(file)!r})\n"
    out = build(tmp_path, conf=conf)
    page = (out / "index.html").read_text()
    assert '<script type="module" src="_static/init-lab-widget.js"></script>' in page
    assert '<init-lab preset="moons" seed="7" learning-rate="0.1" alt="&quot;Two&quot; moons">' in page
    assert re.search(r"<init-lab[^>]*>\s*<p>Three networks\.</p>\s*</init-lab>", page)
    second = (out / "part" / "second.html").read_text()
    assert '<script type="module" src="../_static/init-lab-widget.js"></script>' in second
    assert '<init-lab preset="moons" seed="7" hide="seed,chart">' in second
    assert (out / "_static" / "init-lab-widget.js").read_bytes() == b"export {};"


def test_an_address_of_ones_own_is_used_as_it_is(tmp_path: pathlib.Path) -> None:
    out = build(tmp_path, conf='init_lab_script = "https://course.example/init-lab/element.js"\n')
    assert 'src="https://course.example/init-lab/element.js"' in (out / "part" / "second.html").read_text()
    assert not (out / "_static" / "init-lab-widget.js").exists()


def test_other_outputs_show_what_stands_in_its_place(tmp_path: pathlib.Path) -> None:
    text = (build(tmp_path, "text") / "index.txt").read_text()
    assert "Three networks." in text
    assert "init-lab" not in text
