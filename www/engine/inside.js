/** Measurements inside each run's network for the page, from one forward and one backward pass of the samples. */
import { shownUnits } from '../charts/network-diagram.js';

/** @typedef {import('../charts/scales.js').Bounds} Bounds */
/** @typedef {import('./lab.js').Inspection} Inspection */
/**
 * @typedef {object} InsideRequest
 * @property {Bounds} bounds
 * @property {boolean[]} starts  for each run, whether iteration 0 is wanted too
 * @property {{ point: [number, number], label?: 0 | 1 } | null} follow
 * @property {{ point: [number, number] } | null} [second]  another point to compare it with
 * @property {readonly Part[]} parts  what is measured only where it is shown, as it takes long in large networks
 */
/** @typedef {'signals' | 'updates' | 'diagram'} Part  of `expected` at the start, of `updates`, and of `fields` */
/** @typedef {{ inspection: Inspection, expected: ReturnType<import('./lab.js').Lab['expectedSignals']> | null }} Start  measurements at iteration 0, and the theoretical values */
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
 * @property {Float32Array} fields  empty if no diagram is shown
 * @property {number} side
 * @property {number} most
 * @property {InsideLayer[]} layers
 * @property {{ preActivations: Float64Array, activations: Float64Array, gradients: Float64Array }[] | null} followed
 * @property {Float64Array} updates  ‖ΔW‖ / ‖W‖ of each layer's next update; empty if not shown
 * @property {Float64Array} probes   z at the circle's points, then at the followed and the second point: layer by layer, unit by unit
 * @property {ReturnType<import('./lab.js').Lab['expectedSignals']>[]} theory  at iteration 0: of two neighbours on the circle, of two a
 *   quarter turn apart, and of the two points, together and of each
 */

/** Number of cells along each side of a unit's picture. */
const SIDE = 20;
/**
 * As in the core, units are equal if their weights differ by no more than this share of the layer's largest weight
 * (docs/inspection.md).
 */
const TOLERANCE = 1e-9;
/** Number of points of the circle that is followed through the layers. */
export const TURN = 64;
/** Two neighbours on the circle, and two a quarter turn apart. */
const PAIRS = [1, TURN / 4];

/** @param {any} lab @param {number[]} runs @param {InsideRequest} request @returns {Inside[]} */
export const inside = (lab, runs, request) => runs.map((run) => insideRun(lab, run, request));

/**
 * The circle around 0 in the networks' inputs, with the training samples' root mean square distance, in the plane's
 * coordinates.
 * @param {any} lab @returns {number[]}
 */
function circle(lab) {
  const { mean, stddev } = lab.standardization ?? { mean: [0, 0], stddev: [1, 1] };
  const { points } = lab.points.train;
  let sum = 0;
  points.forEach(
    (/** @type {number} */ x, /** @type {number} */ k) => (sum += ((x - mean[k % 2]) / stddev[k % 2]) ** 2),
  );
  const radius = Math.sqrt((2 * sum) / points.length);
  return Array.from({ length: 2 * TURN }, (_, k) => {
    const angle = ((k >> 1) * 2 * Math.PI) / TURN;
    return mean[k % 2] + stddev[k % 2] * radius * (k % 2 ? Math.sin(angle) : Math.cos(angle));
  });
}

/** @param {any} lab @param {number} run @param {InsideRequest} request @returns {Inside} */
function insideRun(lab, run, { bounds, starts, follow, second, parts }) {
  const turn = circle(lab);
  const two = follow && second ? [...follow.point, ...second.point] : [];
  /** @type {Inspection} */
  const inspection = lab.inspect(run);
  const most = Math.max(...inspection.layers.map(({ units }) => shownUnits(units)));
  /** @type {import('./lab.js').LayerParameters[]} */
  const parameters = lab.parameters(run);
  return {
    inspection,
    start: starts[run]
      ? {
          inspection: lab.iteration === 0 ? inspection : lab.inspect(run, { start: true }),
          expected: parts.includes('signals') ? lab.expectedSignals(run) : null,
        }
      : null,
    fields: parts.includes('diagram') ? lab.unitFields(run, bounds, SIDE, most) : new Float32Array(),
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
    updates: parts.includes('updates') ? lab.updateRatios(run) : new Float64Array(),
    probes: lab.preActivations(run, [...turn, ...two]),
    theory:
      lab.iteration > 0
        ? []
        : [
            ...PAIRS.map((k) => [...turn.slice(0, 2), ...turn.slice(2 * k, 2 * k + 2)]),
            ...(two.length ? [two, two.slice(0, 2), two.slice(2)] : []),
          ].map((points) => lab.expectedSignals(run, points)),
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
