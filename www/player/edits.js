/**
 * Changes of single fields of an experiment that is open, for `Player.apply`. Learning rate and goal change while the lab goes on; anything
 * else begins anew.
 */
import { get, set } from '../experiment/fields.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('../engine/client.js').Changed} Changed */
/** @typedef {(change: import('../engine/client.js').Change, ...values: any[]) => Promise<Changed>} Tell  tells the engine of a change */
/**
 * @typedef {object} Made  what an edit has led to
 * @property {Changed} [changed]      what the engine has now; absent: nothing has changed
 * @property {any[]} [offered]        runs on offer, where they are others
 * @property {number[]} [chosen]
 * @property {boolean} [catchesUp]    a run was switched on, and is behind
 * @property {any} [reopen]           an experiment to open in place of this one
 * @property {boolean} [keepBounds]   then the pictures' edges stay where they are if the points are inside
 * @property {any} [answer]           for whoever asked
 */
/**
 * @typedef {object} Edit
 * @property {string} key              its kind
 * @property {boolean} [newestCounts]  it takes the place of one of its kind that waits just before it
 * @property {boolean} [rests]         the lab comes to rest first
 * @property {(model: Model, tell: Tell) => Promise<Made>} make  done in its turn, with the model as it is then
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

/** Iteration 0, with the same weights. @type {Edit} */
export const rewind = {
  key: 'rewind',
  rests: true,
  make: async (_, tell) => ({ changed: await tell('rewind') }),
};

/**
 * @param {string} path @param {any} value  or a function that makes it of the value then in force
 * @param {boolean} [keepBounds]
 * @returns {Edit}
 */
export const setProperty = (path, value, keepBounds = false) => ({
  key: 'load',
  rests: true,
  make: async ({ experiment }) => {
    const before = get(experiment, path);
    const made = typeof value === 'function' ? value(before) : value;
    // A function that hands back what it was given has nothing to change.
    if (typeof value === 'function' && made === before) return {};
    return { reopen: set(experiment, path, made), keepBounds };
  },
});

/** The next seed. @param {Model} model @returns {Edit} */
export function newSeed({ catalogue }) {
  const { max = Number.MAX_SAFE_INTEGER } = catalogue.fields.find(({ path }) => path === 'seed') ?? {};
  return setProperty('seed', (/** @type {number} */ seed) => (seed + 1 > max ? 0 : seed + 1));
}
