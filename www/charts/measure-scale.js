/**
 * The axis, colours and texts of a sweep's measure: which kind of number it is, its range, and its ticks. No DOM.
 */
import { fullCatalogue } from '../experiment/full-catalogue.js';
import * as format from './format.js';
import { linearTicks, logCeiling, logFloor, logTicks } from './scales.js';

/**
 * @typedef {import('../experiment/catalogue.js').Catalogue['measures'][number]['kind']} Kind
 * @typedef {object} MeasureScale
 * @property {Kind} kind
 * @property {boolean} logarithmic
 * @property {[number, number]} range
 * @property {boolean} below  whether values lie below the range
 * @property {boolean} above  whether values lie above the range
 */

/** The entry of a measure. @param {string} measure  its name */
const entryOf = (measure) =>
  /** @type {typeof fullCatalogue['measures'][number]} */ (fullCatalogue.measures.find(({ name }) => name === measure));

/** @param {string} measure  its name @returns {Kind} */
export const kindOf = (measure) => entryOf(measure).kind;

/** Values counted for the range; more are sampled. */
const MOST = 4096;
/** Shares of the values at each end that may lie beyond the range of colours. */
const TAIL = 0.01;
/** Values in a tail lie beyond the range only if they are this many times as far. */
const FAR = 10;
/**
 * The range of costs reaches this many times below and above their median. Costs of 1e-200 or 1e300 differ in nothing
 * that matters, but would leave all others one colour.
 */
const WITHIN = 1e4;
/** Decades that an axis has in any case, so that equal values are not spread over the whole of it. */
const LEAST_DECADES = 1;
/** Accuracies start no higher than this, that of chance with two classes of one size. */
const CHANCE = 0.5;

/**
 * The scale of a measure for these values.
 * @param {string} measure @param {ArrayLike<number>} values  in any order; those that are not finite do not count
 * @param {{ trimmed?: boolean, only?: (index: number) => boolean }} [how]  trimmed: values at the far ends may lie beyond a logarithmic range; only: the values that count
 * @returns {MeasureScale}
 */
export function measureScale(measure, values, { trimmed = false, only } = {}) {
  const kind = kindOf(measure);
  if (kind === 'part') return { kind, logarithmic: false, range: [0, 1], below: false, above: false };
  const finite = [];
  let zeros = false;
  let [least, most] = [Infinity, -Infinity];
  const step = trimmed ? Math.max(1, Math.floor(values.length / MOST)) | 1 : 1;
  for (let k = 0; k < values.length; k += step) {
    const value = values[k];
    if (!Number.isFinite(value) || (only && !only(k))) continue;
    if (kind === 'size' && !(value > 0)) {
      zeros = true;
      continue;
    }
    least = Math.min(least, value);
    most = Math.max(most, value);
    if (trimmed) finite.push(value);
  }
  if (!(least <= most)) [least, most] = kind === 'count' ? [0, 1] : [0.1, 1];
  if (kind === 'share') {
    const low = Math.min(CHANCE, Math.max(0, Math.floor(10 * least + 1e-9) / 10));
    return { kind, logarithmic: false, range: [low, 1], below: false, above: false };
  }
  if (kind === 'count')
    return { kind, logarithmic: false, range: [0, logCeiling(Math.max(1, most))], below: false, above: false };
  let [from, to] = [least, most];
  if (trimmed && finite.length) {
    finite.sort((a, b) => a - b);
    const tail = Math.floor(TAIL * finite.length);
    const [low, high] = [finite[tail], finite[finite.length - 1 - tail]];
    if (low > FAR * least) from = low;
    if (most > FAR * high) to = high;
    if (measure === 'cost') {
      const middle = finite[Math.floor(finite.length / 2)];
      [from, to] = [Math.max(from, middle / WITHIN), Math.min(to, middle * WITHIN)];
    }
  }
  const range = decadesOf(from, to);
  return { kind, logarithmic: true, range, below: zeros || least < range[0], above: most > range[1] };
}

/** A range of round ends. @param {number} from @param {number} to @returns {[number, number]} */
function decadesOf(from, to) {
  let [low, high] = [logFloor(from), logCeiling(to)];
  if (Math.log10(high / low) < LEAST_DECADES - 1e-9) {
    const middle = Math.sqrt(low * high);
    [low, high] = [logFloor(middle / Math.sqrt(10)), logCeiling(middle * Math.sqrt(10))];
  }
  return [low, high];
}

/** The place of a value on its scale: 0 at the low end, 1 at the high end, beyond both where it lies beyond. @param {MeasureScale} scale @param {number} value */
export function placeOn({ logarithmic, range: [low, high] }, value) {
  if (!logarithmic) return (value - low) / (high - low);
  return value > 0 ? Math.log(value / low) / Math.log(high / low) : -Infinity;
}

/** At most `most` ticks of a scale. @param {MeasureScale} scale @param {number} most */
export function measureTicks({ kind, logarithmic, range: [low, high] }, most) {
  if (!logarithmic) {
    const ticks = linearTicks(low, high, Math.max(2, most));
    return kind === 'count' ? ticks.filter(Number.isInteger) : ticks;
  }
  const all = logTicks(low, high).map((tick) => Number(tick.toPrecision(12)));
  const step = Math.max(1, Math.ceil(all.length / Math.max(1, most)));
  return all.filter((_, k) => (all.length - 1 - k) % step === 0);
}

/** @param {Kind} kind @param {number[]} ticks */
export const measureTexts = (kind, ticks) =>
  kind === 'share' || kind === 'part'
    ? ticks.map((tick) => `${Math.round(100 * tick)} %`)
    : format.ticks(ticks).map((text) => (text === '10⁰' ? '1' : text));

/** A value in words and digits. @param {Kind} kind @param {number} value */
export function measureText(kind, value) {
  if (Number.isNaN(value)) return 'no value';
  if (kind === 'share') return `${trimmedPercent(value)} %`;
  if (kind === 'part') return value === 0 ? 'no' : value === 1 ? 'yes' : `${trimmedPercent(value)} %`;
  if (kind === 'count') return value === Infinity ? 'never' : format.integer(Math.round(10 * value) / 10);
  return format.cost(value);
}

/** @param {number} share */
const trimmedPercent = (share) => (100 * share).toFixed(1).replace(/\.0$/, '');

/** A value with all its digits. @param {Kind} kind @param {number} value */
export const exactMeasure = (kind, value) =>
  kind === 'count' && value === Infinity ? 'never' : Number.isNaN(value) ? 'no value' : format.exact(value);

/** The title of a measure's axis. @param {string} measure  its name @param {boolean} logarithmic */
export const measureTitle = (measure, logarithmic) =>
  `${entryOf(measure).axisTitle}${logarithmic ? ' (log scale)' : ''}`;
