/**
 * Where a field sampled on a grid is zero, as straight segments: marching squares with linear interpolation along the edges.
 * On logits this is the decision boundary p = 0.5; on probabilities it would be jagged, since a saturated network's
 * probability jumps from 0 to 1 between two samples while its logit crosses zero evenly.
 * No DOM.
 */

/**
 * Edges of a cell: 0 top, 1 right, 2 bottom, 3 left. Corners as bits: 1 top left, 2 top right, 4 bottom right, 8 bottom left,
 * set where the value is above zero. Cases 5 and 10 are saddles and are decided by the value in the middle.
 * @type {number[][]}
 */
const CROSSINGS = [
  [], [3, 0], [0, 1], [3, 1], [1, 2], [], [0, 2], [3, 2], [2, 3], [2, 0], [], [2, 1], [1, 3], [1, 0], [0, 3], [],
];

/**
 * @param {ArrayLike<number>} values  row-major, row 0 at the top
 * @param {number} columns @param {number} rows
 * @returns {Float64Array} [x0, y0, x1, y1] of each segment in grid coordinates: (0, 0) is the first sample, (columns - 1, rows - 1) the last.
 *   Cells that touch a NaN have no segment. A value of exactly 0 counts as below, as a logit of 0 predicts class 0.
 */
export function contour(values, columns, rows) {
  /** @type {number[]} */
  const out = [];
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const at = row * columns + column;
      const [a, b, c, d] = [values[at], values[at + 1], values[at + columns + 1], values[at + columns]];
      const code = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
      if (code === 0 || code === 15) continue;
      if (Number.isNaN(a + b + c + d) && [a, b, c, d].some(Number.isNaN)) continue;
      const pairs = code === 5 || code === 10 ? saddle(code, a + b + c + d) : CROSSINGS[code];
      for (const edge of pairs) {
        if (edge === 0) out.push(column + crossing(a, b), row);
        else if (edge === 1) out.push(column + 1, row + crossing(b, c));
        else if (edge === 2) out.push(column + crossing(d, c), row + 1);
        else out.push(column, row + crossing(a, d));
      }
    }
  }
  return Float64Array.from(out);
}

/**
 * Two opposite corners are above zero. If the middle is above too they are joined, else the other two are.
 * @param {number} code @param {number} middle
 */
function saddle(code, middle) {
  return (code === 5) === middle > 0 ? [0, 1, 2, 3] : [3, 0, 1, 2];
}

/** How far along from `from` to `to` the value is zero. @param {number} from @param {number} to */
function crossing(from, to) {
  if (!Number.isFinite(from)) return Number.isFinite(to) ? 1 : 0.5;
  if (!Number.isFinite(to)) return 0;
  return from / (from - to);
}
