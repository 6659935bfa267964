/**
 * How deep a signal reaches in wide networks, as a line over a map whose second axis is the depth. In a thread whose core
 * runs.
 */
import { numberAt } from '../charts/field-axis.js';
import { reachOf } from './mean-field.js';

/** @typedef {import('../charts/field-axis.js').FieldAxis & { field: string }} MapAxis */
/** @typedef {import('../charts/sweep-model.js').SignalReach} SignalReach */

/** Networks train down to some six times ξ (Schoenholz et al., 2017). */
export const REACH = 6;
/** Least number of points of the line. */
const POINTS = 48;

/**
 * The line of each run; null where the theory does not apply, and without an axis of depths. A point takes some
 * milliseconds.
 * @param {any} experiment  complete, with its sweep @param {MapAxis[]} axes  x, then y
 * @param {() => Promise<unknown>} [pause]  after each point
 * @returns {Promise<(SignalReach | null)[]>}
 */
export async function reachesOf(experiment, [x, y], pause = async () => {}) {
  /** @type {(SignalReach | null)[]} */
  const reaches = experiment.runs.map(() => null);
  if (y?.field !== 'depth') return reaches;
  const last = x.values.length - 1;
  const between = Math.ceil(POINTS / Math.max(1, last));
  const values = Float64Array.from({ length: last * between + 1 }, (_, k) => numberAt(x, k / between));
  for (const [k, run] of experiment.runs.entries()) {
    if (!isCovered(experiment.network, run)) continue;
    const depths = new Float64Array(values.length);
    for (const [at, value] of values.entries()) {
      depths[at] = REACH * reachWith(experiment.network, run, x.field, value);
      await pause();
    }
    reaches[k] = { own: depths.filter((_, at) => at % between === 0), values, depths };
  }
  return reaches;
}

/** Whether a run's weights have variance scale / inputs, and its biases mean 0. @param {any} network @param {any} run */
const isCovered = ({ initialBias = 0 }, { initializer, mode }) =>
  initializer === 'variance_scaling' && mode === 'fan_in' && initialBias === 0;

/** ξ where a field has this value. @param {any} network @param {any} run @param {string} field @param {number} value */
function reachWith(network, run, field, value) {
  /** @type {Record<string, number>} */
  const varied = { [field.slice(field.indexOf('.') + 1)]: value };
  const { scale, weightScale = 1, biasStddev = 0 } = { ...network, scale: run.scale, ...varied };
  return reachOf(network.activation, scale * weightScale ** 2, biasStddev ** 2);
}
