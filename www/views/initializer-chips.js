/** The initializers to compare, one chip for each offered run. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import * as format from '../charts/format.js';
import { MOST_RUNS } from '../experiment/runs.js';
import { problem, swatch } from './parts.js';
import { recordedRates } from './rates.js';

/** @typedef {import('./view.js').View} View */

/**
 * The offered runs in the order of the pictures: those that are on take the places of their group in the order of the
 * experiment, so that switching one off moves no other.
 * @param {import('../player/model.js').Model} model
 */
function inOrder({ offered, chosen }) {
  const next = [...chosen];
  return offered.map((_, place) => (chosen.includes(place) ? Number(next.shift()) : place));
}

/** @param {View} view */
export function initializers(view) {
  const { model } = view;
  const places = inOrder(model);
  const last = places.pop();
  return html`<div class="initializers" part="initializers">
    <div class="chips" role="group" aria-label="Initializers: which runs are compared">
      ${repeat(
        places,
        (place) => model.offered[place],
        (place) => chip(view, place),
      )}
      <span class="together">${last === undefined ? nothing : chip(view, last)}${other(view)}</span>
      <p class="aside">${catchingUp(view) ?? recordedRates(view)}</p>
    </div>
    ${problem(view, 'runs')}
  </div>`;
}

/** Opens the catalogue. Stays in the row of the last chip. @param {View} view */
function other({ model, act, shows }) {
  if (!shows('runs')) return nothing;
  const full = (model.experiment?.runs ?? []).length >= MOST_RUNS;
  return html`<button
    type="button"
    class="other"
    part="chip"
    id="other-initializer"
    title=${full ? `At most ${MOST_RUNS} runs` : 'Choose another initializer from the catalogue'}
    @click=${act.chooseInitializer}
    @pointerenter=${() => act.fetch('setup')}
  >
    other…
  </button>`;
}

/** One run, on or off. @param {View} view @param {number} place */
function chip(view, place) {
  const { model, act } = view;
  const run = model.offered[place];
  const on = model.chosen.includes(place);
  const last = on && model.chosen.length === 1;
  return html`<button
    type="button"
    class="chip"
    part="chip"
    aria-pressed=${on}
    aria-disabled=${last}
    title=${last ? 'The last run cannot be switched off: switch another one on first' : nothing}
    @click=${() => act.toggle(run)}
  >
    ${on ? swatch(view.slotOf(run)) : nothing}<bdi>${view.labelOf(run)}</bdi>
  </button>`;
}

/** @param {View} view */
function catchingUp({ model }) {
  const behind = model.frame?.behind ?? 0;
  if (!behind) return undefined;
  const names = model.frame?.runs
    .filter(({ iteration, divergedAt }) => divergedAt === null && iteration < (model.frame?.iteration ?? 0))
    .map(({ label }) => label)
    .join(', ');
  const all = Math.max(model.lagging, behind);
  return html`<span>${names} catching up: ${format.integer(behind)} updates to go</span>
    <progress aria-label="Catching up" max=${all} value=${all - behind}></progress>`;
}
