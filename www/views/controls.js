/** The controls of the lab. */
import { html, noChange, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import * as format from '../charts/format.js';
import { logPosition, logValue } from '../charts/scales.js';
import { SPEEDS } from '../player/speed.js';
import { inForce } from './in-force.js';
import { icon } from './icons.js';
import { again, entered, problem, swatch } from './parts.js';
import { recordedRates } from './rates.js';
import { presetMenu } from './settings/preset-choice.js';
import { setup } from './settings/settings-bar.js';
import { shareButton } from './share-button.js';

/** @typedef {import('./view.js').View} View */

const SLIDER_STEPS = 500;

/** @param {View} view */
export function controls(view) {
  const { shows } = view;
  const inSettings = [
    shows('learning-rate') ? rateControl(view) : nothing,
    shows('speed') ? speedControl(view) : nothing,
    shows('test-points') ? testPoints(view) : nothing,
    shows('share') ? shareButton(view) : nothing,
  ].filter((part) => part !== nothing);
  const all = [
    shows('preset') ? presetMenu(view) : nothing,
    transport(view),
    shows('progress') ? progress(view) : nothing,
    inSettings.length ? html`<div class="settings" part="settings">${inSettings}</div>` : nothing,
    setup(view),
    shows('initializers') ? initializers(view) : nothing,
  ].filter((part) => part !== nothing);
  return all.length
    ? html`<div class="controls" part="controls" ?inert=${view.model.phase !== 'ready'}>${all}</div>`
    : nothing;
}

/** @param {View} view */
const progress = (view) =>
  html`<progress
    class="run"
    part="progress"
    aria-label="Training, up to the last iteration"
    max=${goal(view) || 1}
    value=${Math.min(reached(view), goal(view))}
  ></progress>`;

/** @param {View} view */
const testPoints = (view) =>
  html`<label class="check"
    ><input
      type="checkbox"
      id="show-test"
      .checked=${live(view.showTest)}
      @change=${(/** @type {Event} */ e) => view.act.showTest(/** @type {HTMLInputElement} */ (e.target).checked)}
    />
    Show test points</label
  >`;

/** @param {View} view */
const reached = ({ model }) => model.frame?.iteration ?? 0;
/** @param {View} view */
const goal = ({ model }) => model.lastIteration;

/** @param {View} view */
function transport(view) {
  const { model, act } = view;
  const moving = model.mode !== 'rest';
  const done = goal(view) > 0 && reached(view) >= goal(view);
  const ending = model.mode === 'end' || model.mode === 'return';
  const [name, symbol] = moving
    ? /** @type {const} */ (['Pause', 'pause'])
    : done
      ? /** @type {const} */ (['Replay', 'replay'])
      : /** @type {const} */ (['Play', 'play']);
  const { shows } = view;
  const parts = [
    shows('play')
      ? html`<button
          type="button"
          class="primary"
          part="play"
          id="play"
          @click=${act.playOrPause}
          title=${done && !moving ? 'Rewind and play again' : nothing}
        >
          ${icon(symbol)}<span>${name}</span>
        </button>`
      : nothing,
    shows('step') || shows('run-to-end')
      ? html`<div class="group" role="group" aria-label="Advance">
          ${
            shows('step')
              ? html`<button type="button" part="button" id="step" aria-disabled=${done} @click=${() => act.advance(1)}>
                    Step
                  </button>
                  <button
                    type="button"
                    part="button"
                    id="thousand"
                    aria-disabled=${done}
                    @click=${() => act.advance(1000)}
                  >
                    +1,000
                  </button>`
              : nothing
          }
          ${
            shows('run-to-end')
              ? html`<button
                  type="button"
                  part="button"
                  id="run-to-end"
                  aria-disabled=${done && !moving}
                  @click=${act.runToEnd}
                >
                  ${ending ? 'Cancel' : 'Run to end'}
                </button>`
              : nothing
          }
        </div>`
      : nothing,
    shows('rewind')
      ? html`<button
          type="button"
          part="button"
          id="rewind"
          title="Iteration 0, with the same weights"
          @click=${act.rewind}
        >
          ${icon('rewind')}<span>Rewind</span>
        </button>`
      : nothing,
    shows('seed') || shows('counter')
      ? html`<div class="seed-and-counter">
          ${shows('seed') ? seedControl(view) : nothing} ${shows('counter') ? counter(view) : nothing}
        </div>`
      : nothing,
  ].filter((part) => part !== nothing);
  return parts.length ? html`<div class="transport" part="transport">${parts}</div>` : nothing;
}

/** @param {View} view */
function seedControl(view) {
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

/** The progress; the goal can be changed unless it is hidden. @param {View} view */
function counter(view) {
  const { model, act, shows } = view;
  const iterations = model.experiment ? format.integer(model.experiment.training.iterations) : '';
  const at = html`<b id="iteration">${format.integer(reached(view))}</b>`;
  if (!shows('iterations')) return html`<div class="counter">${at} / ${format.integer(goal(view))} iterations</div>`;
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
    <span>iterations</span> ${problem(view, 'iterations')}
  </div>`;
}

/** @param {View} view */
function rateControl(view) {
  const { model, act } = view;
  const field = model.catalogue?.fields.find((/** @type {any} */ { path }) => path === 'training.learningRate');
  const low = Math.max(1e-4, field?.min || 0);
  const high = Math.min(10, field?.max ?? 10);
  const rate = model.frame?.learningRate ?? model.experiment?.training.learningRate ?? 0.01;
  const shown = view.draggedRate ?? rate;
  const fromSlider = (/** @type {Event} */ e) =>
    logValue(Number(/** @type {HTMLInputElement} */ (e.target).value) / SLIDER_STEPS, low, high);
  return html`<div class="setting rate">
    <label for="rate">Learning rate</label>
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
      .value=${inForce(format.rate(shown))}
      @change=${entered(act.setLearningRate, format.rate(shown), act.accept)}
      @keydown=${again(format.rate(shown), act.accept)}
    />
    ${problem(view, 'learningRate')}
  </div>`;
}

/** @param {View} view */
function speedControl({ model, act }) {
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

/** @param {View} view */
function initializers(view) {
  const { model, act } = view;
  const runs = model.experiment?.runs ?? [];
  return html`<div class="initializers" part="initializers">
    <div class="chips" role="group" aria-label="Initializers: which runs are compared">
      <span class="caption" aria-hidden="true">Initializers</span>
      ${model.offered.map((run, place) => {
        const on = model.chosen.includes(place);
        const slot = view.slotOf(run);
        return html`<button
          type="button"
          class="chip"
          part="chip"
          aria-pressed=${on}
          aria-disabled=${on && runs.length === 1}
          title=${on && runs.length === 1 ? 'At least one run stays on' : nothing}
          @click=${() => act.toggle(run)}
        >
          ${swatch(slot)}<bdi>${view.labelOf(run)}</bdi>
        </button>`;
      })}
      <p class="aside">${catchingUp(view) ?? recordedRates(view)}</p>
    </div>
    ${problem(view, 'runs')}
  </div>`;
}

/** @param {View} view */
function catchingUp({ model }) {
  const behind = model.frame?.behind ?? 0;
  if (!behind) return undefined;
  const names = model.frame?.runs
    .filter(({ iteration, divergedAt }) => divergedAt === null && iteration < (model.frame?.iteration ?? 0))
    .map(({ label }) => label)
    .join(', ');
  const all = Math.max(model.lagging, behind);
  return html`<span>${names} catching up: ${format.integer(behind)} updates to go</span>
    <progress aria-label="Catching up" max=${all} value=${all - behind}></progress>`;
}
