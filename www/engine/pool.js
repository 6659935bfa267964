/**
 * Spreads runs over several workers. Each worker holds the whole lab, so that every index has the same meaning in all
 * of them, but trains only its own runs. In a frame, all workers go to the same iteration, so results do not depend on
 * their number. The page's engine is the first worker. Its labs share the helpers. If a helper fails, the page's engine
 * continues alone and trains that helper's runs again.
 */
import { Engine } from './engine.js';
import { size } from './heavy.js';
import { transfer } from './remote.js';
import { startWorker } from './start-worker.js';

/** @typedef {import('./frame.js').Frame} Frame */
/** @typedef {import('./frame.js').FrameRequest} FrameRequest */

/** Milliseconds before a helper without a lab is ended. */
const IDLE = 10_000;
/** Milliseconds of training between answers of a helper that is catching up. */
const SLICE = 100;
/**
 * Milliseconds, approximately, that the page's engine may wait for helpers to catch up and take over; and the maximum
 * number of rounds in which they approach it. Each round takes a fraction of the one before, unless other labs keep the
 * helpers busy: then waiting for them is not worthwhile.
 */
const HANDOVER = 150;
const CHASES = 12;

/** Living helpers and the number of labs of each. @type {Map<Engine, { labs: number, idle: ReturnType<typeof setTimeout> | undefined }>} */
const helpers = new Map();

/**
 * Labs hire one after the other, so that each finds the helpers started by the previous one.
 * @type {Promise<unknown>}
 */
let hiring = Promise.resolve();

/** @param {Engine} engine  the page's engine, whose core the helpers share @param {number} count */
function hire(engine, count) {
  const hired = hiring.then(() => begin(engine, count));
  hiring = hired.catch(() => {});
  return hired;
}

/** @param {Engine} engine @param {number} count */
async function begin(engine, count) {
  for (const helper of helpers.keys()) if (helper.failure) helpers.delete(helper);
  const hired = [...helpers.keys()].slice(0, count);
  hired.forEach(keep);
  try {
    const core = hired.length < count ? await engine.ask((remote) => remote.core()) : null;
    while (hired.length < count) {
      const helper = new Engine(startWorker);
      helpers.set(helper, { labs: 0, idle: undefined });
      hired.push(helper);
      keep(helper);
      await helper
        .ask((remote) => remote.useCore(/** @type {any} */ (core)))
        .catch((error) => {
          // A helper that refused once would refuse another lab too.
          helpers.delete(helper);
          helper.stop();
          throw error;
        });
    }
  } catch (error) {
    hired.forEach(release);
    throw error;
  }
  return hired;
}

/** @param {Engine} helper */
function keep(helper) {
  const state = helpers.get(helper);
  if (!state) return;
  clearTimeout(state.idle);
  state.labs += 1;
}

/** @param {Engine} helper */
function release(helper) {
  const state = helpers.get(helper);
  if (!state) return;
  state.labs -= 1;
  if (state.labs > 0) return;
  clearTimeout(state.idle);
  state.idle = setTimeout(() => {
    helpers.delete(helper);
    helper.stop();
  }, IDLE);
}

/** Ends all helpers. A helper that hangs must not be asked again. */
export function stopHelpers() {
  for (const helper of helpers.keys()) helper.stop();
  helpers.clear();
}

let teams = 0;

export class Team {
  #engine;
  #id;
  /** The lab's name among helpers. It is new for each team, since helpers may still be closing the previous one. */
  #place;
  #epoch;
  /** @type {Engine[]} */
  #helpers = [];
  /** The owner of each run: 0 for the page's engine, k for helper k − 1. @type {number[]} */
  #owners = [];
  /** @type {'recruiting' | 'recruited' | 'working' | 'gone'} */
  #state = 'recruiting';
  #iteration = 0;
  #behind = 0;
  /** Iterations per millisecond. */
  #pace = 0;
  /** Whether the helpers know the colours of the pictures. */
  #coloured = false;

  /** @param {Engine} engine  the page's engine @param {string} id @param {number} epoch @param {any} experiment */
  constructor(engine, id, epoch, experiment) {
    this.#engine = engine;
    this.#id = id;
    this.#place = `${id}/${(teams += 1)}`;
    this.#epoch = epoch;
    this.#recruit(experiment).catch(() => this.dismiss());
  }

  /** @param {any} experiment */
  async #recruit(experiment) {
    const count = size(experiment.runs.length);
    const hired = await hire(this.#engine, count - 1);
    if (this.#state === 'gone') {
      hired.forEach(release);
      return;
    }
    this.#helpers = hired;
    this.#owners = experiment.runs.map((/** @type {any} */ _, /** @type {number} */ k) => k % count);
    const own = this.#own();
    await Promise.all(
      hired.map(async (helper, k) => {
        await helper.ask((remote) => remote.open(this.#place, this.#epoch, experiment));
        await helper.ask((remote) => remote.assign(this.#place, this.#epoch, own[k + 1]));
      }),
    );
    for (let chase = 0; chase < CHASES && this.#state === 'recruiting'; chase += 1) {
      const start = performance.now();
      await this.#catchUp(this.#iteration, SLICE);
      if (performance.now() - start < HANDOVER && this.#state === 'recruiting') this.#state = 'recruited';
    }
    if (this.#state === 'recruiting') this.dismiss();
  }

  /** Trains the helpers' runs up to an iteration. @param {number} iteration @param {number} slice  milliseconds per request */
  async #catchUp(iteration, slice) {
    await Promise.all(
      this.#helpers.map(async (helper) => {
        for (let reached = -1; reached < iteration && this.#state !== 'gone';) {
          const frame = await this.#ask(helper, {
            until: iteration,
            budget: slice,
            measure: false,
            last: false,
            picture: null,
          });
          if (frame.iteration <= reached && frame.behind === 0) break;
          reached = frame.iteration;
        }
      }),
    );
  }

  /**
   * Whether the helpers work. Hands their runs over when they are close enough to the page's engine.
   * @param {(request: FrameRequest) => Promise<Frame>} main  asks the page's engine
   */
  async ready(main) {
    if (this.#state !== 'recruited') return this.#state === 'working';
    const now = await main({ until: 0, budget: 0, measure: false, last: false, picture: null });
    if (now.behind > 0) return false;
    this.#iteration = now.iteration;
    try {
      await this.#catchUp(now.iteration, Infinity);
      await this.#engine.ask((remote) => remote.assign(this.#id, this.#epoch, this.#own()[0]));
      this.#state = 'working';
    } catch {
      this.dismiss();
    }
    return this.works;
  }

  /** Whether the helpers are training runs. */
  get works() {
    return this.#state === 'working';
  }

  /** Records the progress of the page's engine while it trains alone. @param {Frame} frame */
  follow({ iteration }) {
    this.#iteration = iteration;
  }

  /**
   * A frame of all workers. Its length follows the slowest pace, so that all reach its end. Null if a helper has ended.
   * @param {FrameRequest} request @param {Uint32Array | null} colours  in force @param {(request: FrameRequest) => Promise<Frame>} main
   * @returns {Promise<Frame | null>}
   */
  async frame(request, colours, main) {
    const most = this.#behind > 0 ? 0 : Math.max(1, Math.floor(this.#pace * request.budget));
    const until = Math.min(request.until, this.#iteration + most);
    const measure = (request.measure ?? true) || ((request.last ?? true) && until >= request.until);
    const budget = this.#behind > 0 ? request.budget : Infinity;
    const own = this.#own();
    const buffers = this.#owners.length ? (request.buffers ?? []) : [];
    const asked = own.map((_, k) => ({
      ...request,
      until,
      budget,
      measure,
      last: false,
      colours: k > 0 && !this.#coloured ? colours : request.colours,
      buffers: buffers.filter((_, i) => this.#owners[i >> 1] === k),
    }));
    this.#coloured = true;
    const [first, ...others] = await Promise.allSettled([
      main(asked[0]),
      ...this.#helpers.map((helper, k) => this.#ask(helper, asked[k + 1])),
    ]);
    if (first.status === 'rejected') throw first.reason;
    const frames = [first.value];
    for (const other of others) {
      if (other.status === 'rejected' || other.value.iteration !== first.value.iteration) return null;
      frames.push(other.value);
    }
    const took = Math.max(0.05, ...frames.map(({ spent }) => spent));
    const went = first.value.iteration - this.#iteration;
    if (went > 0) this.#pace = this.#pace ? Math.min(2 * this.#pace, went / took) : went / took;
    this.#iteration = first.value.iteration;
    this.#behind = frames.reduce((sum, { behind }) => sum + behind, 0);
    return this.#merged(frames);
  }

  /** @param {Frame[]} frames @returns {Frame} */
  #merged(frames) {
    /** @template T @param {(frame: Frame) => T[] | null | undefined} list */
    const all = (list) => {
      const lists = frames.flatMap((frame) => {
        const own = list(frame);
        return own ? [own] : [];
      });
      return lists.length === frames.length ? this.#ordered(lists) : null;
    };
    const [runs, costs] = [all(({ measured }) => measured?.runs), all(({ measured }) => measured?.costs)];
    return {
      ...frames[0],
      behind: this.#behind,
      measured: runs && costs && { runs, costs },
      fields: all(({ fields }) => fields),
      inside: all(({ inside }) => inside),
      spent: Math.max(...frames.map(({ spent }) => spent)),
      took: Math.max(...frames.map(({ took }) => took)),
    };
  }

  /**
   * The entries of all runs in order, each from its owner.
   * @template T
   * @param {T[][]} lists  one per worker, for its own runs
   * @returns {T[]}
   */
  #ordered(lists) {
    const next = lists.map(() => 0);
    return this.#owners.map((owner) => lists[owner][next[owner]++]);
  }

  /**
   * Reads data of all runs. Null if a helper has ended.
   * @template {import('./read.js').Reading} What
   * @param {What} what @param {any[]} values @param {() => Promise<import('./read.js').Answer<What>>} main  asks the page's engine
   * @returns {Promise<import('./read.js').Answer<What> | null>}
   */
  async read(what, values, main) {
    const [first, ...others] = await Promise.allSettled([
      main(),
      ...this.#helpers.map((helper) => helper.ask((remote) => remote.read(this.#place, this.#epoch, what, values))),
    ]);
    if (first.status === 'rejected') throw first.reason;
    const lists = [/** @type {any[]} */ (first.value)];
    for (const other of others) {
      if (other.status === 'rejected') return null;
      lists.push(/** @type {any[]} */ (other.value));
    }
    return /** @type {import('./read.js').Answer<What>} */ (this.#ordered(lists));
  }

  /**
   * The runs of each worker after a change. Undefined while no helper is working.
   * @param {import('./changes.js').Change} change @param {any[]} values
   */
  ownAfter(change, values) {
    if (this.#state !== 'working') return undefined;
    const owners = [...this.#owners];
    if (change === 'addRun') owners.splice(values[1], 0, this.#leastBusy());
    if (change === 'removeRun') owners.splice(values[0], 1);
    if (change === 'moveRun') owners.splice(values[1], 0, ...owners.splice(values[0], 1));
    return this.#own(owners);
  }

  /**
   * Repeats a change of the page's engine in the helpers. Returns false if a helper has ended or was not ready.
   * @param {import('./changes.js').Change} change @param {any[]} values @param {number[][]} own
   */
  async change(change, values, own) {
    this.#owners = own
      .flatMap((runs, k) => runs.map((run) => [run, k]))
      .sort(([a], [b]) => a - b)
      .map(([, k]) => k);
    if (change === 'rewind') this.#iteration = 0;
    if (change === 'seek') this.#iteration = values[0];
    // The next frame shows whether runs are behind.
    this.#behind = 1;
    try {
      await Promise.all(
        this.#helpers.map((helper, k) =>
          helper.ask((remote) => remote.change(this.#place, this.#epoch, change, values, own[k + 1])),
        ),
      );
      return true;
    } catch {
      return false;
    }
  }

  #leastBusy() {
    const counts = [0, ...this.#helpers.map(() => 0)];
    for (const owner of this.#owners) counts[owner] += 1;
    return counts.indexOf(Math.min(...counts));
  }

  #own(owners = this.#owners) {
    return [0, ...this.#helpers.map((_, k) => k + 1)].map((member) =>
      owners.flatMap((owner, run) => (owner === member ? [run] : [])),
    );
  }

  /** @param {Engine} helper @param {FrameRequest} request */
  #ask(helper, request) {
    const handed = transfer(request, request.buffers ?? []);
    return helper.ask((remote) => remote.frame(this.#place, this.#epoch, handed));
  }

  /** Releases the helpers. */
  dismiss() {
    if (this.#state === 'gone') return;
    this.#state = 'gone';
    for (const helper of this.#helpers) {
      if (!helper.failure) helper.ask((remote) => remote.close(this.#place)).catch(() => {});
      release(helper);
    }
    this.#helpers = [];
  }
}
