/**
 * What a lab is doing: at rest, playing, stepping, running to its end, coming back after a restart. Asks the engine for one thing at a
 * time: a change that someone wants, else a frame if one is needed. While it moves, the next frame is made as the last one is drawn, and
 * none beyond that. No elements, no drawing.
 */
import { EngineFailure, LabClient, MissingPart, Stale } from '../engine/client.js';
import { encloses, squareBounds } from '../charts/scales.js';
import { COARSE, COARSE_PIXELS, FINE, FrameBudget, SpareBuffers } from './frames.js';
import { offer, places, presetRuns, same } from '../experiment/object.js';
import { speedFor } from './speed.js';

/** @typedef {'rest' | 'play' | 'steps' | 'end' | 'return'} Mode */
/**
 * @typedef {object} Model  what the views show
 * @property {'loading' | 'ready' | 'failed'} phase
 * @property {{ reason: string, message: string } | null} failure
 * @property {any} catalogue      while the first preset is open, as it stands: what that needs of it, at least
 * @property {any} preset         the catalogue's entry, with its complete experiment
 * @property {any} experiment
 * @property {any[]} described    name, formula, source and start of each run of the experiment
 * @property {number} lastIteration  where training ends: with the longest run
 * @property {any[]} offered      runs that can be switched on and off
 * @property {number[]} chosen    of each run of the experiment, its place among those offered
 * @property {import('../engine/client.js').Opened['points'] | null} points
 * @property {import('../charts/scales.js').Bounds} bounds
 * @property {Shown | null} frame
 * @property {Mode} mode
 * @property {number} target      where the mode ends
 * @property {number} lagging     updates that were missing when runs were last switched on
 * @property {number} speed       iterations per second; Infinity: as fast as it goes
 * @property {number | null} pace iterations per second reached
 * @property {boolean} silent     the engine has not answered for a while
 * @property {string | null} missing  why a part of the engine did not come
 * @property {boolean} settled    the picture shows this state in full
 */

/**
 * @typedef {object} Shown  a frame as it is shown
 * @property {number} iteration
 * @property {number} lastIteration
 * @property {number} behind
 * @property {number} learningRate
 * @property {any[]} runs  measured and described; while the lab moves, a tenth of a second ago
 * @property {number} measuredAt  the iteration that they are of
 * @property {import('../engine/frame.js').Measured['costs']} costs  as of the runs
 * @property {import('../charts/surface.js').Field[] | null} fields
 * @property {Uint32Array | null} colours  in which the fields are coloured
 * @property {import('../engine/inside.js').Inside[] | null} inside
 */

/**
 * @typedef {object} LoadHow
 * @property {boolean} [keepOffered]  it is made of what was open, and keeps its preset
 * @property {string} [preset]  whose it is, where the experiment names none; the nearest one unless given
 * @property {number} [iteration]  go there, as after a restart
 * @property {(error: Error) => any} [amend]  what to open in place of an experiment that is refused, or a promise of it; null: nothing
 */
/** @typedef {{ follow: import('../engine/inside.js').InsideRequest['follow'] }} LookInside */
/**
 * @typedef {object} Work
 * @property {string} key
 * @property {() => Promise<any>} work
 * @property {boolean} byUser
 * @property {(value: any) => void} resolve
 * @property {(error: any) => void} reject
 * @property {Promise<any>} promise
 */

/** @typedef {'model' | 'load' | 'frame' | 'picture' | 'experiment' | 'finish' | 'failure'} What  picture: a frame that was not measured */
/**
 * @typedef {object} Ahead
 * @property {Promise<import('../engine/frame.js').Frame>} answer
 * @property {boolean} pictured
 * @property {boolean} fine
 * @property {number} size  samples per side of a fine picture
 * @property {import('../engine/frame.js').FrameRequest['picture']} picture
 * @property {Uint32Array | null} colours
 * @property {LookInside | null} looking
 * @property {string[] | null} keys  of the runs that are looked into
 */

/** What was asked for was replaced, before it was begun, by newer work of the same kind. */
export class Superseded extends Error {}

const SILENCE = 4000;

export class Player {
  #died = (/** @type {EngineFailure} */ failure) => this.#failed(failure);
  #client = new LabClient(this.#died);
  /** What was to be opened when nothing was open. @type {{ experiment: any, how: LoadHow } | null} */
  #asked = null;
  /** Somebody is about to use the lab; what that takes is there, or on its way. */
  #wanted = false;
  #prepared = false;
  /** How much waits for what comes late. */
  #held = 0;
  /** The catalogue's fields, all of them, once what changes them has come. @type {{ fields?: any[] }} */
  #table = {};
  /** The whole catalogue is there, or on its way. @type {Promise<void> | null} */
  #complete = null;
  /** @type {Work[]} */
  #queue = [];
  /** @type {Work | null} */
  #working = null;
  /** The frame that was asked for. @type {Ahead | null} */
  #ahead = null;
  /** An answer has come and waits to be drawn. */
  #drawing = false;
  #budget = new FrameBudget();
  #spare = new SpareBuffers();
  /** Colours of pictures, and those that the engine knows of. @type {Uint32Array | null} */
  #colours = null;
  /** @type {Uint32Array | null} */
  #coloursSent = null;
  /** How far the engine has come, which is as far as its last answer or further. */
  #reached = { iteration: 0, behind: 0 };
  #byUser = false;
  /** How the lab is to move, once the changes that were asked for before are made. @type {{ mode: Mode, count: number, at: number } | null} */
  #command = null;
  /** How it moves once it is back where it was. @type {{ mode: Mode, count: number } | null} */
  #next = null;
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
  /** A plot's side: samples of a picture at rest, and pixels of the page. */
  #side = { fine: 240, span: 240 };
  #pictures = true;
  /** Whether to look inside the networks with each frame, and at which point's way. @type {LookInside | null} */
  #inside = null;
  /** Whether the inside shown is not that of this state. */
  #insideLacks = false;
  /** Iteration 0 of each run that was looked into, by what determines it. @type {Map<string, any>} */
  #starts = new Map();
  #carry = 0;
  #lastAsked = 0;
  #generation = 0;
  /** Whether what is opened now is another experiment, not a change of the one that was open. */
  #opening = false;
  #paced = { at: 0, iteration: 0 };
  #changed;

  #late;
  /** What changes the experiment that is open; there with what comes late. @type {import('./edits.js').Edits | null} */
  edits = null;

  /**
   * @param {(what: What, byUser: boolean) => void} changed
   * @param {() => Promise<typeof import('../element/hands.js') | null>} [late]  fetches what an experiment takes that is no preset, and any change
   */
  constructor(changed, late = () => import('../element/hands.js')) {
    this.#late = late;
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
      missing: null,
      settled: false,
    };
  }

  get iteration() {
    return this.model.frame?.iteration ?? 0;
  }

  /** Whether the experiment that is told of was opened whole, not made of the one before. */
  get opening() {
    return this.#opening;
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

  /** Somebody is about to use the lab: what the first change needs is fetched ahead of it. */
  prepare() {
    this.#wanted = true;
    if (!this.#open || this.#prepared) return;
    this.#prepared = true;
    Promise.all([this.#client.prepare(), this.completeCatalogue()]).catch(() => {
      this.#prepared = false; // who changes something will be told why
    });
  }

  /** Fetches what is not known of the catalogue: before anything but the first preset, as it stands, is shown. */
  completeCatalogue() {
    this.#complete ??= this.#fetchCatalogue().catch((error) => {
      this.#complete = null;
      throw error;
    });
    return this.#complete;
  }

  async #fetchCatalogue() {
    const { model } = this;
    model.catalogue = await this.#client.catalogue();
    model.preset &&= model.catalogue.presets.find((/** @type {any} */ { name }) => name === model.preset.name);
    this.#changed('model');
  }

  /** Fetches what had not come. */
  async fetchPart() {
    try {
      await this.late();
      await Promise.all([this.#client.prepare(), this.completeCatalogue()]);
      this.#hasParts();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** What comes late, or what is said where it does not. */
  async late() {
    const hands = await this.#late();
    if (!hands) throw new MissingPart('fetch', 'What changes the lab could not be loaded. Check the connection.');
    this.take(hands);
    return hands;
  }

  /** The same, where nothing else tells of it: null where it does not come. */
  async hands() {
    try {
      return await this.late();
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  /** What comes late has come. @param {typeof import('../element/hands.js')} hands */
  take({ Edits, fields }) {
    this.#table = { fields };
    if (this.model.catalogue) Object.assign(this.model.catalogue, this.#table);
    return (this.edits ??= new Edits(this.editing));
  }

  /** Something was asked for that waits for what comes late, or no longer does: till then the lab is not settled. @param {1 | -1} by */
  hold(by) {
    this.#held += by;
    this.#settle();
  }

  /** All parts are there. */
  #hasParts() {
    if (this.model.missing === null) return;
    this.model.missing = null;
    this.#insideLacks = true;
    this.#changed('model');
    this.#settle();
    this.#wake();
  }

  /**
   * Opens an experiment: complete, or `{ preset, ...overrides }`. A refused one leaves what was open as it was.
   * @param {any} experiment  or a function that makes it of the one then in force, or promises it
   * @param {LoadHow} [how]
   */
  load(experiment, { keepOffered = false, preset, iteration = 0, amend } = {}) {
    const commands = (this.#commandsBeforeLoad = this.#commands);
    const work = async () => {
      this.#opening = !keepOffered;
      try {
        const how = { keepOffered, preset, amend };
        if (!this.#open) this.#asked = { experiment, how };
        const generation = this.#generation;
        const made = await (typeof experiment === 'function' ? experiment(this.model.experiment) : experiment);
        if (generation !== this.#generation) throw new Stale();
        if (!this.#open) this.#asked = { experiment: made, how };
        await this.#load(made, keepOffered, iteration, commands, false, amend, preset);
      } finally {
        this.#opening = false;
      }
    };
    return this.#do('load', work);
  }

  /**
   * Opens an experiment, or what is to be opened where it is refused.
   * @param {any} experiment @param {LoadHow['amend']} amend
   */
  async #openOr(experiment, amend) {
    for (let asked = experiment; ;) {
      try {
        return { asked, opened: await this.#client.open(asked) };
      } catch (error) {
        const other = isRefusal(error) ? await amend?.(/** @type {Error} */ (error)) : null;
        if (!other) throw error;
        asked = other;
      }
    }
  }

  /** @param {any} experiment @param {boolean} keepOffered @param {number} iteration @param {number} commands given before @param {boolean} [keepBounds] @param {LoadHow['amend']} [amend] @param {string} [presetName] */
  async #load(experiment, keepOffered, iteration, commands, keepBounds = false, amend, presetName) {
    const { model } = this;
    const generation = this.#generation;
    // Before what comes late is there, nothing but presets as they stand has been opened: they are opened again by their names.
    const wanted = experiment === model.experiment && !this.edits ? { preset: model.preset.name } : experiment;
    const late = isPreset(wanted) ? null : this.late();
    // What is open stays as it is where that does not come.
    if (this.#open) await late;
    if (generation !== this.#generation) throw new Stale();
    // All are asked for at once, which saves ways there and back before the first picture.
    const [, { asked, opened }] = await Promise.all([
      model.catalogue ?? this.#client.outline().then((known) => (model.catalogue ??= { ...known, ...this.#table })),
      this.#openOr(wanted, amend),
      late,
    ]);
    const named = asked.preset ?? presetName ?? (keepOffered ? model.preset?.name : undefined);
    const [known] = model.catalogue.presets;
    const isKnown = same(opened.experiment, known.experiment);
    if ((named ?? known.name) !== known.name || !isKnown) await this.completeCatalogue();
    if (generation !== this.#generation) throw new Stale();
    const { catalogue } = model;
    const { initializers, presets } = catalogue;
    const before = model.preset;
    model.preset =
      presets.find((/** @type {any} */ { name }) => name === (named ?? (isKnown ? known.name : undefined))) ??
      (await this.late()).nearestPreset(opened.experiment, catalogue);
    if (model.preset !== before) model.speed = speedFor(model.preset.experiment.training.iterations);
    const { train, test } = opened.points;
    const stays =
      model.points &&
      sameNumbers(model.points.train.points, train.points) &&
      sameNumbers(model.points.test.points, test.points);
    // The same points stay where they are, also when they were drawn in a picture wider than they alone would have.
    if (!stays && !(keepBounds && encloses(model.bounds, train.points, test.points)))
      model.bounds = squareBounds(train.points, test.points);
    model.points = opened.points;
    const { runs } = opened.experiment;
    model.offered = offer(runs, presetRuns(model.preset), initializers, keepOffered ? model.offered : []);
    model.chosen = places(runs, model.offered, initializers);
    if (commands === this.#commands) this.#command = null;
    Object.assign(model, {
      phase: 'ready',
      failure: null,
      mode: this.#command?.mode ?? (iteration > 0 ? 'return' : 'rest'),
      target: iteration,
      lagging: 0,
      pace: null,
      silent: false,
    });
    this.#stop = Infinity;
    const first = !this.#open;
    this.#open = true;
    model.missing = null;
    if (this.#wanted) this.prepare();
    this.#coloursSent = null;
    this.#adopt(opened);
    await this.#ask(0, 0, false);
    if (first) this.#changed('load');
    if (iteration > 0) {
      const next = this.#command;
      this.#move('return', iteration);
      this.#next = next;
    }
  }

  /** @param {import('../engine/client.js').Changed} changed */
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

  /** Rests. What it gives back goes on as before; null where nothing moved, or on the way back after a restart. @returns {(() => void) | null} */
  suspend() {
    const { mode, target } = this.model;
    if (mode === 'rest' || mode === 'return') return null;
    const missing = Math.max(0, target - this.iteration);
    this.pause();
    return () => {
      if (mode === 'play') this.play();
      else if (mode === 'end') this.runToEnd();
      else this.advance(missing);
    };
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

  /**
   * Exact data of each run at the iteration reached when the engine is asked, which is between two frames where the lab moves. What was
   * asked for before is done before. Readings asked for one after the other, without waiting, are of one iteration. Runs that were
   * switched on and are behind are read where they are.
   * @template {import('../engine/read.js').Reading} What
   * @param {What} what @param {import('../engine/read.js').Values<What>} values
   * @returns {Promise<import('../engine/read.js').Answer<What>>}
   */
  read(what, ...values) {
    return this.#do('read', async () => {
      if (!this.#open) throw new Stale('There is no lab to read from: it was closed, or could not be opened.');
      const answer = await this.#client.read(what, values);
      if (answer) return answer;
      await this.#ask(this.iteration, 0, false); // finds out which runs are to be trained again, and they catch up
      throw new Error('A worker that trained some of the runs has ended. They are trained again: ask once they are.');
    });
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
    this.#settle();
    this.#wake();
  }

  /** Samples per side of a picture at rest, and the pixels of the page that a side has. @param {number} fine @param {number} span */
  setPictureSize(fine, span) {
    if (Math.abs(fine - this.#side.fine) < 8 && Math.abs(span - this.#side.span) < 8) return;
    this.#side = { fine, span };
    this.#lack = Math.max(this.#lack, 1);
    this.#settle();
    this.#wake();
  }

  /** Whether pictures are shown at all: those that are not cost nothing. @param {boolean} shown */
  showPictures(shown) {
    if (shown === this.#pictures) return;
    this.#pictures = shown;
    this.#lack = shown ? 2 : this.#lack;
    this.#settle();
    this.#wake();
  }

  /** @param {Uint32Array} colours  of colourTable(), in which pictures come from now on */
  setColours(colours) {
    this.#colours = colours;
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
    // Where only a part is missing, other labs go on.
    const alone = this.#told instanceof MissingPart;
    const reached = this.model.mode === 'return' ? this.model.target : this.iteration;
    if (!alone) this.#client.abandon();
    this.#told = null;
    this.#prepared = false;
    this.#generation += 1;
    this.#ahead = null;
    this.#flush(new EngineFailure('worker-died', 'The engine was restarted.'));
    this.#open = false;
    Object.assign(this.model, { phase: 'loading', failure: null, silent: false, mode: 'rest', settled: false });
    this.#command = null;
    this.#changed('model');
    if (!experiment && this.#asked) return this.load(this.#asked.experiment, this.#asked.how);
    return this.load(experiment ?? { preset: preset?.name }, { keepOffered: true, iteration: reached });
  }

  /** Ends what the lab is doing and frees its memory. It can be loaded again. */
  close() {
    this.#generation += 1;
    this.#ahead = null;
    this.#flush(new Stale('The lab was closed.'));
    this.#client.close();
    this.#client = new LabClient(this.#died);
    this.#prepared = false;
    this.#open = false;
    this.#command = this.#next = null;
    Object.assign(this.model, { mode: 'rest', settled: false });
  }

  /** @returns {import('./edits.js').Host} */
  get editing() {
    const player = this;
    return {
      model: this.model,
      queue: (key, work) => this.#do(key, () => this.completeCatalogue().then(work)),
      change: (change, ...values) => this.#client.change(change, ...values),
      adopt: (changed) => this.#adopt(changed),
      show: () => this.#ask(this.iteration, 0, false),
      rest: () => this.#rest(),
      get commands() {
        return player.#commands;
      },
      reopen: (experiment, commands, keepBounds) => this.#load(experiment, true, 0, commands, keepBounds),
      tell: (change, value) => this.#change(change, change, value),
      split: (count, share, seed) => this.#client.split(count, share, seed),
    };
  }

  #rest() {
    this.#command = this.#next = null;
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
    this.#next = null;
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

  /** @param {string} key @param {import('../engine/client.js').Change} change @param {...any} values */
  #change(key, change, ...values) {
    return this.#do(
      key,
      async () => {
        if (change !== 'rewind') await this.completeCatalogue();
        this.#adopt(await this.#client.change(change, ...values));
        if (change !== 'rewind') this.#hasParts();
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
    const busy =
      this.#held > 0 || this.#working !== null || this.#queue.length > 0 || this.#ahead !== null || this.#drawing;
    return this.#open && this.model.phase === 'ready' && !this.#lacks() && !busy && !this.#moving();
  }

  /** The detail of a picture that is out of sight comes once it is seen: nobody is to wait for it. */
  #lacks() {
    return (
      this.#lack > (this.#visible ? 0 : 1) ||
      (this.#inside !== null && this.#insideLacks && this.model.missing === null)
    );
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
      /** @type {Work | undefined} */
      let next;
      try {
        // What was asked for meanwhile begins where the engine is by now.
        if (this.#ahead && (this.#queue.length > 0 || this.#command || !this.#moving())) await this.#frame();
        next = this.#queue.shift();
        if (next) await this.#perform(next);
        else if (!this.#open || !this.#visible || (!this.#moving() && !this.#lacks())) await this.#sleep();
        else if (document.hidden) await Promise.race([this.#sleep(), new Promise(requestAnimationFrame)]);
        else if (this.#command) await this.#begin(this.#command);
        else await this.#frame();
      } catch (error) {
        if (!next && isFatal(error)) this.#open = false;
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
    if (error instanceof MissingPart && this.#open) {
      this.model.missing = error.message;
      this.#changed('model');
    } else if (error instanceof EngineFailure) {
      this.#open = false;
      this.#flush(error);
      if (this.#told !== error) this.fail(error.reason, error.message);
      this.#told = error; // by the engine, and by what was asked of it
    } else if (!this.#open) {
      this.fail(isRefusal(error) ? 'experiment' : 'unknown', error.message);
    }
  }

  async #frame() {
    if (!this.#ahead && !this.#moving()) {
      await this.#ask(this.iteration, 0, this.#lack === 1, this.#lack > 0);
      return;
    }
    if (!this.#ahead && !this.#goOn()) {
      if (!this.#arrive()) await drawn();
      return;
    }
    const ahead = /** @type {Ahead} */ (this.#ahead);
    const frame = await this.#answer(ahead);
    if (this.#visible && !document.hidden && this.model.mode !== 'rest' && !this.#command && !this.#queue.length)
      this.#goOn();
    await this.#show(ahead, frame);
    this.#measurePace();
    this.#arrive();
  }

  /** Comes to rest where the mode ends. Returns false where it goes on. */
  #arrive() {
    const { model } = this;
    model.target = this.#end;
    if (model.mode === 'rest' || this.#command || this.#queue.length > 0 || this.iteration < this.#end) return false;
    // Runs that a helper lost train again: nothing has ended before they are where the others are.
    if ((model.frame?.behind ?? 0) > 0) return false;
    if (this.#next) {
      this.#move(this.#next.mode, this.#next.count);
      return true;
    }
    const finished = model.mode !== 'return' && this.iteration >= this.goal && this.iteration > this.#origin;
    this.#rest();
    if (finished) this.#changed('finish');
    return true;
  }

  /** Asks for the frame that comes next. Returns false where it is too early for one. */
  #goOn() {
    const { model } = this;
    const { iteration, behind } = this.#reached;
    const end = this.#end;
    if (iteration >= end && !behind) return false;
    const now = performance.now();
    const plays = model.mode === 'play';
    const interval = this.#lastAsked ? now - this.#lastAsked : 0;
    let until = end;
    if (plays && Number.isFinite(model.speed)) {
      this.#carry += model.speed * Math.min(0.1, this.#lastAsked ? interval / 1000 : 1 / 60);
      until = Math.min(until, iteration + Math.floor(this.#carry));
      this.#carry -= Math.floor(this.#carry);
    }
    this.#lastAsked = now;
    if (until <= iteration && plays && until < end && !behind) return false;
    this.#client.recruit(iteration);
    this.#send(until, { budget: this.#budget.budget(plays, interval), measure: this.#budget.measures(now) });
    return true;
  }

  /**
   * Asks for a frame and hands it on when the browser is about to draw.
   * @param {number} until @param {number} budget @param {boolean} fine @param {boolean} [pictured]  false: the pictures stay as they are
   */
  async #ask(until, budget, fine, pictured = true) {
    const ahead = this.#send(until, { budget, fine, pictured });
    await this.#show(ahead, await this.#answer(ahead));
  }

  /** @param {number} until @param {{ budget: number, fine?: boolean, pictured?: boolean, measure?: boolean }} how @returns {Ahead} */
  #send(until, { budget, fine = false, pictured = true, measure = true }) {
    const { model } = this;
    const { span, fine: size } = this.#side;
    const coarse = { ...COARSE, size: Math.min(COARSE.size, Math.round(span / COARSE_PIXELS)) };
    // What was opened or changed out of sight has its picture, too: who waits for it to settle could wait for ever.
    const seen = this.#visible || model.mode === 'rest';
    const picture =
      seen && pictured && this.#pictures
        ? { bounds: model.bounds, span, ...(fine ? { ...FINE, size } : coarse) }
        : null;
    const looking = this.#inside;
    const moves = until > this.iteration || (model.frame?.behind ?? 0) > 0;
    const wanted = looking && this.#visible && model.missing === null && (this.#insideLacks || moves);
    const keys = wanted ? startKeys(model.experiment) : null;
    const inspect = looking &&
      keys && { bounds: model.bounds, follow: looking.follow, starts: keys.map((key) => !this.#starts.has(key)) };
    const colours = this.#colours === this.#coloursSent ? null : this.#colours;
    this.#coloursSent = this.#colours;
    const last = until >= this.#end;
    const buffers = picture ? this.#spare.take() : [];
    const answer = this.#client.frame({ until, budget, measure, last, picture, colours, inspect, buffers });
    answer.catch(() => {}); // whoever awaits it sees the error all the same
    this.#ahead = { answer, pictured, fine, size, picture, colours: this.#colours, looking, keys };
    return this.#ahead;
  }

  /** What was asked for, once it has come. @param {Ahead} ahead */
  async #answer(ahead) {
    const generation = this.#generation;
    const { model } = this;
    const watch = setTimeout(() => {
      if (generation !== this.#generation) return;
      model.silent = true;
      this.#changed('model');
    }, SILENCE);
    try {
      const frame = await ahead.answer;
      if (generation !== this.#generation) throw new Stale();
      this.#reached = frame;
      this.#budget.learn(frame);
      return frame;
    } catch (error) {
      // What refused a frame once refuses it again: to ask on would never end.
      if (isFatal(error) && generation === this.#generation) this.#open = false;
      throw error;
    } finally {
      clearTimeout(watch);
      model.silent = false;
      if (this.#ahead === ahead) this.#ahead = null;
    }
  }

  /** Hands on what has come when the browser is about to draw. @param {Ahead} ahead @param {import('../engine/frame.js').Frame} frame */
  async #show(ahead, frame) {
    const generation = this.#generation;
    const { model } = this;
    // Nobody has seen anything yet: the first one is not kept back, and what it takes is not the browser's next frame.
    if (model.frame) {
      this.#drawing = true;
      await drawn();
      this.#drawing = false;
    }
    if (generation !== this.#generation) throw new Stale();
    const { pictured, picture, keys, looking } = ahead;
    const { iteration, lastIteration, behind, learningRate, measured } = frame;
    const before = model.frame;
    const inside = frame.inside && keys ? this.#withStarts(frame.inside, keys) : (before?.inside ?? null);
    const runs = measured?.runs.map((run, k) => ({ ...model.described[k], ...run })) ?? before?.runs ?? [];
    if (pictured) this.#spare.retire(before?.fields);
    model.frame = {
      iteration,
      lastIteration,
      behind,
      learningRate,
      runs,
      measuredAt: measured ? iteration : (before?.measuredAt ?? iteration),
      costs: measured?.costs ?? before?.costs ?? [],
      fields: pictured ? frame.fields : (before?.fields ?? null),
      colours: pictured ? ahead.colours : (before?.colours ?? null),
      inside: this.#inside && inside?.length === runs.length ? inside : null,
    };
    model.lastIteration = lastIteration;
    const complete = ahead.fine && ahead.size === this.#side.fine;
    if (pictured) this.#lack = (this.#pictures && !picture) || !measured ? 2 : complete || !this.#pictures ? 0 : 1;
    if (frame.inside && looking === this.#inside) this.#insideLacks = false;
    else if (this.#inside && iteration !== before?.iteration) this.#insideLacks = true;
    model.lagging = behind > 0 ? Math.max(model.lagging, behind) : 0;
    model.settled = this.#isSettled();
    this.#changed(measured ? 'frame' : 'picture');
  }

  /** Iteration 0 beside what is now: measured once for a run, and kept while it is there. @param {import('../engine/inside.js').Inside[]} inside @param {string[]} keys */
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

/** Whether the lab is lost: it is neither where it has gone on to something else, nor where a part of the engine did not come. @param {unknown} error */
const isFatal = (error) => !(error instanceof Stale || error instanceof MissingPart);

/** Whether the core said that an experiment is not allowed. @param {any} error */
const isRefusal = (error) => error instanceof RangeError || error instanceof TypeError;

/** Whether an experiment is a preset as it stands: it can be linked to without what comes late. @param {any} experiment */
const isPreset = (experiment) => typeof experiment?.preset === 'string' && Object.keys(experiment).length === 1;

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
