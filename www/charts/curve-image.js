/**
 * The image of a closed curve in the layers of a network: its length, the correlation of its points, and its picture on
 * the two axes along which it varies most. The geometry uses no DOM. The painter keeps no state.
 */
import { seriesColour } from './series.js';

/** @typedef {import('./colours.js').Theme} Theme */
/**
 * @typedef {object} CurveLayer  the curve in one layer
 * @property {number} length       of the polygon through its points, over √units
 * @property {number} correlation  Σ z z′ / √(Σ z² Σ z′²) of two points a quarter turn apart, mean over the curve
 * @property {number} share        of the points' variance that the two axes show
 * @property {[number, number][]} picture  each point on these axes, around the curve's mean
 */

/** Passes of the power iteration. The picture needs the plane of the two axes more than the axes themselves. */
const PASSES = 100;

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
function dot(a, b) {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += a[k] * b[k];
  return sum;
}

/** Σ z z′ / √(Σ z² Σ z′²) over units. @param {ArrayLike<number>} z @param {ArrayLike<number>} other */
export const correlationOf = (z, other) => dot(z, other) / Math.sqrt(dot(z, z) * dot(other, other));

/**
 * The vectors of z of one layer's units, one for each point, cut out of all layers' numbers.
 * @param {Float64Array} values  layer by layer, unit by unit, point by point
 * @param {number[]} units  of each layer
 * @returns {Float64Array[][]} by layer and point
 */
export function pointsByLayer(values, units) {
  const points = values.length / units.reduce((sum, count) => sum + count, 0);
  let start = 0;
  return units.map((count) => {
    const from = start;
    start += count * points;
    return Array.from({ length: points }, (_, point) =>
      Float64Array.from({ length: count }, (_, unit) => values[from + unit * points + point]),
    );
  });
}

/** @param {Float64Array[]} points  a vector for each @returns {CurveLayer} */
export function curveLayer(points) {
  const count = points.length;
  let [length, correlation] = [0, 0];
  points.forEach((point, k) => {
    const next = points[(k + 1) % count];
    length += Math.sqrt(point.reduce((sum, z, unit) => sum + (z - next[unit]) ** 2, 0));
    correlation += correlationOf(point, points[(k + count / 4) % count]);
  });
  return { length: length / Math.sqrt(points[0].length), correlation: correlation / count, ...projected(points) };
}

/**
 * The points on their two principal axes, from the eigenvectors of their products.
 * @param {Float64Array[]} points @returns {{ share: number, picture: [number, number][] }}
 */
function projected(points) {
  const count = points.length;
  const mean = points[0].map((_, unit) => points.reduce((sum, point) => sum + point[unit], 0) / count);
  const centred = points.map((point) => point.map((z, unit) => z - mean[unit]));
  const products = centred.map((one) => Float64Array.from(centred, (other) => dot(one, other)));
  const total = products.reduce((sum, row, k) => sum + row[k], 0);
  if (!(total > 0) || !Number.isFinite(total)) return { share: NaN, picture: points.map(() => [0, 0]) };
  const first = leading(products, 0, null);
  const second = leading(products, Math.PI / 2, first.axis);
  const onAxis = ({ axis, size } = first, point = 0) => axis[point] * Math.sqrt(size);
  return {
    share: (first.size + second.size) / total,
    picture: points.map((_, point) => [onAxis(first, point), onAxis(second, point)]),
  };
}

/**
 * The largest eigenvalue of a matrix and its eigenvector, by power iteration.
 * @param {Float64Array[]} matrix  symmetric, no negative eigenvalues
 * @param {number} phase  of the cosine that the iteration begins with: the image of a circle keeps its orientation
 * @param {Float64Array | null} other  an eigenvector to leave out
 * @returns {{ axis: Float64Array, size: number }} axis: of unit length; 0 if the matrix is 0 beside the other one
 */
function leading(matrix, phase, other) {
  const count = matrix.length;
  let axis = Float64Array.from(matrix, (_, k) => Math.cos((2 * Math.PI * k) / count - phase));
  let size = 0;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const image = Float64Array.from(matrix, (row) => dot(row, axis));
    const along = other ? dot(image, other) : 0;
    const free = other ? image.map((value, k) => value - along * other[k]) : image;
    size = Math.sqrt(dot(free, free));
    if (!(size > 0)) return { axis: axis.fill(0), size: 0 };
    axis = free.map((value) => value / size);
  }
  return { axis, size };
}

/** At most so many pictures of a curve; of deeper networks, layers at equal distances. */
const MOST = 10;

/** The layers with a picture: the first and the last among them. @param {number} layers */
export function picturedLayers(layers) {
  const some = Math.min(layers, MOST);
  return Array.from({ length: some }, (_, k) => Math.round((k * (layers - 1)) / Math.max(1, some - 1)));
}

/** @param {number} width @param {number} count @param {number} em */
export function curveGrid(width, count, em) {
  const columns = Math.max(1, Math.min(count, 5, Math.floor(width / (5.5 * em))));
  const side = width / columns;
  return { columns, side, height: Math.ceil(count / columns) * (Math.min(side, 12 * em) + 1.4 * em) };
}

/**
 * A picture for each of some layers. Each has its own scale.
 * @param {CanvasRenderingContext2D} ctx @param {CurveLayer[]} layers @param {Theme} theme
 * @param {{ width: number, em: number, font: string, slot: number }} how
 */
export function paintCurve(ctx, layers, theme, { width, em, font, slot }) {
  const shown = picturedLayers(layers.length);
  const { columns, side } = curveGrid(width, shown.length, em);
  const tall = Math.min(side, 12 * em);
  ctx.save();
  ctx.font = font;
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'left';
  shown.forEach((layer, k) => {
    const left = (k % columns) * side;
    const top = Math.floor(k / columns) * (tall + 1.4 * em);
    ctx.fillStyle = theme.soft;
    ctx.fillText(`layer ${layer + 1}`, left, top + em);
    const { picture } = layers[layer];
    const reach = Math.max(...picture.map(([x, y]) => Math.max(Math.abs(x), Math.abs(y))));
    const half = 0.5 * Math.min(side, tall) - 0.5 * em;
    const at = ([x, y] = [0, 0]) => {
      const scale = reach > 0 ? half / reach : 0;
      return /** @type {[number, number]} */ ([left + half + 0.2 * em + x * scale, top + 1.4 * em + half - y * scale]);
    };
    ctx.strokeStyle = seriesColour(theme, slot);
    ctx.lineWidth = 1.4 * theme.weight;
    ctx.lineJoin = 'round';
    ctx.beginPath();
    picture.forEach((point, index) => (index ? ctx.lineTo(...at(point)) : ctx.moveTo(...at(point))));
    ctx.closePath();
    ctx.stroke();
    ctx.fillStyle = theme.ink;
    ctx.beginPath();
    ctx.arc(...at(picture[0]), 2.4 * theme.weight, 0, 2 * Math.PI);
    ctx.fill();
  });
  ctx.restore();
}
