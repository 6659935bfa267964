/** The comparison: what the source printed, what this lab has now, what it teaches. */
import { html, nothing } from 'lit';
import { sameRun } from '../experiment.js';
import * as format from '../charts/format.js';
import { sharedChanges } from './changes.js';
import { runState, swatch } from './parts.js';

/** @typedef {import('./parts.js').View} View */

/** @param {View} view */
export function results(view) {
  if (!view.shows('results')) return nothing;
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
  const probability = isProbability(comparison);
  const [train, test] = probability ? ['mean p, train', 'mean p, test'] : ['train', 'test'];
  const different = sharedChanges(model);
  return html`<section class="results" part="results">
    <h2>${comparison.length ? `${model.preset.title}: what was printed, and ours` : 'Results'}</h2>
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
                ? html`<th scope="col">${train}</th>
                    <th scope="col">${test}</th>`
                : nothing
            }
            <th scope="col">${train}</th>
            <th scope="col">${test}</th>
            <th scope="col">cost</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((run) => row(view, run, comparison, presetRuns))}
        </tbody>
      </table>
    </div>
    <p class="remark" id="mean-p" ?hidden=${!probability}>
      Mean p is the mean probability that a network gives to the right class: what was printed there as accuracy.
    </p>
    <p class="remark" id="different" ?hidden=${!comparison.length || !different.length}>
      Different here: ${different.join(', ')}. “Reset to preset” goes back to the preset’s own experiment.
    </p>
  </section>`;
}

/** Whether a source printed mean probabilities of the right class. @param {any[]} comparison */
const isProbability = (comparison) => comparison.some(({ measure }) => measure === 'probability');

/** @param {View} view @param {any} run @param {any[]} comparison @param {any[]} presetRuns */
function row(view, run, comparison, presetRuns) {
  const { model } = view;
  const state = runState(model, run);
  const printed = presetRuns.some((other) => sameRun(other, run, model.catalogue.initializers))
    ? comparison.find(({ initializer }) => initializer === run.initializer)
    : undefined;
  const [train, test] = [model.points?.train.labels.length ?? 0, model.points?.test.labels.length ?? 0];
  const probability = isProbability(comparison);
  const percent = (/** @type {number | null | undefined} */ fraction) =>
    typeof fraction === 'number' ? `${(fraction * 100).toFixed(probability ? 1 : 0)} %` : '–';
  const ours = (/** @type {'train' | 'test'} */ part) => {
    if (!state) return part === 'train' ? 'off' : '';
    if (probability) return percent(part === 'train' ? state.trainProbability : state.testProbability);
    return part === 'train' ? format.percent(state.trainAccuracy, train) : format.percent(state.testAccuracy, test);
  };
  const mean = probability ? 'mean p, ' : '';
  // A lesson is about the preset's own data and network; elsewhere only what happened can be said.
  const applies =
    printed &&
    !sharedChanges(model).some((part) => part === 'data' || part === 'network') &&
    !Number.isFinite(state?.divergedAt);
  const { summary } =
    model.catalogue.initializers.find((/** @type {any} */ { name }) => name === run.initializer) ?? {};
  const lesson = applies ? printed.lesson : printed || !comparison.length ? (state?.verdict ?? '') : (summary ?? '');
  return html`<tr class=${state ? '' : 'off'}>
    <th scope="row">${swatch(view.slotOf(run))}${view.labelOf(run)}</th>
    ${
      comparison.length
        ? html`<td class="printed" data-label="printed, ${mean}train">${percent(printed?.printedTrainAccuracy)}</td>
            <td class="printed" data-label="${mean}test">${percent(printed?.printedTestAccuracy)}</td>`
        : nothing
    }
    <td class="ours" data-label="ours, ${mean}train"><b>${ours('train')}</b></td>
    <td class="ours" data-label="${mean}test"><b>${ours('test')}</b></td>
    <td class="ours" data-label="cost">${state ? format.cost(state.cost) : ''}</td>
    <td class="lesson">${lesson}</td>
  </tr>`;
}
