/** What a forecast says about a network in one word, with the layer at which it goes wrong, and the change that mends it. */

import { power } from '../../charts/format.js';

/** @typedef {import('./forecast-layers.js').ForecastLayer} ForecastLayer */
/** @typedef {'healthy' | 'dead' | 'symmetric' | 'fading' | 'growing' | 'vanishing' | 'exploding' | 'unknown'} ForecastWord */
/**
 * @typedef {object} ForecastVerdict
 * @property {ForecastWord} word  fading and growing are of the signal, vanishing and exploding of the error signal; unknown: there is no signal, or it is not known
 * @property {number | null} layer  from 1: the first, in the direction of the signal, at which it holds
 * @property {string} sentence
 */

/** σ between samples outside of these multiples of the inputs' is fading or growing. */
const FADING = 0.01;
const GROWING = 100;
/** Error signals outside of these multiples of the output's vanish or explode, as in a lab's verdicts. */
const VANISHING = 1e-3;
const EXPLODING = 100;

/** Ratios above it are not told apart: theory holds variances below 10³⁰⁰. */
const LARGEST = 1e140;

/** A ratio in two digits: 3.2, 0.0041, 2.0 · 10⁻⁸. @param {number} value  not NaN */
export function amount(value) {
  if (value === 0) return '0';
  if (value > LARGEST) return 'more than 10¹⁴⁰';
  return value >= 0.001 && value < 10_000 ? String(Number(value.toPrecision(2))) : power(value.toExponential(1));
}

/** Laws whose units are all the same. */
const ALIKE = new Set(['zeros', 'ones', 'constant']);

/** Whether a law gives all units the same numbers; no biases are the same, too. @param {import('./forecast-layers.js').RunLaw | null} law */
function isAlike(law) {
  if (!law || ALIKE.has(String(law.initializer))) return true;
  const { initializer, stddev, minval = -0.05, maxval = 0.05 } = law;
  if (initializer === 'random_uniform') return minval === maxval;
  return (initializer === 'random_normal' || initializer === 'truncated_normal') && stddev === 0;
}

/** @param {string} sentence @returns {ForecastVerdict} */
const unknown = (sentence) => ({ word: 'unknown', layer: null, sentence });

/**
 * @param {readonly ForecastLayer[]} layers
 * @param {{ signal: readonly number[], errorSignal: readonly number[] }} signals  NaN where they are not known
 * @param {number} inputVariance @param {'theory' | 'simulation'} [counts]  whose signals they are
 * @returns {ForecastVerdict}
 */
export function verdictOf(layers, { signal, errorSignal }, inputVariance, counts = 'theory') {
  const last = layers.length - 1;
  const alike = layers.findIndex(
    ({ weights, biases, hasOwnBiases, units }, k) =>
      k < last && units > 1 && isAlike(weights) && !hasOwnBiases && isAlike(biases),
  );
  if (alike >= 0)
    return {
      word: 'symmetric',
      layer: alike + 1,
      sentence: `All units of layer ${alike + 1} start identical, so the layer computes and learns no more than one unit could.`,
    };
  if (inputVariance === 0) return unknown('Inputs of variance 0 are all the same: there is no signal to follow.');
  const input = Math.sqrt(inputVariance);
  const found = forwardVerdict(signal, input) ?? backwardVerdict(errorSignal);
  if (found) return found;
  // The signals of the hidden layers, and all on the way back to them. A single layer has nothing on the way.
  if (last === 0 || [...signal.slice(0, -1), ...errorSignal].every(Number.isFinite))
    return healthy(signal, errorSignal, input);
  if (counts === 'simulation')
    return unknown('The numbers of the simulation are too large to calculate with, so its signals are not known.');
  return unknown(
    signal.some(Number.isNaN)
      ? 'There is no theory for these weights, and nothing was simulated.'
      : 'There is no theory for this error signal, and nothing was simulated.',
  );
}

/** @param {readonly number[]} signal @param {number} input @returns {ForecastVerdict | null} */
function forwardVerdict(signal, input) {
  const found = signal.findIndex(
    (value) => !Number.isNaN(value) && (value < FADING * input || value > GROWING * input),
  );
  if (found < 0) return null;
  const layer = found + 1;
  if (signal[found] === 0)
    return {
      word: 'dead',
      layer,
      sentence: `From layer ${layer} on, all inputs give the same values: nothing of the input is left.`,
    };
  const isFading = signal[found] < input;
  const times = amount(signal[found] / input);
  const hidden = signal.length - 1;
  const later = signal[hidden - 1] / input;
  const end = found + 1 < hidden && !Number.isNaN(later) ? `; at layer ${hidden}, ${amount(later)} times as much` : '';
  return isFading
    ? {
        word: 'fading',
        layer,
        sentence: `The signal fades: at layer ${layer}, activations differ between inputs only ${times} times as much as the inputs do${end}.`,
      }
    : {
        word: 'growing',
        layer,
        sentence: `The signal grows out of proportion: at layer ${layer}, activations differ between inputs ${times} times as much as the inputs do${end}.`,
      };
}

/** @param {readonly number[]} errorSignal @returns {ForecastVerdict | null} */
function backwardVerdict(errorSignal) {
  const output = errorSignal[errorSignal.length - 1];
  if (output === 0)
    return {
      word: 'vanishing',
      layer: errorSignal.length,
      sentence: 'The error signal is 0 at the output already: nothing comes back.',
    };
  const found = errorSignal.findLastIndex((value) => value < VANISHING * output || value >= EXPLODING * output);
  if (found < 0 || found === errorSignal.length - 1) return null;
  const layer = found + 1;
  const isVanishing = errorSignal[found] < output;
  const reaching = errorSignal[0] / output;
  const first = Number.isNaN(reaching) ? null : amount(reaching);
  return isVanishing
    ? {
        word: 'vanishing',
        layer,
        sentence: `The error signal vanishes: on its way back from the output it falls below 1/1000 at layer ${layer}${first === null ? '' : `, and ${first} of it reaches layer 1`}.`,
      }
    : {
        word: 'exploding',
        layer,
        sentence: `The error signal explodes: on its way back from the output it has grown 100-fold at layer ${layer}${first === null ? '' : `, and is ${first} times as large at layer 1`}.`,
      };
}

/** @param {readonly number[]} signal @param {readonly number[]} errorSignal @param {number} input @returns {ForecastVerdict} */
function healthy(signal, errorSignal, input) {
  const hidden = signal.length - 1;
  if (hidden === 0)
    return {
      word: 'healthy',
      layer: null,
      sentence: 'One layer: there is nothing on the way for a signal to fade in.',
    };
  const back = amount(errorSignal[0] / errorSignal[hidden]);
  return {
    word: 'healthy',
    layer: null,
    sentence:
      hidden === 1
        ? `Both signals survive: σ between inputs in the hidden layer is ${amount(signal[0] / input)} times that of the inputs, and the error signal there is ${back} times the output’s.`
        : `Both signals survive: σ between inputs in the last hidden layer is ${amount(signal[hidden - 1] / signal[0])} times that of the first, and the error signal at layer 1 is ${back} times the output’s.`,
  };
}
