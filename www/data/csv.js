/** Limits of the user's own points, and their CSV. No DOM. */

/** @typedef {readonly [x: number, y: number, label: 0 | 1]} Point */

export const MOST_POINTS = 20_000;
export const LARGEST = 1e6;
/**
 * Maximum number of characters. numpy.savetxt writes 76 per point by default; 200 per point leave room for other
 * formats of 20,000 points.
 */
export const LONGEST_TEXT = 4_000_000;

/** Characters that need quotes around a value. */
const QUOTED = /[",\s]/;

/** @param {Iterable<Point>} points @param {readonly string[] | null} [names]  of the classes */
export function toCsv(points, names = null) {
  const labels = (names ?? ['0', '1']).map((name) => (QUOTED.test(name) ? `"${name.replaceAll('"', '""')}"` : name));
  const lines = ['x,y,label'];
  for (const [x, y, label] of points) lines.push(`${x},${y},${labels[label]}`);
  return `${lines.join('\n')}\n`;
}
