/** Simulates seeds in this thread, in pieces of limited time, as a sweep's trainer trains. */
import { Simulation } from './forecast-simulation.js';

/** @typedef {import('./forecast-simulation.js').Simulated} Simulated */

export class ForecastTrainer {
  #work;
  /** The seed under way. @type {{ number: number, steps: ReturnType<Simulation['run']> } | null} */
  #under = null;

  /** @param {Simulated & { seeds: number[] }} work */
  constructor(work) {
    this.#work = work;
  }

  /**
   * Simulates seeds from one on, up to another or for a limited time. A seed that the time does not suffice for is kept.
   * @param {number} from @param {number} to  numbers of seeds @param {number} milliseconds
   * @returns {import('../sweep-trainer.js').Piece & { steps: number }}  results: for each seed that ended, the signals of all layers, then the
   *   error signals; steps: pieces of work that were done
   */
  piece(from, to, milliseconds) {
    const end = performance.now() + milliseconds;
    /** @type {number[]} */
    const results = [];
    let [next, steps] = [from, 0];
    while (next < to) {
      if (this.#under?.number !== next) {
        this.#under = { number: next, steps: new Simulation(this.#work, this.#work.seeds[next]).run() };
      }
      const { done, value } = this.#under.steps.next();
      if (done) {
        results.push(...value.signal, ...value.errorSignal);
        this.#under = null;
        next += 1;
      } else {
        steps += 1;
      }
      if (performance.now() >= end) break;
    }
    return { next, results: Float64Array.from(results), steps };
  }

  free() {
    this.#under = null;
  }
}
