/** The core's building blocks of a forecast, by name. */
import * as glue from '../generated/init_lab.js';

/** @typedef {import('./forecast-layers.js').RunLaw} RunLaw */
/** @typedef {{ square: number, difference: number, slope: number }} ActivationMoments  expectations of φ(z)², (φ(u) − φ(v))² and φ′(z)² */

/** Numbers of a row: one for each of 64 samples. */
export const ROW = 64;

/** What the core answers on a layer (src/wasm/forecast.rs). */
const QUESTIONS = { affine: 0, forward: 1, backward: 2, parameters: 3, activation: 4, activated: 5 };
/** The law of a layer where none matters. */
const ANY = { initializer: 'zeros' };
const NONE = new Float64Array(0);

/**
 * @param {keyof typeof QUESTIONS} question @param {RunLaw} law @param {string} activation
 * @param {readonly number[]} numbers  units, inputs, units drawn, seed and width, as far as the question needs them @param {Float64Array} values
 */
function ask(question, law, activation, numbers, values) {
  const all = Uint32Array.from({ length: 6 }, (_, k) => numbers[k] ?? 0);
  all[5] = QUESTIONS[question];
  return glue.layerForecast(law, activation, all, values);
}

/**
 * Expectations of an activation function over normal pre-activations.
 * @param {string} activation @param {number | null} leak  slope of leaky ReLU, if it is not the catalogue's
 * @param {number} mean @param {number} variance @param {number} difference  variance of u − v
 * @returns {ActivationMoments}
 */
export function activationMoments(activation, leak, mean, variance, difference) {
  const values = Float64Array.of(mean, variance, difference);
  if (leak === null) {
    const [square, apart, slope] = ask('activation', ANY, activation, [], values);
    return { square, difference: apart, slope };
  }
  // (1 − s) ReLU(z) + s z, by Stein's lemma: ReLU's own moments are enough.
  const [square, apart, share] = ask('activation', ANY, 'relu', [], values);
  return {
    square: (1 - leak * leak) * square + leak * leak * (mean * mean + variance),
    difference: (1 - leak) ** 2 * apart + leak * (2 * (1 - leak) * share + leak) * difference,
    slope: share + leak * leak * (1 - share),
  };
}

/**
 * The variance of a weight (NaN if weights are not centred and independent), and mean and variance of a bias that the initializer sets.
 * @param {RunLaw} law @param {string} activation @param {number} units @param {number} inputs
 */
export function parameterMoments(law, activation, units, inputs) {
  const [variance, bias, biasVariance] = ask('parameters', law, activation, [units, inputs], NONE);
  return { variance, bias, biasVariance };
}

/**
 * @typedef {object} Draw  units of a layer that are drawn
 * @property {RunLaw} law
 * @property {string} activation
 * @property {number} units  of the layer
 * @property {number} inputs
 * @property {number} drawn  units that are drawn
 * @property {number} seed
 * @property {number} samples  at most 64
 */

/**
 * Draws weights and multiplies: W x + b, W x, or Wᵀ δ.
 * @param {Draw} draw @param {'affine' | 'forward' | 'backward'} what
 * @param {Float64Array} values  64 for each input; backward: for each drawn unit
 */
export function drawnProduct({ law, activation, units, inputs, drawn, seed, samples }, what, values) {
  const width = 4 * Math.ceil(samples / 8);
  return ask(what, law, activation, [units, inputs, drawn, seed, width], values);
}

/**
 * Values and slopes of an activation function.
 * @param {string} activation @param {number | null} leak @param {Float64Array} z  an even number of them
 * @returns {{ values: Float64Array, slopes: Float64Array }}
 */
export function activated(activation, leak, z) {
  if (leak !== null)
    return { values: z.map((each) => (each > 0 ? each : leak * each)), slopes: z.map((each) => (each > 0 ? 1 : leak)) };
  const both = ask('activated', ANY, activation, [], z);
  return { values: both.subarray(0, z.length), slopes: both.subarray(z.length) };
}

/** Columns that make a matrix of 64 numbers a row out of drawn weights. */
const UNIT_ROWS = Float64Array.from({ length: ROW * ROW }, (_, k) => (k % (ROW + 1) === 0 ? 1 : 0));

/**
 * Rows of independent numbers of a law, 64 in each: drawn weights times the identity.
 * @param {RunLaw} law @param {number} rows @param {number} seed
 */
export const drawnRows = (law, rows, seed) =>
  drawnProduct(
    { law, activation: 'identity', units: rows, inputs: ROW, drawn: rows, seed, samples: ROW },
    'forward',
    UNIT_ROWS,
  );
