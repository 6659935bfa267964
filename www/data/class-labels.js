/** Makes classes 0 and 1 of the labels in a text. No DOM. */
import { balance } from './own-state.js';
import { PointsError, fault, grouped, quoted } from './points-error.js';
import { NO_VALUE } from './table-header.js';

/** @typedef {import('./points-error.js').Choice} Choice */
/** @typedef {{ text: string, line: number, column: number, name: string }} Cell */

/** Labels whose order is known: the first is class 0, in lower case. */
const KNOWN = [
  ['-', '+'],
  ['−', '+'],
  ['–', '+'],
  ['-ve', '+ve'],
  ['no', 'yes'],
  ['n', 'y'],
  ['false', 'true'],
  ['f', 't'],
  ['negative', 'positive'],
  ['neg', 'pos'],
  ['-1', '1'],
  ['0', '1'],
];
/** Number of characters of a class's name that experiments take. */
const LONGEST_NAME = 80;
/** Numbers of labels that are listed in a choice, and in a message. */
const MOST_CLASSES = 100;
const MOST_NAMED = 5;

/**
 * @typedef {object} Classes
 * @property {(cell: Cell) => 0 | 1} of
 * @property {[string, string]} classNames
 * @property {string[]} notes
 */

/**
 * @param {Cell[]} cells @param {unknown} positive  the label of class 1, against the rest
 * @param {{ read: (text: string) => number, declared?: string[] }} how  declared: the classes that the text declares
 * @returns {Classes | { open: Choice, error: PointsError }}
 * @throws {PointsError}
 */
export function classesOf(cells, positive, { read, declared = [] }) {
  /** "1" and "1.0" are one label. @param {string} text */
  const keyOf = (text) => {
    const value = read(text);
    return Number.isNaN(value) ? text : String(value);
  };
  /** @type {Map<string, { cell: Cell, count: number }>} */
  const seen = new Map();
  for (const cell of cells) {
    const key = checked(cell, keyOf(cell.text));
    const found = seen.get(key);
    if (found) found.count += 1;
    else seen.set(key, { cell, count: 1 });
  }
  const labels = sorted([...seen.keys()]);
  if (positive !== undefined && positive !== null) {
    const chosen = chosenLabel(labels, positive, keyOf);
    const others = labels.filter((label) => label !== chosen);
    return made(cells, keyOf, chosen, others.length === 1 ? others[0] : notNamed(chosen), seen);
  }
  if (labels.length > 2) return open(labels, seen, cells.length);
  const [zero, one] = labels.length === 2 ? labels : partnered(labels[0], declared);
  return made(cells, keyOf, one, zero, seen);
}

/** @param {Cell} cell @param {string} key */
function checked({ text, line, column, name }, key) {
  const { length } = text.length > LONGEST_NAME ? [...text] : text;
  if (length > LONGEST_NAME) {
    const allowed = `a label of at most ${LONGEST_NAME} characters`;
    const why = `${quoted(text)} has ${grouped(length)} characters; must be ${allowed}.`;
    throw fault({ line, column, name, value: text, allowed }, why);
  }
  if (!NO_VALUE.test(text) && key !== 'Infinity' && key !== '-Infinity') return key;
  const allowed = '0 or 1, or one of two other labels';
  throw fault(
    { line, column, name, value: text, allowed },
    `${text ? `${quoted(text)} is not allowed` : 'the label is missing'}; must be ${allowed}.`,
  );
}

/** Labels in the order of their classes: known pairs, numbers, else by their characters. @param {string[]} labels */
function sorted(labels) {
  const [pair] = labels.length === 2 ? KNOWN.filter((known) => known.every((label) => find(labels, label))) : [];
  if (pair) return pair.map((label) => /** @type {string} */ (find(labels, label)));
  const rest = labels.find((label) => labels.includes(notNamed(label)));
  if (rest !== undefined && labels.length === 2) return [notNamed(rest), rest];
  const numeric = labels.every((label) => Number.isFinite(Number(label)));
  return labels.toSorted(numeric ? (a, b) => Number(a) - Number(b) : undefined);
}

/** @param {string[]} labels @param {string} known */
const find = (labels, known) => labels.find((label) => plainOf(label) === known);

/** A label in lower case, without brackets around it: "(+)" is "+". @param {string} label */
const plainOf = (label) =>
  label.toLowerCase().replace(/^(?:\((.*)\)|\[(.*)\])$/s, (_, round, square) => round ?? square);

/** The name of all other classes, shortened to what experiments take. @param {string} label */
function notNamed(label) {
  const name = [...`not ${label}`];
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).join('')}…` : name.join('');
}

/** The pair of a label that is alone. @param {string} label @param {string[]} declared @returns {[string, string]} */
function partnered(label, declared) {
  const others = declared.filter((other) => other !== label);
  if (others.length === 1) {
    const [zero, one] = sorted([label, others[0]]);
    return [zero, one];
  }
  if (label === '1') return ['0', '1'];
  const plain = plainOf(label);
  const known = KNOWN.find((pair) => pair.includes(plain));
  if (!known) return [label, notNamed(label)];
  const [zero, one] = known.map((name) => label.toLowerCase().replace(plain, () => name));
  return plain === known[1] ? [zero, label] : [label, one];
}

/** @param {string[]} labels @param {unknown} positive @param {(text: string) => string} keyOf */
function chosenLabel(labels, positive, keyOf) {
  const text = String(positive).trim();
  const chosen =
    labels.find((label) => label === text) ??
    labels.find((label) => label === keyOf(text)) ??
    labels.find((label) => label.toLowerCase() === text.toLowerCase());
  if (chosen !== undefined) return chosen;
  const allowed = `one of ${labels.slice(0, MOST_CLASSES).map(quoted).join(', ')}`;
  throw new PointsError(`positive: ${quoted(positive)} is not allowed; must be ${allowed}.`, {
    path: 'positive',
    value: positive,
    allowed,
  });
}

/**
 * @param {Cell[]} cells @param {(text: string) => string} keyOf @param {string} one @param {string} zero
 * @param {Map<string, { count: number }>} seen
 * @returns {Classes}
 */
function made(cells, keyOf, one, zero, seen) {
  const ones = seen.get(one)?.count ?? 0;
  return {
    of: ({ text }) => (keyOf(text) === one ? 1 : 0),
    classNames: [zero, one],
    notes: notesOf([zero, one], cells.length - ones, ones),
  };
}

/** @param {[string, string]} names @param {number} zeros @param {number} ones */
function notesOf([zero, one], zeros, ones) {
  const notes = [];
  if (zero !== '0' || one !== '1') notes.push(`Class 0 is ${quoted(zero)}; class 1 is ${quoted(one)}.`);
  const note = balance([zero, one], zeros, ones);
  if (note) notes.push(note);
  return notes;
}

/** @param {string[]} labels @param {Map<string, { cell: Cell, count: number }>} seen @param {number} all */
function open(labels, seen, all) {
  const [a, b, c] = [...seen.values()].map(({ cell }) => cell);
  const { line, column, name, text } = c;
  const many = `There are ${grouped(labels.length)} classes`;
  const allowed = `one of ${labels.slice(0, MOST_NAMED).map(quoted).join(', ')}${labels.length > MOST_NAMED ? ', …' : ''}`;
  const values = labels.slice(0, MOST_CLASSES).map((value) => {
    const ones = seen.get(value)?.count ?? 0;
    return { value, gives: `${grouped(ones)} of class 1, ${grouped(all - ones)} of class 0` };
  });
  /** @type {Choice} */
  const choice = { option: 'positive', question: `${many}. Which one is class 1, against the rest?`, values, pick: 1 };
  const error = fault(
    { line, column, name, value: text, allowed },
    `${quoted(text)} is a third label, after ${quoted(a.text)} and ${quoted(b.text)}; choose one that is class 1, against the rest.`,
  );
  error.path = 'positive';
  error.choices = [choice];
  return { open: choice, error };
}
