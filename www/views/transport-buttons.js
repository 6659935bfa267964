/** The buttons that move training: play, step, run to end, rewind. */
import { html, nothing } from 'lit';
import { counter } from './counter.js';
import { icon } from './icons.js';
import { goal, reached } from './progress.js';
import { seedControl } from './seed-control.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export function transport(view) {
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
