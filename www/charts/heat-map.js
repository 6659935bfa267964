/**
 * A measure over two varied fields: a heat map for each run, all on one colour scale, with the line where half of the
 * seeds are solved. Cells without a value are grey and hatched, which no colour of the scale is. Geometry first, then
 * paint; no DOM.
 */
import { HATCH, HATCH_OPACITY, STATES, greyOf } from './cell-states.js';
import { COLOURS, asPixel, pixels } from './colour-scale.js';
import { shortened } from './end-labels.js';
import { fieldTicks } from './field-axis.js';
import { spelled } from './format.js';
import { keyHeight, paintKey } from './map-key.js';
import { longestLine, paintLines } from './map-lines.js';
import { paintSchemesOnMap } from './map-schemes.js';
import { sizeOf } from './plot.js';
import { seriesColour } from './series.js';

/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {import('./field-axis.js').FieldAxis} FieldAxis */
/** @typedef {import('./measure-scale.js').MeasureScale} MeasureScale */
/**
 * @typedef {object} MapRun
 * @property {string} label
 * @property {number} slot
 * @property {Float32Array} heights  of each cell, y × width + x: the value, or its logarithm on a log scale
 * @property {Uint8Array} states     of each cell, one of STATES
 * @property {Int32Array} sources    the cell that each shows: itself, or the nearest coarser one that is done; -1: none
 * @property {number[]} counts      cells in each of STATES
 * @property {Line[]} solved         lines where half of the seeds are solved
 * @property {Line[]} reach          the line at six times ξ, in pieces
 */
/** @typedef {ArrayLike<number>} Line  [x0, y0, x1, y1, …] in cells; the middle of the first cell is 0 */
/**
 * @typedef {object} MapData
 * @property {MapRun[]} runs
 * @property {[FieldAxis, FieldAxis]} axes
 * @property {string} measure   its name
 * @property {MeasureScale} scale
 * @property {boolean} inverted whether the low end of the scale is bright: smaller is better
 * @property {number} seeds
 * @property {import('./sweep-line.js').Scheme[]} schemes  named schemes on the first axis
 */
/** @typedef {CanvasImageSource & { toDataURL: () => string }} MapImage */
/** @typedef {(text: string) => number} Measure */

/** Lengths in sizes of the text: the least and the largest width of a map, its height in widths, gaps. */
const LEAST = 17;
const WIDEST = 72;
const TALLNESS = 0.74;
const TALLEST = 30;
const BETWEEN = 2.6;
const HEAD = 1.7;
const FOOT = 3.7;
const TICK = 4;
const GAP = 4;

/**
 * @typedef {object} MapLayout  in CSS pixels
 * @property {number} height   of all
 * @property {number} width    of a map
 * @property {number} tall     height of a map
 * @property {{ left: number, top: number, first: boolean, last: boolean }[]} maps  of each run; first: in its row; last: of its column
 * @property {number} size     of the text
 * @property {number} key      top of the key
 * @property {number} all      width of the picture
 */

/** @param {MapData} data @param {{ width: number, font: string }} box @param {Measure} measure @returns {MapLayout} */
export function mapLayout(data, { width: all, font }, measure) {
  const { runs, axes } = data;
  const size = sizeOf(font);
  const left = Math.ceil(widestTick(axes[1], size, measure)) + TICK + GAP + 1;
  const gap = BETWEEN * size;
  const room = all - left - 0.6 * size;
  const most = Math.max(1, Math.min(runs.length, Math.floor((room + gap) / (LEAST * size + gap))));
  const columns = Math.ceil(runs.length / Math.ceil(runs.length / most));
  const width = Math.floor(Math.min(WIDEST * size, (room - (columns - 1) * gap) / columns));
  const tall = Math.round(Math.min(TALLEST * size, TALLNESS * width));
  const title = 1.6 * size;
  const maps = runs.map((_, k) => {
    const [row, column] = [Math.floor(k / columns), k % columns];
    const first = column === 0;
    return {
      left: left + column * (width + gap),
      top: Math.round(title + HEAD * size + row * (tall + HEAD * size + FOOT * size)),
      first,
      last: k + columns >= runs.length,
    };
  });
  const key = Math.round((maps.at(-1)?.top ?? 0) + tall + FOOT * size + 0.6 * size);
  return { height: Math.ceil(key + keyHeight(data, { left, all, size }, measure)), width, tall, maps, size, key, all };
}

/**
 * The width of the widest tick beside a map, however tall it turns out: a taller one has more ticks, with more digits.
 * @param {FieldAxis} axis @param {number} size @param {Measure} measure
 */
function widestTick(axis, size, measure) {
  let widest = 0;
  for (let tall = TALLEST; tall > 0; tall -= 2)
    for (const { text } of upTicks(axis, tall * size, size)) widest = Math.max(widest, measure(text));
  return widest;
}

/** @param {FieldAxis} axis @param {number} length @param {number} size */
const upTicks = (axis, length, size) => fieldTicks(axis, length, () => 1.5 * size);

/** A layout with flatter maps, so that all is at most so high. @param {MapLayout} at @param {number} height @param {number} [least]  of a map @returns {MapLayout} */
export function flattened(at, height, least = 0) {
  const tops = [...new Set(at.maps.map(({ top }) => top))];
  const rows = tops.length;
  const less = Math.max(0, Math.min(at.tall - least, Math.ceil((at.height - height) / rows)));
  const maps = at.maps.map((map) => ({ ...map, top: map.top - less * tops.indexOf(map.top) }));
  return { ...at, maps, tall: at.tall - less, key: at.key - less * rows, height: at.height - less * rows };
}

/**
 * Fills a map's pixels, one for each cell, the last row of cells first.
 * @param {Uint32Array} target @param {MapRun} run @param {Pick<MapData, 'scale' | 'inverted'>} how @param {Theme} theme
 * @param {{ width: number, height: number, from?: number, to?: number }} rows  cells of the grid; from, to: rows of cells to fill
 */
export function fillPixels(
  target,
  { heights, states, sources },
  { scale, inverted },
  theme,
  { width, height, from = 0, to = height },
) {
  const plain = Uint32Array.from(Object.values(STATES), (state) => asPixel(greyOf(state, theme)));
  const [low, high] = scale.logarithmic ? scale.range.map(Math.log) : scale.range;
  const last = COLOURS - 1;
  const factor = last / (high - low);
  for (let y = from; y < to; y += 1) {
    let at = (height - 1 - y) * width;
    for (let cell = y * width; cell < (y + 1) * width; cell += 1, at += 1) {
      const source = sources[cell];
      const state = source < 0 ? STATES.waiting : states[source];
      if (state !== STATES.value) target[at] = plain[state];
      else {
        const place = (heights[source] - low) * factor;
        const colour = place > 0 ? (place < last ? Math.round(place) : last) : 0;
        target[at] = pixels[inverted ? last - colour : colour];
      }
    }
  }
}

/** The cell of a map at a point of it, or null outside. @param {MapData} data @param {MapLayout} at @param {number} px @param {number} py */
export function cellAt({ axes }, { maps, width, tall }, px, py) {
  const run = maps.findIndex(({ left, top }) => px >= left && px < left + width && py >= top && py < top + tall);
  if (run < 0) return null;
  const [columns, rows] = axes.map(({ values }) => values.length);
  const { left, top } = maps[run];
  return {
    run,
    x: Math.min(columns - 1, Math.floor(((px - left) / width) * columns)),
    y: Math.min(rows - 1, Math.floor((1 - (py - top) / tall) * rows)),
  };
}

/** A cell's box. @param {MapData} data @param {MapLayout} at @param {{ run: number, x: number, y: number }} cell */
export function boxOf({ axes }, { maps, width, tall }, { run, x, y }) {
  const [columns, rows] = axes.map(({ values }) => values.length);
  const { left, top } = maps[run];
  return {
    left: left + (x / columns) * width,
    top: top + tall - ((y + 1) / rows) * tall,
    width: width / columns,
    height: tall / rows,
  };
}

/**
 * Paints the maps, their axes and the key.
 * @param {CanvasRenderingContext2D} ctx  its origin is the picture's upper left corner; a unit is a CSS pixel
 * @param {MapData} data @param {MapLayout} at @param {Theme} theme @param {string} font
 * @param {(run: number) => MapImage | null} image  of a map, filled by fillPixels, one pixel or more for each cell
 */
export function paintMaps(ctx, data, at, theme, font, image) {
  paintCells(ctx, data, at, theme, font, image);
  paintAround(ctx, data, at, theme, font);
}

/**
 * Paints what changes with the cells: colours, hatching, lines. Same parameters as `paintMaps`.
 * @param {CanvasRenderingContext2D} ctx @param {MapData} data @param {MapLayout} at @param {Theme} theme @param {string} font
 * @param {(run: number) => MapImage | null} image
 */
export function paintCells(ctx, data, at, theme, font, image) {
  ctx.save();
  ctx.font = font;
  ctx.lineJoin = 'round';
  const label = longestLine(data.runs);
  data.runs.forEach((run, k) => {
    const map = at.maps[k];
    const picture = image(k);
    if (picture) ctx.drawImage(picture, map.left, map.top, at.width, at.tall);
    paintHatching(ctx, run, data, at, map, theme);
    paintSchemesOnMap(ctx, data.schemes, data.axes[0], run.label, { ...at, ...map }, theme);
    paintLines(ctx, run, data, { ...at, ...map }, theme, label?.run === k ? label.line : -1);
  });
  ctx.restore();
}

/**
 * Paints what stays the same for as long as `keyContent` does: axes and key.
 * @param {CanvasRenderingContext2D} ctx @param {MapData} data @param {MapLayout} at @param {Theme} theme @param {string} font
 */
export function paintAround(ctx, data, at, theme, font) {
  ctx.save();
  ctx.font = font;
  ctx.lineJoin = 'round';
  data.runs.forEach((run, k) => paintMapAxes(ctx, run, data, at, at.maps[k], theme));
  ctx.fillStyle = theme.soft;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillText(
    shortened(axisName(data.axes[1]), at.all, (text) => ctx.measureText(text).width),
    0,
    0.8 * at.size,
  );
  paintKey(ctx, data, { left: at.maps[0]?.left ?? 0, top: at.key, all: at.all, size: at.size }, theme);
  ctx.restore();
}

/** @param {FieldAxis} axis */
const axisName = ({ title, scale }) => (scale === 'log' ? `${title} (log scale)` : title);

/** @param {CanvasRenderingContext2D} ctx @param {MapRun} run @param {MapData} data @param {MapLayout} at @param {MapLayout['maps'][number]} map @param {Theme} theme */
function paintMapAxes(ctx, { label, slot }, { axes }, { width, tall, size }, { left, top, first, last }, theme) {
  const measure = (/** @type {string} */ text) => ctx.measureText(text).width;
  const [columns, rows] = axes.map(({ values }) => values.length);
  ctx.strokeStyle = theme.soft;
  ctx.lineWidth = 1;
  ctx.strokeRect(Math.round(left) - 0.5, Math.round(top) - 0.5, Math.round(width) + 1, Math.round(tall) + 1);
  ctx.fillStyle = seriesColour(theme, slot);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.fillText(shortened(spelled(label), width, measure), left, top - 0.85 * size);
  ctx.fillStyle = theme.soft;
  ctx.beginPath();
  const x = (/** @type {number} */ place) => Math.round(left + ((place + 0.5) / columns) * width) + 0.5;
  const y = (/** @type {number} */ place) => Math.round(top + tall - ((place + 0.5) / rows) * tall) + 0.5;
  const across = fieldTicks(axes[0], (width * (columns - 1)) / columns, measure);
  const up = upTicks(axes[1], (tall * (rows - 1)) / rows, size);
  for (const { at } of across) line(ctx, x(at), top + tall + 1, x(at), top + tall + TICK);
  for (const { at } of up) line(ctx, left - TICK, y(at), left - 1, y(at));
  ctx.stroke();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  for (const { at, text } of across) ctx.fillText(text, x(at), top + tall + TICK + GAP);
  if (last)
    ctx.fillText(shortened(axisName(axes[0]), width, measure), left + width / 2, top + tall + TICK + GAP + 1.35 * size);
  if (!first) return;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (const { at, text } of up) ctx.fillText(text, left - TICK - GAP, y(at));
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
function line(ctx, x0, y0, x1, y1) {
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
}

/** Diagonal lines where a run diverged, level ones where it never solves the task. @param {CanvasRenderingContext2D} ctx @param {MapRun} run @param {MapData} data @param {MapLayout} at @param {{ left: number, top: number }} map @param {Theme} theme */
function paintHatching(ctx, { states, sources, counts }, { axes }, { width, tall }, { left, top }, theme) {
  if (!counts[STATES.diverged] && !counts[STATES.never]) return;
  const [columns, rows] = axes.map(({ values }) => values.length);
  const stateAt = (/** @type {number} */ px, /** @type {number} */ py) => {
    const source = sources[Math.floor((1 - py / tall) * rows) * columns + Math.floor((px / width) * columns)];
    return source >= 0 ? states[source] : STATES.waiting;
  };
  ctx.strokeStyle = theme.soft;
  ctx.lineWidth = 1;
  ctx.globalAlpha = HATCH_OPACITY;
  ctx.beginPath();
  for (let from = HATCH / 2 - tall; counts[STATES.diverged] && from < width; from += HATCH) {
    const [begin, end] = [Math.max(0, from), Math.min(width, from + tall)];
    dashes(ctx, begin, end, (s) => [left + s, top + tall - (s - from)], (s) => stateAt(s, tall - (s - from)) === STATES.diverged); // prettier-ignore
  }
  for (let y = HATCH / 2; counts[STATES.never] && y < tall; y += HATCH)
    dashes(
      ctx,
      0,
      width,
      (s) => [left + s, top + y],
      (s) => stateAt(s, y) === STATES.never,
    );
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** Steps along a hatching line, in CSS pixels. */
const STEP = 2;

/** The stretches of a hatching line where it is drawn. @param {CanvasRenderingContext2D} ctx @param {number} from @param {number} to @param {(s: number) => [number, number]} point @param {(s: number) => boolean} here */
function dashes(ctx, from, to, point, here) {
  let begun = -1;
  for (let s = from + 0.01; ; s += STEP) {
    const ends = s >= to - 0.01;
    const drawn = !ends && here(s);
    if (drawn && begun < 0) begun = s;
    if (!drawn && begun >= 0) {
      ctx.moveTo(...point(begun));
      ctx.lineTo(...point(Math.min(s, to)));
      begun = -1;
    }
    if (ends) return;
  }
}
