/** Frames asked of the engine: how far each one trains and what it shows, its answer, and when that is shown. */
import { Stale } from '../engine/failure.js';
import { FrameContents } from './frame-contents.js';
import { FrameBudget } from './frames.js';
import { endOf } from './transport.js';

/** @typedef {import('../engine/frame.js').Frame} Frame */
/** @typedef {{ answer: Promise<Frame>, asked: import('./frame-contents.js').Asked }} Ahead  a frame that was asked for */
/**
 * @typedef {object} Host  the player, as far as it is needed here
 * @property {import('./model.js').Model} model
 * @property {import('./clock.js').Clock} clock
 * @property {() => import('./player.js').Client} client
 * @property {() => import('./transport.js').Transport} transport
 * @property {() => boolean} visible
 * @property {() => number} generation  counts restarts: what was asked for before one is of no use after it
 * @property {() => void} silent  the engine has not answered for a while
 * @property {() => void} lost    the engine refused a frame
 * @property {(frame: Frame) => void} shown
 */

/** Milliseconds without an answer after which the model says so. */
const SILENCE = 4000;
/** Milliseconds over which the pace is measured. */
const PACED_OVER = 500;
/** The longest time, in seconds, that a playing lab makes up for at once. */
const MOST_MADE_UP = 0.1;
/** Seconds that the first frame of a movement stands for. */
const FIRST_FRAME = 1 / 60;

export class FrameRequests {
  contents = new FrameContents();
  #budget = new FrameBudget();
  #host;
  /** The frame that was asked for. @type {Ahead | null} */
  #ahead = null;
  /** An answer has come and waits to be drawn. */
  #drawing = false;
  /** How far the engine has come, which is as far as its last answer or further. */
  #reached = { iteration: 0, behind: 0 };
  /** Iterations that are due, as a fraction of one. */
  #carry = 0;
  #lastAsked = 0;
  #paced = { at: 0, iteration: 0 };

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
  }

  /** The frame that was asked for, if it has not come. */
  get ahead() {
    return this.#ahead;
  }

  /** Whether a frame is on its way to the screen. */
  get busy() {
    return this.#ahead !== null || this.#drawing;
  }

  /** What was asked for is of no use any more. */
  drop() {
    this.#ahead = null;
  }

  /** The lab begins to move, from where it is. */
  depart() {
    this.#carry = 0;
    this.#lastAsked = 0;
    this.#paced = { at: 0, iteration: 0 };
  }

  /** Nothing was asked for in a while: the time since then is not made up for. */
  interrupt() {
    this.#lastAsked = 0;
  }

  /** The speed is another. */
  changeSpeed() {
    this.#carry = 0;
  }

  /** Asks for the frame that comes next while the lab moves. Returns false where it is too early for one. */
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
   * Shows the lab as it is, without training.
   * @param {{ fine: boolean, pictured: boolean }} [how]  pictured: false: the pictures stay as they are
   */
  async ask({ fine, pictured } = { fine: false, pictured: true }) {
    const ahead = this.#send({ until: 0, budget: 0, fine, pictured, measure: true });
    await this.#show(ahead, await this.#answer(ahead));
  }

  /**
   * Shows the frame that was asked for, once it has come. The next one is asked for before that, so that it is made as this one is drawn.
   * @param {() => boolean} goesOn  whether nothing comes between the two
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
    answer.catch(() => {}); // whoever awaits it sees the error all the same
    this.#ahead = { answer, asked };
    return this.#ahead;
  }

  /** What was asked for, once it has come. @param {Ahead} ahead */
  async #answer(ahead) {
    const { model, clock, generation, silent, lost } = this.#host;
    const begun = generation();
    const stopWatch = clock.after(SILENCE, () => {
      if (begun === generation()) silent();
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

  /** Shows what has come when the browser is about to draw. @param {Ahead} ahead @param {Frame} frame */
  async #show({ asked }, frame) {
    const { model, clock, generation, shown } = this.#host;
    const begun = generation();
    // Nobody has seen anything yet: the first one is not kept back, and what it takes is not the browser's next frame.
    if (model.frame) {
      this.#drawing = true;
      await clock.drawn();
      this.#drawing = false;
    }
    if (begun !== generation()) throw new Stale();
    const { lastIteration, behind } = frame;
    model.frame = this.contents.show(model, asked, frame);
    model.lastIteration = lastIteration;
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
