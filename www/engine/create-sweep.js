/** The headless sweep: an experiment trained for each seed and each cell, for every run. */
import { refused } from '../experiment/refused.js';
import { labsAreTraining } from './activity.js';
import { openSweepHandle } from './create.js';
import * as input from './input.js';
import { withPresetFields } from './preset-fields.js';
import { openInWorker } from './sweep-pool.js';
import { SweepQueue } from './sweep-queue.js';
import { quantilesOf, SweepResults } from './sweep-results.js';
import { SweepTrainer } from './sweep-trainer.js';
import { cores } from './threads.js';

/** @typedef {import('./generated/experiment.js').ExperimentInput} ExperimentInput */
/** @typedef {import('./sweep-results.js').Summary} Summary */
/** @typedef {import('./sweep-queue.js').Span} Span */
/** @typedef {{ done: number, total: number }} Progress */
/**
 * @typedef {object} Results  arrays of the shape runs × y × x × seeds; NaN where nothing is done. They are views: a run that goes on fills them
 * @property {string[]} runs  labels
 * @property {{ field: string, values: Float64Array }[]} axes  x, then y
 * @property {Float64Array} seeds  of the weights
 * @property {Float64Array} dataSeeds  of the training samples; NaN for points of your own
 * @property {number[]} shape
 * @property {Float64Array} cost  mean loss at the end; of a diverged training the last finite one
 * @property {Float64Array} trainAccuracy
 * @property {Float64Array} testAccuracy
 * @property {Float64Array} iterationsToSolve  Infinity if never
 * @property {Float64Array} diverged  0 or 1
 * @property {Float64Array} signalRatio
 * @property {Float64Array} errorSignalRatio
 * @property {Float64Array} collapsed  0 or 1
 */

/** Time that a trainer works before it answers, in milliseconds. A sweep is stopped between two such pieces. */
const PIECE = 50;
/** Time that a worker rests while labs of the page train, in milliseconds. */
const PAUSE = 100;
/** Most trainings handed out at a time. */
const MOST_AT_A_TIME = 4096;
/** A worker that ends so often without having trained anything is not replaced. */
const MOST_DEATHS = 3;
/** Message of a sweep that cannot be used any more. */
const FREED = 'This sweep has been freed.';
/** Most workers that can be asked for. */
const MOST_WORKERS = 256;

/**
 * @typedef {object} Hand  something that trains: this thread, or a worker
 * @property {(from: number, to: number) => Promise<import('./sweep-trainer.js').Piece>} piece
 * @property {() => void} free
 * @property {Span | null} span  what it has in hand
 * @property {number} size  trainings that it takes at a time
 */

/** A sweep. Made by {@link createSweep}. Holds memory of the core, and workers, until {@link Sweep#free}. */
export class Sweep {
  /** @type {import('./generated/init_lab.js').SweepHandle | null} */
  #owned;
  #description;
  #experiment;
  #workers;
  #results;
  #queue;
  /** @type {Hand[]} */
  #hands = [];
  #running = false;
  #deaths = 0;
  /** Hands that are at work. */
  #busy = 0;

  /**
   * @param {import('./generated/init_lab.js').SweepHandle} handle @param {any} experiment @param {number} workers
   */
  constructor(handle, experiment, workers) {
    this.#owned = handle;
    this.#experiment = experiment;
    this.#workers = workers;
    this.#description = handle.description;
    const { shape, measuredIterations } = this.#description;
    const lengths = measuredIterations.map((iterations) => iterations.length);
    this.#results = new SweepResults(shape, lengths.length > 0 ? lengths : null);
    this.#queue = new SweepQueue(this.#results.count);
  }

  #mustBeOpen() {
    if (!this.#owned) throw new Error(FREED);
    return this.#owned;
  }

  /**
   * Trains what is not done yet.
   * @param {{ signal?: AbortSignal, onProgress?: (progress: Progress) => void }} [options]
   *   signal: stops it; what is done is kept, and another run goes on. onProgress: called after each piece of some 50 ms
   * @returns {Promise<void>} rejected with the signal's reason if stopped
   * @throws {TypeError} while it is running already
   */
  async run({ signal, onProgress } = {}) {
    this.#mustBeOpen();
    if (this.#running)
      throw new TypeError('This sweep is running already; wait for run() to end, or abort its signal.');
    signal?.throwIfAborted();
    this.#running = true;
    const report = () => onProgress?.({ done: this.#results.done, total: this.#results.count });
    /** @type {{ reason: unknown } | null} */
    let stopped = null;
    const stop = (/** @type {unknown} */ reason) => {
      stopped ??= { reason };
    };
    const abort = () => stop(signal?.reason);
    signal?.addEventListener('abort', abort);
    try {
      await this.#start();
      const work = async (/** @type {number} */ place) => {
        try {
          await this.#work(place, report, () => stopped !== null || !this.#owned);
        } catch (error) {
          stop(error);
        }
      };
      await Promise.all(this.#hands.map((_, place) => work(place)));
      if (!this.#owned) stop(new Error(FREED));
      const { reason } = /** @type {{ reason: unknown }} */ (stopped ?? {});
      if (stopped) throw reason;
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#running = false;
    }
  }

  /** Hires the workers that are missing, or none if nothing is left to do. */
  async #start() {
    if (this.#results.done === this.#results.count) return;
    const wanted = Math.min(this.#workers, this.#results.count);
    const missing = Array.from({ length: Math.max(0, wanted - this.#hands.length) }, (_, k) =>
      this.#hire(this.#hands.length + k),
    );
    const hired = await Promise.allSettled(missing);
    this.#hands.push(...hired.flatMap((each) => (each.status === 'fulfilled' ? (each.value ?? []) : [])));
    const failed = hired.find((each) => each.status === 'rejected');
    if (this.#hands.length === 0 && failed) throw failed.reason;
    // Without workers, as a page's policy may have it, this thread trains.
    if (this.#hands.length === 0) this.#hands.push(inThisThread(await SweepTrainer.open(this.#experiment)));
    if (this.#owned) return;
    this.free();
    throw new Error(FREED);
  }

  /** @param {number} place @returns {Promise<Hand | null>} null if no worker can be started here */
  async #hire(place) {
    const opened = await openInWorker(place, this.#experiment);
    if (!opened) return null;
    return { piece: (from, to) => opened.piece(from, to, PIECE), free: opened.close, span: null, size: 1 };
  }

  /**
   * Keeps one hand busy until everything is handed out.
   * @param {number} place @param {() => void} report @param {() => boolean} isStopped
   */
  async #work(place, report, isStopped) {
    this.#busy += 1;
    try {
      while (!isStopped() && (await this.#step(place, report)));
    } finally {
      this.#busy -= 1;
    }
  }

  /**
   * Gives one hand a piece of work.
   * @param {number} place @param {() => void} report
   * @returns {Promise<boolean>} false if everything is handed out
   */
  async #step(place, report) {
    if (labsAreTraining() && this.#busy > Math.max(1, cores() - 1)) {
      // A core is left to the labs of the page.
      this.#busy -= 1;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      this.#busy += 1;
      return true;
    }
    const hand = this.#hands[place];
    hand.span ??= this.#queue.take(Math.min(hand.size, Math.ceil(this.#queue.left / (2 * this.#hands.length))));
    if (!hand.span) return false;
    const { from, to } = hand.span;
    const begun = performance.now();
    let piece;
    try {
      piece = await hand.piece(from, to);
    } catch (error) {
      await this.#replace(place, error);
      return true;
    }
    this.#results.keep(piece.results);
    if (piece.next > from) this.#deaths = 0;
    const pace = (piece.next - from) / Math.max(1, performance.now() - begun);
    hand.size = Math.min(MOST_AT_A_TIME, Math.max(1, Math.round(pace * PIECE)));
    hand.span = piece.next < to ? { from: piece.next, to } : null;
    report();
    return true;
  }

  /** Replaces a hand that has ended; its trainings go back. @param {number} place @param {unknown} error */
  async #replace(place, error) {
    const hand = this.#hands[place];
    if (hand.span) this.#queue.giveBack(hand.span);
    hand.span = null;
    hand.free();
    this.#deaths += 1;
    if (this.#deaths > MOST_DEATHS || !this.#owned) throw error;
    this.#hands[place] = (await this.#hire(place)) ?? inThisThread(await SweepTrainer.open(this.#experiment));
    if (this.#owned) return;
    this.#hands[place].free();
    throw new Error(FREED);
  }

  /**
   * The complete experiment of a cell and a seed, by their indices.
   * @param {{ x?: number, y?: number, seed?: number }} [place]
   * @returns {Required<import('./generated/experiment.js').Experiment>}
   * @throws {RangeError | TypeError} if there is no such place
   */
  experimentAt({ x = 0, y = 0, seed = 0 } = {}) {
    const core = this.#mustBeOpen();
    const [, height, width, seeds] = this.#results.shape;
    return core.experimentAt(
      input.indexBelow('x', x, width),
      input.indexBelow('y', y, height),
      input.indexBelow('seed', seed, seeds),
    );
  }

  /** What is done so far. @returns {Results} */
  results() {
    this.#mustBeOpen();
    const { runs, axes, seeds, dataSeeds } = this.#description;
    return /** @type {Results} */ (
      /** @type {unknown} */ ({
        runs,
        axes,
        seeds,
        dataSeeds,
        shape: [...this.#results.shape],
        ...this.#results.values,
      })
    );
  }

  /**
   * A measure over the seeds, of what is done so far.
   * @param {string} [measure]  its name; the sweep's own by default
   * @returns {Summary}
   */
  summary(measure = this.#description.measure) {
    this.#mustBeOpen();
    return this.#results.summary(measure, false);
  }

  /**
   * The same for a page that shows it again and again: these arrays are kept, and the next call renews what has changed.
   * @param {string} [measure] @returns {Summary}
   */
  liveSummary(measure = this.#description.measure) {
    this.#mustBeOpen();
    return this.#results.summary(measure, true);
  }

  /** The quantiles that its summaries have, for pictures of other values: of what is done so far, or of its curves. */
  get quantiles() {
    return quantilesOf;
  }

  /**
   * The costs of each run at the measured iterations, seed by seed; NaN where nothing is done, and from a divergence on.
   * @returns {{ iterations: Float64Array, costs: Float64Array }[]}
   * @throws {RangeError} in a sweep with axes, or of more than 1,000 seeds
   */
  curves() {
    this.#mustBeOpen();
    const { measuredIterations } = this.#description;
    const { curves } = this.#results;
    if (!curves)
      throw refused(RangeError, 'curves', 'of this sweep', 'of a sweep without axes and of at most 1,000 seeds');
    return curves.map((costs, run) => ({ iterations: measuredIterations[run], costs }));
  }

  /** Ends the workers and frees the memory. The sweep cannot be used afterwards. Freeing it again does nothing. */
  free() {
    for (const hand of this.#hands) hand.free();
    this.#hands = [];
    this.#owned?.free();
    this.#owned = null;
  }
}

/** @param {SweepTrainer} trainer @returns {Hand} */
const inThisThread = (trainer) => ({
  piece: async (from, to) => {
    // A timer, so that events of the page and an abort come between two pieces.
    await new Promise((resolve) => setTimeout(resolve));
    return trainer.piece(from, to, PIECE);
  },
  free: () => trainer.free(),
  span: null,
  size: 1,
});

/**
 * The sweep of an experiment's field `sweep`: one cell and one seed without it.
 * @param {ExperimentInput} [experiment]
 * @param {{ workers?: number }} [options] workers: one a core by default; 0 trains in this thread
 * @returns {Promise<Sweep>}
 * @throws {RangeError | TypeError} naming the field, the value and the allowed values
 * @throws {import('./load.js').EngineError} if the core cannot run here
 */
export async function createSweep(experiment = {}, { workers = cores() } = {}) {
  const count = input.whole('workers', workers);
  if (count > MOST_WORKERS) throw refused(RangeError, 'workers', count, `a whole number from 0 to ${MOST_WORKERS}`);
  const given = withPresetFields(input.plain(experiment, 'experiment'));
  return new Sweep(await openSweepHandle(given), given, count);
}
