/** The controls of the lab, in rows. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { initializers } from './initializer-chips.js';
import { progress } from './progress.js';
import { rateControl } from './rate-control.js';
import { presetMenu } from './settings/preset-choice.js';
import { setup } from './settings/settings-bar.js';
import { shareButton } from './share-button.js';
import { speedControl } from './speed-control.js';
import { transport } from './transport-buttons.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export function controls(view) {
  const { shows } = view;
  const inSettings = [
    shows('learning-rate') ? rateControl(view) : nothing,
    shows('speed') ? speedControl(view) : nothing,
    shows('test-points') ? testPoints(view) : nothing,
    shows('share') ? shareButton(view) : nothing,
  ].filter((part) => part !== nothing);
  const all = [
    shows('preset') ? presetMenu(view) : nothing,
    transport(view),
    shows('progress') ? progress(view) : nothing,
    inSettings.length ? html`<div class="settings" part="settings">${inSettings}</div>` : nothing,
    setup(view),
    shows('initializers') ? initializers(view) : nothing,
  ].filter((part) => part !== nothing);
  return all.length
    ? html`<div class="controls" part="controls" ?inert=${view.model.phase !== 'ready'}>${all}</div>`
    : nothing;
}

/** @param {View} view */
const testPoints = (view) =>
  html`<label class="check"
    ><input
      type="checkbox"
      id="show-test"
      .checked=${live(view.showTest)}
      @change=${(/** @type {Event} */ e) => view.act.showTest(/** @type {HTMLInputElement} */ (e.target).checked)}
    />
    Show test points</label
  >`;
