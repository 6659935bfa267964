/**
 * The sweeps of a lab: the one shown, those that it was zoomed from, and the way back to it from a lab that was opened
 * from it. They follow the lab's experiment, which has a sweep while one is shown. No DOM.
 */
import { same, without } from '../experiment/fields.js';
import { SweepRun } from './sweep-run.js';

/** @typedef {import('./sweep-run.js').SweepHost} SweepHost */
/** @typedef {{ experiment: any, preset: string | undefined, iteration: number }} Origin  the lab that a sweep was made from */

/** Reasons of a sweep that waits. */
const AWAY = 'away';
const REMOVED = 'removed';

export class SweepsOfLab {
  #host;
  #needsTraining;
  /** The widest view first; the last one is shown. @type {SweepRun[]} */
  #runs = [];
  /** The experiment of a zoom that is about to be shown. */
  #zooming = null;
  /** Whether a lab is shown that was opened from the sweep. */
  isAway = false;
  /** The lab that the sweep was made from. @type {Origin | null} */
  origin = null;
  /** Whether the element is on no page. */
  #isRemoved = false;

  /** @param {SweepHost & { needsTraining: (measure: string) => boolean }} host */
  constructor({ needsTraining, ...host }) {
    this.#host = host;
    this.#needsTraining = needsTraining;
  }

  /** The newest sweep; null if there is none. @returns {SweepRun | null} */
  get current() {
    return this.#runs.at(-1) ?? null;
  }

  /** The sweep on stage: not while a lab that was opened from it is shown. */
  get shown() {
    return this.isAway ? null : this.current;
  }

  /** The wider view that a zoom came from. @returns {SweepRun | null} */
  get wider() {
    return this.#runs.at(-2) ?? null;
  }

  /** The lab's experiment has changed. @param {any} experiment  complete */
  follow(experiment) {
    this.isAway = !experiment.sweep;
    if (experiment.sweep) this.#show(experiment);
    this.#holdAll();
  }

  /** @param {any} experiment */
  #show(experiment) {
    const known = this.#runs.findIndex((run) => same(run.experiment, experiment));
    const zoomed = this.#zooming !== null && same(this.#zooming, experiment.sweep);
    this.#zooming = null;
    if (known >= 0) {
      for (const run of this.#runs.splice(known + 1)) run.free();
      return;
    }
    if (!zoomed && this.current?.adopt(experiment, this.#needsTraining)) return;
    const before = this.current;
    const run = new SweepRun(experiment, this.#host);
    if (zoomed) {
      before?.pause();
      run.play();
    } else {
      run.isAnew = (before?.done ?? 0) > 0;
      this.#freeAll();
    }
    this.#runs.push(run);
  }

  #holdAll() {
    const { shown } = this;
    for (const run of this.#runs) {
      if (run === shown) run.release(AWAY);
      else run.hold(AWAY);
      if (this.#isRemoved) run.hold(REMOVED);
      else run.release(REMOVED);
    }
  }

  /**
   * The next sweep that is shown is one of these axes, of the present experiment: a closer view, which trains at once.
   * @param {{ from: number, to: number }[]} ranges  of x, then y
   * @returns {any} its plan; null without a sweep
   */
  zoom(ranges) {
    if (!this.shown) return null;
    const { sweep } = this.shown.experiment;
    const axes = sweep.axes.map((/** @type {any} */ axis, /** @type {number} */ k) => ({ ...axis, ...ranges[k] }));
    return (this.#zooming = { ...sweep, axes });
  }

  /** A zoom was refused. */
  forgetZoom() {
    this.#zooming = null;
  }

  /** The element was put on a page, or taken off. @param {boolean} isRemoved */
  setRemoved(isRemoved) {
    this.#isRemoved = isRemoved;
    this.#holdAll();
  }

  /**
   * What to open when the sweep is closed: the lab that it was made from, unless settings have changed meanwhile.
   * @returns {Origin | null} null without a sweep
   */
  get closed() {
    if (!this.current) return null;
    const { origin } = this;
    const experiment = without(this.current.experiment, 'sweep');
    return origin && same(origin.experiment, experiment) ? origin : { experiment, preset: undefined, iteration: 0 };
  }

  /** Forgets all sweeps. */
  clear() {
    this.#freeAll();
    this.origin = null;
    this.isAway = false;
  }

  #freeAll() {
    for (const run of this.#runs.splice(0)) run.free();
  }
}
