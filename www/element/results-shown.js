/** What is on screen, as the element tells other people's code: figures of the runs. No DOM. */

/** @typedef {import('./results.js').RunResults} RunResults */
/** @typedef {import('./results.js').Samples} Samples */

/** @param {RunResults} run @returns {RunResults} */
export const figuresOf = ({ label, initializer, cost, trainAccuracy, testAccuracy, verdict, evidence }) => ({
  label,
  initializer,
  cost,
  trainAccuracy,
  testAccuracy,
  verdict,
  evidence,
});

/** What is on screen. @param {import('../player/player.js').Shown} shown @param {Samples} samples @returns {import('./results.js').Results} */
export const resultsShown = ({ measuredAt, lastIteration, behind, runs }, samples) => ({
  iteration: measuredAt,
  iterations: lastIteration,
  behind,
  samples,
  runs: runs.map(figuresOf),
});
