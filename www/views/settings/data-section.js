/** The data settings: data set, number of points, noise, seed. */
import { html } from 'lit';
import { fieldOf, get } from '../../experiment/fields.js';
import { fullCatalogue } from '../../experiment/full-catalogue.js';
import { ownData } from '../own-data.js';
import { icon } from '../more-icons.js';
import { field, toggle } from './setting-field.js';

/** @typedef {import('../view.js').EditorView} View */

const OWN = 'custom';

/** @param {View} view */
export function dataSection(view) {
  const { experiment } = view.model;
  const { dataset } = experiment;
  const own = dataset.name === OWN;
  const entry = fullCatalogue.datasets.find(({ name }) => name === dataset.name);
  const set = field(view, {
    label: 'Data set',
    spec: fieldOf(fullCatalogue, 'dataset.name'),
    value: dataset.name,
    groups: [{ title: '', options: [...fullCatalogue.datasets, { name: OWN, title: 'Your own' }] }],
    help: own ? 'Your own points: pasted, from a file, or drawn.' : `${entry?.summary} (${entry?.source})`,
    use: async (name) => {
      if (name === OWN) await view.act.useOwnData?.();
      else await view.act.useDataset(name);
    },
  });
  if (own)
    return html`<div class="fields">${set} ${standardize(view)}</div>
      ${ownData(view)}`;
  const number = (
    /** @type {string} */ path,
    /** @type {string} */ label,
    /** @type {Partial<import('./setting-field.js').Entry>} */ more = {},
  ) =>
    field(view, {
      label,
      spec: fieldOf(fullCatalogue, path),
      value: get(experiment, path),
      use: (value) => view.act.setProperty(path, value),
      ...more,
    });
  return html`<div class="fields">
    ${set} ${number('dataset.samples', 'Training points', { unit: 'points' })}
    ${number('dataset.testSamples', 'Test points', { unit: 'points' })} ${number('dataset.noise', 'Noise')}
    ${number('dataset.seed', 'Data seed', {
      help: 'Seed of the training points.',
      after: html`<button
        type="button"
        id="new-data"
        title="Draw other points of the same kind, with the next data seed"
        @click=${view.act.newData}
      >
        ${icon('dice')}<span>New data</span>
      </button>`,
    })}
    ${number('dataset.testSeed', 'Test seed', {
      help: 'Seed of the test points. As long as it is the data seed + 1, it follows the data seed.',
    })}
    ${standardize(view)}
  </div>`;
}

/** Whether networks see standardized coordinates. @param {View} view */
function standardize(view) {
  const { experiment } = view.model;
  return toggle(view, {
    label: 'Standardize',
    spec: fieldOf(fullCatalogue, 'dataset.standardize'),
    value: experiment.dataset.standardize === true,
    use: (chosen) => view.act.setProperty('dataset.standardize', chosen),
    help: 'Networks see each coordinate minus the training points’ mean, divided by their standard deviation. Pictures keep the original coordinates.',
  });
}
