/** Curves pinned in the cost chart, and the button that pins the present ones. */
import { html } from 'lit';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./view.js').Pin} Pin */

/** The most sets of curves that are pinned; of more, the oldest goes. */
export const MOST_PINS = 3;

/** The pins of the open preset. @param {View['model']} model @param {Pin[]} pins */
export const pinsOf = ({ preset }, pins) => pins.filter((pin) => pin.preset === preset?.name);

/** The id of the button that removes a pin. @param {number} place  in the list */
export const pinId = (place) => `unpin-${place}`;

/** Whether there are curves to pin: something has been trained. @param {View['model']} model */
export const canPin = ({ frame }) => frame !== null && frame.measuredAt > 0;

/** The pinned curves as the chart draws them. @param {View} view @returns {import('../charts/pinned-lines.js').Pinned[]} */
export const pinnedLines = ({ model, pins }) => pinsOf(model, pins).map(({ lines }) => ({ lines }));

/** @param {View} view */
export const pinButton = (view) =>
  html`<button
    type="button"
    class="quiet"
    id="pin"
    title="Keep these curves in the chart as thin lines, to compare the next ones with"
    aria-disabled=${!canPin(view.model)}
    @click=${view.act.pin}
  >
    Pin
  </button>`;
