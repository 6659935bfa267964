/** The seed that stands for a cell. */

/**
 * The seed whose value is nearest to the median of a cell, which is what a picture shows there; the first of equals. -1
 * if nothing is done.
 * @param {import('../../charts/sweep-model.js').ShownSweep} shown @param {{ run: number, x: number, y: number }} cell
 */
export function typicalSeed({ shape: [, height, width, seeds], results, measure, quantiles }, { run, x, y }) {
  const first = ((run * height + y) * width + x) * seeds;
  const values = /** @type {Float64Array} */ (results[measure.property]).subarray(first, first + seeds);
  const found = nearestValue(values, quantiles(values, seeds).median[0]);
  if (found >= 0) return found;
  return results.collapsed.subarray(first, first + seeds).findIndex((value) => !Number.isNaN(value));
}

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
