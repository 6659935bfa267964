/** The browser's clock and animation frames. Tests pass the player a clock of their own. */

/**
 * @typedef {object} Clock
 * @property {() => number} now  milliseconds
 * @property {() => Promise<unknown>} drawn  resolves when the browser next draws, or after a short time if it does not draw
 * @property {() => Promise<unknown>} seen  the same, but never while the page is hidden
 * @property {() => boolean} hidden  whether the whole page is hidden
 * @property {(milliseconds: number, work: () => void) => () => void} after  schedules work and returns a function that cancels it
 */

/** A hidden tab does not draw. Waiting for a frame ends after this many milliseconds. */
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
