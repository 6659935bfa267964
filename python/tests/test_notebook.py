"""The notebook of the docs, run from top to bottom without a browser, beside a lab in Node."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("nbconvert")
pytest.importorskip("anywidget")

ROOT = Path(__file__).parents[2]
#: What the cells do, of which cell the costs are shown, and what is in force afterwards.
IN_NODE = """
import { createLab } from './dist/init-lab.js';
const lab = await createLab({ preset: 'moons', seed: 7 });
const costs = () => lab.snapshot().runs.map(({ label, cost }) => [label, cost]);
lab.advance(1000);
const before = costs();
lab.setLearningRate(0.05);
lab.advance(1000);
console.log(JSON.stringify([before, costs()]));
"""


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("notebook")
    shutil.copy(ROOT / "docs" / "examples" / "jupyter.ipynb", folder)
    own = {name: str(folder / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "notebook", "--output", "done.ipynb"]
    subprocess.run(
        [*command, "jupyter.ipynb"], cwd=folder, env={**os.environ, **own}, check=True, capture_output=True, text=True
    )
    return json.loads((folder / "done.ipynb").read_text(encoding="utf8"))


@pytest.fixture(scope="module")
def in_node() -> Any:
    node = shutil.which("node")
    assert node is not None
    output = subprocess.run([node, "--input-type=module", "-e", IN_NODE], cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(output.stdout)


def output_of(notebook: Any, cell: str) -> Any:
    [output] = next(each["outputs"] for each in notebook["cells"] if each["id"] == cell)
    return ast.literal_eval("".join(output["data"]["text/plain"]))


def models(notebook: Any) -> list[Any]:
    return list(notebook["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]["state"].values())


def test_the_notebook_runs_to_its_end_with_the_costs_of_a_lab_in_node(executed: Any, in_node: Any) -> None:
    assert output_of(executed, "iteration") == (7, 1000)
    assert list(output_of(executed, "results").items()) == [tuple(each) for each in in_node[0]]


def test_its_saved_state_shows_the_last_results_without_a_kernel(executed: Any, in_node: Any) -> None:
    [lab] = [each["state"] for each in models(executed) if "preset" in each["state"]]
    assert (lab["iteration"], lab["state"]["seed"], lab["state"]["training"]["learningRateChanges"]) == (2000, 7, [[1000, 0.05]])
    assert [[run["label"], run["cost"]] for run in lab["results"]["runs"]] == in_node[1]


def test_its_saved_state_has_the_code_once(executed: Any) -> None:
    with_code = [each for each in models(executed) if len(json.dumps(each)) > 20_000]
    assert len(with_code) == 1
