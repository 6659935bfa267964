/** The numbers of a layer, a row for each unit, and which of them are not allowed. No DOM. */
import { sidesOf } from './layer-chain.js';
import { WeightsError, quoted } from './weights-error.js';

/** @typedef {import('./layer-chain.js').Matrix} Matrix */
/** @typedef {import('./weights-content.js').Convention} Convention */
/** @typedef {{ weights: number[][], biases: number[] }} Layer */

/** @param {Matrix} matrix @param {Matrix | null} vector @param {Convention} convention @returns {Layer} */
export function rowsOf(matrix, vector, convention) {
  const { inputs, units } = sidesOf(matrix, convention);
  const at = (/** @type {number} */ unit, /** @type {number} */ input) =>
    convention === 'out_in' ? unit * inputs + input : input * units + unit;
  const weights = Array.from({ length: units }, (_, unit) =>
    Array.from({ length: inputs }, (__, input) => matrix.values[at(unit, input)]),
  );
  return { weights, biases: vector ? Array.from(vector.values) : Array(units).fill(0) };
}

/** @param {Matrix} matrix @param {Matrix | null} vector @param {Convention} convention @param {number} k */
export function layerOf(matrix, vector, convention, k) {
  const layer = rowsOf(matrix, vector, convention);
  const refuse = (
    /** @type {string} */ what,
    /** @type {string} */ place,
    /** @type {number} */ value,
    /** @type {string} */ name,
  ) =>
    new WeightsError(`Layer ${k + 1}, ${what}${place} (${quoted(name)}) is ${value}; must be a finite number.`, {
      path: `layers[${k}].${what === 'weight' ? 'weights' : 'biases'}${place}`,
      value,
      allowed: 'a finite number',
    });
  layer.weights.forEach((row, unit) =>
    row.forEach((value, input) => {
      if (!Number.isFinite(value)) throw refuse('weight', `[${unit}][${input}]`, value, matrix.name);
    }),
  );
  layer.biases.forEach((value, unit) => {
    if (!Number.isFinite(value)) throw refuse('bias', `[${unit}]`, value, vector?.name ?? '');
  });
  return layer;
}
