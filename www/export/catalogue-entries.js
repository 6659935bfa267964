/** Entries of the catalogue by their names. No DOM. */
import { catalogue } from '../experiment/catalogue.js';

/** @typedef {'pytorch' | 'keras' | 'jax'} Framework */
/** @typedef {typeof catalogue.initializers[number]} InitializerEntry */

/**
 * @template {{ name: string }} Entry
 * @param {readonly Entry[]} list @param {string} name @param {string} what  they are, for a person
 * @throws {RangeError} where there is none of that name
 */
function find(list, name, what) {
  const entry = list.find((one) => one.name === name);
  if (!entry) throw new RangeError(`There is no ${what} ${name} in a complete experiment.`);
  return entry;
}

/** @param {string} name */
export const initializerNamed = (name) => find(catalogue.initializers, name, 'initializer');
/** @param {string} name */
export const activationNamed = (name) => find(catalogue.activations, name, 'activation function');
/** @param {string} name */
export const dataSetNamed = (name) => find(catalogue.datasets, name, 'data set');
/** @param {string} name */
export const lossNamed = (name) => find(catalogue.losses, name, 'loss');
/** @param {string} name */
export const optimizerNamed = (name) => find(catalogue.optimizers, name, 'optimizer');

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
