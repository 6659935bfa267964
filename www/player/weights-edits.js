/** Adds a run that starts from weights of its own, for `Player.apply`. */
import { MOST_RUNS } from '../experiment/runs.js';
import { same } from '../experiment/object.js';
import { hiddenOf, leftOut, withHidden } from '../experiment/own-weights.js';
import { addRun } from './run-edits.js';

/** @typedef {import('./edits.js').Edit} Edit */

/** @param {number[]} hidden */
const layersText = (hidden) => [2, ...hidden, 1].join(' → ');

/**
 * Adds a run that starts from these weights. If the lab has other hidden layers, it is opened anew with those of the weights.
 * The answer says what has changed.
 * @param {{ weights: number[][], biases: number[] }[]} weights @param {string} label @param {import('./model.js').Model} model
 * @returns {Edit}
 */
export function addWeights(weights, label, model) {
  const run = { initializer: 'custom', label, weights };
  const hidden = hiddenOf(weights);
  const added = `${layersText(hidden)}, added as a run.`;
  const fits = same(hidden, model.experiment.network.hidden);
  return {
    key: 'run',
    rests: !fits,
    make: async (now, tell) => {
      const { experiment } = now;
      if (experiment.runs.length >= MOST_RUNS)
        throw new RangeError(`There are ${MOST_RUNS} runs, the most that are allowed. Remove one first.`);
      if (same(hidden, experiment.network.hidden)) return { ...(await addRun(run).make(now, tell)), answer: added };
      const before = layersText(experiment.network.hidden);
      const { experiment: changed, left } = withHidden(experiment, hidden);
      const answer = `${added} All runs have these layers now, in place of ${before}. ${leftOut(left)}`.trim();
      return { reopen: { ...changed, runs: [...changed.runs, run] }, keepBounds: true, answer };
    },
  };
}
