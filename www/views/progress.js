/** How far training has come. */
import { html } from 'lit';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export const reached = ({ model }) => model.frame?.iteration ?? 0;
/** @param {View} view */
export const goal = ({ model }) => model.lastIteration;

/** @param {View} view */
export const progress = (view) =>
  html`<progress
    class="run"
    part="progress"
    aria-label="Training, up to the last iteration"
    max=${goal(view) || 1}
    value=${Math.min(reached(view), goal(view))}
  ></progress>`;
