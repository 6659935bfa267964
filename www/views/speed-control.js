/** The speed of playing. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import * as format from '../charts/format.js';
import { SPEEDS } from '../player/speed.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export function speedControl({ model, act }) {
  const index = SPEEDS.indexOf(model.speed);
  const name = speedName(model.speed);
  const short =
    model.pace !== null && model.mode === 'play' && Number.isFinite(model.speed) && model.pace < 0.8 * model.speed;
  const measured = model.pace !== null && (short || !Number.isFinite(model.speed) || model.mode === 'end');
  return html`<div class="setting speed">
    <label for="speed">Speed</label>
    <input
      type="range"
      id="speed"
      min="0"
      max=${SPEEDS.length - 1}
      step="1"
      aria-valuetext=${name}
      .value=${live(String(index))}
      @input=${(/** @type {Event} */ e) => act.setSpeed(SPEEDS[Number(/** @type {HTMLInputElement} */ (e.target).value)])}
    />
    <output for="speed"
      >${name}${measured ? html`<small>reaches ${format.integer(Number((model.pace ?? 0).toPrecision(2)))}/s</small>` : nothing}</output
    >
  </div>`;
}

/** @param {number} speed */
const speedName = (speed) =>
  Number.isFinite(speed) ? `${format.integer(speed)} iteration${speed === 1 ? '' : 's'}/s` : 'as fast as possible';
