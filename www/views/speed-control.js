/** The speed of playing. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import * as format from '../charts/format.js';
import { placeOf, speedsFor } from '../player/speed.js';
import { seconds } from './durations.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export function speedControl({ model, act }) {
  const speeds = speedsFor(model.lastIteration);
  const name = speedName(model.speed);
  const whole = wholeRun(model);
  return html`<div class="setting speed">
    <label for="speed">Speed</label>
    <input
      type="range"
      id="speed"
      min="0"
      max=${speeds.length - 1}
      step="1"
      aria-valuetext=${whole ? `${name}, whole run in ${whole}` : name}
      .value=${live(String(placeOf(speeds, model.speed)))}
      @input=${(/** @type {Event} */ e) => act.setSpeed(speeds[Number(/** @type {HTMLInputElement} */ (e.target).value)])}
    />
    <output for="speed" translate="no"
      >${shortName(model.speed)}<small>${reaches(model) ?? (whole ? `${whole} in all` : nothing)}</small></output
    >
  </div>`;
}

/** @param {number} speed */
const rounded = (speed) => format.integer(speed < 10 ? Number(speed.toPrecision(2)) : Math.round(speed));

/** @param {number} speed */
const shortName = (speed) => (Number.isFinite(speed) ? `${rounded(speed)}/s` : 'fastest');

/** @param {number} speed */
function speedName(speed) {
  if (!Number.isFinite(speed)) return 'as fast as possible';
  return rounded(speed) === '1' ? '1 iteration/s' : `${rounded(speed)} iterations/s`;
}

/** How long training takes at the chosen speed. @param {View['model']} model */
const wholeRun = ({ speed, lastIteration }) =>
  Number.isFinite(speed) && lastIteration > 0 ? seconds(lastIteration / speed) : null;

/** The pace that the lab reaches, where that is not the chosen speed. @param {View['model']} model */
function reaches({ pace, mode, speed }) {
  if (pace === null || (mode === 'play' && Number.isFinite(speed) && pace >= 0.8 * speed)) return null;
  if (mode !== 'play' && mode !== 'end') return null;
  return `reaches ${rounded(Number(pace.toPrecision(2)))}/s`;
}
