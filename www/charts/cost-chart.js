/**
 * Chart of every run's cost over the iterations, on shared axes. It only draws the data that it is given. sketchCosts()
 * describes the chart without a page, for saved pictures.
 */
import { seriesColour, seriesDash } from './series.js';
import { drawMarksAbove, drawRateChanges } from './cost-marks.js';
import { COLUMN_GAP, columnWidth, endLabels, paintEndLabels } from './end-labels.js';
import * as format from './format.js';
import { align, drawOrder } from './join.js';
import { drawPinned, pinnedCosts, pinnedEnd, withPinned } from './pinned-lines.js';
import { Plot, scaled, sizeOf, spaceAround } from './plot.js';
import { costRange, iterationTicks, linearTicks, logTicks } from './scales.js';

/** @typedef {import('./plot.js').Placed} Placed */
/** @typedef {import('./plot.js').Box} Box */
/** @typedef {import('./colours.js').Theme} Theme */
/**
 * @typedef {object} Line
 * @property {string} label
 * @property {number} slot
 * @property {Float64Array} iterations
 * @property {Float64Array} costs
 * @property {number | null} divergedAt
 * @property {string} [note]  beside the label, instead of where it diverged
 */
/**
 * @typedef {object} ChartData
 * @property {Line[]} lines
 * @property {number} end           the last iteration of the axis; pinned curves may go beyond
 * @property {[number, number][]} rateChanges  learning-rate changes, [iteration, rate]
 * @property {boolean} logarithmic
 * @property {import('./pinned-lines.js').Pinned[]} [pinned]  earlier curves, below the lines
 */
/** @typedef {(text: string) => number} Measure  width of a text in the box's font, in CSS pixels */

/** Height of a label as a fraction of its font size. */
const LABEL_HEIGHT = 1.28;
/** How far the labels' column reaches beyond the plot, clear of the texts there. */
const COLUMN_BEYOND = { top: 2, bottom: 7 };
/** Below this width, in font sizes, there is no space for labels beside the lines. */
const NARROW = 16;
/** Space at the foot of a logarithmic axis for costs of 0, as a fraction of the font size. */
const ZERO_FOOT = 1.5;

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

  /** @param {ChartData} data @param {Theme} theme @param {Box} box */
  draw(data, theme, box) {
    if (box.width < 40) return;
    const { sketch, aligned, range } = sketchCosts(data, theme, box, this.#plot.measure(box.font));
    this.aligned = aligned;
    this.#range = range;
    this.#plot.draw(sketch, theme, box);
  }
}

/**
 * Describes the cost chart for a plot.
 * @param {ChartData} data @param {Theme} theme @param {Box} box @param {Measure} measure
 */
export function sketchCosts(data, theme, box, measure) {
  const aligned = align(data.lines);
  const costs = /** @type {number[][]} */ (aligned.costs);
  const pinned = data.pinned ?? [];
  const end = Math.max(data.end, pinnedEnd(pinned));
  const before = pinnedCosts(pinned);
  const range = data.logarithmic ? costRange([...costs, ...before], true) : withPinned(costRange(costs, false), before);
  const size = sizeOf(box.font);
  const named = data.lines.map((_, k) => k);
  const names = named.map((k) => ({ label: format.spelled(data.lines[k].label), note: noteOf(data.lines[k]) }));
  const zeros = data.logarithmic && [...costs, ...before].some((run) => run.some((cost) => cost === 0));
  const plotHeight = Math.max(1, box.height - spaceAround(size).above - spaceAround(size).below);
  const labelHeight = LABEL_HEIGHT * size;
  const labelled =
    box.width >= NARROW * size && names.length * labelHeight <= plotHeight + COLUMN_BEYOND.top + COLUMN_BEYOND.bottom;
  const room = columnWidth(names, measure, box.width);
  const { yTicks, yTexts } = rowsOf(range, { ...data, zeros, plotHeight, size });
  const title = data.logarithmic ? 'cost (log scale)' : 'cost';
  /** @type {import('./plot.js').Sketch} */
  const sketch = {
    x: {
      range: [0, Math.max(1, end)],
      ticks: (length) =>
        iterationTicks(end, Math.max(1, Math.min(10, Math.floor(length / (measure(format.integer(end)) + 2.2 * size))))), // prettier-ignore
      texts: (ticks) => ticks.map(format.integer),
      title: 'iteration',
    },
    y: {
      range: [range.low, range.high],
      logarithmic: data.logarithmic,
      foot: zeros ? Math.min(0.25, (ZERO_FOOT * size) / plotHeight) : 0,
      ticks: () => yTicks,
      texts: () => yTexts,
      title,
    },
    along: aligned.iterations,
    lines: drawOrder(data.lines).map((k) => ({
      colour: seriesColour(theme, data.lines[k].slot),
      dash: seriesDash(data.lines[k].slot, theme.weight),
      values: aligned.costs[k],
      thickness: 1,
    })),
    left: Math.ceil(Math.max(...yTexts.map(measure), 0)) + 10,
    right: labelled ? COLUMN_GAP + room : Math.ceil(measure(format.integer(end)) / 2) + 4,
    below: (ctx, at) => {
      drawRateChanges(ctx, at, data.rateChanges, theme);
      drawPinned(ctx, at, pinned, theme);
    },
    above: (ctx, at) => {
      drawMarksAbove(ctx, at, { data, cutAt: range.cutAt, title: measure(title) * at.ratio }, theme, box.font);
      ctx.save();
      ctx.font = scaled(box.font, at.ratio);
      const ends = endsOf(named, names, data, aligned, at);
      const colours = named.map((k) => seriesColour(theme, data.lines[k].slot));
      drawEnds(ctx, ends, colours, { ratio: at.ratio, weight: theme.weight });
      if (labelled) {
        const inPixels = (/** @type {string} */ text) => ctx.measureText(text).width;
        const column = {
          from: lastColumn(data, at) + COLUMN_GAP * at.ratio,
          room: room * at.ratio,
          top: at.top - COLUMN_BEYOND.top * at.ratio,
          bottom: at.top + at.height + COLUMN_BEYOND.bottom * at.ratio,
          height: labelHeight * at.ratio,
        };
        const labels = endLabels(ends, column, inPixels);
        paintEndLabels(ctx, labels, ends, colours, { ratio: at.ratio, paper: theme.paper });
      }
      ctx.restore();
    },
  };
  return { sketch, aligned, range, labelled };
}

/** @param {Line} line */
const noteOf = ({ divergedAt, note }) =>
  note ?? (divergedAt === null ? '' : `: diverged at ${format.integer(divergedAt)}`);

/**
 * Ticks of the cost axis, as many as its height has room for, and 0 at the foot of a logarithmic one.
 * @param {{ low: number, high: number }} range
 * @param {{ logarithmic: boolean, zeros: boolean, plotHeight: number, size: number }} axis
 */
function rowsOf({ low, high }, { logarithmic, zeros, plotHeight, size }) {
  const all = (logarithmic ? logTicks : linearTicks)(low, high).map((value) => Number(value.toPrecision(12)));
  const step = Math.ceil((all.length * 1.5 * size) / plotHeight);
  const ticks = all.filter((_, k) => (all.length - 1 - k) % step === 0);
  const texts = format.ticks(ticks);
  return zeros ? { yTicks: [0, ...ticks], yTexts: ['0', ...texts] } : { yTicks: ticks, yTexts: texts };
}

/** The position right of which there is no line. @param {ChartData} data @param {Placed} at */
const lastColumn = ({ lines, pinned = [] }, { x, left, width }) => {
  const ends = lines.map(({ iterations }) => iterations[iterations.length - 1] ?? 0);
  return Math.max(left, Math.min(left + width, x(Math.max(pinnedEnd(pinned), ...ends))));
};

/**
 * Where the lines end: at their last finite cost, or at the top if there is none.
 * @param {number[]} named  indices of the lines @param {{ label: string, note: string }[]} names @param {ChartData} data
 * @param {ReturnType<typeof align>} aligned @param {Placed} at
 */
function endsOf(named, names, data, aligned, at) {
  const [top, bottom] = [at.top, at.top + at.height];
  const last = lastColumn(data, at);
  return named.map((k, place) => {
    const run = aligned.costs[k];
    let row = run.length - 1;
    while (row > 0 && !Number.isFinite(run[row])) row -= 1;
    const cost = run[row];
    const finite = typeof cost === 'number';
    const x = at.x(aligned.iterations[row] ?? 0);
    const y = finite ? Math.max(top, Math.min(bottom, at.y(cost))) : top;
    return { ...names[place], x, y, finite, diverged: data.lines[k].divergedAt !== null, stopped: last - x > at.ratio };
  });
}

/**
 * Draws a dot at the end of each line, or a cross where a run diverged.
 * @param {CanvasRenderingContext2D} ctx @param {ReturnType<typeof endsOf>} ends @param {string[]} colours
 * @param {{ ratio: number, weight: number }} how
 */
function drawEnds(ctx, ends, colours, { ratio, weight }) {
  ends.forEach(({ x, y, finite, diverged }, k) => {
    ctx.fillStyle = ctx.strokeStyle = colours[k];
    ctx.lineWidth = 2 * ratio * weight;
    if (diverged) cross(ctx, x, y, 4 * ratio);
    else if (finite) {
      ctx.beginPath();
      ctx.arc(x, y, 2.5 * ratio * weight, 0, 2 * Math.PI);
      ctx.fill();
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
