/** A layer's initialization in a framework's code. */
import { initializerNamed, setsBiases, valuesOf } from '../catalogue-entries.js';
import { fill } from '../code-template.js';

/** @typedef {import('../catalogue-entries.js').Framework} Framework */
/**
 * @typedef {object} Start
 * @property {string} code  draws weights, or sets weights and biases
 * @property {boolean} setsBiases  whether the code sets biases
 * @property {boolean} ownBiases  whether the initializer has biases of its own, which the experiment's do not change
 * @property {number} initialBias  for initializers that do not set biases themselves
 * @property {boolean} fitted  whether the layer is then fitted to the data
 * @property {string} note  a remark for the reader; may be empty
 */
/** @typedef {{ start: Start, output: Start | null, widths: number[], activation: string, seed: number, standardize: boolean, weightScale: number, biasStddev: number }} Network  activation: an expression of the framework */
/** @typedef {{ refused: string }} Refusal  why the framework has no such code, in a sentence */

/**
 * @param {Framework} framework
 * @param {any} given  the initializer with its parameters
 * @param {{ activation: string, initialBias?: number }} network
 * @returns {Start | Refusal}
 * @throws {RangeError} if the initializer is unknown or its code names an unknown value
 */
export function startOf(framework, given, { activation, initialBias = 0 }) {
  const entry = initializerNamed(given.initializer);
  const { note, weights, layer, refused } = entry.code[framework];
  if (refused) return { refused: `${entry.title}: ${refused}` };
  const template = layer ?? weights;
  if (template === undefined) throw new RangeError(`${entry.name} has no code for ${framework}.`);
  const code = fill(template, valuesOf(entry, given, activation));
  return {
    code,
    setsBiases: layer !== undefined,
    ownBiases: setsBiases(entry.name),
    initialBias,
    fitted: entry.fitted,
    note,
  };
}
