/** Decides from a figure's runs which answer to a question is right. No DOM. */
import * as format from '../charts/format.js';
import { listed } from '../experiment/notation.js';

/** @typedef {import('../element/results.js').Inspected} Inspected */
/** @typedef {Inspected['runs'][number]} Run */
/** @typedef {'trainAccuracy' | 'testAccuracy' | 'cost' | 'startCost' | 'verdict' | 'lowest-cost' | 'highest-accuracy' | 'gradient' | 'signal'} Asks */
/**
 * @typedef {object} Question
 * @property {Asks} asks
 * @property {number} run         its index in the experiment
 * @property {number} until       the iteration asked about; Infinity: the end of training
 * @property {boolean} anywhere   whether the answer is the same at every iteration
 * @property {((measured: Measured) => boolean)[]} fits  for each option, a test whether it is right
 */
/**
 * @typedef {object} Measured
 * @property {number | string | number[]} value  a number, a verdict, or the indices of the best runs (several if tied)
 * @property {string} text  the same in a sentence
 */
/** @typedef {Measured & { right: number }} Answer  right: index of the right option; -1 if none is */

/** @typedef {(results: Inspected, run: Run, at: string) => Measured} Measure  at: "At iteration 1,000" */

/** @type {Record<string, { measure: Measure, option: (text: string) => (measured: Measured) => boolean }>} */
const KINDS = {
  trainAccuracy: {
    option: interval,
    measure: ({ samples }, { label, trainAccuracy }, at) =>
      accuracy(trainAccuracy, samples.train, {
        told: (share) => `${at}, ${label} classifies ${share} of the training points correctly.`,
        none: 'The figure has no training points now.',
      }),
  },
  testAccuracy: {
    option: interval,
    measure: ({ samples }, { label, testAccuracy }, at) =>
      accuracy(testAccuracy, samples.test, {
        told: (share) => `${at}, ${label} classifies ${share} of the test points correctly.`,
        none: 'The figure has no test points now.',
      }),
  },
  cost: {
    option: interval,
    measure: (_, { label, cost }, at) => ({
      value: cost,
      text: `${at}, the cost of ${label} is ${format.cost(cost)}.`,
    }),
  },
  startCost: {
    option: interval,
    measure: (_, { label, startCost }) => ({
      value: startCost,
      text: `At iteration 0, the cost of ${label} is ${format.cost(startCost)}.`,
    }),
  },
  verdict: {
    option: (text) => (measured) => wordsIn(text).includes(String(measured.value)),
    measure: (_, { label, verdict, evidence }, at) => ({
      value: verdict,
      text: `${at}, ${label} is ${verdict}. ${evidence}`,
    }),
  },
  'lowest-cost': {
    option: places,
    measure: ({ runs }, _, at) =>
      first(runs, ({ cost }) => -cost, {
        told: ({ cost }) => format.cost(cost),
        one: (told) => `${at}, the cost is ${told}.`,
        several: (told) => `${at}, the costs are ${told}.`,
        best: (name) => `${name} has the lowest.`,
        equal: (names) => `${names} have the lowest.`,
      }),
  },
  'highest-accuracy': {
    option: places,
    measure: ({ runs, samples }, _, at) =>
      first(runs, ({ trainAccuracy }) => trainAccuracy, {
        told: ({ trainAccuracy }) => format.percent(trainAccuracy, samples.train),
        one: (told) => `${at}, the training accuracy is ${told}.`,
        several: (told) => `${at}, the training accuracies are ${told}.`,
        best: (name) => `${name} has the highest.`,
        equal: (names) => `${names} have the highest.`,
      }),
  },
  gradient: {
    option: interval,
    measure: (_, { label, inspection: { layers } }, at) =>
      ratio(layers[0].gradientRms, layers[layers.length - 1].gradientRms, {
        told: (first, output, times) =>
          `${at}, the root mean square of ∂cost/∂z in ${label} is ${first} in the first layer and ${output} in the output layer: a ratio of ${times}.`,
        nothing: `${at}, the error signal is 0 in every layer of ${label}.`,
      }),
  },
  signal: {
    option: interval,
    measure: (_, { label, inspection: { layers } }, at) =>
      layers.length < 2
        ? { value: Number.NaN, text: `${label} has no hidden layer.` }
        : ratio(layers[layers.length - 2].preActivationRms, layers[0].preActivationRms, {
            told: (last, first, times) =>
              `${at}, the rms of z in ${label} is ${last} in the last hidden layer and ${first} in the first: a ratio of ${times}.`,
            nothing: `${at}, z is 0 in every hidden layer of ${label}.`,
          }),
  },
};

/** The questions a form can ask. */
export const ASKS = /** @type {Asks[]} */ (Object.keys(KINDS));

/**
 * @param {{ asks?: string, run?: string, until?: string }} data  the form's data-… attributes
 * @param {string[]} options  the values of its answers
 * @returns {Question}
 * @throws {RangeError} naming the refused value and the allowed ones
 */
export function questionOf({ asks = '', run = '0', until }, options) {
  if (!Object.hasOwn(KINDS, asks)) throw refused('asks', asks, `one of ${ASKS.join(', ')}`);
  const whole = (/** @type {string} */ name, /** @type {string} */ text) => {
    if (!/^\d+$/.test(text)) throw refused(name, text, 'a whole number from 0');
    return Number(text);
  };
  return {
    asks: /** @type {Asks} */ (asks),
    run: whole('run', run),
    until: until === undefined ? Infinity : whole('until', until),
    anywhere: asks === 'startCost',
    fits: options.map((text) => KINDS[asks].option(text)),
  };
}

/**
 * The right answer and the measurement behind it.
 * @param {Question} question @param {Inspected} results  at the iteration asked about
 * @returns {Answer}
 */
export function answer({ asks, run, fits }, results) {
  const asked = results.runs[run];
  if (!asked) return { value: Number.NaN, text: `The figure has no run ${run + 1} now.`, right: -1 };
  const measured = KINDS[asks].measure(results, asked, `At iteration ${format.integer(results.iteration)}`);
  return { ...measured, right: fits.findIndex((isRight) => isRight(measured)) };
}

/**
 * @param {number | null} fraction @param {number} count  of the points
 * @param {{ told: (share: string) => string, none: string }} words
 * @returns {Measured}
 */
const accuracy = (fraction, count, { told, none }) =>
  fraction === null
    ? { value: Number.NaN, text: none }
    : { value: fraction, text: told(format.percent(fraction, count)) };

/**
 * The best run and the values of all runs.
 * @param {Run[]} runs @param {(run: Run) => number} rank  the highest is first; NaN is not ranked
 * @param {{ told: (run: Run) => string, one: Sentence, several: Sentence, best: Sentence, equal: Sentence }} words
 * @returns {Measured}
 */
function first(runs, rank, { told, one, several, best, equal }) {
  const highest = Math.max(...runs.map(rank).filter((value) => !Number.isNaN(value)));
  const value = runs.flatMap((run, k) => (rank(run) === highest ? [k] : []));
  const list = runs.map((run) => `${run.label} ${told(run)}`).join(', ');
  const all = runs.length === 1 ? one(list) : several(list);
  if (value.length === 0) return { value, text: all };
  const names = listed(value.map((k) => runs[k].label));
  return { value, text: `${all} ${value.length === 1 ? best(names) : equal(names)}` };
}

/** @typedef {(list: string) => string} Sentence */

/**
 * @param {number} above @param {number} below
 * @param {{ told: (above: string, below: string, ratio: string) => string, nothing: string }} words
 * @returns {Measured}
 */
function ratio(above, below, { told, nothing }) {
  const value = above / below;
  if (above === 0 && below === 0) return { value, text: nothing };
  return { value, text: told(format.cost(above), format.cost(below), format.cost(value)) };
}

/** Parses "0.45 to 0.55", both ends included. @param {string} text */
function interval(text) {
  const ends = text.split(/\s+to\s+/).map((end) => (end.trim() === '' ? Number.NaN : Number(end)));
  const [low, high] = ends;
  if (ends.length !== 2 || !(low <= high)) throw refused('answer', text, 'two numbers, such as 0.45 to 0.55');
  return (/** @type {Measured} */ { value }) => typeof value === 'number' && low <= value && value <= high;
}

/** Indices of runs. @param {string} text */
function places(text) {
  const named = wordsIn(text);
  if (named.length === 0 || !named.every((word) => /^\d+$/.test(word)))
    throw refused('answer', text, 'the places of runs, from 0');
  return (/** @type {Measured} */ { value }) =>
    Array.isArray(value) && named.some((word) => value.includes(Number(word)));
}

/** @param {string} text */
const wordsIn = (text) => text.trim().split(/\s+/).filter(Boolean);

/** @param {string} name @param {string} text @param {string} allowed */
const refused = (name, text, allowed) =>
  new RangeError(`${name}: ${JSON.stringify(text)} is not allowed; must be ${allowed}`);
