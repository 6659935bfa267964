/** The companion's side of a lab: its experiment, and what is to be known of its networks. */
import { companionNow } from './companion.js';
import { flat, tree } from './value.js';

/** @typedef {import('./lab.js').Inspection} Inspection */
/** @typedef {import('./lab.js').Bounds} Bounds */

export class Study {
  #handle;
  /** The complete experiment. @type {any} */
  experiment;
  /** What each run is called. @type {import('./catalogue.js').Named[]} */
  runs = [];

  /** @param {any} experiment  data @param {Record<string, any>} [presets]  those that it can name */
  constructor(experiment, presets = {}) {
    this.#handle = new (companionNow().CompanionHandle)(flat([experiment, presets]));
    this.#hear();
  }

  #hear() {
    [this.experiment, this.runs] = tree(this.#handle.told());
  }

  /** The experiment for the core. */
  get plan() {
    return this.#handle.plan();
  }

  /**
   * Changes the experiment.
   * @param {import('./worker.js').Change} change @param {number} at  which iteration, or which run @param {unknown} [value]
   * @returns {Float64Array} what the core needs to know of it
   */
  change(change, at, value) {
    const plan = this.#handle.change(flat([change, at, value]));
    this.#hear();
    return plan;
  }

  /** @param {number} run @param {Float64Array} parameters  that the core has of it @param {boolean} start @returns {Inspection} */
  inspect(run, parameters, start) {
    return tree(this.#handle.inspect(run, parameters, start));
  }

  /** @param {number} run @param {Float64Array} parameters @returns {Float64Array} */
  expectedSignal(run, parameters) {
    return this.#handle.expectedSignal(run, parameters);
  }

  /** @param {number} run @param {Float64Array} parameters @param {[x: number, y: number]} point @param {0 | 1} [label] */
  follow(run, parameters, [x, y], label = /** @type {any} */ (-1)) {
    return tree(this.#handle.follow(run, parameters, x, y, label)).map((/** @type {number[][]} */ step) => {
      const [preActivations, activations, gradients] = step.map((values) => Float64Array.from(values));
      return { preActivations, activations, gradients };
    });
  }

  /** @param {number} run @param {Float64Array} parameters @param {[number, number, number, number]} edges @param {number} side @param {number} most @returns {Float32Array} */
  unitFields(run, parameters, edges, side, most) {
    return this.#handle.unitFields(run, parameters, ...edges, side, most);
  }

  free() {
    this.#handle.free();
  }
}

/**
 * The indices of points split: how many are to test on, those, and then those to train on.
 * @param {number} count @param {number} testShare @param {unknown} seed
 */
export const splitIndices = (count, testShare, seed) => companionNow().splitIndices(count, testShare, flat(seed));
