/** Finds the biases of each layer: by names, then by numbers and sizes. No DOM. */
import { byNumbers, isNamesake } from './layer-names.js';
import { sidesOf } from './layer-chain.js';
import { WeightsError, listed, quoted } from './weights-error.js';

/** @typedef {import('./layer-chain.js').Matrix} Matrix */
/** @typedef {import('./weights-content.js').Convention} Convention */

/** @param {Matrix} vector */
const sizeOf = ({ shape }) => shape.reduce((product, side) => product * side, 1);

/** @param {Matrix} weights @param {Matrix} biases */
const isOfItsName = (weights, biases) => isNamesake(weights.called, biases.called);

/** Whether biases are numbered as the array after the weights, as `vars/0` and `vars/1` are. @param {Matrix} weights @param {Matrix} biases */
function follows(weights, biases) {
  const [own, other] = [weights.called.numbers, biases.called.numbers];
  if (weights.called.words !== biases.called.words || own.length !== other.length || own.length === 0) return false;
  return byNumbers([...own.slice(0, -1), own[own.length - 1] + 1], other) === 0;
}

/**
 * The biases of each layer; null where the file has none.
 * @param {Matrix[]} layers @param {Matrix[]} vectors  arrays that may be biases @param {Convention} convention
 * @returns {(Matrix | null)[]}
 * @throws {WeightsError} if several arrays may be the biases of a layer, or those of its name have another length
 */
export function biasesOf(layers, vectors, convention) {
  /** @type {(Matrix | null)[]} */
  const found = layers.map(() => null);
  const units = layers.map((layer) => sidesOf(layer, convention).units);
  // Biases of weights that are not in the network are no other layer's.
  const names = layers.map(({ name }) => name);
  const own = vectors.filter(({ owner }) => owner === undefined || names.includes(owner));
  const free = () => own.filter((vector) => !found.includes(vector));
  for (const isOf of [isOfItsName, follows]) {
    layers.forEach((layer, k) => {
      found[k] ??= free().find((vector) => sizeOf(vector) === units[k] && isOf(layer, vector)) ?? null;
    });
    layers.forEach((layer, k) => {
      const misfit = own.find(({ called, owner }) => called.role === 'biases' && owner === layer.name);
      if (misfit && !found[k]) throw misfits(layer, misfit, k, units[k]);
    });
  }
  const open = layers.flatMap((_, k) => (found[k] ? [] : [k]));
  const left = free().filter((vector) => open.some((k) => sizeOf(vector) === units[k]));
  const ordered = left.toSorted((a, b) => byNumbers(a.called.numbers, b.called.numbers));
  const isNumbered = ordered.every(
    (vector, k) => k === 0 || byNumbers(ordered[k - 1].called.numbers, vector.called.numbers) < 0,
  );
  if (isNumbered && ordered.length === open.length && open.every((k, i) => sizeOf(ordered[i]) === units[k]))
    open.forEach((k, i) => (found[k] = ordered[i]));
  for (const k of open) {
    if (found[k]) continue;
    const candidates = free().filter((vector) => sizeOf(vector) === units[k]);
    const isAlone = open.filter((other) => !found[other] && units[other] === units[k]).length === 1;
    if (candidates.length > 1 || (candidates.length === 1 && !isAlone))
      throw new WeightsError(
        `${listed(candidates.map(({ name }) => name))} may be the biases of layer ${k + 1} (${quoted(layers[k].name)}); name them alike, such as W${k + 1} and b${k + 1}.`,
        { path: `layers[${k}].biases`, value: candidates.map(({ name }) => name), allowed: 'one array of biases' },
      );
    found[k] = candidates[0] ?? null;
  }
  return found;
}

/** @param {Matrix} layer @param {Matrix} biases @param {number} k @param {number} units */
const misfits = (layer, biases, k, units) =>
  new WeightsError(
    `${quoted(biases.name)} has ${sizeOf(biases)} numbers, and layer ${k + 1} (${quoted(layer.name)}, ${layer.shape.join(' × ')}) has ${units} units: a bias each.`,
    { path: `layers[${k}].biases`, value: sizeOf(biases), allowed: `${units} biases` },
  );
