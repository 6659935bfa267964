/** Exact data of the runs, for exports. Each reading has one entry per run of `runs`, in their order. */
import { Buffers, gridOf, pictureOf, productsOf } from './picture.js';

/** @typedef {import('./lab.js').LayerParameters} LayerParameters */
/** @typedef {import('./lab.js').Lab['standardization']} Standardization */
/** @typedef {{ iterations: Float64Array, costs: Float64Array }} Costs */
/**
 * @typedef {object} RunPicture  data of a run for a picture, all from the same iteration
 * @property {number} iteration  of the lab
 * @property {any} measured      as in a frame
 * @property {Costs} costs
 * @property {import('../charts/surface.js').Field | null} field
 */
/**
 * @typedef {object} InsideReading  measurements inside a run's network, all from the same iteration
 * @property {number} iteration      of the lab
 * @property {number} lastIteration  the last iteration of training
 * @property {number} behind         updates missing in a run that was switched on and is catching up
 * @property {import('./lab.js').RunSnapshot} measured
 * @property {number} startCost      the cost at iteration 0
 * @property {import('./lab.js').Inspection} inspection
 * @property {Float64Array} expected  the root mean square of z that theory predicts for each layer at iteration 0
 * @property {Float64Array} expectedBetweenSamples  the standard deviation of z between samples that it predicts
 * @property {import('./lab.js').LayerStart[]} layers
 * @property {import('./lab.js').Moments[]} weights  statistics of each layer's current weights
 */

/** The readings by name. Each takes the lab, the runs trained here, and further arguments. */
export const readings = {
  /** The recorded costs of each run. @param {any} lab @param {number[]} runs @returns {Costs[]} */
  costs: (lab, runs) => runs.map((run) => lab.costs(run)),
  /** The layers of each run's network, first to last. @param {any} lab @param {number[]} runs @returns {LayerParameters[][]} */
  parameters: (lab, runs) => runs.map((run) => lab.parameters(run)),
  /** The layers of each run's network at iteration 0. @param {any} lab @param {number[]} runs @returns {LayerParameters[][]} */
  starts: (lab, runs) => runs.map((run) => lab.parameters(run, { start: true })),
  /** The standardization of the data, the same for each run. @param {any} lab @param {number[]} runs @returns {(Standardization | null)[]} */
  standardization: (lab, runs) => runs.map(() => lab.standardization),
  /**
   * Fields and boundaries at the requested resolution, with measurements of the same iteration. Without a picture
   * request, no fields.
   * @param {any} lab @param {number[]} runs @param {import('./picture.js').PictureRequest | null} picture
   * @param {number | null} [only]  the only run whose field is computed; null: all
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
  /** Measurements inside each run's network, all from the same iteration. @param {any} lab @param {number[]} runs @returns {InsideReading[]} */
  inspections: (lab, runs) => {
    const { iteration, runs: measured } = lab.snapshot();
    const { training, runs: all } = lab.experiment;
    const described = lab.runs;
    const signals = runs.map((run) => lab.expectedSignals(run));
    return runs.map((run, k) => ({
      iteration,
      lastIteration: lab.lastIteration,
      behind: missing(measured[k], Math.min(iteration, all[run].training?.iterations ?? training.iterations)),
      measured: measured[k],
      startCost: lab.costs(run).costs[0],
      inspection: lab.inspect(run),
      expected: signals[k].rms,
      expectedBetweenSamples: signals[k].betweenSamples,
      layers: described[run].layers,
      weights: lab.parameters(run).map((/** @type {LayerParameters} */ { weights }) => momentsOf(weights)),
    }));
  },
};

/** @param {import('./lab.js').RunSnapshot} run @param {number} end  iteration of the lab, or last iteration of the run */
const missing = ({ iteration, divergedAt }, end) => (divergedAt === null ? Math.max(0, end - iteration) : 0);

/** Mean and standard deviation of a population, in two passes. @param {Float64Array} values @returns {import('./lab.js').Moments} */
export function momentsOf(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, stddev: Math.sqrt(squares / values.length) };
}

/** @typedef {typeof readings} Readings */
/** @typedef {keyof Readings} Reading */
/**
 * The arguments of a reading, after the lab and its runs.
 * @template {Reading} What
 * @typedef {Parameters<Readings[What]> extends [any, any, ...infer Values] ? Values : never} Values
 */
/**
 * The answer of a reading, with one entry per run.
 * @template {Reading} What
 * @typedef {ReturnType<Readings[What]>} Answer
 */

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

/**
 * All buffers in an answer, which are transferred rather than copied.
 * @param {unknown} value
 * @returns {ArrayBuffer[]}
 */
export function buffersIn(value) {
  if (ArrayBuffer.isView(value)) return [/** @type {ArrayBuffer} */ (value.buffer)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(buffersIn);
}
