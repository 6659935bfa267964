/** The plan of a sweep as a form: seeds, what varies, and the measure. */
import { html, nothing } from 'lit';
import { fullCatalogue as catalogue } from '../../experiment/full-catalogue.js';
import { fieldOf, valueOf } from '../../experiment/fields.js';
import { icon } from '../more-icons.js';
import { field } from '../settings/setting-field.js';
import { LINE_STEPS, MAP_STEPS, axisChoices, axisGroups, usualAxis } from './sweep-fields.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./sweep-stage.js').SweepStage} SweepStage */
/** @typedef {import('../settings/setting-field.js').Entry} Entry */
/** @typedef {import('./sweep-fields.js').Axis} Axis */

const VARY = [
  { name: 'weights', title: 'of the weights' },
  { name: 'data', title: 'of the data' },
  { name: 'both', title: 'of both' },
];
const SCALES = [
  { name: 'linear', title: 'linear' },
  { name: 'log', title: 'log' },
];

/** @param {{ name: string }[]} options @param {string} path @returns {any} */
const choice = (options, path) => ({
  path,
  type: 'choice',
  values: options.map(({ name }) => name),
  allowed: 'one of the list',
});

/** @param {View} view @param {SweepStage} stage */
export function sweepPlan(view, stage) {
  const plan = stage.run?.experiment.sweep;
  if (!plan || !view.shows('sweep')) return nothing;
  const { seeds = 1, vary = 'weights', axes = [], measure = 'cost' } = plan;
  const set = (/** @type {string} */ key) => (/** @type {any} */ value) =>
    stage.setPlan((now) => (now ? { ...now, [key]: value } : now));
  const measures = catalogue.measures;
  const line = (/** @type {Entry} */ entry) => field(view, { layout: 'line', ...entry });
  return html`<div class="sweep-plan" role="group" aria-label="Plan of the sweep">
    <div class="sweep-row">
      ${line({
        label: 'Seeds',
        spec: {
          path: 'sweep.seeds',
          type: 'integer',
          min: 1,
          max: 10000,
          allowed: 'a whole number from 1 to 10000',
          help: 'Each cell is trained once for each seed.',
        },
        value: seeds,
        use: set('seeds'),
        after: view.model.experiment.dataset.name === 'custom' ? undefined : varyChoice(view, vary, set('vary')),
      })}
      ${line({
        label: 'Measure',
        spec: { ...choice(measures, 'sweep.measure'), help: measures.find(({ name }) => name === measure)?.help },
        value: measure,
        groups: [
          { title: 'After training', options: measures.filter(({ needsTraining }) => needsTraining) },
          { title: 'At iteration 0', options: measures.filter(({ needsTraining }) => !needsTraining) },
        ],
        use: set('measure'),
      })}
      ${iterations(view)} ${addAxis(view, stage, axes)}
    </div>
    ${axes.map((/** @type {Axis} */ axis, /** @type {number} */ k) => axisRow(view, stage, axis, k, axes.length))}
  </div>`;
}

/** @param {View} view @param {string} vary @param {(value: string) => Promise<any>} use */
const varyChoice = (view, vary, use) =>
  field(view, {
    label: 'What the seeds draw',
    layout: 'bare',
    spec: choice(VARY, 'sweep.vary'),
    value: vary,
    groups: [{ title: '', options: VARY }],
    use,
  });

/** @param {View} view */
function iterations(view) {
  const { experiment } = view.model;
  const spec = fieldOf(catalogue, 'training.iterations');
  return field(view, {
    label: 'Iterations',
    layout: 'line',
    id: 'sweep-iterations',
    spec,
    value: valueOf(experiment, spec),
    use: (value) => view.act.setProperty(spec.path, value),
  });
}

/** @param {View} view @param {SweepStage} stage @param {Axis[]} axes */
function addAxis(view, stage, axes) {
  if (axes.length === 2) return nothing;
  const free = axisChoices(view.model).find(({ field: name }) => !axes.some((axis) => axis.field === name));
  const names = ['network.weightScale', 'training.learningRate'];
  const add = () =>
    view.act.change('sweep', () =>
      stage.setPlan((plan) => {
        const choices = axisChoices(view.model).filter(({ field: name }) => !axes.some((axis) => axis.field === name));
        const best = names.flatMap((name) => choices.filter((each) => each.field === name))[0] ?? choices[0];
        return plan && { ...plan, axes: [...axes, usualAxis(best, axes.length === 0 ? LINE_STEPS : MAP_STEPS)] };
      }, `sweep-axes-${axes.length}-field`),
    );
  return free
    ? html`<button type="button" id="sweep-add-axis" class="quiet" @click=${add}>
        ${icon('plus')}<span>${axes.length === 0 ? 'Vary a setting' : 'Vary a second setting'}</span>
      </button>`
    : nothing;
}

/** @param {View} view @param {SweepStage} stage @param {Axis} axis @param {number} k @param {number} count */
function axisRow(view, stage, axis, k, count) {
  const path = `sweep.axes[${k}]`;
  const choices = axisChoices(view.model);
  const change = (/** @type {(axis: Axis) => Axis | null} */ make, /** @type {string} */ focus = '') =>
    stage.setPlan((plan) => {
      const axes = [...(plan?.axes ?? [])];
      if (!axes[k]) return plan;
      const made = make(axes[k]);
      axes.splice(k, 1, ...(made ? [made] : []));
      return { ...plan, axes };
    }, focus);
  const part = (/** @type {string} */ key, /** @type {string} */ label, /** @type {any} */ spec) =>
    field(view, {
      label,
      layout: 'line',
      spec: { ...spec, path: `${path}.${key}` },
      value: /** @type {any} */ (axis)[key] ?? 'linear',
      groups: key === 'scale' ? [{ title: '', options: SCALES }] : undefined,
      use: (value) => change((now) => ({ ...now, [key]: value })),
    });
  const number = { type: 'number', allowed: 'a number' };
  const others = choices.filter(({ field: name }) => name === axis.field || !stage.usesField(name));
  return html`<div class="sweep-row" role="group" aria-label=${count === 1 ? 'Axis' : k === 0 ? 'Axis x' : 'Axis y'}>
    ${field(view, {
      label: count === 1 ? 'Vary' : k === 0 ? 'x: vary' : 'y: vary',
      layout: 'line',
      spec: choice(
        others.map(({ field: name }) => ({ name })),
        `${path}.field`,
      ),
      value: axis.field,
      groups: axisGroups(others),
      use: (name) =>
        change((now) => {
          const chosen = choices.find((each) => each.field === name);
          return chosen ? usualAxis(chosen, now.steps) : now;
        }),
    })}
    ${part('from', 'from', number)} ${part('to', 'to', number)}
    ${part('steps', 'in', { type: 'integer', min: 2, max: 1024, allowed: 'a whole number from 2 to 1024', help: 'Number of values.' })}
    ${part('scale', 'values,', choice(SCALES, ''))}
    <button
      type="button"
      class="quiet"
      id="sweep-remove-axis-${k}"
      aria-label="Do not vary this"
      title="Do not vary this"
      @click=${() => view.act.change('sweep', () => change(() => null, 'sweep-add-axis'))}
    >
      ${icon('cross')}
    </button>
  </div>`;
}
