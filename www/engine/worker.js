/**
 * The engine's side: every lab of a page, in one worker. Training stops once the time it was given is over, or after one update of
 * every run where that takes longer. To that a frame adds its samples and a pass through each network and back, for the verdicts; and
 * opening a lab takes as long as it takes. How a lab is sliced changes nothing in its numbers.
 */
import * as Comlink from 'comlink';
import { bisect, contour } from '../charts/contour.js';
import { inside } from './inside.js';
import { catalogue, createLab, engineBuild, split } from './lab.js';

/** @typedef {import('../charts/scales.js').Bounds} Bounds */
/**
 * @typedef {object} FrameRequest
 * @property {number} until    the iteration to go to, if time allows
 * @property {number} budget   milliseconds for training
 * @property {{ bounds: Bounds, size: number, products: number } | null} picture  size: samples per side, fewer where a network is so large that they
 *   would take more than so many products of a weight and an input. Counted, not timed: the same lab has the same picture everywhere
 * @property {import('./inside.js').InsideRequest | null} [inspect]  absent or null: nothing is measured inside the networks
 */
/**
 * @typedef {object} Frame
 * @property {number} iteration
 * @property {number} lastIteration  where training ends
 * @property {number} behind     updates still missing in runs that were switched on
 * @property {number} learningRate
 * @property {any[]} runs        measurements of each run
 * @property {{ iterations: Float64Array, costs: Float64Array }[]} costs
 * @property {import('../charts/field.js').Field[] | null} fields
 * @property {import('./inside.js').Inside[] | null} inside  of each run, where it was asked for
 * @property {number} spent      milliseconds of training
 */

/** @type {Map<string, { lab: any, epoch: number, pace: number, products: number, runs: number }>} */
const labs = new Map();

/** @param {string} id @param {number} epoch */
function find(id, epoch) {
  const entry = labs.get(id);
  if (!entry || entry.epoch !== epoch) throw new Error(`lab ${id} is not open at epoch ${epoch}`);
  return entry;
}

/**
 * Does up to `count` updates within `budget` ms, in chunks that follow the measured pace. Returns what is left.
 * @param {{ pace: number }} entry @param {number} count @param {number} budget @param {(updates: number) => void} update
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

/**
 * The fields of all runs, sampled one cell beyond the bounds on every side so that the boundary reaches the frame.
 * @param {{ lab: any, products: number, runs: number }} entry @param {NonNullable<FrameRequest['picture']>} picture
 */
function sample(entry, { bounds, size, products }) {
  const { lab } = entry;
  const runs = entry.runs;
  const affordable = Math.floor(Math.sqrt(products / (entry.products * runs)));
  const side = Math.max(12, Math.min(size, affordable));
  const cell = (bounds.xMax - bounds.xMin) / side;
  const outer = {
    xMin: bounds.xMin - cell,
    xMax: bounds.xMax + cell,
    yMin: bounds.yMin - cell,
    yMax: bounds.yMax + cell,
  };
  const fields = [];
  for (let run = 0; run < runs; run += 1) {
    const logits = lab.field(run, outer, side + 2, side + 2);
    fields.push({
      logits,
      columns: side + 2,
      rows: side + 2,
      bounds: outer,
      boundary: boundary(lab, run, logits, side + 2, outer),
    });
  }
  return fields;
}

/** Halvings that bring a crossing within a tenth of a pixel at any size a panel has. */
const BISECTIONS = 5;

/**
 * The line p = 0.5 in data coordinates, [x0, y0, x1, y1] for each segment.
 * @param {any} lab @param {number} run @param {Float32Array} logits @param {number} side @param {Bounds} bounds
 */
function boundary(lab, run, logits, side, { xMin, xMax, yMin, yMax }) {
  const x = (/** @type {number} */ column) => xMin + ((column + 0.5) / side) * (xMax - xMin);
  const y = (/** @type {number} */ row) => yMax - ((row + 0.5) / side) * (yMax - yMin);
  const { crossings, segments } = bisect(contour(logits, side, side), BISECTIONS, (points) => {
    const inData = points.map((value, i) => (i % 2 === 0 ? x(value) : y(value)));
    return Array.from(lab.predict(run, inData), (p) => p > 0.5);
  });
  // Where a single sample stands alone (without biases, p is exactly 0.5 at the origin), bisection closes in on a point.
  const shortest = (xMax - xMin) / side / 8;
  const out = [];
  for (let i = 0; i < segments.length; i += 2) {
    const [x0, y0, x1, y1] = [segments[i], segments[i + 1]].flatMap((crossing) => [
      x(crossings[2 * crossing]),
      y(crossings[2 * crossing + 1]),
    ]);
    if (Math.hypot(x1 - x0, y1 - y0) > shortest) out.push(x0, y0, x1, y1);
  }
  return Float64Array.from(out);
}

/** @param {{ lab: any, pace: number, products: number, runs: number }} entry @param {FrameRequest} request @returns {Frame} */
function frame(entry, { until, budget, picture, inspect }) {
  const { lab } = entry;
  const start = performance.now();
  if (lab.behind > 0) within(entry, lab.behind, budget, (updates) => lab.catchUp(updates));
  if (lab.behind === 0 && until > lab.iteration) {
    within(entry, until - lab.iteration, budget - (performance.now() - start), (updates) => lab.advance(updates));
  }
  const spent = performance.now() - start;
  const fields = picture ? sample(entry, picture) : null;
  const snapshot = lab.snapshot();
  return {
    iteration: snapshot.iteration,
    lastIteration: lab.lastIteration,
    behind: lab.behind,
    learningRate: snapshot.learningRate,
    runs: snapshot.runs,
    costs: snapshot.runs.map((/** @type {any} */ _, /** @type {number} */ i) => lab.costs(i)),
    fields,
    inside: inspect ? inside(lab, snapshot.runs.length, inspect) : null,
    spent,
  };
}

/** Weights of a network with two inputs and one output, which is what one prediction costs. @param {number[]} hidden */
const productsOf = (hidden) => [...hidden, 1].reduce((sum, units, l) => sum + units * (l === 0 ? 2 : hidden[l - 1]), 0);

/** @param {Frame} value */
const buffersOf = (value) => [
  ...value.costs.flatMap(({ iterations, costs }) => [iterations.buffer, costs.buffer]),
  ...(value.fields ?? []).flatMap(({ logits, boundary }) => [logits.buffer, boundary.buffer]),
  ...(value.inside ?? []).map(({ fields }) => fields.buffer),
];

/**
 * Comlink carries an error's name and message only; a loading error's reason must arrive too.
 * @template T @param {() => T | Promise<T>} work
 */
async function settle(work) {
  try {
    return { ok: /** @type {const} */ (true), value: await work() };
  } catch (error) {
    const { name, message, reason } = /** @type {any} */ (error ?? {});
    return { ok: /** @type {const} */ (false), name: String(name), message: String(message ?? error), reason };
  }
}

/** Changes that take no time; each is applied to one lab at one epoch. */
const changes = {
  /** @param {any} lab */
  rewind: (lab) => lab.rewind(),
  /** @param {any} lab @param {number} rate */
  setLearningRate: (lab, rate) => lab.setLearningRate(rate),
  /** @param {any} lab @param {number} iterations */
  setIterations: (lab, iterations) => lab.setIterations(iterations),
  /** @param {any} lab @param {any} run @param {number} index */
  addRun: (lab, run, index) => lab.addRun(run, index, { catchUp: false }),
  /** @param {any} lab @param {number} index @param {any} run */
  setRun: (lab, index, run) => lab.setRun(index, run, { catchUp: false }),
  /** @param {any} lab @param {number} from @param {number} to */
  moveRun: (lab, from, to) => lab.moveRun(from, to),
  /** @param {any} lab @param {number} index */
  removeRun: (lab, index) => lab.removeRun(index),
};
/** @typedef {keyof typeof changes} Change */

const api = {
  catalogue: () => settle(catalogue),
  build: () => settle(engineBuild),
  /** @param {number} count @param {number} testShare @param {number} seed */
  split: (count, testShare, seed) => settle(() => split(count, testShare, seed)),

  /** @param {string} id @param {number} epoch @param {any} experiment */
  open: (id, epoch, experiment) =>
    settle(async () => {
      const lab = /** @type {any} */ (await createLab(experiment));
      const old = labs.get(id);
      if (old && old.epoch > epoch) {
        lab.free();
        throw new Error(`lab ${id} was opened again meanwhile`);
      }
      old?.lab.free();
      const { runs } = lab;
      const products = productsOf(lab.experiment.network.hidden);
      labs.set(id, { lab, epoch, pace: 0.5, products, runs: runs.length });
      return { points: lab.points, experiment: lab.experiment, lastIteration: lab.lastIteration, runs };
    }),

  /** @param {string} id @param {number} epoch @param {Change} change @param {any[]} values */
  change: (id, epoch, change, values) =>
    settle(() => {
      const entry = find(id, epoch);
      /** @type {(lab: any, ...values: any[]) => void} */ (changes[change])(entry.lab, ...values);
      const { runs } = entry.lab;
      entry.runs = runs.length;
      return { experiment: entry.lab.experiment, lastIteration: entry.lab.lastIteration, runs };
    }),

  /** @param {string} id @param {number} epoch @param {FrameRequest} request */
  frame: async (id, epoch, request) => {
    const settled = await settle(() => frame(find(id, epoch), request));
    return settled.ok ? Comlink.transfer(settled, buffersOf(settled.value)) : settled;
  },

  /** @param {string} id */
  close(id) {
    labs.get(id)?.lab.free();
    labs.delete(id);
  },

  /**
   * Holds a lock for as long as this worker lives: the page learns of its death, however it comes, by getting the lock.
   * @param {string} name
   * @returns {Promise<boolean>} false where locks are not to be had
   */
  holdLock: (name) =>
    new Promise((resolve) => {
      if (!navigator.locks) {
        resolve(false);
        return;
      }
      navigator.locks
        .request(name, () => {
          resolve(true);
          return new Promise(() => {});
        })
        .catch(() => resolve(false));
    }),
};
/** @typedef {typeof api} EngineApi */

Comlink.expose(api);
