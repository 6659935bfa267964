/**
 * A measurement of every run by layer, on one axis. Zeros have no logarithm and are drawn at the foot of a logarithmic
 * axis, marked "0". The geometry uses no DOM. The painter keeps no state.
 */
import { seriesColour, seriesDash } from './series.js';
import { shortened } from './end-labels.js';
import * as format from './format.js';
import { placeLabels } from './labels.js';
import { linearScale, linearTicks, logTicks } from './scales.js';

/** @typedef {import('./colours.js').Theme} Theme */
/**
 * By layer. expected: the theoretical values, NaN where there are none; ranges: from the smallest to the largest of several measurements
 * @typedef {{ label: string, slot: number, values: number[], expected?: ArrayLike<number> | null, ranges?: number[][] }} Line
 */
/** @typedef {{ low: number, high: number, linear?: boolean }} Range  logarithmic unless it is linear */
/** @typedef {{ lines: Line[], layers: number, range: Range, mark?: number }} Signals  mark: a value with a line across the chart */
/** @typedef {{ x: number, y: number, zero: boolean }} Point */

/** Above this number of lines, a legend is used, since labels would not fit beside the chart. */
const MOST_LABELLED = 6;

/** Whole decades that contain every positive value, at least two. @param {Iterable<number>} values @returns {Range} */
export function decades(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!(value > 0) || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(low <= high)) return { low: 0.1, high: 10 };
  let [from, to] = [Math.floor(Math.log10(low) + 1e-12), Math.ceil(Math.log10(high) - 1e-12)];
  if (to - from < 2) {
    if (to < 1) to += 1;
    if (to - from < 2) from -= 1;
    if (to - from < 2) to += 1;
  }
  return { low: Number(`1e${from}`), high: Number(`1e${to}`) };
}

/**
 * @param {Signals} data
 * @param {{ width: number, height: number, em: number, labels: number }} box  labels: space beside the ends of the lines
 */
export function signalLayout({ lines, layers, range, mark }, { width, height, em, labels }) {
  const [left, top] = [4.2 * em, 0.5 * em];
  const right = width - Math.max(0.8 * em, labels);
  const foot = height - 1.7 * em;
  const zero = foot - 0.55 * em; // position of zeros, below the lower end of the axis
  const bottom = zero - 1.2 * em;
  const onAxis = range.linear ? (/** @type {number} */ value) => value : Math.log10;
  const y = linearScale([onAxis(range.low), onAxis(range.high)], [range.linear ? foot - 0.7 * em : bottom, top]);
  const inset = layers > 1 ? 0.4 * em : (right - left) / 2;
  const x = linearScale([1, Math.max(2, layers)], [left + inset, right - (layers > 1 ? inset : -inset)]);
  /** @param {number} value @param {number} layer @returns {Point | null} */
  const point = (value, layer) => {
    if (range.linear) return Number.isFinite(value) ? { x: x(layer + 1), y: y(value), zero: false } : null;
    if (value === 0) return { x: x(layer + 1), y: zero, zero: true };
    if (!(value > 0) || !Number.isFinite(value)) return null;
    return { x: x(layer + 1), y: Math.max(top, Math.min(bottom, y(onAxis(value)))), zero: false };
  };
  const ticks = range.linear ? linearTicks(range.low, range.high) : logTicks(range.low, range.high);
  return {
    left,
    right,
    top,
    bottom,
    zero,
    foot,
    x,
    lines: lines.map(({ values }) => values.map(point)),
    expected: lines.map(({ expected }) => Array.from(expected ?? [], point)),
    ranges: lines.map(({ ranges = [] }) => ranges.map((ends, layer) => ends.map((value) => point(value, layer)))),
    anyZero: !range.linear && lines.some(({ values }) => values.includes(0)),
    ticks: ticks.map((value) => ({ value, y: y(onAxis(value)) })),
    mark: mark === undefined ? null : y(onAxis(mark)),
    layers: linearTicks(1, Math.max(1, layers), Math.max(2, Math.floor((right - left) / (2.6 * em)))).filter(
      Number.isInteger,
    ),
  };
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Signals} data
 * @param {Theme} theme @param {{ width: number, height: number, em: number, font: string }} box
 */
export function paintSignals(ctx, data, theme, { width, height, em, font }) {
  ctx.save();
  ctx.font = font;
  const written = width >= 24 * em && data.lines.length <= MOST_LABELLED;
  const longest = Math.max(0, ...data.lines.map(({ label }) => ctx.measureText(label).width));
  const labels = written ? Math.min(longest, 11 * em) + 1.4 * em : 0;
  const at = signalLayout(data, { width, height, em, labels });
  paintAxes(ctx, at, data.range, theme, em);
  if (at.mark !== null) {
    ctx.strokeStyle = theme.soft;
    ctx.setLineDash([6, 4]);
    line(ctx, at.left, at.mark, at.right, at.mark, theme.weight);
    ctx.setLineDash([]);
  }
  at.lines.forEach((points, k) => {
    const { slot } = data.lines[k];
    const colour = seriesColour(theme, slot);
    ctx.strokeStyle = ctx.fillStyle = colour;
    for (const mark of at.expected[k]) if (mark && !mark.zero) theory(ctx, mark, em, theme);
    for (const [low, high] of at.ranges[k]) if (low && high) line(ctx, low.x, low.y, high.x, high.y, theme.weight);
    ctx.lineWidth = 1.6 * theme.weight;
    ctx.setLineDash(seriesDash(slot, theme.weight));
    ctx.beginPath();
    points.forEach((point, l) => {
      if (!point) return;
      if (points[l - 1]) ctx.lineTo(point.x, point.y);
      else ctx.moveTo(point.x, point.y);
    });
    ctx.stroke();
    ctx.setLineDash([]);
    const radius = points.length > 12 ? 1.4 : 2.2;
    for (const point of points) {
      if (!point) continue;
      ctx.beginPath();
      ctx.arc(point.x, point.y, radius * theme.weight, 0, 2 * Math.PI);
      ctx.fill();
    }
  });
  if (written) paintLabels(ctx, at, data.lines, theme, em, labels);
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {ReturnType<typeof signalLayout>} at @param {Range} range @param {Theme} theme @param {number} em */
function paintAxes(ctx, at, range, theme, em) {
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  ctx.fillStyle = theme.soft;
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  const values = at.ticks.map(({ value }) => value);
  const texts = range.linear
    ? values.map((value) => format.axisText(value))
    : format.ticks(values).map((text) => (text === '10⁰' ? '1' : text));
  let last = Infinity;
  at.ticks.forEach(({ y }, k) => {
    line(ctx, at.left, y, at.right, y, 0.5);
    if (last - y < 1.15 * em) return;
    last = y;
    ctx.fillText(texts[k], at.left - 0.5 * em, y);
  });
  line(ctx, at.left, at.foot, at.right, at.foot, 1);
  if (at.anyZero) {
    ctx.fillText('0', at.left - 0.5 * em, at.zero);
    ctx.setLineDash([1, 3]);
    line(ctx, at.left, at.zero, at.right, at.zero, 1);
    ctx.setLineDash([]);
  }
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  for (const layer of at.layers[0] > 2 ? [1, ...at.layers] : at.layers)
    ctx.fillText(String(layer), at.x(layer), at.foot + 0.35 * em);
  ctx.textAlign = 'right';
  ctx.fillText('layer', at.left - 0.5 * em, at.foot + 0.35 * em);
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @param {number} width */
function line(ctx, x0, y0, x1, y1, width) {
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.moveTo(x0, Math.round(y0) + 0.5);
  ctx.lineTo(x1, Math.round(y1) + 0.5);
  ctx.stroke();
}

/** Marks the theoretical value of the measurement. @param {CanvasRenderingContext2D} ctx @param {Point} at @param {number} em @param {Theme} theme */
function theory(ctx, { x, y }, em, theme) {
  ctx.lineWidth = 1 * theme.weight;
  ctx.beginPath();
  ctx.moveTo(x - 0.45 * em, y);
  ctx.lineTo(x + 0.45 * em, y);
  ctx.stroke();
}

/** @param {CanvasRenderingContext2D} ctx @param {ReturnType<typeof signalLayout>} at @param {Line[]} lines @param {Theme} theme @param {number} em @param {number} room */
function paintLabels(ctx, at, lines, theme, em, room) {
  const ends = at.lines.map((points) => points.at(-1) ?? null);
  const here = ends.flatMap((end, k) => (end ? [{ end, ...lines[k] }] : []));
  const placed = placeLabels(
    here.map(({ end }) => end.y),
    1.25 * em,
    at.top - 0.3 * em,
    at.foot,
  );
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  here.forEach(({ label, slot }, k) => {
    ctx.fillStyle = seriesColour(theme, slot);
    ctx.fillText(
      shortened(label, room - 0.8 * em, (text) => ctx.measureText(text).width),
      at.right + 0.6 * em,
      placed[k],
    );
  });
}
