/** Earlier curves, pinned for comparison: thin and pale below the present ones. The list below the chart names them. No DOM. */
import { seriesColour, seriesDash } from './series.js';

/** @typedef {import('./plot.js').Placed} Placed */
/** @typedef {import('./colours.js').Theme} Theme */
/**
 * @typedef {object} Pinned  the curves of all runs at one moment
 * @property {{ slot: number, iterations: Float64Array, costs: Float64Array }[]} lines
 */

/** How visible the newest set is, and each earlier one compared with the next. */
const NEWEST = 0.7;
const EARLIER = 0.75;

/** The opacity of a set of curves, in the chart and in the list. @param {number} place  among the sets, oldest first @param {number} count */
export const paleness = (place, count) => NEWEST * EARLIER ** (count - 1 - place);

/** The costs of all pinned curves, for the range of a logarithmic axis. @param {Pinned[]} pinned @returns {number[][]} */
export const pinnedCosts = (pinned) => pinned.flatMap(({ lines }) => lines.map(({ costs }) => Array.from(costs)));

/** The last iteration of the pinned curves. @param {Pinned[]} pinned */
export const pinnedEnd = (pinned) =>
  Math.max(0, ...pinned.flatMap(({ lines }) => lines.map(({ iterations }) => iterations[iterations.length - 1] ?? 0)));

/**
 * A linear axis of the present runs. Pinned costs do not stretch it: it is cut where they go beyond.
 * @template {{ high: number, cutAt: number | null, largest: number }} Range @param {Range} range @param {number[][]} costs  of pinned curves
 * @returns {Range}
 */
export function withPinned(range, costs) {
  const most = costs.flat().reduce((high, cost) => (Number.isFinite(cost) ? Math.max(high, cost) : high), -Infinity);
  return most > range.high ? { ...range, cutAt: range.high, largest: Math.max(range.largest, most) } : range;
}

/** @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {Pinned[]} pinned @param {Theme} theme */
export function drawPinned(ctx, at, pinned, theme) {
  if (!pinned.length) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(at.left, at.top, at.width, at.height);
  ctx.clip();
  ctx.lineWidth = at.ratio * theme.weight;
  ctx.lineJoin = 'round';
  pinned.forEach(({ lines }, place) => {
    ctx.globalAlpha = paleness(place, pinned.length);
    for (const line of lines) drawLine(ctx, at, line, theme);
  });
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {Pinned['lines'][number]} line @param {Theme} theme */
function drawLine(ctx, at, { slot, iterations, costs }, theme) {
  ctx.beginPath();
  let broken = true;
  for (let k = 0; k < costs.length; k += 1) {
    const [x, y] = [at.x(iterations[k]), at.y(costs[k])];
    const finite = Number.isFinite(y);
    if (finite && broken) ctx.moveTo(x, y);
    else if (finite) ctx.lineTo(x, y);
    broken = !finite;
  }
  ctx.strokeStyle = seriesColour(theme, slot);
  ctx.setLineDash(seriesDash(slot, theme.weight).map((length) => length * at.ratio));
  ctx.stroke();
}
