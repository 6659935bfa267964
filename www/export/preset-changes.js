/** Differences from the preset in a reader's words. No DOM. */
import { get, same, sameRun } from '../experiment/object.js';

/** @typedef {import('../player/model.js').Model} Model */

/** @type {[name: string, ...paths: string[]][]} */
const PARTS = [
  ['data', 'dataset'],
  ['network', 'network'],
  ['learning rate', 'training.learningRate', 'training.learningRateChanges'],
  ['iterations', 'training.iterations'],
  ['loss', 'training.loss'],
  ['optimizer', ...['optimizer', 'momentum', 'rho', 'beta1', 'beta2', 'epsilon'].map((name) => `training.${name}`)],
  ['batches', 'training.batchSize', 'training.batchSeed'],
  ['seed', 'seed'],
];

/** The settings that all runs share and in which two experiments differ. @param {any} experiment @param {any} other @returns {string[]} */
export const differences = (experiment, other) =>
  PARTS.filter(([, ...paths]) => paths.some((path) => !same(get(experiment, path), get(other, path)))).map(
    ([name]) => name,
  );

/** Differences in the settings that all runs share. @param {Model} model @returns {string[]} */
export const sharedChanges = ({ experiment, preset }) =>
  experiment && preset ? differences(experiment, preset.experiment) : [];

/** The same, and whether other runs are compared. @param {Model} model @returns {string[]} */
export function changes(model) {
  const { experiment, preset, catalogue } = model;
  if (!experiment || !preset) return [];
  const [ours, theirs] = [experiment.runs, preset.experiment.runs];
  const runs =
    ours.length === theirs.length &&
    ours.every((/** @type {any} */ run, /** @type {number} */ k) => sameRun(run, theirs[k], catalogue.initializers));
  return runs ? sharedChanges(model) : [...sharedChanges(model), 'runs'];
}
