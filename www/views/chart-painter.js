/** Draws the cost chart of a view, when it is its turn, and reads costs at the cursor. */
import { CostChart } from '../charts/cost-chart.js';
import { ChartReader } from '../charts/reader.js';

/** @typedef {import('./view.js').View} View */

export class ChartPainter {
  /** @type {CostChart | null} */
  #chart = null;
  /** @type {ChartReader | null} */
  #reader = null;
  /** Where it is. @type {HTMLElement | null} */
  #host = null;
  /** Its turn to be drawn, if it waits for one. */
  #soon = 0;
  #show;

  /** @param {(part: Partial<Pick<View, 'reading' | 'cut'>>) => void} show  what is read, and where the axis is cut */
  constructor(show) {
    this.#show = show;
  }

  /** What reads costs at the cursor; null before the chart has a place. */
  get reader() {
    return this.#reader;
  }

  /** While the lab moves the chart waits for the next frame, so that neither takes long. @param {ShadowRoot} root @param {() => View} view */
  drawSoon(root, view) {
    this.#soon ||= requestAnimationFrame(() => this.draw(root, view()));
  }

  /** @param {ShadowRoot} root @param {View} view */
  draw(root, view) {
    cancelAnimationFrame(this.#soon);
    this.#soon = 0;
    const { frame, experiment, lastIteration } = view.model;
    const host = root.getElementById('chart');
    if (host !== this.#host) {
      this.#host = host;
      this.#chart = host && new CostChart(host);
      this.#reader = host && this.#chart && new ChartReader(host, this.#chart, (reading) => this.#show({ reading }));
    }
    if (!frame || !host?.clientWidth || !this.#chart) return;
    const style = getComputedStyle(host);
    this.#chart.draw(
      {
        lines: frame.runs.map((run, k) => ({
          label: run.label,
          slot: view.slotOf(experiment.runs[k]),
          divergedAt: run.divergedAt ?? null,
          ...frame.costs[k],
        })),
        end: Math.max(lastIteration, frame.iteration),
        rateChanges: experiment.training.learningRateChanges ?? [],
        logarithmic: view.logarithmic,
      },
      view.theme,
      {
        width: host.clientWidth,
        height: host.clientHeight,
        font: `${Math.round(parseFloat(style.fontSize))}px ${style.fontFamily}`,
      },
    );
    this.#reader?.renew();
    this.#show({ cut: this.#chart.cut });
  }
}
