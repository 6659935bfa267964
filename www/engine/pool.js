/**
 * Runs spread over several workers. Each holds the whole lab, so that everything means the same in all of them, but trains its own runs
 * only; in a frame all go to the same iteration. So results cannot depend on how many there are. The page's engine is the first; helpers
 * are shared by the page's labs. Whatever goes wrong with one, the page's engine goes on alone: what a helper had trained it trains again.
 */
import { Engine } from './engine.js';
import { size } from './heavy.js';
import { transfer } from './remote.js';

/** @typedef {import('./frame.js').Frame} Frame */
/** @typedef {import('./frame.js').FrameRequest} FrameRequest */

/** Milliseconds that a helper without a lab lives on. */
const IDLE = 10_000;
/** Milliseconds in which a helper that begins answers at least once. */
const SLICE = 100;
/**
 * Milliseconds for which the page's engine waits while helpers catch up with it and take over, about; and how often they may run after it
 * to come so near. Each time takes them a share of the time before, unless other labs keep them busy: then they are not worth waiting for.
 */
const HANDOVER = 150;
const CHASES = 12;

/** Helpers that live, and how many labs each has. @type {Map<Engine, { labs: number, idle: ReturnType<typeof setTimeout> | undefined }>} */
const helpers = new Map();

/** Labs hire one after the other: each is to find the helpers that the one before it began. @type {Promise<unknown>} */
let hiring = Promise.resolve();

/** @param {Engine} engine  the page's, whose core they share @param {number} count */
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
      const helper = new Engine('init-lab helper');
      helpers.set(helper, { labs: 0, idle: undefined });
      hired.push(helper);
      keep(helper);
      await helper
        .ask((remote) => remote.useCore(/** @type {any} */ (core)))
        .catch((error) => {
          // Another lab would find it no more willing.
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

/** Ends all helpers: one that hangs would be asked again. */
export function stopHelpers() {
  for (const helper of helpers.keys()) helper.stop();
  helpers.clear();
}

let teams = 0;

export class Team {
  #engine;
  #id;
  /** The lab's name among helpers, which may still be closing what they did for it before. */
  #place;
  #epoch;
  /** @type {Engine[]} */
  #helpers = [];
  /** Of each run the one who trains it: 0 the page's engine, k the helper k − 1. @type {number[]} */
  #owners = [];
  /** @type {'recruiting' | 'recruited' | 'working' | 'gone'} */
  #state = 'recruiting';
  #iteration = 0;
  #behind = 0;
  /** Iterations per millisecond. */
  #pace = 0;
  /** The helpers know the pictures' colours. */
  #coloured = false;

  /** @param {Engine} engine  the page's @param {string} id @param {number} epoch @param {any} experiment */
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

  /** Trains the helpers' runs up to an iteration. @param {number} iteration @param {number} slice  milliseconds, again and again */
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
   * Whether the helpers work; once they know enough, their runs are handed over.
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

  /** Whether the helpers train runs. */
  get works() {
    return this.#state === 'working';
  }

  /** Learns how far the page's engine has come alone. @param {Frame} frame */
  follow({ iteration }) {
    this.#iteration = iteration;
  }

  /**
   * A frame of all. How far it goes follows from the pace of the slowest, so that all get there. Returns null where a helper is gone.
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

  /** Of each run what its owner has, in the runs' order. @template T @param {T[][]} lists  one of each member, of its own runs @returns {T[]} */
  #ordered(lists) {
    const next = lists.map(() => 0);
    return this.#owners.map((owner) => lists[owner][next[owner]++]);
  }

  /**
   * What is asked for of all runs. Returns null where a helper is gone.
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
   * Of each member the runs that are its own after a change; undefined where nobody works yet.
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
   * Makes a change that the page's engine has made. Returns false where a helper is gone, or had not begun.
   * @param {import('./changes.js').Change} change @param {any[]} values @param {number[][]} own
   */
  async change(change, values, own) {
    this.#owners = own
      .flatMap((runs, k) => runs.map((run) => [run, k]))
      .sort(([a], [b]) => a - b)
      .map(([, k]) => k);
    if (change === 'rewind') this.#iteration = 0;
    // Whether runs are behind now is known with the next frame.
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

  /** The lab needs its helpers no more. */
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
