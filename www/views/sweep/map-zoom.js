/**
 * Chooses a part of a map: by drag, by pinch, by wheel with Ctrl or ⌘. A part is in places among the axes' values; the
 * edges of the first cell are −0.5 and 0.5.
 */

/** @typedef {{ left: number, right: number, bottom: number, top: number }} Part  in places; right and top are larger */
/** @typedef {{ x: number, y: number }} Place */
/** @typedef {{ columns: number, rows: number }} Grid */

/** The least part, in cells. */
const LEAST = 1;
/** A wheel turned by this many pixels halves the part. */
const HALF_TURN = 240;
/** Zooming out by this factor goes back. */
const BACK = 1.25;

/** @param {Grid} grid @returns {Part} */
export const wholePart = ({ columns, rows }) => ({ left: -0.5, right: columns - 0.5, bottom: -0.5, top: rows - 0.5 });

/**
 * A part of that many times the size, with a place at the same share of it; inside the grid.
 * @param {Part} part @param {number} factor  below 1: smaller @param {Place} around @param {Grid} grid
 * @returns {Part}
 */
export function zoomed({ left, right, bottom, top }, factor, around, { columns, rows }) {
  const [a, b] = along(left, right, factor, around.x, columns);
  const [c, d] = along(bottom, top, factor, around.y, rows);
  return { left: a, right: b, bottom: c, top: d };
}

/** @param {number} low @param {number} high @param {number} factor @param {number} around @param {number} count */
function along(low, high, factor, around, count) {
  const length = Math.max(Math.min(LEAST, count), Math.min(count, (high - low) * factor));
  const share = (around - low) / (high - low);
  const from = Math.max(-0.5, Math.min(count - 0.5 - length, around - share * length));
  return [from, from + length];
}

/** The part between two places: whole cells. @param {Place} one @param {Place} other @returns {Part} */
export const between = (one, other) => ({
  left: Math.min(Math.floor(one.x + 0.5), Math.floor(other.x + 0.5)) - 0.5,
  right: Math.max(Math.floor(one.x + 0.5), Math.floor(other.x + 0.5)) + 0.5,
  bottom: Math.min(Math.floor(one.y + 0.5), Math.floor(other.y + 0.5)) - 0.5,
  top: Math.max(Math.floor(one.y + 0.5), Math.floor(other.y + 0.5)) + 0.5,
});

/** The factor of a turn of the wheel. @param {WheelEvent} event */
export const wheelFactor = ({ deltaY, deltaMode }) => 2 ** ((deltaY * [1, 16, 400][deltaMode]) / HALF_TURN);

/** What a part asks for: a closer look, the wider one before, or nothing. @param {Part} part @param {number} factor  of all zooming @param {Grid} grid @returns {'in' | 'out' | 'none'} */
export function asked({ left, right, bottom, top }, factor, { columns, rows }) {
  if (factor >= BACK) return 'out';
  return right - left < columns - 1e-6 || top - bottom < rows - 1e-6 ? 'in' : 'none';
}
