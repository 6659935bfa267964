/** Changes of the learning rate. */
import { html, nothing } from 'lit';
import * as format from '../charts/format.js';

/** @typedef {import('./view.js').View} View */

/** The experiment's present changes of the learning rate. @param {View} view */
export function recordedRates({ model, act }) {
  const { learningRate, learningRateChanges = [] } = model.experiment?.training ?? {};
  if (!learningRateChanges.length) return nothing;
  return html`<span
      >Rate schedule, used again after Rewind and New seed: ${format.schedule(learningRate, learningRateChanges)}</span
    >
    <button
      type="button"
      class="quiet"
      id="forget-rates"
      title="Back to one learning rate, from iteration 0"
      @click=${act.forgetRates}
    >
      Use one rate
    </button>`;
}
