/** One worker of the engine. Its promises always settle, and its death is noticed. */
import { takeWorker } from './begun.js';
import { EngineFailure, Stale, hints } from './failure.js';
import { remoteOf } from './remote.js';
import { startWorker } from './start-worker.js';

export { EngineFailure, Stale } from './failure.js';

/**
 * What its worker does: worker.js, or sweep-worker.js for a sweep.
 * @typedef {import('./remote.js').Remote<import('./worker.js').EngineApi & import('./sweep-api.js').SweepApi>} Remote
 */

/** Milliseconds that a helper has for its first answer, by which it says no more than that it is there. */
const PATIENCE = 10_000;

const DIED = 'The engine stopped: its worker ended. Nothing you set is lost.';
const SILENT = `A worker of the engine gave no answer within ${PATIENCE / 1000} seconds of its start. The browser or an extension may have ended it, or its script did not come.`;

export class Engine {
  #worker;
  #remote;
  /** @type {Set<(failure: EngineFailure | Stale) => void>} */
  #waiting = new Set();
  #lockWatch = new AbortController();
  /** Why it ended. @type {EngineFailure | Stale | null} */
  failure = null;
  /** Called when the engine ends, even without a pending question. @type {Set<(failure: EngineFailure) => void>} */
  users = new Set();

  /** @param {() => Worker} [helper]  starts a helper, which receives a compiled core; the engine of a page loads one at once */
  constructor(helper) {
    this.#worker = helper?.() ?? takeWorker() ?? startWorker();
    let answered = false;
    // A worker that ends before it holds its lock leaves no trace. A lab has a button for that; a helper is replaced.
    const late = helper && setTimeout(() => this.#fail(new EngineFailure('worker-load', SILENT)), PATIENCE);
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#fail(
        answered
          ? new EngineFailure('worker-died', `The engine stopped: ${event.message || 'its worker ended'}.`)
          : new EngineFailure(
              'worker-load',
              hints.get(this.#worker) ??
                "The engine’s worker script could not be loaded. The files of the page may be incomplete, or a Content-Security-Policy forbids workers: it needs worker-src 'self'.",
            ),
      );
    });
    this.#worker.addEventListener('messageerror', () =>
      this.#fail(new EngineFailure('worker-died', 'The engine sent something unreadable.')),
    );
    this.#worker.addEventListener(
      'message',
      () => {
        answered = true;
        clearTimeout(late);
      },
      { once: true },
    );
    this.#remote = /** @type {Remote} */ (remoteOf(this.#worker));
    this.#watchLock();
    // Every page asks its own engine for a lab. An error here is reported to the first caller.
    if (!helper) this.call((remote) => remote.build()).catch(() => {});
  }

  /** @param {EngineFailure | Stale} failure */
  #fail(failure) {
    if (this.failure) return;
    this.failure = failure;
    this.#lockWatch.abort();
    this.#worker.terminate();
    for (const reject of this.#waiting) reject(failure);
    this.#waiting.clear();
    if (failure instanceof EngineFailure) for (const tell of this.users) tell(failure);
  }

  /** A worker that ends by itself or is ended by the browser sends no event, but its lock is released. */
  async #watchLock() {
    try {
      const name = `init-lab-engine-${crypto.randomUUID()}`;
      if (!(await this.call((remote) => remote.holdLock(name)))) return;
      await navigator.locks.request(name, { signal: this.#lockWatch.signal }, () =>
        this.#fail(new EngineFailure('worker-died', DIED)),
      );
    } catch {
      // Without locks (an insecure or sandboxed page), or after an aborted watch, the engine's silence still shows its
      // end.
    }
  }

  /**
   * Asks the worker one question. Settles when the answer arrives or the worker dies.
   * @template T
   * @param {(remote: Remote) => Promise<T>} question
   * @returns {Promise<T>}
   */
  call(question) {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      question(this.#remote)
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(reject));
    });
  }

  /**
   * Asks one question of the labs in the worker. A trap ends the engine.
   * @template T
   * @param {(remote: Remote) => Promise<T>} question
   * @returns {Promise<T>}
   */
  async ask(question) {
    try {
      return await this.call(question);
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      if (name !== 'RuntimeError') throw error;
      // A trap leaves the module's memory in an unknown state, so no lab in it can be trusted.
      this.#fail(new EngineFailure('worker-died', `The engine stopped: ${message}.`));
      throw this.failure;
    }
  }

  /** Ends an engine that nobody uses. */
  end() {
    this.#fail(new Stale());
  }

  stop() {
    this.#fail(new EngineFailure('worker-died', 'The engine was restarted from another figure on this page.'));
  }
}
