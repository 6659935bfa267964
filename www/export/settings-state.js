/** A short summary of each settings section. No DOM. */
import { fieldOf, valueOf } from '../experiment/object.js';
import { MOST_RUNS } from '../experiment/runs.js';
import { integer, rate as short } from '../charts/format.js';

/** @typedef {import('../player/model.js').Model} Model */

/** Above this number layers are counted, not listed. */
const LISTED = 5;

/** @param {{ name: string, title: string }[]} entries @param {string} name */
export const titleOf = (entries, name) => entries.find((entry) => entry.name === name)?.title ?? name;

/** Proper names keep their capitals within a sentence. @param {string} title */
export const lower = (title) =>
  /^[A-Z][a-z]*[- ][a-z]|^[A-Z][a-z-]+$/.test(title) && title !== 'Adam'
    ? title.charAt(0).toLowerCase() + title.slice(1)
    : title;

/** @param {Model} model @returns {Record<'data' | 'network' | 'training' | 'runs', string>} */
export function stateOf({ catalogue, experiment, points }) {
  const { dataset, network, training, runs } = experiment;
  const value = (/** @type {string} */ path) => valueOf(experiment, fieldOf(catalogue, path));
  const [train, test] = [points?.train.labels.length ?? 0, points?.test.labels.length ?? 0];
  const size = `${integer(train)} + ${integer(test)}`;
  const batch = value('training.batchSize');
  return {
    data:
      dataset.name === 'custom'
        ? `your own, ${size}`
        : `${lower(titleOf(catalogue.datasets, dataset.name))}, ${size}, noise ${short(dataset.noise)}`,
    network: [
      shape(network.hidden),
      titleOf(catalogue.activations, network.activation),
      ...(value('network.initialBias') === 0 ? [] : [`bias ${short(value('network.initialBias'))}`]),
      ...(value('network.weightScale') === 1 ? [] : [`weights × ${short(value('network.weightScale'))}`]),
      ...(value('network.biasStddev') === 0 ? [] : [`bias σ ${short(value('network.biasStddev'))}`]),
    ].join(', '),
    training: [
      lower(titleOf(catalogue.optimizers, value('training.optimizer'))),
      batch === 0 ? 'full batch' : `batches of ${integer(batch)}`,
      lower(titleOf(catalogue.losses, training.loss)),
    ].join(', '),
    runs: `${runs.length} of ${MOST_RUNS}`,
  };
}

/** The settings in a few words. @param {Model} model */
export function shortState({ catalogue, experiment }) {
  const { dataset, network } = experiment;
  const optimizer = valueOf(experiment, fieldOf(catalogue, 'training.optimizer'));
  return [
    dataset.name === 'custom' ? 'your own points' : lower(titleOf(catalogue.datasets, dataset.name)),
    `${shape(network.hidden)} ${titleOf(catalogue.activations, network.activation)}`,
    lower(titleOf(catalogue.optimizers, optimizer)),
  ].join(' · ');
}

/** @param {number[]} hidden */
function shape(hidden) {
  if (hidden.length <= LISTED) return [2, ...hidden, 1].join('–');
  const equal = hidden.every((units) => units === hidden[0]);
  return equal ? `2–${hidden.length} × ${hidden[0]}–1` : `2–${hidden[0]}–…–${hidden.at(-1)}–1, ${hidden.length} layers`;
}
