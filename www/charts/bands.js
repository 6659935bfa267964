/**
 * The costs of many seeds: for each run the median over the iterations, and the band in which 80 % of the seeds lie. The
 * cost chart's axes and labels, with bands below the lines. Geometry first, then paint; no DOM.
 */
import { sketchCosts } from './cost-chart.js';
import { COLUMN_GAP, columnWidth } from './end-labels.js';
import * as format from './format.js';
import { scaled, sizeOf } from './plot.js';
import { seriesColour } from './series.js';

/** @typedef {import('./plot.js').Placed} Placed */
/** @typedef {import('./plot.js').Box} Box */
/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {import('./sweep-model.js').Quantiles} Quantiles */
/**
 * @typedef {object} Band  of a run, at its measured iterations. Infinite where so many seeds have diverged
 * @property {Float64Array} iterations
 * @property {Float64Array} low     quantile 0.1
 * @property {Float64Array} median
 * @property {Float64Array} high    quantile 0.9
 */
/** @typedef {{ iterations: Float64Array, costs: Float64Array }} Curves  of a run: costs seed by seed, NaN after a divergence */
/** @typedef {Band & { label: string, slot: number }} NamedBand */
/**
 * @typedef {object} BandData
 * @property {NamedBand[]} bands
 * @property {number} seeds         done
 * @property {number} end           last iteration
 * @property {[number, number][]} rateChanges
 * @property {boolean} logarithmic
 */

/** Opacity of a band, of one of many, and of its edges. */
const FILL = 0.16;
const MANY = 3;
const PALE = 0.09;
const EDGE = 0.55;

/** Opacity of bands. @param {number} count  of runs */
export const bandOpacity = (count) => ({ fill: count > MANY ? PALE : FILL, edge: EDGE });

/** Words on the lines of a band: its upper edge, its median, its lower edge. The shorter ones for narrow charts. */
const WORDS = [
  ['10 % of the seeds are above', 'median of the seeds', '10 % of the seeds are below'],
  ['10 % above', 'median', '10 % below'],
  ['90 %', 'median', '10 %'],
];
/** Half the height of a line of words, in sizes of the text. */
const HALF = 0.72;
/** Least height of a band with words, in sizes of the text. */
const LEAST_BAND = 1.5;
/** Where along the axis words may begin, in the order of preference. */
const STARTS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.18, 0.1, 0.04];

/** An empty band at these iterations. @param {Float64Array} iterations @returns {Band} */
export const emptyBand = (iterations) => {
  const [low, median, high] = [0, 1, 2].map(() => new Float64Array(iterations.length).fill(NaN));
  return { iterations, low, median, high };
};

/**
 * Fills a band at its iterations `from` to `to`. A training that has diverged counts as above every cost.
 * @param {Band} band @param {Curves} curves @param {ArrayLike<number>} done  indices of the seeds that are done
 * @param {Quantiles} quantiles @param {number} from @param {number} to  not included
 */
export function fillBand(band, { iterations, costs }, done, quantiles, from, to) {
  if (!done.length) return;
  const values = new Float64Array((to - from) * done.length);
  for (let row = from; row < to; row += 1)
    for (let k = 0; k < done.length; k += 1) {
      const cost = costs[done[k] * iterations.length + row];
      values[(row - from) * done.length + k] = Number.isNaN(cost) ? Infinity : cost;
    }
  const { q10, median, q90 } = quantiles(values, done.length);
  band.low.set(q10, from);
  band.median.set(median, from);
  band.high.set(q90, from);
}

/** The band of a run. @param {Curves} curves @param {ArrayLike<number>} done  indices of the seeds that are done @param {Quantiles} quantiles */
export function bandOf(curves, done, quantiles) {
  const band = emptyBand(curves.iterations);
  fillBand(band, curves, done, quantiles, 0, curves.iterations.length);
  return band;
}

/**
 * Describes the chart for a plot.
 * @param {BandData} data @param {Theme} theme @param {Box} box @param {(text: string) => number} measure
 */
export function sketchBands({ bands, seeds, ...rest }, theme, box, measure) {
  // A run without a seed that is done has no line yet, whose end could be labelled.
  const begun = bands.filter(({ median }) => !Number.isNaN(median[0]));
  const lines = begun.map(({ label, slot, iterations, median }) => {
    const lost = median.findIndex((cost) => cost === Infinity);
    return {
      label,
      slot,
      iterations,
      costs: median,
      divergedAt: lost < 0 ? null : iterations[lost],
      note: lost < 0 ? '' : `: half have diverged by ${format.integer(iterations[lost])}`,
    };
  });
  const edges = bands.flatMap(({ slot, iterations, low, high }) => [
    { slot, iterations, costs: low },
    { slot, iterations, costs: high },
  ]);
  const several = seeds > 1;
  const data = { lines, pinned: several ? [{ lines: edges }] : [], ...rest };
  const found = sketchCosts(data, theme, box, measure);
  const { sketch } = found;
  // The plot keeps its width when the other runs' labels come.
  const names = bands.map(({ label }) => ({ label: format.spelled(label), note: '' }));
  if (found.labelled) sketch.right = Math.max(sketch.right, COLUMN_GAP + columnWidth(names, measure, box.width));
  const words = several ? `median and 10–90 % of ${format.integer(seeds)} seeds` : '1 seed';
  const title = seeds ? `${sketch.y.title}: ${words}` : sketch.y.title;
  const below = `iteration (${words})`;
  // Marks above the plot would touch a long title.
  const marked = found.range.cutAt !== null || rest.rateChanges.length > 0;
  if (marked && measure(below) <= box.width - sketch.left - sketch.right) sketch.x.title = below;
  else if (!marked && measure(title) <= box.width) sketch.y.title = title;
  const { above } = sketch;
  sketch.below = (ctx, at) => {
    if (several) for (const band of bands) paintBand(ctx, at, band, theme, bandOpacity(bands.length));
  };
  sketch.above = (ctx, at) => {
    if (several) paintWords(ctx, at, bands, theme, box.font);
    above(ctx, at);
  };
  return found;
}

/** @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {NamedBand} band @param {Theme} theme @param {ReturnType<typeof bandOpacity>} opacity */
function paintBand(ctx, at, band, theme, { fill, edge: edgeOpacity }) {
  const { left, top, width, height, ratio } = at;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.fillStyle = ctx.strokeStyle = seriesColour(theme, band.slot);
  ctx.lineWidth = ratio * theme.weight;
  ctx.lineJoin = 'round';
  const { upper, lower } = outline(band, at);
  ctx.globalAlpha = fill;
  ctx.beginPath();
  path(ctx, upper);
  for (let k = lower.length - 1; k >= 0; k -= 1) ctx.lineTo(...lower[k]);
  ctx.fill();
  ctx.globalAlpha = edgeOpacity;
  for (const edge of [upper, lower]) {
    ctx.beginPath();
    path(ctx, edge);
    ctx.stroke();
  }
  ctx.restore();
}

/** The edges of a band in canvas pixels; an upper edge without a number lies beyond the plot. @param {Band} band @param {Placed} at */
function outline({ iterations, low, high }, at) {
  const beyond = at.top - 8 * at.ratio;
  const bottom = at.top + at.height;
  /** @type {[number, number][]} */
  const upper = [];
  /** @type {[number, number][]} */
  const lower = [];
  for (let k = 0; k < iterations.length && low[k] < Infinity; k += 1) {
    const x = at.x(iterations[k]);
    upper.push([x, high[k] < Infinity ? Math.max(beyond, Math.min(bottom, at.y(high[k]))) : beyond]);
    lower.push([x, Math.max(beyond, Math.min(bottom, at.y(low[k])))]);
  }
  return { upper, lower };
}

/** @param {CanvasRenderingContext2D} ctx @param {[number, number][]} points */
const path = (ctx, points) => points.forEach(([x, y], k) => (k ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Rect */
/** @typedef {{ text: string, x: number, y: number }} Word  left edge and middle */

/**
 * Writes on one band what its lines are, where the words cover no other line.
 * @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {NamedBand[]} bands @param {Theme} theme @param {string} font
 */
function paintWords(ctx, at, bands, theme, font) {
  ctx.save();
  ctx.font = scaled(font, at.ratio);
  const found = placeWords(at, bands, sizeOf(font) * at.ratio, (text) => ctx.measureText(text).width);
  if (found) {
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 4 * at.ratio;
    ctx.strokeStyle = theme.paper;
    ctx.fillStyle = seriesColour(theme, found.slot);
    for (const { text, x, y } of found.words) {
      ctx.strokeText(text, x, y);
      ctx.fillText(text, x, y);
    }
  }
  ctx.restore();
}

/**
 * The place of the words: above the upper edge of a band, beside its median and below its lower edge, where the band is the
 * tallest and no median passes. The median has no word if there is no room for it anywhere.
 * @param {Placed} at @param {NamedBand[]} bands @param {number} size  of the text, in canvas pixels @param {(text: string) => number} measure
 * @returns {{ slot: number, words: Word[] } | null}
 */
export function placeWords(at, bands, size, measure) {
  const lines = bands.map((band) => linesOf(band, at));
  for (const whole of [true, false])
    for (const texts of WORDS)
      for (const start of STARTS) {
        const left = at.left + start * at.width;
        const found = wordsFrom(left, at, lines, { size, measure, texts, whole });
        if (found) return found;
      }
  return null;
}

/**
 * The words that begin at a place; null where one of them would cover something.
 * @param {number} left @param {Placed} at @param {Lines[]} bands
 * @param {{ size: number, measure: (text: string) => number, texts: string[], whole: boolean }} how  whole: with the median's word
 */
function wordsFrom(left, at, bands, { size, measure, texts, whole }) {
  const right = left + Math.max(...texts.map(measure));
  if (right > at.left + at.width - size) return null;
  const [{ band, rows }] = bands
    .map((each) => ({ band: each, rows: rowsAt(each, left, right) }))
    .sort((a, b) => heightOf(b.rows) - heightOf(a.rows));
  if (!rows || heightOf(rows) < LEAST_BAND * size) return null;
  const { high, median, low } = rows;
  const half = HALF * size;
  const isFree = (/** @type {number} */ y, /** @type {string} */ text) => {
    const box = { left, right: left + measure(text), top: y - half, bottom: y + half };
    return box.top >= at.top && box.bottom <= at.top + at.height && bands.every((each) => !crosses(each, box));
  };
  const [above, below] = [high.top - half, low.bottom + half];
  const beside = [median.top - half, median.bottom + half].find(
    (y) => y - half >= high.bottom && y + half <= low.top && isFree(y, texts[1]),
  );
  if (!isFree(above, texts[0]) || !isFree(below, texts[2]) || (whole && beside === undefined)) return null;
  const ys = [above, ...(whole && beside !== undefined ? [beside] : []), below];
  const shown = whole ? texts : [texts[0], texts[2]];
  return { slot: band.slot, words: shown.map((text, k) => ({ text, x: left, y: ys[k] })) };
}

/** @typedef {{ slot: number, x: Float64Array, high: Float64Array, median: Float64Array, low: Float64Array }} Lines  of a band, in canvas pixels; NaN where it is not finite */

/** @param {NamedBand} band @param {Placed} at @returns {Lines} */
function linesOf({ slot, iterations, high, median, low }, at) {
  const rows = (/** @type {Float64Array} */ costs) => costs.map((cost) => (Number.isFinite(cost) ? at.y(cost) : NaN));
  return { slot, x: iterations.map(at.x), high: rows(high), median: rows(median), low: rows(low) };
}

/** @typedef {{ top: number, bottom: number }} Extent */
/** @typedef {{ high: Extent, median: Extent, low: Extent }} Extents  of a band's lines */

/** @param {Extents | null} rows */
const heightOf = (rows) => (rows ? rows.low.bottom - rows.high.top : 0);

/**
 * The extents of a band's lines between two places; null where one of them is not finite.
 * @param {Lines} lines @param {number} left @param {number} right @returns {Extents | null}
 */
function rowsAt({ x, ...lines }, left, right) {
  const from = x.findIndex((each) => each >= left);
  const to = x.findLastIndex((each) => each <= right) + 1;
  if (from < 0 || from >= to) return null;
  const extent = (/** @type {Float64Array} */ rows) => {
    const part = rows.subarray(from, to);
    return { top: Math.min(...part), bottom: Math.max(...part) };
  };
  const [high, median, low] = [lines.high, lines.median, lines.low].map(extent);
  return [high, median, low].every(({ top }) => Number.isFinite(top)) ? { high, median, low } : null;
}

/** Whether a run's median passes a box. @param {Lines} lines @param {Rect} box */
function crosses({ x, median }, { left, right, top, bottom }) {
  for (let k = x.findIndex((each) => each >= left); k >= 0 && x[k] <= right; k += 1) {
    const [y, before] = [median[k], k ? median[k - 1] : NaN];
    if (Math.max(y, before) >= top && Math.min(y, before) <= bottom) return true;
    if (y >= top && y <= bottom) return true;
  }
  return false;
}
