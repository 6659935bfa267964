/**
 * Reads points from the text of spreadsheets, data frames, MATLAB, R, NumPy and Weka. A text is read or refused as a
 * whole. What it leaves open is asked, never guessed. No DOM.
 */
import { classesOf } from './class-labels.js';
import { chooseColumns, columnsError, isNumeric, namesColumns } from './columns.js';
import { LARGEST, LONGEST_TEXT, MOST_POINTS } from './csv.js';
import { decode } from './decode.js';
import { wrongType } from './foreign-refusal.js';
import { givenNotation } from './number-notation.js';
import { hint, isNearNumber, wrong } from './number-hints.js';
import { isNumber } from './number-text.js';
import { PointsError, fault, grouped, quoted } from './points-error.js';
import { settledNotation } from './settled-notation.js';
import { readTable } from './table-text.js';

/** @typedef {import('./csv.js').Point} Point */
/** @typedef {import('./points-error.js').Choice} Choice */
/**
 * @typedef {object} ReadOptions  what the text may leave open
 * @property {'.' | ','} [decimal]  the decimal mark
 * @property {',' | '.' | ' ' | "'" | ''} [thousands]  the mark between thousands; empty for none
 * @property {readonly [x: string | number, y: string | number]} [columns]  the columns of x and y, by name or by index from 0
 * @property {string | number} [label]  the column of labels, by name or by index from 0
 * @property {string | number | boolean} [positive]  the label of class 1; all others are class 0
 * @property {boolean} [header]  whether the first line is a header
 */
/**
 * @typedef {object} ReadPoints
 * @property {Point[]} points  x, y and label of each
 * @property {[ofClass0: string, ofClass1: string]} classNames  the labels as the text has them
 * @property {string[]} notes  what was settled for the whole text, in sentences
 */

const OPTIONS = ['decimal', 'thousands', 'columns', 'label', 'positive', 'header'];
const WANTED = 'x, y, label';

/**
 * Reads points from a text, one a line. Separators, header, comments, decimal mark and columns are found in the text.
 * @param {string | ArrayBuffer | ArrayBufferView} text  or the bytes of a file, in UTF-8 or UTF-16
 * @param {ReadOptions} [options]
 * @returns {ReadPoints}
 * @throws {RangeError | TypeError} with `path`, `value` and `allowed`. If the text leaves open a choice that changes
 *   points, the error has `choices`: for each, the `option` that decides it, a `question`, and `values` with what each
 *   `gives`.
 */
export function readPoints(text, options = {}) {
  checkOptions(options);
  const given = givenNotation(options);
  const table = readTable(checkedLength(decode(text)), namesColumns, options.header ?? undefined);
  if (table.header === null && table.rows.length === 0)
    throw new PointsError(`There is no point in the text; must be one a line: ${WANTED}.`);
  if (table.rows.length === 0) refuseEmpty(table);
  if (table.rows.length > MOST_POINTS) refuseCount(table.rows);
  const chosen = chooseColumns(table, options);
  const declared = (/** @type {number} */ k) => table.classes?.[k];
  if ('open' in chosen) {
    const { open, label, names } = chosen;
    const classes = label === null ? null : lenientClasses(column(table.rows, label, names), options.positive);
    throw columnsError(classes && 'open' in classes ? [...open, classes.open] : open, names);
  }
  const { x, y, label, names } = chosen;
  // What is no number in any notation is refused before anything is asked.
  for (const row of table.rows)
    for (const k of [x, y]) if (!isNumber(row.fields[k] ?? '')) throw badNumber(row, k, names[k]);
  const labels = column(table.rows, label, names);
  // Labels are written as the coordinates are, if all of them are numbers.
  const cells = [
    ...column(table.rows, x, names),
    ...column(table.rows, y, names),
    ...(labels.every((cell) => isNumber(cell.text)) ? labels : []),
  ];
  const others = names
    .map((_, k) => k)
    .filter((k) => ![x, y, label].includes(k) && isNumeric(table, k))
    .map((k) => column(table.rows, k, names));
  const notation = settledNotation({ cells, labels, others }, given, table.pointOnly);
  const classes = classesOf(labels, options.positive, { read: notation.read, declared: declared(label) });
  if (notation.open) throw notationError(notation.open, 'open' in classes ? [classes.open] : []);
  if ('open' in classes) throw classes.error;
  const number = (/** @type {import('./table-text.js').Row} */ row, /** @type {number} */ k) => {
    const value = notation.read(row.fields[k] ?? '');
    if (Math.abs(value) <= LARGEST) return value;
    throw badNumber(row, k, names[k]);
  };
  return {
    points: table.rows.map((row, k) => [number(row, x), number(row, y), classes.of(labels[k])]),
    classNames: classes.classNames,
    notes: [...table.notes, ...headerNotes(table), ...chosen.notes, ...notation.notes, ...classes.notes],
  };
}

/** Lines that are shown of a text with a question about it. */
const SHOWN = 3;

/**
 * The first lines of a text, in the columns that `readPoints` finds. A line that may be a header is one of them.
 * @param {string | ArrayBuffer | ArrayBufferView} text @param {ReadOptions} [options]
 * @returns {{ names: string[], rows: string[][] }}  names: of the header, if there is one
 */
export function firstRows(text, { header } = {}) {
  const plain = decode(text);
  const tableWith = (/** @type {boolean | undefined} */ isHeader) => readTable(plain, namesColumns, isHeader);
  let table;
  try {
    table = tableWith(header ?? undefined);
  } catch (error) {
    if (!(error instanceof PointsError) || error.path !== 'header') throw error;
    table = tableWith(false);
  }
  return { names: table.header?.fields ?? [], rows: table.rows.slice(0, SHOWN).map(({ fields }) => fields) };
}

/** @param {unknown} options */
function checkOptions(options) {
  const refuse = (/** @type {string} */ path, /** @type {unknown} */ value, /** @type {string} */ allowed) =>
    wrongType(path, value, quoted(value), allowed);
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw refuse('options', options, 'an object');
  for (const [name, value] of Object.entries(options)) {
    if (!OPTIONS.includes(name)) throw refuse(name, value, `one of the options ${OPTIONS.join(', ')}`);
    if (name === 'header' && value !== undefined && value !== null && typeof value !== 'boolean')
      throw refuse(name, value, 'true or false');
  }
}

/** Refuses a text that is too long; too many points are reported first, if they are the reason. @param {string} text */
function checkedLength(text) {
  if (text.length <= LONGEST_TEXT) return text;
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '' && !/^\s*[#%]/.test(line)).length;
  const points = `at most ${grouped(MOST_POINTS)} points, one a line`;
  const characters = `at most ${grouped(LONGEST_TEXT)}`;
  // One line may be the header.
  if (lines > MOST_POINTS + 1)
    throw new PointsError(`The text has ${grouped(lines)} lines; must be ${points}.`, {
      value: lines,
      allowed: points,
    });
  throw new PointsError(`The text has ${grouped(text.length)} characters; must be ${characters}.`, {
    value: text.length,
    allowed: `${characters} characters`,
  });
}

/** @param {import('./table-text.js').Table} table @returns {never} */
function refuseEmpty({ header }) {
  const { line, fields } = /** @type {import('./table-text.js').Row} */ (header);
  if (fields.length < 3) {
    const allowed = `three columns: ${WANTED}`;
    const name = ['x', 'y', 'label'][fields.length];
    throw fault({ line, column: fields.length, name, allowed }, `the value is missing; each line needs ${WANTED}.`);
  }
  throw fault(
    { line, column: 0, value: fields.join(',') },
    `a header, and no point follows it; must be one a line: ${WANTED}.`,
  );
}

/** @param {import('./table-text.js').Row[]} rows @returns {never} */
function refuseCount(rows) {
  const allowed = `at most ${grouped(MOST_POINTS)}`;
  throw fault(
    { line: rows[MOST_POINTS].line, column: 0, allowed: `${allowed} points` },
    `one point too many. There are ${grouped(rows.length)} points; must be ${allowed}.`,
  );
}

/** @param {import('./table-text.js').Row[]} rows @param {number} k @param {string[]} names */
const column = (rows, k, names) =>
  rows.map(({ line, fields }) => ({ text: fields[k] ?? '', line, column: k, name: names[k] }));

/** Classes before the notation is known. @param {ReturnType<typeof column>} labels @param {unknown} positive */
const lenientClasses = (labels, positive) =>
  classesOf(labels, positive, { read: (text) => (/^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN) });

/** @param {Choice} open @param {Choice[]} others */
function notationError(open, others) {
  const [a, b] = open.values;
  return new PointsError(
    `The text does not say which mark is the decimal mark: ${a.gives.replace(' is read as ', ' is ')} if the point is the decimal mark, and ${b.gives.replace(/^.* is read as /, '')} if the comma is. Choose one.`,
    {
      path: 'decimal',
      value: a.gives.replace(/ is read .*$/, ''),
      allowed: 'a point (“.”) or a comma (“,”)',
      choices: [open, ...others],
    },
  );
}

/** @param {import('./table-text.js').Row} row @param {number} k @param {string} name */
function badNumber({ line, fields }, k, name) {
  const value = fields[k] ?? '';
  const allowed = `a number from −${grouped(LARGEST)} to ${grouped(LARGEST)}`;
  return fault({ line, column: k, name, value, allowed }, `${wrong(value)}; must be ${allowed}.${hint(value)}`);
}

/** @param {import('./table-text.js').Table} table */
function headerNotes({ header }) {
  if (!header || !header.fields.some((name) => isNumber(name) || isNearNumber(name))) return [];
  return [`The first line, ${header.fields.join(',')}, is a header.`];
}
