/**
 * The costs of many seeds: for each run the median over the iterations, and the band in which 80 % of the seeds lie. The
 * cost chart's axes and labels, with bands below the lines. Geometry first, then paint; no DOM.
 */
import { sketchCosts } from './cost-chart.js';
import * as format from './format.js';
import { scaled, sizeOf } from './plot.js';
import { ascending, quantile } from './quantiles.js';
import { seriesColour } from './series.js';

/** @typedef {import('./plot.js').Placed} Placed */
/** @typedef {import('./plot.js').Box} Box */
/** @typedef {import('./colours.js').Theme} Theme */
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

const [LOW, HIGH] = [0.1, 0.9];
/** Opacity of a band, and of its edges. */
const FILL = 0.16;
const EDGE = 0.55;
/** Words on the lines of a band: its upper edge, its median, its lower edge. The shorter ones for narrow charts. */
const WORDS = [
  ['10 % of the seeds are above', 'median of the seeds', '10 % of the seeds are below'],
  ['90th percentile', 'median', '10th percentile'],
  ['90 %', 'median', '10 %'],
];
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
 * @param {number} from @param {number} to  not included
 */
export function fillBand(band, { iterations, costs }, done, from, to) {
  const values = new Float64Array(done.length);
  for (let row = from; row < to; row += 1) {
    for (let k = 0; k < done.length; k += 1) {
      const cost = costs[done[k] * iterations.length + row];
      values[k] = Number.isNaN(cost) ? Infinity : cost;
    }
    const sorted = ascending(values);
    band.low[row] = quantile(sorted, LOW);
    band.median[row] = quantile(sorted, 0.5);
    band.high[row] = quantile(sorted, HIGH);
  }
}

/** The band of a run. @param {Curves} curves @param {ArrayLike<number>} done  indices of the seeds that are done */
export function bandOf(curves, done) {
  const band = emptyBand(curves.iterations);
  fillBand(band, curves, done, 0, curves.iterations.length);
  return band;
}

/**
 * Describes the chart for a plot.
 * @param {BandData} data @param {Theme} theme @param {Box} box @param {(text: string) => number} measure
 */
export function sketchBands({ bands, seeds, ...rest }, theme, box, measure) {
  const lines = bands.map(({ label, slot, iterations, median }) => {
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
  const title = `${sketch.y.title}: ${several ? `median and 10–90 % of ${format.integer(seeds)} seeds` : `${seeds} seed`}`;
  if (measure(title) <= box.width) sketch.y.title = title;
  const { above } = sketch;
  sketch.below = (ctx, at) => {
    if (several) for (const band of bands) paintBand(ctx, at, band, theme);
  };
  sketch.above = (ctx, at) => {
    if (several) paintWords(ctx, at, bands, theme, box.font);
    above(ctx, at);
  };
  return found;
}

/** @param {CanvasRenderingContext2D} ctx @param {Placed} at @param {NamedBand} band @param {Theme} theme */
function paintBand(ctx, at, band, theme) {
  const { left, top, width, height, ratio } = at;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.fillStyle = ctx.strokeStyle = seriesColour(theme, band.slot);
  ctx.lineWidth = ratio * theme.weight;
  ctx.lineJoin = 'round';
  const { upper, lower } = outline(band, at);
  ctx.globalAlpha = FILL;
  ctx.beginPath();
  path(ctx, upper);
  for (let k = lower.length - 1; k >= 0; k -= 1) ctx.lineTo(...lower[k]);
  ctx.fill();
  ctx.globalAlpha = EDGE;
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
 * The place of the words: on the band that is the tallest there, and clear of the other runs' medians.
 * @param {Placed} at @param {NamedBand[]} bands @param {number} size  of the text, in canvas pixels @param {(text: string) => number} measure
 * @returns {{ slot: number, words: Word[] } | null}
 */
export function placeWords(at, bands, size, measure) {
  for (const texts of WORDS) {
    const width = Math.max(...texts.map(measure));
    for (const start of STARTS) {
      const left = at.left + start * at.width;
      if (left + width > at.left + at.width - size) continue;
      const tallest = bands
        .map((band) => ({ band, rows: rowsAt(band, at, left, left + width) }))
        .filter(({ rows }) => rows !== null)
        .sort((a, b) => span(b.rows) - span(a.rows))[0];
      if (!tallest?.rows || span(tallest.rows) < 2.8 * size) continue;
      const words = texts.map((text, k) => ({ text, x: left, y: /** @type {number[]} */ (tallest.rows)[k] }));
      const clear = words.every(
        ({ text, y }, k) =>
          (k === 0 || y - words[k - 1].y >= 1.3 * size) &&
          y - 0.7 * size >= at.top &&
          y + 0.7 * size <= at.top + at.height &&
          bands.every((other) => other === tallest.band || !crosses(other, at, { left, right: left + measure(text), top: y - 0.75 * size, bottom: y + 0.75 * size })), // prettier-ignore
      );
      if (clear) return { slot: tallest.band.slot, words };
    }
  }
  return null;
}

/** @param {number[] | null} rows */
const span = (rows) => (rows ? rows[2] - rows[0] : 0);

/**
 * The heights of a band's lines between two places, if they are nearly level there.
 * @param {Band} band @param {Placed} at @param {number} left @param {number} right @returns {number[] | null}
 */
function rowsAt({ iterations, low, median, high }, at, left, right) {
  const ends = [0, 0, 0];
  let count = 0;
  for (let k = 0; k < iterations.length; k += 1) {
    const x = at.x(iterations[k]);
    if (x < left || x > right) continue;
    const ys = [high[k], median[k], low[k]].map((cost) => at.y(cost));
    if (!ys.every(Number.isFinite)) return null;
    ys.forEach((y, line) => (ends[line] += y));
    count += 1;
  }
  return count ? ends.map((sum) => sum / count) : null;
}

/** Whether a run's median passes a box. @param {Band} band @param {Placed} at @param {Rect} box */
function crosses({ iterations, median }, at, { left, right, top, bottom }) {
  let before = NaN;
  for (let k = 0; k < iterations.length; k += 1) {
    const [x, y] = [at.x(iterations[k]), at.y(median[k])];
    if (x >= left && x <= right && Math.max(y, before) >= top && Math.min(y, before) <= bottom) return true;
    if (x >= left && x <= right && y >= top && y <= bottom) return true;
    before = y;
  }
  return false;
}
