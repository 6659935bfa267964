/** What a lab has reached, as the element tells other people's code: figures of its runs, and the inside of their networks. No DOM. */

/**
 * @typedef {object} RunResults
 * @property {string} label
 * @property {string} initializer
 * @property {number} cost
 * @property {number} trainAccuracy        a fraction
 * @property {number | null} testAccuracy  null without test samples
 * @property {string} verdict
 * @property {string} evidence
 */
/**
 * @typedef {object} Insight  what getting inside a run's network adds
 * @property {number} startCost      the cost at iteration 0
 * @property {import('../engine/lab.js').Inspection} inspection
 * @property {Float64Array} expected  of each layer, what theory expects of the standard deviation of z at iteration 0
 * @property {import('../engine/lab.js').LayerStart[]} layers   as the initializer left them
 * @property {import('../engine/lab.js').Moments[]} weights     of each layer's weights as they are
 */
/** @typedef {{ train: number, test: number }} Samples  how many there are */
/**
 * @template {RunResults} Run
 * @typedef {object} ResultsOf
 * @property {number} iteration   of which all figures are
 * @property {number} iterations  where training ends
 * @property {number} behind      updates that runs which were switched on are behind; their figures are of where they are
 * @property {Samples} samples    of which the accuracies are fractions
 * @property {Run[]} runs
 */
/** @typedef {ResultsOf<RunResults>} Results */
/** @typedef {ResultsOf<RunResults & Insight>} Inspected */

/** @param {RunResults} run @returns {RunResults} */
const figuresOf = ({ label, initializer, cost, trainAccuracy, testAccuracy, verdict, evidence }) => ({
  label,
  initializer,
  cost,
  trainAccuracy,
  testAccuracy,
  verdict,
  evidence,
});

/** What is on screen. @param {import('../player/model.js').Shown} shown @param {Samples} samples @returns {Results} */
export const resultsShown = ({ measuredAt, lastIteration, behind, runs }, samples) => ({
  iteration: measuredAt,
  iterations: lastIteration,
  behind,
  samples,
  runs: runs.map(figuresOf),
});

/** What is on screen, exactly, with the inside of each run's network. @param {import('../engine/read.js').InsideReading[]} read  of every run @param {Samples} samples @returns {Inspected} */
export const resultsRead = (read, samples) => ({
  iteration: read[0].iteration,
  iterations: read[0].lastIteration,
  behind: read.reduce((sum, { behind }) => sum + behind, 0),
  samples,
  runs: read.map(({ measured, startCost, inspection, expected, layers, weights }) => ({
    ...figuresOf(measured),
    startCost,
    inspection,
    expected,
    layers,
    weights,
  })),
});
