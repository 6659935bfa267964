/**
 * The cost of every run over the iterations, on shared axes: a thin layer over uPlot, which owns the canvas, the axes and the cursor.
 * Given new data it redraws; it decides nothing about the lab.
 */
import uPlot from 'uplot';
import { seriesColour, seriesDash } from './colours.js';
import * as format from './format.js';
import { align, drawOrder, nearest } from './join.js';
import { placeLabels, thinLabels } from './labels.js';
import { costRange, iterationTicks, linearTicks, logTicks } from './scales.js';

/** @typedef {import('./colours.js').Theme} Theme */
/**
 * @typedef {object} Line
 * @property {string} label
 * @property {number} slot
 * @property {Float64Array} iterations
 * @property {Float64Array} costs
 * @property {number | null} divergedAt
 */
/**
 * @typedef {object} ChartData
 * @property {Line[]} lines
 * @property {number} end           the last iteration of the axis
 * @property {[number, number][]} rateChanges  learning-rate changes, [iteration, rate]
 * @property {boolean} logarithmic
 */
/** @typedef {{ iteration: number, costs: (number | null)[] } | null} Reading */

const LABEL_HEIGHT = 17;
/** Narrower than this a chart has no room for labels. */
const NARROW = 520;

export class CostChart {
  /** @type {ChartData | null} */
  #data = null;
  /** @type {ReturnType<typeof align> | null} */
  #aligned = null;
  /** @type {uPlot | null} */
  #plot = null;
  #shape = '';
  /** Rows of the common iterations, and these iterations. @type {{ rows: number[], iterations: number[] }} */
  #readable = { rows: [0], iterations: [0] };
  /** The row that the cursor reads; null: none. @type {number | null} */
  #row = null;
  /** An iteration asked for by name: pixels could not tell it from its neighbours. @type {number | null} */
  #asked = null;
  /** @type {ReturnType<typeof costRange>} */
  #range = { low: 0, high: 1, cutAt: null, largest: 0 };
  #size = { width: 0, height: 0 };
  #host;
  #read;

  /**
   * @param {HTMLElement} host
   * @param {(reading: Reading) => void} read  called as the cursor moves
   */
  constructor(host, read) {
    this.#host = host;
    this.#read = read;
  }

  /** Where a linear axis ends below the largest cost. @returns {{ at: number, largest: number } | null} */
  get cut() {
    return this.#range.cutAt === null ? null : { at: this.#range.cutAt, largest: this.#range.largest };
  }

  /** @param {ChartData} data @param {Theme} theme @param {{ width: number, height: number, font: string }} box */
  draw(data, theme, box) {
    if (box.width < 40) return;
    this.#data = data;
    this.#aligned = align(data.lines);
    const rows = this.#aligned.common;
    this.#readable = { rows, iterations: rows.map((row) => this.#aligned?.iterations[row] ?? 0) };
    this.#range = costRange(/** @type {number[][]} */ (this.#aligned.costs), data.logarithmic);
    const order = drawOrder(data.lines);
    const shape = JSON.stringify([
      data.lines.map(({ slot, label }) => [slot, label]),
      data.logarithmic,
      theme,
      box.font,
      box.width < NARROW,
    ]);
    const columns = /** @type {uPlot.AlignedData} */ (
      /** @type {unknown} */ ([this.#aligned.iterations, ...order.map((k) => this.#aligned?.costs[k])])
    );
    if (shape !== this.#shape || !this.#plot) {
      this.#shape = shape;
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(data, order, theme, box), columns, this.#host);
    } else {
      if (box.width !== this.#size.width || box.height !== this.#size.height) this.#plot.setSize(box);
      this.#plot.setData(columns);
    }
    this.#size = box;
  }

  /** Moves the reading to the iteration, nearest to the one asked for, that all runs have. @param {number} iteration */
  readAt(iteration) {
    if (!this.#plot || !this.#aligned) return;
    this.#asked = iteration;
    this.#plot.setCursor({ left: this.#plot.valToPos(iteration, 'x'), top: this.#plot.over.clientHeight / 2 });
    this.#asked = null;
  }

  /** Ends the reading. */
  stopReading() {
    this.#plot?.setCursor({ left: -10, top: -10 });
  }

  /** The iteration `steps` away, of those that all runs have. @param {number} from @param {number} steps */
  neighbour(from, steps) {
    const { iterations } = this.#readable;
    return iterations[Math.max(0, Math.min(iterations.length - 1, nearest(iterations, from) + steps))];
  }

  destroy() {
    this.#plot?.destroy();
    this.#plot = null;
  }

  /**
   * @param {ChartData} data @param {number[]} order @param {Theme} theme @param {{ width: number, height: number, font: string }} box
   * @returns {uPlot.Options}
   */
  #options(data, order, theme, { width, height, font }) {
    const narrow = width < NARROW;
    const labelRoom = narrow ? 20 : Math.min(170, 30 + Math.max(...data.lines.map(({ label }) => label.length)) * 7.2);
    const axis = {
      stroke: theme.soft,
      font,
      grid: { stroke: theme.line, width: 0.5 },
      ticks: { stroke: theme.line, width: 1, size: 4 },
    };
    return {
      width,
      height,
      padding: [18, labelRoom, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { size: 7 * theme.weight },
        focus: { prox: -1 },
        move: (plot, left, top) => {
          this.#row = null;
          if (left < 0 || !this.#aligned || !plot.data[0].length) return [left, top];
          const at = nearest(this.#readable.iterations, this.#asked ?? plot.posToVal(left, 'x'));
          this.#row = this.#readable.rows[at] ?? 0;
          return [Math.max(0, plot.valToPos(this.#readable.iterations[at] ?? 0, 'x')), top];
        },
        dataIdx: (_, series, closest) => this.#row ?? closest,
      },
      scales: {
        x: { time: false, range: () => [0, Math.max(1, this.#data?.end ?? 1)] },
        y: { distr: data.logarithmic ? 3 : 1, range: () => [this.#range.low, this.#range.high] },
      },
      axes: [
        {
          ...axis,
          label: 'iteration',
          labelFont: font,
          labelSize: 18,
          size: 26,
          gap: 4,
          space: 70,
          splits: (plot) => iterationTicks(this.#data?.end ?? 1, Math.max(2, Math.floor(plot.width / 110))),
          values: (_, splits) => splits.map(format.integer),
        },
        {
          ...axis,
          label: data.logarithmic ? 'cost (log scale)' : 'cost',
          labelFont: font,
          labelSize: 20,
          size: 52,
          gap: 4,
          splits: () => (data.logarithmic ? logTicks : linearTicks)(this.#range.low, this.#range.high),
          filter: (_, splits) => splits,
          values: (_, splits) => format.ticks(splits.map((value) => Number((value ?? 0).toPrecision(12)))),
        },
      ],
      series: [
        {},
        ...order
          .map((k) => data.lines[k])
          .map(({ label, slot }) => ({
            label,
            stroke: seriesColour(theme, slot),
            width: 2 * theme.weight,
            dash: seriesDash(slot, theme.weight),
            points: { show: false },
          })),
      ],
      hooks: {
        drawAxes: [(plot) => this.#drawRateChanges(plot, theme, font)],
        draw: [(plot) => this.#drawEnds(plot, theme, font)],
        setCursor: [
          () => {
            const [row, aligned] = [this.#row, this.#aligned];
            this.#read(
              row !== null && aligned
                ? { iteration: aligned.iterations[row], costs: aligned.exact.map((run) => run[row] ?? null) }
                : null,
            );
          },
        ],
      },
    };
  }

  /** @param {uPlot} plot @param {Theme} theme @param {string} font */
  #drawRateChanges(plot, theme, font) {
    const changes = this.#data?.rateChanges ?? [];
    if (!changes.length) return;
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio || 1;
    const positions = changes.map(([iteration]) => plot.valToPos(iteration, 'x', true));
    const written = thinLabels(positions, 76 * ratio);
    ctx.save();
    ctx.beginPath();
    ctx.strokeStyle = theme.soft;
    ctx.lineWidth = ratio;
    for (const x of positions) {
      ctx.moveTo(Math.round(x), bbox.top);
      ctx.lineTo(Math.round(x), bbox.top + bbox.height);
    }
    ctx.stroke();
    ctx.font = scaled(font, ratio);
    ctx.fillStyle = theme.soft;
    ctx.textBaseline = 'bottom';
    positions.forEach((x, k) => {
      if (!written[k]) return;
      const rightHalf = x > bbox.left + bbox.width - 80 * ratio;
      ctx.textAlign = rightHalf ? 'right' : 'left';
      ctx.fillText(`rate ${format.rate(changes[k][1])}`, x + (rightHalf ? 1 : -1) * ratio, bbox.top - 3 * ratio);
    });
    ctx.restore();
  }

  /** Labels at the ends of the lines, crosses where runs diverged, arrows where a line leaves a cut axis. @param {uPlot} plot @param {Theme} theme @param {string} font */
  #drawEnds(plot, theme, font) {
    const [data, aligned] = [this.#data, this.#aligned];
    if (!data || !aligned) return;
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio || 1;
    const narrow = plot.width < NARROW;
    const clamp = (/** @type {number} */ y) => Math.max(bbox.top, Math.min(bbox.top + bbox.height, y));
    const ends = data.lines.map((line, k) => {
      const run = aligned.costs[k];
      let last = run.length - 1;
      while (last > 0 && !Number.isFinite(run[last])) last -= 1;
      const cost = run[last];
      const finite = typeof cost === 'number' && (cost > 0 || !data.logarithmic);
      return {
        line,
        x: plot.valToPos(aligned.iterations[last] ?? 0, 'x', true),
        y: finite ? clamp(plot.valToPos(cost, 'y', true)) : bbox.top,
        finite,
      };
    });
    ctx.save();
    ctx.setLineDash([]);
    ctx.font = scaled(font, ratio);
    ctx.textBaseline = 'middle';
    const placed = placeLabels(
      ends.map(({ y }) => y),
      LABEL_HEIGHT * ratio,
      bbox.top,
      bbox.top + bbox.height,
    );
    ends.forEach(({ line, x, y, finite }, k) => {
      const colour = seriesColour(theme, line.slot);
      ctx.fillStyle = ctx.strokeStyle = colour;
      ctx.lineWidth = 2 * ratio * theme.weight;
      if (line.divergedAt !== null) cross(ctx, x, y, 4 * ratio);
      else if (finite) {
        ctx.beginPath();
        ctx.arc(x, y, 2.5 * ratio * theme.weight, 0, 2 * Math.PI);
        ctx.fill();
      }
      // Where there is no room beside the plot, the reading above it is the legend.
      if (narrow) return;
      const text =
        line.divergedAt === null ? line.label : `${line.label}: diverged at ${format.integer(line.divergedAt)}`;
      const { width } = ctx.measureText(text);
      const inside = x + 8 * ratio + width > ctx.canvas.width;
      ctx.textAlign = inside ? 'right' : 'left';
      const at = inside ? Math.max(x - 8 * ratio, bbox.left + width + 8 * ratio) : x + 8 * ratio;
      ctx.lineWidth = 3 * ratio;
      ctx.strokeStyle = theme.paper;
      const height = inside ? placed[k] - 10 * ratio : placed[k];
      ctx.strokeText(text, at, height);
      ctx.fillText(text, at, height);
      if (Math.abs(placed[k] - y) > 8 * ratio && !inside) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = 0.75 * ratio;
        ctx.beginPath();
        ctx.moveTo(x + 3 * ratio, y);
        ctx.lineTo(x + 7 * ratio, placed[k]);
        ctx.stroke();
      }
    });
    if (this.#range.cutAt !== null) this.#drawCuts(ctx, plot, data.lines, theme, ratio);
    ctx.restore();
  }

  /** @param {CanvasRenderingContext2D} ctx @param {uPlot} plot @param {Line[]} lines @param {Theme} theme @param {number} ratio */
  #drawCuts(ctx, plot, lines, theme, ratio) {
    for (const { iterations, costs, slot } of lines) {
      const from = costs.findIndex((cost) => cost > this.#range.high);
      if (from < 0) continue;
      const x = plot.valToPos(iterations[from], 'x', true) + 5 * ratio;
      const y = plot.bbox.top;
      ctx.fillStyle = seriesColour(theme, slot);
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x - 5 * ratio, y + 9 * ratio);
      ctx.lineTo(x + 5 * ratio, y + 9 * ratio);
      ctx.fill();
    }
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} r */
function cross(ctx, x, y, r) {
  ctx.beginPath();
  ctx.moveTo(x - r, y - r);
  ctx.lineTo(x + r, y + r);
  ctx.moveTo(x + r, y - r);
  ctx.lineTo(x - r, y + r);
  ctx.stroke();
}

/** A CSS font for a canvas whose pixels are device pixels. @param {string} font @param {number} ratio */
const scaled = (font, ratio) => font.replace(/([\d.]+)px/, (_, size) => `${Number(size) * ratio}px`);
