/** Parts of a run and their fields, for the controls that change them. No DOM. */
import { fieldOf } from './object.js';

/** @typedef {import('./object.js').FieldSpec} FieldSpec */
/** @typedef {import('./catalogue.js').Catalogue} Catalogue */
/** @typedef {import('./runs.js').Run} Run */

/** The parts of a run besides the initializer and its parameters. @param {Run} run */
const beside = ({ label, outputInitializer, training }) => defined({ label, outputInitializer, training });

/** @param {Record<string, any>} object */
const defined = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** The run with another initializer at its defaults. Other parts stay. @param {Run} run @param {string} initializer @returns {Run} */
export const withInitializer = (run, initializer) => ({ initializer, ...beside(run) });

/** @param {Run} run @param {string} name of a parameter or of `label`, `outputInitializer` @param {any} value undefined: none @returns {Run} */
export const withPart = (run, name, value) => /** @type {Run} */ (defined({ ...run, [name]: value }));

/** @param {Run} run @param {string} name of a field of the training @param {any} value undefined: as the others @returns {Run} */
export function withTraining(run, name, value) {
  const training = defined({ ...run.training, [name]: value });
  return withPart(run, 'training', Object.keys(training).length ? training : undefined);
}

/**
 * The parameters of an initializer as fields.
 * @param {Catalogue} catalogue @param {string} initializer @param {string} at  path of the object with the initializer, such as "runs[0]"
 * @returns {(FieldSpec & { name: string })[]}
 */
export function parametersOf({ initializers, aliases = [] }, initializer, at) {
  const entry = [...initializers, ...aliases].find(({ name }) => name === initializer);
  return (entry?.parameters ?? []).map((parameter) => ({ ...parameter, path: `${at}.${parameter.name}` }));
}

/**
 * A training field that a run can override. An empty text uses the experiment's value.
 * @param {Catalogue} catalogue
 * @param {string} name
 * @param {string} at
 * @returns {FieldSpec}
 */
export const overrideOf = (catalogue, name, at) => ({
  ...fieldOf(catalogue, `training.${name}`),
  path: `${at}.training.${name}`,
  empty: undefined,
});

/** The label of a run as a field, which the core's table does not contain. @param {string} at @returns {FieldSpec} */
export const labelOf = (at) => ({
  path: `${at}.label`,
  type: 'text',
  empty: undefined,
  allowed: 'a text of 1 to 80 characters',
  help: 'Shown in place of the name above.',
});

/** Names of an optimizer's constants. @param {Catalogue} catalogue @param {string} optimizer @returns {string[]} */
export const constantsOf = ({ optimizers }, optimizer) =>
  optimizers.find(({ name }) => name === optimizer)?.constants ?? [];
