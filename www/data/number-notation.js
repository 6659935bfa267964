/**
 * Decides once for a whole text how its numbers are written: the decimal mark, and the mark between thousands.
 * docs/decisions/0027-one-notation-for-a-file.md says which texts settle it. No DOM.
 */
import { BLANKS, HAS_MARK, INTEGER, MARKS, MINUS, NOTATIONS, PATTERNS, isNumber } from './number-text.js';
import { PointsError, fault, quoted } from './points-error.js';

/** @typedef {import('./number-text.js').Notation} Notation */
/** @typedef {{ text: string, line: number, column: number, name: string }} Cell */

const THOUSANDS_MARKS = { '.': /\./g, ',': /,/g, ' ': new RegExp(MARKS[' '], 'g'), "'": /['’]/g };
const MARK_NAMES = { '.': 'point', ',': 'comma', ' ': 'blank', "'": 'apostrophe' };

/** Those of some notations, as bits, that read a text. @param {string} text @param {number} among */
function readers(text, among) {
  const plain = text.replace(MINUS, '-');
  if (!HAS_MARK.test(plain)) return PATTERNS[0].test(plain) ? among : 0;
  let bits = 0;
  for (let k = 0; k < PATTERNS.length; k += 1) if (among & (1 << k) && PATTERNS[k].test(plain)) bits |= 1 << k;
  return bits;
}

/** The number that a text is in a notation, else NaN. @param {string} written @param {number} k */
function valueOf(written, k) {
  const text = written.replace(MINUS, '-');
  if (!PATTERNS[k].test(text)) return Number.NaN;
  const { decimal, thousands } = NOTATIONS[k];
  const ungrouped = thousands === '' ? text : text.replace(THOUSANDS_MARKS[thousands], '');
  const plain = ungrouped.replace(/d/i, 'e');
  return Number(decimal === ',' ? plain.replace(',', '.') : plain) + 0;
}

/**
 * @typedef {object} Decided
 * @property {(text: string) => number} read  the number that a text stands for, else NaN
 * @property {string[]} notes
 * @property {import('./points-error.js').Choice | null} open  the decimal mark, if the text leaves it open
 */

/**
 * Decides the notation of all cells. Cells that are no number in any notation take no part.
 * @param {Iterable<Cell>} cells
 * @param {{ decimal?: Notation['decimal'], thousands?: Notation['thousands'] }} given
 * @param {boolean} pointOnly  whether the format of the text knows no decimal comma
 * @returns {Decided}
 * @throws {PointsError} if no notation reads all cells
 */
export function decideNotation(cells, given, pointOnly) {
  const asked = NOTATIONS.map(
    ({ decimal, thousands }) =>
      (given.decimal ?? decimal) === decimal &&
      (given.thousands ?? thousands) === thousands &&
      (!pointOnly || given.decimal !== undefined || given.thousands !== undefined || decimal === '.'),
  );
  let left = bitsWhere((k) => asked[k]);
  /** Cells with a mark, by their text. @type {Map<string, Cell>} */
  const marked = new Map();
  /** @type {Cell | null} */
  let narrowed = null;
  for (const cell of cells) {
    if (INTEGER.test(cell.text) || !HAS_MARK.test(cell.text) || marked.has(cell.text)) continue;
    const bits = readers(cell.text, left);
    if (bits === 0 && !isNumber(cell.text)) continue;
    if (bits === 0) throw misfit(cell, narrowed, given);
    if (bits !== left) narrowed = cell;
    left = bits;
    marked.set(cell.text, cell);
  }
  const rest = NOTATIONS.map((_, k) => k).filter((k) => left & (1 << k));
  const [chosen] = rest;
  const read = (/** @type {string} */ text) => valueOf(text, chosen);
  // Notations of one decimal mark that all read a text give the same number.
  const other = rest.find((k) => NOTATIONS[k].decimal !== NOTATIONS[chosen].decimal);
  const example =
    other === undefined ? undefined : [...marked.keys()].find((text) => valueOf(text, other) !== read(text));
  if (example !== undefined) return { read, notes: [], open: question(example, chosen, /** @type {number} */ (other)) };
  return { read, notes: notesOf(NOTATIONS[chosen], [...marked.keys()], read), open: null };
}

/** @param {(k: number) => boolean} test */
const bitsWhere = (test) => NOTATIONS.reduce((bits, _, k) => (test(k) ? bits | (1 << k) : bits), 0);

/** @param {Cell} cell @param {Cell | null} before @param {{ decimal?: string, thousands?: string }} given */
function misfit(cell, before, { decimal, thousands }) {
  const { text, line, column, name } = cell;
  const place = { line, column, name, value: text };
  if (before) {
    const allowed = `a number written as ${quoted(before.text)} is`;
    const why = `${quoted(text)} does not match ${quoted(before.text)} in line ${before.line}: use one notation in the whole file.`;
    return fault({ ...place, allowed }, why);
  }
  const options = [
    decimal === undefined ? '' : `the decimal mark ${quoted(decimal)}`,
    thousands ? `the mark ${quoted(thousands)} between thousands` : thousands === '' ? 'no mark between thousands' : '',
  ].filter(Boolean);
  const allowed = options.length > 0 ? `a number with ${options.join(' and ')}` : 'a number with a decimal point';
  return fault({ ...place, allowed }, `${quoted(text)} is not allowed; must be ${allowed}.`);
}

/** The question which of two numbers a text stands for. @param {string} text @param {number} one @param {number} other @returns {import('./points-error.js').Choice} */
function question(text, one, other) {
  const values = [one, other]
    .toSorted((a, b) => NOTATIONS[b].decimal.charCodeAt(0) - NOTATIONS[a].decimal.charCodeAt(0))
    .map((k) => ({ value: NOTATIONS[k].decimal, gives: `${text} is read as ${valueOf(text, k)}` }));
  const [a, b] = [one, other].map((k) => valueOf(text, k)).toSorted((x, y) => y - x);
  return { option: 'decimal', question: `Does ${text} mean ${a} or ${b}?`, values, pick: 1 };
}

/** What a reader should know of the notation. @param {Notation} notation @param {string[]} texts @param {(text: string) => number} read */
function notesOf({ decimal, thousands }, texts, read) {
  const notes = [];
  if (thousands !== '') {
    const mark = new RegExp(MARKS[thousands]);
    const example = texts.find((text) => mark.test(text));
    if (example) notes.push(`The ${MARK_NAMES[thousands]} separates thousands: read ${example} as ${read(example)}.`);
  }
  if (decimal === ',') {
    const example = texts.find((text) => text.includes(','));
    if (example) notes.push(`The comma is the decimal mark: read ${example} as ${read(example)}.`);
  }
  return notes;
}

const DECIMALS = { '.': '.', ',': ',' };
const THOUSANDS = {
  '': '',
  ',': ',',
  '.': '.',
  "'": "'",
  '’': "'",
  ...Object.fromEntries([...BLANKS].map((b) => [b, ' '])),
};

/**
 * Checks the options decimal and thousands.
 * @param {{ decimal?: unknown, thousands?: unknown }} options
 * @returns {{ decimal?: Notation['decimal'], thousands?: Notation['thousands'] }}
 * @throws {PointsError}
 */
export function givenNotation({ decimal, thousands }) {
  /** @type {{ decimal?: any, thousands?: any }} */
  const given = {};
  if (decimal !== undefined && decimal !== null)
    given.decimal = oneOf('decimal', decimal, DECIMALS, 'a point (“.”) or a comma (“,”)');
  if (thousands !== undefined && thousands !== null)
    given.thousands = oneOf(
      'thousands',
      thousands,
      THOUSANDS,
      'a comma, a point, a blank, an apostrophe, or “” for none',
    );
  if (given.decimal !== undefined && given.decimal === given.thousands)
    throw new PointsError(`thousands: ${quoted(thousands)} is not allowed; must differ from the decimal mark.`, {
      path: 'thousands',
      value: thousands,
      allowed: 'a mark that differs from the decimal mark',
    });
  return given;
}

/** @param {string} path @param {unknown} value @param {Record<string, string>} table @param {string} allowed */
function oneOf(path, value, table, allowed) {
  if (typeof value === 'string' && Object.hasOwn(table, value)) return table[value];
  throw new PointsError(`${path}: ${quoted(value)} is not allowed; must be ${allowed}.`, { path, value, allowed });
}
