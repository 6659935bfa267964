/** The row that moves training: play, advance, rewind, seed, learning rate, speed, iteration. */
import { html, nothing } from 'lit';
import { counter } from './counter.js';
import { icon } from './icons.js';
import { goal, reached } from './progress.js';
import { rateControl } from './rate-control.js';
import { seedControl } from './seed-control.js';
import { speedControl } from './speed-control.js';

/** @typedef {import('./view.js').View} View */

/** Parts that a narrow lab shows after a press on "More controls". */
const FOLDED = ['step', 'run-to-end', 'seed', 'learning-rate', 'speed'];

/** @param {View} view */
export function transport(view) {
  const { shows } = view;
  const settings = [
    shows('learning-rate') ? rateControl(view) : nothing,
    shows('speed') ? speedControl(view) : nothing,
  ].filter((part) => part !== nothing);
  const parts = [
    shows('play') ? playButton(view) : nothing,
    shows('step') || shows('run-to-end') ? advance(view) : nothing,
    shows('rewind') ? rewindButton(view) : nothing,
    shows('seed') ? seedControl(view) : nothing,
    settings.length ? html`<div class="settings" part="settings">${settings}</div>` : nothing,
    shows('counter') ? counter(view) : nothing,
    FOLDED.some(shows) ? unfold(view) : nothing,
  ].filter((part) => part !== nothing);
  return parts.length ? html`<div class="transport" part="transport">${parts}</div>` : nothing;
}

/** @param {View} view */
const isDone = (view) => goal(view) > 0 && reached(view) >= goal(view);

/** @param {View} view */
function playButton(view) {
  const moving = view.moves;
  const done = !view.staged && isDone(view);
  const [name, symbol] = moving
    ? /** @type {const} */ (['Pause', 'pause'])
    : done
      ? /** @type {const} */ (['Replay', 'replay'])
      : /** @type {const} */ (['Play', 'play']);
  return html`<button
    type="button"
    class="primary"
    part="play"
    id="play"
    @click=${view.act.playOrPause}
    title=${done && !moving ? 'Rewind and play again' : nothing}
    aria-disabled=${view.staged && view.stage?.run?.phase === 'done' ? 'true' : nothing}
  >
    ${icon(symbol)}<span>${(view.staged && view.stage?.playName) || name}</span>
  </button>`;
}

/** @param {View} view */
function advance(view) {
  const { model, act, shows } = view;
  const done = isDone(view);
  const moving = model.mode !== 'rest';
  const ending = model.mode === 'end' || model.mode === 'return';
  return html`<div class="group advance" role="group" aria-label="Advance">
    ${
      shows('step')
        ? html`<button type="button" part="button" id="step" aria-disabled=${done} @click=${() => act.advance(1)}>
              Step
            </button>
            <button type="button" part="button" id="thousand" aria-disabled=${done} @click=${() => act.advance(1000)}>
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
            aria-label=${ending ? 'Cancel' : 'Run to end'}
            title=${ending ? 'Cancel' : 'Run to end'}
            aria-disabled=${done && !moving}
            @click=${act.runToEnd}
          >
            ${icon(ending ? 'cross' : 'end')}<span class="wide either"
              ><span ?data-off=${ending}>Run to end</span><span ?data-off=${!ending}>Cancel</span></span
            >
          </button>`
        : nothing
    }
  </div>`;
}

/** @param {View} view */
const rewindButton = ({ act }) =>
  html`<button
    type="button"
    part="button"
    id="rewind"
    aria-label="Rewind"
    title="Iteration 0, with the same weights"
    @click=${act.rewind}
  >
    ${icon('rewind')}<span class="wide">Rewind</span>
  </button>`;

/** Shows the whole row in a narrow lab. @param {View} view */
const unfold = ({ unfolded, act }) =>
  html`<button
    type="button"
    id="more-controls"
    aria-expanded=${unfolded}
    aria-label="More controls"
    title=${unfolded ? 'Fewer controls' : 'More controls: step, seed, speed'}
    @click=${() => act.unfold(!unfolded)}
  >
    ${icon(unfolded ? 'down' : 'dots')}
  </button>`;
