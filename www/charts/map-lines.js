/**
 * Lines over a heat map, each with its label: where half of the seeds are solved, and how deep a signal reaches in theory.
 * Geometry first, then paint; no DOM.
 */
import { REACH_DASH, reachWords, solvedWords } from './map-key.js';

/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {import('./heat-map.js').MapRun} MapRun */
/** @typedef {import('./heat-map.js').MapData} MapData */
/** @typedef {{ left: number, top: number, width: number, tall: number, size: number }} MapBox  size: of the text */
/** @typedef {{ x: number, y: number }} Point */

/** The longest line among all maps, which is labelled. @param {MapRun[]} runs */
export function longestLine(runs) {
  /** @type {{ run: number, line: number, length: number } | null} */
  let longest = null;
  runs.forEach(({ solved }, run) =>
    solved.forEach(({ length }, line) => {
      if (!longest || length > longest.length) longest = { run, line, length };
    }),
  );
  return /** @type {{ run: number, line: number, length: number } | null} */ (longest);
}

/**
 * Paints a run's lines on its map.
 * @param {CanvasRenderingContext2D} ctx @param {MapRun} run @param {MapData} data @param {MapBox} box @param {Theme} theme
 * @param {number} labelled  the line of solved seeds that is labelled; -1: none
 */
export function paintLines(ctx, run, { axes, seeds }, box, theme, labelled) {
  const { left, top, width, tall } = box;
  const [columns, rows] = axes.map(({ values }) => values.length);
  const [solved, reach] = [run.solved, run.reach].map((lines) =>
    lines.map((places) =>
      Array.from({ length: places.length / 2 }, (_, k) => ({
        x: left + ((places[2 * k] + 0.5) / columns) * width,
        y: top + tall - ((places[2 * k + 1] + 0.5) / rows) * tall,
      })),
    ),
  );
  const all = [...solved, ...reach];
  if (!all.length) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, tall);
  ctx.clip();
  paintAll(ctx, solved, theme, []);
  paintAll(ctx, reach, theme, REACH_DASH);
  if (labelled >= 0) paintLineLabel(ctx, all, labelled, solvedWords(seeds), box, theme);
  if (reach.length) paintLineLabel(ctx, all, solved.length, reachWords, box, theme);
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {Point[][]} lines @param {Theme} theme @param {number[]} dash */
function paintAll(ctx, lines, theme, dash) {
  ctx.beginPath();
  for (const line of lines) line.forEach(({ x, y }, k) => (k ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.strokeStyle = theme.paper;
  ctx.lineWidth = 4 * theme.weight;
  ctx.stroke();
  ctx.setLineDash(dash);
  ctx.strokeStyle = theme.ink;
  ctx.lineWidth = 1.6 * theme.weight;
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Halves of the places along a line at which its label is tried. */
const TRIED = 6;
/** Where a label may stand beside a place of its line, in halves of the label: right, left, below, above. */
const SIDES = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];

/**
 * The middle of a line's label: beside the line, as near as possible to its own middle, where it covers no part of any line;
 * null if there is no such place, or if the line is shorter than its label.
 * @param {Point[][]} lines @param {number} labelled @param {{ wide: number, size: number }} text
 * @param {{ left: number, top: number, width: number, tall: number }} map
 * @returns {Point | null}
 */
export function labelPlace(lines, labelled, { wide, size }, { left, top, width, tall }) {
  const points = lines[labelled];
  const extents = /** @type {const} */ (['x', 'y']).map((side) => {
    const all = points.map((point) => point[side]);
    return Math.max(...all) - Math.min(...all);
  });
  if (Math.max(...extents) < wide) return null;
  const fit = (/** @type {number} */ wish, /** @type {number} */ low, /** @type {number} */ high) =>
    Math.max(low, Math.min(high, wish));
  const [halfWide, halfTall] = [wide / 2 + 0.3 * size, 0.75 * size];
  const covers = (/** @type {Point} */ { x, y }) =>
    lines.some((line) =>
      line.some((to, k) => {
        const from = line[Math.max(0, k - 1)];
        const beside = Math.max(from.x, to.x) < x - halfWide || Math.min(from.x, to.x) > x + halfWide;
        return !beside && Math.max(from.y, to.y) > y - halfTall && Math.min(from.y, to.y) < y + halfTall;
      }),
    );
  const isInside = (/** @type {Point} */ { y }) => y - halfTall >= top && y + halfTall <= top + tall;
  for (let k = 0; k <= 2 * TRIED; k += 1) {
    // The middle, then to both sides of it in turn.
    const away = Math.ceil(k / 2) * (k % 2 ? 1 : -1);
    const at = points[Math.min(points.length - 1, Math.floor((points.length * (TRIED + away)) / (2 * TRIED)))];
    const found = SIDES.map(([across, up]) => ({
      x: fit(at.x + across * (halfWide + 0.25 * size), left + halfWide, left + width - halfWide),
      y: at.y + up * (halfTall + 0.25 * size),
    })).find((place) => isInside(place) && !covers(place));
    if (found) return found;
  }
  return null;
}

/** Writes on a map what one of its lines is. @param {CanvasRenderingContext2D} ctx @param {Point[][]} lines @param {number} labelled @param {string} text @param {MapBox} at @param {Theme} theme */
function paintLineLabel(ctx, lines, labelled, text, at, theme) {
  const wide = ctx.measureText(text).width;
  if (wide + at.size > at.width) return;
  const place = labelPlace(lines, labelled, { wide, size: at.size }, at);
  if (!place) return;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.strokeStyle = theme.paper;
  ctx.lineWidth = 5;
  ctx.strokeText(text, place.x, place.y);
  ctx.fillStyle = theme.ink;
  ctx.fillText(text, place.x, place.y);
}
