/**
 * A run as the controls change it: another initializer, a name, an override of the training. What may be is the core's to say. No DOM.
 */
import { fieldOf } from './object.js';

export { MOST_RUNS, nameOf } from './run-name.js';

/** @typedef {import('./fields.js').FieldSpec} FieldSpec */
/** @typedef {import('../engine/lab.js').Catalogue} Catalogue */
/** @typedef {{ initializer: string, label?: string, outputInitializer?: any, training?: any, [parameter: string]: any }} Run */

/** What is beside the initializer and its parameters. @param {Run} run */
const beside = ({ label, outputInitializer, training }) => defined({ label, outputInitializer, training });

/** @param {Record<string, any>} object */
const defined = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** The run with another initializer at its defaults; what else it says stays. @param {Run} run @param {string} initializer @returns {Run} */
export const withInitializer = (run, initializer) => ({ initializer, ...beside(run) });

/** @param {Run} run @param {string} name of a parameter or of `label`, `outputInitializer` @param {any} value undefined: none @returns {Run} */
export const withPart = (run, name, value) => /** @type {Run} */ (defined({ ...run, [name]: value }));

/** @param {Run} run @param {string} name of a field of the training @param {any} value undefined: as the others @returns {Run} */
export function withTraining(run, name, value) {
  const training = defined({ ...run.training, [name]: value });
  return withPart(run, 'training', Object.keys(training).length ? training : undefined);
}

/**
 * The parameters of an initializer, or of what stands for one, as fields.
 * @param {Catalogue} catalogue @param {string} initializer @param {string} at  path of what has the initializer, such as "runs[0]"
 * @returns {(FieldSpec & { name: string })[]}
 */
export function parametersOf({ initializers, aliases = [] }, initializer, at) {
  const entry = [...initializers, ...aliases].find(({ name }) => name === initializer);
  return (entry?.parameters ?? []).map((parameter) => ({ ...parameter, path: `${at}.${parameter.name}` }));
}

/** A training field as a run may have it for itself: an empty text leaves it to the experiment. @param {Catalogue} catalogue @param {string} name @param {string} at @returns {FieldSpec} */
export const overrideOf = (catalogue, name, at) => ({
  ...fieldOf(catalogue, `training.${name}`),
  path: `${at}.training.${name}`,
  empty: undefined,
});

/** A run's own name, as a field; the core's table has no path for it. @param {string} at @returns {FieldSpec} */
export const labelOf = (at) => ({
  path: `${at}.label`,
  type: 'text',
  empty: undefined,
  allowed: 'a text of 1 to 80 characters',
  help: 'Shown in place of the name above.',
});

/** The constants that an optimizer has. @param {Catalogue} catalogue @param {string} optimizer @returns {string[]} */
export const constantsOf = ({ optimizers }, optimizer) =>
  optimizers.find(({ name }) => name === optimizer)?.constants ?? [];
