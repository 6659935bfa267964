/** Names of what a sweep varies and measures, and its values as texts. No DOM. */
import { axisText, cost, integer, percent } from '../charts/format.js';
import { kindOf } from '../charts/measure-scale.js';

/** Titles of fields whose name does not say what they are. @type {Record<string, string>} */
const TITLES = {
  depth: 'hidden layers',
  width: 'units per hidden layer',
  'dataset.seed': 'data seed',
  'dataset.samples': 'training samples',
  'dataset.testSeed': 'test seed',
  'network.biasStddev': 'bias standard deviation',
  'runs.stddev': 'standard deviation',
  'runs.minval': 'lower end of the weights',
  'runs.maxval': 'upper end of the weights',
};

/** What an axis varies, in words: “weight scale”. @param {string} field */
export const fieldTitle = (field) =>
  TITLES[field] ??
  field
    .slice(field.lastIndexOf('.') + 1)
    .replace(/[A-Z]|\d+/g, (part) => ` ${part.toLowerCase()}`)
    .trim();

/** A value of an axis. @param {number} value */
export const axisValue = (value) => (Number.isInteger(value) ? integer(value) : axisText(value));

/** The value of a measure. @param {string} measure  its name @param {number} value */
export function measureValue(measure, value) {
  if (Number.isNaN(value)) return '–';
  const kind = kindOf(measure);
  if (kind === 'share') return percent(value, 1000);
  if (kind === 'count') return value === Infinity ? 'never' : integer(Math.round(value));
  return cost(value);
}

/** What the dashed line of a map of depths is. */
export const reachMeaning = '6 ξ, about the greatest depth at which wide networks train (Schoenholz et al., 2017)';

/** A share of `count` as a whole percentage. @param {number} share */
export const wholePercent = (share) => (Number.isNaN(share) ? '–' : `${Math.round(100 * share)}\u00a0%`);
