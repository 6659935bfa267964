"""The lab in Shiny for Python: `shiny run shiny_app.py`. Needs `pip install "./python[widget]" shiny shinywidgets`."""

from shiny import App, Inputs, Outputs, Session, render, ui
from shinywidgets import output_widget, reactive_read, render_widget

from init_lab import InitLab

app_ui = ui.page_fluid(ui.h1("Where should the weights begin?"), output_widget("lab"), ui.output_text("costs"))


def server(input: Inputs, output: Outputs, session: Session) -> None:
    @render_widget
    def lab() -> InitLab:
        return InitLab(preset="moons", seed=7)

    @render.text
    def costs() -> str:
        results = reactive_read(lab.widget, "results")
        return ", ".join(f"{run['label']}: {run['cost']}" for run in results["runs"])


app = App(app_ui, server)
