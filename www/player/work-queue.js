/** A queue of work for the engine, done in order and one at a time. */
import { Stale } from '../engine/failure.js';

/**
 * @typedef {object} Work
 * @property {string} key   its kind
 * @property {() => Promise<any>} work
 * @property {boolean} byUser
 * @property {(value: any) => void} resolve
 * @property {(error: any) => void} reject
 */

/** Rejection of work that was replaced by newer work of the same kind before it started. */
export class Superseded extends Stale {}

export class WorkQueue {
  /** @type {Work[]} */
  #waiting = [];
  /** @type {Work | null} */
  #working = null;

  get waits() {
    return this.#waiting.length > 0;
  }

  /** Whether work is in progress. */
  get works() {
    return this.#working !== null;
  }

  /** Whether the work in progress was requested by the user. */
  get byUser() {
    return this.#working?.byUser ?? false;
  }

  /**
   * Adds work to the end of the queue. With `newestCounts`, it replaces work of the same kind waiting just before it.
   * @param {string} key @param {() => Promise<any>} work @param {{ newestCounts?: boolean, byUser?: boolean }} [how]
   * @returns {Promise<any>}
   */
  add(key, work, { newestCounts = false, byUser = false } = {}) {
    const last = this.#waiting.at(-1);
    if (newestCounts && last?.key === key) {
      this.#waiting.pop();
      last.reject(new Superseded(`${key}: something newer was asked for`));
    }
    const promise = new Promise((resolve, reject) => {
      this.#waiting.push({ key, work, byUser, resolve, reject });
    });
    promise.catch(() => {}); // the awaiting caller still sees the error
    return promise;
  }

  /** Does the first work of the queue. @throws the work's error, which also rejects the caller's promise */
  async perform() {
    const next = this.#waiting.shift();
    if (!next) return;
    this.#working = next;
    try {
      next.resolve(await next.work());
    } catch (error) {
      next.reject(error);
      throw error;
    } finally {
      this.#working = null;
    }
  }

  /** Rejects all waiting work. @param {Error} error */
  flush(error) {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
