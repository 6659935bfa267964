/** Turns the points shown by a lab into the user's own. No DOM. */
import { stateOf } from './edit.js';

/** @typedef {import('./csv.js').Point} Point */
/** @typedef {import('./editor.js').Points} Points */

/**
 * Makes the shown points editable as the user's own.
 * @param {import('./editor.js').DataEditor} own @param {{ experiment: any, points: { train: Points, test: Points } | null }} model
 */
export async function takeShown(own, { experiment, points }) {
  if (!points || experiment.dataset.name === 'custom') return;
  const list = (/** @type {{ points: Float64Array, labels: Uint8Array }} */ data) =>
    Array.from(data.labels, (label, k) => /** @type {Point} */ ([data.points[2 * k], data.points[2 * k + 1], label]));
  const state = stateOf(list(points.train), list(points.test));
  if (!(await own.replace(state, 'taking the points of another data set', 'section', '')))
    throw new Error(own.said.text);
}
