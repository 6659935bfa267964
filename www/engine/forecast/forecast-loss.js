/**
 * Where the error signal begins: the derivative of a sample's loss with respect to the outputs' pre-activations, expected and simulated.
 * Targets are drawn, because a forecast has no data: each class alike, 0 and 1 alike, or normal numbers of variance 1.
 */
import { ROW, activated } from './forecast-core.js';

/** @typedef {'unit' | 'softmax_cross_entropy' | 'binary_cross_entropy' | 'mse'} ForecastLoss  unit: an error signal of size 1 */
/** @typedef {import('./forecast-layers.js').ForecastLayer} ForecastLayer */

/** Half of a normal variable's range, in standard deviations. */
const REACH = 8;
const NODES = 400;

/** Nodes of a normal variable with weights that add up to 1. @param {number} mean @param {number} variance @returns {[value: number, weight: number][]} */
function normalNodes(mean, variance) {
  const stddev = Math.sqrt(Math.min(variance, 1e300));
  const nodes = Array.from({ length: NODES }, (_, k) => (2 * (k + 0.5) * REACH) / NODES - REACH);
  const weights = nodes.map((g) => Math.exp(-0.5 * g * g));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return nodes.map((g, k) => [mean + stddev * g, weights[k] / total]);
}

/** @param {[number, number][]} nodes @param {(value: number) => number} value */
const expectation = (nodes, value) => nodes.reduce((sum, [z, weight]) => sum + weight * value(z), 0);

/** @param {number} z */
const sigmoid = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

/** Variance of outputs above which they count as far apart. */
const WIDE = 100;
/** Nodes for a unit of an integral over the logarithm of t. */
const NODES_FOR_A_UNIT = 8;

/**
 * Expected Σ p² of the softmax of `outputs` independent normal numbers, by 1/Z² = ∫ t exp(−tZ) dt with t = exp(s):
 * outputs · ∫ E[h(s + z)] E[exp(−e^(s + z))]^(outputs − 1) ds with h(a) = exp(2a − e^a).
 * @param {number} outputs @param {number} variance
 */
export function expectedConcentration(outputs, variance) {
  if (outputs === 1) return 1;
  if (variance > WIDE) return wideConcentration(outputs, variance);
  const nodes = normalNodes(0, variance);
  const stddev = Math.sqrt(variance);
  const [low, high] = [-Math.log(outputs) - REACH * stddev - 12, REACH * stddev + 5];
  const steps = Math.ceil((high - low) * NODES_FOR_A_UNIT);
  const step = (high - low) / steps;
  let sum = 0;
  for (let k = 0; k <= steps; k += 1) {
    const s = low + k * step;
    let [first, others] = [0, 0];
    for (const [z, weight] of nodes) {
      const a = Math.exp(s + z);
      const survival = weight * Math.exp(-a);
      first += survival * a * a;
      others += survival;
    }
    sum += first * others ** (outputs - 1);
  }
  return Math.min(1, Math.max(1 / outputs, outputs * sum * step));
}

/**
 * The same for outputs far apart. Both expectations are of sums of a normal variable and a logarithm of a gamma variable, which
 * hardly matters: mean ψ(2) and variance ψ′(2) for h, mean ψ(1) and variance ψ′(1) for the other.
 * @param {number} outputs @param {number} variance
 */
function wideConcentration(outputs, variance) {
  const [first, others] = [Math.sqrt(variance + 0.6449), Math.sqrt(variance + 1.6449)];
  const steps = 8000;
  const step = (2 * REACH) / steps;
  const density = (/** @type {number} */ t) => (step * Math.exp(-0.5 * t * t)) / Math.sqrt(2 * Math.PI);
  let [below, at, sum] = [0, 0, 0];
  for (let k = 0; k <= steps; k += 1) {
    const t = k * step - REACH;
    // The share of the others below the same s: ψ(2) − ψ(1) = 1.
    const end = (first * t + 1) / others;
    for (; at * step - REACH <= end && at <= steps; at += 1) below += density(at * step - REACH);
    sum += density(t) * (1 - Math.min(1, below)) ** (outputs - 1);
  }
  return Math.min(1, outputs * sum);
}

/**
 * Root mean square of ∂loss/∂z over outputs, expected for outputs with this mean and variance; NaN if there is no theory.
 * @param {ForecastLoss} loss @param {ForecastLayer} layer  the last one @param {number} mean @param {number} variance
 */
export function expectedError(loss, { units, activation, slope }, mean, variance) {
  if (loss === 'unit') return 1;
  if (!Number.isFinite(variance)) return NaN;
  if (loss === 'softmax_cross_entropy')
    return Math.sqrt((expectedConcentration(units, variance) + 1 - 2 / units) / units);
  const nodes = normalNodes(mean, variance);
  if (loss === 'binary_cross_entropy')
    return Math.sqrt(expectation(nodes, (z) => (sigmoid(z) - 0.5) ** 2) + 0.25) / units;
  if (activation === 'softmax') return NaN;
  const { values, slopes } = activated(
    activation,
    slope,
    Float64Array.from(nodes, ([z]) => z),
  );
  const square = nodes.reduce((sum, [, weight], k) => sum + weight * (values[k] ** 2 + 1) * slopes[k] ** 2, 0);
  return (2 / units) * Math.sqrt(square);
}

/**
 * ∂loss/∂z of each output and sample: 64 numbers an output.
 * @param {ForecastLoss} loss @param {ForecastLayer} layer  the last one @param {Float64Array} z
 * @param {(kind: 'normal' | 'uniform', rows: number) => Float64Array} draw  numbers for each row and sample
 */
export function simulatedError(loss, layer, z, draw) {
  const { units } = layer;
  if (loss === 'unit') return draw('normal', units);
  if (loss === 'softmax_cross_entropy') {
    const classes = draw('uniform', 1).map((share) => Math.min(units - 1, Math.floor(share * units)));
    const error = softmax(z, units);
    classes.forEach((label, sample) => (error[label * ROW + sample] -= 1));
    return error;
  }
  if (loss === 'binary_cross_entropy') {
    const labels = draw('uniform', units);
    return z.map((each, k) => (sigmoid(each) - (labels[k] < 0.5 ? 0 : 1)) / units);
  }
  const targets = draw('normal', units);
  if (layer.activation !== 'softmax') {
    const { values, slopes } = activated(layer.activation, layer.slope, z);
    return values.map((value, k) => ((2 * (value - targets[k])) / units) * slopes[k]);
  }
  const p = softmax(z, units);
  const gradient = p.map((value, k) => (2 * (value - targets[k])) / units);
  for (let sample = 0; sample < ROW; sample += 1) {
    let along = 0;
    for (let k = sample; k < p.length; k += ROW) along += gradient[k] * p[k];
    for (let k = sample; k < p.length; k += ROW) gradient[k] = p[k] * (gradient[k] - along);
  }
  return gradient;
}

/** @param {Float64Array} z @param {number} units */
function softmax(z, units) {
  const p = Float64Array.from(z);
  for (let sample = 0; sample < ROW; sample += 1) {
    let [largest, total] = [-Infinity, 0];
    for (let unit = 0; unit < units; unit += 1) largest = Math.max(largest, p[unit * ROW + sample]);
    for (let unit = 0; unit < units; unit += 1) {
      const k = unit * ROW + sample;
      p[k] = Math.exp(p[k] - largest);
      total += p[k];
    }
    for (let unit = 0; unit < units; unit += 1) p[unit * ROW + sample] /= total;
  }
  return p;
}
