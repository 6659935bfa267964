/** Quantiles, as NumPy's default method and a sweep's summary have them. Numbers only. */

/**
 * A quantile of ascending values, interpolated between finite neighbours only, else the upper one; NaN of none.
 * @param {ArrayLike<number>} sorted @param {number} q  0 to 1
 */
export function quantile(sorted, q) {
  if (!sorted.length) return NaN;
  const at = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  const share = at - Math.floor(at);
  if (share === 0 || low === high) return low;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return high;
  return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
}

/**
 * The values that are numbers, in ascending order.
 * @param {Float64Array} values @returns {Float64Array}
 */
export const ascending = (values) => values.filter((value) => !Number.isNaN(value)).sort();

/**
 * The index of the value nearest to a number, the first of equals; -1 if there is none. Infinity is nearest to itself.
 * @param {ArrayLike<number>} values @param {number} wanted
 */
export function nearestValue(values, wanted) {
  let [best, least] = [-1, Infinity];
  for (let k = 0; k < values.length; k += 1) {
    if (Number.isNaN(values[k])) continue;
    const away = values[k] === wanted ? 0 : Math.abs(values[k] - wanted);
    if (best < 0 || away < least) [best, least] = [k, away];
  }
  return best;
}
