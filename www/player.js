/**
 * What a lab is doing: at rest, playing, stepping, running to its end, coming back after a restart. Asks the engine for one thing at a
 * time: a change that someone wants, else a frame if one is needed. No elements, no drawing.
 */
import { get, offer, places, same, sameRun, set } from './experiment.js';
import { EngineFailure, LabClient, Stale } from './engine/client.js';
import { encloses, squareBounds } from './charts/scales.js';
import { speedFor } from './speed.js';

/** @typedef {'rest' | 'play' | 'steps' | 'end' | 'return'} Mode */
/**
 * @typedef {object} Model  what the views show
 * @property {'loading' | 'ready' | 'failed'} phase
 * @property {{ reason: string, message: string } | null} failure
 * @property {any} catalogue
 * @property {any} preset         the catalogue's entry, with its complete experiment
 * @property {any} experiment
 * @property {any[]} described    name, formula, source and start of each run of the experiment
 * @property {number} lastIteration  where training ends: with the longest run
 * @property {any[]} offered      runs that can be switched on and off
 * @property {number[]} chosen    of each run of the experiment, its place among those offered
 * @property {import('./engine/client.js').Opened['points'] | null} points
 * @property {import('./charts/scales.js').Bounds} bounds
 * @property {import('./engine/client.js').Frame | null} frame
 * @property {Mode} mode
 * @property {number} target      where the mode ends
 * @property {number} lagging     updates that were missing when runs were last switched on
 * @property {number} speed       iterations per second; Infinity: as fast as it goes
 * @property {number | null} pace iterations per second reached
 * @property {boolean} silent     the engine has not answered for a while
 * @property {boolean} settled    the picture shows this state in full
 */

/** @typedef {{ follow: import('./engine/inside.js').InsideRequest['follow'] }} LookInside */
/**
 * @typedef {object} Work
 * @property {string} key
 * @property {() => Promise<any>} work
 * @property {boolean} byUser
 * @property {(value: any) => void} resolve
 * @property {(error: any) => void} reject
 * @property {Promise<any>} promise
 */

/** What was asked for was replaced, before it was begun, by newer work of the same kind. */
export class Superseded extends Error {}

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
  /** @type {Work[]} */
  #queue = [];
  /** @type {Work | null} */
  #working = null;
  #asking = false;
  #byUser = false;
  /** How the lab is to move, once the changes that were asked for before are made. @type {{ mode: Mode, count: number, at: number } | null} */
  #command = null;
  #commands = 0;
  /** How many commands had been given when a load was last asked for: it ends those. */
  #commandsBeforeLoad = 0;
  /** Where to stop, if that is before the last iteration. */
  #stop = Infinity;
  #origin = 0;
  /** @type {EngineFailure | null} */
  #told = null;
  #wake = () => {};
  #looping = false;
  #open = false;
  #visible = false;
  /** What the last picture lacks: 2 everything, 1 its detail, 0 nothing. */
  #lack = 2;
  #fineSize = 240;
  /** Whether to look inside the networks with each frame, and at which point's way. @type {LookInside | null} */
  #inside = null;
  /** Whether the inside shown is not that of this state. */
  #insideLacks = false;
  /** Iteration 0 of each run that was looked into, by what determines it. @type {Map<string, any>} */
  #starts = new Map();
  /** What each run offered was changed to: whoever asks for one meanwhile means that. @type {WeakMap<object, any>} */
  #became = new WeakMap();
  #carry = 0;
  #lastAsked = 0;
  #generation = 0;
  #paced = { at: 0, iteration: 0 };
  #changed;

  /** @param {(what: 'model' | 'load' | 'frame' | 'experiment' | 'finish' | 'failure', byUser: boolean) => void} changed */
  constructor(changed) {
    this.#changed = (/** @type {Parameters<typeof changed>[0]} */ what) =>
      changed(what, this.#working?.byUser ?? false);
    /** @type {Model} */
    this.model = {
      phase: 'loading',
      failure: null,
      catalogue: null,
      preset: null,
      experiment: null,
      described: [],
      lastIteration: 0,
      offered: [],
      chosen: [],
      points: null,
      bounds: { xMin: -1, xMax: 1, yMin: -1, yMax: 1 },
      frame: null,
      mode: 'rest',
      target: 0,
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

  /** Where training ends. */
  get goal() {
    return this.model.lastIteration;
  }

  /** Where the mode ends: it moves with the goal. */
  get #end() {
    return this.model.mode === 'rest' ? this.iteration : Math.min(this.#stop, this.goal);
  }

  /** Changes asked for in `work` are told of as the user's. @template T @param {() => T} work @returns {T} */
  asUser(work) {
    this.#byUser = true;
    try {
      return work();
    } finally {
      this.#byUser = false;
    }
  }

  /**
   * Opens an experiment: complete, or `{ preset, ...overrides }`. A refused one leaves what was open as it was.
   * @param {any} experiment
   * @param {{ keepOffered?: boolean, iteration?: number }} [how]  iteration: go there, as after a restart
   */
  load(experiment, { keepOffered = false, iteration = 0 } = {}) {
    const commands = (this.#commandsBeforeLoad = this.#commands);
    return this.#do('load', () => this.#load(experiment ?? {}, keepOffered, iteration, commands));
  }

  /** @param {any} experiment @param {boolean} keepOffered @param {number} iteration @param {number} commands given before @param {boolean} [keepBounds] */
  async #load(experiment, keepOffered, iteration, commands, keepBounds = false) {
    const { model } = this;
    model.catalogue ??= await this.#client.catalogue();
    const generation = this.#generation;
    const opened = await this.#client.open(experiment);
    if (generation !== this.#generation) throw new Stale();
    const { initializers, presets } = model.catalogue;
    const before = model.preset;
    model.preset =
      presets.find((/** @type {any} */ { name }) => name === (experiment.preset ?? before?.name)) ?? presets[0];
    if (model.preset !== before) model.speed = speedFor(model.preset.experiment.training.iterations);
    const { train, test } = opened.points;
    const known =
      model.points &&
      sameNumbers(model.points.train.points, train.points) &&
      sameNumbers(model.points.test.points, test.points);
    // The same points stay where they are, also when they were drawn in a picture wider than they alone would have.
    if (!known && !(keepBounds && encloses(model.bounds, train.points, test.points)))
      model.bounds = squareBounds(train.points, test.points);
    model.points = opened.points;
    const { runs } = opened.experiment;
    model.offered = offer(runs, presetRuns(model.preset), initializers, keepOffered ? model.offered : []);
    model.chosen = places(runs, model.offered, initializers);
    if (commands === this.#commands) this.#command = null;
    Object.assign(model, {
      phase: 'ready',
      failure: null,
      mode: this.#command?.mode ?? 'rest',
      target: 0,
      lagging: 0,
      pace: null,
      silent: false,
    });
    this.#stop = Infinity;
    const first = !this.#open;
    this.#open = true;
    this.#adopt(opened);
    await this.#ask(0, 0, false);
    if (first) this.#changed('load');
    if (iteration > 0 && model.mode === 'rest') {
      model.target = iteration;
      this.#move('return', iteration);
    }
  }

  /** @param {import('./engine/client.js').Changed} changed */
  #adopt({ experiment, lastIteration, runs }) {
    const differs = !same(this.model.experiment, experiment);
    Object.assign(this.model, { experiment, lastIteration, described: runs, settled: false });
    this.#lack = 2;
    this.#insideLacks = true;
    if (differs) this.#changed('experiment');
  }

  play() {
    this.#move('play');
  }

  pause() {
    if (this.model.mode !== 'rest') this.#rest();
  }

  /** @param {number} count */
  advance(count) {
    if (!(count > 0)) return;
    const waiting = this.#command;
    const adds = waiting?.mode === 'steps' && waiting.at > this.#commandsBeforeLoad;
    this.#move('steps', adds ? waiting.count + count : count);
  }

  runToEnd() {
    this.#move('end');
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

  /**
   * Anything else begins anew.
   * @param {string} path @param {any} value  or a function that makes it of the value then in force
   * @param {boolean} [keepBounds]  the pictures' edges stay where they are if the points are inside
   */
  setProperty(path, value, keepBounds = false) {
    this.#rest();
    const commands = this.#commands;
    return this.#do('load', async () => {
      const { experiment } = this.model;
      const before = get(experiment, path);
      const made = typeof value === 'function' ? value(before) : value;
      // A function that hands back what it was given has nothing to change.
      if (typeof value === 'function' && made === before) return;
      await this.#load(set(experiment, path, made), true, 0, commands, keepBounds);
    });
  }

  newSeed() {
    this.#rest();
    const { max } = this.model.catalogue?.fields.find((/** @type {any} */ { path }) => path === 'seed') ?? {};
    const commands = this.#commands;
    return this.#do('load', () => {
      const { experiment } = this.model;
      const next = experiment.seed + 1;
      const seed = next > (max ?? Number.MAX_SAFE_INTEGER) ? 0 : next;
      return this.#load({ ...experiment, seed }, true, 0, commands);
    });
  }

  /** Switches a run on or off. @param {any} run one of those offered */
  toggle(run) {
    return this.#do('toggle', async () => {
      const { model } = this;
      const { initializers } = model.catalogue;
      // A load that was asked for before may have offered the run anew, or no more.
      let place = model.offered.indexOf(this.latest(run));
      if (place < 0) [place] = places([run], model.offered, initializers);
      if (place < 0) place = model.offered.length;
      const index = model.chosen.indexOf(place);
      if (index >= 0) {
        if (model.chosen.length === 1)
          throw new RangeError('The last run cannot be switched off: switch another one on first.');
        const changed = await this.#client.change('removeRun', index);
        model.chosen = model.chosen.filter((_, k) => k !== index);
        this.#adopt(changed);
      } else {
        const before = model.chosen.filter((other) => other < place).length;
        const changed = await this.#client.change('addRun', run, before);
        if (place === model.offered.length) model.offered = [...model.offered, run];
        model.chosen = [...model.chosen.slice(0, before), place, ...model.chosen.slice(before)];
        this.#adopt(changed);
      }
      await this.#catchUp();
    });
  }

  /** What stands for a run that was offered: itself, or what was made of it since. @param {any} run */
  latest(run) {
    let found = run;
    while (this.#became.has(found)) found = this.#became.get(found);
    return found;
  }

  /** Where a run that was offered is in the experiment; -1 where it is not, or no more. @param {any} run */
  #indexOf(run) {
    return this.model.chosen.indexOf(this.model.offered.indexOf(this.latest(run)));
  }

  /**
   * Puts another run in a run's place; it catches up. As with the three that follow, nothing is done where the run is gone meanwhile.
   * @param {any} run  one of those offered @param {any} value  or a function that makes it of the run then in force
   */
  setRun(run, value) {
    return this.#do('run', async () => {
      const { model } = this;
      const index = this.#indexOf(run);
      const before = model.experiment.runs[index];
      const made = index >= 0 && typeof value === 'function' ? value(before) : value;
      if (index < 0 || made === before) return;
      const changed = await this.#client.change('setRun', index, made);
      const place = model.chosen[index];
      this.#became.set(model.offered[place], changed.experiment.runs[index]);
      model.offered = model.offered.with(place, changed.experiment.runs[index]);
      this.#adopt(changed);
      await this.#catchUp();
    });
  }

  /**
   * Adds a run behind another, or last; it catches up.
   * @param {any} value  or a function that makes it of the other run as it then is @param {any} [behind]  one of those offered
   */
  addRun(value, behind = null) {
    return this.#do('run', async () => {
      const { model } = this;
      const index = behind === null ? model.chosen.length - 1 : this.#indexOf(behind);
      if (behind !== null && index < 0) return;
      const at = index + 1;
      const made = typeof value === 'function' ? value(model.experiment.runs[index]) : value;
      const changed = await this.#client.change('addRun', made, at);
      model.offered = [...model.offered, changed.experiment.runs[at]];
      model.chosen = model.chosen.toSpliced(at, 0, model.offered.length - 1);
      this.#adopt(changed);
      await this.#catchUp();
    });
  }

  /** Removes a run for good, unless it is one of the preset's. @param {any} run one of those offered */
  removeRun(run) {
    return this.#do('run', async () => {
      const { model } = this;
      const index = this.#indexOf(run);
      if (index < 0) return;
      const changed = await this.#client.change('removeRun', index);
      const place = model.chosen[index];
      model.chosen = model.chosen.toSpliced(index, 1);
      if (!this.#isPresets(model.offered[place])) {
        model.offered = model.offered.toSpliced(place, 1);
        model.chosen = model.chosen.map((other) => (other > place ? other - 1 : other));
      }
      this.#adopt(changed);
      await this.#catchUp();
    });
  }

  /**
   * Moves a run up or down, unless it is at the end already.
   * @param {any} run  one of those offered @param {number} by  places @returns {Promise<number>} where it is then; -1: nowhere
   */
  moveRun(run, by) {
    return this.#do('run', async () => {
      const { model } = this;
      const from = this.#indexOf(run);
      const to = from + by;
      if (from < 0 || to < 0 || to >= model.chosen.length) return from;
      const changed = await this.#client.change('moveRun', from, to);
      const [place] = model.chosen.slice(from, from + 1);
      model.chosen = model.chosen.toSpliced(from, 1).toSpliced(to, 0, place);
      this.#adopt(changed);
      await this.#ask(this.iteration, 0, false);
      return to;
    });
  }

  /** @param {any} run */
  #isPresets(run) {
    const { preset, catalogue } = this.model;
    return presetRuns(preset).some((other) => sameRun(other, run, catalogue.initializers));
  }

  /** Shows a run that was switched on, before it catches up. */
  async #catchUp() {
    await this.#ask(this.iteration, 0, false);
    this.model.lagging = this.model.frame?.behind ?? 0;
  }

  /** The indices of points split into training and test points. @param {number} count @param {number} testShare @param {number} seed */
  split(count, testShare, seed) {
    return this.#client.split(count, testShare, seed);
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
    this.#settle();
    this.#wake();
  }

  /** Looks inside the networks with each frame from now on; null: no more, and nothing is measured. @param {LookInside | null} inside */
  setInside(inside) {
    this.#inside = inside;
    this.#insideLacks = true;
    if (!inside) this.#starts.clear();
    if (!inside && this.model.frame) this.model.frame.inside = null;
    this.#settle();
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
    this.#command = null;
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
    this.#command = null;
    Object.assign(this.model, { mode: 'rest', settled: false });
  }

  #rest() {
    this.#command = null;
    this.#stop = Infinity;
    Object.assign(this.model, { mode: 'rest', pace: null });
    this.#settle();
    this.#changed('model');
    this.#wake();
  }

  /** @param {Mode} mode @param {number} [count] of iterations to go on by, or to go to */
  #move(mode, count = 0) {
    const { model } = this;
    const opening = model.phase === 'loading' && (this.#queue.length > 0 || this.#working !== null);
    if (model.phase !== 'ready' && !opening) return;
    this.#commands += 1;
    this.#command = { mode, count, at: this.#commands };
    Object.assign(model, { mode, pace: null, settled: false });
    this.#changed('model');
    this.#start();
    this.#wake();
  }

  /** Begins to move as was asked, from where the changes asked for before have led. @param {{ mode: Mode, count: number }} command */
  async #begin({ mode, count }) {
    this.#command = null;
    if (mode === 'play' && this.iteration >= this.goal) {
      this.#adopt(await this.#client.change('rewind'));
      await this.#ask(0, 0, false);
      if (this.model.mode === 'rest' || this.#command) return;
    }
    // More steps go on from where the steps before them are to end.
    const from = Number.isFinite(this.#stop) ? Math.max(this.iteration, this.#end) : this.iteration;
    this.#stop = mode === 'return' ? count : mode === 'steps' ? from + count : Infinity;
    this.#origin = this.iteration;
    this.#carry = 0;
    this.#lastAsked = 0;
    this.#paced = { at: 0, iteration: 0 };
    this.model.target = this.#end;
    if (this.#end <= this.iteration) this.#rest();
    else this.#changed('model');
  }

  /** @param {string} key @param {import('./engine/client.js').Change} change @param {...any} values */
  #change(key, change, ...values) {
    return this.#do(
      key,
      async () => {
        this.#adopt(await this.#client.change(change, ...values));
        await this.#ask(0, 0, false);
      },
      change !== 'rewind',
    );
  }

  /**
   * Queues work for the engine: all of it is done, in order. Only where the newest is all that counts does it take the place of work of
   * its kind that waits just before it.
   * @param {string} key @param {() => Promise<any>} work @param {boolean} [newestCounts]
   * @returns {Promise<any>}
   */
  #do(key, work, newestCounts = false) {
    const last = this.#queue.at(-1);
    if (newestCounts && last?.key === key) {
      this.#queue.pop();
      last.reject(new Superseded(`${key}: something newer was asked for`));
    }
    let [resolve, reject] = [(/** @type {any} */ _) => {}, (/** @type {any} */ _) => {}];
    const promise = new Promise((yes, no) => {
      [resolve, reject] = [yes, no];
    });
    promise.catch(() => {}); // whoever awaits it sees the error all the same
    this.#queue.push({ key, work, byUser: this.#byUser, resolve, reject, promise });
    this.#settle();
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

  #isSettled() {
    const busy = this.#working !== null || this.#queue.length > 0 || this.#asking;
    return this.#open && this.model.phase === 'ready' && !this.#lacks() && !busy && !this.#moving();
  }

  #lacks() {
    return this.#lack > 0 || (this.#inside !== null && this.#insideLacks);
  }

  #settle() {
    const settled = this.#isSettled();
    if (settled === this.model.settled) return;
    this.model.settled = settled;
    this.#changed('model');
  }

  /** One loop per player, for as long as it lives; it sleeps while there is nothing to do. */
  async #start() {
    if (this.#looping) return;
    this.#looping = true;
    for (;;) {
      const generation = this.#generation;
      const next = this.#queue.shift();
      try {
        if (next) await this.#perform(next);
        else if (!this.#open || !this.#visible || (!this.#moving() && !this.#lacks())) await this.#sleep();
        else if (document.hidden) await Promise.race([this.#sleep(), new Promise(requestAnimationFrame)]);
        else if (this.#command) await this.#begin(this.#command);
        else await this.#frame();
      } catch (error) {
        if (!next && !(error instanceof Stale)) this.#open = false;
        if (generation === this.#generation) this.#failed(error);
      }
      this.#settle();
    }
  }

  /** @param {Work} next */
  async #perform(next) {
    this.#working = next;
    try {
      next.resolve(await next.work());
    } catch (error) {
      next.reject(error);
      throw error;
    } finally {
      this.#working = null;
    }
  }

  #sleep() {
    return new Promise((resolve) => {
      this.#wake = () => resolve(undefined);
    });
  }

  /** What kept the lab from opening. @param {string} reason @param {string} message */
  fail(reason, message) {
    this.#command = null;
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
      this.#open = false;
      this.#flush(error);
      if (this.#told !== error) this.fail(error.reason, error.message);
      this.#told = error; // by the engine, and by what was asked of it
    } else if (!this.#open) {
      this.fail(error instanceof RangeError || error instanceof TypeError ? 'experiment' : 'unknown', error.message);
    }
  }

  async #frame() {
    const { model } = this;
    if (!this.#moving()) {
      await this.#ask(this.iteration, 0, this.#lack === 1, this.#lack > 0);
      return;
    }
    const now = performance.now();
    const end = this.#end;
    let until = end;
    if (model.mode === 'play' && Number.isFinite(model.speed)) {
      this.#carry += model.speed * Math.min(0.1, this.#lastAsked ? (now - this.#lastAsked) / 1000 : 1 / 60);
      until = Math.min(until, this.iteration + Math.floor(this.#carry));
      this.#carry -= Math.floor(this.#carry);
    }
    const interval = this.#lastAsked ? now - this.#lastAsked : 0;
    this.#lastAsked = now;
    if (until <= this.iteration && model.mode === 'play' && until < end && !model.frame?.behind) {
      await drawn();
      return;
    }
    await this.#ask(
      until,
      model.mode === 'play' ? Math.min(RUN_BUDGET, Math.max(ANIMATION_BUDGET, BUDGET_SHARE * interval)) : RUN_BUDGET,
      false,
    );
    this.#measurePace();
    model.target = this.#end;
    if (model.mode === 'rest' || this.#command || this.#queue.length > 0 || this.iteration < this.#end) return;
    const finished = model.mode !== 'return' && this.iteration >= this.goal && this.iteration > this.#origin;
    this.#rest();
    if (finished) this.#changed('finish');
  }

  /**
   * Asks for a frame and hands it on when the browser is about to draw.
   * @param {number} until @param {number} budget @param {boolean} fine @param {boolean} [pictured]  false: the pictures stay as they are
   */
  async #ask(until, budget, fine, pictured = true) {
    const generation = this.#generation;
    const { model } = this;
    const picture =
      this.#visible && pictured
        ? { bounds: model.bounds, ...(fine ? { size: this.#fineSize, products: FINE_PRODUCTS } : COARSE) }
        : null;
    const size = this.#fineSize;
    const looking = this.#inside;
    const moves = until > this.iteration || (model.frame?.behind ?? 0) > 0;
    const keys = looking && this.#visible && (this.#insideLacks || moves) ? startKeys(model.experiment) : null;
    const inspect = looking &&
      keys && { bounds: model.bounds, follow: looking.follow, starts: keys.map((key) => !this.#starts.has(key)) };
    this.#asking = true;
    const watch = setTimeout(() => {
      if (generation !== this.#generation) return;
      model.silent = true;
      this.#changed('model');
    }, SILENCE);
    try {
      const frame = await this.#client.frame({ until, budget, picture, inspect });
      await drawn();
      if (generation !== this.#generation) throw new Stale();
      const inside = frame.inside && keys ? this.#withStarts(frame.inside, keys) : (model.frame?.inside ?? null);
      model.frame = {
        ...frame,
        fields: pictured ? frame.fields : (model.frame?.fields ?? null),
        inside: this.#inside && inside?.length === frame.runs.length ? inside : null,
        runs: frame.runs.map((run, k) => ({ ...model.described[k], ...run })),
      };
      model.lastIteration = frame.lastIteration;
      if (pictured) this.#lack = !picture ? 2 : fine && size === this.#fineSize ? 0 : 1;
      if (inspect && looking === this.#inside) this.#insideLacks = false;
      if (frame.behind === 0) model.lagging = 0;
    } catch (error) {
      // What refused a frame once refuses it again: to ask on would never end.
      if (!(error instanceof Stale) && generation === this.#generation) this.#open = false;
      throw error;
    } finally {
      clearTimeout(watch);
      model.silent = false;
      this.#asking = false;
    }
    model.settled = this.#isSettled();
    this.#changed('frame');
  }

  /** Iteration 0 beside what is now: measured once for a run, and kept while it is there. @param {import('./engine/inside.js').Inside[]} inside @param {string[]} keys */
  #withStarts(inside, keys) {
    const starts = inside.map(({ start }, k) => start ?? this.#starts.get(keys[k]) ?? null);
    this.#starts = new Map(starts.flatMap((start, k) => (start ? [[keys[k], start]] : [])));
    return inside.map((run, k) => ({ ...run, start: starts[k] }));
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

/** The runs that a preset opens with, and those that it has to switch on. @param {any} preset @returns {any[]} */
const presetRuns = ({ experiment, offers = [] }) => [...experiment.runs, ...offers];

/** What iteration 0 of each run is determined by. @type {WeakMap<object, string[]>} */
const keysOf = new WeakMap();

/** @param {any} experiment @returns {string[]} */
function startKeys(experiment) {
  let keys = keysOf.get(experiment);
  if (!keys) {
    const { dataset, network, seed, training, runs } = experiment;
    const common = JSON.stringify([dataset, network, seed, training.loss]);
    keys = runs.map((/** @type {any} */ run) => `${JSON.stringify({ ...run, label: undefined })} ${common}`);
    keysOf.set(experiment, /** @type {string[]} */ (keys));
  }
  return /** @type {string[]} */ (keys);
}

/** @param {Float64Array} a @param {Float64Array} b */
const sameNumbers = (a, b) => a.length === b.length && a.every((value, k) => value === b[k]);

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
