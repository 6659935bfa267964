/** Changes of the learning rate. */
import { html, nothing } from 'lit';
import * as format from '../charts/format.js';

/** @typedef {import('./view.js').View} View */

/** The experiment's present changes of the learning rate, and the ways to one rate: the first, or the last. @param {View} view */
export function recordedRates({ model, act }) {
  const { learningRate, learningRateChanges = [] } = model.experiment?.training ?? {};
  if (!learningRateChanges.length) return nothing;
  const [, last] = learningRateChanges[learningRateChanges.length - 1];
  return html`<span
      >Rate schedule, used again after Rewind and with a new seed:
      ${format.schedule(learningRate, learningRateChanges)}</span
    >
    ${[...new Set([learningRate, last])].map(
      (rate) =>
        html`<button
          type="button"
          class="quiet use-rate"
          title="One rate in all of training, from iteration 0"
          @click=${() => act.useRate(rate)}
        >
          Use ${format.rate(rate)} throughout
        </button>`,
    )}`;
}
