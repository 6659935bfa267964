/**
 * The training settings: loss, optimizer with its constants, mini-batches. Learning rate and iterations have their
 * controls above.
 */
import { html, nothing } from 'lit';
import { fieldOf, valueOf } from '../../experiment/fields.js';
import { fullCatalogue } from '../../experiment/full-catalogue.js';
import { listed } from '../../experiment/notation.js';
import { integer } from '../../charts/format.js';
import { constantsOf } from '../../experiment/run-parts.js';
import { lossGroups } from './loss-groups.js';
import { field } from './setting-field.js';

/** @typedef {import('../view.js').View} View */

/** The libraries in which a guarded loss was measured. @param {string} [name] */
function libraries(name) {
  const known = fullCatalogue.libraryLosses.filter(({ loss }) => loss === name && loss !== 'cross_entropy');
  if (known.length === 0) return nothing;
  return `Measured in ${listed(known.map(({ library, function: called }) => `${library} (${called})`))}.`;
}

/** @param {View} view */
export function trainingSection(view) {
  const { experiment, points } = view.model;
  const spec = (/** @type {string} */ name) => fieldOf(fullCatalogue, `training.${name}`);
  const value = (/** @type {string} */ name) => valueOf(experiment, spec(name));
  const entry = (
    /** @type {string} */ name,
    /** @type {string} */ label,
    /** @type {Partial<import('./setting-field.js').Entry>} */ more = {},
  ) =>
    field(view, {
      label,
      spec: spec(name),
      value: value(name),
      use: (chosen) => view.act.setProperty(`training.${name}`, chosen),
      ...more,
    });
  const loss = fullCatalogue.losses.find(({ name }) => name === value('loss'));
  const optimizer = fullCatalogue.optimizers.find(({ name }) => name === value('optimizer'));
  // A run may use batches when the others do not.
  const batches = [{}, ...experiment.runs].some(({ training }) => (training?.batchSize ?? value('batchSize')) > 0);
  return html`<div class="fields">
    ${entry('loss', 'Loss', {
      wide: true,
      groups: lossGroups,
      help: html`<span class="law">${loss?.formula}</span> ${loss?.summary} ${libraries(loss?.name)}`,
    })}
    ${entry('optimizer', 'Optimizer', {
      wide: true,
      groups: [{ title: '', options: fullCatalogue.optimizers }],
      help: html`<span class="law">${optimizer?.formula}</span> ${optimizer?.source}.`,
    })}
    ${entry('batchSize', 'Batch size', {
      spec: { ...spec('batchSize'), empty: 0 },
      unit: 'points',
      placeholder: 'all',
      help: `Training points per update. 0 or empty is the full batch: all ${integer(points?.train.labels.length ?? 0)} points.`,
    })}
    ${batches ? entry('batchSeed', 'Batch seed') : nothing}
    ${constantsOf(fullCatalogue, value('optimizer')).map((name) => entry(name, name))}
  </div>`;
}
