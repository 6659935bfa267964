/** Earlier curves, pinned for comparison: thin and pale below the present ones, each set with its name. No DOM. */
import { scaled, sizeOf } from './plot.js';
import { seriesColour, seriesDash } from './series.js';

/** @typedef {import('./plot.js').Placed} Placed */
/** @typedef {import('./colours.js').Theme} Theme */
/**
 * @typedef {object} Pinned  the curves of all runs at one moment
 * @property {string} name  what differs from the present experiment
 * @property {{ slot: number, iterations: ArrayLike<number>, costs: ArrayLike<number> }[]} lines
 */

const PALE = 0.5;
/** Height of a name as a fraction of its font size, and its distance from the line's end. */
const NAME_HEIGHT = 1.2;
const AWAY = 3;
/** Width of a plot, in CSS pixels, from which each curve has its name. Below, each set of curves has one. */
const WIDE = 400;

/** The costs of all pinned curves, for the range of the axis. @param {Pinned[]} pinned @returns {number[][]} */
export const pinnedCosts = (pinned) => pinned.flatMap(({ lines }) => lines.map(({ costs }) => Array.from(costs)));

/** The last iteration of the pinned curves. @param {Pinned[]} pinned */
export const pinnedEnd = (pinned) =>
  Math.max(0, ...pinned.flatMap(({ lines }) => lines.map(({ iterations }) => iterations[iterations.length - 1] ?? 0)));

/**
 * Draws the curves, and a name at the end of each one where it covers no other name.
 * @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {Pinned[]} pinned @param {Theme} theme @param {string} font
 */
export function drawPinned(ctx, at, pinned, theme, font) {
  if (!pinned.length) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(at.left, at.top, at.width, at.height);
  ctx.clip();
  ctx.lineWidth = at.ratio * theme.weight;
  ctx.lineJoin = 'round';
  ctx.globalAlpha = PALE;
  const ends = pinned.flatMap(({ name, lines }) => lines.map((line) => ({ name, ...drawLine(ctx, at, line, theme) })));
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  drawNames(ctx, at, ends, theme, font);
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {Pinned['lines'][number]} line @param {Theme} theme @returns {{ x: number, y: number }} its end */
function drawLine(ctx, at, { slot, iterations, costs }, theme) {
  const end = { x: NaN, y: NaN };
  ctx.beginPath();
  let broken = true;
  for (let k = 0; k < costs.length; k += 1) {
    const [x, y] = [at.x(iterations[k]), at.y(costs[k])];
    if (!Number.isFinite(y)) {
      broken = true;
      continue;
    }
    if (broken) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
    broken = false;
    Object.assign(end, { x, y });
  }
  ctx.strokeStyle = seriesColour(theme, slot);
  ctx.setLineDash(seriesDash(slot, theme.weight).map((length) => length * at.ratio));
  ctx.stroke();
  return end;
}

/** Those farthest from their neighbours first. @template {{ y: number }} End @param {End[]} ends */
function byDistance(ends) {
  const distance = (/** @type {End} */ end) =>
    Math.min(...ends.map((other) => (other === end ? Infinity : Math.abs(other.y - end.y))));
  return ends
    .map((end) => ({ end, apart: distance(end) }))
    .sort((a, b) => b.apart - a.apart)
    .map(({ end }) => end);
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {{ name: string, x: number, y: number }[]} ends @param {Theme} theme
 * @param {string} font
 */
function drawNames(ctx, at, ends, theme, font) {
  ctx.font = scaled(font, at.ratio);
  ctx.fillStyle = theme.soft;
  ctx.strokeStyle = theme.paper;
  ctx.lineWidth = 3 * at.ratio;
  ctx.textBaseline = 'bottom';
  const height = NAME_HEIGHT * sizeOf(font) * at.ratio;
  /** @type {{ left: number, right: number, y: number }[]} */
  const taken = [];
  const named = new Set();
  for (const { name, x, y } of byDistance(ends)) {
    if (named.has(name) && at.width < WIDE * at.ratio) continue;
    const { width } = ctx.measureText(name);
    const right = Math.max(at.left + width, Math.min(x, at.left + at.width) - AWAY * at.ratio);
    const place = { left: right - width, right, y: y - AWAY * at.ratio };
    const inside = place.y - height >= at.top && place.y <= at.top + at.height;
    const free = taken.every(
      (other) => Math.abs(other.y - place.y) >= height || other.left > place.right || other.right < place.left,
    );
    if (!inside || !free) continue;
    taken.push(place);
    named.add(name);
    ctx.textAlign = 'right';
    ctx.strokeText(name, place.right, place.y);
    ctx.fillText(name, place.right, place.y);
  }
}
