/** The axis of a varied field: places of its values, and ticks. No DOM. */
import { axisTexts } from './format.js';
import { linearTicks, logTicks } from './scales.js';

/** @typedef {{ title: string, values: ArrayLike<number>, scale: 'linear' | 'log' }} FieldAxis */
/** @typedef {(text: string) => number} Measure  width of a text, in CSS pixels */
/** @typedef {{ value: number, text: string, at: number }} FieldTick  at: a place among the values, 0 for the first */

/** Space between the texts of two ticks, in CSS pixels. */
const APART = 10;

/**
 * The place of a number among an axis's values: 0 for the first, 1 for the second, interpolated between and beyond.
 * @param {FieldAxis} axis @param {number} value
 */
export function placeAmong({ values, scale }, value) {
  const last = values.length - 1;
  if (last < 1) return 0;
  const on = (/** @type {number} */ number) => (scale === 'log' ? Math.log(number) : number);
  const rising = values[last] > values[0];
  let k = 0;
  while (k < last - 1 && (rising ? values[k + 1] <= value : values[k + 1] >= value)) k += 1;
  return k + (on(value) - on(values[k])) / (on(values[k + 1]) - on(values[k]));
}

/**
 * Round ticks of an axis: its own values where there are few whole ones, else round numbers.
 * @param {FieldAxis} axis @param {number} length  in CSS pixels from the first value to the last @param {Measure} measure
 * @returns {FieldTick[]}
 */
export function fieldTicks(axis, length, measure) {
  const { values, scale } = axis;
  const last = values.length - 1;
  if (last < 1) return withTexts([values[0]], axis);
  const [low, high] = [values[0], values[last]].sort((a, b) => a - b);
  const candidates = [];
  const all = Array.from(values);
  if (all.length <= 12 && all.every((value) => Number.isInteger(value))) candidates.push(all);
  for (let most = 10; most >= 2; most -= 1)
    candidates.push(
      scale === 'log' && high > 2.6 * low ? sparse(logTicks(low, high), most) : linearTicks(low, high, most),
    );
  candidates.push([low, high], [low]);
  const unit = length / last;
  const fits = (/** @type {FieldTick[]} */ ticks) =>
    ticks
      .toSorted((a, b) => a.at - b.at)
      .every(({ at, text }, k, sorted) => {
        const before = sorted[k - 1];
        return !before || (at - before.at) * unit >= (measure(text) + measure(before.text)) / 2 + APART;
      });
  for (const candidate of candidates) {
    const ticks = withTexts(candidate.map((value) => Number(value.toPrecision(12))), axis); // prettier-ignore
    if (ticks.length && fits(ticks)) return ticks;
  }
  return [];
}

/** Every n-th tick, at most `most`. @param {number[]} ticks @param {number} most */
const sparse = (ticks, most) => ticks.filter((_, k) => k % Math.ceil(ticks.length / most) === 0);

/** @param {number[]} values @param {FieldAxis} axis @returns {FieldTick[]} */
function withTexts(values, axis) {
  const texts = axisTexts(values);
  const last = axis.values.length - 1;
  return values
    .map((value, k) => ({ value, text: texts[k], at: placeAmong(axis, value) }))
    .filter(({ at }) => at >= -1e-6 && at <= last + 1e-6);
}

/** Significant digits of the ends of a part of an axis. */
const DIGITS = 4;

/**
 * The ends of a part of an axis in numbers, from one place to another: round, inside the axis, and apart.
 * @param {FieldAxis} axis @param {number} from @param {number} to  places among the values
 */
export function partOf(axis, from, to) {
  const { values } = axis;
  const last = values.length - 1;
  const [least, most] = [Math.min(values[0], values[last]), Math.max(values[0], values[last])];
  const whole = Array.from(values).every((value) => Number.isInteger(value));
  const ends = [from, to].map((place) => {
    const value = numberAt(axis, Math.max(0, Math.min(last, place)));
    const round = whole ? Math.round(value) : Number(value.toPrecision(DIGITS));
    return Math.max(least, Math.min(most, round));
  });
  return { from: ends[0], to: ends[1] };
}

/** The number at a place among an axis's values. @param {FieldAxis} axis @param {number} place */
export function numberAt({ values, scale }, place) {
  const k = Math.min(values.length - 2, Math.floor(place));
  if (k < 0) return values[0];
  const share = place - k;
  return scale === 'log'
    ? values[k] * (values[k + 1] / values[k]) ** share
    : values[k] + (values[k + 1] - values[k]) * share;
}
