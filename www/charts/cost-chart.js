/**
 * Chart of every run's cost over the iterations, on shared axes. It only draws the data that it is given. sketchCosts()
 * describes the chart without a page, for saved pictures.
 */
import { seriesColour, seriesDash } from './colours.js';
import { drawCuts, drawRateChanges } from './cost-marks.js';
import * as format from './format.js';
import { align, drawOrder } from './join.js';
import { amongLines, placeLabels } from './labels.js';
import { Plot, scaled } from './plot.js';
import { costRange, iterationTicks, linearTicks, logTicks } from './scales.js';

/** @typedef {import('./plot.js').Placed} Placed */
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

const LABEL_HEIGHT = 17;
/** Below this width, a chart has no room for labels beside its lines. */
export const NARROW = 520;

export class CostChart {
  #plot;
  /** The aligned histories drawn last. @type {ReturnType<typeof align> | null} */
  aligned = null;
  /** @type {ReturnType<typeof costRange>} */
  #range = { low: 0, high: 1, cutAt: null, largest: 0 };

  /** @param {HTMLElement} host */
  constructor(host) {
    this.#plot = new Plot(host);
  }

  /** The end of a cut linear axis, and the largest cost beyond it. @returns {{ at: number, largest: number } | null} */
  get cut() {
    return this.#range.cutAt === null ? null : { at: this.#range.cutAt, largest: this.#range.largest };
  }

  /** The last drawing of the plot. */
  get drawn() {
    return this.#plot.drawn;
  }

  /** @param {Parameters<typeof sketchCosts>} of */
  draw(...[data, theme, box]) {
    if (box.width < 40) return;
    const { sketch, aligned, range } = sketchCosts(data, theme, box);
    this.aligned = aligned;
    this.#range = range;
    this.#plot.draw(sketch, theme, box);
  }
}

/**
 * Describes the cost chart for a plot.
 * @param {ChartData} data @param {Theme} theme @param {import('./plot.js').Box} box
 */
export function sketchCosts(data, theme, box) {
  const aligned = align(data.lines);
  const range = costRange(/** @type {number[][]} */ (aligned.costs), data.logarithmic);
  const narrow = box.width < NARROW;
  const longest = Math.max(...data.lines.map(({ label }) => label.length));
  /** @type {import('./plot.js').Sketch} */
  const sketch = {
    x: {
      range: [0, Math.max(1, data.end)],
      ticks: () => iterationTicks(data.end, Math.max(box.width < 260 ? 1 : 2, Math.floor(box.width / 110))),
      texts: (ticks) => ticks.map(format.integer),
      title: 'iteration',
    },
    y: {
      range: [range.low, range.high],
      logarithmic: data.logarithmic,
      ticks: () => (data.logarithmic ? logTicks : linearTicks)(range.low, range.high),
      texts: (ticks) => format.ticks(ticks.map((value) => Number(value.toPrecision(12)))),
      title: data.logarithmic ? 'cost (log scale)' : 'cost',
    },
    along: aligned.iterations,
    lines: drawOrder(data.lines).map((k) => ({
      colour: seriesColour(theme, data.lines[k].slot),
      dash: seriesDash(data.lines[k].slot, theme.weight),
      values: aligned.costs[k],
    })),
    right: narrow ? 20 : Math.min(170, 30 + longest * 7.2),
    below: (ctx, at) => drawRateChanges(ctx, at, data.rateChanges, theme, box.font),
    above: (ctx, at) => {
      ctx.save();
      ctx.font = scaled(box.font, at.ratio);
      ctx.lineJoin = 'round';
      drawEnds(ctx, at, data, aligned, theme, narrow);
      if (range.cutAt !== null) drawCuts(ctx, at, data.lines, range.high, theme);
      ctx.restore();
    },
  };
  return { sketch, aligned, range };
}

/**
 * Draws labels at the ends of the lines, and crosses where runs diverged.
 * @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {ChartData} data @param {ReturnType<typeof align>} aligned
 * @param {Theme} theme @param {boolean} narrow
 */
function drawEnds(ctx, { x: toX, y: toY, left, top, height: high, end, ratio }, data, aligned, theme, narrow) {
  const bottom = top + high;
  const clamp = (/** @type {number} */ y) => Math.max(top, Math.min(bottom, y));
  const ends = data.lines.map((line, k) => {
    const run = aligned.costs[k];
    let last = run.length - 1;
    while (last > 0 && !Number.isFinite(run[last])) last -= 1;
    const cost = run[last];
    const finite = typeof cost === 'number' && (cost > 0 || !data.logarithmic);
    return { line, x: toX(aligned.iterations[last] ?? 0), y: finite ? clamp(toY(cost)) : top, finite };
  });
  ctx.textBaseline = 'middle';
  const placed = placeLabels(
    ends.map(({ y }) => y),
    LABEL_HEIGHT * ratio,
    top,
    bottom,
  );
  // Without room beside the plot, labels are written among the lines if all fit at their own lines. Otherwise the names
  // above serve as the legend.
  const among = narrow
    ? amongLines(
        ends.map(({ y }) => y),
        LABEL_HEIGHT * ratio,
        top,
        bottom,
      )
    : null;
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
      line.divergedAt === null
        ? line.label
        : `${format.spelled(line.label)}: diverged at ${format.integer(line.divergedAt)}`;
    const { width } = ctx.measureText(text);
    const inside = x + 8 * ratio + width > end;
    if (narrow && !(inside ? among : ends.every(({ y }, k) => Math.abs(placed[k] - y) <= 12 * ratio))) return;
    ctx.textAlign = inside ? 'right' : 'left';
    const at = inside ? Math.max(x - 8 * ratio, left + width + 8 * ratio) : x + 8 * ratio;
    ctx.lineWidth = 3 * ratio;
    ctx.strokeStyle = theme.paper;
    const height = inside ? (among?.[k] ?? placed[k] - 10 * ratio) : placed[k];
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
