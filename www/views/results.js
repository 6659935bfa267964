/** The comparison: what the source printed, what this lab has now, what it teaches. */
import { html, nothing } from 'lit';
import { same, sameRun } from '../experiment.js';
import * as format from '../charts/format.js';
import { runState, swatch } from './parts.js';

/** @typedef {import('./parts.js').View} View */

/** @param {View} view */
export function results(view) {
  const { model } = view;
  /** @type {any[]} */
  const comparison = model.preset?.comparison ?? [];
  const presetRuns = model.preset?.experiment.runs ?? [];
  const rows = model.offered.filter(
    (run) =>
      runState(model, run) ||
      presetRuns.some((/** @type {any} */ other) => sameRun(other, run, model.catalogue.initializers)),
  );
  const iteration = model.frame?.iteration ?? 0;
  return html`<section class="results" part="results">
    <h2>${comparison.length ? 'The notebook’s figures, and ours' : 'Results'}</h2>
    <div class="scroll">
      <table id="results">
        <thead>
          <tr>
            <th scope="col" rowspan="2">initializer</th>
            ${comparison.length ? html`<th scope="colgroup" colspan="2">printed, after ${format.integer(model.preset.experiment.training.iterations)}</th>` : nothing}
            <th scope="colgroup" colspan="3">ours, at iteration ${format.integer(iteration)}</th>
            <th scope="col" rowspan="2" class="lesson">${comparison.length ? 'what it teaches' : 'verdict'}</th>
          </tr>
          <tr>
            ${
              comparison.length
                ? html`<th scope="col">train</th>
                    <th scope="col">test</th>`
                : nothing
            }
            <th scope="col">train</th>
            <th scope="col">test</th>
            <th scope="col">cost</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((run) => row(view, run, comparison, presetRuns))}
        </tbody>
      </table>
    </div>
    <p class="remark" ?hidden=${!comparison.length || !differs(view)}>
      The printed figures belong to the notebook’s own experiment; ${difference(view)} here. “Reset to preset” goes back
      to it.
    </p>
  </section>`;
}

/** @param {View} view @param {any} run @param {any[]} comparison @param {any[]} presetRuns */
function row(view, run, comparison, presetRuns) {
  const { model } = view;
  const state = runState(model, run);
  const printed = presetRuns.some((other) => sameRun(other, run, model.catalogue.initializers))
    ? comparison.find(({ initializer }) => initializer === run.initializer)
    : undefined;
  const [train, test] = [model.points?.train.labels.length ?? 0, model.points?.test.labels.length ?? 0];
  const percent = (/** @type {number | undefined} */ fraction) =>
    typeof fraction === 'number' ? `${Math.round(fraction * 100)} %` : '–';
  // A lesson is about the preset's own data and network; elsewhere only what happened can be said.
  const applies =
    printed &&
    !changes(view).some((part) => part === 'dataset' || part === 'network') &&
    !Number.isFinite(state?.divergedAt);
  const lesson = applies ? printed.lesson : (state?.verdict ?? '');
  return html`<tr class=${state ? '' : 'off'}>
    <th scope="row">${swatch(view.slotOf(run))}${view.labelOf(run)}</th>
    ${
      comparison.length
        ? html`<td class="printed">${percent(printed?.printedTrainAccuracy)}</td>
            <td class="printed">${percent(printed?.printedTestAccuracy)}</td>`
        : nothing
    }
    <td><b>${state ? format.percent(state.trainAccuracy, train) : 'off'}</b></td>
    <td><b>${state ? format.percent(state.testAccuracy, test) : ''}</b></td>
    <td>${state ? format.cost(state.cost) : ''}</td>
    <td class="lesson">${lesson}</td>
  </tr>`;
}

/** @param {View} view */
const changes = ({ model }) =>
  ['dataset', 'network', 'training', 'seed'].filter(
    (part) => model.experiment && !same(model.experiment[part], model.preset?.experiment[part]),
  );

/** @param {View} view */
const differs = (view) => changes(view).length > 0;

/** @param {View} view */
function difference(view) {
  const parts = changes(view);
  return `${parts.length ? `${parts.join(', ')} ${parts.length > 1 ? 'are' : 'is'}` : 'nothing is'} different`;
}
