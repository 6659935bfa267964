/** What changes an experiment that is open, as the player does it: single fields, and its runs. It comes late. */
import { get, set } from '../experiment/fields.js';
import { RunEdits } from './run-edits.js';

/**
 * @typedef {object} FieldHost  the player, as far as it is needed here
 * @property {() => void} rest
 * @property {number} commands  how many were given by now
 * @property {(experiment: any, commands: number, keepBounds?: boolean) => Promise<void>} reopen  begins anew with what is made of what was open
 * @property {(change: 'setLearningRate' | 'setIterations', value: number) => Promise<any>} tell  goes on with another value
 * @property {(count: number, testShare: number, seed: number) => Promise<any>} split
 */
/** @typedef {import('./run-edits.js').Host & FieldHost} Host */

export class Edits extends RunEdits {
  #host;

  /** @param {Host} host */
  constructor(host) {
    super(host);
    this.#host = host;
  }

  /** @param {number} rate */
  setLearningRate(rate) {
    return this.#host.tell('setLearningRate', rate);
  }

  /** @param {number} iterations */
  setIterations(iterations) {
    return this.#host.tell('setIterations', iterations);
  }

  /**
   * Anything else begins anew.
   * @param {string} path @param {any} value  or a function that makes it of the value then in force
   * @param {boolean} [keepBounds]  the pictures' edges stay where they are if the points are inside
   */
  setProperty(path, value, keepBounds = false) {
    const { model, rest, queue, reopen } = this.#host;
    rest();
    const { commands } = this.#host;
    return queue('load', async () => {
      const { experiment } = model;
      const before = get(experiment, path);
      const made = typeof value === 'function' ? value(before) : value;
      // A function that hands back what it was given has nothing to change.
      if (typeof value === 'function' && made === before) return;
      await reopen(set(experiment, path, made), commands, keepBounds);
    });
  }

  newSeed() {
    const { model } = this.#host;
    const { max } = model.catalogue?.fields.find((/** @type {any} */ { path }) => path === 'seed') ?? {};
    return this.setProperty('seed', (/** @type {number} */ seed) =>
      seed + 1 > (max ?? Number.MAX_SAFE_INTEGER) ? 0 : seed + 1,
    );
  }

  /** The indices of points split into training and test points. @param {number} count @param {number} testShare @param {number} seed */
  split(count, testShare, seed) {
    return this.#host.split(count, testShare, seed);
  }
}
