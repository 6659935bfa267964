/** The arrays of a sweep as a file for NumPy. */
import { catalogue } from '../experiment/catalogue.js';
import { npz } from './npz.js';
import { keysOf } from './source.js';

/** @typedef {import('./sweep-source.js').SweepSource} SweepSource */
/** @typedef {import('./npz.js').NamedArray} NamedArray */

/**
 * An .npz file of a sweep. Every training under the names of `results()`, of the shape runs × y × x × seeds: `cost`,
 * `trainAccuracy`, …; NaN where nothing is done. Beside them:
 *
 * - `runs`, the labels; `axes`, the fields that are varied, x first; `x` and `y`, their values; `seeds`, `dataSeeds`;
 * - `measure`, and `summary/median`, `summary/q10`, … of it, of the shape runs × y × x;
 * - `curves/<run>/iterations` and `curves/<run>/costs`, seeds × iterations, in a sweep without axes;
 * - `experiment`, as JSON.
 * @param {SweepSource} source
 */
export function sweepNPZ({ experiment, results, measure, summary, curves }) {
  const { runs, axes, seeds, dataSeeds, shape } = results;
  const list = (/** @type {string} */ name, /** @type {Float64Array | string[]} */ values) => ({
    name,
    shape: [values.length],
    values,
  });
  const { shape: cells, ...parts } = summary;
  /** @type {NamedArray[]} */
  const arrays = [
    { name: 'experiment', shape: [], values: [JSON.stringify(experiment)] },
    list('runs', runs),
    list('axes', axes.map(({ field }) => field)), // prettier-ignore
    ...axes.map(({ values }, axis) => list('xy'[axis], values)),
    list('seeds', seeds),
    list('dataSeeds', dataSeeds),
    ...catalogue.measures.map(({ property }) => ({ name: property, shape, values: /** @type {Float64Array} */ (results[/** @type {'cost'} */ (property)]) })), // prettier-ignore
    { name: 'measure', shape: [], values: [measure.name] },
    ...Object.entries(parts).map(([part, values]) => ({ name: `summary/${part}`, shape: cells, values })),
    ...curvesOf(runs, seeds.length, curves ?? []),
  ];
  return npz(arrays);
}

/**
 * @param {string[]} labels @param {number} seeds @param {{ iterations: Float64Array, costs: Float64Array }[]} curves
 * @returns {NamedArray[]}
 */
function curvesOf(labels, seeds, curves) {
  const keys = keysOf(labels);
  return curves.flatMap(({ iterations, costs }, run) => [
    { name: `curves/${keys[run]}/iterations`, shape: [iterations.length], values: iterations },
    { name: `curves/${keys[run]}/costs`, shape: [seeds, iterations.length], values: costs },
  ]);
}
