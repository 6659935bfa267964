/** A field as an image, for saved pictures. */
import { colourIndex } from '../charts/colours.js';

/** @typedef {import('../charts/surface.js').Field} Field */
/** @typedef {import('../charts/scales.js').Bounds} Bounds */

/**
 * The part of a field between the bounds as an image, one pixel per picture pixel. Logits are interpolated, not
 * colours.
 * @param {Field} field @param {Bounds} inner @param {number} side @param {Uint32Array} table
 */
export function fieldImage({ logits, columns, rows, bounds }, inner, side, table) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const image = ctx.createImageData(side, side);
  const pixels = new Uint32Array(image.data.buffer);
  const across = (/** @type {number} */ k) => inner.xMin + ((k + 0.5) / side) * (inner.xMax - inner.xMin);
  const down = (/** @type {number} */ k) => inner.yMax - ((k + 0.5) / side) * (inner.yMax - inner.yMin);
  const column = (/** @type {number} */ x) => ((x - bounds.xMin) / (bounds.xMax - bounds.xMin)) * columns - 0.5;
  const row = (/** @type {number} */ y) => ((bounds.yMax - y) / (bounds.yMax - bounds.yMin)) * rows - 0.5;
  const between = (/** @type {number} */ at, /** @type {number} */ count) => {
    const inside = Math.min(count - 1, Math.max(0, at));
    const first = Math.min(count - 2, Math.floor(inside));
    return [first, inside - first];
  };
  const columnsAt = Array.from({ length: side }, (_, k) => between(column(across(k)), columns));
  for (let j = 0; j < side; j += 1) {
    const [top, v] = between(row(down(j)), rows);
    const [upper, lower] = [top * columns, (top + 1) * columns];
    for (let i = 0; i < side; i += 1) {
      const [left, u] = columnsAt[i];
      const a = logits[upper + left] + (logits[upper + left + 1] - logits[upper + left]) * u;
      const b = logits[lower + left] + (logits[lower + left + 1] - logits[lower + left]) * u;
      pixels[j * side + i] = table[colourIndex(a + (b - a) * v)];
    }
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}
