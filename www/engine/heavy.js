/** Whether a lab is so much work that runs are spread over several workers: team.js does that, and comes when it pays. */

/** Workers at most, the page's engine included. */
const MOST = 4;
/** Multiply-adds still to be done from which helpers pay: some seconds of training, where they take a fraction of one to begin. */
const HEAVY = 1e10;
/** Multiplications of each weight for a sample in an update: forward, back, and for its gradient. */
const PASSES = 3;

/** Whether so much is left to do that helpers pay. @param {any} experiment @param {number} samples @param {number} iteration */
export function isHeavy({ network, training, runs }, samples, iteration) {
  const layers = [...network.hidden, 1];
  const weights = layers.reduce((sum, units, l) => sum + units * (l === 0 ? 2 : layers[l - 1]), 0);
  let left = 0;
  for (const run of runs) {
    const { iterations, batchSize } = { ...training, ...run.training };
    // What helpers train again is lost: late in a run they do not pay.
    const updates = iterations - 2 * iteration;
    if (updates > 0) left += PASSES * weights * (batchSize ? Math.min(batchSize, samples) : samples) * updates;
  }
  return runs.length > 1 && left >= HEAVY && size(runs.length) > 1;
}

/** How many workers there are for so many runs. @param {number} runs */
export const size = (runs) => Math.min(MOST, navigator.hardwareConcurrency || 1, runs);
