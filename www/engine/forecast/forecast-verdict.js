/** What a forecast says about a network in one word, with the layer at which it goes wrong, and the change that mends it. */

import { power } from '../../charts/format.js';

/** @typedef {import('./forecast-layers.js').ForecastLayer} ForecastLayer */
/** @typedef {'healthy' | 'dead' | 'symmetric' | 'fading' | 'growing' | 'vanishing' | 'exploding' | 'unknown'} ForecastWord */
/**
 * @typedef {object} ForecastVerdict
 * @property {ForecastWord} word  fading and growing are of the signal, vanishing and exploding of the error signal; unknown: no theory and no simulation
 * @property {number | null} layer  from 1: the first, in the direction of the signal, at which it holds
 * @property {string} sentence
 */

/** σ between samples outside of these multiples of the inputs' is fading or growing. */
const FADING = 0.01;
const GROWING = 100;
/** Error signals outside of these multiples of the output's vanish or explode, as in a lab's verdicts. */
const VANISHING = 1e-3;
const EXPLODING = 100;

/** A ratio in two digits: 3.2, 0.0041, 2.0 · 10⁻⁸. @param {number} value */
export function amount(value) {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return 'beyond all numbers';
  return value >= 0.001 && value < 10_000 ? String(Number(value.toPrecision(2))) : power(value.toExponential(1));
}

/** Laws whose units are all the same. */
const ALIKE = new Set(['zeros', 'ones', 'constant']);
const ALIKE_BIASES = new Set([undefined, 'zeros', 'ones', 'constant']);

/**
 * @param {readonly ForecastLayer[]} layers @param {{ signal: readonly number[], errorSignal: readonly number[] }} signals
 * @param {number} inputVariance
 * @returns {ForecastVerdict}
 */
export function verdictOf(layers, { signal, errorSignal }, inputVariance) {
  const alike = layers.findIndex(
    ({ weights, biases, hasOwnBiases, units }, k) =>
      k < layers.length - 1 &&
      units > 1 &&
      ALIKE.has(String(weights.initializer)) &&
      !hasOwnBiases &&
      ALIKE_BIASES.has(/** @type {string | undefined} */ (biases?.initializer)),
  );
  if (alike >= 0)
    return {
      word: 'symmetric',
      layer: alike + 1,
      sentence: `All units of layer ${alike + 1} start identical, so the layer computes and learns no more than one unit could.`,
    };
  if ([...signal, ...errorSignal].every(Number.isNaN))
    return {
      word: 'unknown',
      layer: null,
      sentence: 'There is no theory for these weights, and nothing was simulated.',
    };
  return (
    forwardVerdict(signal, Math.sqrt(inputVariance)) ?? backwardVerdict(errorSignal) ?? healthy(signal, errorSignal)
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
  const end = found + 1 < hidden ? `; at layer ${hidden}, ${amount(signal[hidden - 1] / input)} times as much` : '';
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
  const found = errorSignal.findLastIndex((value) => value < VANISHING * output || value >= EXPLODING * output);
  if (found < 0 || found === errorSignal.length - 1) return null;
  const layer = found + 1;
  const isVanishing = errorSignal[found] < output;
  const first = amount(errorSignal[0] / output);
  return isVanishing
    ? {
        word: 'vanishing',
        layer,
        sentence: `The error signal vanishes: on its way back from the output it falls below 1/1000 at layer ${layer}, and ${first} of it reaches layer 1.`,
      }
    : {
        word: 'exploding',
        layer,
        sentence: `The error signal explodes: on its way back from the output it has grown 100-fold at layer ${layer}, and is ${first} times as large at layer 1.`,
      };
}

/** @param {readonly number[]} signal @param {readonly number[]} errorSignal @returns {ForecastVerdict} */
function healthy(signal, errorSignal) {
  if (signal.length === 1)
    return {
      word: 'healthy',
      layer: null,
      sentence: 'One layer: there is nothing on the way for a signal to fade in.',
    };
  const hidden = amount(signal[signal.length - 2] / signal[0]);
  const back = amount(errorSignal[0] / errorSignal[errorSignal.length - 1]);
  return {
    word: 'healthy',
    layer: null,
    sentence: `Both signals survive: σ between inputs in the last hidden layer is ${hidden} times that of the first, and the error signal at layer 1 is ${back} times the output’s.`,
  };
}
