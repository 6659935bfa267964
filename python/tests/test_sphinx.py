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


#: A project whose pages take the element from elsewhere.
ELSEWHERE = 'extensions = ["init_lab.sphinx"]\ninit_lab_script = "https://x.example/e.js"\n'


def sphinx(folder: pathlib.Path, builder: str = "html") -> subprocess.CompletedProcess[str]:
    """Builds the project in a folder, where a warning is an error."""
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", builder, str(folder / "source"), str(folder / builder)]
    return subprocess.run(command, capture_output=True, text=True)


def build(folder: pathlib.Path, builder: str = "html", conf: str = "") -> pathlib.Path:
    """Builds a project of two pages, and gives its output."""
    source = folder / "source"
    (source / "part").mkdir(parents=True)
    (source / "conf.py").write_text(f'extensions = ["init_lab.sphinx", "myst_parser"]\n{conf}')
    (source / "index.rst").write_text(RST + "\n.. toctree::\n\n   part/second\n")
    (source / "part" / "second.md").write_text(MYST)
    said = sphinx(folder, builder)
    assert said.returncode == 0, said.stderr
    return folder / builder


def failure(folder: pathlib.Path, page: str) -> str:
    """What a build of one page says, which has to fail."""
    (folder / "source").mkdir()
    (folder / "source" / "conf.py").write_text(ELSEWHERE)
    (folder / "source" / "index.rst").write_text(page)
    said = sphinx(folder)
    assert said.returncode != 0
    return said.stderr


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


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (":lerning-rate: 0.1", 'unknown option: "lerning-rate"'),
        (":hidden: 4", 'unknown option: "hidden"'),
        (":seed: -1", "seed: -1"),
        (":learning-rate: fast", "learningRate"),
        (":initializers: he,hee", "hee"),
        (":theme: pink", "theme: 'pink' is not allowed; must be one of auto, light, dark, projector"),
        (":experiment: {", "experiment: must be JSON"),
        (":experiment: [1]", "must be an object of fields"),
    ],
)
def test_what_the_lab_would_refuse_is_an_error_of_the_build(tmp_path: pathlib.Path, option: str, said: str) -> None:
    text = f"Lesson\n======\n\n.. init-lab:: moons\n   {option}\n"
    assert said in failure(tmp_path, text)


def test_a_preset_that_does_not_exist_is_an_error_of_the_build(tmp_path: pathlib.Path) -> None:
    assert "mooons" in failure(tmp_path, "Lesson\n======\n\n.. init-lab:: mooons\n")


def test_attributes_of_any_element_and_fields_over_an_experiment_are_taken(tmp_path: pathlib.Path) -> None:
    (tmp_path / "source").mkdir()
    text = """Lesson
======

.. init-lab::
   :experiment: {"preset": "moons", "seed": 3}
   :hidden-units: 8, 4
   :initializers: he, random_normal:stddev=2
   :class: wide
   :data-week: 3
   :loading: lazy
"""
    (tmp_path / "source" / "conf.py").write_text(ELSEWHERE)
    (tmp_path / "source" / "index.rst").write_text(text)
    said = sphinx(tmp_path)
    assert said.returncode == 0, said.stderr
    page = (tmp_path / "html" / "index.html").read_text()
    assert 'hidden-units="8, 4" initializers="he, random_normal:stddev=2" class="wide" data-week="3" loading="lazy"' in page


def test_an_address_of_ones_own_is_used_as_it_is(tmp_path: pathlib.Path) -> None:
    out = build(tmp_path, conf='init_lab_script = "https://course.example/init-lab/element.js"\n')
    assert 'src="https://course.example/init-lab/element.js"' in (out / "part" / "second.html").read_text()
    assert not (out / "_static" / "init-lab-widget.js").exists()


def test_other_outputs_show_what_stands_in_its_place(tmp_path: pathlib.Path) -> None:
    text = (build(tmp_path, "text") / "index.txt").read_text()
    assert "Three networks." in text
    assert "init-lab" not in text
