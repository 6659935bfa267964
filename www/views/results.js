/** The comparison: what the source printed, what this lab has now, what it teaches. */
import { html, nothing } from 'lit';
import { get, same, sameRun } from '../experiment.js';
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
  const last = model.preset?.experiment.training.iterations ?? 0;
  const partial = comparison.length > 0 && iteration < last;
  return html`<section class="results" part="results">
    <h2>${comparison.length ? 'Printed in the course notebook, and ours' : 'Results'}</h2>
    <div class="scroll">
      <table id="results" data-columns=${comparison.length ? 7 : 5} ?data-partial=${partial}>
        <colgroup>
          <col class="name" />
          ${Array.from({ length: comparison.length ? 5 : 3 }, () => html`<col class="number" />`)}
          <col class="lesson" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" rowspan="2">initializer</th>
            ${comparison.length ? html`<th scope="colgroup" colspan="2">printed, after ${format.integer(last)}</th>` : nothing}
            <th scope="colgroup" colspan="3" class="ours">
              ours, ${partial ? 'so far, ' : ''}at iteration ${format.integer(iteration)}
            </th>
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
    <p class="remark" ?hidden=${!comparison.length || !changes(view).length}>
      Different here: ${changes(view).join(', ')}. “Reset to preset” goes back to the notebook’s own experiment.
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
    !changes(view).some((part) => part === 'data' || part === 'network') &&
    !Number.isFinite(state?.divergedAt);
  const { summary } =
    model.catalogue.initializers.find((/** @type {any} */ { name }) => name === run.initializer) ?? {};
  const lesson = applies ? printed.lesson : printed || !comparison.length ? (state?.verdict ?? '') : (summary ?? '');
  return html`<tr class=${state ? '' : 'off'}>
    <th scope="row">${swatch(view.slotOf(run))}${view.labelOf(run)}</th>
    ${
      comparison.length
        ? html`<td class="printed" data-label="printed, train">${percent(printed?.printedTrainAccuracy)}</td>
            <td class="printed" data-label="test">${percent(printed?.printedTestAccuracy)}</td>`
        : nothing
    }
    <td class="ours" data-label="ours, train"><b>${state ? format.percent(state.trainAccuracy, train) : 'off'}</b></td>
    <td class="ours" data-label="test"><b>${state ? format.percent(state.testAccuracy, test) : ''}</b></td>
    <td class="ours" data-label="cost">${state ? format.cost(state.cost) : ''}</td>
    <td class="lesson">${lesson}</td>
  </tr>`;
}

/** What can differ from the preset, as a reader calls it. */
const PARTS = /** @type {const} */ ([
  ['data', 'dataset'],
  ['network', 'network'],
  ['learning rate', 'training.learningRate', 'training.learningRateChanges'],
  ['iterations', 'training.iterations'],
  ['loss', 'training.loss'],
  ['seed', 'seed'],
]);

/** @param {View} view @returns {string[]} */
const changes = ({ model }) =>
  PARTS.filter(([, ...paths]) =>
    paths.some((path) => model.experiment && !same(get(model.experiment, path), get(model.preset?.experiment, path))),
  ).map(([name]) => name);
