/** Schedules and draws the cost chart of a view, and reads costs at the cursor. */
import { CostChart } from '../charts/cost-chart.js';
import { ChartReader } from '../charts/reader.js';
import { pinnedLines } from './pins.js';

/** @typedef {import('./view.js').View} View */

export class ChartPainter {
  /** @type {CostChart | null} */
  #chart = null;
  /** @type {ChartReader | null} */
  #reader = null;
  /** The chart's host element. @type {HTMLElement | null} */
  #host = null;
  /** The pending frame request. */
  #soon = 0;
  #show;

  /** @param {(part: Partial<Pick<View, 'reading' | 'cut'>>) => void} show  receives the reading and the cut of the axis */
  constructor(show) {
    this.#show = show;
  }

  /** Reads costs at the cursor; null before the chart is drawn. */
  get reader() {
    return this.#reader;
  }

  /**
   * During training the chart waits for the next frame, to keep frames short.
   * @param {ShadowRoot} root @param {() => View} view
   */
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
        pinned: pinnedLines(view),
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
