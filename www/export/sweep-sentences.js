/** What a sweep shows, in whole sentences about the trainings that are done. No DOM. */
import { integer } from '../charts/format.js';
import { kindOf } from '../charts/measure-scale.js';
import { axisValue, measureValue, wholePercent } from './sweep-words.js';

/** @typedef {import('../charts/sweep-model.js').ShownSweep} ShownSweep */

/** Most pairs of runs that are compared; of more runs, each with the best one. */
const MOST_PAIRS = 3;
/** Share of seeds from which a place counts as solved. */
const HALF = 0.5;

/** What is in the trainings so far, as sentences. @param {ShownSweep} shown @returns {string[]} */
export function sweepSentences(shown) {
  if (shown.done === 0) return [];
  const told =
    shown.axes.length === 0
      ? [...solvedSentences(shown), ...comparisons(shown)]
      : shown.axes.length === 1
        ? shown.runs.map((_, run) => alongLine(shown, run))
        : shown.runs.flatMap((_, run) => [overMap(shown, run), besideReach(shown, run)]);
  return [...told.filter((sentence) => sentence !== ''), ...divergences(shown)];
}

/** Places of the values of a run's cell. @param {ShownSweep} shown @param {number} run @param {number} [cell]  y × width + x */
function valuesOf({ results, measure, shape }, run, cell = 0) {
  const [, height, width, seeds] = shape;
  const from = (run * height * width + cell) * seeds;
  return /** @type {Float64Array} */ (results[measure.property]).subarray(from, from + seeds);
}

/** @param {ShownSweep} shown */
function solvedSentences({ runs, summary, results, shape }) {
  return runs.flatMap((label, run) => {
    const share = summary.solvedShare[run];
    if (Number.isNaN(share)) return [];
    const seeds = shape[3];
    const done = results.cost.subarray(run * seeds, (run + 1) * seeds).filter((cost) => !Number.isNaN(cost)).length;
    const interval = `95\u00a0% interval ${wholePercent(summary.solvedLow[run]).replace('\u00a0%', '')} to ${wholePercent(summary.solvedHigh[run])}`;
    return [`${label} solves ${integer(Math.round(share * done))} of ${integer(done)} (${interval}).`];
  });
}

/**
 * How two runs compare, seed by seed.
 * @param {ArrayLike<number>} a @param {ArrayLike<number>} b @param {boolean} smallerIsBetter
 * @returns {{ wins: number, ties: number, losses: number, count: number }} of a; over the seeds for which both have a value
 */
export function compare(a, b, smallerIsBetter) {
  const counts = { wins: 0, ties: 0, losses: 0, count: 0 };
  for (let k = 0; k < a.length; k += 1) {
    if (Number.isNaN(a[k]) || Number.isNaN(b[k])) continue;
    counts.count += 1;
    if (a[k] === b[k]) counts.ties += 1;
    else if (a[k] < b[k] === smallerIsBetter) counts.wins += 1;
    else counts.losses += 1;
  }
  return counts;
}

/** @param {ShownSweep} shown */
function comparisons(shown) {
  const { runs, measure } = shown;
  if (measure.smallerIsBetter === null) return [];
  return pairsOf(shown).flatMap(([first, second]) => {
    const smaller = /** @type {boolean} */ (measure.smallerIsBetter);
    const counts = compare(valuesOf(shown, first), valuesOf(shown, second), smaller);
    if (counts.count === 0) return [];
    const [better, worse] = counts.wins >= counts.losses ? [first, second] : [second, first];
    return [comparison(runs[better], runs[worse], Math.max(counts.wins, counts.losses), counts)];
  });
}

/** @param {string} better @param {string} worse @param {number} wins @param {{ ties: number, count: number }} counts */
function comparison(better, worse, wins, { ties, count }) {
  const all = integer(count);
  const seeds = count === 1 ? 'seed' : 'seeds';
  if (ties === count)
    return `${better} and ${worse} are equal in ${count === 1 ? 'the one seed' : `all ${all} seeds`}.`;
  if (ties === 0) return `${better} beats ${worse} in ${integer(wins)} of ${all} ${seeds}.`;
  const half = integer(wins + ties / 2);
  return `${better} beats ${worse} in ${integer(wins)} of ${all} ${seeds}, and is equal in ${integer(ties)}: ${half} of ${all} if ties count half.`;
}

/** Pairs of runs to compare. @param {ShownSweep} shown @returns {[number, number][]} */
function pairsOf({ runs, summary, measure }) {
  const all = runs.flatMap((_, a) => runs.slice(a + 1).map((_, k) => /** @type {[number, number]} */ ([a, a + 1 + k])));
  if (all.length <= MOST_PAIRS) return all;
  const sign = measure.smallerIsBetter ? 1 : -1;
  const order = runs.map((_, run) => run).filter((run) => !Number.isNaN(summary.median[run]));
  const best = order.reduce((a, b) => (sign * summary.median[b] < sign * summary.median[a] ? b : a), order[0] ?? 0);
  return runs.flatMap((_, run) => (run === best ? [] : [/** @type {[number, number]} */ ([best, run])]));
}

/** @param {ShownSweep} shown @param {number} run */
function alongLine(shown, run) {
  const { runs, axes, summary, measure, shape, constant } = shown;
  const [axis] = axes;
  const width = shape[2];
  const medians = summary.median.subarray(run * width, (run + 1) * width);
  const shares = summary.solvedShare.subarray(run * width, (run + 1) * width);
  const known = Array.from(medians, (_, k) => k).filter((k) => !Number.isNaN(medians[k]));
  if (known.length === 0) return '';
  const label = runs[run];
  const title = measure.title.toLowerCase();
  if (constant[0][run]) {
    const value = measureValue(measure.name, medians[known[0]]);
    return `${label} is not changed by the ${axis.title}: its median ${title} is ${value}.`;
  }
  const at = (/** @type {number} */ k) => axisValue(axis.values[k]);
  if (kindOf(measure.name) === 'part') {
    const [first, last] = [known[0], /** @type {number} */ (known.at(-1))];
    const [from, to] = [first, last].map((k) => wholePercent(meanOf(valuesOf(shown, run, k))));
    return `${label}: ${title} in ${from} of the seeds at ${axis.title} ${at(first)}, and in ${to} at ${at(last)}.`;
  }
  if (measure.smallerIsBetter === null || Number.isNaN(shares[known[0]])) {
    const [first, last] = [known[0], /** @type {number} */ (known.at(-1))];
    const [from, to] = [first, last].map((k) => measureValue(measure.name, medians[k]));
    return `${label}: median ${title} ${from} at ${axis.title} ${at(first)}, and ${to} at ${at(last)}.`;
  }
  return `${label} ${solvedAlong({ known, shares, axis, isWhole: known.length === width, seeds: shape[3] })}`;
}

/** What a run that has solved enough does. @param {number} seeds */
const oftenSolved = (seeds) => (seeds === 1 ? 'solves the task' : 'solves at least half of the seeds');

/** Fields whose value is a count of what their title names. */
const COUNTS = ['depth', 'width', 'dataset.samples', 'training.iterations'];
/** @param {{ field: string }} axis */
const isCount = ({ field }) => COUNTS.includes(field);

/** A value of an axis with its name: “weight scale 0.1”, “10 hidden layers”. @param {{ field: string, title: string }} axis @param {string} value */
function named(axis, value) {
  if (!isCount(axis)) return `${axis.title} ${value}`;
  return `${value} ${value === '1' ? axis.title.replace(/s\b/, '') : axis.title}`;
}

/**
 * Where a run solves the task, as the end of a sentence.
 * @param {{ known: number[], shares: ArrayLike<number>, axis: ShownSweep['axes'][number], isWhole: boolean, seeds: number }} line
 *   known: places with a value; isWhole: whether these are all
 */
function solvedAlong({ known, shares, axis, isWhole, seeds }) {
  const often = oftenSolved(seeds);
  const at = (/** @type {number} */ k) => axisValue(axis.values[k]);
  const preposition = isCount(axis) ? 'with' : 'at';
  const solved = known.filter((k) => shares[k] >= HALF);
  if (solved.length === 0) {
    const what = seeds === 1 ? 'the task' : 'half of the seeds';
    return isWhole ? `never solves ${what}.` : `has not solved ${what} so far.`;
  }
  if (solved.length === known.length && known.length > 1) {
    const every = isCount(axis) ? `number of ${axis.title}` : axis.title;
    return `${often} ${preposition} every ${every}${isWhole ? '' : ' trained so far'}.`;
  }
  const [first, last] = [solved[0], /** @type {number} */ (solved.at(-1))];
  if (solved.length === 1) return `${often} only ${preposition} ${named(axis, at(first))}.`;
  const between = known.filter((k) => k >= first && k <= last);
  if (between.length === solved.length) return `${often} ${preposition} ${named(axis, `${at(first)} to ${at(last)}`)}.`;
  const values = isCount(axis) ? 'numbers of' : 'values of the';
  return `${often} ${preposition} ${solved.length} ${values} ${axis.title}, from ${at(first)} to ${at(last)}.`;
}

/** @param {Float64Array} values */
function meanOf(values) {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** @param {ShownSweep} shown @param {number} run */
function overMap({ runs, axes, summary, measure, shape }, run) {
  const [, height, width] = shape;
  const cells = height * width;
  const of = (/** @type {Float64Array} */ part) => part.subarray(run * cells, (run + 1) * cells);
  const [medians, shares] = [of(summary.median), of(summary.solvedShare)];
  let known = 0;
  let solved = 0;
  let best = -1;
  const sign = measure.smallerIsBetter === false ? -1 : 1;
  for (let k = 0; k < cells; k += 1) {
    if (Number.isNaN(medians[k])) continue;
    known += 1;
    if (shares[k] >= HALF) solved += 1;
    if (best < 0 || sign * medians[k] < sign * medians[best]) best = k;
  }
  if (known === 0) return '';
  const [x, y] = [best % width, Math.floor(best / width)];
  const place = axes.map((axis, k) => named(axis, axisValue(axis.values[[x, y][k]]))).join(', ');
  const value = measureValue(measure.name, medians[best]);
  const title = measure.title.toLowerCase();
  const extreme = `${measure.smallerIsBetter === false ? 'highest' : 'lowest'} ${shape[3] === 1 ? '' : 'median '}${title} is ${value}, at ${place}`;
  if (Number.isNaN(shares[best])) return `${runs[run]}: its ${extreme}.`;
  const among = known < cells ? `${integer(known)} cells trained so far` : `${integer(known)} cells`;
  return `${runs[run]} ${oftenSolved(shape[3])} in ${integer(solved)} of ${among}; its ${extreme}.`;
}

/** How often a run is solved above and below the depth that a signal reaches. @param {ShownSweep} shown @param {number} run */
function besideReach({ runs, axes, summary, shape, reaches }, run) {
  const reach = reaches[run];
  const [, height, width] = shape;
  if (!reach) return '';
  /** @type {[number[], number[]]} */
  const [near, far] = [[], []];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const share = summary.solvedShare[(run * height + y) * width + x];
      if (!Number.isNaN(share)) (axes[1].values[y] <= reach.own[x] ? near : far).push(share);
    }
  if (near.length === 0 || far.length === 0) return '';
  const [of, beyond] = [near, far].map((shares) => wholePercent(meanOf(Float64Array.from(shares))));
  return `${runs[run]}: ${of} of the networks that are no deeper than 6 ξ solve the task, and ${beyond} of the deeper ones.`;
}

/** @param {ShownSweep} shown */
function divergences({ runs, results, shape }) {
  const each = shape[1] * shape[2] * shape[3];
  return runs.flatMap((label, run) => {
    let count = 0;
    for (let k = run * each; k < (run + 1) * each; k += 1) if (results.diverged[k] === 1) count += 1;
    if (count === 0) return [];
    return [count === 1 ? `1 training of ${label} diverged.` : `${integer(count)} trainings of ${label} diverged.`];
  });
}
