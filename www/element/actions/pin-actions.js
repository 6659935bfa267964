/** Actions of pins: earlier curves that stay in the cost chart. They are no part of the experiment. */
import { MOST_PINS, pinsOf } from '../../views/pins.js';

/** @typedef {import('../../views/view.js').Pin} Pin */

/** @param {import('../element-lab.js').Lab} lab */
export function pinActions(lab) {
  /** @param {Pin[]} pins */
  const set = (pins) => {
    lab.set({ pins });
    lab.painting.repaint();
  };

  return /** @satisfies {Partial<import('../../views/view.js').Actions>} */ ({
    pin: async () => {
      const part = await lab.features.parts.results.want();
      const pin = part?.pinOf(lab.view());
      if (!pin) return;
      const others = pinsOf(lab.player.model, lab.state.pins);
      const again = others.some((other) => other.experiment === pin.experiment && other.iteration === pin.iteration);
      if (!again) set([...others, pin].slice(-MOST_PINS));
    },
    /** @param {Pin} pin */
    unpin: (pin) => set(lab.state.pins.filter((other) => other !== pin)),
    clearPins: () => set([]),
  });
}
