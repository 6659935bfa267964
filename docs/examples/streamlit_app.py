"""The lab in Streamlit: `streamlit run streamlit_app.py`, with init-lab-moons.html beside it, which
`npm run single-file -- --preset moons` writes."""

from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components

st.title("Where should the weights begin?")

page = (Path(__file__).parent / "init-lab-moons.html").read_text(encoding="utf8")
components.html(page, height=1400, scrolling=True)
