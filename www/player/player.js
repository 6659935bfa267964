/**
 * Controls a lab: at rest, playing, stepping, running to its end, or returning to its iteration after a restart. Asks
 * the engine for one thing at a time: a change first, else a frame. While one is drawn, the next is computed. No DOM.
 */
import { EngineFailure, Stale } from '../engine/failure.js';
import { same } from '../experiment/object.js';
import { browserClock } from './clock.js';
import { rewind } from './edits.js';
import { FrameRequests } from './frame-requests.js';
import { LongWork } from './long-work.js';
import { Loop } from './loop.js';
import { emptyModel } from './model.js';
import { changedPart, isRefusal, openedPart } from './opening.js';
import { speedFor } from './speed.js';
import { atRest, next, resumption, targetOf } from './transport.js';
import { WorkQueue } from './work-queue.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./transport.js').Mode} Mode */
/** @typedef {import('./model.js').Client} Client */
/** @typedef {import('./opening.js').LoadHow} LoadHow */
/** @typedef {import('./model.js').What} What */

export class Player {
  model = emptyModel();
  #transport = atRest();
  #queue = new WorkQueue();
  #frames;
  #newClient;
  #clock;
  #changed;
  /** @type {Client} */
  #client;
  /** The experiment whose opening failed or is pending while no lab is open. @type {{ experiment: any, how: LoadHow } | null} */
  #asked = null;
  #byUser = false;
  /** @type {EngineFailure | null} */
  #told = null;
  #loop = new Loop(() => this.#turn());
  #open = false;
  #visible = false;
  /** Counts restarts. Answers to requests before a restart are discarded. */
  #generation = 0;
  #opening = false;
  #long;

  /**
   * @param {(what: What, byUser: boolean) => void} changed
   * @param {(died: (failure: EngineFailure) => void) => Client} newClient  makes the engine's side of a lab
   * @param {import('./clock.js').Clock} [clock]
   */
  constructor(changed, newClient, clock = browserClock) {
    this.#changed = (/** @type {What} */ what) => changed(what, this.#queue.byUser);
    this.#newClient = () => newClient((failure) => this.#failed(failure));
    this.#clock = clock;
    this.#client = this.#newClient();
    const common = { model: this.model, clock, client: () => this.#client, tell: this.#tell.bind(this) };
    this.#long = new LongWork({ ...common, open: () => this.#open });
    this.#frames = new FrameRequests({
      ...common,
      progress: this.#long.progress,
      transport: () => this.#transport,
      visible: () => this.#visible,
      generation: () => this.#generation,
      // The engine would refuse the same frame again, so asking stops.
      lost: () => (this.#open = false),
      shown: ({ iteration, lastIteration, behind, measured }) => {
        this.#on({ type: 'shown', iteration, goal: lastIteration, behind });
        this.model.settled = this.#isSettled();
        this.#changed(measured ? 'frame' : 'picture');
      },
    });
  }

  get iteration() {
    return this.model.frame?.iteration ?? 0;
  }

  /** Whether the reported experiment was opened as a whole, not edited. */
  get opening() {
    return this.#opening;
  }

  /** @param {Partial<Model>} part */
  #tell(part) {
    Object.assign(this.model, part);
    this.#changed('model');
  }

  /** Marks changes requested in `work` as the user's. @template T @param {() => T} work @returns {T} */
  asUser(work) {
    this.#byUser = true;
    try {
      return work();
    } finally {
      this.#byUser = false;
    }
  }

  /**
   * Opens an experiment: complete, or `{ preset, ...overrides }`. A refused one leaves the open experiment unchanged.
   * @param {any} experiment  or a function that returns it, or a promise of it, from the current one
   * @param {LoadHow} [how]
   */
  load(experiment, how = {}) {
    this.#on({ type: 'load-asked' });
    const { commands } = this.#transport;
    this.#long.leaveFor(Boolean(how.keepOffered));
    return this.#do('load', async () => {
      this.#opening = !how.keepOffered;
      try {
        if (!this.#open) this.#asked = { experiment, how };
        const generation = this.#generation;
        const made = await (typeof experiment === 'function' ? experiment(this.model.experiment) : experiment);
        if (generation !== this.#generation) throw new Stale();
        if (!this.#open) this.#asked = { experiment: made, how };
        await this.#openExperiment(made, commands, how);
      } finally {
        this.#opening = false;
      }
    });
  }

  /** @param {any} experiment @param {number} commands given before @param {LoadHow & { keepBounds?: boolean }} how */
  async #openExperiment(experiment, commands, how) {
    const { keepOffered = false, keepBounds = false, iteration = 0 } = how;
    const generation = this.#generation;
    await this.#long.open(experiment, how, async ({ asked, opened }) => {
      if (generation !== this.#generation) throw new Stale();
      const presetName = asked.preset ?? how.preset ?? (keepOffered ? this.model.preset?.name : undefined);
      const part = openedPart(this.model, opened, { presetName, keepOffered, keepBounds });
      Object.assign(this.model, part, { phase: 'ready', failure: null, lagging: 0, pace: null });
      this.#on({ type: 'opened', commands, returnTo: iteration, goal: opened.lastIteration });
      const first = !this.#open || this.#long.unseen;
      this.#open = this.#long.unseen = true;
      this.#frames.contents.forgetColours();
      this.#adopt(opened);
      await this.#frames.ask();
      this.#long.unseen = false;
      if (first) this.#changed('load');
      if (iteration > 0) this.#on({ type: 'return', to: iteration });
    });
  }

  /** @param {import('../engine/client.js').Changed} changed */
  #adopt(changed) {
    const differs = !same(this.model.experiment, changed.experiment);
    Object.assign(this.model, changedPart(this.model, changed));
    this.#on({ type: 'goal', goal: changed.lastIteration });
    this.#frames.contents.renew();
    if (differs) this.#changed('experiment');
  }

  /**
   * Queues an edit of the open experiment.
   * @param {import('./edits.js').Edit} edit @returns {Promise<any>} the edit's answer
   * @throws {Superseded} if newer work replaced it @throws {Error} if the engine refuses it
   */
  apply({ key, make, newestCounts = false, rests = false, goesOn = false }) {
    const { model } = this;
    const { mode } = model;
    if (rests) this.#on({ type: 'rest' });
    const { commands } = this.#transport;
    if (key === 'load') this.#long.leaveFor(true);
    const done = this.#do(
      key,
      async () => {
        const generation = this.#generation;
        const made = await make(model, (change, ...values) => this.#client.change(change, ...values));
        if (generation !== this.#generation) throw new Stale();
        const { changed, reopen, keepBounds } = made;
        if (reopen) await this.#openExperiment(reopen, commands, { keepOffered: true, keepBounds });
        if (changed) {
          const { offered = model.offered, chosen = model.chosen } = made;
          Object.assign(model, { offered, chosen });
          this.#adopt(changed);
          await this.#frames.ask();
          if (made.catchesUp) model.lagging = model.frame?.behind ?? 0;
        }
        return made.answer;
      },
      newestCounts,
    );
    if (goesOn && (mode === 'play' || mode === 'end')) this.#move(mode);
    return done;
  }

  /** Splits the indices of points into training and test points. @type {Client['split']} */
  split(...values) {
    return this.#client.split(...values);
  }

  /** A seed that nobody chose, from the engine: a whole number from 0 to 4294967295. @returns {Promise<number>} */
  randomSeed() {
    return this.#client.randomSeed();
  }

  /**
   * Exact data of each run at the iteration reached when the engine is asked, after work queued earlier. In a moving
   * lab this lies between two frames. Readings in a row have the same iteration; runs that catch up have their own.
   * @template {import('../engine/read.js').Reading} What
   * @param {What} what @param {import('../engine/read.js').Values<What>} values
   * @returns {Promise<import('../engine/read.js').Answer<What>>}
   */
  read(what, ...values) {
    return this.#do('read', async () => {
      if (!this.#open) throw new Stale('There is no lab to read from: it was closed, or could not be opened.');
      const answer = await this.#client.read(what, values);
      if (answer) return answer;
      await this.#frames.ask(); // finds out which runs must be trained again, and starts their catch-up
      throw new Error('A worker that trained some of the runs has ended. They are trained again: ask once they are.');
    });
  }

  play() {
    this.#move('play');
  }

  pause() {
    this.#on({ type: 'pause' });
  }

  /**
   * Pauses. Returns a function that resumes; null if nothing was moving, or while the lab is returning after a restart.
   * @returns {(() => void) | null}
   */
  suspend() {
    const resumed = resumption(this.#transport);
    if (!resumed) return null;
    this.pause();
    const { mode, to } = resumed;
    // Steps end where they would have: a pending frame or change may still move the lab before they go on.
    return () => (mode === 'steps' ? this.#move(mode, to, 0) : this.#move(mode));
  }

  /** @param {number} count */
  advance(count) {
    if (count > 0) this.#move('steps', count);
  }

  runToEnd() {
    this.#move('end');
  }

  /** Pauses and returns to iteration 0 with the same weights. @returns {Promise<void>} */
  rewind() {
    return this.apply(rewind);
  }

  /** @param {Mode} mode @param {number} [count] of iterations to go on by @param {number} [from]  counted from there */
  #move(mode, count = 0, from) {
    const { phase } = this.model;
    const opens = phase === 'loading' && (this.#queue.waits || this.#queue.works);
    if (phase !== 'ready' && !opens) return;
    this.#on({ type: 'move', mode, count, from });
    this.#loop.start();
  }

  /** @param {import('./transport.js').Event} event */
  #on(event) {
    const { state, effects } = next(this.#transport, event);
    this.#transport = state;
    Object.assign(this.model, { mode: state.mode, target: targetOf(state) });
    if (effects.includes('depart')) this.#frames.depart();
    if (effects.includes('tell')) this.#tell({ pace: null, settled: this.#isSettled() });
    if (effects.includes('finish')) this.#changed('finish');
    if (effects.length > 0) this.#loop.wake();
    return effects;
  }

  /** Starts the requested movement after all changes requested before it. */
  async #begin() {
    if (!this.#on({ type: 'begin' }).includes('rewind')) return;
    this.#adopt(await this.#client.change('rewind'));
    await this.#frames.ask();
    this.#on({ type: 'rewound' });
  }

  /** @param {number} speed  iterations per second; that of the number of iterations follows it again */
  setSpeed(speed) {
    this.#frames.changeSpeed();
    this.#tell({ speed, speedChosen: speed !== speedFor(this.model.lastIteration), pace: null });
  }

  /** @param {boolean} visible off-screen a lab asks for nothing */
  setVisible(visible) {
    this.#visible = visible;
    this.#frames.interrupt();
    this.#look();
  }

  /** @param {import('./frame-contents.js').Wanted} wanted  the contents of frames from now on; omitted ones stay the same */
  show(wanted) {
    if (wanted.inside === null && this.model.frame) this.model.frame.inside = null;
    if (this.#frames.contents.want(wanted)) this.#look();
  }

  /** Requests a new frame because the wanted contents have changed. */
  #look() {
    this.#settle();
    this.#loop.wake();
  }

  /** Restarts the engine, and reopens the experiment at the iteration reached, or what was open before. @param {boolean} [toBefore] */
  restart(toBefore = false) {
    if (toBefore && this.#long.stay()) return undefined;
    const { experiment, preset, mode, target, before } = this.model;
    const reached = mode === 'return' ? target : this.iteration;
    this.#client.abandon();
    this.#told = null;
    this.#stop(new EngineFailure('worker-died', 'The engine was restarted.'));
    this.#tell({ phase: 'loading', failure: null, silent: false });
    if (toBefore && before) return this.load(before.experiment, before.how);
    if (!experiment && this.#asked) return this.load(this.#asked.experiment, this.#asked.how);
    return this.load(experiment ?? { preset: preset?.name }, { keepOffered: true, iteration: reached });
  }

  /** Stops the lab and frees its memory. It can be loaded again. */
  close() {
    this.#stop(new Stale('The lab was closed.'));
    this.#client.close();
    this.#client = this.#newClient();
  }

  /** @param {Error} error  rejects the waiting work */
  #stop(error) {
    this.#generation += 1;
    this.#frames.drop();
    this.#open = false;
    this.#queue.flush(error);
    this.#loop.wake();
    this.#on({ type: 'stopped' });
    this.model.settled = false;
  }

  /** Reports why the lab could not open. @param {string} reason @param {string} message */
  fail(reason, message) {
    this.#on({ type: 'stopped' });
    Object.assign(this.model, { phase: 'failed', failure: { reason, message }, silent: false, settled: false });
    this.#changed('failure');
  }

  /** @param {any} error */
  #failed(error) {
    if (error instanceof Stale) return;
    if (error instanceof EngineFailure) {
      this.#open = false;
      this.#queue.flush(error);
      this.#loop.wake();
      if (this.#told !== error) this.fail(error.reason, error.message);
      this.#told = error; // the engine and a failed request may both report it
    } else if (!this.#open) {
      this.fail(isRefusal(error) ? 'experiment' : 'unknown', error.message);
    }
  }

  /** @param {string} key @param {() => Promise<any>} work @param {boolean} [newestCounts] */
  #do(key, work, newestCounts = false) {
    const promise = this.#queue.add(key, work, { newestCounts, byUser: this.#byUser });
    this.#settle();
    this.#loop.start();
    this.#loop.wake();
    return promise;
  }

  get #moves() {
    return this.#transport.mode !== 'rest' || (this.model.frame?.behind ?? 0) > 0;
  }

  #isSettled() {
    const busy = this.#queue.works || this.#queue.waits || this.#frames.busy;
    return (
      this.#open && this.model.phase === 'ready' && !this.#frames.contents.lacks(this.#visible) && !busy && !this.#moves
    );
  }

  #settle() {
    const settled = this.#isSettled();
    if (settled !== this.model.settled) this.#tell({ settled });
  }

  /** One turn of the loop: finishes the pending frame if something else waits, then handles changes, commands and frames. */
  async #turn() {
    const generation = this.#generation;
    let changes = false;
    try {
      if (this.#frames.ahead && (this.#queue.waits || this.#transport.command || !this.#moves)) await this.#frame();
      changes = this.#queue.waits;
      if (changes) await this.#queue.perform();
      else if (!this.#open || !this.#visible) await this.#loop.sleep();
      else if (!this.#moves && !this.#frames.contents.lacks(true)) await this.#loop.sleep();
      else if (this.#clock.hidden()) await Promise.race([this.#loop.sleep(), this.#clock.seen()]);
      else if (this.#transport.command) await this.#begin();
      else await this.#frame();
    } catch (error) {
      if (!changes && !(error instanceof Stale) && generation === this.#generation) this.#open = false;
      if (generation === this.#generation) this.#failed(error);
    }
    this.#settle();
  }

  async #frame() {
    const frames = this.#frames;
    if (!frames.ahead && !this.#moves) return frames.ask(this.#frames.contents.missing);
    if (frames.ahead || frames.goOn()) await frames.finish(() => this.#goesOn);
    else if (!this.#arrives()) return this.#clock.drawn();
    return this.#arrives();
  }

  /** Whether the next frame may follow directly. */
  get #goesOn() {
    const { mode, command } = this.#transport;
    return this.#visible && !this.#clock.hidden() && mode !== 'rest' && !command && !this.#queue.waits;
  }

  /** Whether the lab has reached the end of its movement. If so, applies the effects of that. */
  #arrives() {
    return this.#on({ type: 'arrive', waits: this.#queue.waits }).length > 0;
  }
}
