/** Schedules and draws the cost chart of a view, and reads costs at the cursor. */
import { CostChart } from '../charts/cost-chart.js';
import { pinnedLines } from './pins.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('../charts/reader.js').ChartReader} ChartReader */
/** @typedef {typeof import('../charts/reader.js').ChartReader} Reader  the class */

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
  /** @type {Reader | null} */
  #Reader = null;

  /** @param {(part: Partial<Pick<View, 'reading' | 'cut'>>) => void} show  receives the reading and the cut of the axis */
  constructor(show) {
    this.#show = show;
  }

  /** Lets the chart be read. @param {Reader} Reader */
  readWith(Reader) {
    this.#Reader = Reader;
    if (this.#host && this.#chart && !this.#reader) this.#startReading(this.#host, this.#chart);
  }

  /** @param {HTMLElement} host @param {CostChart} chart */
  #startReading(host, chart) {
    this.#reader = this.#Reader && new this.#Reader(host, chart, (reading) => this.#show({ reading }));
  }

  /** Reads costs at the cursor; null before the chart is drawn and its reader loaded. */
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
      this.#reader = null;
      if (host && this.#chart) this.#startReading(host, this.#chart);
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
