/** The open preset, its question, and changes from it. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { changes } from '../../export/preset-changes.js';
import { problem } from '../parts.js';

/** @typedef {import('../view.js').View} View */

/** The presets that the menu has: an earlier one only while it is open. @param {View['model']} model */
const presetsOfMenu = ({ catalogue, preset }) =>
  (catalogue?.presets ?? []).filter(({ isListed, name }) => isListed || name === preset?.name);

/** What to observe in the open preset; empty until the text has loaded. @param {View} view */
const sentenceOf = ({ model: { preset }, parts }) =>
  preset?.sentence ?? (preset && parts.results.part?.sentenceOf(preset.name)) ?? '';

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
      <span id="preset-sentence" .textContent=${sentenceOf(view)}></span>
      <span
        class="changed"
        id="preset-changes"
        .textContent=${different.length ? `This describes the original experiment, before your changes: ${different.join(', ')}.` : ''}
      ></span>
      ${different.length ? html`<button type="button" class="quiet" id="reset-here" @click=${act.reset}>Reset</button>` : nothing}
    </p>
  </div>`;
}
