/**
 * Computes a frame of a lab: trains within a time budget, then takes the requested pictures and measurements. Training
 * stops when its time is over, but not before one update of every run. The slicing does not change any number.
 */
import { inside } from './inside.js';
import { Buffers, gridOf, pictureOf } from './picture.js';

/**
 * @typedef {object} FrameRequest
 * @property {number} until    the iteration to go to, if time allows
 * @property {number} budget   milliseconds for training
 * @property {boolean} [measure]  whether to measure the runs; always done if `until` is reached and is `last`
 * @property {boolean} [last]  whether the movement ends at `until`
 * @property {import('./picture.js').PictureRequest | null} picture
 * @property {Uint32Array | null} [colours]  colours of pictures from now on; absent or null: unchanged
 * @property {import('./inside.js').InsideRequest | null} [inspect]  absent or null: no measurements inside the networks
 * @property {ArrayBuffer[]} [buffers]  buffers of earlier pictures, for reuse
 */
/**
 * @typedef {object} Measured
 * @property {any[]} runs  measurements of each run
 * @property {{ iterations: Float64Array, costs: Float64Array }[]} costs
 */
/**
 * @typedef {object} Frame
 * @property {number} iteration
 * @property {number} furthest   the last iteration reached in this course of training
 * @property {number} lastIteration  the last iteration of training
 * @property {number} behind     updates still missing in runs that were switched on
 * @property {number} learningRate
 * @property {Measured | null} measured
 * @property {import('../charts/surface.js').Field[] | null} fields
 * @property {import('./inside.js').Inside[] | null} inside  measurements inside each run's network, if requested
 * @property {number} spent      milliseconds of training
 * @property {number} took       total milliseconds
 */
/**
 * @typedef {object} Entry  an open lab
 * @property {any} lab
 * @property {number} epoch
 * @property {number} pace      updates per millisecond
 * @property {number} products  multiplications of one prediction
 * @property {number} runs      how many
 * @property {number[] | null} own  indices of the runs trained and shown here; null: all
 * @property {Uint32Array | null} colours
 */

/**
 * Does up to `count` updates within `budget` ms, in chunks sized by the measured pace. Returns the remaining number.
 * @param {Entry} entry @param {number} count @param {number} budget @param {(updates: number) => void} update
 */
function within(entry, count, budget, update) {
  const start = performance.now();
  let left = count;
  while (left > 0) {
    const before = performance.now();
    const room = budget - (before - start);
    if (room <= 0) break;
    const chunk = Math.max(1, Math.min(left, Math.floor(entry.pace * Math.min(room, 8))));
    update(chunk);
    left -= chunk;
    const took = Math.max(performance.now() - before, 0.02);
    entry.pace += (chunk / took - entry.pace) * (chunk / took < entry.pace ? 0.7 : 0.3);
  }
  return left;
}

/** @param {Entry} entry @param {FrameRequest} request @returns {Frame} */
export function frame(entry, { until, budget, measure = true, last = true, picture, colours, inspect, buffers }) {
  const { lab } = entry;
  const start = performance.now();
  if (colours) entry.colours = colours;
  if (lab.behind > 0) within(entry, lab.behind, budget, (updates) => lab.catchUp(updates));
  if (lab.behind === 0 && until > lab.iteration) {
    within(entry, until - lab.iteration, budget - (performance.now() - start), (updates) => lab.advance(updates));
  }
  const spent = performance.now() - start;
  const { behind, iteration, furthest, learningRate, lastIteration } = lab;
  const ended = last && behind === 0 && iteration >= until;
  const fields = picture ? pictures(entry, picture, new Buffers(buffers)) : null;
  const measured = measure || ended ? measurements(entry) : null;
  return {
    iteration,
    furthest,
    lastIteration,
    behind,
    learningRate,
    measured,
    fields,
    inside: inspect && measured ? inside(lab, runsOf(entry), inspect) : null,
    spent,
    took: performance.now() - start,
  };
}

/** The runs trained and shown here. @param {Entry} entry */
export const runsOf = ({ own, runs }) => own ?? Array.from({ length: runs }, (_, run) => run);

/** @param {Entry} entry @param {import('./picture.js').PictureRequest} picture @param {Buffers} buffers */
function pictures(entry, picture, buffers) {
  const { lab, products, runs, colours } = entry;
  const grid = gridOf(picture, products, runs);
  return runsOf(entry).map((run) => pictureOf(lab, run, grid, picture.halvings, colours, buffers));
}

/** @param {Entry} entry @returns {Measured} */
function measurements(entry) {
  const { lab } = entry;
  return { runs: lab.snapshot().runs, costs: runsOf(entry).map((run) => lab.costs(run)) };
}

/** The buffers of a frame, which are transferred rather than copied. @param {Frame} frame */
export const buffersOf = ({ measured, fields, inside: insides }) => [
  ...(measured?.costs ?? []).flatMap(({ iterations, costs }) => [iterations.buffer, costs.buffer]),
  ...(fields ?? []).flatMap(({ logits, boundary, pixels }) => [
    logits.buffer,
    boundary.buffer,
    ...(pixels ? [pixels.buffer] : []),
  ]),
  ...(insides ?? []).map((run) => run.fields.buffer),
];
