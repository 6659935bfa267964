/**
 * Points that share their place with a point of the other class. Their circles are larger, so that the triangle on top
 * leaves a ring of them visible.
 */

/** @typedef {{ points: Float64Array, labels: Uint8Array }} Samples */

/** The radius of such a circle in multiples of the usual one: the triangle's corners lie inside. */
export const AROUND = 1.9;

/** @type {WeakMap<Float64Array, Uint8Array>} */
const known = new WeakMap();

/**
 * Whether each point shares its place with a point of the other class, as 1 or 0.
 * @param {Samples} samples  whose arrays are not modified later
 */
export function coincident(samples) {
  let shares = known.get(samples.points);
  if (!shares) known.set(samples.points, (shares = sharesOf(samples)));
  return shares;
}

/** @param {Samples} samples */
function sharesOf({ points, labels }) {
  /** The classes at each place, as bits: by x, then by y. @type {Map<number, Map<number, number>>} */
  const places = new Map();
  labels.forEach((label, k) => {
    const [x, y] = [points[2 * k], points[2 * k + 1]];
    let column = places.get(x);
    if (!column) places.set(x, (column = new Map()));
    column.set(y, (column.get(y) ?? 0) | (1 << label));
  });
  return labels.map((_, k) => Number(places.get(points[2 * k])?.get(points[2 * k + 1]) === 3));
}
