/**
 * The page's side of the engine: one worker for all labs of the page, promises that always settle, and the worker's death noticed.
 */
import * as Comlink from 'comlink';
import { NO_WEBASSEMBLY } from './load.js';

/** @typedef {import('./frame.js').Frame} Frame */
/** @typedef {import('./frame.js').FrameRequest} FrameRequest */
/** @typedef {import('./worker.js').Change} Change */
/** @typedef {{ points: { train: Points, test: Points } } & Changed} Opened */
/** @typedef {{ experiment: any, lastIteration: number, runs: any[] }} Changed  the experiment as it is now, where its training ends, and its runs described */
/** @typedef {{ points: Float64Array, labels: Uint8Array }} Points */

/** What went wrong in the engine; `reason` is one of the loading errors of lab.js, or one of the worker's own. */
export class EngineFailure extends Error {
  /** @param {string} reason @param {string} message */
  constructor(reason, message) {
    super(message);
    this.name = 'EngineFailure';
    this.reason = reason;
  }
}

/** An answer that came after its lab had gone on to something else. */
export class Stale extends Error {}

const DIED = 'The engine stopped: its worker ended. Nothing you set is lost.';

class Engine {
  #worker;
  #remote;
  /** @type {Set<(failure: EngineFailure) => void>} */
  #waiting = new Set();
  #lockWatch = new AbortController();
  /** @type {EngineFailure | null} */
  failure = null;
  /** Told of the engine's end, also when nothing was asked of it. @type {Set<(failure: EngineFailure) => void>} */
  users = new Set();

  constructor() {
    this.#worker = start();
    let answered = false;
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#fail(
        answered
          ? new EngineFailure('worker-died', `The engine stopped: ${event.message || 'its worker ended'}.`)
          : new EngineFailure(
              'worker-load',
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
      },
      { once: true },
    );
    this.#remote = /** @type {Comlink.Remote<import('./worker.js').EngineApi>} */ (Comlink.wrap(this.#worker));
    this.#watchLock();
  }

  /** @param {EngineFailure} failure */
  #fail(failure) {
    if (this.failure) return;
    this.failure = failure;
    this.#lockWatch.abort();
    this.#worker.terminate();
    for (const reject of this.#waiting) reject(failure);
    this.#waiting.clear();
    for (const tell of this.users) tell(failure);
  }

  /** A worker ended by the browser, or by itself, sends no event: but its lock comes free. */
  async #watchLock() {
    try {
      const name = `init-lab-engine-${crypto.randomUUID()}`;
      if (!(await this.call((remote) => remote.holdLock(name)))) return;
      await navigator.locks.request(name, { signal: this.#lockWatch.signal }, () =>
        this.#fail(new EngineFailure('worker-died', DIED)),
      );
    } catch {
      // No locks here (an insecure or sandboxed page), or the watch was ended: the silence of the engine is still noticed.
    }
  }

  /**
   * One question to the worker. Settles when the answer comes or the worker dies.
   * @template T
   * @param {(remote: Comlink.Remote<import('./worker.js').EngineApi>) => Promise<T>} question
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
   * One question whose answer is a settled result.
   * @template T
   * @param {(remote: Comlink.Remote<import('./worker.js').EngineApi>) => Promise<Settled<T>>} question
   * @returns {Promise<T>}
   */
  async ask(question) {
    const settled = await this.call(question);
    if (settled.ok) return settled.value;
    if (settled.name === 'RuntimeError') {
      // A trap leaves the module's memory in an unknown state: no lab in it can be trusted any more.
      this.#fail(new EngineFailure('worker-died', `The engine stopped: ${settled.message}.`));
      throw this.failure;
    }
    if (settled.reason) throw new EngineFailure(settled.reason, settled.message);
    const Kind = settled.name === 'TypeError' ? TypeError : settled.name === 'RangeError' ? RangeError : Error;
    throw new Kind(settled.message);
  }

  stop() {
    this.#fail(new EngineFailure('worker-died', 'The engine was restarted from another figure on this page.'));
  }
}
/** @template T @typedef {{ ok: true, value: T } | { ok: false, name: string, message: string, reason?: string }} Settled */

function start() {
  if (typeof WebAssembly !== 'object') {
    throw new EngineFailure('no-webassembly', NO_WEBASSEMBLY);
  }
  try {
    return new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'init-lab engine' });
  } catch (error) {
    const file = location.protocol === 'file:';
    throw new EngineFailure(
      file ? 'file' : 'worker-load',
      file
        ? 'This page was opened as a file, and browsers start no workers from files. Open it over http: “npm start” serves it.'
        : `The browser refused to start the engine’s worker: ${/** @type {Error} */ (error).message}`,
    );
  }
}

/** @type {Engine | null} */
let shared = null;

/** The page's engine; a dead one is replaced. */
function engine() {
  if (!shared || shared.failure) shared = new Engine();
  return shared;
}

let count = 0;

/** One lab in the worker. Not to be asked two things at once: its player asks one after the other. */
export class LabClient {
  #id = `lab-${(count += 1)}`;
  #epoch = 0;
  #closed = false;
  /** @type {Engine | null} */
  #engine = null;
  #died;

  /** @param {(failure: EngineFailure) => void} died */
  constructor(died) {
    this.#died = died;
  }

  /** @returns {Promise<any>} */
  async catalogue() {
    return this.#join().ask((remote) => remote.catalogue());
  }

  /** @param {number} count @param {number} testShare @param {number} seed */
  split(count, testShare, seed) {
    return this.#join().ask((remote) => remote.split(count, testShare, seed));
  }

  /** The page's engine, which from now on tells this lab of its end. */
  #join() {
    const joined = engine();
    if (joined !== this.#engine) {
      this.#engine?.users.delete(this.#died);
      joined.users.add(this.#died);
      this.#engine = joined;
    }
    return joined;
  }

  /**
   * Opens an experiment in place of what was open. When it is refused, what was open stays.
   * @param {any} experiment @returns {Promise<Opened>}
   */
  async open(experiment) {
    const epoch = this.#epoch + 1;
    const opened = await this.#join().ask((remote) => remote.open(this.#id, epoch, experiment));
    this.#epoch = epoch;
    if (this.#closed) {
      this.close(); // it was asked to close before there was anything to close
      throw new Stale();
    }
    return opened;
  }

  /** @param {Change} change @param {...any} values @returns {Promise<Changed>} */
  change(change, ...values) {
    return this.#alive().ask((remote) => remote.change(this.#id, this.#epoch, change, values));
  }

  /** @param {FrameRequest} request @returns {Promise<Frame>} */
  async frame(request) {
    const epoch = this.#epoch;
    const handed = Comlink.transfer(request, request.buffers ?? []);
    const frame = await this.#alive().ask((remote) => remote.frame(this.#id, epoch, handed));
    if (epoch !== this.#epoch) throw new Stale();
    return frame;
  }

  /** Frees the lab's memory in the worker. */
  close() {
    this.#engine?.users.delete(this.#died);
    this.#closed = true;
    if (!this.#engine || this.#engine.failure) return;
    this.#engine.call((remote) => remote.close(this.#id)).catch(() => {});
    this.#epoch += 1;
  }

  /** Ends the engine if it still lives, for every lab in it; each then offers its own restart. */
  abandon() {
    this.#engine?.users.delete(this.#died);
    this.#engine?.stop();
  }

  #alive() {
    if (!this.#engine) throw new Error('the lab is not open');
    return this.#engine;
  }
}
