/** Numbers as the page writes them. No DOM. */

/** What knows every number; to make it takes some ten milliseconds, in which the first view could be there. @type {Intl.NumberFormat | undefined} */
let groups;

/** 15000 -> "15,000"; three decimals at most. @param {number} value */
export function integer(value) {
  const text = String(value);
  if (!/^-?\d{1,15}(\.\d{1,3})?$/.test(text) || Object.is(value, -0))
    return (groups ??= new Intl.NumberFormat('en-US')).format(value);
  const [whole, ...decimals] = text.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...decimals].join('.');
}

/**
 * A cost in four significant digits. What is not finite has a name, not a number.
 * @param {number | null} cost @param {number} [digits]
 */
export function cost(cost, digits = 4) {
  if (cost === null) return '–';
  if (Number.isNaN(cost)) return 'not a number';
  if (!Number.isFinite(cost)) return cost > 0 ? '∞' : '−∞';
  if (cost === 0) return '0';
  const size = Math.abs(cost);
  if (size < 1e-4 || size >= 1e6) return cost.toExponential(digits - 1).replace('e+', 'e');
  if (size >= 1000) return integer(Math.round(cost));
  return cost.toPrecision(digits);
}

/** Every digit there is. @param {number | null | undefined} value */
export const exactCost = (value) =>
  value === null || value === undefined ? '–' : Number.isFinite(value) ? String(value) : cost(value);

/**
 * A fraction of `count` points as a percentage, with just the decimals that tell neighbouring counts apart: 100 points need
 * none, 300 need two, more than 10,000 three. The number of digits does not depend on the value, so nothing jumps while training.
 * @param {number | null} fraction @param {number} count
 */
export function percent(fraction, count) {
  if (fraction === null || Number.isNaN(fraction)) return '–';
  const decimals = count > 0 && 100 % count === 0 ? 0 : count > 0 && 1000 % count === 0 ? 1 : count > 1e4 ? 3 : 2;
  return `${(fraction * 100).toFixed(decimals)} %`;
}

/** A learning rate as short as it can be written. @param {number} rate */
export const rate = (rate) =>
  rate !== 0 && (Math.abs(rate) < 1e-4 || Math.abs(rate) >= 1e5) ? rate.toExponential() : String(rate);

/** Numbers of five and more digits within a sentence, grouped. @param {string} text */
export const grouped = (text) => text.replace(/(?<![\d.])\d{5,}(?![\d.]*\.\d)/g, (digits) => integer(Number(digits)));

/**
 * A learning rate that changes: "0.01 → 0.1 at 3,061"; a long schedule by its first rate, its last, and how many lie between.
 * @param {number} first @param {[number, number][]} changes  [iteration, rate]
 */
export function schedule(first, changes) {
  const steps = changes.map(([iteration, to]) => `→ ${rate(to)} at ${integer(iteration)}`);
  if (steps.length > 3) steps.splice(0, steps.length - 1, `→ … ${steps.length - 1} more …`);
  return [rate(first), ...steps].join(' ');
}

/** A number on its own, such as the end of an axis. @param {number} value */
export function tick(value) {
  if (value < 1e5 && (value === 0 || value >= 1e-3)) return integer(value);
  return scientific(value);
}

/** Ticks of one axis: all as decimals, or, where one of them would be long, all as powers of ten. @param {number[]} values */
export function ticks(values) {
  const long = values.some((value) => value >= 1e5 || (value > 0 && value < 1e-3));
  if (!long) return values.map((value) => integer(value));
  return values.map((value) => (value === 0 ? '0' : scientific(value)));
}

/** @param {number} value */
function scientific(value) {
  const [digits, exponent] = value.toExponential().split('e');
  const power = exponent.replace('+', '').replace(/[-0-9]/g, (c) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)]);
  return digits === '1' ? `10${power}` : `${digits}×10${power}`;
}

/**
 * A text whose letters that turn the direction of what follows are spelled out: in a name they would turn the caption around it.
 * @param {string} text
 */
export const spelled = (text) =>
  text.replace(/[\u202a-\u202e\u2066-\u2069]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16)}`);
