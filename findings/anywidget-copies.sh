#!/usr/bin/env bash
# anywidget 0.11.0, ipywidgets 8.1.9, nbclient 0.10.2: a notebook that saves its widgets holds the module's whole text once for
# every widget, not once for its class. A widget that is shown twice is saved once.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --no-compile --quiet --disable-pip-version-check anywidget==0.11.0 ipywidgets==8.1.9 nbclient==0.10.2 \
  nbformat==5.10.4 ipykernel==7.4.0

cat >copies.py <<'PY'
import nbclient
import nbformat
from nbformat import v4

MODULE = "export default { render() {} };  // " + "x" * 100_000
CLASS = f"import anywidget\nclass Dots(anywidget.AnyWidget):\n    _esm = {MODULE!r}\n"


def saved(*cells):
    notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in (CLASS, *cells)])
    nbclient.NotebookClient(notebook, kernel_name="python3", store_widget_state=True).execute()
    states = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"].values()
    return sum(state["state"].get("_esm") == MODULE for state in states)


print("one widget:", saved("dots = Dots(); dots"), "copy")
print("three widgets of one class:", saved("Dots()", "Dots()", "Dots()"), "copies")
print("one widget shown twice:", saved("dots = Dots(); dots", "dots"), "copy")
PY
env/bin/python -m ipykernel install --sys-prefix >/dev/null 2>&1
JUPYTER_PATH="$folder/env/share/jupyter" PATH="$folder/env/bin:$PATH" env/bin/python copies.py | tee seen

diff seen - <<'SEEN'
one widget: 1 copy
three widgets of one class: 3 copies
one widget shown twice: 1 copy
SEEN
