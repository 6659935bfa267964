/** Exact data of the runs, for what is exported. Each reading has an entry for each of `runs`, in their order. */
import { Buffers, gridOf, pictureOf, productsOf } from './picture.js';

/** @typedef {import('./lab.js').LayerParameters} LayerParameters */
/** @typedef {{ iterations: Float64Array, costs: Float64Array }} Costs */
/**
 * @typedef {object} RunPicture  what a picture shows of a run, all of the same iteration
 * @property {number} iteration  of the lab
 * @property {any} measured      as in a frame
 * @property {Costs} costs
 * @property {import('../charts/surface.js').Field | null} field
 */
/**
 * @typedef {object} InsideReading  the inside of a run, all of the same iteration
 * @property {number} iteration      of the lab
 * @property {number} lastIteration  where training ends
 * @property {number} behind         updates that the run is behind the lab, where it was switched on and catches up
 * @property {import('./lab.js').RunSnapshot} measured
 * @property {number} startCost      the cost at iteration 0
 * @property {import('./lab.js').Inspection} inspection
 * @property {Float64Array} expected  of each layer, what theory expects of the standard deviation of z at iteration 0
 * @property {import('./lab.js').LayerStart[]} layers
 * @property {import('./lab.js').Moments[]} weights  of each layer's weights as they are
 */

/** A reading takes the lab, the runs that are trained here, and what else it was asked with. */
export const readings = {
  /** All costs that are kept of each run. @param {any} lab @param {number[]} runs @returns {Costs[]} */
  costs: (lab, runs) => runs.map((run) => lab.costs(run)),
  /** The layers of each run's network, first to last. @param {any} lab @param {number[]} runs @returns {LayerParameters[][]} */
  parameters: (lab, runs) => runs.map((run) => lab.parameters(run)),
  /**
   * Fields and boundaries as fine as is asked for, with the measurements that belong to them. null: no fields.
   * @param {any} lab @param {number[]} runs @param {import('./picture.js').PictureRequest | null} picture
   * @param {number | null} [only]  the run whose field is wanted; null: all
   * @returns {RunPicture[]}
   */
  fields: (lab, runs, picture, only = null) => {
    const { iteration, runs: measured } = lab.snapshot();
    const { network, runs: all } = lab.experiment;
    const grid = picture && gridOf(picture, productsOf(network.hidden), only === null ? all.length : 1);
    return runs.map((run, k) => ({
      iteration,
      measured: measured[k],
      costs: lab.costs(run),
      field: grid && (only ?? run) === run ? pictureOf(lab, run, grid, picture.halvings, null, new Buffers()) : null,
    }));
  },
  /** What passes through each run's network, with all figures of the same iteration. @param {any} lab @param {number[]} runs @returns {InsideReading[]} */
  inspections: (lab, runs) => {
    const { iteration, runs: measured } = lab.snapshot();
    const { training, runs: all } = lab.experiment;
    const described = lab.runs;
    return runs.map((run, k) => ({
      iteration,
      lastIteration: lab.lastIteration,
      behind: missing(measured[k], Math.min(iteration, all[run].training?.iterations ?? training.iterations)),
      measured: measured[k],
      startCost: lab.costs(run).costs[0],
      inspection: lab.inspect(run),
      expected: lab.expectedSignal(run),
      layers: described[run].layers,
      weights: lab.parameters(run).map((/** @type {LayerParameters} */ { weights }) => momentsOf(weights)),
    }));
  },
};

/** @param {import('./lab.js').RunSnapshot} run @param {number} end  where the lab is, or where the run ends */
const missing = ({ iteration, divergedAt }, end) => (divergedAt === null ? Math.max(0, end - iteration) : 0);

/** Mean and standard deviation of a population, in two passes. @param {Float64Array} values @returns {import('./lab.js').Moments} */
export function momentsOf(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, stddev: Math.sqrt(squares / values.length) };
}

/** @typedef {typeof readings} Readings */
/** @typedef {keyof Readings} Reading */
/** What a reading is asked with, behind the lab and its runs. @template {Reading} What @typedef {Parameters<Readings[What]> extends [any, any, ...infer Values] ? Values : never} Values */
/** What a reading gives, for each run. @template {Reading} What @typedef {ReturnType<Readings[What]>} Answer */

/**
 * @template {Reading} What
 * @param {any} lab @param {number[]} runs @param {What} what @param {any[]} values
 * @returns {Answer<What>}
 */
export function reading(lab, runs, what, values) {
  if (!Object.hasOwn(readings, what))
    throw new RangeError(`read: ${JSON.stringify(what)} is not allowed; allowed: ${Object.keys(readings).join(', ')}`);
  const read = /** @type {(lab: any, runs: number[], ...values: any[]) => Answer<What>} */ (readings[what]);
  return read(lab, runs, ...values);
}

/** Every buffer in an answer: what is handed over, not copied. @param {unknown} value @returns {ArrayBuffer[]} */
export function buffersIn(value) {
  if (ArrayBuffer.isView(value)) return [/** @type {ArrayBuffer} */ (value.buffer)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(buffersIn);
}
