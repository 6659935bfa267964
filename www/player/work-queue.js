/** Work for the engine, done one at a time and in order. */

/**
 * @typedef {object} Work
 * @property {string} key   its kind
 * @property {() => Promise<any>} work
 * @property {boolean} byUser
 * @property {(value: any) => void} resolve
 * @property {(error: any) => void} reject
 */

/** What was asked for was replaced, before it was begun, by newer work of the same kind. */
export class Superseded extends Error {}

export class WorkQueue {
  /** @type {Work[]} */
  #waiting = [];
  /** @type {Work | null} */
  #working = null;

  get waits() {
    return this.#waiting.length > 0;
  }

  /** Whether work is being done. */
  get works() {
    return this.#working !== null;
  }

  /** Whether the work that is being done is the user's. */
  get byUser() {
    return this.#working?.byUser ?? false;
  }

  /**
   * All work is done, in order. Only where the newest is all that counts does it take the place of work of its kind that waits just before it.
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
    promise.catch(() => {}); // whoever awaits it sees the error all the same
    return promise;
  }

  /** Does what waits longest. @throws what the work throws; whoever asked for it is told, too */
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

  /** Drops all that waits. @param {Error} error  told to whoever asked for it */
  flush(error) {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
