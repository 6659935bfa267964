/** The network settings: hidden layers, activation function, and what is changed of the start that initializers give. */
import { html } from 'lit';
import { fieldOf, valueOf } from '../../experiment/fields.js';
import { fullCatalogue } from '../../experiment/full-catalogue.js';
import { problem } from '../parts.js';
import { actionButton } from './buttons.js';
import { layersText } from '../../experiment/layer-list.js';
import { setHidden } from '../../player/hidden-edit.js';
import { field } from './setting-field.js';

/** @typedef {import('../view.js').EditorView} View */

const PATH = 'network.hidden';

/** Numbers that change what the initializers give. */
const START = [
  { path: 'network.initialBias', label: 'Initial bias' },
  { path: 'network.biasStddev', label: 'σ of biases' },
  { path: 'network.weightScale', label: 'Factor on weights' },
];

/**
 * Sets the hidden layers, and says which runs with weights of their own go away.
 * @param {View} view @param {number[] | ((widths: number[]) => number[])} layers
 */
async function setLayers({ act, own }, layers) {
  const said = await act.apply(setHidden(layers));
  if (said) own.say('panels', said);
}

/** @param {View} view */
export function networkSection(view) {
  const { experiment } = view.model;
  const { hidden, activation } = experiment.network;
  const spec = fieldOf(fullCatalogue, PATH);
  const most = spec.most ?? 0;
  const change = (/** @type {(widths: number[]) => number[]} */ make) =>
    view.act.change('add-layer', () => setLayers(view, make));
  return html`<div class="layers" role="group" aria-label="Hidden layers" aria-describedby="layers-help">
      <p class="caption">Hidden layers</p>
      <div class="widths">
        <span class="end">2 inputs</span>
        ${hidden.map((/** @type {number} */ units, /** @type {number} */ k) =>
          field(view, {
            label: `Units in hidden layer ${k + 1}`,
            id: `layer-${k + 1}`,
            spec: {
              ...spec,
              path: `${PATH}[${k}]`,
              type: 'integer',
              allowed: `a whole number from ${spec.min} to ${spec.max}`,
              help: `Units in hidden layer ${k + 1}.`,
            },
            value: units,
            layout: 'bare',
            use: (value) => setLayers(view, (widths) => (k < widths.length ? widths.with(k, value) : widths)),
          }),
        )}
        <span class="end">1 output</span>
        <span class="buttons">
          ${actionButton({
            id: 'add-layer',
            name: 'Add layer',
            icon: 'plus',
            reason: hidden.length >= most ? `At most ${most} hidden layers` : '',
            act: () => change((widths) => [...widths, widths.at(-1) ?? 10]),
          })}
          ${actionButton({
            id: 'remove-layer',
            name: 'Remove layer',
            icon: 'minus',
            reason: hidden.length === 0 ? 'There is no hidden layer' : '',
            act: () => change((widths) => widths.slice(0, -1)),
          })}
          ${problem(view, 'add-layer')}
        </span>
      </div>
      <p class="help" id="layers-help">
        Units in each hidden layer, first to last: 0 to ${most} layers of ${spec.min} to ${spec.max} units.
      </p>
    </div>
    <div class="fields">
      ${field(view, {
        label: 'All layers as a list',
        wide: true,
        spec: {
          ...spec,
          allowed: `at most ${most} whole numbers from ${spec.min} to ${spec.max}, such as 10, 5 or 10 × 10 (ten layers of 10 units)`,
        },
        value: hidden,
        text: layersText(hidden),
        placeholder: 'none',
        help: 'Units per layer: “10, 5”. Write “10 × 10” for ten layers of 10 units. Leave it empty for no hidden layer.',
        use: (widths) => setLayers(view, widths),
      })}
      ${field(view, {
        label: 'Activation',
        spec: fieldOf(fullCatalogue, 'network.activation'),
        value: activation,
        groups: [{ title: '', options: fullCatalogue.activations }],
        help: html`For the hidden units: ${fullCatalogue.activations.find(({ name }) => name === activation)?.formula}`,
        use: (value) => view.act.setProperty('network.activation', value),
      })}
      ${START.map(({ path, label }) => {
        const spec = fieldOf(fullCatalogue, path);
        return field(view, {
          label,
          spec,
          value: valueOf(experiment, spec),
          use: (value) => view.act.setProperty(path, value),
        });
      })}
    </div>`;
}
