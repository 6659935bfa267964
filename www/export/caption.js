/** What a picture shows, in words: its caption, its title, and the experiment in short. No DOM. */
import * as format from '../charts/format.js';
import { noteOf } from '../charts/surface.js';
import { fieldOf, same, valueOf } from '../experiment/fields.js';
import { lower, stateOf, titleOf } from './settings-state.js';

/** @typedef {import('../player/model.js').Model} Model */

/** Names in a sentence; those that have commas of their own are kept apart by semicolons. @param {string[]} names */
export function listed(names) {
  if (names.length < 2) return names.join('');
  const [comma, and] = names.some((name) => name.includes(',')) ? ['; ', '; and '] : [', ', ' and '];
  return `${names.slice(0, -1).join(comma)}${and}${names[names.length - 1]}`;
}

/** A sentence's end, unless a name brought one. @param {string} text */
const ended = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** Written out up to eight, which is as many runs as there may be. */
const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** @param {string[]} labels  of the runs shown */
export const titleFor = (labels) => (labels.length > 1 ? `${listed(labels)} compared` : labels.join(''));

/**
 * What is compared, on which data, how it is trained, and where it has come to.
 * @param {Model} model @param {any[]} runs  those shown, measured and described @param {any[]} own  the same as the experiment has them
 * @param {number} iteration
 */
export function captionFor(model, runs, own, iteration) {
  const { catalogue, experiment, points, lastIteration } = model;
  const { dataset, training, seed } = experiment;
  const [train, test] = [points?.train.labels.length ?? 0, points?.test.labels.length ?? 0];
  const value = (/** @type {string} */ path) => valueOf(experiment, fieldOf(catalogue, path));
  const state = stateOf(model);
  const labels = runs.map(({ label }) => label);
  const what =
    runs.length > 1
      ? `The same network (${state.network}) from ${COUNTS[runs.length] ?? runs.length} initializations: ${ended(listed(labels))}`
      : `A network (${state.network}) with the initialization ${ended(labels[0])}`;
  const count = `${format.integer(train)} training ${test ? `and ${format.integer(test)} test ` : ''}points`;
  const data =
    dataset.name === 'custom'
      ? `Data: the author’s own, ${count}.`
      : `Data: ${lower(titleOf(catalogue.datasets, dataset.name))}, ${count}, noise ${dataset.noise}, seed ${dataset.seed}.`;
  const batch = value('training.batchSize');
  const optimizer = lower(titleOf(catalogue.optimizers, value('training.optimizer')));
  const loss = lower(titleOf(catalogue.losses, training.loss));
  const how =
    batch === 0
      ? `Full-batch ${optimizer} on the ${loss}`
      : `${sentence(optimizer)} on the ${loss} in batches of ${format.integer(batch)}`;
  const rate = format.schedule(training.learningRate, training.learningRateChanges ?? []);
  // A name that the core gives says what is the run's own; one that a user gives may not.
  const apart = own.flatMap((run, k) =>
    run.training && run.label ? [`${labels[k]} with ${settings(run.training)}`] : [],
  );
  const where = `iteration ${format.integer(iteration)} of ${format.integer(Math.max(lastIteration, iteration))}`;
  return [
    what,
    data,
    `${how}, learning rate ${rate}, seed ${seed}${apart.length ? `; ${listed(apart)}` : ''}; ${where}.`,
  ].join(' ');
}

/** @param {string} text */
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {Record<string, any>} training  of a run's own */
const settings = (training) =>
  listed(
    Object.entries(training).map(([name, value]) => {
      const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ');
      return `${words} ${typeof value === 'string' ? value.replaceAll('_', ' ') : JSON.stringify(value)}`;
    }),
  );

/** Each panel in a sentence, for those who do not see it. @param {{ run: any, field: import('../charts/surface.js').Field }[]} panels @param {Model} model */
export function descriptionFor(panels, { points }) {
  const train = points?.train.labels.length ?? 0;
  return panels
    .map(({ run, field }) => {
      const note = noteOf(run, field);
      const accuracy = `${format.percent(run.trainAccuracy, train)} of the training points right`;
      return `${run.label}: ${note ? `${note}, ` : ''}${accuracy}, cost ${format.cost(run.cost)}; ${run.verdict}.`;
    })
    .join(' ');
}

/**
 * The experiment as short as it can be: what is at its default is left out, which opens as the same one; of own points, how many there
 * are, as nobody can read them.
 * @param {any} experiment @param {Model['catalogue']} catalogue
 */
export function briefly(experiment, catalogue) {
  const short = structuredClone(experiment);
  for (const { path, default: usual } of catalogue.fields) {
    const [section, name] = path.split('.');
    if (name === undefined || usual === undefined || section === 'runs') continue;
    if (short[section] && name in short[section] && same(short[section][name], usual)) delete short[section][name];
  }
  for (const section of ['dataset', 'network', 'training'])
    if (short[section] && !Object.keys(short[section]).length) delete short[section];
  const { dataset } = short;
  for (const name of ['points', 'testPoints'])
    if (dataset?.[name]?.length) dataset[name] = `${format.integer(dataset[name].length)} points`;
  return oneLine(short);
}

/** JSON on one line, with spaces where it may be broken. A text in it has no line breaks of its own. @param {any} value */
const oneLine = (value) =>
  JSON.stringify(value, null, 1)
    .replace(/([[{])\n */g, '$1')
    .replace(/\n *([\]}])/g, '$1')
    .replace(/\n */g, ' ');
