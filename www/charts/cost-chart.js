/**
 * The cost of every run over the iterations, on shared axes: a thin layer over uPlot, which owns the canvas, the axes and the cursor.
 * Given new data it redraws; it decides nothing about the lab.
 */
import uPlot from 'uplot';
import { seriesColour, seriesDash } from './colours.js';
import * as format from './format.js';
import { placeLabels, thinLabels } from './labels.js';
import { costRange, linearTicks, logTicks } from './scales.js';

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

/** Joins the runs' histories over the union of their iterations. A run has null where it has no finite cost. @param {Line[]} lines */
export function align(lines) {
  const [first] = lines;
  if (!first) return { iterations: [0], costs: [], exact: [] };
  const common = lines.every(
    ({ iterations }) =>
      iterations.length === first.iterations.length &&
      iterations[iterations.length - 1] === first.iterations[first.iterations.length - 1],
  );
  const iterations = common
    ? Array.from(first.iterations)
    : [...new Set(lines.flatMap((line) => Array.from(line.iterations)))].sort((a, b) => a - b);
  const exact = lines.map((line) => {
    if (common) return Array.from(line.costs);
    const byIteration = new Map(Array.from(line.iterations, (iteration, k) => [iteration, line.costs[k]]));
    return iterations.map((iteration) => byIteration.get(iteration) ?? null);
  });
  const costs = exact.map((run) =>
    run.map((cost) => (cost !== null && Number.isFinite(cost) ? cost : cost === null ? undefined : null)),
  );
  return { iterations, costs, exact };
}

const LABEL_HEIGHT = 17;

export class CostChart {
  /** @type {ChartData | null} */
  #data = null;
  /** @type {ReturnType<typeof align> | null} */
  #aligned = null;
  /** @type {uPlot | null} */
  #plot = null;
  #shape = '';
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
    this.#range = costRange(/** @type {number[][]} */ (this.#aligned.costs), data.logarithmic);
    const shape = JSON.stringify([
      data.lines.map(({ slot, label }) => [slot, label]),
      data.logarithmic,
      theme,
      box.font,
      box.width < 520,
    ]);
    const columns = /** @type {uPlot.AlignedData} */ (
      /** @type {unknown} */ ([this.#aligned.iterations, ...this.#aligned.costs])
    );
    if (shape !== this.#shape || !this.#plot) {
      this.#shape = shape;
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(data, theme, box), columns, this.#host);
    } else {
      if (box.width !== this.#size.width || box.height !== this.#size.height) this.#plot.setSize(box);
      this.#plot.setData(columns);
    }
    this.#size = box;
  }

  /** Moves the reading to a recorded iteration near the one asked for. @param {number} iteration */
  readAt(iteration) {
    if (!this.#plot || !this.#aligned) return;
    const left = this.#plot.valToPos(iteration, 'x');
    this.#plot.setCursor({ left, top: this.#plot.over.clientHeight / 2 });
  }

  /** The recorded iteration `steps` away. @param {number} from @param {number} steps */
  neighbour(from, steps) {
    const all = this.#aligned?.iterations ?? [0];
    const at = all.findIndex((iteration) => iteration >= from);
    return all[Math.max(0, Math.min(all.length - 1, (at < 0 ? all.length - 1 : at) + steps))];
  }

  destroy() {
    this.#plot?.destroy();
    this.#plot = null;
  }

  /** @param {ChartData} data @param {Theme} theme @param {{ width: number, height: number, font: string }} box @returns {uPlot.Options} */
  #options(data, theme, { width, height, font }) {
    const narrow = width < 520;
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
      padding: [12, labelRoom, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 * theme.weight }, focus: { prox: -1 } },
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
          values: (_, splits) => splits.map((value) => (Number.isInteger(value) ? format.integer(value) : '')),
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
          values: (_, splits) =>
            splits.map((value) => (value === null ? '' : format.tick(Number(value.toPrecision(12))))),
        },
      ],
      series: [
        {},
        ...data.lines.map(({ label, slot }) => ({
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
          (plot) => {
            const index = plot.cursor.idx;
            const inside = typeof index === 'number' && (plot.cursor.left ?? -1) >= 0 && this.#aligned;
            this.#read(
              inside
                ? { iteration: inside.iterations[index], costs: inside.exact.map((run) => run[index] ?? null) }
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
    ctx.textBaseline = 'top';
    positions.forEach((x, k) => {
      if (!written[k]) return;
      const rightHalf = x > bbox.left + bbox.width - 80 * ratio;
      ctx.textAlign = rightHalf ? 'right' : 'left';
      ctx.fillText(`rate ${format.rate(changes[k][1])}`, x + (rightHalf ? -4 : 4) * ratio, bbox.top + 2 * ratio);
    });
    ctx.restore();
  }

  /** Labels at the ends of the lines, crosses where runs diverged, arrows where a line leaves a cut axis. @param {uPlot} plot @param {Theme} theme @param {string} font */
  #drawEnds(plot, theme, font) {
    const [data, aligned] = [this.#data, this.#aligned];
    if (!data || !aligned) return;
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio || 1;
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
