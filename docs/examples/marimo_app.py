"""The lab in marimo: `marimo run marimo_app.py`, or `marimo edit`. Needs `pip install "./python[widget]" marimo`."""

import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo

    from init_lab import InitLab

    return InitLab, mo


@app.cell
def _(InitLab, mo):
    lab = mo.ui.anywidget(InitLab(preset="moons", seed=7))
    lab
    return (lab,)


@app.cell
def _(lab):
    # Runs again at each report of the lab, twice a second while it moves.
    {run["label"]: run["cost"] for run in lab.value["results"]["runs"]}
    return


if __name__ == "__main__":
    app.run()
