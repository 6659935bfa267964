/** How fast a lab plays. No DOM. */

/** Iterations per second that can be chosen; Infinity: as fast as it goes. */
export const SPEEDS = [1, 5, 20, 100, 300, 1000, 2000, 5000, Infinity];

/** Seconds that a preset should take, about: long enough to watch, short enough to wait for. */
const SHOW = 12;

/** The speed at which so many iterations are worth watching. @param {number} iterations */
export function speedFor(iterations) {
  const wanted = Math.log(iterations / SHOW);
  const away = (/** @type {number} */ speed) => Math.abs(Math.log(speed) - wanted);
  return SPEEDS.filter(Number.isFinite).reduce((best, speed) => (away(speed) < away(best) ? speed : best));
}
