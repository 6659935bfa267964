/** One sweep on the page: its engine's sweep, its state, and its results. No DOM. */
import { Pace } from './pace.js';
import { newState, next, phaseOf } from './sweep-state.js';
import { reachesOf } from '../engine/reach.js';
import { same, without } from '../experiment/fields.js';

/** @typedef {Pick<import('../engine/create-sweep.js').Sweep, 'run' | 'results' | 'liveSummary' | 'quantiles' | 'curves' | 'experimentAt' | 'free'>} EngineSweep */
/** @typedef {{ x: number, y: number, seed: number }} Cell */
/**
 * @typedef {object} SweepHost
 * @property {(experiment: any) => Promise<EngineSweep>} createSweep
 * @property {(run: SweepRun) => void} changed  called after each piece of some 50 ms, and when the phase changes
 * @property {() => number} now  in milliseconds
 */

/** The reason of an abort that is a pause. */
const PAUSED = new Error('paused');

export class SweepRun {
  #host;
  #state = newState();
  #pace = new Pace();
  /** @type {EngineSweep | null} */
  #sweep = null;
  #freed = false;
  /** Ends the training under way. @type {AbortController | null} */
  #training = null;
  /** Counts openings: answers to an earlier one are dropped. */
  #generation = 0;
  /** @type {ReturnType<EngineSweep['results']> | null} */
  #results = null;
  /** @type {ReturnType<EngineSweep['curves']> | null} */
  #curves = null;
  /** For each run, how deep a signal reaches along the first axis; null until it is known. @type {Awaited<ReturnType<typeof reachesOf>> | null} */
  reaches = null;
  /** A new number whenever something was filled. */
  revision = 0;
  /** The place whose lab was opened last. @type {(Cell & { run: number }) | null} */
  place = null;
  /** Whether the user has changed the experiment of a sweep that had begun. */
  isAnew = false;

  /** @param {any} experiment  complete, with its sweep @param {SweepHost} host */
  constructor(experiment, host) {
    this.experiment = experiment;
    this.#host = host;
    this.#open();
  }

  get phase() {
    return phaseOf(this.#state);
  }

  get done() {
    return this.#state.done;
  }

  get total() {
    return this.#state.total;
  }

  get failure() {
    return this.#state.failure;
  }

  /** Whether it trains, or would if nothing held it. */
  get isWanted() {
    return this.#state.wanted;
  }

  /** Seconds until everything is trained, at the present pace; null: not known. */
  get secondsLeft() {
    return this.phase === 'running' ? this.#pace.secondsLeft(this.total - this.done) : null;
  }

  /** The arrays of the engine, which the sweep fills; null before it is open. */
  get results() {
    return this.#results;
  }

  /** The curves of a sweep that keeps some, else null. */
  get curves() {
    return this.#curves;
  }

  /** @param {string} [measure] */
  summary(measure = this.measure) {
    return this.#sweep?.liveSummary(measure) ?? null;
  }

  /** The name of the measure shown. @returns {string} */
  get measure() {
    return this.experiment.sweep.measure ?? 'cost';
  }

  /** The quantiles of other values, by the rule of the summaries; null before the sweep is open. */
  get quantiles() {
    return this.#sweep?.quantiles ?? null;
  }

  /** The complete experiment of a cell and a seed. @param {Cell} cell */
  experimentAt({ x, y, seed }) {
    if (!this.#sweep) throw new Error('The sweep is not open yet.');
    return this.#sweep.experimentAt({ x, y, seed });
  }

  /**
   * Shows another measure of the same trainings.
   * @param {any} experiment  complete @param {(measure: string) => boolean} needsTraining
   * @returns {boolean} whether that is all that differs, and its values are there
   */
  adopt(experiment, needsTraining) {
    const { sweep } = experiment;
    const plain = (/** @type {any} */ whole) => without(whole, 'sweep.measure');
    if (!same(plain(experiment), plain(this.experiment))) return false;
    if (needsTraining(sweep.measure) && !needsTraining(this.#trainedFor)) return false;
    this.experiment = experiment;
    this.revision += 1;
    return true;
  }

  /** The measure that the engine's sweep was opened with. */
  #trainedFor = 'cost';

  play() {
    this.#on({ type: 'play' });
  }

  pause() {
    this.#on({ type: 'pause' });
  }

  /** Waits, without forgetting whether it trained. @param {string} why */
  hold(why) {
    this.#on({ type: 'hold', why });
  }

  /** @param {string} why */
  release(why) {
    this.#on({ type: 'release', why });
  }

  /** Stops, and forgets what was trained. */
  cancel() {
    this.#on({ type: 'emptied' });
    this.#close();
    this.#open();
  }

  /** It cannot be used afterwards. */
  free() {
    if (this.#freed) return;
    this.#freed = true;
    this.#on({ type: 'pause' });
    this.#close();
  }

  #close() {
    this.#generation += 1;
    this.#training?.abort(PAUSED);
    this.#training = null;
    this.#sweep?.free();
    this.#sweep = null;
    this.#results = null;
    this.#curves = null;
    this.revision += 1;
  }

  async #open() {
    const generation = this.#generation;
    this.#trainedFor = this.measure;
    try {
      const sweep = await this.#host.createSweep(this.experiment);
      if (generation !== this.#generation || this.#freed) {
        sweep.free();
        return;
      }
      this.#sweep = sweep;
      this.#results = sweep.results();
      const { shape, axes } = this.#results;
      this.#curves = axes.length === 0 ? curvesOf(sweep) : null;
      this.revision += 1;
      this.#on({ type: 'opened', total: shape.reduce((product, size) => product * size, 1) });
      await this.#findReaches(generation);
    } catch (error) {
      if (generation === this.#generation && !this.#freed) this.#fail(error);
    }
  }

  /** Computes the lines of theory over a map of depths, between other work. @param {number} generation */
  async #findReaches(generation) {
    const { axes } = /** @type {NonNullable<typeof this.results>} */ (this.#results);
    const { sweep } = this.experiment;
    const scaled = axes.map((axis, k) => ({ ...axis, title: '', scale: sweep.axes[k].scale ?? 'linear' }));
    if (scaled[1]?.field !== 'depth' || this.reaches) return;
    const reaches = await reachesOf(this.experiment, scaled, () => new Promise((resolve) => setTimeout(resolve)));
    if (generation !== this.#generation || this.#freed) return;
    this.reaches = reaches;
    this.revision += 1;
    this.#host.changed(this);
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#on({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }

  /** @param {import('./sweep-state.js').SweepEvent} event */
  #on(event) {
    const reopens = event.type === 'play' && !this.#sweep && this.#state.failure !== null;
    this.#state = next(this.#state, event);
    const { phase } = this;
    if (phase === 'running' && !this.#training) this.#train();
    else if (phase !== 'running' && phase !== 'done') this.#training?.abort(PAUSED);
    if (reopens) this.#open();
    if (!this.#freed) this.#host.changed(this);
  }

  /** Trains for as long as the state says so. */
  async #train() {
    const sweep = this.#sweep;
    const generation = this.#generation;
    const isCurrent = () => generation === this.#generation;
    while (sweep && isCurrent() && this.phase === 'running') {
      const training = (this.#training = new AbortController());
      this.#pace.start(this.#host.now(), this.done);
      try {
        await sweep.run({
          signal: training.signal,
          onProgress: ({ done }) => isCurrent() && this.#trained(done),
        });
        if (isCurrent()) this.#trained(this.total);
      } catch (error) {
        if (isCurrent() && error !== PAUSED) this.#fail(error);
      }
    }
    if (isCurrent()) this.#training = null;
  }

  /** @param {number} done */
  #trained(done) {
    if (done === this.done) return;
    this.revision += 1;
    this.#pace.mark(this.#host.now(), done);
    this.#on({ type: 'trained', done });
  }
}

/** @param {EngineSweep} sweep */
function curvesOf(sweep) {
  try {
    return sweep.curves();
  } catch {
    return null; // more seeds than curves are kept for
  }
}
