/** Entries of the catalogue by their names. No DOM. */
import { catalogue } from '../experiment/catalogue.js';

/** @typedef {{ weights: string, note: string } | { layer: string, note: string } | { refused: string, note: string }} Snippet */
/** @typedef {{ code: string } | { refused: string }} Expression */
/** @typedef {'pytorch' | 'keras' | 'jax'} Framework */
/** @typedef {{ name: string, title: string, fitted: boolean, parameters: { name: string }[], code: Record<Framework | 'numpy', Snippet> }} InitializerEntry */
/** @typedef {{ words: string, definitions: string, value: string, slope: string }} NumpyFunction */
/** @typedef {{ name: string, title: string, code: { numpy: NumpyFunction } & Record<Framework, Expression> }} ActivationEntry */
/** @typedef {{ name: string, code: { numpy: string } }} NumpyEntry */

/**
 * @template {{ name: string }} Entry
 * @param {readonly Entry[]} entries @param {string} name @param {string} what  they are, for a person
 * @throws {RangeError} where there is none of that name
 */
function find(entries, name, what) {
  const entry = entries.find((one) => one.name === name);
  if (!entry) throw new RangeError(`There is no ${what} ${name} in a complete experiment.`);
  return entry;
}

/** @param {string} name @returns {InitializerEntry} */
export const initializerNamed = (name) => find(/** @type {any} */ (catalogue.initializers), name, 'initializer');
/** @param {string} name @returns {ActivationEntry} */
export const activationNamed = (name) => find(/** @type {any} */ (catalogue.activations), name, 'activation function');
/** @param {string} name @returns {NumpyEntry} */
export const dataSetNamed = (name) => find(/** @type {any} */ (catalogue.datasets), name, 'data set');
/** @param {string} name @returns {NumpyEntry} */
export const lossNamed = (name) => find(/** @type {any} */ (catalogue.losses), name, 'loss');
/** @param {string} name @returns {NumpyEntry & { constants: string[] }} */
export const optimizerNamed = (name) => find(/** @type {any} */ (catalogue.optimizers), name, 'optimizer');

/**
 * The values that an initializer's code may name: those of its parameters, and the activation function's name.
 * @param {InitializerEntry} entry @param {any} given  the initializer of a run with its parameters @param {string} activation
 */
export const valuesOf = (entry, given, activation) => ({
  ...Object.fromEntries(entry.parameters.map(({ name }) => [name, given[name]])),
  activation,
});

/** Lines of code, each indented. @param {string} code */
export const indented = (code) => code.replace(/^(?=.)/gm, '    ');
