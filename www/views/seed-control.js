/** The seed of the weights. */
import { html } from 'lit';
import { inForce } from './in-force.js';
import { icon } from './icons.js';
import { again, entered, problem } from './parts.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export function seedControl(view) {
  const { model, act } = view;
  const seed = model.experiment ? String(model.experiment.seed) : '';
  return html`<div class="seed group" role="group" aria-label="Weights">
    <label for="seed">seed</label
    ><input
      id="seed"
      type="text"
      inputmode="numeric"
      autocomplete="off"
      spellcheck="false"
      aria-describedby="seed-problem"
      .value=${inForce(seed)}
      @change=${entered(act.setSeed, seed, act.accept)}
      @keydown=${again(seed, act.accept)}
    />
    <button
      type="button"
      part="button"
      id="new-seed"
      aria-label="New seed"
      title="Other weights: the next seed, from iteration 0"
      @click=${act.newSeed}
    >
      ${icon('dice')}<span class="word-of-seed">New seed</span>
    </button>
    <button
      type="button"
      part="button"
      id="surprise"
      aria-label="Surprise me"
      title="A seed nobody chose"
      @click=${act.surprise}
    >
      ${icon('star')}<span class="wide">Surprise me</span>
    </button>
    ${problem(view, 'seed')}
  </div>`;
}
