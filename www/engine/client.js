/**
 * The page's side of the engine: one worker for all labs of the page, a worker of its own for each lab with long work, and
 * helpers for expensive labs. Long work is left by ending its worker: what is asked for instead is already in another one.
 */
import { noteFrame } from './activity.js';
import { Engine } from './engine.js';
import { Stale } from './failure.js';
import { isHeavy, secondsToInspect, secondsToOpen } from './heavy.js';
import { withPresetFields } from './preset-fields.js';
import { transfer } from './remote.js';

export { EngineFailure, Stale } from './failure.js';

/** @typedef {import('./frame.js').Frame} Frame */
/** @typedef {import('./frame.js').FrameRequest} FrameRequest */
/** @typedef {import('./changes.js').Change} Change */
/** @typedef {{ points: { train: Points, test: Points } } & Changed} Opened */
/** @typedef {{ experiment: any, lastIteration: number, runs: any[] }} Changed  the current experiment, its last iteration, and descriptions of its runs */
/** @typedef {{ points: Float64Array, labels: Uint8Array }} Points */

/** @type {Engine | null} */
let shared = null;

/** The module that spreads runs over helpers, if it was needed. @type {typeof import('./pool.js') | null} */
let teams = null;

/** The page's engine. A dead one is replaced. */
function engine() {
  if (!shared || shared.failure) shared = new Engine();
  return shared;
}

let count = 0;

/** One lab in the worker. Its player asks for one thing at a time. */
export class LabClient {
  #id = `lab-${(count += 1)}`;
  #epoch = 0;
  #closed = false;
  /** @type {Engine | null} */
  #engine = null;
  /** Whether no other lab may join this lab's engine, since it has long work. */
  #alone = false;
  /** Each leaves an answer that this lab waits for: of an opening, or of a worker of its own. @type {Set<() => void>} */
  #pending = new Set();
  /** Keeps the page's engine ready for what comes after long work. */
  #spare = () => {};
  #died;
  /** The workers that train the runs, if helpers are used. @type {import('./pool.js').Team | null} */
  #team = null;
  /** Identifies the team being hired. A change of the lab invalidates it. @type {object | null} */
  #coming = null;
  /** Whether helpers were requested since the lab was opened or changed. */
  #recruited = false;
  /** @type {{ experiment: any, samples: number } | null} */
  #opened = null;
  /** The colours requested last. @type {Uint32Array | null} */
  #colours = null;

  /** @param {(failure: import('./engine.js').EngineFailure) => void} died */
  constructor(died) {
    this.#died = died;
  }

  /** @param {number} count @param {number} testShare @param {number} seed */
  split(count, testShare, seed) {
    return this.#aside((remote) => remote.split(count, testShare, seed));
  }

  /** A random seed. @returns {Promise<number>} */
  async randomSeed() {
    return this.#aside((remote) => remote.randomSeed());
  }

  /**
   * Asks the page's engine what needs no lab.
   * @template T
   * @param {(remote: import('./engine.js').Remote) => Promise<T>} question
   * @returns {Promise<T>}
   */
  async #aside(question) {
    const asked = this.#alone ? engine() : this.#join();
    try {
      return await asked.ask(question);
    } finally {
      if (asked.users.size === 0) asked.end();
    }
  }

  /** The page's engine. From this call on it reports its end to this lab. */
  #join() {
    const joined = engine();
    if (joined !== this.#engine) {
      this.#engine?.users.delete(this.#died);
      joined.users.add(this.#died);
      this.#engine = joined;
    }
    return joined;
  }

  /**
   * Opens an experiment in place of the current one. If it is refused, or left, the current one stays.
   * @param {any} experiment @returns {Promise<Opened>}
   */
  async open(experiment) {
    const epoch = this.#epoch + 1;
    const given = withPresetFields(experiment);
    const alone = secondsToOpen(given) > 0;
    if (alone) engine().users.add(this.#spare);
    const target = alone ? new Engine() : this.#alone ? engine() : this.#join();
    target.users.add(this.#died);
    const leave = () => target.end();
    if (alone) this.#pending.add(leave);
    const opened = await target
      .ask((remote) => remote.open(this.#id, epoch, given))
      .catch((error) => {
        if (target !== this.#engine) this.#quit(target);
        throw error;
      })
      .finally(() => this.#pending.delete(leave));
    if (target !== this.#engine) {
      this.#quit(this.#engine);
      this.#engine = target;
    }
    this.#alone = alone;
    if (!alone) shared?.users.delete(this.#spare);
    this.#epoch = epoch;
    this.#dismiss();
    this.#opened = { experiment: opened.experiment, samples: opened.points.train.labels.length };
    if (this.#closed) {
      this.close(); // closed before it was opened
      throw new Stale();
    }
    return opened;
  }

  /** @param {Change} change @param {...any} values @returns {Promise<Changed>} */
  change(change, ...values) {
    return this.#leavable(this.#change(change, values));
  }

  /** @param {Change} change @param {any[]} values */
  async #change(change, values) {
    const team = this.#team;
    // Helpers being hired know only the previous experiment.
    if (this.#coming) this.#dismiss();
    const own = team?.ownAfter(change, values);
    const changed = await this.#alive().ask((remote) => remote.change(this.#id, this.#epoch, change, values, own?.[0]));
    if (this.#opened) this.#opened.experiment = changed.experiment;
    if (!team) {
      this.#recruited = false;
      return changed;
    }
    if (!own) await this.#disband();
    else if (!(await team.change(change, values, own))) await this.#goOnAlone();
    return changed;
  }

  /** @param {FrameRequest} request @returns {Promise<Frame>} */
  async frame(request) {
    const epoch = this.#epoch;
    const frame = await this.#leavable(this.#trained(request));
    if (epoch !== this.#epoch) throw new Stale();
    return frame;
  }

  /** @param {FrameRequest} request @returns {Promise<Frame>} */
  async #trained(request) {
    noteFrame();
    const engine = this.#alive();
    const own = (/** @type {FrameRequest} */ asked) => {
      const handed = transfer(asked, asked.buffers ?? []);
      return engine.ask((remote) => remote.frame(this.#id, this.#epoch, handed));
    };
    this.#colours = request.colours ?? this.#colours;
    const team = this.#team;
    if (!team || !(await team.ready(own))) {
      const frame = await own(request);
      team?.follow(frame);
      return frame;
    }
    const frame = await team.frame(request, this.#colours, own);
    if (this.#team !== team) throw new Stale();
    if (frame) return frame;
    // A helper has ended. Its runs return to the page's engine and catch up.
    await this.#goOnAlone();
    return own({ ...request, until: 0, measure: true, buffers: [] });
  }

  /**
   * Reads data of each run at the iteration reached. Null if a helper has ended: its runs return with the next frame.
   * @template {import('./read.js').Reading} What
   * @param {What} what @param {import('./read.js').Values<What>} values
   * @returns {Promise<import('./read.js').Answer<What> | null>}
   */
  async read(what, values) {
    const engine = this.#alive();
    const main = () =>
      /** @type {Promise<import('./read.js').Answer<What>>} */ (
        engine.ask((remote) => remote.read(this.#id, this.#epoch, what, values))
      );
    return this.#leavable(this.#team?.works ? this.#team.read(what, values, main) : main());
  }

  /** Seconds that an experiment takes until its first picture, roughly; 0 if that is not long. @param {any} experiment */
  takes(experiment) {
    return secondsToOpen(withPresetFields(experiment));
  }

  /** Seconds that it takes to look inside the networks of an experiment, roughly; 0 if that is not long. @param {any} experiment */
  inspects(experiment) {
    return secondsToInspect(experiment);
  }

  /**
   * Leaves all work that this lab waits for, if it has a worker of its own: the promises reject with `Stale` at once. An
   * experiment that was being opened is not opened, and the one before stays. Other work goes on until the worker ends.
   * @returns {boolean} whether there was such work
   */
  leave() {
    const pending = [...this.#pending];
    this.#pending.clear();
    for (const leave of pending) leave();
    return pending.length > 0;
  }

  /** The answer, unless it is left. @template T @param {Promise<T>} answer @returns {Promise<T>} */
  #leavable(answer) {
    if (!this.#alone) return answer;
    return new Promise((resolve, reject) => {
      const leave = () => reject(new Stale());
      this.#pending.add(leave);
      answer.then(resolve, reject).finally(() => this.#pending.delete(leave));
    });
  }

  /**
   * Spreads the runs over helpers if enough work remains. The helpers catch up while training continues.
   * @param {number} iteration  reached so far
   */
  recruit(iteration) {
    if (this.#recruited || !this.#opened || !this.#engine) return;
    const { experiment, samples } = this.#opened;
    if (!isHeavy(experiment, samples, iteration)) return;
    this.#recruited = true;
    this.#gather(this.#engine, experiment);
  }

  /** @param {Engine} engine @param {any} experiment */
  async #gather(engine, experiment) {
    const coming = (this.#coming = {});
    try {
      teams ??= await import('./pool.js');
    } catch {
      return; // the page's engine continues alone
    }
    if (this.#coming !== coming) return;
    this.#coming = null;
    this.#team = new teams.Team(engine, this.#id, this.#epoch, experiment);
  }

  /** Returns all runs to the page's engine. */
  async #disband() {
    if (!this.#team) return;
    this.#dismiss();
    await this.#alive().ask((remote) => remote.assign(this.#id, this.#epoch, null));
  }

  /** Returns all runs, and uses no helpers until the next change, since helpers may fail again here. */
  async #goOnAlone() {
    await this.#disband();
    this.#recruited = true;
  }

  /** Ends the helpers' work for this lab. */
  #dismiss() {
    this.#team?.dismiss();
    this.#team = this.#coming = null;
    this.#recruited = false;
  }

  /** Frees the lab's memory in the worker, or the worker if it has no other lab. */
  close() {
    this.leave();
    this.#closed = true;
    this.#dismiss();
    this.#quit(this.#engine);
    if (shared !== this.#engine) this.#quit(shared);
    this.#epoch += 1;
  }

  /** @param {Engine | null} engine  to have no lab of this client */
  #quit(engine) {
    if (this.#closed) engine?.users.delete(this.#spare);
    engine?.users.delete(this.#died);
    if (!engine || engine.failure) return;
    // WebAssembly never gives memory back: without labs the engine ends, and the next lab starts another.
    if (engine.users.size === 0) engine.end();
    else engine.ask((remote) => remote.close(this.#id)).catch(() => {});
  }

  /** Ends the engine, if it is alive, for every lab in it. Each lab then offers a restart. */
  abandon() {
    this.leave();
    this.#engine?.users.delete(this.#died);
    this.#dismiss();
    teams?.stopHelpers();
    this.#engine?.stop();
  }

  #alive() {
    if (!this.#engine) throw new Error('the lab is not open');
    return this.#engine;
  }
}
