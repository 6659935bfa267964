/** Time and drawing as the browser has them; a test hands the player a clock of its own. */

/**
 * @typedef {object} Clock
 * @property {() => number} now  milliseconds
 * @property {() => Promise<unknown>} drawn  when the browser draws next, or soon after where it does not
 * @property {() => Promise<unknown>} seen  the same, but never while the page is out of sight
 * @property {() => boolean} hidden  whether the whole page is out of sight
 * @property {(milliseconds: number, work: () => void) => () => void} after  does something later, unless what it gives back is called before
 */

/** A hidden tab draws nothing: after this long nothing waits for it any more. */
const LONGEST_WAIT = 250;

/** @type {Clock} */
export const browserClock = {
  now: () => performance.now(),
  drawn: () =>
    new Promise((resolve) => {
      const late = setTimeout(resolve, LONGEST_WAIT);
      requestAnimationFrame(() => {
        clearTimeout(late);
        resolve(undefined);
      });
    }),
  seen: () => new Promise(requestAnimationFrame),
  hidden: () => document.hidden,
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};
