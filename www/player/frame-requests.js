/** Requests frames from the engine: how far each one trains, what it shows, and when its answer is drawn. */
import { Stale } from '../engine/failure.js';
import { FrameContents } from './frame-contents.js';
import { FrameBudget } from './frames.js';
import { SILENCE } from './long-work.js';
import { endOf } from './transport.js';

/** @typedef {import('../engine/frame.js').Frame} Frame */
/** @typedef {{ answer: Promise<Frame>, asked: import('./frame-contents.js').Asked }} Ahead  a frame that was asked for */
/**
 * @typedef {object} Host  the parts of the player that this class uses
 * @property {import('./model.js').Model} model
 * @property {import('./clock.js').Clock} clock
 * @property {import('./work-progress.js').WorkProgress} progress
 * @property {() => import('./player.js').Client} client
 * @property {() => import('./transport.js').Transport} transport
 * @property {() => boolean} visible
 * @property {() => number} generation  counts restarts; answers to requests before a restart are discarded
 * @property {(part: Partial<import('./model.js').Model>) => void} tell
 * @property {() => void} lost    called when the engine refuses a frame
 * @property {(frame: Frame) => void} shown
 */

/** Milliseconds over which the training pace is measured. */
const PACED_OVER = 500;
/** Longest delay, in seconds, that a playing lab makes up for in one frame. */
const MOST_MADE_UP = 0.1;
/** Seconds of training in the first frame of a movement. */
const FIRST_FRAME = 1 / 60;

export class FrameRequests {
  contents = new FrameContents();
  #budget = new FrameBudget();
  #host;
  /** The pending request. @type {Ahead | null} */
  #ahead = null;
  /** Whether an answer waits for the browser to draw. */
  #drawing = false;
  /** The engine's iteration at its last answer. The engine may be further by now. */
  #reached = { iteration: 0, behind: 0 };
  /** Fraction of an iteration carried over to the next frame. */
  #carry = 0;
  #lastAsked = 0;
  #paced = { at: 0, iteration: 0 };

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
  }

  /** The pending request, if its answer has not arrived. */
  get ahead() {
    return this.#ahead;
  }

  /** Whether a frame is about to be drawn. */
  get busy() {
    return this.#ahead !== null || this.#drawing;
  }

  /** Discards the pending request. */
  drop() {
    this.#ahead = null;
  }

  /** Starts a movement from the current iteration. */
  depart() {
    this.#carry = 0;
    this.#lastAsked = 0;
    this.#paced = { at: this.#host.clock.now(), iteration: this.#reached.iteration };
  }

  /** Resets the time of the last request, so that the pause since then is not made up for. */
  interrupt() {
    this.#lastAsked = 0;
  }

  /** Drops the carried fraction after a change of speed. */
  changeSpeed() {
    this.#carry = 0;
  }

  /** Requests the next frame of a moving lab. Returns false if no iteration is due yet. */
  goOn() {
    const { model, clock, client, transport } = this.#host;
    const { iteration, behind } = this.#reached;
    const end = endOf(transport());
    if (iteration >= end && !behind) return false;
    const now = clock.now();
    const plays = model.mode === 'play';
    const interval = this.#lastAsked ? now - this.#lastAsked : 0;
    let until = end;
    if (plays && Number.isFinite(model.speed)) {
      this.#carry += model.speed * Math.min(MOST_MADE_UP, this.#lastAsked ? interval / 1000 : FIRST_FRAME);
      until = Math.min(until, iteration + Math.floor(this.#carry));
      this.#carry -= Math.floor(this.#carry);
    }
    this.#lastAsked = now;
    if (until <= iteration && plays && until < end && !behind) return false;
    client().recruit(iteration);
    const budget = this.#budget.budget(plays, interval);
    this.#send({ until, budget, fine: false, pictured: true, measure: this.#budget.measures(now) });
    return true;
  }

  /**
   * Shows the lab's current state without training.
   * @param {{ fine: boolean, pictured: boolean }} [how]  pictured: false keeps the current pictures
   */
  async ask({ fine, pictured } = { fine: false, pictured: true }) {
    const { model, client, progress } = this.#host;
    const ahead = this.#send({ until: 0, budget: 0, fine, pictured, measure: true });
    const seconds = ahead.asked.keys ? client().inspects(model.experiment) : 0;
    await this.#show(ahead, await progress.during('inspection', seconds, () => this.#answer(ahead)));
  }

  /**
   * Shows the pending frame once it arrives. Requests the next one first, so that the engine works while this one is
   * drawn.
   * @param {() => boolean} goesOn  whether the next frame may follow directly
   */
  async finish(goesOn) {
    const ahead = this.#ahead;
    if (!ahead) return;
    const frame = await this.#answer(ahead);
    if (goesOn()) this.goOn();
    await this.#show(ahead, frame);
    this.#measurePace();
  }

  /** @param {{ until: number, budget: number, fine: boolean, pictured: boolean, measure: boolean }} how @returns {Ahead} */
  #send(how) {
    const { model, client, transport, visible } = this.#host;
    const { iteration = 0, behind = 0 } = model.frame ?? {};
    const moves = how.until > iteration || behind > 0;
    const last = how.until >= endOf(transport());
    const { request, asked } = this.contents.request(model, { ...how, last, visible: visible(), moves });
    const answer = client().frame(request);
    answer.catch(() => {}); // the awaiting caller still sees the error
    this.#ahead = { answer, asked };
    return this.#ahead;
  }

  /** Awaits the answer to a request. @param {Ahead} ahead */
  async #answer(ahead) {
    const { model, clock, generation, tell, lost } = this.#host;
    const begun = generation();
    const stopWatch = clock.after(SILENCE, () => {
      if (begun === generation()) tell({ silent: true });
    });
    try {
      const frame = await ahead.answer;
      if (begun !== generation()) throw new Stale();
      this.#reached = frame;
      this.#budget.learn(frame);
      return frame;
    } catch (error) {
      if (!(error instanceof Stale) && begun === generation()) lost();
      throw error;
    } finally {
      stopWatch();
      model.silent = false;
      if (this.#ahead === ahead) this.#ahead = null;
    }
  }

  /** Shows a frame when the browser is about to draw. @param {Ahead} ahead @param {Frame} frame */
  async #show({ asked }, frame) {
    const { model, clock, generation, shown } = this.#host;
    const begun = generation();
    // The first frame is shown at once, without waiting for the browser to draw.
    if (model.frame) {
      this.#drawing = true;
      await clock.drawn();
      this.#drawing = false;
    }
    if (begun !== generation()) throw new Stale();
    const { lastIteration, behind } = frame;
    model.frame = this.contents.show(model, asked, frame);
    Object.assign(model, { lastIteration, takes: 0 });
    model.lagging = behind > 0 ? Math.max(model.lagging, behind) : 0;
    shown(frame);
  }

  #measurePace() {
    const { model, clock } = this.#host;
    const now = clock.now();
    const { at, iteration } = this.#paced;
    const reached = model.frame?.iteration ?? 0;
    if (model.mode === 'rest') return;
    if (at !== 0 && now - at <= PACED_OVER) return;
    if (at !== 0) model.pace = ((reached - iteration) / (now - at)) * 1000;
    this.#paced = { at: now, iteration: reached };
  }
}
