/** Sets the hidden layers, for `Player.apply`. */
import { leftOut, withHidden } from '../experiment/own-weights.js';

/** @typedef {import('./edits.js').Edit} Edit */

/**
 * Sets the hidden layers. The answer says which runs were taken out, since their own weights are for others.
 * @param {number[] | ((widths: number[]) => number[])} value @returns {Edit}
 */
export const setHidden = (value) => ({
  key: 'load',
  rests: true,
  make: async ({ experiment }) => {
    const before = experiment.network.hidden;
    const hidden = typeof value === 'function' ? value(before) : value;
    if (typeof value === 'function' && hidden === before) return { answer: '' };
    const { experiment: reopen, left } = withHidden(experiment, hidden);
    return { reopen, answer: leftOut(left) };
  },
});
