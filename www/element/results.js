/** The results that an element returns to other code: measurements of its runs and of their networks. No DOM. */

/**
 * @typedef {object} RunResults
 * @property {string} label
 * @property {string} initializer
 * @property {number} cost
 * @property {number} trainAccuracy        a fraction
 * @property {number | null} testAccuracy  null without test samples
 * @property {string} verdict
 * @property {string} evidence
 * @property {string[]} findings           every word that holds, the verdict first
 */
/**
 * @typedef {object} Insight  measurements inside a run's network
 * @property {number} startCost      the cost at iteration 0
 * @property {import('../engine/lab.js').Inspection} inspection
 * @property {Float64Array} expected  the root mean square of z that theory predicts for each layer at iteration 0
 * @property {Float64Array} expectedBetweenSamples  the standard deviation of z between samples that it predicts
 * @property {import('../engine/lab.js').LayerStart[]} layers   each layer at iteration 0
 * @property {import('../engine/lab.js').Moments[]} weights     statistics of each layer's current weights
 */
/** @typedef {{ train: number, test: number }} Samples  how many there are */
/**
 * @template {RunResults} Run
 * @typedef {object} ResultsOf
 * @property {number} iteration   of all measurements
 * @property {number} iterations  the last iteration of training
 * @property {number} behind      updates missing in runs that were switched on; their figures are from earlier iterations
 * @property {Samples} samples    numbers of samples; accuracies are fractions of them
 * @property {Run[]} runs
 */
/** @typedef {ResultsOf<RunResults>} Results */
/** @typedef {ResultsOf<RunResults & Insight>} Inspected */

/** @param {RunResults} run @returns {RunResults} */
const figuresOf = ({ label, initializer, cost, trainAccuracy, testAccuracy, verdict, evidence, findings }) => ({
  label,
  initializer,
  cost,
  trainAccuracy,
  testAccuracy,
  verdict,
  evidence,
  findings: [...findings],
});

/**
 * The results on screen.
 * @param {import('../player/model.js').Shown} shown
 * @param {Samples} samples
 * @returns {Results}
 */
export const resultsShown = ({ measuredAt, lastIteration, behind, runs }, samples) => ({
  iteration: measuredAt,
  iterations: lastIteration,
  behind,
  samples,
  runs: runs.map(figuresOf),
});

/**
 * Exact results of every run, with measurements inside its network.
 * @param {import('../engine/read.js').InsideReading[]} read  of every run
 * @param {Samples} samples
 * @returns {Inspected}
 */
export const resultsRead = (read, samples) => ({
  iteration: read[0].iteration,
  iterations: read[0].lastIteration,
  behind: read.reduce((sum, { behind }) => sum + behind, 0),
  samples,
  runs: read.map(({ measured, startCost, inspection, expected, expectedBetweenSamples, layers, weights }) => ({
    ...figuresOf(measured),
    startCost,
    inspection,
    expected,
    expectedBetweenSamples,
    layers,
    weights,
  })),
});
