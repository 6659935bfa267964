/** Places labels beside the ends of lines. No DOM. */

/**
 * Moves labels apart along one axis so that none overlap, each as close as possible to its wanted position. Overlapping
 * neighbours are merged into a block centred on the mean of their wanted positions (pool adjacent violators).
 * @param {number[]} wishes  wanted centres
 * @param {number} height    height of one label
 * @param {number} low @param {number} high  labels stay inside; if they do not all fit, they are spaced evenly
 * @returns {number[]} centres in the order of the wishes
 */
export function placeLabels(wishes, height, low, high) {
  const order = wishes.map((_, i) => i).sort((i, j) => wishes[i] - wishes[j] || i - j);
  const room = high - low;
  const step = wishes.length * height > room ? room / wishes.length : height;
  /** @type {{ members: number[], centre: number }[]} */
  const blocks = [];
  for (const i of order) {
    let block = { members: [i], centre: fit(wishes[i], 1) };
    for (
      let last = blocks.at(-1);
      last && last.centre + (last.members.length * step) / 2 > block.centre - (block.members.length * step) / 2;
      last = blocks.at(-1)
    ) {
      blocks.pop();
      const members = [...last.members, ...block.members];
      const mean =
        members.reduce((sum, member, k) => sum + wishes[member] - (k - (members.length - 1) / 2) * step, 0) /
        members.length;
      block = { members, centre: fit(mean, members.length) };
    }
    blocks.push(block);
  }
  const placed = new Array(wishes.length);
  for (const { members, centre } of blocks) {
    members.forEach((member, k) => {
      placed[member] = centre + (k - (members.length - 1) / 2) * step;
    });
  }
  return placed;

  /** @param {number} centre @param {number} count */
  function fit(centre, count) {
    return Math.max(low + (count * step) / 2, Math.min(high - (count * step) / 2, centre));
  }
}

/** Possible places of a note in a square picture: name, and centre relative to the side. Earlier ones are preferred. */
const PLACES = /** @type {const} */ ([
  ['centre', 0.5, 0.5],
  ['top-left', 0, 0],
  ['top-right', 1, 0],
  ['bottom-left', 0, 1],
  ['bottom-right', 1, 1],
  ['top', 0.5, 0],
  ['bottom', 0.5, 1],
]);

/**
 * The place where a note hides the fewest points.
 * @param {ArrayLike<number>} points  [x0, y0, x1, y1, …]
 * @param {import('./scales.js').Bounds} bounds of the picture
 * @param {number} width @param {number} height  of the note, in shares of the side
 * @returns {typeof PLACES[number][0]}
 */
export function emptiestPlace(points, { xMin, xMax, yMin, yMax }, width, height) {
  const hidden = PLACES.map(() => 0);
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = (points[i] - xMin) / (xMax - xMin);
    const y = (yMax - points[i + 1]) / (yMax - yMin);
    PLACES.forEach(([, toRight, down], k) => {
      const [left, top] = [toRight * (1 - width), down * (1 - height)];
      if (x >= left && x <= left + width && y >= top && y <= top + height) hidden[k] += 1;
    });
  }
  return PLACES[hidden.indexOf(Math.min(...hidden))][0];
}
