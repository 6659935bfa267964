/**
 * Edits of single fields of an open experiment, for `Player.apply`. Changes of the learning rate and the number of
 * iterations let training continue. All other changes restart it.
 */
import { get, set } from '../experiment/fields.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('../engine/client.js').Changed} Changed */
/** @typedef {(change: import('../engine/client.js').Change, ...values: any[]) => Promise<Changed>} Tell  tells the engine of a change */
/**
 * @typedef {object} Made  the result of an edit
 * @property {Changed} [changed]      the engine's new state; absent: nothing has changed
 * @property {any[]} [offered]        the new list of offered runs, if it changed
 * @property {number[]} [chosen]
 * @property {boolean} [catchesUp]    a run was switched on and has to catch up
 * @property {any} [reopen]           an experiment to open in place of this one
 * @property {boolean} [keepBounds]   with `reopen`: keeps the bounds of the pictures if they contain the points
 * @property {any} [answer]           the value that `Player.apply` resolves to
 */
/**
 * @typedef {object} Edit
 * @property {string} key              its kind
 * @property {boolean} [newestCounts]  replaces an edit of the same kind waiting just before it
 * @property {boolean} [rests]         the lab comes to rest first
 * @property {boolean} [goesOn]        with `rests`: a lab that was playing or running to its end does so afterwards
 * @property {(model: Model, tell: Tell) => Promise<Made>} make  runs the edit on the model of that moment
 */

/** @param {number} rate @returns {Edit} */
export const setLearningRate = (rate) => ({
  key: 'setLearningRate',
  newestCounts: true,
  make: async (_, tell) => ({ changed: await tell('setLearningRate', rate) }),
});

/** @param {number} iterations @returns {Edit} */
export const setIterations = (iterations) => ({
  key: 'setIterations',
  newestCounts: true,
  make: async (_, tell) => ({ changed: await tell('setIterations', iterations) }),
});

/** Returns to iteration 0 with the same weights. @type {Edit} */
export const rewind = {
  key: 'rewind',
  rests: true,
  make: async (_, tell) => ({ changed: await tell('rewind') }),
};

/**
 * @param {string} path @param {any} value  or a function of the current value
 * @param {boolean} [keepBounds]
 * @returns {Edit}
 */
export const setProperty = (path, value, keepBounds = false) => ({
  key: 'load',
  rests: true,
  make: async ({ experiment }) => {
    const before = get(experiment, path);
    const made = typeof value === 'function' ? value(before) : value;
    // A function that returns its argument changes nothing.
    if (typeof value === 'function' && made === before) return {};
    return { reopen: set(experiment, path, made), keepBounds };
  },
});

/**
 * The rate of all of training, from iteration 0. Recorded changes are dropped.
 * @param {number} rate @returns {Edit}
 */
export const setRateFromStart = (rate) =>
  setProperty('training', (/** @type {any} */ training) => {
    const { learningRateChanges = [], ...rest } = training;
    return rest.learningRate === rate && !learningRateChanges.length ? training : { ...rest, learningRate: rate };
  });

/**
 * Goes back or forward to an iteration. Runs are trained again from the nearest kept state, up to the last iteration
 * reached in this course of training.
 * @param {number} iteration @returns {Edit}
 */
export const seek = (iteration) => ({
  key: 'seek',
  newestCounts: true,
  make: async ({ frame }, tell) => {
    const to = Math.min(iteration, frame?.furthest ?? 0);
    if (to === frame?.iteration) return {};
    return { changed: await tell('seek', to) };
  },
});

/** @param {number | ((seed: number) => number)} seed @returns {Edit} */
export const setSeed = (seed) => ({ ...setProperty('seed', seed), goesOn: true });

/** Sets the next seed. @param {Model} model @returns {Edit} */
export function newSeed({ catalogue }) {
  const { max = Number.MAX_SAFE_INTEGER } = catalogue.fields.find(({ path }) => path === 'seed') ?? {};
  return setSeed((seed) => (seed + 1 > max ? 0 : seed + 1));
}

/**
 * A seed that nobody chose. The newest press counts: it takes the place of one that waits.
 * @param {() => Promise<number>} draw  asks for the seed
 * @returns {Edit}
 */
export const randomSeed = (draw) => ({
  key: 'randomSeed',
  newestCounts: true,
  rests: true,
  goesOn: true,
  make: async ({ experiment }) => ({ reopen: set(experiment, 'seed', await draw()) }),
});
