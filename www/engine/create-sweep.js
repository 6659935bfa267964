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
/** So often are workers asked for of which none comes. */
const MOST_TRIES = 2;
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

/** A sweep. Made by {@link createSweep}. Holds memory of the core until {@link Sweep#free}, and workers until then or until all is trained. */
export class Sweep {
  /** @type {import('./generated/init_lab.js').SweepHandle | null} */
  #owned;
  #description;
  #experiment;
  #workers;
  #results;
  #queue;
  /** What trains, by place. @type {Map<number, Hand>} */
  #hands = new Map();
  /** Workers that have not answered yet, by place. @type {Map<number, Promise<void>>} */
  #coming = new Map();
  #running = false;
  /** Stops the run under way. @type {(reason: unknown) => void} */
  #stop = () => {};
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
    /** @type {{ reason: unknown } | null} */
    let stopped = null;
    /** Ends the waiting for workers that are still to answer. */
    let leave = () => {};
    /** @type {Promise<null>} */
    const left = new Promise((resolve) => (leave = () => resolve(null)));
    const stop = (this.#stop = (/** @type {unknown} */ reason) => {
      stopped ??= { reason };
      leave();
    });
    const report = () => {
      onProgress?.({ done: this.#results.done, total: this.#results.count });
      if (this.#isDone) leave();
    };
    const abort = () => stop(signal?.reason);
    signal?.addEventListener('abort', abort);
    try {
      const isOver = () => stopped !== null || !this.#owned || this.#isDone;
      const work = async (/** @type {number} */ place) => {
        try {
          return await this.#work(place, report, isOver, left);
        } catch (error) {
          stop(error);
          return null;
        }
      };
      let tries = 0;
      // Once more where trainings came back from a worker that ended, when the others had nothing left to take.
      while (!isOver()) {
        const refusals = await Promise.all(this.#places().map(work));
        if (isOver() || this.#hands.size > 0) continue;
        tries += 1;
        const refusal = refusals.find((each) => each !== null);
        if (!refusal) await this.#goOnAlone();
        else if (tries === MOST_TRIES) throw refusal.reason;
      }
      const { reason } = /** @type {{ reason: unknown }} */ (stopped ?? {});
      if (stopped) throw reason;
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#running = false;
      if (this.#isDone) this.#dismiss();
    }
  }

  get #isDone() {
    return this.#results.done === this.#results.count;
  }

  /** The places of workers. */
  #places() {
    return Array.from({ length: Math.max(1, Math.min(this.#workers, this.#results.count)) }, (_, place) => place);
  }

  /** Without workers, as a page's policy may have it, this thread trains. */
  async #goOnAlone() {
    const hand = inThisThread(await SweepTrainer.open(this.#experiment));
    if (this.#owned) this.#hands.set(0, hand);
    else hand.free();
  }

  /** Hires a worker for a place, which is kept when it answers, whether anybody still waits for it or not. @param {number} place */
  #hire(place) {
    const coming = this.#open(place).finally(() => this.#coming.delete(place));
    this.#coming.set(place, coming);
    return coming;
  }

  /** Adds a hand at a place, unless no worker can be started here. @param {number} place */
  async #open(place) {
    if (place >= this.#workers) return;
    const opened = await openInWorker(place, this.#experiment);
    if (!opened) return;
    const { close } = opened;
    if (!this.#owned || this.#isDone) close();
    else
      this.#hands.set(place, {
        piece: (from, to) => opened.piece(from, to, PIECE),
        free: close,
        span: null,
        size: 1,
      });
  }

  /**
   * Keeps one place busy until everything is handed out. A place whose worker does not come is left to the others.
   * @param {number} place @param {() => void} report @param {() => boolean} isOver
   * @param {Promise<null>} left  settles when workers need not be waited for any more
   * @returns {Promise<{ reason: unknown } | null>} why its worker did not come
   */
  async #work(place, report, isOver, left) {
    while (!isOver()) {
      const hand = this.#hands.get(place);
      if (!hand) {
        const refused = (/** @type {unknown} */ reason) => ({ reason });
        const hired = (this.#coming.get(place) ?? this.#hire(place)).then(() => null, refused);
        const refusal = await Promise.race([hired, left]);
        if (refusal || !this.#hands.has(place)) return refusal;
        continue;
      }
      this.#busy += 1;
      try {
        if (!(await this.#step(place, hand, report))) return null;
      } finally {
        this.#busy -= 1;
      }
    }
    return null;
  }

  /**
   * Gives one hand a piece of work.
   * @param {number} place @param {Hand} hand @param {() => void} report
   * @returns {Promise<boolean>} false if everything is handed out
   */
  async #step(place, hand, report) {
    if (labsAreTraining() && this.#busy > Math.max(1, cores() - 1)) {
      // A core is left to the labs of the page.
      this.#busy -= 1;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      this.#busy += 1;
      return true;
    }
    hand.span ??= this.#queue.take(Math.min(hand.size, Math.ceil(this.#queue.left / (2 * this.#hands.size))));
    if (!hand.span) return false;
    const { from, to } = hand.span;
    const begun = performance.now();
    let piece;
    try {
      piece = await hand.piece(from, to);
    } catch (error) {
      this.#lose(place, hand, error);
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

  /**
   * A hand has ended: its trainings go back, and its place is free for another, unless none gets anywhere.
   * @param {number} place @param {Hand} hand @param {unknown} error
   */
  #lose(place, hand, error) {
    if (hand.span) this.#queue.giveBack(hand.span);
    hand.span = null;
    hand.free();
    this.#hands.delete(place);
    this.#deaths += 1;
    if (this.#deaths > MOST_DEATHS) throw error;
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

  /** Lets all hands go. Workers without a sweep end by themselves. */
  #dismiss() {
    for (const hand of this.#hands.values()) hand.free();
    this.#hands.clear();
  }

  /** Ends the workers and frees the memory. The sweep cannot be used afterwards. Freeing it again does nothing. */
  free() {
    this.#dismiss();
    this.#owned?.free();
    this.#owned = null;
    this.#stop(new Error(FREED));
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
