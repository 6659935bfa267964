/** Measurements inside each run's network for the page, from one forward and one backward pass of the samples. */
import { shownUnits } from '../charts/network-diagram.js';

/** @typedef {import('../charts/scales.js').Bounds} Bounds */
/** @typedef {import('./lab.js').Inspection} Inspection */
/**
 * @typedef {object} InsideRequest
 * @property {Bounds} bounds
 * @property {boolean[]} starts  for each run, whether iteration 0 is wanted too
 * @property {{ point: [number, number], label?: 0 | 1 } | null} follow
 */
/** @typedef {{ inspection: Inspection, expected: ReturnType<import('./lab.js').Lab['expectedSignals']> }} Start  measurements at iteration 0, and the theoretical values */
/**
 * @typedef {object} InsideLayer
 * @property {number} units
 * @property {number} inputs
 * @property {Float64Array} weights  of the units shown, row by row
 * @property {Float64Array} biases   of the units shown
 * @property {number[]} twins        for each unit shown, the index of the first equal unit of the layer; its own index if there is none before
 */
/**
 * @typedef {object} Inside
 * @property {Inspection} inspection
 * @property {Start | null} start
 * @property {Float32Array} fields
 * @property {number} side
 * @property {number} most
 * @property {InsideLayer[]} layers
 * @property {{ preActivations: Float64Array, activations: Float64Array, gradients: Float64Array }[] | null} followed
 */

/** Number of cells along each side of a unit's picture. */
const SIDE = 20;
/**
 * As in the core, units are equal if their weights differ by no more than this share of the layer's largest weight
 * (docs/inspection.md).
 */
const TOLERANCE = 1e-9;

/** @param {any} lab @param {number[]} runs @param {InsideRequest} request @returns {Inside[]} */
export const inside = (lab, runs, request) => runs.map((run) => insideRun(lab, run, request));

/** @param {any} lab @param {number} run @param {InsideRequest} request @returns {Inside} */
function insideRun(lab, run, { bounds, starts, follow }) {
  /** @type {Inspection} */
  const inspection = lab.inspect(run);
  const most = Math.max(...inspection.layers.map(({ units }) => shownUnits(units)));
  /** @type {import('./lab.js').LayerParameters[]} */
  const parameters = lab.parameters(run);
  return {
    inspection,
    start: starts[run] ? { inspection: lab.inspect(run, { start: true }), expected: lab.expectedSignals(run) } : null,
    fields: lab.unitFields(run, bounds, SIDE, most),
    side: SIDE,
    most,
    layers: parameters.map(({ shape: [units, inputs], weights, biases }, layer) => {
      const shown = shownUnits(units);
      return {
        units,
        inputs,
        weights: weights.slice(0, shown * inputs),
        biases: biases.slice(0, shown),
        twins: twins(parameters, layer, shown),
      };
    }),
    followed: follow ? lab.follow(run, follow.point, follow.label) : null,
  };
}

/**
 * For each of the first units of a layer, the index of the first equal one.
 * @param {import('./lab.js').LayerParameters[]} layers
 * @param {number} layer
 * @param {number} shown
 */
export function twins(layers, layer, shown) {
  const { shape, weights, biases } = layers[layer];
  const [units, inputs] = shape;
  const next = layers[layer + 1];
  const [near, nearBias] = [tolerance(weights), tolerance(biases)];
  const nearNext = next ? tolerance(next.weights) : 0;
  const same = (/** @type {number} */ one, /** @type {number} */ other) => {
    if (!(Math.abs(biases[one] - biases[other]) <= nearBias)) return false;
    for (let k = 0; k < inputs; k += 1)
      if (!(Math.abs(weights[one * inputs + k] - weights[other * inputs + k]) <= near)) return false;
    for (let k = 0; k < (next?.shape[0] ?? 0); k += 1)
      if (!(Math.abs(next.weights[k * units + one] - next.weights[k * units + other]) <= nearNext)) return false;
    return true;
  };
  /** @type {number[]} */
  const first = [];
  for (let unit = 0; unit < shown; unit += 1) {
    const twin = first.findIndex((other, k) => other === k && same(k, unit));
    first.push(twin < 0 ? unit : twin);
  }
  return first;
}

/** @param {Float64Array} values */
const tolerance = (values) => TOLERANCE * values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
