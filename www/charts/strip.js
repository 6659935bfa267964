/**
 * One number for each seed, as a row of dots for each run: equal values are stacked. The stacks of a row are as high as
 * it allows, so that thousands of seeds become a histogram, and a single one beside it stays a dot. The median is marked,
 * and a sentence tells the share of seeds that solve the task. Geometry first, then paint; no DOM.
 */
import { shortened } from './end-labels.js';
import { spelled } from './format.js';
import { measureTexts, measureTicks, placeOn } from './measure-scale.js';
import { sizeOf } from './plot.js';
import { seriesColour } from './series.js';

/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {import('./measure-scale.js').MeasureScale} MeasureScale */
/**
 * @typedef {object} StripRow
 * @property {string} label
 * @property {number} slot
 * @property {Float64Array} values  by seed; NaN: not done. Infinity stands at the right edge
 * @property {number} median        NaN: nothing is done
 * @property {string} words         at the row's end
 * @property {string} brief         the words of a narrow strip
 */
/** @typedef {{ rows: StripRow[], scale: MeasureScale, title: string }} StripData */
/** @typedef {{ row: number, seed: number }} Seed */
/** @typedef {{ width: number, font: string }} StripBox  in CSS pixels */
/** @typedef {(text: string) => number} Measure  width of a text in the box's font */

/** Height of a row's stacks, and the space between two rows, in sizes of the text. */
const STACK = 3.2;
const BETWEEN = 1.2;
/** Height of a line of text above a row of a narrow strip. */
const HEAD = 1.5;
/** Widths in sizes of the text from which names and sentences stand beside the rows. */
const WIDE = 52;
/** Widest column of names, as a share of the strip. */
const NAMES = 0.2;
/** Diameters of a dot in CSS pixels, by the number of seeds that it is for at most. */
const DOTS = /** @type {const} */ ([
  [120, 6],
  [400, 5],
  [1000, 4],
  [Infinity, 3],
]);
/** More seeds than this are drawn as a histogram. */
const MOST_DOTS = 1000;
/** Size of the mark of a median below its row, in sizes of the text. */
const MARK = 0.5;
const LEAST_TICK_ROOM = 5;

/**
 * @typedef {object} StripLayout  in CSS pixels
 * @property {number} height
 * @property {number} left    of the axis
 * @property {number} right
 * @property {number} foot    of the last row: the axis
 * @property {boolean} wide
 * @property {boolean} brief  whether the rows have their brief words
 * @property {number} dot     diameter
 * @property {number} size    of the text
 * @property {{ top: number, base: number, head: number }[]} rows  head: middle of its texts
 * @property {(value: number) => number} x
 */

/** @param {StripData} data @param {StripBox} box @param {Measure} measure @param {number} weight  of the theme @returns {StripLayout} */
export function stripLayout({ rows, scale }, { width, font }, measure, weight) {
  const size = sizeOf(font);
  const wide = width >= WIDE * size;
  const seeds = rows[0]?.values.length ?? 0;
  const names = Math.min(NAMES * width, Math.max(0, ...rows.map(({ label }) => measure(spelled(label)))));
  const words = Math.max(0, ...rows.map((row) => measure(row.words)));
  const usual = (DOTS.find(([most]) => seeds <= most) ?? DOTS[DOTS.length - 1])[1] * Math.min(1.4, weight);
  const [begin, end] = wide ? [names + 1.2 * size, width - words - 1.2 * size] : [usual, width - 1.8 * size];
  const dot = seeds > MOST_DOTS ? barWidth(rows, scale, end - begin, usual) : usual;
  const stack = STACK * size;
  const brief = !wide && rows.some((row) => measure(row.words) > width - names - 2 * size);
  const step = stack + BETWEEN * size + (wide ? 0 : HEAD * size);
  const placed = rows.map((_, k) => {
    const top = k * step + (wide ? 0 : HEAD * size);
    return { top, base: top + stack, head: wide ? top + stack / 2 : k * step + 0.7 * HEAD * size };
  });
  const foot = rows.length * step - BETWEEN * size + 1.1 * size;
  const inset = dot / 2 + INSET;
  const x = (/** @type {number} */ value) => {
    const place = Math.max(0, Math.min(1, placeOn(scale, value)));
    return begin + inset + place * Math.max(1, end - begin - 2 * inset);
  };
  return {
    height: Math.ceil(foot + 3.4 * size),
    left: begin,
    right: end,
    foot,
    wide,
    brief,
    dot,
    size,
    rows: placed,
    x,
  };
}

/** Values that the distance of a histogram's bars is taken from. */
const MOST_SAMPLED = 4000;
const WIDEST_BAR = 8;
/** Between a dot and the end of the axis, in CSS pixels. */
const INSET = 1;

/**
 * The width of a histogram's bars: that between two neighbouring values, if they are few, so that the bars have no gaps.
 * @param {StripRow[]} rows @param {MeasureScale} scale @param {number} width  of the axis @param {number} usual
 */
function barWidth(rows, scale, width, usual) {
  const sampled = rows.flatMap(({ values }) =>
    Array.from(values.subarray(0, MOST_SAMPLED), (value) => placeOn(scale, value)),
  );
  const places = [...new Set(sampled)].filter(Number.isFinite).sort((a, b) => a - b);
  const least = places.slice(1).reduce((gap, place, k) => Math.min(gap, place - places[k]), Infinity);
  // The places span the width but for a bar and the insets.
  return Math.max(usual, Math.min(WIDEST_BAR, (least * (width - 2 * INSET)) / (1 + least)));
}

/** Number of columns of a layout that stacks have. @param {StripLayout} at */
const columnsOf = ({ left, right, dot }) => Math.max(1, Math.ceil((right - left) / dot));

/**
 * The stacks of a row: for each seed its column and its place there, from the foot.
 * @param {Float64Array} values @param {StripLayout} at
 * @returns {{ seeds: Uint32Array, columns: Uint16Array, places: Uint32Array, counts: Uint32Array, step: number }}
 */
export function stacksOf(values, at) {
  const known = Uint32Array.from(values.keys()).filter((k) => !Number.isNaN(values[k]));
  const counts = new Uint32Array(columnsOf(at) + 1);
  const columns = new Uint16Array(known.length);
  const places = new Uint32Array(known.length);
  let most = 1;
  known.forEach((seed, k) => {
    const column = Math.floor((at.x(values[seed]) - at.left) / at.dot);
    columns[k] = column;
    places[k] = counts[column];
    counts[column] += 1;
    most = Math.max(most, counts[column]);
  });
  const room = STACK * at.size - at.dot;
  return { seeds: known, columns, places, counts, step: Math.min(at.dot, most > 1 ? room / (most - 1) : at.dot) };
}

/** The middle of a dot. @param {StripLayout} at @param {number} row @param {number} value @param {number} place @param {number} step */
const middleOf = (at, row, value, place, step) => ({
  x: at.x(value),
  y: at.rows[row].base - at.dot / 2 - place * step,
});

/**
 * The seed nearest to a point, in the row at its height.
 * @param {StripData} data @param {StripLayout} at @param {number} px @param {number} py
 * @returns {Seed | null}
 */
export function seedAt({ rows }, at, px, py) {
  const row = at.rows.findIndex(({ base }) => py <= base + (BETWEEN * at.size) / 2);
  if (row < 0) return null;
  const { values } = rows[row];
  const { seeds, places, step } = stacksOf(values, at);
  /** @type {Seed | null} */
  let best = null;
  let least = Infinity;
  seeds.forEach((seed, k) => {
    const { x, y } = middleOf(at, row, values[seed], places[k], step);
    const away = Math.hypot(x - px, (y - py) / 2);
    if (away < least) [least, best] = [away, { row, seed }];
  });
  return best;
}

/** Where a seed's dot is. @param {StripData} data @param {StripLayout} at @param {Seed} seed */
export function dotAt({ rows }, at, { row, seed }) {
  const { values } = rows[row];
  const { seeds, places, step } = stacksOf(values, at);
  const k = seeds.indexOf(seed);
  return k < 0 ? null : middleOf(at, row, values[seed], places[k], step);
}

/**
 * @param {CanvasRenderingContext2D} ctx  its origin is the strip's upper left corner; a unit is a CSS pixel
 * @param {StripData} data @param {StripLayout} at @param {Theme} theme @param {string} font
 */
export function paintStrip(ctx, data, at, theme, font) {
  ctx.save();
  ctx.font = font;
  ctx.lineJoin = 'round';
  paintStripAxis(ctx, data, at, theme);
  data.rows.forEach((row, k) => {
    paintMedian(ctx, row, at.rows[k], at, theme);
    paintDots(ctx, row, k, at, theme);
    paintRowTexts(ctx, row, at.rows[k], at, theme);
  });
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {StripData} data @param {StripLayout} at @param {Theme} theme */
function paintStripAxis(ctx, { rows, scale, title }, at, theme) {
  const { left, right, foot, size, x } = at;
  const all = measureTicks(scale, Math.max(2, Math.floor((right - left) / (LEAST_TICK_ROOM * size))));
  const texts = measureTexts(scale.kind, all);
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 0.5;
  ctx.beginPath();
  for (const tick of all) {
    const column = Math.round(x(tick)) + 0.5;
    for (const { top, base } of at.rows) {
      ctx.moveTo(column, top);
      ctx.lineTo(column, base);
    }
  }
  ctx.stroke();
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const { base } of at.rows) {
    ctx.moveTo(left, Math.round(base) + 0.5);
    ctx.lineTo(right, Math.round(base) + 0.5);
  }
  if (rows.length)
    for (const tick of all) {
      ctx.moveTo(Math.round(x(tick)) + 0.5, foot);
      ctx.lineTo(Math.round(x(tick)) + 0.5, foot + 4);
    }
  ctx.stroke();
  ctx.fillStyle = theme.soft;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'center';
  const measure = (/** @type {string} */ text) => ctx.measureText(text).width;
  all.forEach((tick, k) => ctx.fillText(texts[k], Math.max(measure(texts[k]) / 2, x(tick)), foot + 7));
  const whole = `${title} (▲ median)`;
  const name = measure(whole) <= right ? whole : shortened(title, right, measure);
  ctx.fillText(name, Math.max(measure(name) / 2, (left + right) / 2), foot + 7 + 1.3 * size);
}

/** @param {CanvasRenderingContext2D} ctx @param {StripRow} row @param {number} k @param {StripLayout} at @param {Theme} theme */
function paintDots(ctx, { slot, values }, k, at, theme) {
  const { seeds, columns, places, counts, step } = stacksOf(values, at);
  const radius = at.dot / 2;
  const bars = values.length > MOST_DOTS;
  ctx.fillStyle = seriesColour(theme, slot);
  ctx.strokeStyle = theme.paper;
  ctx.lineWidth = 1;
  if (bars) paintBars(ctx, counts, at.rows[k].base, at, step);
  ctx.beginPath();
  seeds.forEach((seed, i) => {
    // Beside bars, only the seeds that stand alone are dots.
    if (bars && counts[columns[i]] * step > at.dot) return;
    const { x, y } = middleOf(at, k, values[seed], places[i], step);
    ctx.moveTo(x + radius, y);
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
  });
  ctx.fill();
  if (!bars && step > 0.6 * at.dot) ctx.stroke();
}

/** Bars of a histogram, one for each column of stacks. @param {CanvasRenderingContext2D} ctx @param {Uint32Array} counts @param {number} base @param {StripLayout} at @param {number} step */
function paintBars(ctx, counts, base, { left, dot }, step) {
  ctx.beginPath();
  counts.forEach((count, column) => {
    const height = (count - 1) * step + dot;
    if (count * step > dot) ctx.rect(left + column * dot, base - height, dot, height);
  });
  ctx.fill();
}

/** @param {CanvasRenderingContext2D} ctx @param {StripRow} row @param {{ top: number, base: number }} place @param {StripLayout} at @param {Theme} theme */
function paintMedian(ctx, { median }, { top, base }, at, theme) {
  if (Number.isNaN(median)) return;
  const [x, size] = [Math.round(at.x(median)) + 0.5, MARK * at.size];
  ctx.strokeStyle = ctx.fillStyle = theme.ink;
  ctx.lineWidth = theme.weight;
  ctx.beginPath();
  ctx.moveTo(x, top - 2);
  ctx.lineTo(x, base + 1);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x, base + 1);
  ctx.lineTo(x + size, base + 1 + 1.5 * size);
  ctx.lineTo(x - size, base + 1 + 1.5 * size);
  ctx.closePath();
  ctx.fill();
}

/** @param {CanvasRenderingContext2D} ctx @param {StripRow} row @param {{ head: number }} place @param {StripLayout} at @param {Theme} theme */
function paintRowTexts(ctx, { label, slot, ...row }, { head }, at, theme) {
  const { wide, left, right, size } = at;
  const measure = (/** @type {string} */ text) => ctx.measureText(text).width;
  ctx.textBaseline = 'middle';
  ctx.fillStyle = seriesColour(theme, slot);
  ctx.textAlign = 'left';
  const words = at.brief ? row.brief : row.words;
  const beside = wide ? left - 1.2 * size : Math.max(5 * size, right - measure(words) - size);
  const name = shortened(spelled(label), beside, measure);
  ctx.fillText(name, 0, head);
  ctx.fillStyle = theme.ink;
  if (wide) ctx.fillText(words, right + 1.2 * size, head);
  else {
    ctx.textAlign = 'right';
    const text = shortened(words, right + 1.8 * size - measure(name) - size, measure);
    // The mark of the median reaches up into this line.
    ctx.strokeStyle = theme.paper;
    ctx.lineWidth = 4;
    ctx.strokeText(text, right + 1.8 * size, head);
    ctx.fillText(text, right + 1.8 * size, head);
  }
}
