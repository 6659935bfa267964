/** Trains a sweep in this thread, in pieces of limited time. */
import { openSweepHandle } from './create.js';

/** Assumed updates per millisecond before the first measurement. */
const FIRST_PACE = 1;
/** Most updates in the first call of a training, and of each further one as a multiple of the one before. */
const FIRST_UPDATES = 8;
const GROWTH = 8;
/** Longest time between two looks at the clock, in milliseconds. */
const LONGEST_CALL = 10;

/**
 * @typedef {object} Piece  what one call has trained
 * @property {number} next  number of the training to go on with
 * @property {Float64Array<ArrayBuffer>} results  for each training that ended: the number of values that follow, and the result of the core
 */

export class SweepTrainer {
  #handle;
  /** Number of the training under way; null: none. @type {number | null} */
  #under = null;
  /** Updates per millisecond. */
  #pace = FIRST_PACE;

  /** @param {import('./generated/init_lab.js').SweepHandle} handle */
  constructor(handle) {
    this.#handle = handle;
  }

  /** @param {import('./generated/experiment.js').ExperimentInput} experiment */
  static async open(experiment) {
    return new SweepTrainer(await openSweepHandle(experiment));
  }

  /**
   * Trains from one training on, up to another or for a limited time. A training that the time does not suffice for is
   * kept, and goes on with the next call if that begins with it.
   * @param {number} from @param {number} to  numbers in the order of training @param {number} milliseconds
   * @returns {Piece}
   */
  piece(from, to, milliseconds) {
    const end = performance.now() + milliseconds;
    /** @type {number[]} */
    const results = [];
    let next = from;
    for (; next < to; next += 1) {
      if (this.#under !== next) this.#handle.start(next);
      this.#under = next;
      if (!this.#train(end)) break;
      this.#under = null;
      const result = this.#handle.result();
      results.push(result.length, ...result);
      if (performance.now() >= end) {
        next += 1;
        break;
      }
    }
    return { next, results: Float64Array.from(results) };
  }

  /** Trains up to a time. @param {number} end @returns {boolean} whether the training has ended */
  #train(end) {
    let now = performance.now();
    // The training before may have been a thousand times as fast.
    let most = FIRST_UPDATES;
    do {
      const updates = Math.min(most, Math.max(1, Math.round(this.#pace * Math.min(LONGEST_CALL, end - now))));
      if (this.#handle.advance(updates)) return true;
      const after = performance.now();
      this.#pace = updates / Math.max(0.01, after - now);
      most = GROWTH * updates;
      now = after;
    } while (now < end);
    return false;
  }

  free() {
    this.#handle.free();
  }
}
