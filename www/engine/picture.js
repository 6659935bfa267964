/** The picture of a run: logits on a grid, their colours, and the line where the network's logit changes sign. */
import { bisect, contour, linesOf, straightened } from '../charts/contour.js';

/** @typedef {import('../charts/scales.js').Bounds} Bounds */
/** @typedef {import('../charts/surface.js').Field} Field */
/**
 * @typedef {object} PictureRequest
 * @property {Bounds} bounds
 * @property {number} size      samples per side; fewer if all runs together would need more than `products`
 * @property {number} products  maximum number of multiplications. Counted rather than timed, so that the same lab has the same picture everywhere
 * @property {number} span      side of the bounds in pixels, which determines the refinement of the samples
 * @property {number} halvings  bisection steps that move the line to the network's sign change
 */

/** Maximum refinement of a picture. Beyond it, the samples show rather than their edges. */
const MOST_DETAIL = 4;
const FEWEST_SAMPLES = 12;

/** A line smaller than this fraction of a cell (1/6) counts as a point. */
const POINT = 6;
/**
 * The line is simplified within this fraction of a cell (1/12), about the accuracy of the crossings in a moving
 * picture.
 */
const STRAIGHT = 12;

/**
 * Number of weights in a network with two inputs and one output: the multiplications of one prediction.
 * @param {number[]} hidden
 */
export const productsOf = (hidden) =>
  [...hidden, 1].reduce((sum, units, l) => sum + units * (l === 0 ? 2 : hidden[l - 1]), 0);

/**
 * The grid of a picture. It has one extra cell on every side, so that the line reaches the frame.
 * @param {PictureRequest} picture @param {number} products  multiplications of one prediction @param {number} runs
 */
export function gridOf({ bounds, size, products: most, span }, products, runs) {
  const affordable = Math.floor(Math.sqrt(most / (products * runs)));
  const side = Math.max(FEWEST_SAMPLES, Math.min(size, affordable));
  const cell = (bounds.xMax - bounds.xMin) / side;
  const outer = {
    xMin: bounds.xMin - cell,
    xMax: bounds.xMax + cell,
    yMin: bounds.yMin - cell,
    yMax: bounds.yMax + cell,
  };
  const detail = Math.min(MOST_DETAIL, Math.max(1, Math.round(span / side / 1.5)));
  return { bounds: outer, columns: side + 2, rows: side + 2, detail };
}
/** @typedef {ReturnType<typeof gridOf>} Grid */

/**
 * @param {any} lab @param {number} run @param {Grid} grid @param {number} halvings
 * @param {Uint32Array | null} colours  of colourTable(); null: none yet
 * @param {Buffers} buffers
 * @returns {Field}
 */
export function pictureOf(lab, run, grid, halvings, colours, buffers) {
  const { columns, rows, detail } = grid;
  const logits = new Float32Array(buffers.take(4 * columns * rows));
  const pixels = colours && new Uint8ClampedArray(buffers.take(4 * columns * rows * detail * detail));
  if (colours && pixels) lab.paint(run, grid, colours, pixels, logits);
  else logits.set(lab.field(run, grid.bounds, columns, rows));
  return { ...grid, logits, pixels, boundary: boundary(lab, run, logits, grid, halvings) };
}

/**
 * The line p = 0.5 in data coordinates, [x0, y0, x1, y1] for each segment.
 * @param {any} lab @param {number} run @param {Float32Array} logits @param {Grid} grid @param {number} halvings
 */
function boundary(lab, run, logits, { bounds: { xMin, xMax, yMin, yMax }, columns, rows }, halvings) {
  const [width, height] = [(xMax - xMin) / columns, (yMax - yMin) / rows];
  const inData = (/** @type {Float64Array} */ points) => {
    for (let i = 0; i < points.length; i += 2) {
      points[i] = xMin + (points[i] + 0.5) * width;
      points[i + 1] = yMax - (points[i + 1] + 0.5) * height;
    }
    return points;
  };
  const found = contour(logits, columns, rows);
  const { crossings, segments } = bisect(found, halvings, (points) => {
    const probabilities = lab.predict(run, inData(points.slice()));
    return probabilities.map((/** @type {number} */ p) => Number(p > 0.5));
  });
  const at = inData(crossings);
  /** @type {number[]} */
  const out = [];
  for (const crossed of linesOf(segments, crossings.length / 2)) {
    const line = crossed.flatMap((k) => [at[2 * k], at[2 * k + 1]]);
    // Around a single isolated sample (without biases, p is exactly 0.5 at the origin), the line shrinks to a point and
    // is left out.
    const [x, y] = line;
    if (line.every((value, k) => Math.abs(value - (k % 2 ? y : x)) <= width / POINT)) continue;
    const corners = straightened(line, width / STRAIGHT);
    for (let k = 0; k + 3 < corners.length; k += 2) out.push(...corners.slice(k, k + 4));
  }
  return Float64Array.from(out);
}

/** Buffers returned by the page for reuse. */
export class Buffers {
  /** @type {ArrayBuffer[]} */
  #free;

  /** @param {ArrayBuffer[]} [free] */
  constructor(free = []) {
    this.#free = free;
  }

  /** @param {number} bytes */
  take(bytes) {
    const k = this.#free.findIndex(({ byteLength }) => byteLength === bytes);
    return k < 0 ? new ArrayBuffer(bytes) : this.#free.splice(k, 1)[0];
  }
}
