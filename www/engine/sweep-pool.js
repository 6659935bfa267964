/** The workers of sweeps: one set, shared by all sweeps of a page or a process. */
import { compiledCore } from './core-instance.js';
import { startSweepWorker } from './threads.js';

/** @typedef {import('./threads.js').Thread} Thread */

/** Milliseconds before a worker without a sweep is ended. */
const IDLE = 10_000;

/** Workers by their place, from 0 on. @type {Map<number, Promise<PoolWorker>>} */
const workers = new Map();

let count = 0;

class PoolWorker {
  #thread;
  #forget;
  #sweeps = 0;
  /** Questions that are not answered yet. */
  #open = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #idle;

  /** @param {Thread} thread @param {() => void} forget  called when it ends */
  constructor(thread, forget) {
    this.#thread = thread;
    this.#forget = forget;
  }

  /**
   * Asks one question. A worker that does not answer it right is ended: its memory may be in any state.
   * @template T
   * @param {(remote: Thread['remote']) => Promise<T>} question
   */
  async ask(question) {
    this.#open += 1;
    this.#thread.setBusy(true);
    try {
      return await question(this.#thread.remote);
    } catch (error) {
      this.#end();
      throw error;
    } finally {
      this.#open -= 1;
      if (this.#open === 0) this.#thread.setBusy(false);
    }
  }

  keep() {
    clearTimeout(this.#idle);
    this.#sweeps += 1;
  }

  release() {
    this.#sweeps -= 1;
    if (this.#sweeps > 0) return;
    this.#idle = setTimeout(() => this.#end(), IDLE);
    /** @type {any} */ (this.#idle).unref?.();
  }

  #end() {
    clearTimeout(this.#idle);
    this.#forget();
    this.#thread.end();
  }
}

/** The living worker at a place. @param {number} place @returns {Promise<PoolWorker>} */
function workerAt(place) {
  const known = workers.get(place);
  if (known) return known;
  const forget = () => {
    if (workers.get(place) === started) workers.delete(place);
  };
  const started = startSweepWorker().then((thread) => new PoolWorker(thread, forget));
  started.catch(forget);
  workers.set(place, started);
  return started;
}

/**
 * Opens a sweep in the worker at a place. Null if no worker can be started here.
 * @param {number} place @param {any} experiment
 */
export async function openInWorker(place, experiment) {
  const core = await compiledCore();
  const worker = await workerAt(place).catch(() => null);
  if (!worker) return null;
  const id = (count += 1);
  let isClosed = false;
  worker.keep();
  try {
    await worker.ask((remote) => remote.openSweep(id, core, experiment));
  } catch (error) {
    worker.release();
    throw error;
  }
  return {
    /** @param {number} from @param {number} to @param {number} milliseconds */
    piece: (from, to, milliseconds) => worker.ask((remote) => remote.sweepPiece(id, from, to, milliseconds)),
    close: () => {
      if (isClosed) return;
      isClosed = true;
      worker.ask((remote) => remote.closeSweep(id)).catch(() => {});
      worker.release();
    },
  };
}
