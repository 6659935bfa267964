/** Decides whether a lab is expensive enough to spread its runs over several workers. */

/** Maximum number of workers, including the page's engine. */
const MOST = 4;
/**
 * Minimum number of remaining multiply-adds that justifies helpers: some seconds of training, while helpers take a
 * fraction of a second to start.
 */
const HEAVY = 1e10;
/** Multiplications per weight and sample in an update: forward, backward, and for the gradient. */
const PASSES = 3;

/** Whether enough work remains to justify helpers. @param {any} experiment @param {number} samples @param {number} iteration */
export function isHeavy({ network, training, runs }, samples, iteration) {
  const layers = [...network.hidden, 1];
  const weights = layers.reduce((sum, units, l) => sum + units * (l === 0 ? 2 : layers[l - 1]), 0);
  let left = 0;
  for (const run of runs) {
    const { iterations, batchSize } = { ...training, ...run.training };
    // Helpers first repeat the training done so far, so they do not pay late in a run.
    const updates = iterations - 2 * iteration;
    if (updates > 0) left += PASSES * weights * (batchSize ? Math.min(batchSize, samples) : samples) * updates;
  }
  return runs.length > 1 && left >= HEAVY && size(runs.length) > 1;
}

/** The number of workers for this many runs. @param {number} runs */
export const size = (runs) => Math.min(MOST, navigator.hardwareConcurrency || 1, runs);
