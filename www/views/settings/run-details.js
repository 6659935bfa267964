/** Details of one run: its name, its last layer, its own training, and its initial weights. */
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { cost, integer, rate } from '../../charts/format.js';
import { fieldOf, valueOf } from '../../experiment/fields.js';
import { OWN_WEIGHTS, fullCatalogue, textsOf } from '../../experiment/full-catalogue.js';
import { constantsOf, labelOf, overrideOf, withPart, withTraining } from '../../experiment/run-parts.js';
import { lossGroups } from './loss-groups.js';
import { field } from './setting-field.js';
import { initializerChoice, initializerGroups, initializerNames, parameters } from './initializer-choice.js';
import { setRun } from '../../player/run-edits.js';
import { lower, titleOf } from '../../export/settings-state.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('../../experiment/runs.js').Run} Run */

/**
 * Returns a function that changes the row's run in its latest state.
 * @param {View} view @param {number} k @returns {(make: (now: Run) => Run) => Promise<any>}
 */
function changes({ act, model }, k) {
  const itself = model.offered[model.chosen[k]];
  return (make) => act.apply(setRun(itself, make));
}

/** @param {View} view @param {any} run @param {number} k */
export function runDetails(view, run, k) {
  const change = changes(view, k);
  return html`<div class="fields">
      ${field(view, {
        label: 'Custom name',
        spec: labelOf(`runs[${k}]`),
        value: run.label,
        placeholder: view.model.described[k]?.label,
        help: 'Up to 80 characters. Leave empty to use the initializer’s name.',
        use: (label) => change((now) => withPart(now, 'label', label)),
      })}
      ${run.weights ? nothing : lastLayer(view, run, k)} ${overrides(view, run, k)}
    </div>
    ${start(view, k)}`;
}

/** @param {View} view @param {any} run @param {number} k */
function lastLayer(view, run, k) {
  const at = `runs[${k}].outputInitializer`;
  const output = run.outputInitializer;
  const change = changes(view, k);
  const set = (/** @type {(now: any) => any} */ make) =>
    change((now) => withPart(now, 'outputInitializer', make(now.outputInitializer)));
  return html`${initializerChoice(
    view,
    {
      label: 'Initializer of the last layer',
      spec: {
        path: `${at}.initializer`,
        type: 'choice',
        empty: undefined,
        values: initializerNames(fullCatalogue),
        allowed: 'the name of an initializer',
        help: 'For the weights of the output unit only.',
      },
      groups: [
        { title: '', options: [{ name: '', title: 'Same as the other layers' }] },
        ...initializerGroups(fullCatalogue),
      ],
      value: output?.initializer,
      use: (name) => set(() => (name === undefined ? undefined : { initializer: name })),
    },
    at,
  )}
  ${output ? html`<div class="inner">${parameters(view, output, at, (name, value) => set((now) => now && withPart(now, name, value)))}</div>` : nothing}`;
}

/** Training fields of this run; unset ones follow the lab's. @param {View} view @param {any} run @param {number} k */
function overrides(view, run, k) {
  const { experiment, frame } = view.model;
  const own = run.training ?? {};
  const change = changes(view, k);
  const shared = (/** @type {string} */ name) => valueOf(experiment, fieldOf(fullCatalogue, `training.${name}`));
  const entry = (
    /** @type {string} */ name,
    /** @type {string} */ label,
    /** @type {Partial<import('./setting-field.js').Entry>} */ more = {},
  ) =>
    field(view, {
      label,
      spec: overrideOf(fullCatalogue, name, `runs[${k}]`),
      value: own[name],
      placeholder: `Same as lab (${shared(name)})`,
      use: (value) => change((now) => withTraining(now, name, value)),
      ...more,
    });
  const choice = (
    /** @type {string} */ name,
    /** @type {string} */ label,
    /** @type {any[]} */ entries,
    groups = [{ title: '', options: entries }],
  ) =>
    entry(name, label, {
      groups: [
        { title: '', options: [{ name: '', title: `Same as lab (${lower(titleOf(entries, shared(name)))})` }] },
        ...groups,
      ],
    });
  const batch = shared('batchSize');
  return html`${entry('learningRate', 'Learning rate', {
    placeholder: `Same as lab (${rate(frame?.learningRate ?? shared('learningRate'))})`,
  })}
  ${choice('loss', 'Loss', fullCatalogue.losses, lossGroups)}
  ${choice('optimizer', 'Optimizer', fullCatalogue.optimizers)}
  ${constantsOf(fullCatalogue, own.optimizer ?? shared('optimizer')).map((name) => entry(name, name))}
  ${entry('batchSize', 'Batch size', {
    unit: 'points',
    placeholder: `Same as lab (${batch === 0 ? 'all' : integer(batch)})`,
  })}
  ${(own.batchSize ?? batch) > 0 ? entry('batchSeed', 'Batch seed') : nothing}
  ${entry('iterations', 'Iterations', { placeholder: `Same as lab (${integer(shared('iterations'))})` })}`;
}

/** Initial weights: the initializer's theoretical values, and those drawn. @param {View} view @param {number} k */
function start(view, k) {
  const described = view.model.described[k];
  if (!described) return nothing;
  const { formula, formulaText, layers } = described;
  const { summary, source, defaultOf } = textsOf(described.initializer) ?? {};
  const isOwn = described.initializer === OWN_WEIGHTS.name;
  return html`<div class="start">
    <div class="words">
      <p class="formula" title=${formulaText}>${unsafeHTML(formula)}</p>
      <p>${summary}</p>
      <p class="help">${source}.${defaultOf ? ` Default of: ${defaultOf}` : ''}</p>
    </div>
    <div class="scroll" tabindex="0" role="group" aria-label="Weights of ${described.label} at the start">
      <table>
        <thead>
          <tr>
            <th scope="col">layer</th>
            <th scope="col">shape</th>
            <th scope="col">σ expected</th>
            <th scope="col">σ drawn</th>
          </tr>
        </thead>
        <tbody>
          ${layers.map(
            (/** @type {any} */ { units, inputs, expectedStddev, measuredStddev }, /** @type {number} */ i) =>
              html`<tr>
                <th scope="row">${i + 1 === layers.length ? 'output' : i + 1}</th>
                <td>${units} × ${inputs}</td>
                <td>${expectedStddev === null ? (isOwn ? 'as given' : 'set by the data') : sigma(expectedStddev)}</td>
                <td>${sigma(measuredStddev)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </div>`;
}

/** Four significant digits. @param {number} value */
const sigma = (value) => cost(value);
