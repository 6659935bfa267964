/** Names that a page's author has for what an element shows: of single fields, as attributes and as properties. No DOM. */

export const DEFAULT_PRESET = 'notebook';

/** Attributes of the experiment's fields: those of the engine's table (attributes.js), which comes late. */
export const ATTRIBUTES = [
  ...['dataset', 'samples', 'noise', 'dataset-seed', 'test-samples', 'test-seed', 'points', 'test-points'],
  ...['hidden-units', 'activation', 'initial-bias', 'learning-rate', 'iterations', 'loss', 'optimizer', 'momentum'],
  ...['rho', 'beta1', 'beta2', 'epsilon', 'batch-size', 'batch-seed', 'learning-rate-changes', 'seed', 'initializers'],
];

/** A name as JavaScript writes it. @param {string} attribute */
const camel = (attribute) => attribute.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** Properties that would hide HTML's own: of `dataset`, every element has one for its data-… attributes. @type {Record<string, string>} */
const OTHER_KEYS = { dataset: 'datasetName' };

/** The property that goes with an attribute. @param {string} attribute */
export const keyOf = (attribute) => OTHER_KEYS[attribute] ?? camel(attribute);
