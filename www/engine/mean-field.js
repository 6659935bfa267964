/** Mean-field theory of wide networks, computed by the core. */
import { refused } from '../experiment/refused.js';
import { engineBuild } from './core-instance.js';
import * as glue from './generated/init_lab.js';
import * as input from './input.js';

/**
 * @typedef {object} MeanFieldOptions
 * @property {string} activation  a name of `network.activation`
 * @property {number} weightVariance  σ_w²: a weight's variance times the number of inputs
 * @property {number} [biasVariance]  σ_b²: a bias's variance; default 0
 * @property {number} [depth]  number of layers; default 0
 * @property {number} [q0]  variance of the pre-activations at the start; default 1
 * @property {number} [c0]  correlation of two inputs' pre-activations at the start; default 0.5
 */
/**
 * @typedef {object} MeanField  of pre-activations z. The lists have `depth` + 1 entries, of which the first is the start
 * @property {number[]} q  variance of a unit's z, over draws of the network; Infinity beyond 1e100
 * @property {number[]} c  correlation of the z of two inputs of the same length
 * @property {number[]} chi  χ = σ_w² E[φ′(√q g)²] at that q
 * @property {{ q: number, c: number, chi: number, xi: number }} fixedPoint  where q and c end, with χ there and ξ. The slope of the correlation map at c = 1 is χ q / q′: order below 1, chaos above. c is NaN where every correlation stays. ξ is
 *   the number of layers in which the distance of c to its end shrinks to a part of 1/e
 */

/** Largest variance that is allowed. */
const LARGEST = 1e6;
/** Largest number of layers. */
const DEEPEST = 1000;

/** ξ of the fixed point, in a thread whose core runs. @param {string} activation @param {number} weightVariance @param {number} biasVariance @returns {number} */
export const reachOf = (activation, weightVariance, biasVariance) =>
  /** @type {number} */ (glue.meanField(activation, weightVariance, biasVariance, 0, 1, 0.5).at(-1));

/** @param {string} path @param {unknown} value @param {number} low @param {number} high */
function within(path, value, low, high) {
  const given = input.number(path, value);
  if (!(given >= low && given <= high)) throw refused(RangeError, path, given, `a number from ${low} to ${high}`);
  return given;
}

/**
 * What wide networks do to the length of an input and to the correlation of two, layer by layer (Poole et al., 2016;
 * Schoenholz et al., 2017), by quadrature. For weights and biases that are independent with mean 0; no lab is needed.
 * @param {MeanFieldOptions} options
 * @returns {Promise<MeanField>}
 * @throws {RangeError | TypeError} naming the value and the allowed values
 */
export async function meanField({ activation, weightVariance, biasVariance = 0, depth = 0, q0 = 1, c0 = 0.5 }) {
  if (!(input.whole('depth', depth) <= DEEPEST))
    throw refused(RangeError, 'depth', depth, `a whole number from 0 to ${DEEPEST}`);
  const variances = /** @type {const} */ ([
    within('weightVariance', weightVariance, 0, LARGEST),
    within('biasVariance', biasVariance, 0, LARGEST),
  ]);
  const start = /** @type {const} */ ([within('q0', q0, 0, LARGEST), within('c0', c0, -1, 1)]);
  await engineBuild();
  const numbers = glue.meanField(input.plain(activation, 'activation'), ...variances, depth, ...start);
  const layers = (/** @type {number} */ part) => Array.from({ length: depth + 1 }, (_, k) => numbers[3 * k + part]);
  const [q, c, chi, xi] = numbers.slice(-4);
  return { q: layers(0), c: layers(1), chi: layers(2), fixedPoint: { q, c, chi, xi } };
}
