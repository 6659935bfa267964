/**
 * The axes of a decision surface: ticks, their texts, and the space that they need. Labels are measured, so that none is
 * cut off. Geometry first, then paint; no DOM.
 */
import { axisTexts } from './format.js';
import { sizeOf } from './plot.js';
import { linearTicks } from './scales.js';

/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {import('./scales.js').Bounds} Bounds */
/** @typedef {(text: string) => number} Measure  width of a text in the axes' font, in CSS pixels */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Margins  around the plot, in CSS pixels */
/** @typedef {{ value: number, text: string }} Tick */
/**
 * @typedef {object} Axes
 * @property {Margins} margins
 * @property {boolean} wide      with more than the usual space
 * @property {Tick[] | null} y   null: another picture in the row shows the vertical axis
 * @property {boolean} labelled
 */

/** A picture narrower than this has a frame only. */
export const UNLABELLED = 170;
/** Length of a tick, and the distance of its text from the frame. */
const TICK = 4;
const GAP = 6;
/** Most ticks on an axis. */
const MOST = 5;
const NAMES = ['x₁', 'x₂'];

/** The widest space beside a picture, as a share of its width, that its labels may take. */
const WIDEST = 0.4;

/**
 * The space for axes with short labels; --axis and --foot in the style sheet are the same lengths.
 * @param {number} size  of the labels, in CSS pixels
 * @returns {Margins}
 */
const usualMargins = (size) => ({ left: 2.2 * size + 6, right: 2, top: 2, bottom: 1.22 * size + 8 });

/**
 * @param {Bounds} bounds @param {number} size  of the labels, in CSS pixels @param {Measure} measure
 * @param {number} width  of the picture with its axes
 * @returns {Axes}
 */
export function axesFor(bounds, size, measure, width) {
  if (width < UNLABELLED)
    return { margins: { left: 2, right: 2, top: 2, bottom: 2 }, wide: false, y: [], labelled: false };
  let y = ticksOf(bounds.yMin, bounds.yMax, MOST);
  const widest = () => Math.max(measure(NAMES[1]), ...y.map(({ text }) => measure(text)));
  // Numbers that leave no room for the picture, such as 123,456,789.25, are not written.
  if (widest() + GAP > WIDEST * width) y = y.map(({ value }) => ({ value, text: '' }));
  const usual = usualMargins(size);
  const left = Math.max(usual.left, Math.ceil(widest() + GAP + 1));
  return { margins: { ...usual, left }, wide: left > usual.left, y, labelled: true };
}

/** @param {number} low @param {number} high @param {number} most @returns {Tick[]} */
function ticksOf(low, high, most) {
  const values = linearTicks(low, high, most);
  const texts = axisTexts(values);
  return values.map((value, k) => ({ value, text: texts[k] }));
}

/**
 * Ticks of the x axis: as many as have room, each with its text inside the picture and clear of the axis's name.
 * @param {Bounds} bounds @param {number} side @param {Margins} margins @param {Measure} measure
 */
function columnsFor(bounds, side, margins, measure) {
  const x = (/** @type {number} */ value) => ((value - bounds.xMin) / (bounds.xMax - bounds.xMin)) * side;
  const end = side - 6 - measure(NAMES[0]);
  for (let most = MOST; most > 1; most -= 1) {
    const ticks = ticksOf(bounds.xMin, bounds.xMax, most)
      .map((tick) => ({ ...tick, at: x(tick.value), half: measure(tick.text) / 2 }))
      .filter(({ at, half }) => at >= 6 && at - half >= -margins.left && at + half + 5 <= end);
    const apart = ticks.every(({ at, half }, k) => k === 0 || at - half - (ticks[k - 1].at + ticks[k - 1].half) >= 6);
    if (apart && ticks.length) return ticks;
  }
  return [];
}

/**
 * Draws ticks outside the left and bottom edges, and the names of the axes. The origin is the plot's top left corner.
 * @param {CanvasRenderingContext2D} ctx @param {Bounds} bounds @param {Axes} axes
 * @param {{ side: number, font: string }} box @param {Theme} theme
 */
export function paintAxes(ctx, bounds, { margins, y: rows, labelled }, { side, font }, theme) {
  const size = sizeOf(font);
  ctx.save();
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(0.5, 0.5, side - 1, side - 1);
  if (labelled) {
    ctx.font = font;
    ctx.fillStyle = theme.soft;
    ctx.strokeStyle = theme.soft;
    ctx.beginPath();
    ctx.textAlign = 'center';
    // A baseline, unlike the top of the letters, leaves the same space for a subscript in every font.
    ctx.textBaseline = 'alphabetic';
    const baseline = side + GAP + 0.8 * size;
    for (const { at, text } of columnsFor(bounds, side, margins, (words) => ctx.measureText(words).width)) {
      const x = Math.round(at) + 0.5;
      ctx.moveTo(x, side);
      ctx.lineTo(x, side + TICK);
      ctx.fillText(text, x, baseline);
    }
    ctx.textAlign = 'right';
    ctx.fillText(NAMES[0], side, baseline);
    ctx.textBaseline = 'middle';
    const name = Math.max(7, size / 2 - 1);
    for (const { value, text } of rows ?? []) {
      const y = Math.round(((bounds.yMax - value) / (bounds.yMax - bounds.yMin)) * side) + 0.5;
      if (y < name + 1.02 * size || y > side - 6) continue;
      ctx.moveTo(0, y);
      ctx.lineTo(-TICK, y);
      if (text) ctx.fillText(text, -GAP, y);
    }
    if (rows) ctx.fillText(NAMES[1], -GAP, name);
    ctx.stroke();
  }
  ctx.restore();
}
