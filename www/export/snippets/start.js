/** What an initializer comes down to, whatever the framework: what the weights are drawn from, and where the biases start. */
import { number } from '../python/literals.js';

/**
 * @typedef {{ kind: 'constant', value: number }
 *   | { kind: 'identity', gain: number }
 *   | { kind: 'normal', mean: number, stddev: number }
 *   | { kind: 'truncated', mean: number, stddev: number }
 *   | { kind: 'uniform', low: number, high: number }
 *   | { kind: 'scaled', scale: number, mode: Mode, distribution: Shape }
 *   | { kind: 'orthogonal', gain: number, fitted: boolean }} Weights
 * @typedef {'fan_in' | 'fan_out' | 'fan_avg'} Mode
 * @typedef {'truncated_normal' | 'untruncated_normal' | 'uniform'} Shape
 * @typedef {{ kind: 'constant', value: number } | { kind: 'drawn' }} Biases  drawn: like the weights
 * @typedef {{ weights: Weights, biases: Biases }} Start
 */

/** @type {Record<string, [scale: number, mode: Mode, distribution: Shape]>} */
const SCALED = {
  he: [2, 'fan_in', 'untruncated_normal'],
  xavier: [1, 'fan_in', 'untruncated_normal'],
  xavier_average: [1, 'fan_avg', 'untruncated_normal'],
  glorot_normal: [1, 'fan_avg', 'truncated_normal'],
  glorot_uniform: [1, 'fan_avg', 'uniform'],
  he_normal: [2, 'fan_in', 'truncated_normal'],
  he_uniform: [2, 'fan_in', 'uniform'],
  lecun_normal: [1, 'fan_in', 'truncated_normal'],
  lecun_uniform: [1, 'fan_in', 'uniform'],
  keras_dense: [1, 'fan_avg', 'uniform'],
  flax_dense: [1, 'fan_in', 'truncated_normal'],
  pytorch_linear: [1 / 3, 'fan_in', 'uniform'],
  sklearn_mlp: [1, 'fan_avg', 'uniform'],
};

/** @param {any} initializer  with its parameters @param {string} activation @returns {Weights} */
function weightsOf({ initializer: name, ...given }, activation) {
  if (Object.hasOwn(SCALED, name)) {
    const [scale, mode, distribution] = SCALED[name];
    const logistic = name === 'sklearn_mlp' && activation === 'sigmoid';
    return { kind: 'scaled', scale: logistic ? 1 / 3 : scale, mode, distribution };
  }
  const { mean, stddev, gain } = given;
  if (name === 'zeros') return { kind: 'constant', value: 0 };
  if (name === 'ones') return { kind: 'constant', value: 1 };
  if (name === 'constant') return { kind: 'constant', value: given.value };
  if (name === 'identity') return { kind: 'identity', gain };
  if (name === 'random_normal') return { kind: 'normal', mean, stddev };
  if (name === 'truncated_normal') return { kind: 'truncated', mean, stddev };
  if (name === 'random_uniform') return { kind: 'uniform', low: given.minval, high: given.maxval };
  if (name === 'variance_scaling') {
    const { scale, mode, distribution } = given;
    return { kind: 'scaled', scale, mode, distribution };
  }
  if (name === 'orthogonal') return { kind: 'orthogonal', gain, fitted: false };
  if (name === 'lsuv') return { kind: 'orthogonal', gain: 1, fitted: true };
  if (name === 'playground') return { kind: 'uniform', low: -0.5, high: 0.5 };
  throw new RangeError(`snippet: there is no initializer ${name} in a complete experiment`);
}

/** @param {any} given  the initializer with its parameters @param {{ activation: string, initialBias?: number }} network @returns {Start} */
export function startOf(given, { activation, initialBias = 0 }) {
  const { initializer } = given;
  const weights = weightsOf(given, activation);
  if (initializer === 'pytorch_linear' || initializer === 'sklearn_mlp') return { weights, biases: { kind: 'drawn' } };
  /** @type {Record<string, number>} */
  const own = { keras_dense: 0, flax_dense: 0, playground: 0.1 };
  return { weights, biases: { kind: 'constant', value: own[initializer] ?? initialBias } };
}

/** Standard deviation of a standard normal draw after its tails are cut off at two. */
export const TRUNCATED = '0.87962566103423978';

/** n of a variance scale / n, in Python. @param {Mode} mode */
export const fanOf = (mode) => ({ fan_in: 'inputs', fan_out: 'units', fan_avg: '(inputs + units) / 2' })[mode];

/** A factor as Python writes it; thirds are thirds. @param {number} value */
export const factor = (value) => (value === 1 / 3 ? '1 / 3' : number(value));

/** variance = scale / n, in Python. @param {number} scale @param {Mode} mode */
export const varianceOf = (scale, mode) =>
  mode === 'fan_avg' ? `${factor(scale)} / (${fanOf(mode)})` : `${factor(scale)} / ${fanOf(mode)}`;
