/**
 * How the runs came out, in sentences made from the runs themselves: each says of one or several runs what they reached.
 * No DOM.
 */
import { integer, spelled } from '../charts/format.js';
import { fullCatalogue } from '../experiment/full-catalogue.js';
import { listed } from '../experiment/notation.js';
import { isAtEnd } from '../player/model.js';

/** @typedef {import('../player/model.js').Model} Model */
/**
 * @typedef {object} Ended  a run at its end
 * @property {string} label
 * @property {string} verdict
 * @property {number} trainAccuracy  a fraction
 * @property {number | null} balancedAccuracy  the mean of the two classes' fractions; null with one class
 * @property {number | null} divergedAt
 * @property {ArrayLike<number>} costs  recorded ones, from iteration 0
 */
/** @typedef {'diverged' | 'still' | 'slow' | 'ended' | 'uneven' | 'solved'} Kind  uneven: high only where all points count alike, not the two classes */
/** @typedef {{ kind: Kind, labels: string[], from: string, to: string }} Group  runs that came out alike; from, to: their iteration or accuracy, lowest and highest */

/** An accuracy that would be called solved, were it that of both classes. */
const HIGH = 0.95;
/** A cost that never left its first value by this share has not moved, but for rounding; or hardly, as a chart shows it. */
const STILL = 1e-9;
const SLOW = 0.005;
/** The most accuracies that are told one by one. */
const MOST_APART = 3;

/**
 * Whole sentences. The data sets' own, in the catalogue, tell what was separated.
 * @type {Record<Exclude<Kind, 'solved'>, (group: Group) => string>}
 */
const SENTENCES = {
  diverged: ({ labels, from, to }) =>
    from === to
      ? `${named(labels)} diverged at iteration ${from}.`
      : `${named(labels)} diverged between iterations ${from} and ${to}.`,
  still: ({ labels }) => `${named(labels)} never moved.`,
  slow: ({ labels }) => `${named(labels)} hardly moved.`,
  ended: ({ labels, from, to }) =>
    from === to ? `${named(labels)} ended at ${from}.` : `${named(labels)} ended between ${from} and ${to}.`,
  uneven: ({ labels, from, to }) =>
    from === to
      ? `${named(labels)} ended at ${from}, because most points are of one class.`
      : `${named(labels)} ended at 95\u00a0% or more, but at less as the mean of the two classes, because most points are of one class.`,
};

/** Of points of one's own, and of data sets without a sentence. */
const SOLVED_OTHER = '{runs} separated the two classes.';

const ONE_CLASS = 'All points are of one class, so there is nothing to separate.';

/** @param {string} seed @param {string} sentences */
const withSeed = (seed, sentences) => `With seed ${seed}: ${sentences}`;

/** @param {string[]} labels */
const named = (labels) => listed(labels.map(isolated));

/** A label within a list: quoted where it has a comma, and kept together where it is written from right to left. @param {string} label */
function isolated(label) {
  const name = spelled(label);
  const marked = name.includes(',') ? `“${name}”` : name;
  return /[\u0590-\u08ff\ufb1d-\ufefc]/.test(marked) ? `\u2068${marked}\u2069` : marked;
}

/** A fraction in whole percent. 100 % is said of nothing less. @param {number} fraction */
function percent(fraction) {
  const rounded = Math.round(fraction * 100);
  return `${fraction < 1 ? Math.min(99, rounded) : rounded}\u00a0%`;
}

/** @param {Ended} run @returns {{ kind: Kind, value: number, text: string }} */
function outcomeOf({ verdict, trainAccuracy, balancedAccuracy, divergedAt, costs }) {
  if (divergedAt !== null) return { kind: 'diverged', value: divergedAt, text: integer(divergedAt) };
  if (verdict === 'solved') return { kind: 'solved', value: 0, text: '' };
  const moved = farthest(costs);
  if (moved <= SLOW) return { kind: moved <= STILL ? 'still' : 'slow', value: 0, text: '' };
  if (trainAccuracy >= HIGH && balancedAccuracy !== null) {
    const mean = `${Math.floor(balancedAccuracy * 100)}\u00a0%`;
    return {
      kind: 'uneven',
      value: trainAccuracy,
      text: `${percent(trainAccuracy)}, but at ${mean} as the mean of the two classes`,
    };
  }
  return { kind: 'ended', value: trainAccuracy, text: percent(trainAccuracy) };
}

/** How far a cost has been from its first value, as a share of that. @param {ArrayLike<number>} costs */
const farthest = (costs) =>
  Array.from(costs).reduce((most, cost) => Math.max(most, Math.abs(cost - costs[0]) / costs[0]), 0);

/** Runs that came out alike, from the worst kind to the best, and in their own order. @param {Ended[]} runs @returns {Group[]} */
function groupsOf(runs) {
  const told = runs.map((run) => ({ ...outcomeOf(run), label: run.label }));
  /** @type {Kind[]} */
  const kinds = ['diverged', 'still', 'slow', 'ended', 'uneven', 'solved'];
  return kinds.flatMap((kind) => {
    const alike = told.filter((run) => run.kind === kind);
    const texts = [...new Set(alike.map(({ text }) => text))];
    const parts = texts.length > MOST_APART ? [alike] : texts.map((text) => alike.filter((run) => run.text === text));
    return parts.map((part) => {
      const ordered = [...part].sort((a, b) => a.value - b.value);
      const labels = part.map(({ label }) => label);
      return { kind, labels, from: ordered[0].text, to: ordered[ordered.length - 1].text };
    });
  });
}

/** @param {Ended[]} runs @param {string} dataset */
export function outcomesOf(runs, dataset) {
  const groups = groupsOf(runs);
  if (runs.every(({ balancedAccuracy }) => balancedAccuracy === null)) {
    const diverged = groups.filter(({ kind }) => kind === 'diverged');
    return [...diverged.map(SENTENCES.diverged), ONE_CLASS].join(' ');
  }
  const sentence = fullCatalogue.datasets.find(({ name }) => name === dataset)?.solved ?? SOLVED_OTHER;
  const solved = (/** @type {string[]} */ labels) => sentence.replace('{runs}', () => named(labels));
  return groups
    .map((group) => (group.kind === 'solved' ? solved(group.labels) : SENTENCES[group.kind](group)))
    .join(' ');
}

/** How the runs on screen came out; null before all of them are at their end. @param {Model} model */
export function outcomeSentence(model) {
  const { frame, experiment } = model;
  if (!frame || !experiment || !isAtEnd(model) || frame.measuredAt !== frame.iteration) return null;
  if (frame.runs.length === 0 || frame.costs.length !== frame.runs.length) return null;
  const runs = frame.runs.map((run, k) => ({ ...run, costs: frame.costs[k].costs }));
  return withSeed(integer(experiment.seed), outcomesOf(runs, experiment.dataset.name));
}
