/** The learning rate: a slider and its exact value. */
import { html, noChange, nothing } from 'lit';
import * as format from '../charts/format.js';
import { logPosition, logValue } from '../charts/scales.js';
import { inForce } from './in-force.js';
import { again, entered, problem } from './parts.js';

/** @typedef {import('./view.js').View} View */

const SLIDER_STEPS = 500;

/** @param {View} view */
export function rateControl(view) {
  const { model, act } = view;
  const field = model.catalogue?.fields.find((/** @type {any} */ { path }) => path === 'training.learningRate');
  const low = Math.max(1e-4, field?.min || 0);
  const high = Math.min(10, field?.max ?? 10);
  const rate = model.frame?.learningRate ?? model.experiment?.training.learningRate ?? 0.01;
  const shown = view.draggedRate ?? rate;
  const fromSlider = (/** @type {Event} */ e) =>
    logValue(Number(/** @type {HTMLInputElement} */ (e.target).value) / SLIDER_STEPS, low, high);
  return html`<div class="setting rate">
    <label for="rate"><span class="long">Learning rate</span><span class="short">rate</span></label>
    <input
      type="range"
      id="rate"
      min="0"
      max=${SLIDER_STEPS}
      step="5"
      aria-valuetext=${format.rate(shown)}
      .value=${view.draggedRate === null ? String(Math.round(logPosition(rate, low, high) * SLIDER_STEPS)) : noChange}
      @input=${(/** @type {Event} */ e) => act.dragRate(fromSlider(e))}
      @change=${(/** @type {Event} */ e) => act.setLearningRate(String(fromSlider(e)))}
    />
    <input
      type="text"
      id="rate-exact"
      inputmode="decimal"
      autocomplete="off"
      spellcheck="false"
      aria-label="Learning rate, exactly"
      aria-describedby="learningRate-problem"
      title=${field?.allowed ?? nothing}
      .value=${inForce(format.typedRate(shown))}
      @change=${entered(act.setLearningRate, format.typedRate(shown), act.accept)}
      @keydown=${again(format.typedRate(shown), act.accept)}
    />
    ${problem(view, 'learningRate')}
  </div>`;
}
