/**
 * Histograms of a run, one row per layer: the current values as bars, iteration 0 as an outline, and values outside the
 * axis as text. The geometry uses no DOM. The painter keeps no state.
 */
import * as format from './format.js';
import { linearScale } from './scales.js';

/** @typedef {import('./colours.js').Theme} Theme */
/**
 * @typedef {object} Histogram  equal bins from `low` to `high`, and counts outside them
 * @property {number} low
 * @property {number} high
 * @property {number[]} counts
 * @property {number} below
 * @property {number} above
 * @property {number} zeros
 */
/** @typedef {{ name: string, now: Histogram, start: Histogram | null }} Row */

/** Number of all values, including those outside the bins. @param {Histogram} histogram */
export const total = ({ counts, below, above, zeros }) =>
  counts.reduce((sum, count) => sum + count, below + above + zeros);

/** The largest share of a bin in any of the histograms. @param {(Histogram | null)[]} histograms */
export const fullest = (...histograms) =>
  Math.max(0, ...histograms.map((each) => (each ? Math.max(0, ...each.counts) / Math.max(1, total(each)) : 0)));

/** The nonempty bars, with x, width and height relative to the plot. @param {Histogram} histogram @param {number} top  the share with full height */
export function bars(histogram, top) {
  const all = total(histogram);
  const width = 1 / histogram.counts.length;
  return histogram.counts.flatMap((count, k) =>
    count > 0 ? [{ x: k * width, width, height: count / all / top, count, bin: k }] : [],
  );
}

/** Describes the values outside the bins. @param {Histogram} histogram @param {boolean} zerosApart */
export function outside({ below, above, zeros }, zerosApart) {
  return {
    below: below ? `${format.integer(below)} below` : '',
    above: above ? `${format.integer(above)} above` : '',
    zeros: zerosApart && zeros ? `${format.integer(zeros)} × 0` : '',
  };
}

/** Ticks of the axis. Magnitudes use powers of ten. @param {Histogram} histogram @param {boolean} magnitudes */
export function histogramTicks({ low, high }, magnitudes) {
  const [from, to, step] = magnitudes ? [Math.ceil(low / 4) * 4, high, 4] : [low, high, (high - low) / 4];
  const ticks = [];
  for (let value = from; value <= to + 1e-9; value += step)
    ticks.push({ value, text: magnitudes ? format.tick(Number(`1e${value}`)) : String(value).replace('-', '−') });
  return ticks;
}

/** The lower and upper edges of a bin. @param {Histogram} histogram @param {number} bin */
export function edges({ low, high, counts }, bin) {
  const width = (high - low) / counts.length;
  const edge = (/** @type {number} */ k) => Number((low + k * width).toPrecision(6)) + 0;
  return [edge(bin), edge(bin + 1)];
}

/** Heights in ems of a row, its bars, and the axis below the last row. */
const ROW = 3.6;
const BARS = 1.9;
const FOOT = 1.7;

/** @param {number} rows @param {number} em */
export const histogramHeight = (rows, em) => Math.ceil((rows * ROW + FOOT) * em);

/**
 * @param {CanvasRenderingContext2D} ctx @param {Row[]} rows @param {Theme} theme
 * @param {{ width: number, em: number, font: string, colour: string, magnitudes: boolean }} how
 */
export function paintHistograms(ctx, rows, theme, { width, em, font, colour, magnitudes }) {
  ctx.save();
  ctx.font = font;
  const [left, right] = [0.5, width - 0.5];
  rows.forEach(({ name, now, start }, k) => {
    const top = fullest(now, start);
    const base = Math.round((k * ROW + ROW - 0.15) * em) + 0.5;
    const height = BARS * em;
    const x = linearScale([0, 1], [left, right]);
    ctx.fillStyle = colour;
    ctx.globalAlpha = 0.55;
    for (const bar of bars(now, top)) {
      const from = x(bar.x);
      ctx.fillRect(
        from,
        base - bar.height * height,
        Math.max(1, x(bar.x + bar.width) - from - 0.5),
        bar.height * height,
      );
    }
    ctx.globalAlpha = 1;
    if (start) outline(ctx, start, top, { x, base, height }, theme);
    ctx.strokeStyle = theme.line;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(left, base);
    ctx.lineTo(right, base);
    ctx.stroke();
    words(ctx, name, now, { left, right, y: base - height - 0.7 * em, em, magnitudes, top }, theme);
  });
  if (rows.length) {
    const foot = rows.length * ROW * em;
    const { low, high } = rows[0].now;
    const x = linearScale([low, high], [left, right]);
    ctx.fillStyle = theme.soft;
    ctx.textBaseline = 'top';
    for (const { value, text } of histogramTicks(rows[0].now, magnitudes)) {
      ctx.textAlign = value === low ? 'left' : value === high ? 'right' : 'center';
      ctx.fillText(text, x(value), foot + 0.25 * em);
    }
  }
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {Histogram} histogram @param {number} top @param {{ x: (share: number) => number, base: number, height: number }} room @param {Theme} theme */
function outline(ctx, histogram, top, { x, base, height }, theme) {
  const all = Math.max(1, total(histogram));
  const { counts } = histogram;
  ctx.strokeStyle = theme.ink;
  ctx.lineWidth = 0.9 * theme.weight;
  ctx.beginPath();
  counts.forEach((count, k) => {
    const y = base - (count / all / top) * height;
    const before = k > 0 ? counts[k - 1] : 0;
    if (count === 0 && before === 0) return;
    if (before === 0) ctx.moveTo(x(k / counts.length), base);
    ctx.lineTo(x(k / counts.length), y);
    ctx.lineTo(x((k + 1) / counts.length), y);
    if (!counts[k + 1]) ctx.lineTo(x((k + 1) / counts.length), base);
  });
  ctx.stroke();
}

/**
 * Writes the layer's name, the share of the fullest bin, and the values outside the axis.
 * @param {CanvasRenderingContext2D} ctx @param {string} name @param {Histogram} now
 * @param {{ left: number, right: number, y: number, em: number, magnitudes: boolean, top: number }} at @param {Theme} theme
 */
function words(ctx, name, now, { left, right, y, em, magnitudes, top }, theme) {
  const { below, above, zeros } = outside(now, magnitudes);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.fillStyle = theme.ink;
  ctx.fillText(name, left, y);
  ctx.fillStyle = theme.soft;
  const tails = [below && `← ${below}`, zeros, above && `${above} →`].filter(Boolean);
  ctx.textAlign = 'right';
  const fullestBin = top > 0 ? [`top ${percent(top)}`] : [];
  ctx.fillText([...tails, ...fullestBin].join('   '), right, y, right - left - 5 * em);
}

/** @param {number} share */
const percent = (share) => `${(share * 100).toPrecision(2).replace(/^1\.0e\+2$/, '100')} %`;
