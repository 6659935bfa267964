/** Number formats of the page. No DOM. */

/** Formatter with grouping. It is created on first use, which takes about ten milliseconds. @type {Intl.NumberFormat | undefined} */
let groups;

/** Formats 15000 as "15,000", with at most three decimals. @param {number} value */
export function integer(value) {
  const text = String(value);
  if (!/^-?\d{1,15}(\.\d{1,3})?$/.test(text) || Object.is(value, -0))
    return (groups ??= new Intl.NumberFormat('en-US')).format(value);
  const [whole, ...decimals] = text.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...decimals].join('.');
}

/**
 * Formats a cost with four significant digits. Values that are not finite are named.
 * @param {number | null} cost @param {number} [digits]
 */
export function cost(cost, digits = 4) {
  if (cost === null) return '–';
  if (Number.isNaN(cost)) return 'not a number';
  if (!Number.isFinite(cost)) return cost > 0 ? '∞' : '−∞';
  if (cost === 0) return '0';
  const size = Math.abs(cost);
  if (size < 1e-4 || size >= 1e6) return power(cost.toExponential(digits - 1));
  if (size >= 1000) return integer(Math.round(cost));
  return cost.toPrecision(digits);
}

/** A number with all its digits. @param {number} value */
export const exact = (value) => (String(value).includes('e') ? scientific(value) : String(value));

/** A cost with all its digits. @param {number | null | undefined} value */
export const exactCost = (value) =>
  value === null || value === undefined ? '–' : Number.isFinite(value) ? exact(value) : cost(value);

/**
 * Formats a fraction of `count` points as a percentage, with just enough decimals to distinguish neighbouring counts:
 * none for 100 points, two for 300, three for more than 10,000. The number of digits does not depend on the value, so
 * the text does not jump during training.
 * @param {number | null} fraction @param {number} count
 */
export function percent(fraction, count) {
  if (fraction === null || Number.isNaN(fraction)) return '–';
  const decimals = count > 0 && 100 % count === 0 ? 0 : count > 0 && 1000 % count === 0 ? 1 : count > 1e4 ? 3 : 2;
  return `${(fraction * 100).toFixed(decimals)} %`;
}

/** The shortest form of a learning rate. @param {number} rate */
export const rate = (rate) =>
  rate !== 0 && (Math.abs(rate) < 1e-4 || Math.abs(rate) >= 1e5) ? scientific(rate) : String(rate);

/** A learning rate as it is typed: all digits, without a power of ten unless there are too many. @param {number} rate */
export function typedRate(rate) {
  const digits = decimal(rate).replaceAll(',', '');
  return Number(digits) === rate ? digits : String(rate);
}

/** Groups the digits of numbers with five or more digits in a sentence. @param {string} text */
export const grouped = (text) => text.replace(/(?<![\d.])\d{5,}(?![\d.]*\.\d)/g, (digits) => integer(Number(digits)));

/**
 * Describes a learning rate that changes: "0.01 → 0.1 at 3,061". A long schedule is given by its first and last rates
 * and the number of changes between.
 * @param {number} first @param {[number, number][]} changes  [iteration, rate]
 */
export function schedule(first, changes) {
  const steps = changes.map(([iteration, to]) => `→ ${rate(to)} at ${integer(iteration)}`);
  if (steps.length > 3) steps.splice(0, steps.length - 1, `→ … ${steps.length - 1} more …`);
  return [rate(first), ...steps].join(' ');
}

/** A coordinate with at most three significant digits: "30.4", "−0.0012", "1,000,000". @param {number} value */
export function axisText(value) {
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  if (size >= 1000 || size === 0) return integer(rounded + 0).replace('-', '−');
  return (size >= 1e-4 ? String(rounded) : power(rounded.toExponential())).replace(/^-/, '−');
}

/** Formats a single number, such as the end of an axis. @param {number} value */
export function tick(value) {
  if (value < 1e5 && (value === 0 || value >= 1e-3)) return integer(value);
  return scientific(value);
}

/**
 * Formats the ticks of an axis: all as decimals, or all as powers of ten if one of the decimals would be long.
 * @param {number[]} values
 */
export function ticks(values) {
  const long = values.some((value) => value >= 1e5 || (value > 0 && value < 1e-3));
  if (!long) return values.map((value) => integer(value));
  return values.map((value) => (value === 0 ? '0' : scientific(value)));
}

/** Longest texts that an axis has without powers of ten. */
const SHORT = 7;

/**
 * Formats the ticks of an axis of coordinates, of either sign and any size: all as decimals, or all as powers of ten
 * where those are shorter.
 * @param {number[]} values
 */
export function axisTexts(values) {
  const longest = (/** @type {string[]} */ texts) => Math.max(0, ...texts.map(({ length }) => length));
  const plain = values.map(decimal);
  if (longest(plain) <= SHORT) return plain;
  const powers = values.map((value) => (value === 0 ? '0' : scientific(value).replace('-', '−')));
  return longest(powers) < longest(plain) ? powers : plain;
}

/** All digits, grouped, however small or large the number is. @param {number} value */
function decimal(value) {
  const text = Math.abs(value) >= 1e21 ? value.toFixed(0) : String(value);
  const [digits, exponent] = text.split('e-');
  const full = exponent ? value.toFixed(Math.min(100, Number(exponent) + Math.max(0, digits.length - 2))) : text;
  const [whole, ...rest] = full.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.').replace('-', '−');
}

/** @param {number} value */
const scientific = (value) => power(value.toExponential()).replace(/^1\u00a0·\u00a0/, '');

/**
 * The notation of powers on the page, as in the verdicts and the lesson: "5.8e-7" becomes "5.8 · 10⁻⁷".
 * @param {string} exponential
 */
export function power(exponential) {
  const [digits, exponent] = exponential.split('e');
  const raised = exponent.replace('+', '').replace(/[-0-9]/g, (c) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)]);
  return `${digits}\u00a0·\u00a010${raised}`;
}

/**
 * The evidence of a verdict, and the other words that hold: "Half of its predictions are confidently wrong. Also exploding."
 * @param {{ evidence: string, findings: string[] }} run
 */
export const evidence = ({ evidence, findings: [, ...others] }) =>
  `${evidence}${others.length ? ` Also ${others.join(', ')}.` : ''}`.replaceAll(' %', '\u00a0%');

/**
 * Escapes letters that change the text direction. In a name, they would reorder the caption around it.
 * @param {string} text
 */
export const spelled = (text) =>
  text.replace(/[\u202a-\u202e\u2066-\u2069]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16)}`);
