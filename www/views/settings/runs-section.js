/** The runs, one per row: initializer, parameters and order; and a button to add one. */
import { html, nothing } from 'lit';
import { withInitializer, withPart } from '../../experiment/run-parts.js';
import { MOST_RUNS } from '../../experiment/runs.js';
import { fullCatalogue, textsOf } from '../../experiment/full-catalogue.js';
import { addRun, moveRun, removeRun, setRun } from '../../player/run-edits.js';
import { swatch } from '../parts.js';
import { weightsEntry } from '../weights-files.js';
import { actionButton } from './buttons.js';
import { byLibrary } from './by-library.js';
import { initializerChoice, initializerGroups, parameters } from './initializer-choice.js';
import { runDetails } from './run-details.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('../view.js').EditorView} EditorView */
/** @typedef {import('../../experiment/runs.js').Run} Run */

/** @param {EditorView} view */
export function runsSection(view) {
  const { runs } = view.model.experiment;
  const full = runs.length >= MOST_RUNS ? `At most ${MOST_RUNS} runs` : '';
  return html`<ol class="runs">
      ${runs.map((/** @type {any} */ run, /** @type {number} */ k) => row(view, run, k, full))}
    </ol>
    <div class="add">
      <label for="add-initializer">New run</label>
      <select id="add-initializer" aria-describedby="add-help">
        ${initializerGroups(fullCatalogue).map(
          ({ title, options }) =>
            html`<optgroup label=${title}>
              ${options.map((option) => html`<option value=${option.name}>${option.title}</option>`)}
            </optgroup>`,
        )}
      </select>
      ${actionButton({
        id: 'add-run',
        name: 'Add run',
        icon: 'plus',
        reason: full,
        act: () => view.act.change('runs', () => view.act.apply(addRun({ initializer: chosenToAdd(view) }))),
      })}
      <span class="help" id="add-help"
        >${full ? `There are ${MOST_RUNS} runs, the most that are allowed. Remove one to add another.` : `Up to ${MOST_RUNS} runs. All share data, seed and iteration. A new run catches up.`}</span
      >
    </div>
    ${byLibrary(view)} ${weightsEntry(view, full)}`;
}

/** @param {View} view */
const chosenToAdd = (view) => view.act.read('add-initializer');

/** @param {View} view @param {any} run @param {number} k @param {string} full */
function row(view, run, k, full) {
  const { model, act } = view;
  const { runs } = model.experiment;
  const at = `runs[${k}]`;
  const itself = model.offered[model.chosen[k]];
  const set = (/** @type {(now: Run) => Run} */ make) => act.apply(setRun(itself, make));
  const label = model.described[k]?.label ?? '';
  const open = view.more !== null && view.more === itself;
  const button = (/** @type {any} */ more) =>
    actionButton({ bare: true, ...more, id: `run-${k}-${more.id}`, name: `${more.name} ${label}` });
  const move = (/** @type {number} */ by, /** @type {string} */ id) => () =>
    act.change('runs', async () => {
      const to = await act.apply(moveRun(itself, by));
      await act.focus(`run-${to}-${id}`);
    });
  return html`<li class="run" data-series=${view.slotOf(run)} aria-label=${label}>
    <div class="line">
      ${swatch(view.slotOf(run))}
      <div class="what">
        ${
          run.weights
            ? html`<span>${textsOf(run.initializer)?.title}</span>`
            : initializerChoice(
                view,
                {
                  label: `Initializer of run ${k + 1}`,
                  layout: 'bare',
                  value: run.initializer,
                  use: (name) => set((now) => withInitializer(now, name)),
                },
                at,
              )
        }
        ${parameters(view, run, at, (name, value) => set((now) => withPart(now, name, value)))} ${besides(run, label)}
      </div>
      <div class="buttons">
        ${button({ id: 'up', name: 'Move up', short: 'Up', icon: 'up', reason: k === 0 ? 'It is the first' : '', act: move(-1, 'up') })}
        ${button({
          id: 'down',
          name: 'Move down',
          short: 'Down',
          icon: 'down',
          reason: k === runs.length - 1 ? 'It is the last' : '',
          act: move(1, 'down'),
        })}
        ${button({
          id: 'duplicate',
          name: 'Duplicate',
          short: 'Duplicate',
          icon: 'copy',
          reason: full,
          act: () =>
            act.change('runs', () =>
              act.apply(
                addRun((/** @type {Run} */ now) => (now.weights ? now : withPart(now, 'label', undefined)), itself),
              ),
            ),
        })}
        ${button({
          id: 'remove',
          name: 'Remove',
          short: 'Remove',
          icon: 'cross',
          reason: runs.length === 1 ? 'At least one run must stay' : '',
          act: () =>
            act.change('runs', async () => {
              await act.apply(removeRun(itself));
              await act.focus(`run-${Math.min(k, model.experiment.runs.length - 1)}-remove`);
            }),
        })}
        <button
          type="button"
          class="quiet"
          id="run-${k}-more"
          aria-expanded=${open}
          aria-controls="run-${k}-details"
          aria-label=${open ? `Less about ${label}` : `More about ${label}`}
          @click=${() => act.openMore(open ? null : itself)}
        >
          ${open ? 'Less' : 'More'}
        </button>
      </div>
    </div>
    <div class="details" id="run-${k}-details" ?hidden=${!open}>${open ? runDetails(view, run, k) : nothing}</div>
  </li>`;
}

/**
 * A run's settings that its row does not show: its own name, its last layer, its own training.
 * @param {any} run @param {string} label
 */
function besides(run, label) {
  const title = textsOf(run.initializer)?.title;
  const more = run.label || run.outputInitializer || run.training;
  return more && label !== title ? html`<bdi class="besides">${label}</bdi>` : nothing;
}
