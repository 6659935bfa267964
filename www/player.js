/**
 * What a lab is doing: at rest, playing, stepping, running to its end, coming back after a restart. Asks the engine for one thing at a
 * time: a change that someone wants, else a frame if one is needed. No elements, no drawing.
 */
import { offer, same, sameRun, set } from './experiment.js';
import { EngineFailure, LabClient, Stale } from './engine/client.js';
import { squareBounds } from './charts/scales.js';

/** @typedef {'rest' | 'play' | 'steps' | 'end' | 'return'} Mode */
/**
 * @typedef {object} Model  what the views show
 * @property {'loading' | 'ready' | 'failed'} phase
 * @property {{ reason: string, message: string } | null} failure
 * @property {any} catalogue
 * @property {any} preset         the catalogue's entry, with its complete experiment
 * @property {any} experiment
 * @property {any[]} offered      runs that can be switched on and off
 * @property {import('./engine/client.js').Opened['points'] | null} points
 * @property {import('./charts/scales.js').Bounds} bounds
 * @property {import('./engine/client.js').Frame | null} frame
 * @property {Mode} mode
 * @property {number} target      where the mode ends
 * @property {number} origin      where it started, for its progress
 * @property {number} lagging     updates that were missing when runs were last switched on
 * @property {number} speed       iterations per second; Infinity: as fast as it goes
 * @property {number | null} pace iterations per second reached
 * @property {boolean} silent     the engine has not answered for a while
 * @property {boolean} settled    the picture shows this state in full
 */

/** Milliseconds of training in a frame: less than a frame at 60 Hz, so that pictures keep coming. */
const ANIMATION_BUDGET = 12;
/** Where drawing itself is slower, this share of a frame, so that training keeps its speed. */
const BUDGET_SHARE = 0.6;
const RUN_BUDGET = 45;
/** Samples per side, and what they may cost, all runs together: some 20 ms while moving, some seconds for a picture to look at. */
const COARSE = { size: 112, products: 3e7 };
const FINE_PRODUCTS = 2e9;
const SILENCE = 4000;

export class Player {
  #died = (/** @type {EngineFailure} */ failure) => this.#failed(failure);
  #client = new LabClient(this.#died);
  /** @type {{ key: string, work: () => Promise<any>, resolve: (value: any) => void, reject: (error: any) => void, promise: Promise<any> }[]} */
  #queue = [];
  #wake = () => {};
  #looping = false;
  #open = false;
  #visible = false;
  /** What the last picture lacks: 2 everything, 1 its detail, 0 nothing. */
  #lack = 2;
  #fineSize = 240;
  #carry = 0;
  #lastAsked = 0;
  #generation = 0;
  #paced = { at: 0, iteration: 0 };
  #changed;

  /** @param {(what: 'model' | 'load' | 'frame' | 'experiment' | 'finish' | 'failure') => void} changed */
  constructor(changed) {
    this.#changed = changed;
    /** @type {Model} */
    this.model = {
      phase: 'loading',
      failure: null,
      catalogue: null,
      preset: null,
      experiment: null,
      offered: [],
      points: null,
      bounds: { xMin: -1, xMax: 1, yMin: -1, yMax: 1 },
      frame: null,
      mode: 'rest',
      target: 0,
      origin: 0,
      lagging: 0,
      speed: 1000,
      pace: null,
      silent: false,
      settled: false,
    };
  }

  get iteration() {
    return this.model.frame?.iteration ?? 0;
  }

  get goal() {
    return this.model.experiment?.training.iterations ?? 0;
  }

  /**
   * Opens an experiment: complete, or `{ preset, ...overrides }`. A refused one leaves what was open as it was.
   * @param {any} experiment
   * @param {{ keepOffered?: boolean, iteration?: number }} [how]  iteration: go there, as after a restart
   */
  load(experiment, { keepOffered = false, iteration = 0 } = {}) {
    return this.#do('load', () => this.#load(experiment, keepOffered, iteration));
  }

  /** @param {any} experiment @param {boolean} keepOffered @param {number} iteration */
  async #load(experiment, keepOffered, iteration) {
    const { model } = this;
    model.catalogue ??= await this.#client.catalogue();
    const opened = await this.#client.open(experiment);
    const presets = model.catalogue.presets;
    model.preset =
      presets.find((/** @type {any} */ { name }) => name === (experiment.preset ?? model.preset?.name)) ?? presets[0];
    this.#adopt(opened.experiment);
    model.points = opened.points;
    model.bounds = squareBounds(opened.points.train.points, opened.points.test.points);
    model.offered = offer(
      opened.experiment.runs,
      model.preset.experiment.runs,
      model.catalogue.initializers,
      keepOffered ? model.offered : [],
    );
    Object.assign(model, {
      phase: 'ready',
      failure: null,
      mode: 'rest',
      target: 0,
      lagging: 0,
      pace: null,
      silent: false,
    });
    const first = !this.#open;
    this.#open = true;
    await this.#ask(0, 0, false);
    if (first) this.#changed('load');
    if (iteration > 0) this.#move('return', iteration);
  }

  /** @param {any} experiment */
  #adopt(experiment) {
    const differs = !same(this.model.experiment, experiment);
    this.model.experiment = experiment;
    this.model.settled = false;
    this.#lack = 2;
    if (differs) this.#changed('experiment');
  }

  play() {
    if (this.model.phase !== 'ready') return;
    const { iteration, goal } = this;
    if (iteration >= goal) {
      this.rewind().catch(() => {});
      this.#move('play', goal, 0);
    } else this.#move('play', goal);
  }

  pause() {
    if (this.model.mode !== 'rest') this.#rest();
  }

  /** @param {number} count */
  advance(count) {
    if (this.model.phase !== 'ready') return;
    const from = this.model.mode === 'steps' ? this.model.target : this.iteration;
    const target = Math.min(this.goal, from + count);
    if (target > this.iteration) this.#move('steps', target);
  }

  runToEnd() {
    if (this.model.phase === 'ready' && this.iteration < this.goal) this.#move('end', this.goal);
  }

  rewind() {
    this.#rest();
    return this.#change('rewind', 'rewind');
  }

  /** @param {number} rate */
  setLearningRate(rate) {
    return this.#change('learningRate', 'setLearningRate', rate);
  }

  /** @param {number} iterations */
  setIterations(iterations) {
    return this.#change('iterations', 'setIterations', iterations);
  }

  /** Anything else begins anew. @param {string} path @param {any} value */
  setProperty(path, value) {
    this.#rest();
    return this.#do(`set ${path}`, () => this.#load(set(this.model.experiment, path, value), true, 0));
  }

  newSeed() {
    this.#rest();
    const { max } = this.model.catalogue?.fields.find((/** @type {any} */ { path }) => path === 'seed') ?? {};
    return this.#do(
      'new seed',
      () => {
        const { experiment } = this.model;
        const next = experiment.seed + 1;
        return this.#load({ ...experiment, seed: next > (max ?? Number.MAX_SAFE_INTEGER) ? 0 : next }, true, 0);
      },
      false,
    );
  }

  /** Switches a run on or off. @param {any} run one of those offered */
  toggle(run) {
    return this.#do(
      'toggle',
      async () => {
        const { runs } = this.model.experiment;
        const { initializers } = this.model.catalogue;
        const place = (/** @type {any} */ wanted) =>
          this.model.offered.findIndex((other) => sameRun(other, wanted, initializers));
        const index = runs.findIndex((/** @type {any} */ other) => sameRun(other, run, initializers));
        if (index >= 0) {
          if (runs.length === 1)
            throw new RangeError('The last run cannot be switched off: switch another one on first.');
          this.#adopt(await this.#client.change('removeRun', index));
        } else {
          const before = runs.filter((/** @type {any} */ other) => place(other) < place(run)).length;
          this.#adopt(await this.#client.change('addRun', run, before));
        }
        await this.#ask(this.iteration, 0, false);
        this.model.lagging = this.model.frame?.behind ?? 0;
      },
      false,
    );
  }

  /** @param {number} speed iterations per second */
  setSpeed(speed) {
    this.model.speed = speed;
    this.model.pace = null;
    this.#carry = 0;
    this.#changed('model');
  }

  /** @param {boolean} visible off-screen a lab asks for nothing */
  setVisible(visible) {
    this.#visible = visible;
    this.#lastAsked = 0;
    this.#wake();
  }

  /** Samples per side of a picture at rest. @param {number} size */
  setPictureSize(size) {
    if (Math.abs(size - this.#fineSize) < 8) return;
    this.#fineSize = size;
    this.#lack = Math.max(this.#lack, 1);
    this.model.settled = false;
    this.#wake();
  }

  /** Starts the engine anew, opens the experiment as it was, and goes to the iteration that had been reached. */
  restart() {
    const { experiment, preset } = this.model;
    const reached = this.model.mode === 'return' ? this.model.target : this.iteration;
    this.#client.abandon();
    this.#generation += 1;
    this.#flush(new EngineFailure('worker-died', 'The engine was restarted.'));
    this.#open = false;
    Object.assign(this.model, { phase: 'loading', failure: null, silent: false, mode: 'rest', settled: false });
    this.#changed('model');
    return this.load(experiment ?? { preset: preset?.name }, { keepOffered: true, iteration: reached });
  }

  /** Ends what the lab is doing and frees its memory. It can be loaded again. */
  close() {
    this.#generation += 1;
    this.#flush(new Stale('closed'));
    this.#client.close();
    this.#client = new LabClient(this.#died);
    this.#open = false;
    Object.assign(this.model, { mode: 'rest', settled: false });
  }

  #rest() {
    Object.assign(this.model, { mode: 'rest', pace: null });
    this.#changed('model');
    this.#wake();
  }

  /** @param {Mode} mode @param {number} target @param {number} [origin] */
  #move(mode, target, origin = this.iteration) {
    Object.assign(this.model, { mode, target, origin, pace: null, settled: false });
    this.#carry = 0;
    this.#lastAsked = 0;
    this.#paced = { at: 0, iteration: 0 };
    this.#changed('model');
    this.#start();
    this.#wake();
  }

  /** @param {string} key @param {import('./engine/client.js').Change} change @param {...any} values */
  #change(key, change, ...values) {
    return this.#do(key, async () => {
      this.#adopt(await this.#client.change(change, ...values));
      await this.#ask(0, 0, false);
    });
  }

  /**
   * Queues work for the engine. Work that still waits is replaced by newer work of the same kind, if the newest is all that counts.
   * @param {string} key @param {() => Promise<any>} work @param {boolean} [newestCounts]
   * @returns {Promise<any>}
   */
  #do(key, work, newestCounts = true) {
    const waiting = newestCounts ? this.#queue.find((entry) => entry.key === key) : undefined;
    if (waiting) {
      waiting.work = work;
      return waiting.promise;
    }
    let [resolve, reject] = [(/** @type {any} */ _) => {}, (/** @type {any} */ _) => {}];
    const promise = new Promise((yes, no) => {
      [resolve, reject] = [yes, no];
    });
    promise.catch(() => {}); // whoever awaits it sees the error all the same
    this.#queue.push({ key, work, resolve, reject, promise });
    this.#start();
    this.#wake();
    return promise;
  }

  /** @param {Error} error */
  #flush(error) {
    for (const { reject } of this.#queue.splice(0)) reject(error);
    this.#wake();
  }

  #moving() {
    return this.model.mode !== 'rest' || (this.model.frame?.behind ?? 0) > 0;
  }

  /** One loop per player, for as long as it lives; it sleeps while there is nothing to do. */
  async #start() {
    if (this.#looping) return;
    this.#looping = true;
    for (;;) {
      const generation = this.#generation;
      const next = this.#queue.shift();
      try {
        if (next) {
          await next.work().then(next.resolve, (error) => {
            next.reject(error);
            throw error;
          });
        } else if (!this.#open || !this.#visible || (!this.#moving() && this.#lack === 0)) await this.#sleep();
        else if (document.hidden) await Promise.race([this.#sleep(), new Promise(requestAnimationFrame)]);
        else await this.#frame();
      } catch (error) {
        if (generation === this.#generation) this.#failed(error);
      }
    }
  }

  #sleep() {
    return new Promise((resolve) => {
      this.#wake = () => resolve(undefined);
    });
  }

  /** What kept the lab from opening. @param {string} reason @param {string} message */
  fail(reason, message) {
    Object.assign(this.model, {
      phase: 'failed',
      failure: { reason, message },
      mode: 'rest',
      silent: false,
      settled: false,
    });
    this.#changed('failure');
  }

  /** @param {any} error */
  #failed(error) {
    if (error instanceof Stale) return;
    if (error instanceof EngineFailure) {
      if (this.model.failure && this.model.phase === 'failed') return; // told twice: by the engine, and by what was asked of it
      this.#open = false;
      this.#flush(error);
      this.fail(error.reason, error.message);
    } else if (!this.#open) {
      this.fail(error instanceof RangeError || error instanceof TypeError ? 'experiment' : 'unknown', error.message);
    }
  }

  async #frame() {
    const { model } = this;
    if (!this.#moving()) {
      await this.#ask(this.iteration, 0, this.#lack === 1);
      return;
    }
    const now = performance.now();
    let until = model.target;
    if (model.mode === 'rest') until = this.iteration;
    if (model.mode === 'play' && Number.isFinite(model.speed)) {
      this.#carry += model.speed * Math.min(0.1, this.#lastAsked ? (now - this.#lastAsked) / 1000 : 1 / 60);
      until = Math.min(until, this.iteration + Math.floor(this.#carry));
      this.#carry -= Math.floor(this.#carry);
    }
    const interval = this.#lastAsked ? now - this.#lastAsked : 0;
    this.#lastAsked = now;
    if (until <= this.iteration && model.mode === 'play' && until < model.target && !model.frame?.behind) {
      await drawn();
      return;
    }
    await this.#ask(
      until,
      model.mode === 'play' ? Math.min(RUN_BUDGET, Math.max(ANIMATION_BUDGET, BUDGET_SHARE * interval)) : RUN_BUDGET,
      false,
    );
    this.#measurePace();
    if (model.mode !== 'rest' && this.iteration >= model.target && this.#queue.length === 0) {
      const { mode } = model;
      this.#rest();
      if (mode !== 'return' && this.iteration >= this.goal) this.#changed('finish');
    }
  }

  /**
   * Asks for a frame and hands it on when the browser is about to draw.
   * @param {number} until @param {number} budget @param {boolean} fine
   */
  async #ask(until, budget, fine) {
    const generation = this.#generation;
    const { model } = this;
    const picture = this.#visible
      ? { bounds: model.bounds, ...(fine ? { size: this.#fineSize, products: FINE_PRODUCTS } : COARSE) }
      : null;
    const size = this.#fineSize;
    const watch = setTimeout(() => {
      if (generation !== this.#generation) return;
      model.silent = true;
      this.#changed('model');
    }, SILENCE);
    try {
      const frame = await this.#client.frame({ until, budget, picture });
      await drawn();
      if (generation !== this.#generation) throw new Stale();
      model.frame = frame;
      this.#lack = !picture ? 2 : fine && size === this.#fineSize ? 0 : 1;
      model.settled = this.#lack === 0 && !this.#moving();
      if (frame.behind === 0) model.lagging = 0;
    } finally {
      clearTimeout(watch);
      model.silent = false;
    }
    this.#changed('frame');
  }

  #measurePace() {
    const { model } = this;
    const now = performance.now();
    if (model.mode === 'rest') return;
    if (this.#paced.at === 0) this.#paced = { at: now, iteration: this.iteration };
    else if (now - this.#paced.at > 500) {
      model.pace = ((this.iteration - this.#paced.iteration) / (now - this.#paced.at)) * 1000;
      this.#paced = { at: now, iteration: this.iteration };
    }
  }
}

/** The next time the browser draws, or soon after where it does not (a hidden tab), so that nothing waits for ever. */
function drawn() {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 250);
    requestAnimationFrame(() => {
      clearTimeout(late);
      resolve(undefined);
    });
  });
}
