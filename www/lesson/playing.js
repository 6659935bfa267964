/** Plays each figure of the lesson once, when it comes into view: one at a time, and not where motion is to be reduced. */
import { prefersRest, watchHalf } from '../element/autoplay.js';
import { isAsked, isOfSweep, seldom } from './following.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */

/** Whether an open question about a figure is in view: the reader is to answer first. @param {HTMLElement} figure @param {InitLab} lab */
const isBeingAsked = (figure, lab) =>
  isAsked(lab) &&
  [...document.querySelectorAll(`.prediction[data-figure="${figure.id}"]`)].some((form) => {
    const { top, bottom } = form.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });

/** Plays the figures in view that have not played, one after another. */
class Turns {
  /** Those in view that are to play. @type {Map<HTMLElement, InitLab>} */
  #waiting = new Map();
  /** Every lab in view. @type {Set<InitLab>} */
  #inView = new Set();
  /** Those that have moved, for whatever reason: they are not played again. @type {Set<InitLab>} */
  #moved = new Set();
  /** Those that were played here. @type {Set<InitLab>} */
  #started = new Set();
  /** Those that were interrupted out of view, and how they go on. @type {Map<InitLab, () => void>} */
  #interrupted = new Map();

  /** @param {HTMLElement} figure @param {InitLab} lab */
  enter(figure, lab) {
    this.#inView.add(lab);
    if (!this.#moved.has(lab) || this.#interrupted.has(lab)) this.#waiting.set(figure, lab);
  }

  /** @param {InitLab} lab */
  progress(lab) {
    if (lab.iteration > 0) this.#moved.add(lab);
  }

  /** It rests out of view, and goes on in view unless another has its turn. @param {HTMLElement} figure @param {InitLab} lab */
  leave(figure, lab) {
    this.#inView.delete(lab);
    this.#waiting.delete(figure);
  }

  next() {
    for (const lab of this.#inView) if (!lab.paused) return;
    for (const [figure, lab] of this.#waiting) {
      // Where the reader has moved it, it is the reader's.
      if (lab.iteration > 0 && !this.#interrupted.has(lab)) this.#waiting.delete(figure);
      else if (!isBeingAsked(figure, lab)) {
        this.#waiting.delete(figure);
        this.#begin(lab);
        return;
      }
    }
  }

  /** @param {InitLab} lab */
  #begin(lab) {
    for (const other of this.#started) {
      const goOn = other.paused ? null : other.suspend();
      if (goOn) this.#interrupted.set(other, goOn);
    }
    const goOn = this.#interrupted.get(lab);
    this.#interrupted.delete(lab);
    this.#started.add(lab);
    this.#moved.add(lab);
    if (goOn) goOn();
    else lab.play();
  }
}

/** @param {Iterable<HTMLElement>} figures */
export function playOnce(figures) {
  if (prefersRest()) return;
  const turns = new Turns();
  const { soon } = seldom(() => turns.next(), 250);
  for (const figure of figures) {
    const lab = /** @type {InitLab | null} */ (figure.querySelector('init-lab'));
    // The text is about the network before training; a sweep keeps every core busy and waits for its reader.
    if (!lab || figure.dataset.inside === '0' || isOfSweep(figure)) continue;
    watchHalf(lab, (isSeen) => {
      if (isSeen) turns.enter(figure, lab);
      else turns.leave(figure, lab);
      soon();
    });
    lab.addEventListener('progress', () => turns.progress(lab));
    for (const name of ['load', 'finish']) lab.addEventListener(name, soon);
  }
  addEventListener('scroll', soon, { passive: true });
}
