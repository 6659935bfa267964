/** A picture in words: its caption, its title and its description. No DOM. */
import * as format from '../charts/format.js';
import { noteOf } from '../charts/surface.js';
import { fieldOf, valueOf, without } from '../experiment/fields.js';
import { listed } from '../experiment/notation.js';
import { lower, stateOf, titleOf } from './settings-state.js';

/** @typedef {import('../player/model.js').Model} Model */

/** Ends a sentence, unless a name already did. @param {string} text */
const ended = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** Number words up to eight, the maximum number of runs. */
const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** @param {string[]} labels  of the runs shown */
export const titleFor = (labels) => (labels.length > 1 ? `${listed(labels)} compared` : labels.join(''));

/**
 * The initializers compared, the data, the training, and the iteration reached.
 * @param {Model} model @param {any[]} runs  those shown, measured and described @param {any[]} own  the same runs as the experiment has them
 * @param {number} iteration
 */
export function captionFor(model, runs, own, iteration) {
  const last = Math.max(model.lastIteration, iteration);
  return captionUpTo(model, runs, own, `iteration ${format.integer(iteration)} of ${format.integer(last)}`);
}

/**
 * The same, with an end of its last sentence, and without the values of fields that are varied.
 * @param {Model} model @param {{ label: string }[]} runs @param {any[]} own @param {string} end @param {string[]} [varied]
 */
export function captionUpTo(model, runs, own, end, varied = []) {
  const { catalogue, experiment, points } = model;
  const { dataset, training, seed } = experiment;
  const [train, test] = [points?.train.labels.length ?? 0, points?.test.labels.length ?? 0];
  const value = (/** @type {string} */ path) => valueOf(experiment, fieldOf(catalogue, path));
  const isVaried = (/** @type {string} */ path) => varied.includes(path);
  const common = varied
    .filter((path) => path.startsWith('network.'))
    .reduce((/** @type {any} */ whole, path) => without(whole, path), experiment);
  const network = networkOf(stateOf({ ...model, experiment: common }).network, varied);
  const labels = runs.map(({ label }) => label);
  const what =
    runs.length > 1
      ? `The same network (${network}) from ${COUNTS[runs.length] ?? runs.length} initializations: ${ended(listed(labels))}`
      : `A network (${network}) with the initialization ${ended(labels[0])}`;
  const trained = isVaried('dataset.samples') ? 'training' : `${format.integer(train)} training`;
  const tested = isVaried('dataset.testSamples') ? 'test' : `${format.integer(test)} test`;
  const count = `${trained} ${test || isVaried('dataset.testSamples') ? `and ${tested} ` : ''}points`;
  const noise = isVaried('dataset.noise') ? '' : `, noise ${format.rate(dataset.noise)}`;
  const dataSeed = isVaried('dataset.seed') ? '' : `, seed ${dataset.seed}`;
  const { classNames } = dataset;
  const classes = classNames ? `, class 0 is “${classNames[0]}”, class 1 is “${classNames[1]}”` : '';
  const data =
    dataset.name === 'custom'
      ? `Data: the author’s own, ${count}${classes}.`
      : `Data: ${lower(titleOf(catalogue.datasets, dataset.name))}, ${count}${noise}${dataSeed}.`;
  const batch = value('training.batchSize');
  const optimizer = lower(titleOf(catalogue.optimizers, value('training.optimizer')));
  const loss = lower(titleOf(catalogue.losses, training.loss));
  const how = isVaried('training.batchSize')
    ? `${sentence(optimizer)} on the ${loss} in batches`
    : batch === 0
      ? `Full-batch ${optimizer} on the ${loss}`
      : `${sentence(optimizer)} on the ${loss} in batches of ${format.integer(batch)}`;
  const schedule = format.schedule(training.learningRate, training.learningRateChanges ?? []);
  const rate = isVaried('training.learningRate') ? '' : `, learning rate ${schedule}`;
  // A name from the core mentions the run's own settings; a user's name may not.
  const apart = own.flatMap((run, k) =>
    run.training && run.label ? [`${labels[k]} with ${settings(run.training)}`] : [],
  );
  return [
    what,
    data,
    `${how}${rate}, seed ${seed}${apart.length ? `; ${listed(apart)}` : ''}${end ? `; ${end}` : ''}.`,
  ].join(' ');
}

/** The network's sizes and activation, “2–10–…–1, ReLU” where its depth is varied. @param {string} network @param {string[]} varied */
function networkOf(network, varied) {
  if (varied.includes('width')) return network.replace(/–.*–/, '–…–');
  return varied.includes('depth') ? network.replace(/^(\d+–\d+)–(.*–)?/, '$1–…–') : network;
}

/** @param {string} text */
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {Record<string, any>} training  of a run's own */
const settings = (training) =>
  listed(
    Object.entries(training).map(([name, value]) => {
      const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ');
      return `${words} ${told(value)}`;
    }),
  );

/** A setting's value. @param {string | number | [number, number][]} value  a name, a number, or changes of the rate */
function told(value) {
  if (typeof value === 'string') return value.replaceAll('_', ' ');
  if (typeof value !== 'number')
    return listed(value.map(([iteration, rate]) => `${format.rate(rate)} at ${format.integer(iteration)}`));
  return Number.isInteger(value) ? format.integer(value) : format.rate(value);
}

/**
 * A sentence for each panel, for readers who cannot see it.
 * @param {{ run: any, field: import('../charts/surface.js').Field }[]} panels @param {Model} model
 */
export function descriptionFor(panels, { points, experiment }) {
  const train = points?.train.labels.length ?? 0;
  return panels
    .map(({ run, field }) => {
      const note = noteOf(run, field, experiment.dataset.classNames);
      const accuracy = `${format.percent(run.trainAccuracy, train)} of the training points correct`;
      return `${run.label}: ${note ? `${note}, ` : ''}${accuracy}, cost ${format.cost(run.cost)}; ${run.findings.join(', ')}.`;
    })
    .join(' ');
}
