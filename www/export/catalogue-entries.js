/** Entries of the catalogue by their names, with the code that exports write for them. No DOM. */
import { catalogue } from '../experiment/catalogue.js';
import catalogueCode from './generated/catalogue-code.js';

/** @typedef {'pytorch' | 'keras' | 'jax'} Framework */
/** @typedef {ReturnType<typeof initializerNamed>} InitializerEntry */

/** The code of every entry, by name. @type {import('../engine/generated/init_lab.js').CatalogueCode} */
export const code = /** @type {any} */ (catalogueCode);

/**
 * @template {{ name: string }} Entry @template Code
 * @param {readonly Entry[]} list @param {Record<string, Code>} codes @param {string} name @param {string} what  the kind of entry, for messages
 * @returns {Entry & { code: Code }}
 * @throws {RangeError} if no entry has that name
 */
function find(list, codes, name, what) {
  const entry = list.find((one) => one.name === name);
  if (!entry) throw new RangeError(`There is no ${what} ${name} in a complete experiment.`);
  return { ...entry, code: codes[name] };
}

const REFUSED = {
  refused: 'they are numbers, and no rule draws them. Save them with Export, Starting weights, and load that file.',
};
/** What stands for an initializer in runs with weights of their own. @type {any} */
const OWN_WEIGHTS = { name: 'custom', title: 'Your weights', parameters: [], fitted: false };
/** @type {typeof catalogue.initializers} */
const initializers = [...catalogue.initializers, OWN_WEIGHTS];
/** @type {any} */
const codes = {
  ...code.initializers,
  custom: { numpy: REFUSED, pytorch: REFUSED, keras: REFUSED, jax: REFUSED },
};

/** @param {string} name */
export const initializerNamed = (name) => find(initializers, codes, name, 'initializer');
/** Whether an initializer sets biases itself: its NumPy code then returns a layer without asking for `biases(units)`. @param {string} name */
export const setsBiases = (name) => initializerNamed(name).code.numpy.layer?.includes('biases(units)') === false;
/** @param {string} name */
export const activationNamed = (name) => find(catalogue.activations, code.activations, name, 'activation function');
/** @param {string} name */
export const dataSetNamed = (name) => find(catalogue.datasets, code.datasets, name, 'data set');
/** @param {string} name */
export const lossNamed = (name) => find(catalogue.losses, code.losses, name, 'loss');
/** @param {string} name */
export const optimizerNamed = (name) => find(catalogue.optimizers, code.optimizers, name, 'optimizer');

/**
 * The values that an initializer's code may use: its parameters and the activation function's name.
 * @param {InitializerEntry} entry @param {any} given  the initializer of a run with its parameters @param {string} activation
 */
export const valuesOf = (entry, given, activation) => ({
  ...Object.fromEntries(entry.parameters.map(({ name }) => [name, given[name]])),
  activation,
});

/** Lines of code, each indented. @param {string} code */
export const indented = (code) => code.replace(/^(?=.)/gm, '    ');
