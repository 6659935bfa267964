/** Draws the cost chart of a view, when it is its turn. */
import { CostChart } from '../charts/cost-chart.js';
import { same } from '../experiment/object.js';

/** @typedef {import('./parts.js').View} View */

export class ChartPainter {
  /** @type {CostChart | null} */
  #chart = null;
  /** What reads costs at the cursor; null while there is none. @type {import('../charts/reader.js').ChartReader | null} */
  reader = null;
  /** What makes one; there with what comes late. @type {typeof import('../charts/reader.js').ChartReader | null} */
  #Reader = null;
  /** Where it is. @type {HTMLElement | null} */
  #host = null;
  /** Its turn to be drawn, if it waits for one. */
  #soon = 0;
  #look;
  #changed;

  /**
   * @param {Pick<View, 'reading' | 'cut'>} look  what is read, and where the axis is cut
   * @param {() => void} changed
   */
  constructor(look, changed) {
    this.#look = look;
    this.#changed = changed;
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
      this.#chart = host && new CostChart(host);
      this.#host = host;
      this.reader = null;
      this.#equip();
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
      view.parts.hands.part?.costMarks ?? null,
    );
    this.reader?.renew();
    this.#set('cut', this.#chart.cut);
  }

  /** From now on costs can be read. @param {typeof import('../charts/reader.js').ChartReader} Reader */
  equip(Reader) {
    this.#Reader = Reader;
    this.#equip();
  }

  #equip() {
    if (this.#Reader && this.#host && this.#chart)
      this.reader = new this.#Reader(this.#host, this.#chart, (reading) => this.#set('reading', reading));
  }

  /** @template {'reading' | 'cut'} K @param {K} key @param {View[K]} value */
  #set(key, value) {
    if (same(value, this.#look[key])) return;
    Object.assign(this.#look, { [key]: value });
    this.#changed();
  }
}
