/**
 * Whether coordinates are far from what networks learn well from. Initializers keep the signal's size if inputs have mean
 * 0 and standard deviation about 1; a common offset or unlike scales make the cost's valley long and narrow, so that
 * gradient descent crawls (LeCun, Bottou, Orr and Müller, 1998, Efficient BackProp, section 4.3). No DOM.
 */

/** @typedef {{ axis: 0 | 1, min: number, max: number }} Range  of a coordinate */
/** @typedef {{ min: number, max: number, mean: number, stddev: number }} Moments */

/** Limits of a coordinate's root mean square. The built-in data sets have 0.4 to 1.2. */
const SMALLEST = 0.05;
const LARGEST = 5;
/** An offset counts if it is larger than this, and than this many standard deviations. */
const OFFSET = 2;
const DEVIATIONS = 3;
/** Ratio of the standard deviations from which scales are unlike. It says nothing of a few points. */
const UNLIKE = 10;
const FEWEST = 10;

/** @param {ArrayLike<number>} points  [x0, y0, x1, y1, …] @param {0 | 1} axis @returns {Moments} */
function momentsOf(points, axis) {
  let [min, max, sum, squares] = [Infinity, -Infinity, 0, 0];
  const count = points.length / 2;
  for (let k = axis; k < points.length; k += 2) {
    min = Math.min(min, points[k]);
    max = Math.max(max, points[k]);
    sum += points[k];
  }
  const mean = sum / count;
  for (let k = axis; k < points.length; k += 2) squares += (points[k] - mean) ** 2;
  return { min, max, mean, stddev: min === max ? 0 : Math.sqrt(squares / count) };
}

/** Whether one coordinate is too large, too small, or far from 0. @param {Moments} moments */
function isOff({ mean, stddev }) {
  const size = Math.hypot(mean, stddev);
  const offset = stddev > 0 && Math.abs(mean) > Math.max(OFFSET, DEVIATIONS * stddev);
  return size > LARGEST || (size > 0 && size < SMALLEST) || offset;
}

/**
 * The coordinates that should be standardized, with their ranges; none if networks can learn from the points as they are.
 * @param {ArrayLike<number>} points  training points [x0, y0, x1, y1, …] @returns {Range[]}
 */
export function offScale(points) {
  if (points.length === 0) return [];
  const axes = /** @type {const} */ ([0, 1]).map((axis) => ({ axis, ...momentsOf(points, axis) }));
  const [low, high] = axes.map(({ stddev }) => stddev).sort((a, b) => a - b);
  const unlike = points.length >= 2 * FEWEST && low > 0 && high / low > UNLIKE;
  return axes.filter((moments) => unlike || isOff(moments)).map(({ axis, min, max }) => ({ axis, min, max }));
}
