/** Scales, ticks and bounds. Numbers only, no DOM. */

/** @typedef {{ xMin: number, xMax: number, yMin: number, yMax: number }} Bounds */

/**
 * The square shared by all panels: the data's extent with a margin, enlarged to whole quarters of its size so that it
 * does not shift slightly with each seed.
 * @param {...Float64Array} sets  [x0, y0, x1, y1, …]
 * @returns {Bounds}
 */
export function squareBounds(...sets) {
  let [xMin, xMax, yMin, yMax] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const points of sets) {
    for (let i = 0; i + 1 < points.length; i += 2) {
      xMin = Math.min(xMin, points[i]);
      xMax = Math.max(xMax, points[i]);
      yMin = Math.min(yMin, points[i + 1]);
      yMax = Math.max(yMax, points[i + 1]);
    }
  }
  if (!(xMin <= xMax)) return { xMin: -1, xMax: 1, yMin: -1, yMax: 1 };
  const size = Math.max(Math.abs(xMin), Math.abs(xMax), Math.abs(yMin), Math.abs(yMax));
  const extent = Math.max(xMax - xMin, yMax - yMin) / 2;
  const reach = Math.max(extent || size || 1, FINEST * size, TINIEST);
  const step = niceStep(reach) / 4;
  const half = Math.ceil((reach * 1.12) / step) * step;
  const centre = (/** @type {number} */ low, /** @type {number} */ high) => Math.round((low + high) / 2 / step) * step;
  const [x, y] = [centre(xMin, xMax), centre(yMin, yMax)];
  return { xMin: x - half, xMax: x + half, yMin: y - half, yMax: y + half };
}

/** Whether the bounds contain all points. @param {Bounds} bounds @param {...Float64Array} sets  [x0, y0, x1, y1, …] */
export const encloses = ({ xMin, xMax, yMin, yMax }, ...sets) =>
  sets.every((points) =>
    points.every((value, i) => (i % 2 ? value >= yMin && value <= yMax : value >= xMin && value <= xMax)),
  );

/** Minimum span relative to the coordinates. Smaller spans leave doubles too few digits for the drawing inside. */
const FINEST = 1e-9;
/** Minimum half span. Powers of ten below it lose digits. */
const TINIEST = 1e-290;

/** The largest 1, 2 or 5 × 10^k that is not above the value. @param {number} value */
export function niceStep(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = value / power;
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}

/**
 * At most `most` round numbers from low to high.
 * @param {number} low @param {number} high @param {number} [most]
 */
export function linearTicks(low, high, most = 5) {
  const span = high - low;
  if (!(span >= Math.max(TINIEST, FINEST * Math.max(Math.abs(low), Math.abs(high)))) || !Number.isFinite(span))
    return [low];
  const first = (/** @type {number} */ step) => Math.ceil(low / step - 1e-9);
  const count = (/** @type {number} */ step) => Math.floor(high / step + 1e-9) - first(step) + 1;
  let step = niceStep(span / most);
  while (count(step) > most) step = logCeiling(step * 1.01);
  const ticks = [];
  for (let k = 0; k < count(step); k += 1) ticks.push(Number(((first(step) + k) * step).toPrecision(12)));
  return ticks;
}

/**
 * Round iterations from 0 to the last, including the last.
 * @param {number} end @param {number} most
 */
export function iterationTicks(end, most) {
  const ticks = linearTicks(0, end, most).filter((tick) => Number.isInteger(tick) && tick < end);
  if (ticks.length > 1 && end - ticks[ticks.length - 1] < 0.55 * ticks[1]) ticks.pop();
  return [...ticks, end];
}

/**
 * A linear map and its inverse.
 * @param {[number, number]} domain @param {[number, number]} range
 */
export function linearScale([d0, d1], [r0, r1]) {
  const slope = (r1 - r0) / (d1 - d0);
  return Object.assign((/** @type {number} */ value) => r0 + (value - d0) * slope, {
    invert: (/** @type {number} */ pixel) => d0 + (pixel - r0) / slope,
  });
}

/**
 * The range of a cost axis. A logarithmic axis shows every positive cost. A linear axis that one enormous cost would
 * flatten is cut instead, and reports where. Both change in large steps only, so that a curve does not drift while it
 * is watched. A logarithmic axis grows to the next 1, 2 or 5, and by whole decades once costs span more than a decade.
 * A linear axis follows, by decades, the highest level of a run: its lowest cost in the last quarter, since costs that
 * leap at first fall between their leaps. At iteration 0 it follows the lowest, so that it does not begin enormous.
 * @param {number[][]} costs  of each run, in order; null and non-finite values are ignored
 * @param {boolean} logarithmic
 * @returns {{ low: number, high: number, cutAt: number | null, largest: number }}
 */
export function costRange(costs, logarithmic) {
  let [smallest, largest] = [Infinity, -Infinity];
  /** @type {number[]} */
  const levels = [];
  for (const run of costs) {
    let level = Infinity;
    const late = run.length - Math.max(1, run.length >> 2);
    for (let k = 0; k < run.length; k += 1) {
      const cost = run[k];
      if (cost === null || !Number.isFinite(cost)) continue;
      if (cost > largest) largest = cost;
      if (cost > 0 && cost < smallest) smallest = cost;
      if (k >= late && cost < level) level = cost;
    }
    if (Number.isFinite(level)) levels.push(level);
  }
  if (!(largest > 0)) return { low: logarithmic ? 0.1 : 0, high: 1, cutAt: null, largest };
  if (logarithmic && largest <= 10 * smallest) {
    const low = logFloor(smallest);
    return { low, high: Math.max(logCeiling(largest), logCeiling(low * 1.01)), cutAt: null, largest };
  }
  if (logarithmic) {
    const low = decade(Math.floor(Math.log10(Math.min(smallest, 0.5)) + 1e-12));
    const high = decade(Math.ceil(Math.log10(Math.max(largest, 0.5)) - 1e-12));
    return { low, high, cutAt: null, largest };
  }
  if (!levels.length) levels.push(largest);
  const level = costs.every((run) => run.length <= 1) ? Math.min(...levels) : Math.max(...levels);
  const high = CHANCE_AXIS * decade(Math.max(0, Math.ceil(Math.log10((level * 1.1) / CHANCE_AXIS))));
  if (largest > 2 * high) return { low: 0, high, cutAt: high, largest };
  return { low: 0, high: Math.max(1, largest * 1.05), cutAt: null, largest };
}

/** The double nearest to 10^exponent. @param {number} exponent */
const decade = (exponent) => Number(`1e${exponent}`);

/** Minimum end of a linear axis: about three times ln 2, the cost of predicting p = 0.5 everywhere. */
const CHANCE_AXIS = 2;

/** The largest 1, 2 or 5 × 10^k not above the value. @param {number} value */
export const logFloor = (value) => Number(niceStep(value * (1 + 1e-12)).toPrecision(12));

/** The smallest 1, 2 or 5 × 10^k not below the value. @param {number} value */
export function logCeiling(value) {
  const floor = niceStep(value * (1 - 1e-12));
  const digit = Math.round(floor / 10 ** Math.floor(Math.log10(floor) + 1e-9));
  return Number((digit === 2 ? floor * 2.5 : floor * 2).toPrecision(12));
}

/**
 * Logarithmic ticks: powers of ten, with 2 and 5 over short ranges. Very short ranges use linear ticks.
 * @param {number} low
 * @param {number} high
 */
export function logTicks(low, high) {
  if (high <= 2.6 * low) return linearTicks(low, high, 6);
  const digits = Math.log10(high / low) > 2.5 ? [1] : [1, 2, 5];
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += 1) {
    for (const digit of digits) {
      const value = Number(`${digit}e${power}`);
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.push(value);
    }
  }
  const step = Math.ceil(ticks.length / 9);
  return ticks.filter((_, i) => i % step === 0);
}

/** Position 0…1 of a value on a logarithmic slider. @param {number} value @param {number} low @param {number} high */
export const logPosition = (value, low, high) => Math.min(1, Math.max(0, Math.log(value / low) / Math.log(high / low)));

/** Value at a position 0…1, rounded to two significant digits for readable numbers. */
export const logValue = (/** @type {number} */ position, /** @type {number} */ low, /** @type {number} */ high) =>
  Number((low * (high / low) ** position).toPrecision(2));
