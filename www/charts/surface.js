/**
 * The picture of a panel: probability field, decision boundary, points. Every drawing function takes (ctx, data,
 * scales, theme) and keeps no state.
 */
import { AROUND, coincident } from './coincident.js';
import { colourIndex } from './colours.js';
import { integer } from './format.js';

/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {import('./scales.js').Bounds} Bounds */
/**
 * @typedef {object} Field  logits at the centres of a grid's cells
 * @property {Float32Array} logits  row-major, row 0 at the top
 * @property {number} columns
 * @property {number} rows
 * @property {Bounds} bounds  outer edges of the grid
 * @property {number} detail  pixels along each side of a cell
 * @property {Uint8ClampedArray<ArrayBuffer> | null} pixels  pixels of the refined cells in the requested colours
 * @property {Float64Array} boundary  [x0, y0, x1, y1] of each segment of the line p = 0.5
 */
/** @typedef {{ x: (value: number) => number, y: (value: number) => number, width: number, height: number }} Scales */

/** If |logit| is below this everywhere, p is 0.5 to six digits, and a boundary would be meaningless. */
const FLAT_LOGIT = 4e-6;

/** The sides of zero on which a field's logits lie; none: no logit is a number. @typedef {'flat' | 'one' | 'zero' | 'both' | 'none'} Sides */
/** @type {WeakMap<Float32Array, Sides>} */
const known = new WeakMap();

/**
 * The sides of a field, cached because every frame needs them several times.
 * @param {Float32Array} logits
 * @returns {Sides}
 */
function sidesOf(logits) {
  let sides = known.get(logits);
  if (!sides) known.set(logits, (sides = newSides(logits)));
  return sides;
}

/** @param {Float32Array} logits @returns {Sides} */
function newSides(logits) {
  let [flat, least, most, none] = [true, true, true, true];
  for (let k = 0; k < logits.length && (flat || least || most || none); k += 1) {
    const z = logits[k];
    flat &&= Math.abs(z) < FLAT_LOGIT;
    least &&= z >= 0;
    most &&= z <= 0;
    none &&= z !== z;
  }
  return flat ? 'flat' : least ? 'one' : most ? 'zero' : none ? 'none' : 'both';
}

/** Classes without names. */
const CLASSES = ['class\u00a00', 'class\u00a01'];
/** Opacity of a picture in which one class is certain everywhere, or no output is a number. */
export const PALEST = 0.3;
/** A picture is paler where the mean of 2p − 1 over its samples is farther from 0 than this. */
const ONE_SIDED = 0.8;
/** Samples that the mean is taken over. */
const MOST_MEAN = 4096;
/** @type {WeakMap<Float32Array, number>} */
const opacities = new WeakMap();

/**
 * Opacity of a field's colours, so that a network that says the same everywhere is not the strongest picture. The
 * opacity falls gradually from 1 as one class takes the whole picture with certainty. It follows the mean of all
 * samples, so no single one makes the picture flicker.
 * @param {Pick<Field, 'logits'>} field
 */
export function fieldOpacity({ logits }) {
  let opacity = opacities.get(logits);
  if (opacity === undefined) opacities.set(logits, (opacity = newOpacity(logits)));
  return opacity;
}

/** @param {Float32Array} logits */
function newOpacity(logits) {
  if (sidesOf(logits) === 'none') return PALEST;
  const step = Math.ceil(logits.length / MOST_MEAN) | 1; // odd: grids have even sides, and all columns count
  let [sum, count] = [0, 0];
  for (let k = 0; k < logits.length; k += step) {
    if (logits[k] === logits[k]) sum += Math.tanh(logits[k] / 2); // 2p − 1
    count += 1;
  }
  const beyond = Math.abs(sum / count) - ONE_SIDED;
  return 1 - (1 - PALEST) * Math.max(0, beyond / (1 - ONE_SIDED));
}

/** @param {Pick<Field, 'logits'>} field */
export const isUndecided = ({ logits }) => sidesOf(logits) === 'flat';

/**
 * A sentence on a network with the same answer everywhere. Empty if it draws a boundary, or if its output is a number
 * in some places only.
 * @param {Pick<Field, 'logits' | 'boundary'>} field @param {readonly string[]} [classes]  in words
 */
export function unanimous({ logits, boundary }, classes = CLASSES) {
  const sides = sidesOf(logits);
  if (sides === 'flat') return 'p\u00a0=\u00a00.5 everywhere';
  if (sides === 'none') return 'not a number anywhere';
  // Without biases, p is exactly 0.5 at the origin. The worker draws no boundary around a single point.
  if (boundary.length > 0 || sides === 'both') return '';
  return `predicts ${classes[sides === 'one' ? 1 : 0]} everywhere`;
}

/**
 * The note in a run's picture that has no boundary.
 * @param {{ divergedAt?: number | null }} run
 * @param {Pick<Field, 'logits' | 'boundary'> | undefined} field @param {readonly string[]} [classes]  in words
 */
export function noteOf({ divergedAt }, field, classes) {
  if (divergedAt !== null && divergedAt !== undefined) return `diverged at iteration ${integer(divergedAt)}`;
  return field ? unanimous(field, classes) : '';
}

/**
 * Draws a field on a canvas of its own, which the style sheet scales: the core's pixels, between whose samples logits are
 * interpolated, or one pixel a sample where those have other colours, as in the first moment of another theme.
 * @param {HTMLCanvasElement} canvas @param {Field} field
 * @param {Uint32Array} table  of colourTable(theme)
 * @param {boolean} coloured  whether the field's own pixels have these colours
 */
export function paintField(canvas, field, table, coloured) {
  const own = coloured ? field.pixels : null;
  const detail = own ? field.detail : 1;
  const [width, height] = [field.columns * detail, field.rows * detail];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const image = own ? new ImageData(own, width, height) : ctx.createImageData(width, height);
  if (!own) {
    const pixels = new Uint32Array(image.data.buffer);
    for (let i = 0; i < pixels.length; i += 1) pixels[i] = table[colourIndex(field.logits[i])];
  }
  ctx.putImageData(image, 0, 0);
}

/**
 * Draws the line p = 0.5.
 * @param {CanvasRenderingContext2D} ctx @param {Field} field @param {Scales} scales @param {Theme} theme
 */
export function paintBoundary(ctx, field, scales, theme) {
  const { boundary } = field;
  if (isUndecided(field)) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, 0, scales.width, scales.height);
  ctx.clip();
  ctx.beginPath();
  for (let i = 0; i < boundary.length; i += 4) {
    const goesOn = i > 0 && boundary[i] === boundary[i - 2] && boundary[i + 1] === boundary[i - 1];
    if (!goesOn) ctx.moveTo(scales.x(boundary[i]), scales.y(boundary[i + 1]));
    ctx.lineTo(scales.x(boundary[i + 2]), scales.y(boundary[i + 3]));
  }
  ctx.strokeStyle = theme.contour;
  ctx.lineWidth = 1.5 * theme.weight;
  ctx.lineCap = ctx.lineJoin = 'round';
  ctx.stroke();
  ctx.restore();
}

/**
 * Draws circles for class 0 and triangles for class 1; hollow for test points.
 * @param {CanvasRenderingContext2D} ctx
 * @param {{ points: Float64Array, labels: Uint8Array }} data
 * @param {Scales} scales @param {Theme} theme @param {{ hollow: boolean }} how
 */
export function paintPoints(ctx, data, scales, theme, { hollow }) {
  const { points, labels } = data;
  const shared = coincident(data);
  const crowded = labels.length > 2000 ? 0.6 : 1;
  const radius = Math.max(1.4, Math.min(4, scales.width / 120)) * theme.weight * crowded;
  ctx.save();
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  for (const label of [0, 1]) {
    ctx.beginPath();
    for (let k = 0; k < labels.length; k += 1) {
      if (labels[k] !== label) continue;
      const [x, y] = [scales.x(points[2 * k]), scales.y(points[2 * k + 1])];
      if (label === 0) circle(ctx, x, y, shared[k] ? radius * AROUND : radius);
      else triangle(ctx, x, y, radius * 1.25);
    }
    const colour = label === 0 ? theme.zero : theme.one;
    if (hollow) {
      ctx.strokeStyle = theme.halo;
      ctx.lineWidth = 3.2 * theme.weight * crowded;
      ctx.stroke();
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1.5 * theme.weight * crowded;
      ctx.stroke();
    } else {
      ctx.strokeStyle = theme.halo;
      ctx.lineWidth = 1.6 * crowded;
      ctx.stroke();
      ctx.fillStyle = colour;
      ctx.fill();
    }
  }
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} r */
function circle(ctx, x, y, r) {
  ctx.moveTo(x + r, y);
  ctx.arc(x, y, r, 0, 2 * Math.PI);
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} r */
function triangle(ctx, x, y, r) {
  ctx.moveTo(x, y - r);
  ctx.lineTo(x + 0.87 * r, y + 0.6 * r);
  ctx.lineTo(x - 0.87 * r, y + 0.6 * r);
  // The round ends of the path look like a round join. closePath() slows down with the length of a path: it takes a
  // second for 10,000 triangles.
  ctx.lineTo(x, y - r);
}

/**
 * Draws a colour key from p = 0 to p = 1.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Uint32Array} table
 * @param {number} width
 * @param {number} height
 */
export function paintKey(ctx, table, width, height) {
  const image = ctx.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < width; i += 1) {
    const p = (i + 0.5) / width;
    const colour = table[colourIndex(Math.log(p / (1 - p)))];
    for (let j = 0; j < height; j += 1) pixels[j * width + i] = colour;
  }
  ctx.putImageData(image, 0, 0);
}
