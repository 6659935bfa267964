/** Weights and biases of all runs at full precision, as JSON and as NumPy arrays. */
import { npz } from './npz.js';
import { exact, keysOf, labelsOf } from './source.js';

/** @typedef {import('./source.js').Source} Source */
/** @typedef {import('../engine/lab.js').LayerParameters} LayerParameters */

/**
 * `{ experiment, permalink, runs: [{ label, key, initializer, iteration, cost, layers: [{ shape: [units, inputs],
 * weights, biases }] }] }`, weights row-major. Numbers have all digits and read back as the same doubles; non-finite
 * numbers are null, as JSON has none. Where the data are standardized, `inputs: { mean, stddev }` comes before the runs.
 * @param {Source} source
 */
export async function parametersJSON(source) {
  // Requested together, so that they are of one iteration.
  const [costs, parameters] = await Promise.all([source.read('costs'), source.read('parameters')]);
  const standardization = await standardizationOf(source);
  const { experiment } = source.view.model;
  const labels = labelsOf(source);
  const keys = keysOf(labels);
  const runs = parameters.map((layers, k) => {
    const cost = costs[k].costs.at(-1) ?? NaN;
    const about = {
      label: labels[k],
      key: keys[k],
      initializer: experiment.runs[k].initializer,
      iteration: costs[k].iterations.at(-1) ?? 0,
      cost: Number.isFinite(cost) ? cost : null,
    };
    const written = layers.map(layerText).join(',\n');
    return `    { ${JSON.stringify(about).slice(1, -1)},\n      "layers": [\n${written}\n      ] }`;
  });
  const { permalink } = source;
  return `{
  "experiment": ${JSON.stringify(experiment)},
  "permalink": ${JSON.stringify(permalink)},${standardization ? `\n  "inputs": ${JSON.stringify(standardization)},` : ''}
  "runs": [
${runs.join(',\n')}
  ]
}
`;
}

/** The numbers that standardize the data; null where they are not standardized. @param {Source} source */
async function standardizationOf(source) {
  if (!source.view.model.experiment.dataset.standardize) return null;
  const [first] = await source.read('standardization');
  return first;
}

/** @param {LayerParameters} layer */
function layerText({ shape, weights, biases }) {
  const digits = (/** @type {number} */ value) => (Number.isFinite(value) ? exact(value) : 'null');
  const list = (/** @type {Float64Array} */ values) => `[${Array.from(values, digits).join(', ')}]`;
  return `        { "shape": ${JSON.stringify(shape)},
          "weights": ${list(weights)},
          "biases": ${list(biases)} }`;
}

/** @param {LayerParameters[]} layers @param {string} [prefix] of their names */
const arraysOf = (layers, prefix = '') =>
  layers.flatMap(({ shape, weights, biases }, layer) => [
    { name: `${prefix}W${layer + 1}`, shape, values: weights },
    { name: `${prefix}b${layer + 1}`, shape: [biases.length], values: biases },
  ]);

/**
 * An .npz file with a run's weights and biases at iteration 0: `W1` (units, inputs), `b1` (units,), `W2`, …, first layer to
 * last. Opened on a lab, it starts a run from them.
 * @param {Source} source @param {number} run its index
 */
export async function startNPZ(source, run) {
  const starts = await source.read('starts');
  return npz(arraysOf(starts[run]));
}

/**
 * An .npz file with `key/W1`, `key/b1`, `key/W2`, … for each run, first layer to last: weights of shape (units,
 * inputs), biases of shape (units,). The key is the run's name in lower-case letters, digits and underscores. Where the
 * data are standardized, `inputs/mean` and `inputs/stddev` come first: a network sees (x − mean) / stddev.
 * @param {Source} source
 */
export async function parametersNPZ(source) {
  const parameters = await source.read('parameters');
  const standardization = await standardizationOf(source);
  const keys = keysOf(labelsOf(source));
  const inputs = Object.entries(standardization ?? {}).map(([moment, values]) => ({
    name: `inputs/${moment}`,
    shape: [values.length],
    values: Float64Array.from(values),
  }));
  const layers = parameters.flatMap((run, k) => arraysOf(run, `${keys[k]}/`));
  return npz([...inputs, ...layers]);
}
