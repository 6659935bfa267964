/** Plays each figure of the lesson once, when it comes into view: one at a time, and not where motion is to be reduced. */
import { prefersRest, watchHalf } from '../element/autoplay.js';
import { isAsked, seldom } from './following.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */

/** Whether an open question about a figure is in view: the reader is to answer first. @param {HTMLElement} figure @param {InitLab} lab */
const isBeingAsked = (figure, lab) =>
  isAsked(lab) &&
  [...document.querySelectorAll(`.prediction[data-figure="${figure.id}"]`)].some((form) => {
    const { top, bottom } = form.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });

/** @param {Iterable<HTMLElement>} figures */
export function playOnce(figures) {
  if (prefersRest()) return;
  /** Those in view that have not played. @type {Map<HTMLElement, InitLab>} */
  const seen = new Map();
  /** @type {InitLab | null} */
  let playing = null;
  const next = () => {
    if (playing && !playing.paused) return;
    for (const [figure, lab] of seen) {
      // Where the reader has moved it, it is the reader's.
      if (lab.iteration > 0 || !lab.paused) seen.delete(figure);
      else if (!isBeingAsked(figure, lab)) {
        seen.delete(figure);
        playing = lab;
        lab.play();
        return;
      }
    }
  };
  const { soon } = seldom(next, 250);
  for (const figure of figures) {
    const lab = /** @type {InitLab | null} */ (figure.querySelector('init-lab'));
    // The text is about the network before training.
    if (!lab || figure.dataset.inside === '0') continue;
    let played = false;
    watchHalf(lab, (isSeen) => {
      if (!isSeen) {
        seen.delete(figure);
        if (playing === lab) playing = null; // it rests out of view, and goes on in view
      } else if (!played) seen.set(figure, lab);
      soon();
    });
    lab.addEventListener('progress', () => (played ||= lab.iteration > 0));
    for (const name of ['load', 'finish']) lab.addEventListener(name, soon);
  }
  addEventListener('scroll', soon, { passive: true });
}
