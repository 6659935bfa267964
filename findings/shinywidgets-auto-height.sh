#!/usr/bin/env bash
# shinywidgets 0.8.2: a widget whose layout says height "auto" counts as one that says nothing, and is stretched to its container,
# 400 pixels by default; "max-content", which is as high in CSS, leaves it its own height.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --no-compile --quiet --disable-pip-version-check shinywidgets==0.8.2 shiny==1.8.0 ipywidgets==8.1.9 \
  anywidget==0.11.0

cat >heights.py <<'PY'
import anywidget
import ipywidgets
from shiny.express._stub_session import ExpressStubSession
from shiny.session import session_context
from shinywidgets._render_widget_base import set_layout_defaults


class Tall(anywidget.AnyWidget):
    _esm = "export default { render() {} };"


with session_context(ExpressStubSession()):
    for height in (None, "auto", "max-content", "100%", "300px"):
        _, fills = set_layout_defaults(Tall(layout=ipywidgets.Layout(height=height)))
        print(height, "fills its container" if fills else "keeps its height")
PY
env/bin/python heights.py | tee seen

diff seen - <<'SEEN'
None fills its container
auto fills its container
max-content keeps its height
100% keeps its height
300px keeps its height
SEEN
