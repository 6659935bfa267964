/** What a file of weights leaves open, with what each choice would give. No DOM. */
import { biasesOf } from './layer-biases.js';
import { rowsOf } from './layer-values.js';
import { WeightsError } from './weights-error.js';

/** @typedef {import('./layer-chain.js').Matrix} Matrix */
/** @typedef {import('./layer-values.js').Layer} Layer */
/** @typedef {import('./weights-content.js').Convention} Convention */
/** @typedef {import('./weights-error.js').WeightsChoice} WeightsChoice */
/** @typedef {{ convention: Convention, layers: Matrix[] }} Candidate  layers: in the order of the network */

/** @param {Candidate[]} candidates of both conventions @param {Matrix[]} vectors */
export const conventionOpen = (candidates, vectors) =>
  open(
    'convention',
    'Does each unit have a row of a matrix (out_in), or a column (in_out)?',
    candidates.map(({ convention }) => convention),
    candidates,
    vectors,
  );

/** @param {WeightsChoice['option']} option @param {string} question @param {(string | string[])[]} values @param {Candidate[]} candidates @param {Matrix[]} vectors */
export function open(option, question, values, candidates, vectors) {
  const told = predictions(candidates, vectors);
  const choices = values.map((value, k) => ({ value, gives: told[k] }));
  const ways = choices.map(({ value, gives }) => `${[value].flat().join(', ')} (${gives})`).join('; or ');
  return new WeightsError(`The file does not say it. ${question} ${ways}.`, {
    path: option,
    allowed: `one of ${values.map((value) => [value].flat().join(', ')).join('; ')}`,
    choices: [{ option, question, values: choices, pick: 1 }],
  });
}

/** Points of which choices tell what each network predicts: the first at which they differ. */
const POINTS = [
  [0.5, -0.5],
  [1, 0],
  [-1, 0.5],
  [0.3, 0.8],
  [-0.7, -0.9],
];

/**
 * What each of several networks is, and predicts with ReLU units, in words. Probabilities that are equal, as those of large weights
 * are, tell nothing apart: the output before the sigmoid function stands in for them.
 * @param {Candidate[]} networks @param {Matrix[]} vectors @returns {string[]}
 */
function predictions(networks, vectors) {
  const known = networks.map(({ layers, convention }) => rowsOfLayers(layers, vectors, convention));
  const digits = (/** @type {number} */ value) => Number(value.toPrecision(4));
  const ways = [
    { what: 'the probability of class 1', of: (/** @type {number} */ z) => digits(1 / (1 + Math.exp(-z))) },
    { what: 'the output before the sigmoid function', of: digits },
  ].flatMap(({ what, of }) =>
    POINTS.map((point) => ({ what, point, told: known.map((layers) => of(output(layers, point))) })),
  );
  const { what, point, told } = ways.find((way) => new Set(way.told).size === networks.length) ?? ways[0];
  return known.map((layers, k) => {
    const widths = [2, ...layers.map(({ biases }) => biases.length)].join(' → ');
    return `${widths}; with ReLU units, ${what} at (${point.join(', ')}) is ${told[k]}`;
  });
}

/** @param {Matrix[]} layers @param {Matrix[]} vectors @param {Convention} convention @returns {Layer[]} */
function rowsOfLayers(layers, vectors, convention) {
  /** @type {(Matrix | null)[]} */
  let biases = layers.map(() => null);
  try {
    biases = biasesOf(layers, vectors, convention);
  } catch {
    // The biases are open, too: the prediction is without them.
  }
  return layers.map((layer, k) => rowsOf(layer, biases[k], convention));
}

/** What the output unit gives before the sigmoid function. @param {Layer[]} layers @param {number[]} point */
function output(layers, point) {
  let values = point;
  layers.forEach(({ weights, biases }, k) => {
    const z = weights.map((row, unit) => row.reduce((sum, weight, i) => sum + weight * values[i], biases[unit]));
    values = k + 1 < layers.length ? z.map((each) => Math.max(0, each)) : z;
  });
  return values[0];
}
