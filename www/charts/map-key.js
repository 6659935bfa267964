/** The key of heat maps: the colour scale with its ticks, and what is not on it. Geometry first, then paint; no DOM. */
import { HATCH, HATCH_OPACITY, STATES, greyOf } from './cell-states.js';
import { COLOURS, colourCss } from './colour-scale.js';
import { shortened } from './end-labels.js';
import { measureTexts, measureTicks, measureTitle, placeOn } from './measure-scale.js';

/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {import('./heat-map.js').MapData} MapData */
/** @typedef {{ left: number, all: number, size: number }} KeyPlace  left edge, width of the picture, size of the text */
/** @typedef {{ state: number, text: string }} Entry  state: SOLVED and REACH for the lines */

/** Lengths in sizes of the text: the scale's height and greatest width, a row of entries, a sample. */
const SCALE = 0.9;
const WIDEST = 30;
const ROW = 1.6;
const SAMPLE = 1.8;
/** From the top to the scale, and from there to the entries. */
const ABOVE = 1.3;
const BELOW = 2.6;
const TICK = 4;
/** Least distance of an end's text from the next tick, in sizes of the text. */
const END = 5;
const SOLVED = -1;
const REACH = -2;
/** Strokes and gaps of the line at six times ξ, in CSS pixels. */
export const REACH_DASH = [7, 4];

/** Names of the states without a value, of several seeds and of one. @type {[number, string, string][]} */
const NAMES = [
  [STATES.diverged, 'most seeds diverged', 'diverged'],
  [STATES.never, 'most seeds never solve it', 'never solved'],
  [STATES.none, 'no value', 'no value'],
  [STATES.waiting, 'not trained yet', 'not trained yet'],
];

/** The line's name. @param {number} seeds */
export const solvedWords = (seeds) => (seeds > 1 ? 'half of the seeds solved' : 'edge of what is solved');

/** The name of the line of depths that a signal reaches. */
export const reachWords = '6 ξ';

/** Whether a map shows a state. Before the first cell is done, it shows none. @param {import('./heat-map.js').MapRun} run @param {number} state */
const occurs = ({ counts, sources }, state) => (state === STATES.waiting ? sources[0] < 0 : counts[state] > 0);

/** The entries that a map may have, or those that it has. @param {MapData} data @param {boolean} present @returns {Entry[]} */
function entriesOf({ runs, seeds, scale }, present) {
  const here = (/** @type {number} */ state) =>
    present ? runs.some((run) => occurs(run, state)) : state !== STATES.never || scale.kind === 'count';
  const names = NAMES.filter(([state]) => here(state)).map(([state, many, one]) => ({
    state,
    text: seeds > 1 ? many : one,
  }));
  const lines = [
    ...(!present || runs.some(({ solved }) => solved.length > 0) ? [{ state: SOLVED, text: solvedWords(seeds) }] : []),
    ...(runs.some(({ reach }) => reach.length > 0) ? [{ state: REACH, text: `${reachWords} (theory)` }] : []),
  ];
  return [...lines, ...names];
}

/** What the key shows besides sizes and colours: it is painted alike for data that are alike in this. @param {MapData} data */
export const keyContent = (data) => JSON.stringify([data.scale, entriesOf(data, true)]);

/** Entries in rows: the left edge and the row of each. @param {Entry[]} entries @param {KeyPlace} place @param {(text: string) => number} measure */
function placeEntries(entries, { left, all, size }, measure) {
  let [x, row] = [left, 0];
  return entries.map(({ state, text }) => {
    const length = (SAMPLE + 0.5) * size + measure(text);
    if (x > left && x + length > all) [x, row] = [left, row + 1];
    const placed = { state, text, x, row };
    x += length + 1.6 * size;
    return placed;
  });
}

/** Height of the key, with room for every entry that the maps may get. @param {MapData} data @param {KeyPlace} place @param {(text: string) => number} measure */
export function keyHeight(data, place, measure) {
  const rows = 1 + Math.max(0, ...placeEntries(entriesOf(data, false), place, measure).map(({ row }) => row));
  return (ABOVE + SCALE + BELOW + ROW * rows - 0.4) * place.size + TICK;
}

/** @param {CanvasRenderingContext2D} ctx  with the key's font @param {MapData} data @param {KeyPlace & { top: number }} place @param {Theme} theme */
export function paintKey(ctx, data, place, theme) {
  const { left, all, size, top } = place;
  const measure = (/** @type {string} */ text) => ctx.measureText(text).width;
  const { scale, measure: name, seeds } = data;
  const title = measureTitle(name, scale.logarithmic);
  const words = seeds > 1 && scale.kind !== 'part' ? `${title}: median of ${seeds} seeds` : title;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.soft;
  ctx.fillText(shortened(words, all - left, measure), left, top + 0.4 * size);
  paintScale(ctx, data, place, theme);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const first = top + (ABOVE + SCALE + BELOW) * size + TICK;
  for (const { state, text, x, row } of placeEntries(entriesOf(data, true), place, measure)) {
    const y = first + row * ROW * size;
    paintSample(ctx, state, { x, y, wide: SAMPLE * size, tall: 0.95 * size }, theme);
    ctx.fillStyle = theme.soft;
    ctx.fillText(text, x + (SAMPLE + 0.5) * size, y);
  }
}

/** Ticks, and the ends beyond which values lie in place of the ticks that are near them. @param {number[]} ticks @param {MapData['scale']} scale @param {number} room  as a share of the scale */
function withEnds(ticks, scale, room) {
  const [low, high] = scale.range;
  const [from, to] = [scale.below ? room : 0, scale.above ? 1 - room : 1];
  const between = ticks.filter((tick) => placeOn(scale, tick) > from - 1e-6 && placeOn(scale, tick) < to + 1e-6);
  return [...(scale.below ? [low] : []), ...between, ...(scale.above ? [high] : [])];
}

/** @param {CanvasRenderingContext2D} ctx @param {MapData} data @param {KeyPlace & { top: number }} place @param {Theme} theme */
function paintScale(ctx, { scale, inverted }, { left, all, size, top: above }, theme) {
  const [wide, tall, top] = [Math.min(WIDEST * size, all - left - 2 * size), SCALE * size, above + ABOVE * size];
  const steps = Math.min(COLOURS, Math.ceil(wide));
  for (let k = 0; k < steps; k += 1) {
    ctx.fillStyle = colourCss(inverted ? 1 - (k + 0.5) / steps : (k + 0.5) / steps);
    // Each step reaches a pixel below the next, so that no seam shows between them.
    ctx.fillRect(left + (k / steps) * wide, top, Math.min(wide / steps + 1, ((steps - k) / steps) * wide), tall);
  }
  const ticks = withEnds(measureTicks(scale, Math.max(2, Math.floor(wide / (5 * size)))), scale, (END * size) / wide);
  const texts = measureTexts(scale.kind, ticks);
  ctx.strokeStyle = ctx.fillStyle = theme.soft;
  ctx.lineWidth = 1;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.beginPath();
  ticks.forEach((tick, k) => {
    const part = placeOn(scale, tick);
    const x = left + part * wide;
    ctx.moveTo(x, top + tall);
    ctx.lineTo(x, top + tall + TICK);
    const beyond = scale.below && part < 0.001 ? '≤ ' : scale.above && part > 0.999 ? '≥ ' : '';
    const text = `${beyond}${texts[k]}`;
    ctx.fillText(text, Math.min(x, all - ctx.measureText(text).width / 2), top + tall + TICK + 2);
  });
  ctx.stroke();
}

/** @param {CanvasRenderingContext2D} ctx @param {number} state @param {{ x: number, y: number, wide: number, tall: number }} at @param {Theme} theme */
function paintSample(ctx, state, { x, y, wide, tall }, theme) {
  const top = y - tall / 2;
  if (state === SOLVED || state === REACH) {
    ctx.strokeStyle = theme.ink;
    ctx.lineWidth = 1.6 * theme.weight;
    ctx.setLineDash(state === REACH ? REACH_DASH : []);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + wide, y);
    ctx.stroke();
    ctx.setLineDash([]);
    return;
  }
  ctx.fillStyle = `rgb(${greyOf(state, theme).join(', ')})`;
  ctx.fillRect(x, top, wide, tall);
  ctx.strokeStyle = theme.soft;
  ctx.lineWidth = 1;
  ctx.globalAlpha = HATCH_OPACITY;
  ctx.beginPath();
  if (state === STATES.diverged)
    for (let from = HATCH / 2; from < wide; from += HATCH) {
      const length = Math.min(tall, wide - from);
      ctx.moveTo(x + from, top + tall);
      ctx.lineTo(x + from + length, top + tall - length);
    }
  if (state === STATES.never)
    for (let down = HATCH / 3; down < tall; down += HATCH / 1.5) {
      ctx.moveTo(x, top + down);
      ctx.lineTo(x + wide, top + down);
    }
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.strokeRect(x + 0.5, top + 0.5, wide - 1, tall - 1);
}
