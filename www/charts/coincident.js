/** Places that hold points of both classes, and their mark: a triangle within a larger circle, so that both are seen. */

/** @typedef {{ points: Float64Array, labels: Uint8Array }} Samples */

/** @type {WeakMap<Float64Array, Float64Array>} */
const known = new WeakMap();

/**
 * The places at which points of both classes lie.
 * @param {Samples} samples  whose arrays are not modified later
 * @returns {Float64Array} [x0, y0, x1, y1, …], each place once
 */
export function coincident(samples) {
  let places = known.get(samples.points);
  if (!places) known.set(samples.points, (places = placesOf(samples)));
  return places;
}

/** @param {Samples} samples */
function placesOf({ points, labels }) {
  /** The classes at each place, as bits. @type {Map<number, Map<number, number>>} */
  const columns = new Map();
  const places = [];
  for (let k = 0; k < labels.length; k += 1) {
    const [x, y, own] = [points[2 * k], points[2 * k + 1], 1 << labels[k]];
    let column = columns.get(x);
    if (!column) columns.set(x, (column = new Map()));
    const before = column.get(y) ?? 0;
    column.set(y, before | own);
    if ((before | own) === 3 && before !== 3) places.push(x, y);
  }
  return Float64Array.from(places);
}

/** The circle's radius in multiples of a point's: the triangle's corners lie inside. */
export const AROUND = 1.9;
