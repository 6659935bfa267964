/** The seed that stands for a cell. */
import { ascending, nearestValue, quantile } from '../../charts/quantiles.js';

/**
 * The seed whose value is nearest to the median of a cell, which is what a picture shows there; the first of equals. -1
 * if nothing is done.
 * @param {import('../../charts/sweep-model.js').ShownSweep} shown @param {{ run: number, x: number, y: number }} cell
 */
export function typicalSeed({ shape: [, height, width, seeds], results, measure }, { run, x, y }) {
  const first = ((run * height + y) * width + x) * seeds;
  const values = /** @type {Float64Array} */ (results[measure.property]).subarray(first, first + seeds);
  const found = nearestValue(values, quantile(ascending(values), 0.5));
  if (found >= 0) return found;
  return results.collapsed.subarray(first, first + seeds).findIndex((value) => !Number.isNaN(value));
}
