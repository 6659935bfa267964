/** The open preset, its question, and changes from it. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { changes } from '../../export/preset-changes.js';
import { problem } from '../parts.js';

/** @typedef {import('../view.js').View} View */

/** The presets that the menu has: an earlier one only while it is open. @param {View['model']} model */
const presetsOfMenu = ({ catalogue, preset }) =>
  (catalogue?.presets ?? []).filter(({ isListed, name }) => isListed || name === preset?.name);

/** @param {View} view */
export function presetMenu(view) {
  const { model, act } = view;
  const different = changes(model);
  return html`<div class="preset" part="preset">
    <div class="choice">
      <label for="preset">Experiment</label>
      <select
        id="preset"
        aria-describedby="preset-sentence preset-changes preset-problem"
        @change=${(/** @type {Event} */ e) => act.openPreset(/** @type {HTMLSelectElement} */ (e.target).value)}
      >
        ${presetsOfMenu(model).map(
          ({ name, title }) =>
            html`<option value=${name} .selected=${live(name === model.preset?.name)}>${title}</option>`,
        )}
      </select>
      ${problem(view, 'preset')}
    </div>
    <p class="sentence" ?data-original=${different.length > 0}>
      <span id="preset-sentence" .textContent=${model.preset?.sentence ?? ''}></span>
      <span
        class="changed"
        id="preset-changes"
        .textContent=${different.length ? `This describes the original experiment, before your changes: ${different.join(', ')}.` : ''}
      ></span>
      ${different.length ? html`<button type="button" class="quiet" id="reset-here" @click=${act.reset}>Reset</button>` : nothing}
    </p>
  </div>`;
}
