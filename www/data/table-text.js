/** Splits the text of a spreadsheet, data frame or ARFF file into rows of fields, with its header. No DOM. */
import Papa from 'papaparse';
import { isArff, readArff } from './arff.js';
import { bracketed } from './brackets.js';
import { COMMENT, withoutEnds, withoutRemarks } from './line-ends.js';
import { isNumber } from './number-text.js';
import { refuseForeign } from './other-formats.js';
import { fault, quoted } from './points-error.js';
import { columnTypes, headerOf, isWords } from './table-header.js';

/**
 * @typedef {object} Row
 * @property {number} line  the line where the row begins
 * @property {string[]} fields
 * @property {number} written  number of fields in the text, empty ones at the end included
 */
/**
 * @typedef {object} Table
 * @property {Row | null} header
 * @property {Row[]} rows  without the header
 * @property {boolean} pointOnly  whether a comma in a number cannot be its decimal mark
 * @property {boolean[] | null} nominal  of ARFF and Orange: which columns hold classes
 * @property {string[][] | null} classes  of ARFF: the declared classes of each column
 * @property {boolean} hasRowNames  whether the header lacks a name for the first column
 * @property {string[]} notes  what was left out of the text, in sentences
 */

/** Delimiters in order of preference. "1,5;2,5;0", for example, is read with semicolons. */
const DELIMITERS = ['\t', ';', '|', ',', ' '];
/** Number of lines used to detect the delimiter. */
const SAMPLE = 50;
/** First line of spreadsheet exports that names their delimiter; a blank has no name of its own. */
const SEPARATOR_LINE = /^\s*"?sep *=(?: *(\\t|[^ ])| )"?\s*$/i;
/** Blanks that group digits in some locales. They are delimiters only where nothing else is. */
const GROUPING_BLANKS = /[\u00a0\u2007\u2009\u202f]/;
/** A line under the header of a table in Markdown or of a database's console. */
const RULE = /^(?=[^-]*-)[\s|:+-]*$/;

/**
 * @param {string} text
 * @param {(names: string[]) => boolean} namesColumns  whether words are column names rather than a remark
 * @param {boolean | undefined} withHeader  whether the first row is a header; by default it is detected
 * @returns {Table}
 * @throws {PointsError}
 */
export function readTable(text, namesColumns, withHeader) {
  const written = text.split(/\r\n?|\n/);
  if (isArff(written, COMMENT)) return readArff(written);
  refuseForeign(written);
  const lines = withoutRemarks(written);
  const { lines: plain, notes } = withoutEnds(lines);
  const inBrackets = bracketed(lines.map((line, k) => (COMMENT.test(line) ? '' : plain[k])));
  const { rows, delimiter } = inBrackets ? { rows: inBrackets, delimiter: ',' } : split(plain, namesColumns);
  const { header, hasRowNames } = headerOf(rows, withHeader);
  const types = header ? columnTypes(rows) : null;
  return {
    header,
    rows: header ? rows.slice(types ? 3 : 1) : rows,
    // A decimal comma cannot stand between commas, unless quotes protect it.
    pointOnly:
      delimiter === ',' && !rows.some(({ fields }) => fields.some((field) => field.includes(',') && isNumber(field))),
    nominal: types,
    classes: null,
    hasRowNames,
    notes,
  };
}

/** The delimiter of a "sep=;" line, which is blanked so that line numbers stay the same. @param {string[]} lines */
function takeSeparator(lines) {
  const first = lines.findIndex((line) => line.trim() !== '' && !COMMENT.test(line));
  const match = first < 0 ? null : SEPARATOR_LINE.exec(lines[first]);
  if (!match) return undefined;
  lines[first] = '';
  const mark = match[1] ?? ' ';
  return mark === '\\t' ? '\t' : mark;
}

/**
 * Splits the lines that are not empty into fields.
 * @param {string[]} written @param {(names: string[]) => boolean} namesColumns
 */
function split(written, namesColumns) {
  const named = takeSeparator(written);
  const sample = written.filter((line) => line.trim() !== '' && !COMMENT.test(line)).slice(0, SAMPLE);
  let best = named === undefined ? detected(sample) : { delimiter: named, width: 3 };
  if (best.width < 3 && sample.some((line) => GROUPING_BLANKS.test(line))) {
    const plain = (/** @type {string} */ line) => line.replace(new RegExp(GROUPING_BLANKS, 'g'), ' ');
    const other = detected(sample.map(plain));
    if (other.width > best.width) [best, written] = [other, written.map(plain)];
  }
  const { delimiter } = best;
  const lines = withoutComments(
    delimiter === '|' ? written.map((line) => (RULE.test(line) ? '' : line)) : written,
    delimiter,
    namesColumns,
  );
  return { rows: rowsOf(lines, delimiter), delimiter };
}

/** The fields of one line. @param {string} line @param {string} delimiter */
const cut = (line, delimiter) =>
  closed((Papa.parse(prepared(line, delimiter), how(delimiter)).data[0] ?? []).map(bare), delimiter);

/**
 * The delimiter that splits most lines into equally many fields, at least three, that are numbers.
 * @param {string[]} sample
 */
function detected(sample) {
  let best = { delimiter: ',', width: 0, quality: -1 };
  for (const delimiter of DELIMITERS) {
    const rows = sample.map((line) => cut(line, delimiter));
    const counts = new Map();
    for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
    const [width, agree] = [...counts].toSorted(([a, m], [b, n]) => n - m || b - a)[0] ?? [0, 0];
    const fields = rows.flat();
    const numbers = fields.filter(isNumber).length / Math.max(1, fields.length);
    const quality = (agree / Math.max(1, rows.length)) * (0.1 + numbers);
    const wide = Math.min(3, width);
    if (wide > Math.min(3, best.width) || (wide === Math.min(3, best.width) && quality > best.quality))
      best = { delimiter, width, quality };
  }
  return best;
}

/** @param {string[]} lines @param {string} delimiter */
function rowsOf(lines, delimiter) {
  const source = lines.map((line) => prepared(line, delimiter)).join('\n');
  const { data, errors } = Papa.parse(source, how(delimiter));
  const open = errors.find(({ type }) => type === 'Quotes');
  if (open) refuseQuote(source, Math.max(0, (open.index ?? 1) - 1), delimiter);
  /** @type {Row[]} */
  const rows = [];
  let line = 1;
  for (const record of /** @type {string[][]} */ (data)) {
    const fields = closed(record.map(bare), delimiter);
    // Spreadsheets write empty rows as delimiters alone.
    if (fields.some((field) => field !== '')) rows.push({ line, fields, written: record.length });
    line += 1;
    for (const field of record) for (let at = field.indexOf('\n'); at >= 0; at = field.indexOf('\n', at + 1)) line += 1;
  }
  return rows;
}

/** @param {string} source @param {number} start @param {string} delimiter @returns {never} */
function refuseQuote(source, start, delimiter) {
  const before = source.slice(0, start);
  const column = Papa.parse(before.slice(before.lastIndexOf('\n') + 1), how(delimiter)).data[0]?.length ?? 1;
  const value = source.slice(start).split('\n')[0];
  const allowed = 'a value between two quotes, or without any';
  throw fault(
    { line: before.split('\n').length, column: column - 1, value, allowed },
    `${quoted(value)} opens a quote that does not end where the value ends; must be ${allowed}.`,
  );
}

/**
 * Replaces comments by empty lines, so that line numbers stay the same. Without another header, the last comment before
 * the points that names their columns is the header.
 * @param {string[]} lines @param {string} delimiter @param {(names: string[]) => boolean} namesColumns
 */
function withoutComments(lines, delimiter, namesColumns) {
  const first = lines.findIndex((line) => line.trim() !== '' && !COMMENT.test(line));
  const fields = first < 0 ? [] : cut(lines[first], delimiter);
  const named = fields.length > 0 && isWords(fields);
  // Labels in the first column may be colours: "#ff0000".
  const rest = lines.slice(first + 1).filter((line) => line.trim() !== '');
  const isLabels =
    named &&
    rest.length > 0 &&
    rest.every((line) => COMMENT.test(line) && cut(line, delimiter).length === fields.length);
  const out = lines.map((line, k) => (!(isLabels && k > first) && COMMENT.test(line) ? '' : line));
  for (let k = first - 1; k >= 0 && !named; k -= 1) {
    const text = COMMENT.test(lines[k]) ? lines[k].replace(COMMENT, '') : '';
    const header = [delimiter, ...DELIMITERS]
      .map((mark) => cut(text, mark))
      .find((names) => names.length === fields.length && namesColumns(names));
    if (!header) continue;
    out[k] = header.map((name) => `"${name}"`).join(delimiter);
    break;
  }
  return out;
}

/**
 * Drops empty fields after the third column, since some programs end each line with a delimiter, and those around the
 * rows of a table in Markdown.
 * @param {string[]} fields @param {string} delimiter
 */
function closed(fields, delimiter) {
  let count = fields.length;
  while (count > 3 && fields[count - 1] === '') count -= 1;
  return fields.slice(delimiter === '|' && count > 3 && fields[0] === '' ? 1 : 0, count);
}

/** @param {string} delimiter @returns {{ delimiter: string, newline: '\n' }} */
const how = (delimiter) => ({ delimiter, newline: '\n' });

/** A mark that ends each row of a matrix in MATLAB. */
const ROW_END = /[;,]$/;

/**
 * Splits at blanks, any number of which count as one delimiter, except between quotes.
 * @param {string} line
 * @param {string} delimiter
 */
const prepared = (line, delimiter) =>
  delimiter === ' '
    ? line
        .trim()
        .replace(ROW_END, '')
        .trimEnd()
        .replace(/("(?:[^"]|"")*")|[^\S\u00a0\u2007\u2009\u202f]+/g, (_, quote) => quote ?? ' ')
    : line;

/** Trims a field, and removes quotes that surrounding blanks hid from the parser. @param {string} field */
function bare(field) {
  const trimmed = field.trim();
  return /^"[^"]*"$/.test(trimmed) ? trimmed.slice(1, -1).trim() : trimmed;
}
