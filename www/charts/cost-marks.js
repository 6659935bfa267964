/** Marks above the cost chart: changes of the learning rate, and costs beyond a cut axis. */
import { seriesColour } from './series.js';
import * as format from './format.js';
import { scaled, sizeOf } from './plot.js';

/** @typedef {import('./plot.js').Placed} Placed */
/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {import('./cost-chart.js').ChartData} ChartData */
/** @typedef {import('./cost-chart.js').Line} Line */
/** @typedef {{ left: number, right: number }} Span */
/** @typedef {{ at: number, text: string, colour: string, weight: number }} Mark  weight: the heaviest is written first */

/** Space between two texts. */
const APART = 8;

/** Vertical lines where the learning rate changes. @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {ChartData['rateChanges']} changes @param {Theme} theme */
export function drawRateChanges(ctx, { x: toX, top, height, ratio }, changes, theme) {
  if (!changes.length) return;
  ctx.save();
  ctx.beginPath();
  ctx.strokeStyle = theme.soft;
  ctx.lineWidth = ratio;
  for (const [iteration] of changes) {
    ctx.moveTo(Math.round(toX(iteration)), top);
    ctx.lineTo(Math.round(toX(iteration)), top + height);
  }
  ctx.stroke();
  ctx.restore();
}

/**
 * The largest cost of each line beyond the end of a cut axis, and its iteration.
 * @param {Pick<Line, 'slot' | 'iterations' | 'costs'>[]} lines @param {number} high
 */
export function cutsOf(lines, high) {
  return lines.flatMap(({ iterations, costs, slot }) => {
    let most = -1;
    costs.forEach((cost, k) => {
      if (cost > high && Number.isFinite(cost) && (most < 0 || cost > costs[most])) most = k;
    });
    return most < 0 ? [] : [{ iteration: iterations[most], cost: costs[most], slot }];
  });
}

/**
 * Writes the marks above the plot: a triangle and the cost where a line leaves a cut axis, and the new rate where the
 * learning rate changes. A text that would touch another is left out; the triangle stays.
 * @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {{ data: ChartData, cutAt: number | null, title: number }} of
 *   title: width of the axis's title, in canvas pixels
 * @param {Theme} theme @param {string} font
 */
export function drawMarksAbove(ctx, { x: toX, left, top, end, ratio }, { data, cutAt, title }, theme, font) {
  ctx.save();
  ctx.font = scaled(font, ratio);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  const size = 4.5 * ratio;
  const baseline = top - Math.max(4, 0.27 * sizeOf(font)) * ratio;
  const cuts =
    cutAt === null ? [] : cutsOf([...data.lines, ...(data.pinned ?? []).flatMap(({ lines }) => lines)], cutAt);
  for (const { iteration, slot } of cuts) {
    const x = Math.max(left + size, toX(iteration));
    ctx.fillStyle = seriesColour(theme, slot);
    ctx.beginPath();
    ctx.moveTo(x, top - 2 * size);
    ctx.lineTo(x - size, top - 0.3 * size);
    ctx.lineTo(x + size, top - 0.3 * size);
    ctx.fill();
  }
  const triangles = cuts.map(({ iteration }) => Math.max(left + size, toX(iteration)));
  /** @type {Mark[]} */
  const marks = [
    ...cuts.map(({ cost, slot }, k) => ({ at: triangles[k] + 1.6 * size, text: format.cost(cost), colour: seriesColour(theme, slot), weight: 1 + cost })), // prettier-ignore
    ...data.rateChanges.map(([iteration, rate], k) => ({ at: toX(iteration), text: `rate ${format.rate(rate)}`, colour: theme.soft, weight: 1 / (k + 2) })), // prettier-ignore
  ].sort((a, b) => b.weight - a.weight);
  /** @type {Span[]} */
  const taken = [{ left: 0, right: title }, ...triangles.map((x) => ({ left: x - size, right: x + size - APART * ratio }))]; // prettier-ignore
  for (const { at, text, colour } of marks) {
    const span = freeSpan(at, ctx.measureText(text).width, taken, end, APART * ratio);
    if (!span) continue;
    taken.push(span);
    ctx.fillStyle = colour;
    ctx.fillText(text, span.left, baseline);
  }
  ctx.restore();
}

/** How far a text may move right, to clear the axis's title, in widths of its own. */
const MOVED = 1;

/**
 * A place for a text: at its mark, a little right of it, or ending at the right edge; null if none is free.
 * @param {number} at @param {number} width @param {Span[]} taken @param {number} end @param {number} apart
 * @returns {Span | null}
 */
function freeSpan(at, width, taken, end, apart) {
  const beyond = taken.map(({ right }) => right + apart).filter((left) => left > at && left <= at + MOVED * width);
  const spans = [at, ...beyond, Math.min(at, end - width)].map((left) => ({ left, right: left + width }));
  const free = (/** @type {Span} */ span) =>
    span.right <= end && taken.every(({ left, right }) => span.left >= right + apart || span.right <= left - apart);
  return spans.find(free) ?? null;
}
