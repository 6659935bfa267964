/** Playing speeds. No DOM. */

/** Selectable speeds in iterations per second. Infinity: as fast as possible. */
export const SPEEDS = [1, 5, 20, 100, 300, 1000, 2000, 5000, Infinity];

/** Approximate duration of a preset in seconds: long enough to watch, short enough to wait for. */
const SHOW = 12;

/** The default speed for this number of iterations. @param {number} iterations */
export function speedFor(iterations) {
  const wanted = Math.log(iterations / SHOW);
  const away = (/** @type {number} */ speed) => Math.abs(Math.log(speed) - wanted);
  return SPEEDS.filter(Number.isFinite).reduce((best, speed) => (away(speed) < away(best) ? speed : best));
}
