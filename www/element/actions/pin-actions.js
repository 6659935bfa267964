/** Actions of pins: earlier curves that stay in the cost chart. They are no part of the experiment. */
import { MOST_PINS, pinId, pinsOf } from '../../views/pins.js';

/** @typedef {import('../../views/view.js').Pin} Pin */

/** @param {import('../element-lab.js').Lab} lab */
export function pinActions(lab) {
  const shown = () => pinsOf(lab.player.model, lab.state.pins);
  /** @param {Pin[]} pins @param {string} status */
  const set = (pins, status) => {
    lab.set({ pins, status });
    lab.painting.repaint();
  };

  return /** @satisfies {Partial<import('../../views/view.js').Actions>} */ ({
    pin: async () => {
      const part = await lab.features.parts.results.want();
      if (!part) return;
      const pin = part.pinOf(lab.view());
      if (!pin) return void lab.set({ status: 'There are no curves to pin yet.' });
      const others = shown();
      const name = part.nameOf(pin, lab.player.model.experiment);
      const again = others.some((other) => other.experiment === pin.experiment && other.iteration === pin.iteration);
      if (again) return void lab.set({ status: `These curves are pinned already, as “${name}”.` });
      const pins = [...others, pin].slice(-MOST_PINS);
      const left = others.length === MOST_PINS ? ' The oldest pin was removed.' : '';
      set(pins, `Pinned these curves as “${name}”. ${countOf(pins)}${left}`);
    },
    /** @param {Pin} pin @param {string} name */
    unpin: async (pin, name) => {
      const place = shown().indexOf(pin);
      const pins = lab.state.pins.filter((other) => other !== pin);
      const left = pinsOf(lab.player.model, pins);
      set(pins, `Removed the pin “${name}”. ${countOf(left)}`);
      // The button that had the focus may be gone.
      await lab.act.focus(left.length > 0 ? pinId(Math.min(place, left.length - 1)) : 'pin');
    },
    clearPins: async () => {
      set([], 'Removed all pins.');
      await lab.act.focus('pin');
    },
  });
}

/** @param {Pin[]} pins */
const countOf = ({ length }) =>
  length === 0 ? 'Nothing is pinned.' : `${length} ${length === 1 ? 'set of curves is' : 'sets of curves are'} pinned.`;
