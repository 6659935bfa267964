/** Playing speeds. No DOM. */

/** Selectable speeds in iterations per second. Infinity: as fast as possible. */
const SPEEDS = [1, 5, 20, 100, 300, 1000, 2000, 5000, Infinity];

/** Seconds that training takes from its first to its last iteration, unless the user chooses a speed. */
const SHOW = 4;

/** The speed of an experiment that the user has not chosen one for. @param {number} iterations  of training */
export const speedFor = (iterations) => Math.max(1, iterations / SHOW);

/**
 * The speeds of the control, in ascending order: those for every experiment, and the experiment's own.
 * @param {number} iterations  of training
 */
export function speedsFor(iterations) {
  const own = speedFor(iterations);
  return [...new Set([...SPEEDS, own])].sort((a, b) => a - b);
}

/**
 * The place of a speed in the control: its own, or that of the nearest speed.
 * @param {number[]} speeds @param {number} speed
 */
export function placeOf(speeds, speed) {
  const away = (/** @type {number} */ other) => Math.abs(Math.log(other) - Math.log(speed));
  const places = speeds.map((_, place) => place);
  const exact = speeds.indexOf(speed);
  return exact >= 0 ? exact : places.reduce((best, place) => (away(speeds[place]) < away(speeds[best]) ? place : best));
}

/**
 * Seconds until a moving lab reaches its end, at the pace it has; null before that is known, or where nothing moves.
 * @param {import('./model.js').Model} model
 */
export function secondsLeft({ mode, pace, frame, target }) {
  if (mode === 'rest' || !frame || pace === null || !(pace > 0)) return null;
  return Math.max(0, target - frame.iteration) / pace;
}
