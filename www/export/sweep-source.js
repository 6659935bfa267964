/** What exports of a sweep take, and which of its trainings are done. No DOM. */

/** @typedef {Pick<import('../charts/sweep-model.js').ShownSweep, 'experiment' | 'results' | 'measure' | 'summary' | 'curves'>} SweepSource */
/** @typedef {SweepSource['results']} Results  as `results()` of `createSweep` gives them */

/** Whether the training at an index of the results is done: its network then has, or has not, collapsed. @param {Results} results @param {number} index */
export const isDone = ({ collapsed }, index) => !Number.isNaN(collapsed[index]);

/**
 * The seed of the training samples of a place: seeds go on from the value of an axis over `dataset.seed`.
 * @param {Results} results @param {{ x: number, y: number, seed: number }} place
 */
export function dataSeedAt({ axes, dataSeeds }, { x, y, seed }) {
  const axis = axes.findIndex(({ field }) => field === 'dataset.seed');
  if (axis < 0) return dataSeeds[seed];
  return (axes[axis].values[axis === 0 ? x : y] + dataSeeds[seed] - dataSeeds[0] + 2 ** 33) % 2 ** 32;
}
