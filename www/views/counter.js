/** The iteration, and the iteration at which training ends. */
import { html } from 'lit';
import * as format from '../charts/format.js';
import { inForce } from './in-force.js';
import { again, entered, problem } from './parts.js';
import { goal, reached } from './progress.js';

/** @typedef {import('./view.js').View} View */

/** The goal of a lab that waits, where nothing is seen of it: as wide as most. */
const UNKNOWN = 15_000;

/** The progress; the goal can be changed unless it is hidden. @param {View} view */
export function counter(view) {
  const { model, act, shows } = view;
  const iterations = model.experiment ? format.integer(model.experiment.training.iterations) : '';
  const at = html`<b id="iteration" translate="no">${format.integer(reached(view))}</b>`;
  if (!shows('iterations'))
    return html`<div class="counter">
      ${at} / <span translate="no">${format.integer(model.experiment ? goal(view) : UNKNOWN)}</span> iterations
    </div>`;
  return html`<div class="counter">
    ${at} <label for="iterations">/</label>
    <input
      id="iterations"
      type="text"
      inputmode="numeric"
      autocomplete="off"
      spellcheck="false"
      aria-label="Iterations until training ends"
      title="Iterations until training ends"
      aria-describedby="iterations-problem"
      .value=${inForce(iterations)}
      @change=${entered(act.setIterations, iterations, act.accept)}
      @keydown=${again(iterations, act.accept)}
    />
    <span class="wide">iterations</span> ${problem(view, 'iterations')}
  </div>`;
}
