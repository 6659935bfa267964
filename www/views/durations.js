/** Durations as a reader says them, with a non-breaking space before the unit. */

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
