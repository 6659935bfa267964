/** How far training has come, and a way back: the line of progress, with a handle that is dragged to an iteration. */
import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { integer } from '../charts/format.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export const reached = ({ model }) => model.frame?.iteration ?? 0;
/** @param {View} view */
export const goal = ({ model }) => model.lastIteration;
/** @param {View} view */
const furthest = ({ model }) => model.frame?.furthest ?? 0;

/** @param {View} view */
export function progress(view) {
  const { act, sought } = view;
  const end = goal(view) || 1;
  const at = Math.min(sought ?? reached(view), end);
  return html`<div class="progress">
    <progress class="furthest" aria-hidden="true" max=${end} value=${Math.min(furthest(view), end)}></progress>
    <progress class="run" part="progress" aria-hidden="true" max=${end} value=${at}></progress>
    <input
      type="range"
      id="progress"
      min="0"
      max=${end}
      step="1"
      aria-label="Iteration"
      aria-valuetext=${position(view, at)}
      title="Drag to go back to an iteration"
      .value=${live(String(at))}
      @input=${(/** @type {Event} */ e) => sendTo(view, /** @type {HTMLInputElement} */ (e.target))}
      @change=${act.endSeek}
    />
  </div>`;
}

/** @param {View} view @param {number} at */
function position(view, at) {
  const [here, last, far] = [at, goal(view), furthest(view)].map(integer);
  return far === here ? `${here} of ${last}` : `${here} of ${last}; trained up to ${far}`;
}

/** The handle goes no further than the runs have been. @param {View} view @param {HTMLInputElement} handle */
function sendTo(view, handle) {
  const to = Math.min(Number(handle.value), furthest(view));
  handle.value = String(to);
  view.act.seek(to);
}
