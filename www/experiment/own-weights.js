/** Runs with starting weights of their own, and the hidden layers that these are for. No DOM. */
import { same } from './object.js';

/** The hidden layers of a network with these layers. @param {{ biases: ArrayLike<number> }[]} layers @returns {number[]} */
export const hiddenOf = (layers) => layers.slice(0, -1).map(({ biases }) => biases.length);

/**
 * The experiment with other hidden layers. Runs with weights of their own for other layers are left out; if none is left, He's
 * takes their place.
 * @param {any} experiment @param {number[]} hidden
 * @returns {{ experiment: any, left: string[] }}  left: the names of the runs that were left out
 */
export function withHidden(experiment, hidden) {
  const isOfOthers = (/** @type {any} */ { weights }) => weights !== undefined && !same(hiddenOf(weights), hidden);
  const runs = experiment.runs.filter((/** @type {any} */ run) => !isOfOthers(run));
  const left = experiment.runs.filter(isOfOthers).map((/** @type {any} */ { label }) => label ?? 'Your weights');
  return {
    experiment: {
      ...experiment,
      network: { ...experiment.network, hidden },
      runs: runs.length > 0 ? runs : [{ initializer: 'he' }],
    },
    left,
  };
}

/** What was left out, in a sentence; empty if nothing was. @param {string[]} left */
export const leftOut = (left) =>
  left.length === 0
    ? ''
    : `${left.map((name) => `“${name}”`).join(', ')} ${left.length === 1 ? 'was' : 'were'} taken out: the weights are for other hidden layers.`;
