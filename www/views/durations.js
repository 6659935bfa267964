/** Durations as a reader says them, with a non-breaking space before the unit. */
import { secondsLeft } from '../player/speed.js';

/** Seconds left from which a lab says so. */
const SLOW = 5;

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A duration, rounded to what matters: “4 s”, “2 min”, “3 h”. @param {number} duration in seconds */
export function seconds(duration) {
  if (duration < 1) return 'less than 1\u00a0s';
  if (duration < 1.5 * MINUTE) return `${Math.round(duration)}\u00a0s`;
  if (duration < 1.5 * HOUR) return `${Math.round(duration / MINUTE)}\u00a0min`;
  const hours = Math.round(duration / HOUR);
  return hours <= 99 ? `${hours}\u00a0h` : 'more than 99\u00a0h';
}

/** How long a lab that trains slowly still needs; null where it does not, or where the pace is not known yet. @param {import('../player/model.js').Model} model */
export function slowly(model) {
  const left = secondsLeft(model);
  return left === null || left < SLOW ? null : `About ${seconds(left)} left.`;
}
