/** The figure of a sweep with one axis: what its lines show of its model, and which named schemes lie on the axis. No DOM. */
import { cost, spelled } from './format.js';
import { kindOf, measureScale } from './measure-scale.js';

/** @typedef {import('./sweep-model.js').ShownSweep} ShownSweep */
/** @typedef {import('./sweep-line.js').LineData} LineData */
/** @typedef {import('./sweep-line.js').SweepLine} SweepLine */
/** @typedef {import('./sweep-line.js').Scheme} Scheme */

/** @param {ShownSweep} shown @returns {LineData} */
export function lineData(shown) {
  const { runs, series, axes, shape, measure } = shown;
  const [, , width, seeds] = shape;
  const parted = kindOf(measure.name) === 'part';
  const lines = runs.map((label, run) => {
    const part = (/** @type {Float64Array} */ values) => values.subarray(run * width, (run + 1) * width);
    const { q10, median, q90 } = shown.summary;
    const share = shares(shown, run, measure.property);
    return {
      label,
      slot: series[run],
      low: parted ? share : part(q10),
      median: parted ? share : part(median),
      high: parted ? share : part(q90),
      diverged: shares(shown, run, 'diverged'),
    };
  });
  const all = lines.flatMap(({ low, median, high }) => [...low, ...median, ...high]);
  return {
    lines,
    axis: axes[0],
    measure: measure.name,
    scale: measureScale(measure.name, all, { trimmed: true }),
    seeds,
    schemes: schemesOn(shown),
  };
}

/** The mean of a measure of yes and no over the seeds, for each value of the axis. @param {ShownSweep} shown @param {number} run @param {keyof ShownSweep['results']} property */
function shares({ shape: [, , width, seeds], results }, run, property) {
  const values = /** @type {Float64Array} */ (results[property]);
  return Float64Array.from({ length: width }, (_, x) => {
    const cell = values.subarray((run * width + x) * seeds, (run * width + x + 1) * seeds);
    const known = cell.filter((value) => !Number.isNaN(value));
    return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : NaN;
  });
}

/** Standard deviations of named schemes for a layer of `n` inputs and `n` units. @type {[string, string, (n: number) => number][]} */
const SCHEMES = [
  ['He', 'he', (n) => Math.sqrt(2 / n)],
  ['Xavier', 'xavier_normal', (n) => Math.sqrt(1 / n)],
  ['LeCun', 'lecun_normal', (n) => Math.sqrt(1 / n)],
];

/**
 * The named schemes on an axis of the weights' size. On the weight scale, 1 is each run's own scheme. Others have a place
 * only between hidden layers of one width, and on the weight scale only if it is the same for every run.
 * @param {ShownSweep} shown @returns {Scheme[]}
 */
export function schemesOn({ experiment, axes: [axis] }) {
  const { runs, network } = experiment;
  const n = commonWidth(network.hidden);
  if (axis.field === 'runs.stddev')
    return n === null ? [] : merged(SCHEMES.map(([name, , stddev]) => [name, stddev(n)]));
  if (axis.field !== 'network.weightScale') return [];
  const own = runs.length === 1 ? 'its own scheme' : 'each run’s own scheme';
  const scales = runs.map((/** @type {any} */ run) => (n === null ? null : stddevOf(run, n)));
  const same = scales.every((/** @type {number | null} */ size) => size !== null && size === scales[0]);
  if (!same || n === null) return [{ value: 1, text: own, slot: null }];
  const others = SCHEMES.map(([name, , stddev]) => /** @type {[string, number]} */ ([name, stddev(n) / scales[0]]));
  const named = merged(others);
  return named.some(({ value }) => value === 1) ? named : [...named, { value: 1, text: own, slot: null }];
}

/** The width that all hidden layers have, if there are two or more. @param {number[]} hidden */
const commonWidth = (hidden) => (hidden.length > 1 && hidden.every((units) => units === hidden[0]) ? hidden[0] : null);

/** A run's standard deviation between two hidden layers, if it is known here. @param {any} run @param {number} n */
function stddevOf(run, n) {
  if (run.initializer === 'random_normal') return run.stddev > 0 ? run.stddev : null;
  const scheme = SCHEMES.find(([, name]) => name === run.initializer);
  return scheme ? scheme[2](n) : null;
}

/** Schemes of one value under one name: "Xavier, LeCun". @param {[string, number][]} schemes @returns {Scheme[]} */
function merged(schemes) {
  /** @type {Map<number, string[]>} */
  const names = new Map();
  for (const [name, value] of schemes) names.set(value, [...(names.get(value) ?? []), name]);
  return Array.from(names, ([value, texts]) => ({ value, text: texts.join(', '), slot: null }));
}

/** The picture in a sentence. @param {ShownSweep} shown @param {string} measure  in words */
export function lineSummary({ runs, axes: [axis], shape, done, total }, measure) {
  const [low, high] = [axis.values[0], axis.values[axis.values.length - 1]].map((value) => cost(value));
  const names = runs.map(spelled).join(', ');
  const seeds = shape[3] === 1 ? 'one seed' : `${shape[3]} seeds: the median, and the band from 10 % to 90 %`;
  const progress = done < total ? ' Not everything is trained yet.' : '';
  return `Chart of ${measure} over ${axis.title} from ${low} to ${high}, for ${names}, over ${seeds}.${progress}`;
}
