/** How much work a lab is: whether its runs are spread over several workers, and whether it has a worker of its own. */

/** Maximum number of workers, including the page's engine. */
const MOST = 4;
/**
 * Minimum number of remaining multiply-adds that justifies helpers: some seconds of training, while helpers take a
 * fraction of a second to start.
 */
const HEAVY = 1e10;
/** Multiplications per weight and sample in an update: forward, backward, and for the gradient. */
const PASSES = 3;

/** Multiplications per second in one thread of a laptop (npm run bench -- --only leave). */
const RATE = 6e9;
/** Passes of the samples, in multiplications per weight and sample, until the first picture. LSUV adds its fit. */
const FIRST = 5;
const FIT = 4;
/** Passes of the samples of an inspection, and multiplications of the ranks for each weight and unit or input, the fewer. */
const INSPECTION = 12;
const RANK = 27;
/** Seconds of one answer, such as the first picture, from which a lab has long work. */
const LONG = 0.3;

/** Samples where an experiment does not say. */
const SAMPLES = 300;

/** @param {number[]} hidden  units of each hidden layer */
const weightsOf = (hidden) => sumOf(hidden, (units, inputs) => units * inputs);

/** @param {number[]} hidden @param {(units: number, inputs: number) => number} ofLayer */
const sumOf = (hidden, ofLayer) =>
  [...hidden, 1].reduce((sum, units, l) => sum + ofLayer(units, l === 0 ? 2 : hidden[l - 1]), 0);

/** Seconds of long work; 0 if it is not long. @param {number} products  multiplications */
const secondsOf = (products) => (products >= LONG * RATE ? products / RATE : 0);

/**
 * Seconds that an experiment takes until its first picture, roughly, on a laptop; 0 if that is no long work. What the core
 * will refuse takes no time.
 * @param {any} experiment  without `preset`; perhaps incomplete or wrong
 */
export function secondsToOpen(experiment) {
  const { network, dataset, runs } = experiment ?? {};
  const samples = dataset?.points?.length ?? dataset?.samples ?? SAMPLES;
  const passes = runs?.map?.((/** @type {any} */ run) => FIRST + (run?.initializer === 'lsuv' ? FIT : 0));
  if (!Array.isArray(network?.hidden) || !passes) return 0;
  const products =
    weightsOf(network.hidden) * samples * passes.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0);
  return secondsOf(products);
}

/** Seconds that it takes to look inside the networks, roughly, on a laptop; 0 if that is not long work. @param {any} experiment  a complete one */
export function secondsToInspect({ network: { hidden }, dataset, runs }) {
  const samples = dataset.points?.length ?? dataset.samples;
  const ranks = sumOf(hidden, (units, inputs) => units * inputs * Math.min(units, inputs));
  return secondsOf(runs.length * (INSPECTION * samples * weightsOf(hidden) + RANK * ranks));
}

/** Whether enough work remains to justify helpers. @param {any} experiment @param {number} samples @param {number} iteration */
export function isHeavy({ network, training, runs }, samples, iteration) {
  const weights = weightsOf(network.hidden);
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
