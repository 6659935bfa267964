"""The lab in Gradio: `python gradio_app.py`, with init-lab-moons.html beside it, which
`npm run single-file -- --preset moons` writes."""

import html
from pathlib import Path

import gradio as gr

page = (Path(__file__).parent / "init-lab-moons.html").read_text(encoding="utf8")
frame = f'<iframe srcdoc="{html.escape(page)}" title="init-lab" width="100%" height="1400" style="border: 0"></iframe>'

with gr.Blocks() as app:
    gr.Markdown("# Where should the weights begin?")
    gr.HTML(frame)

if __name__ == "__main__":
    app.launch()
