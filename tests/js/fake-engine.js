/**
 * An engine, a clock and an environment for the player, in which events happen one at a time, under a test's control.
 */
import { catalogue } from '../../www/experiment/catalogue.js';
import { Player } from '../../www/player/player.js';
import { EngineFailure, Stale } from '../../www/engine/failure.js';

/** @typedef {import('../../www/player/player.js').Client} Client */

/** Lets pending promises settle. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

const FRAME = 16;

/** The experiment of the first preset, with changes. @param {any} [over] */
export const experimentOf = (over = {}) => {
  const { experiment } = catalogue.presets[0];
  return { ...experiment, ...over, training: { ...experiment.training, ...over.training } };
};

export class World {
  /** Pending events, in order. @type {(() => void)[]} */
  #tasks = [];
  #time = 0;
  hidden = false;
  /** Maximum iterations per frame. */
  pace = 500;
  /** Requests sent to the engine. @type {{ name: string, values: any[] }[]} */
  sent = [];
  /** Events of the player. @type {string[]} */
  events = [];
  /** Called for every event. @type {(what: string, byUser: boolean) => void} */
  heard = () => {};
  /** The engine's labs: one at a time. */
  lab = { experiment: experimentOf(), iteration: 0, furthest: 0, goal: 0, behind: 0 };
  /** Called when the engine ends. @type {((failure: EngineFailure) => void) | null} */
  died = null;
  /** Why it ended; null while it runs. @type {EngineFailure | null} */
  failure = null;
  /** Seconds that an experiment takes to open. @type {(experiment: any) => number} */
  takes = () => 0;
  /** Seconds that it takes to look inside its networks. */
  inspects = () => 0;
  /** Scheduled work, by the time at which it is due. @type {{ at: number, work: () => void }[]} */
  #scheduled = [];
  /** How often long work was left. */
  left = 0;
  /** The name of requests that are never answered, until they are left. @type {string | null} */
  #stuck = null;
  /** Leaves the request that is not answered. @type {(() => void) | null} */
  #leave = null;
  /** Answers the request that is not answered. */
  #finish = () => {};
  /** Seeds that the engine draws, in order. @type {number[]} */
  seeds = [];
  /** Errors for the next request, by its name. @type {Map<string, Error>} */
  refusals = new Map();

  /** @param {any} experiment  opened at the start; null: none */
  static async with(experiment = experimentOf()) {
    const world = new World();
    world.player = new Player(
      (what, byUser) => {
        world.events.push(what);
        world.heard(what, byUser);
      },
      (died) => world.client(died),
      world.#clock,
    );
    world.player.setVisible(true);
    if (experiment) {
      world.player.load(experiment);
      await world.rest();
      world.events.length = 0;
    }
    return world;
  }

  player = /** @type {Player} */ (/** @type {unknown} */ (null));

  /** Milliseconds on the player's clock. */
  get time() {
    return this.#time;
  }

  /** Runs the next event. @returns {Promise<boolean>} false if there was none */
  async step() {
    await settle();
    const task = this.#tasks.shift();
    this.#time += FRAME;
    task?.();
    await settle();
    return task !== undefined;
  }

  /** Runs events until there are none. */
  async rest() {
    for (let count = 0; count < 10_000; count += 1) if (!(await this.step())) return;
    throw new Error('The lab never comes to rest.');
  }

  /** The number of events of a kind since the lab was opened. @param {string} what */
  told(what) {
    return this.events.filter((event) => event === what).length;
  }

  /** The arguments of the engine's requests with a name. @param {string} name */
  asked(name) {
    return this.sent.filter((request) => request.name === name);
  }

  /** Lets requests with a name be under way until they are left. @param {string} name */
  stick(name) {
    this.#stuck = name;
  }

  unstick() {
    this.#stuck = null;
  }

  /** Lets the request that is under way be answered, and those after it. */
  finish() {
    this.unstick();
    this.#leave = null;
    this.#finish();
  }

  /** Ends the engine. */
  die() {
    this.failure = new EngineFailure('worker-died', 'The engine stopped.');
    this.died?.(this.failure);
  }

  /** @type {import('../../www/player/clock.js').Clock} */
  #clock = {
    now: () => this.#time,
    drawn: () => this.happen(() => undefined),
    seen: () => (this.hidden ? new Promise(() => {}) : this.happen(() => undefined)),
    hidden: () => this.hidden,
    after: (milliseconds, work) => {
      const scheduled = { at: this.#time + milliseconds, work };
      this.#scheduled.push(scheduled);
      return () => {
        this.#scheduled = this.#scheduled.filter((other) => other !== scheduled);
      };
    },
  };

  /** Lets time pass, and does what was scheduled meanwhile. @param {number} milliseconds */
  async pass(milliseconds) {
    const until = this.#time + milliseconds;
    for (;;) {
      const due = this.#scheduled.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#scheduled = this.#scheduled.filter((other) => other !== due);
      this.#time = Math.max(this.#time, due.at);
      due.work();
      await settle();
    }
    this.#time = until;
  }

  /** @template T @param {() => T} work @returns {Promise<T>} */
  happen(work) {
    return new Promise((resolve, reject) => {
      this.#tasks.push(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  /** @param {string} name @param {any[]} values @param {() => any} work @returns {Promise<any>} */
  #ask(name, values, work) {
    this.sent.push({ name, values });
    if (name === this.#stuck)
      return new Promise((resolve, reject) => {
        this.#leave = () => reject(new Stale());
        this.#finish = () => resolve(this.happen(work));
      });
    return this.happen(() => {
      const refusal = this.refusals.get(name);
      this.refusals.delete(name);
      if (this.failure) throw this.failure;
      if (refusal) throw refusal;
      return work();
    });
  }

  /** @param {(failure: EngineFailure) => void} died @returns {Client} */
  client(died) {
    this.died = died;
    return {
      open: (experiment) =>
        this.#ask('open', [experiment], () => {
          const preset = catalogue.presets.find(({ name }) => name === experiment.preset);
          const complete = preset?.experiment ?? experiment;
          this.lab = { experiment: complete, iteration: 0, furthest: 0, goal: complete.training.iterations, behind: 0 };
          const points = { points: new Float64Array([0, 0, 1, 1]), labels: new Uint8Array([0, 1]) };
          return { points: { train: points, test: points }, ...this.#state() };
        }),
      change: (change, ...values) => this.#ask(change, values, () => this.#change(change, values)),
      frame: (request) => this.#ask('frame', [request], () => this.#frame(request)),
      read: (what, values) => this.#ask('read', [what, values], () => []),
      randomSeed: () => this.#ask('randomSeed', [], () => this.seeds.shift() ?? 0),
      split: () => Promise.resolve({ train: new Uint32Array(), test: new Uint32Array() }),
      recruit: () => {},
      takes: (experiment) => this.takes(experiment),
      inspects: () => this.inspects(),
      leave: () => {
        const leave = this.#leave;
        this.#leave = null;
        if (leave) this.left += 1;
        leave?.();
        return leave !== null;
      },
      close: () => this.#leave?.(),
      abandon: () => {
        this.failure = null;
      },
    };
  }

  #state() {
    const { experiment, goal } = this.lab;
    return {
      experiment,
      lastIteration: goal,
      runs: experiment.runs.map((/** @type {any} */ { initializer }) => ({ label: initializer })),
    };
  }

  /** @param {string} change @param {any[]} values */
  #change(change, values) {
    const { lab } = this;
    const { experiment } = lab;
    const set = (/** @type {any} */ part) => (lab.experiment = { ...experiment, ...part });
    const { runs } = experiment;
    switch (change) {
      case 'rewind':
        lab.iteration = lab.behind = 0;
        break;
      case 'seek':
        // Half of the iterations from 0 are trained again, for each run.
        lab.iteration = Math.min(values[0], lab.goal);
        lab.behind = (lab.iteration >> 1) * runs.length;
        break;
      case 'setIterations':
        if (values[0] < lab.iteration) throw new RangeError(`training.iterations: ${values[0]} is not allowed`);
        lab.goal = values[0];
        set({ training: { ...experiment.training, iterations: values[0] } });
        break;
      case 'setLearningRate':
        set({ training: { ...experiment.training, learningRate: values[0] } });
        break;
      case 'addRun':
        lab.behind += lab.iteration;
        set({ runs: runs.toSpliced(values[1], 0, values[0]) });
        break;
      case 'removeRun':
        set({ runs: runs.toSpliced(values[0], 1) });
        break;
      case 'setRun':
        lab.behind += lab.iteration;
        set({ runs: runs.with(values[0], values[1]) });
        break;
      case 'moveRun':
        set({ runs: runs.toSpliced(values[0], 1).toSpliced(values[1], 0, runs[values[0]]) });
        break;
    }
    return this.#state();
  }

  /** @param {import('../../www/engine/frame.js').FrameRequest} request @returns {import('../../www/engine/frame.js').Frame} */
  #frame({ until, budget, measure, last, inspect }) {
    const { lab } = this;
    const pace = budget > 0 ? this.pace : 0;
    if (lab.behind > 0) lab.behind = Math.max(0, lab.behind - pace);
    else lab.iteration = Math.max(lab.iteration, Math.min(until, lab.goal, lab.iteration + pace));
    lab.furthest = Math.max(lab.furthest, lab.iteration);
    const { iteration, furthest, behind, goal, experiment } = lab;
    const runs = experiment.runs.map(() => ({ iteration: iteration - behind }));
    const ended = last && behind === 0 && iteration >= until;
    return {
      iteration,
      furthest,
      behind,
      lastIteration: goal,
      learningRate: experiment.training.learningRate,
      measured: measure || ended ? { runs, costs: [] } : null,
      fields: null,
      inside: inspect && experiment.runs.map(() => /** @type {any} */ ({ start: null })),
      spent: 1,
      took: 2,
    };
  }
}
