/** The list of the curves pinned in the cost chart, named by what their experiment has that the open one has not. */
import { html, nothing } from 'lit';
import { integer, schedule } from '../../charts/format.js';
import { paleness } from '../../charts/pinned-lines.js';
import { set } from '../../experiment/fields.js';
import { differences } from '../../export/preset-changes.js';
import { icon } from '../icons.js';
import { swatch } from '../parts.js';
import { canPin, pinId, pinsOf } from '../pins.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('../view.js').Pin} Pin */

/** The experiment as far as a pin keeps it: without changes of the rate that come later. @param {Pin} pin */
function keptOf({ experiment, iteration }) {
  const all = experiment.training.learningRateChanges ?? [];
  const kept = all.filter((/** @type {[number, number]} */ [at]) => at < iteration);
  if (kept.length === all.length) return experiment;
  return set(experiment, 'training.learningRateChanges', kept.length ? kept : undefined);
}

/** What a pin's experiment has that the open one has not: its name in the list. @param {Pin} pin @param {any} experiment */
export function nameOf(pin, experiment) {
  const pinned = keptOf(pin);
  const names = differences(pinned, experiment).map((part) => {
    if (part === 'seed') return `seed ${integer(pinned.seed)}`;
    const { learningRate, learningRateChanges = [] } = pinned.training;
    return part === 'learning rate' ? `rate ${schedule(learningRate, learningRateChanges)}` : `other ${part}`;
  });
  return names.length ? names.join(', ') : `seed ${integer(pinned.seed)}`;
}

/** The present curves as a pin; null where nothing has been trained. @param {View} view @returns {Pin | null} */
export function pinOf({ model, slotOf }) {
  const { frame, experiment, preset } = model;
  if (!frame || !canPin(model)) return null;
  const lines = frame.costs.map(({ iterations, costs }, k) => ({
    slot: slotOf(experiment.runs[k]),
    iterations,
    costs,
  }));
  return { preset: preset?.name, experiment, iteration: frame.measuredAt, lines };
}

/** @param {View} view */
export function pinList(view) {
  const { model, act } = view;
  const pins = pinsOf(model, view.pins);
  if (!pins.length) return nothing;
  return html`<p class="pins">
    <span>Pinned:</span>
    ${pins.map((pin, place) => {
      const name = nameOf(pin, model.experiment);
      return html`<button
        type="button"
        id=${pinId(place)}
        title="Remove this pin"
        aria-label="Remove the pin “${name}”"
        @click=${() => act.unpin(pin, name)}
      >
        <span class="samples" .style=${`opacity: ${paleness(place, pins.length)}`}
          >${pin.lines.map(({ slot }) => swatch(slot))}</span
        >
        ${name} ${icon('cross')}
      </button>`;
    })}
    ${pins.length > 1 ? html`<button type="button" class="quiet" id="clear-pins" @click=${act.clearPins}>Clear pins</button>` : nothing}
  </p>`;
}
