/** The controls of the lab, in rows by importance. */
import { html, nothing } from 'lit';
import { initializers } from './initializer-chips.js';
import { progress } from './progress.js';
import { drawer, hasSettings, resetButton, settingsButton } from './settings/settings-bar.js';
import { presetMenu } from './settings/preset-choice.js';
import { shareButton } from './share-button.js';
import { sweepBack } from './sweep-entry.js';
import { transport } from './transport-buttons.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export function controls(view) {
  const all = [opening(view), dock(view), choices(view), drawer(view)].filter((part) => part !== nothing);
  return all.length
    ? html`<div class="controls" part="controls" ?inert=${view.model.phase !== 'ready'}>${all}</div>`
    : nothing;
}

/** A row of those parts that are shown. @param {string} name @param {unknown[]} parts */
function row(name, parts) {
  const shown = parts.filter((part) => part !== nothing);
  return shown.length ? html`<div class=${name}>${shown}</div>` : nothing;
}

/** What is open. @param {View} view */
const opening = (view) =>
  row('opening-row', [
    view.shows('preset') ? presetMenu(view) : nothing,
    view.shows('preset') && !hasSettings(view) ? resetButton(view) : nothing,
    sweepBack(view),
    view.shows('share') ? shareButton(view) : nothing,
  ]);

/** What moves training. In a narrow lab it stays at the lower edge of the window. @param {View} view */
export function dock(view) {
  const parts = [transport(view), view.shows('progress') ? progress(view) : nothing].filter((part) => part !== nothing);
  return parts.length
    ? html`<div
        class="dock"
        ?data-unfolded=${view.unfolded}
        @keydown=${(/** @type {KeyboardEvent} */ e) => foldByKey(e, view)}
      >
        ${parts}
      </div>`
    : nothing;
}

/** @param {KeyboardEvent} event @param {View} view */
function foldByKey(event, { unfolded, act }) {
  if (event.key !== 'Escape' || !unfolded || event.defaultPrevented) return;
  event.preventDefault();
  act.unfold(false);
  act.focus('more-controls');
}

/** What is compared, and the settings. @param {View} view */
const choices = (view) =>
  row('choices', [view.shows('initializers') ? initializers(view) : nothing, settingsButton(view)]);
