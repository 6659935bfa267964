/** Chooses the columns of x, y and label in a table: by their names, else by their content. No DOM. */
import { isNumber } from './number-text.js';
import { PointsError, fault, grouped, quoted } from './points-error.js';
import { INDEX_NAMES, LABELS, NO_VALUE } from './table-header.js';

/** @typedef {import('./table-text.js').Table} Table */
/** @typedef {import('./points-error.js').Choice} Choice */
/**
 * @typedef {object} Columns
 * @property {number} x  an index
 * @property {number} y
 * @property {number} label
 * @property {string[]} names
 * @property {string[]} notes
 */
/** @typedef {{ columns?: readonly (string | number)[] | null, label?: string | number | null }} Given */

const WANTED = 'x, y, label';
/** Pairs of feature names. */
const FEATURES = [
  ['x', 'y'],
  ['x1', 'x2'],
  ['x0', 'x1'],
];
const WHOLE = /^[+−-]?\d+$/;
/** A number that is not whole, in any notation. */
const FRACTION = /[.,]\d*[1-9]\d*(e.*)?$/i;
/** Numbers of names in an error's property, and in a message. */
const MOST_LISTED = 100;
const MOST_NAMED = 20;

/** Normalizes column names: x₁ becomes x1. @param {readonly string[]} header */
const normalized = (header) =>
  header.map((name) =>
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\d]/gu, ''),
  );

/** Whether words are column names rather than a remark. @param {string[]} words */
export function namesColumns(words) {
  const names = normalized(words);
  return (
    FEATURES.some((pair) => pair.every((name) => names.includes(name))) || LABELS.some((name) => names.includes(name))
  );
}

/**
 * @param {Table} table @param {Given} given
 * @returns {Columns | { open: Choice[], label: number | null, names: string[], notes: string[] }}  open: what the text leaves open
 * @throws {PointsError}
 */
export function chooseColumns(table, given) {
  const width = table.header?.fields.length ?? usualWidth(table.rows);
  const names = table.header?.fields ?? (width === 3 ? ['x', 'y', 'label'] : Array.from({ length: width }, () => ''));
  checkWidths(table, names, width);
  const features =
    given.columns === undefined || given.columns === null ? null : givenColumns(given.columns, table, names);
  const own =
    given.label === undefined || given.label === null ? null : givenColumn('label', given.label, table, names);
  if (own !== null && features?.includes(own))
    throw refuseOption('label', given.label, 'a column other than those of x and y');
  const notes = [];
  const index = indexColumn(table, names);
  if (index !== null && own !== index && !features?.includes(index))
    notes.push(
      `Left out ${called(names, index)}, which ${table.hasRowNames || !isNumeric(table, index) ? 'names' : 'counts'} the rows.`,
    );
  const rest = names.map((_, k) => k).filter((k) => k !== index && !features?.includes(k) && k !== own);
  const label = own ?? settledLabel(table, names, features === null ? rest : rest.filter((k) => k !== index));
  const numeric = rest.filter((k) => k !== label && isNumeric(table, k));
  const pair = features ?? (label === null ? null : settledFeatures(names, rest, numeric, label));
  if (label === null || pair === null) return { open: choices(table, names, pair, label, index), label, names, notes };
  const left = names.map((_, k) => k).filter((k) => ![...pair, label, index].includes(k));
  if (left.length > 0)
    notes.push(
      `Took ${called(names, pair[0])} as x, ${called(names, pair[1])} as y and ${called(names, label)} as the label.`,
    );
  return { x: pair[0], y: pair[1], label, names, notes };
}

/** The length of most rows. @param {Table['rows']} rows */
function usualWidth(rows) {
  const counts = new Map();
  for (const { fields } of rows) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  // Of equally many, the length met first.
  return [...counts].toSorted(([, m], [, n]) => n - m)[0]?.[0] ?? 0;
}

/** A column in a sentence. @param {string[]} names @param {number} k */
const called = (names, k) => (names[k] ? `the column ${quoted(names[k])}` : `column ${k + 1}`);

/** Refuses rows of another length. @param {Table} table @param {string[]} names @param {number} width */
function checkWidths({ header, rows }, names, width) {
  if (width < 3) refuseShort(header ?? rows[0], ['x', 'y', 'label'], `three columns: ${WANTED}`, WANTED);
  const [allowed, needed] =
    width === 3
      ? [`three columns: ${WANTED}`, WANTED]
      : [`${width} columns, as in the other lines`, `${width} values, as the others have`];
  for (const row of rows) {
    // Empty fields at a line's end are left out, but were written.
    if (row.written < width) refuseShort(row, names, allowed, needed);
    if (row.fields.length > width) refuseLong(row, width, allowed, needed);
  }
}

/** @param {import('./table-text.js').Row} row @param {string[]} names @param {string} allowed @param {string} needed @returns {never} */
function refuseShort({ line, fields: { length } }, names, allowed, needed) {
  throw fault(
    { line, column: length, name: names[length], allowed },
    `the value is missing; each line needs ${needed}.`,
  );
}

/** @param {import('./table-text.js').Row} row @param {number} width @param {string} allowed @param {string} needed @returns {never} */
function refuseLong({ line, fields }, width, allowed, needed) {
  const value = fields[width];
  const extra = fields.length - width;
  const many = extra === 1 ? 'is one value too many' : `is the first of ${extra} values too many`;
  throw fault({ line, column: width, value, allowed }, `${quoted(value)} ${many}; each line needs ${needed}.`);
}

/** The column that only counts or names the rows. @param {Table} table @param {string[]} names */
function indexColumn({ header, rows, hasRowNames }, names) {
  if (!header || names.length < 4) return null;
  if (hasRowNames) return 0;
  const own = (/** @type {number} */ k) => rows.map(({ fields }) => fields[k] ?? '');
  const isCounting = (/** @type {string[]} */ cells) =>
    cells.every((cell, k) => /^\d+$/.test(cell) && Number(cell) === Number(cells[0]) + k);
  const k = names.findIndex((name) => INDEX_NAMES.test(name.trim()));
  if (k < 0) return null;
  const cells = own(k);
  // A shuffled index is no longer in order, but has no value twice.
  const isUnnamed = /^(|unnamed.*)$/i.test(names[k].trim());
  return isCounting(cells) || (isUnnamed && new Set(cells).size === cells.length) ? k : null;
}

/** Whether a column holds numbers, apart from missing values. @param {Table} table @param {number} k */
export function isNumeric({ rows, nominal }, k) {
  if (nominal?.[k]) return false;
  const cells = rows.map(({ fields }) => fields[k] ?? '').filter((cell) => !NO_VALUE.test(cell));
  return cells.length > 0 && cells.every(isNumber);
}

/** @param {Table} table @param {number} k */
const distinct = ({ rows }, k) => new Set(rows.map(({ fields }) => fields[k] ?? '')).size;

/**
 * The column of labels, if names or content settle it.
 * @param {Table} table @param {string[]} names @param {number[]} candidates
 */
function settledLabel(table, names, candidates) {
  if (candidates.length === 1) return candidates[0];
  const said = table.header ? normalized(names) : [];
  if (candidates.length === 3) return labelOfThree(table, said, candidates);
  const labelled = candidates.filter((k) => LABELS.includes(said[k]));
  if (labelled.length > 0) return labelled.length === 1 ? labelled[0] : null;
  const nominal = candidates.filter((k) => table.nominal?.[k]);
  if (nominal.length === 1) return nominal[0];
  const words = candidates.filter((k) => !isNumeric(table, k) && distinct(table, k) < Math.max(3, table.rows.length));
  return words.length === 1 ? words[0] : null;
}

/** @param {Table} table @param {string[]} said @param {number[]} candidates */
function labelOfThree(table, said, candidates) {
  for (const pair of FEATURES) {
    const rest = candidates.filter((k) => !pair.includes(said[k]));
    if (pair.every((name) => said.includes(name)) && rest.length === 1) return rest[0];
  }
  const labelled = candidates.find((k) => LABELS.includes(said[k]));
  if (labelled !== undefined) return labelled;
  const last = Math.max(...candidates);
  const words = candidates.filter((k) => !isNumeric(table, k));
  if (words.length === 1 && table.rows.length > 1) {
    if (!isWordy(table, words[0])) return last;
    const isDoubtful = words[0] !== last && beginsAsNumbers(table, words[0]) && distinct(table, last) <= 2;
    return isDoubtful ? null : words[0];
  }
  const isOpen =
    words.length === 0 &&
    candidates.some(
      (k) => k !== last && (isBinary(table, k) ? distinct(table, last) > 2 : isOverFractions(table, k, last)),
    );
  return isOpen ? null : last;
}

/** Whether a column of at most two whole numbers stands beside fractions in the last column, of which a label is none. @param {Table} table @param {number} k @param {number} last */
const isOverFractions = ({ rows }, k, last) =>
  rows.length === 2 && rows.every(({ fields }) => WHOLE.test(fields[k]) && FRACTION.test(fields[last]));

/** Whether no cell of a column is a number. A single wrong cell does not make labels. @param {Table} table @param {number} k */
const isWordy = ({ rows, nominal }, k) => nominal?.[k] || rows.every(({ fields }) => !isNumber(fields[k] ?? ''));

/** Whether cells may be numbers written in an unknown way, such as $5 and 10%, rather than labels. @param {Table} table @param {number} k */
const beginsAsNumbers = ({ rows, nominal }, k) =>
  !nominal?.[k] && rows.every(({ fields }) => /^[+−-]?\p{Sc}?\s*[.,]?\d/u.test(fields[k] ?? ''));

/** @param {Table} table @param {number} k */
const isBinary = (table, k) => table.rows.length > 2 && distinct(table, k) === 2;

/** @param {string[]} names @param {number[]} rest @param {number[]} numeric @param {number} label @returns {[number, number] | null} */
function settledFeatures(names, rest, numeric, label) {
  const candidates = rest.filter((k) => k !== label);
  const pair = candidates.length === 2 ? candidates : numeric.length === 2 ? numeric : null;
  if (!pair) return null;
  const said = normalized(names);
  const isSwapped = FEATURES.some(([first, second]) => said[pair[0]] === second && said[pair[1]] === first);
  return isSwapped ? [pair[1], pair[0]] : [pair[0], pair[1]];
}

// Options

/** @param {readonly (string | number)[]} given @param {Table} table @param {string[]} names @returns {[number, number]} */
function givenColumns(given, table, names) {
  const allowed = 'a list of two columns, by name or index';
  if (!Array.isArray(given) || given.length !== 2) throw refuseOption('columns', given, allowed);
  const [x, y] = given.map((one, k) => givenColumn(`columns[${k}]`, one, table, names));
  if (x === y) throw refuseOption('columns', given, 'a list of two different columns');
  return [x, y];
}

/** @param {string} path @param {unknown} given @param {Table} table @param {string[]} names */
function givenColumn(path, given, { header }, names) {
  const last = names.length - 1;
  if (typeof given === 'number' && Number.isInteger(given) && given >= 0 && given <= last) return given;
  const indices = `an index from 0 to ${last}`;
  if (typeof given === 'string' && header) {
    const found = names.map((_, k) => k).filter((k) => names[k].trim() === given.trim());
    if (found.length === 1) return found[0];
    const [name] = normalized([given]);
    const near = normalized(names).flatMap((own, k) => (own === name && name !== '' ? [k] : []));
    if (found.length === 0 && near.length === 1) return near[0];
  }
  const listed = header ? `one of ${names.slice(0, MOST_LISTED).map(quoted).join(', ')}, or ${indices}` : indices;
  throw refuseOption(path, given, listed);
}

/** @param {string} path @param {unknown} value @param {string} allowed */
function refuseOption(path, value, allowed) {
  const message = `${path}: ${quoted(typeof value === 'object' ? JSON.stringify(value) : value)} is not allowed; must be ${allowed}.`;
  return new PointsError(message, { path, value, allowed });
}

// Choices

/**
 * @param {Table} table @param {string[]} names @param {[number, number] | null} pair @param {number | null} label @param {number | null} index
 * @returns {Choice[]}
 */
function choices(table, names, pair, label, index) {
  const told = (/** @type {number} */ k) => {
    // Two columns of one name are told apart by their index.
    const isUnique = table.header && names[k] !== '' && names.filter((name) => name === names[k]).length === 1;
    const cells = table.rows.slice(0, 3).map(({ fields }) => fields[k] ?? '');
    return { value: isUnique ? names[k] : k, gives: cells.join(', ') };
  };
  const listed = names.map((_, k) => k).filter((k) => k !== index);
  /** @type {Choice[]} */
  const open = [];
  // Of three columns, the label leaves the other two.
  if (!pair && listed.length > 3) {
    const values = listed.filter((k) => k !== label && isNumeric(table, k)).map(told);
    if (values.length < 2) refuseWords(names.length, values.length);
    open.push({ option: 'columns', question: 'Which two columns are x and y?', values, pick: 2 });
  }
  if (label === null) {
    const values = listed.filter((k) => !pair?.includes(k)).map(told);
    open.push({ option: 'label', question: 'Which column is the label?', values, pick: 1 });
  }
  return open;
}

/** Refuses columns of which no two can be x and y. @param {number} count @param {number} numeric @returns {never} */
function refuseWords(count, numeric) {
  const allowed = 'two columns of numbers, and one of labels';
  const found = numeric === 1 ? 'only one holds numbers' : 'none holds numbers';
  throw new PointsError(`Of ${grouped(count)} columns, ${found}; must be ${allowed}.`, { value: numeric, allowed });
}

/** The error of open columns. @param {Choice[]} open @param {string[]} names */
export function columnsError(open, names) {
  const said = names.some((name) => name !== '') ? `: ${names.filter(Boolean).slice(0, MOST_NAMED).join(', ')}` : '';
  const message = open.some(({ option }) => option === 'columns')
    ? `There are ${grouped(names.length)} columns${said}. Choose two of them for x and y, and one for the label.`
    : `The text does not say which of its ${grouped(names.length)} columns is the label. Choose one.`;
  const [{ option, values }] = open;
  const allowed = values.map(({ value }) => quoted(value)).join(', ');
  return new PointsError(message, { path: option, value: names, allowed: `of ${allowed}`, choices: open });
}
