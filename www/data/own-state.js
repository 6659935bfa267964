/** What a state of the user's own points says of itself, and its data set. No DOM. */

/** @typedef {import('./csv.js').Point} Point */
/** @typedef {import('./edit.js').State} State */

/** Share of one class from which it is said what always guessing it scores. */
const LOPSIDED = 0.9;

/** @param {number} count */
export const countOf = (count) => `${count.toLocaleString('en-US')} point${count === 1 ? '' : 's'}`;

/** Class names other than 0 and 1. @param {[string, string]} classNames @returns {[string, string] | null} */
export const namesOf = ([zero, one]) => (zero === '0' && one === '1' ? null : [zero, one]);

/** A class at the start of a sentence. @param {State} state @param {0 | 1} label */
export const classOf = ({ names }, label) => (names ? `Class “${names[label]}”` : `Class ${label}`);

/** "150 training + 50 test points", with the names of the classes. @param {State} state */
export function counts({ train, test, names }) {
  const many = (/** @type {readonly Point[]} */ list) => list.length.toLocaleString('en-US');
  const called = names ? `; class 0 is “${names[0]}”, class 1 is “${names[1]}”` : '';
  return `${many(train)} training + ${many(test)} test point${test.length === 1 ? '' : 's'}${called}`;
}

/**
 * A sentence on classes of very different sizes; empty for others.
 * @param {readonly [string, string]} names @param {number} zeros @param {number} ones  how many points of each class
 */
export function balance([zero, one], zeros, ones) {
  const all = zeros + ones;
  const [most, name] = zeros > ones ? [zeros, zero] : [ones, one];
  if (all === 0 || most / all < LOPSIDED) return '';
  if (most === all) return `There is one class: every point is “${name}”.`;
  const share = `${Number(((100 * most) / all).toFixed(1))} %`;
  return `${share} of the points are of class “${name}”: always guessing it scores ${share}.`;
}

/** The sentence on the classes of a state. @param {State} state */
export function balanceOf({ all, names }) {
  const ones = all.filter(([, , label]) => label === 1).length;
  return balance(names ?? ['0', '1'], all.length - ones, ones);
}

/**
 * Whether a note of the reader is said with the points anyway: the names everywhere, the classes' sizes in the section.
 * @param {string} note @param {State} state @param {import('./editor.js').Place} place
 */
export const isShown = (note, state, place) =>
  note.startsWith('Class 0 is ') || (place === 'section' && note === balanceOf(state));

/** The data set of a state. @param {State} state */
export const datasetOf = ({ train, test, names }) => ({
  name: 'custom',
  points: train,
  testPoints: test,
  ...(names ? { classNames: names } : {}),
});

/** Whether a data set has exactly these points and names. @param {any} dataset @param {State} state */
export function holds(dataset, { train, test, names }) {
  const equal = (/** @type {readonly number[][]} */ a, /** @type {readonly Point[]} */ b) =>
    a.length === b.length && a.every((point, k) => point.every((value, i) => value === b[k][i]));
  const named = [0, 1].every((k) => dataset.classNames?.[k] === names?.[k]);
  return named && equal(dataset.points, train) && equal(dataset.testPoints ?? [], test);
}
