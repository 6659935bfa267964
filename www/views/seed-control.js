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
      title="Other weights: the next seed, from iteration 0"
      @click=${act.newSeed}
    >
      ${icon('dice')}<span>New seed</span>
    </button>
    <button type="button" part="button" id="surprise" title="A seed nobody chose" @click=${act.surprise}>
      Surprise me
    </button>
    ${problem(view, 'seed')}
  </div>`;
}
