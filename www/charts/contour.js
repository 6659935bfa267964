/**
 * The zero contour of a field sampled on a grid, by marching squares. On logits it is the decision boundary p = 0.5. On
 * probabilities it would be jagged, since a saturated network's probability jumps from 0 to 1 between two samples.
 *
 * Numbers only, no DOM.
 */

/**
 * @typedef {object} Contour  in grid coordinates: (0, 0) is the first sample, (columns - 1, rows - 1) the last
 * @property {Float64Array} edges     [ax, ay, bx, by] grid edges that the contour crosses: not above zero at a, above at b
 * @property {Float64Array} crossings [x, y] on each of these edges
 * @property {Uint32Array} segments   pairs of crossings to join
 */

/**
 * Edges of a cell: 0 top, 1 right, 2 bottom, 3 left. Corners as bits: 1 top left, 2 top right, 4 bottom right, 8 bottom
 * left, set where the value is above zero. Cases 5 and 10 are saddles, decided by the value in the middle.
 * @type {number[][]}
 */
const PAIRS = [
  [],
  [3, 0],
  [0, 1],
  [3, 1],
  [1, 2],
  [],
  [0, 2],
  [3, 2],
  [2, 3],
  [2, 0],
  [],
  [2, 1],
  [1, 3],
  [1, 0],
  [0, 3],
  [],
];

/**
 * Finds the contour and places its crossings by linear interpolation.
 * @param {ArrayLike<number>} values  row-major, row 0 at the top. Cells that touch a NaN have no segment. A value of exactly 0 counts
 *   as below, as a logit of 0 predicts class 0.
 * @param {number} columns @param {number} rows
 * @returns {Contour}
 */
export function contour(values, columns, rows) {
  /** @type {number[]} */
  const edges = [];
  /** @type {number[]} */
  const crossings = [];
  /** @type {number[]} */
  const segments = [];
  /** @type {Map<number, number>} */
  const known = new Map();

  /** The crossing between two neighbouring samples, shared by both cells at that edge. @param {number} from @param {number} to */
  const crossing = (from, to) => {
    const key = 2 * from + (to - from === 1 ? 0 : 1);
    let index = known.get(key);
    if (index === undefined) {
      index = known.size;
      known.set(key, index);
      const [a, b] = values[from] > 0 ? [to, from] : [from, to];
      const [ax, ay, bx, by] = [a % columns, Math.floor(a / columns), b % columns, Math.floor(b / columns)];
      const t = share(values[a], values[b]);
      edges.push(ax, ay, bx, by);
      crossings.push(ax + (bx - ax) * t, ay + (by - ay) * t);
    }
    return index;
  };

  for (let row = 0; row + 1 < rows; row += 1) {
    let topLeft = row * columns;
    // The corners on the right are the left corners of the next cell.
    let right = (values[topLeft] > 0 ? 1 : 0) | (values[topLeft + columns] > 0 ? 8 : 0);
    for (const end = topLeft + columns - 1; topLeft < end; topLeft += 1) {
      const bottomLeft = topLeft + columns;
      const left = right;
      right = (values[topLeft + 1] > 0 ? 1 : 0) | (values[bottomLeft + 1] > 0 ? 8 : 0);
      const code = left | ((right & 1) << 1) | ((right & 8) >> 1);
      if (code === 0 || code === 15) continue;
      const [a, b, c, d] = [values[topLeft], values[topLeft + 1], values[bottomLeft + 1], values[bottomLeft]];
      if (Number.isNaN(a) || Number.isNaN(b) || Number.isNaN(c) || Number.isNaN(d)) continue;
      for (const edge of code === 5 || code === 10 ? saddle(code, a + b + c + d) : PAIRS[code]) {
        if (edge === 0) segments.push(crossing(topLeft, topLeft + 1));
        else if (edge === 1) segments.push(crossing(topLeft + 1, bottomLeft + 1));
        else if (edge === 2) segments.push(crossing(bottomLeft, bottomLeft + 1));
        else segments.push(crossing(topLeft, bottomLeft));
      }
    }
  }
  return {
    edges: Float64Array.from(edges),
    crossings: Float64Array.from(crossings),
    segments: Uint32Array.from(segments),
  };
}

/**
 * Moves each crossing to the function's own sign change, by bisection. Between a nearly flat and a very steep piece, as
 * in a network with large weights, linear interpolation is off by up to a cell, and the line would show the grid.
 * @param {Contour} found @param {number} rounds  number of bisections, each of which halves the error
 * @param {(points: Float64Array) => ArrayLike<unknown>} above  whether the function is above zero, at [x, y] in grid coordinates
 * @returns {Contour}
 */
export function bisect({ edges, segments }, rounds, above) {
  const ends = edges.slice();
  const crossings = new Float64Array(edges.length / 2);
  const middle = () => {
    for (let k = 0; 2 * k < crossings.length; k += 1) {
      crossings[2 * k] = (ends[4 * k] + ends[4 * k + 2]) / 2;
      crossings[2 * k + 1] = (ends[4 * k + 1] + ends[4 * k + 3]) / 2;
    }
  };
  middle();
  for (let round = 0; round < rounds && crossings.length > 0; round += 1) {
    const isAbove = above(crossings);
    for (let k = 0; 2 * k < crossings.length; k += 1) {
      const end = 4 * k + (isAbove[k] ? 2 : 0);
      ends[end] = crossings[2 * k];
      ends[end + 1] = crossings[2 * k + 1];
    }
    middle();
  }
  return { edges, crossings, segments };
}

/**
 * Joins segments into lines as long as possible, so that each is drawn in one stroke.
 * @param {Uint32Array} segments  pairs of crossings; at most two segments meet at one @param {number} crossings  how many there are
 * @returns {number[][]}  the crossings along each line; a closed line begins and ends with the same crossing
 */
export function linesOf(segments, crossings) {
  // For each crossing, the segments that end there, plus one. 0 means none.
  const meet = new Uint32Array(2 * crossings);
  for (let i = 0; i < segments.length; i += 1) {
    const at = 2 * segments[i];
    meet[meet[at] ? at + 1 : at] = (i >> 1) + 1;
  }
  const drawn = new Uint8Array(segments.length >> 1);
  /** @type {number[][]} */
  const lines = [];
  const follow = (/** @type {number} */ from) => {
    const line = [from];
    for (let at = from; ;) {
      const next = [meet[2 * at], meet[2 * at + 1]].find((segment) => segment && !drawn[segment - 1]);
      if (!next) break;
      drawn[next - 1] = 1;
      const [a, b] = [segments[2 * next - 2], segments[2 * next - 1]];
      at = a === at ? b : a;
      line.push(at);
    }
    if (line.length > 1) lines.push(line);
  };
  for (let at = 0; at < crossings; at += 1) if (!meet[2 * at + 1]) follow(at);
  for (let i = 0; i < segments.length; i += 2) follow(segments[i]);
  return lines;
}

/**
 * Simplifies a line within a tolerance. Each straight piece is as long as the tolerance allows, and the next begins at
 * its last corner. One pass, using the range of directions that pass all corners since the last kept one (Sklansky and
 * Gonzalez, 1980).
 * @param {ArrayLike<number>} line  [x, y] of each corner @param {number} tolerance
 * @returns {number[]}  some of the corners, the first and the last among them
 */
export function straightened(line, tolerance) {
  const kept = [line[0], line[1]];
  let [from, least, most, furthest] = [0, -Infinity, Infinity, 0];
  for (let i = 2; i < line.length; i += 2) {
    const [x, y] = [line[i] - line[from], line[i + 1] - line[from + 1]];
    const distance = Math.hypot(x, y);
    const full = 2 * Math.PI;
    let direction = Math.atan2(y, x);
    if (least > -Infinity) direction -= full * Math.round((direction - (least + most) / 2) / full);
    // A corner near the last kept one allows any direction. A corner that turns back ends the piece, since a piece must
    // extend past all its corners.
    if ((distance > tolerance && !(direction >= least && direction <= most)) || distance < furthest) {
      from = i - 2;
      kept.push(line[from], line[from + 1]);
      [least, most, furthest] = [-Infinity, Infinity, 0];
      i -= 2; // tries this corner again with the new piece
      continue;
    }
    if (distance > tolerance) {
      const leeway = Math.asin(tolerance / distance);
      [least, most] = [Math.max(least, direction - leeway), Math.min(most, direction + leeway)];
      furthest = Math.max(furthest, distance);
    }
  }
  if (line.length > 2) kept.push(line[line.length - 2], line[line.length - 1]);
  return kept;
}

/**
 * Resolves a saddle, where two opposite corners are above zero. If the middle is above zero too, they are joined.
 * Otherwise the other two are.
 * @param {number} code @param {number} middle
 */
function saddle(code, middle) {
  return (code === 5) === middle > 0 ? [0, 1, 2, 3] : [3, 0, 1, 2];
}

/**
 * The fraction of the way from `below` to `above` at which the value is zero.
 * @param {number} below
 * @param {number} above
 */
function share(below, above) {
  if (Number.isFinite(below)) return Number.isFinite(above) ? below / (below - above) : 0;
  return Number.isFinite(above) ? 1 : 0.5;
}
