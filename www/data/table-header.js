/** Tells the header of a table from its points: names, or numbers that count the columns. No DOM. */
import { isNearNumber } from './number-hints.js';
import { isNumber } from './number-text.js';
import { fault, quoted } from './points-error.js';

/** @typedef {import('./table-text.js').Row} Row */

/** Texts for a missing or infinite number. They are wrong values rather than column names. */
export const NO_VALUE = /^([+-]?(nan|inf|infinity)|na|n\/a|null|none|\?|)$/i;
/** Names of columns that count the rows. */
export const INDEX_NAMES = /^(|unnamed: ?\d+|id|index|no|nr|row|rownames?|#)$/i;
/** Names of columns of labels, in lower case. */
export const LABELS = ['label', 'labels', 'class', 'classes', 'target', 'category', 'group', 'species'];
/** A number that can count a column. Arrays of floating-point numbers are counted as 0.0, 1.0. */
const COUNT = /^\d+(\.0+)?$/;
const WHOLE = /^\d+$/;
/** So many points have each class more than once. */
const MANY = 10;

/** Whether a row has names only; the first may be missing, above an index. @param {string[]} fields */
export const isWords = (fields) =>
  fields.every((field, k) => isWord(field) || (field === '' && k === 0 && fields.length > 3));

/** @param {string} field */
const isWord = (field) => !isNumber(field) && !NO_VALUE.test(field);

/**
 * @param {Row[]} rows @param {boolean | undefined} given  whether the first row is a header; by default it is detected
 * @returns {{ header: Row | null, hasRowNames: boolean }}
 * @throws {PointsError} with a choice, if numbers could be a header or a point
 */
export function headerOf(rows, given) {
  const none = { header: null, hasRowNames: false };
  if (rows.length === 0 || given === false) return none;
  const [header, ...rest] = rows;
  const { fields } = header;
  // Below a row of values such as 50% stand others, below names do not.
  const isValue = (/** @type {string} */ field, /** @type {number} */ k) =>
    isNearNumber(field) && rest.some((row) => isNearNumber(row.fields[k] ?? ''));
  const isNames = given === true || (isWords(fields) && !fields.some(isValue));
  // R and printed data frames name each row, and have no name above these names.
  const isShorter = rest.length > 0 && rest.every((row) => row.fields.length === fields.length + 1);
  if (isShorter && fields.length >= 3 && (isNames || (areNames(fields) && nameRows(rest, fields))))
    return { header: { ...header, fields: ['', ...fields] }, hasRowNames: true };
  if (isNames) return { header, hasRowNames: false };
  const counts = countsColumns(header, rest);
  if (counts === 'open') throw openHeader(header);
  return counts === 'yes' ? { header, hasRowNames: false } : none;
}

/** Whether fields are different names: words and whole numbers, as of chosen columns. @param {string[]} fields */
const areNames = (fields) =>
  new Set(fields).size === fields.length && fields.every((field) => COUNT.test(field) || isWord(field));

/**
 * Whether the first column names the rows: with words, by counting them, or with a number for each where the header is
 * certain, as it counts the columns or has a word.
 * @param {Row[]} rows @param {string[]} header
 */
function nameRows(rows, header) {
  const cells = rows.map(({ fields }) => fields[0]);
  if (cells.every(isWord)) return true;
  if (!cells.every((cell) => WHOLE.test(cell)) || new Set(cells).size < cells.length) return false;
  const isCertain = header.some(isWord) || header.every((field, k) => field === String(k));
  return isCertain || [0, 1].some((start) => cells.every((cell, k) => Number(cell) === start + k));
}

/** Second and third line of Orange's tables: types of the columns, and what they are for. */
const TYPE = /^(c|d|s|t|n|continuous|discrete|string|time|numeric)$/;
const ROLE = /^(|class|c|meta|m|ignore|i|weight|w)$/;

/** Which columns hold classes, if the header of a table is one of Orange's three lines; else null. @param {Row[]} rows */
export function columnTypes([, types, roles]) {
  if (!types || !roles || !roles.fields.every((field) => ROLE.test(field.toLowerCase()))) return null;
  const known = types.fields.filter((field) => TYPE.test(field.toLowerCase()));
  // A column of classes may list them instead.
  if (known.length < Math.max(2, types.fields.length - 1)) return null;
  return types.fields.map((_, k) => /^c(lass)?$/i.test(roles.fields[k] ?? ''));
}

/** The error of a first row that is a header or a point. @param {Row} row */
function openHeader({ line, fields }) {
  const value = fields.join(',');
  const why = `${quoted(value)} is a header of numbers, or a point; choose one.`;
  const error = fault({ line, column: 0, value, allowed: 'true for a header, false for a point' }, why);
  error.path = 'header';
  error.choices = [
    {
      option: 'header',
      question: `Is the first line, ${value}, a header?`,
      values: [
        { value: true, gives: 'A header that names the columns by numbers' },
        { value: false, gives: `A point: ${fields.join(', ')}` },
      ],
      pick: 1,
    },
  ];
  return error;
}

/**
 * Whether the first row names the columns by numbers, as the header of a data frame made of arrays does.
 * @param {Row} first @param {Row[]} rest
 * @returns {'yes' | 'no' | 'open'}
 */
function countsColumns({ fields }, rest) {
  if (rest.length === 0 || fields.length < 3 || fields.every((field) => !isNumber(field))) return 'no';
  const column = (/** @type {number} */ k) => rest.map((row) => row.fields[k] ?? '');
  const isIndexed = fields.length > 3 && INDEX_NAMES.test(fields[0]) && column(0).every((cell) => WHOLE.test(cell));
  if (isIndexed && fields[0] !== '') return 'yes';
  const names = isIndexed ? fields.slice(1) : fields;
  const start = firstCount(names);
  if (start !== null && isIndexed) return 'yes';
  if (isOverWords(fields, column)) {
    if (start !== null) return 'yes';
    // Whole numbers that differ, such as years, are names; others could be a point whose label is a number.
    return rest.length > 1 && areNames(names) && names.every((one) => WHOLE.test(one)) ? 'yes' : 'open';
  }
  const isCount = start !== null && names.filter((name) => isNumber(name)).length > 1;
  const counted = isCount ? countsOverNumbers(names, start, column) : 'no';
  if (counted !== 'no') return counted;
  const isUnique = new Set(column(0)).size === rest.length;
  return chosenOverNumbers(names, (k) => column(isIndexed ? k + 1 : k), isIndexed && isUnique);
}

/**
 * Whether the first row names chosen columns of a data frame made of arrays, such as 4,7,species: its numbers count no
 * columns in order. It is a header if its label is the name of a column and that of no other row. Any other label that no
 * other row has may be a name or a class.
 * @param {string[]} names @param {(k: number) => string[]} column  the cells below a name @param {boolean} isIndexed  whether a column without a name counts the rows
 * @returns {'yes' | 'no' | 'open'}
 */
function chosenOverNumbers(names, column, isIndexed) {
  const numbers = names.filter((name) => isNumber(name));
  if (numbers.length < 2 || names.some((name) => NO_VALUE.test(name))) return 'no';
  const isNew = (/** @type {number} */ k) => !column(k).includes(names[k]);
  const isName = areNames(names);
  if (names.some((name, k) => LABELS.includes(name.toLowerCase()) && isNew(k))) return isName ? 'yes' : 'open';
  const last = names.length - 1;
  if (!isName || !isNew(last)) return 'no';
  const labels = new Map();
  for (const label of column(last)) labels.set(label, (labels.get(label) ?? 0) + 1);
  // Of a text with one class beside it, a number is the other class.
  if (labels.size > 2 || (labels.size === 1 && isNumber(names[last]) && !isIndexed)) return 'no';
  const isExact = names.every((name, k) => k === last || !isNumber(name) || hasDecimals(column(k)));
  if (isIndexed && isExact) return 'yes';
  const isOften = [...labels.values()].every((count) => count > 1);
  return isIndexed || (column(last).length > 1 && (isExact || (labels.size === 2 && isOften))) ? 'open' : 'no';
}

/** Whether cells are nowhere whole: beside them, 0 would be written 0.0. @param {string[]} cells */
const hasDecimals = (cells) => cells.every((cell) => /[.,e]/i.test(cell));

/**
 * The number of the first column, 0 or 1, if all numbers among some names count the columns; else null.
 * @param {string[]} names
 */
function firstCount(names) {
  const counts = (/** @type {number} */ start) =>
    names.every((name, k) => (COUNT.test(name) ? Number(name) === start + k : isWord(name)));
  return [0, 1].find(counts) ?? null;
}

/**
 * Whether the first row has a number where all others have words. Of a column that is not the last, one other row is no
 * evidence: its word may be a slip.
 * @param {string[]} fields @param {(k: number) => string[]} column
 */
const isOverWords = (fields, column) =>
  fields.some((field, k) => {
    if (!isNumber(field)) return false;
    const cells = column(k);
    return cells.every(isWord) && (k === fields.length - 1 || cells.length > 1);
  });

/**
 * Whether a row that counts the columns is their header, although the others have numbers too.
 * @param {string[]} names @param {number} start @param {(k: number) => string[]} column
 * @returns {'yes' | 'no' | 'open'}
 */
function countsOverNumbers(names, start, column) {
  const last = names.length - 1;
  const own = names[last];
  const keyOf = (/** @type {string} */ text) => (COUNT.test(text) ? String(Number(text)) : text);
  const labels = new Set(column(last).map(keyOf));
  const isKnown = labels.has(keyOf(own));
  if (!isNumber(own) && isKnown) return 'no';
  // Points typed by hand may begin with 1, 2, a; nobody names columns so but for the label.
  if (start === 1 && !isNumber(own))
    return LABELS.includes(own.toLowerCase()) || [...labels].every((label) => isNumber(label)) ? 'yes' : 'no';
  // So may three classes, of which the third is met once: 1, 2, 3.
  if (start === 1 && (isKnown || (labels.has(String(last)) && column(last).length < MANY))) return 'open';
  if (names.every((name, k) => k === last || !isNumber(name) || (WHOLE.test(name) && hasDecimals(column(k)))))
    return 'yes';
  return labels.size === 2 && !isKnown ? 'yes' : 'open';
}
