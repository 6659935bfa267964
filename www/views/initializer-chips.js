/** The initializers to compare, one chip for each offered run. */
import { html, nothing } from 'lit';
import * as format from '../charts/format.js';
import { problem, swatch } from './parts.js';
import { recordedRates } from './rates.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export function initializers(view) {
  const { model, act } = view;
  const runs = model.experiment?.runs ?? [];
  return html`<div class="initializers" part="initializers">
    <div class="chips" role="group" aria-label="Initializers: which runs are compared">
      <span class="caption" aria-hidden="true">Initializers</span>
      ${model.offered.map((run, place) => {
        const on = model.chosen.includes(place);
        const slot = view.slotOf(run);
        return html`<button
          type="button"
          class="chip"
          part="chip"
          aria-pressed=${on}
          aria-disabled=${on && runs.length === 1}
          title=${on && runs.length === 1 ? 'At least one run stays on' : nothing}
          @click=${() => act.toggle(run)}
        >
          ${swatch(slot)}<bdi>${view.labelOf(run)}</bdi>
        </button>`;
      })}
      <p class="aside">${catchingUp(view) ?? recordedRates(view)}</p>
    </div>
    ${problem(view, 'runs')}
  </div>`;
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
