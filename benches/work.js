/** The workloads of all contenders: experiments, and their operation counts by formula. */

/** @typedef {import('../www/engine/lab.js').ExperimentInput} ExperimentInput */

/**
 * Full-batch gradient descent on one network.
 * @typedef {object} Workload
 * @property {string} key
 * @property {string} title
 * @property {number[]} sizes inputs, hidden units, outputs
 * @property {number} samples
 * @property {ExperimentInput} experiment
 */

/**
 * A {@link Workload} for contenders without experiments: samples, starting weights and learning rate.
 * @typedef {object} Work
 * @property {number[]} points [x0, y0, x1, y1, …]
 * @property {number[]} labels 0 or 1 each
 * @property {{ units: number, inputs: number, weights: number[], biases: number[] }[]} layers weights row by row
 * @property {number} learningRate
 * @property {string} activation
 */

/** Updates of the notebook's training. */
export const NOTEBOOK_UPDATES = 15_000;

/** The cost after them, with He's initializer. */
export const NOTEBOOK_COST = 0.0648101874;

/** More iterations than any measurement trains. */
const ITERATIONS = 100_000;

/**
 * @param {number[]} hidden
 * @param {number} samples
 * @param {{ activation?: string, optimizer?: string }} [options]
 * @returns {Workload}
 */
export function workload(hidden, samples, { activation = 'relu', optimizer = 'gradient_descent' } = {}) {
  const sizes = [2, ...hidden, 1];
  return {
    key: [sizes.join('-'), samples, activation, optimizer].join(' '),
    title: `${sizes.join('-')}, ${samples.toLocaleString('en')} samples`,
    sizes,
    samples,
    experiment: {
      dataset: { name: 'circles', samples },
      network: { hidden, activation },
      training: { learningRate: 0.01, iterations: ITERATIONS, optimizer },
      runs: [{ initializer: 'he' }],
    },
  };
}

/** The network, the samples and the starting weights of the notebook's He run. */
export const notebook = () => workload([10, 5], 300);

/**
 * Multiply-adds of one prediction: one for each weight.
 * @param {number[]} sizes
 */
export const predictionProducts = (sizes) =>
  sizes.slice(1).reduce((sum, units, layer) => sum + units * sizes[layer], 0);

/**
 * Floating-point operations of one full-batch update. For each sample and weight: a multiply-add forward, one for the
 * weight's gradient and, except in the first layer, one that propagates ∂cost/∂z back. Biases, activations, loss and
 * the update itself are not counted: a few per cent in wide networks, a quarter in the notebook's.
 * @param {{ sizes: number[], samples: number }} workload
 */
export function updateFlops({ sizes, samples }) {
  const weights = predictionProducts(sizes);
  const carriedBack = weights - sizes[0] * sizes[1];
  return 2 * samples * (2 * weights + carriedBack);
}
