/** Reads the cost chart with a cursor, by pointer or keyboard, and gives the costs there. */
import { nearest } from './join.js';
import { fraction } from './plot.js';

/** @typedef {{ iteration: number, costs: (number | null)[] } | null} Reading */

/** Diameter of the cursor's marks when the theme's weight is 1. */
const MARK = 7;

export class ChartReader {
  #chart;
  #read;
  #over = box('over');
  #rule = box('rule');
  /** @type {HTMLElement[]} */
  #marks = [];
  /** Rows of the common iterations, and those iterations. @type {{ rows: number[], iterations: number[] }} */
  #readable = { rows: [0], iterations: [0] };
  /**
   * The pointer's position, or an iteration requested by number, which a pixel position could not tell from its
   * neighbours.
   * @type {{ left: number } | { iteration: number } | null}
   */
  #cursor = null;

  /**
   * @param {HTMLElement} host
   * @param {import('./cost-chart.js').CostChart} chart
   * @param {(reading: Reading) => void} read  called as the cursor moves
   */
  constructor(host, chart, read) {
    this.#chart = chart;
    this.#read = read;
    this.#rule.hidden = true;
    this.#over.append(this.#rule);
    host.append(this.#over);
    this.#over.addEventListener('mousemove', ({ clientX }) =>
      this.#moveTo({ left: clientX - this.#over.getBoundingClientRect().left }),
    );
    this.#over.addEventListener('mouseleave', () => this.#moveTo(null));
    this.renew();
  }

  /** Updates the cursor after the chart is redrawn. */
  renew() {
    const { drawn, aligned } = this.#chart;
    if (!drawn || !aligned) return;
    const { common: rows, iterations } = aligned;
    this.#readable = { rows, iterations: rows.map((row) => iterations[row]) };
    const { left, top, width, height } = drawn;
    Object.assign(this.#over.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    this.#moveTo(this.#cursor);
  }

  /** @param {{ left: number } | { iteration: number } | null} cursor */
  #moveTo(cursor) {
    this.#cursor = cursor;
    const { aligned } = this.#chart;
    if (!cursor || !aligned) {
      this.#show(null);
      this.#read(null);
      return;
    }
    const wanted = 'left' in cursor ? this.#valueAt(cursor.left) : cursor.iteration;
    const row = this.#readable.rows[nearest(this.#readable.iterations, wanted)] ?? 0;
    this.#show(row);
    this.#read({ iteration: aligned.iterations[row], costs: aligned.exact.map((run) => run[row] ?? null) });
  }

  /** The row at this distance in CSS pixels from the y axis. @param {number} left */
  #valueAt(left) {
    const { drawn } = this.#chart;
    if (!drawn) return 0;
    const [low, high] = drawn.sketch.x.range;
    return low + (left / drawn.width) * (high - low);
  }

  /** Shows the cursor at a row of the x axis, with a mark on each line. Null hides it. @param {number | null} row */
  #show(row) {
    const { drawn } = this.#chart;
    this.#rule.hidden = row === null || !drawn;
    const lines = row === null || !drawn ? [] : drawn.sketch.lines;
    while (this.#marks.length < lines.length) {
      const mark = box('mark');
      this.#marks.push(mark);
      this.#over.append(mark);
    }
    this.#marks.forEach((mark) => (mark.hidden = true));
    if (row === null || !drawn) return;
    const { sketch, theme, width, height } = drawn;
    const x = fraction(sketch.x, sketch.along[row] ?? 0) * width;
    this.#rule.style.transform = `translateX(${Math.round(x)}px)`;
    lines.forEach(({ values, colour }, k) => {
      const value = values[row];
      const y = typeof value === 'number' ? (1 - fraction(sketch.y, value)) * height : -1;
      if (!(y >= 0 && y <= height)) return;
      const [mark, size] = [this.#marks[k], `${MARK * theme.weight}px`];
      mark.hidden = false;
      Object.assign(mark.style, {
        width: size,
        height: size,
        background: colour,
        transform: `translate(${Math.ceil(x)}px, ${Math.ceil(y)}px) translate(-50%, -50%)`,
      });
    });
  }

  /** Reads at the common iteration nearest to this one. @param {number} iteration */
  readAt(iteration) {
    this.#moveTo({ iteration });
  }

  /** Ends reading. */
  stopReading() {
    this.#moveTo(null);
  }

  /** The iteration `steps` away among those common to all runs. @param {number} from @param {number} steps */
  neighbour(from, steps) {
    const { iterations } = this.#readable;
    return iterations[Math.max(0, Math.min(iterations.length - 1, nearest(iterations, from) + steps))];
  }
}

/** @param {string} name */
function box(name) {
  const element = document.createElement('div');
  element.className = name;
  return element;
}
