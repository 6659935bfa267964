/**
 * Reads points from the text of spreadsheets and data frames, and writes them. A text is accepted or refused as a
 * whole, with the line and column of the fault. No DOM.
 */

/** @typedef {readonly [x: number, y: number, label: 0 | 1]} Point */
/**
 * @typedef {object} Read
 * @property {Point[]} points
 * @property {[string, string] | null} names  labels of class 0 and 1, if other than 0 and 1
 */

/** The expected columns, for messages. */
export const MOST_POINTS = 20_000;
export const LARGEST = 1e6;
/**
 * Maximum number of characters. numpy.savetxt writes 76 per point by default; 200 per point leave room for other
 * formats of 20,000 points.
 */
export const LONGEST_TEXT = 4_000_000;

const WANTED = 'x, y, label';
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
/** Start of a comment line in NumPy and gnuplot. */
const COMMENT = /^\s*#+/;
/** Texts for a missing or infinite number. They are wrong values rather than column names. */
const NO_VALUE = /^([+-]?(nan|inf|infinity)|na|n\/a|null|none|)$/i;
/** Delimiters in order of preference. "1,5;2,5;0", for example, is read with semicolons. */
const DELIMITERS = ['\t', ';', ',', ' '];
/** Number of lines used to detect the delimiter. */
const SAMPLE = 20;
/** Pairs of feature names. The third column is then the label, whatever its name. */
const FEATURES = [
  ['x', 'y'],
  ['x1', 'x2'],
  ['x0', 'x1'],
];
const LABELS = ['label', 'labels', 'class', 'classes', 'target', 'category', 'group'];

/**
 * Reason why a text is not a list of points. Line and column count from 1, including blank lines. 0: the fault has no
 * position.
 */
export class CsvError extends RangeError {
  /** @param {string} message @param {number} [line] @param {number} [column] */
  constructor(message, line = 0, column = 0) {
    super(message);
    this.name = 'CsvError';
    this.line = line;
    this.column = column;
  }
}

/** @param {number} count */
const grouped = (count) => count.toLocaleString('en-US');

/** Quotes a value for a message, shortened if long. @param {string} value */
const quoted = (value) => {
  const characters = [...value.replace(/\s+/g, ' ')];
  return `“${characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : characters.join('')}”`;
};

/**
 * @typedef {object} Row
 * @property {number} line  the line where the row begins
 * @property {string[]} fields
 */

/**
 * @param {string} text
 * @returns {Promise<Read>}
 * @throws {CsvError}
 */
export async function readCsv(text) {
  if (text.length > LONGEST_TEXT) refuseLength(text);
  // Only imported data needs the parser.
  const { default: Papa } = await import('papaparse');
  const { rows, delimiter } = split(text.replace(/\r\n?/g, '\n'), Papa);
  if (rows.length === 0) throw new CsvError(`There is no point in the text; must be one a line: ${WANTED}.`);
  const header = isHeader(rows[0]) ? rows[0] : null;
  const data = header ? rows.slice(1) : rows;
  if (header && header.fields.length === 3 && data.length === 0)
    throw fault(header.line, 0, '', `a header, and no point follows it; must be one a line: ${WANTED}.`);
  const names = header?.fields ?? ['x', 'y', 'label'];
  for (const row of rows) if (row.fields.length !== 3) refuseCount(row, names, data);
  const [x, y, label] = header ? columns(header.fields) : [0, 1, 2];
  if (data.length > MOST_POINTS)
    throw fault(
      data[MOST_POINTS].line,
      0,
      '',
      `one point too many. There are ${grouped(data.length)} points; must be at most ${grouped(MOST_POINTS)}.`,
    );
  const number = numbers(delimiter === ';' || delimiter === '\t', names);
  const classes = new Classes(names[label], label, number.plain);
  const read = data.map((row) => ({ x: number.at(row, x), y: number.at(row, y), class: classes.of(row) }));
  const { order, names: called } = classes.sorted();
  return {
    points: read.map((point) => [point.x, point.y, /** @type {0 | 1} */ (order.indexOf(point.class))]),
    names: called,
  };
}

/**
 * Refuses a text that is too long. Too many points are reported first, if they are the reason.
 * @param {string} text
 * @returns {never}
 */
function refuseLength(text) {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '' && !COMMENT.test(line)).length;
  // One line may be the header.
  throw new CsvError(
    lines > MOST_POINTS + 1
      ? `The text has ${grouped(lines)} lines; must be at most ${grouped(MOST_POINTS)} points, one a line.`
      : `The text has ${grouped(text.length)} characters; must be at most ${grouped(LONGEST_TEXT)}.`,
  );
}

/** @param {Iterable<Point>} points */
export function toCsv(points) {
  const lines = ['x,y,label'];
  for (const [x, y, label] of points) lines.push(`${x},${y},${label}`);
  return `${lines.join('\n')}\n`;
}

/**
 * Splits the lines that are not empty into fields. Uses the delimiter that gives three fields in most lines.
 * @param {string} text @param {typeof import('papaparse')} Papa
 * @returns {{ rows: Row[], delimiter: string }}
 */
function split(text, Papa) {
  const written = text.split('\n');
  const sample = written.filter((line) => line.trim() !== '' && !COMMENT.test(line)).slice(0, SAMPLE);
  const cut = (/** @type {string} */ line, /** @type {string} */ mark) =>
    closed((Papa.parse(prepared(line, mark), how(mark)).data[0] ?? []).map(bare));
  let [delimiter, most] = [',', -1];
  for (const candidate of DELIMITERS) {
    const parts = sample.map((line) => cut(line, candidate).length);
    const fit = parts.filter((count) => count === 3).length + parts.filter((count) => count > 1).length / (2 * SAMPLE);
    if (fit > most) [delimiter, most] = [candidate, fit];
  }
  const lines = withoutComments(written, delimiter, cut);
  const source = lines.map((line) => prepared(line, delimiter)).join('\n');
  const { data, errors } = Papa.parse(source, how(delimiter));
  const open = errors.find(({ type }) => type === 'Quotes');
  if (open) {
    const start = Math.max(0, (open.index ?? 1) - 1);
    const before = source.slice(0, start);
    const column = Papa.parse(before.slice(before.lastIndexOf('\n') + 1), how(delimiter)).data[0]?.length ?? 1;
    throw fault(
      before.split('\n').length,
      column - 1,
      '',
      `${quoted(source.slice(start).split('\n')[0])} opens a quote that does not end where the value ends; must be a value between two quotes, or without any.`,
    );
  }
  /** @type {Row[]} */
  const rows = [];
  let line = 1;
  for (const record of /** @type {string[][]} */ (data)) {
    const fields = closed(record.map(bare));
    // Spreadsheets write empty rows as delimiters alone.
    if (fields.some((field) => field !== '')) rows.push({ line, fields });
    line += 1;
    for (const field of record) for (let at = field.indexOf('\n'); at >= 0; at = field.indexOf('\n', at + 1)) line += 1;
  }
  return { rows, delimiter };
}

/**
 * Replaces comments by empty lines, so that line numbers stay the same. Without another header, the last comment before
 * the points that names their columns is the header.
 * @param {string[]} lines @param {string} delimiter @param {(line: string, delimiter: string) => string[]} cut
 */
function withoutComments(lines, delimiter, cut) {
  const first = lines.findIndex((line) => line.trim() !== '' && !COMMENT.test(line));
  const fields = first < 0 ? [] : cut(lines[first], delimiter);
  const named = first >= 0 && isHeader({ line: 0, fields });
  // Labels in the first column may be colours: "#ff0000".
  const end = named && fields.length === 3 && columns(fields)[2] === 0 ? first : lines.length;
  const out = lines.map((line, k) => (k < end && COMMENT.test(line) ? '' : line));
  for (let k = first - 1; k >= 0 && !named; k -= 1) {
    const text = COMMENT.test(lines[k]) ? lines[k].replace(COMMENT, '') : '';
    const header = [delimiter, ...DELIMITERS]
      .map((mark) => cut(text, mark))
      .find((names) => names.length === 3 && namesColumns(names));
    if (!header) continue;
    out[k] = header.map((name) => `"${name}"`).join(delimiter);
    break;
  }
  return out;
}

/**
 * Drops empty fields after the third column, since some programs end each line with a delimiter.
 * @param {string[]} fields
 */
function closed(fields) {
  let count = fields.length;
  while (count > 3 && fields[count - 1] === '') count -= 1;
  return fields.slice(0, count);
}

/** @param {string} delimiter @returns {{ delimiter: string, newline: '\n' }} */
const how = (delimiter) => ({ delimiter, newline: '\n' });

/**
 * Splits at blanks, any number of which count as one delimiter, except between quotes.
 * @param {string} line
 * @param {string} delimiter
 */
const prepared = (line, delimiter) =>
  delimiter === ' ' ? line.trim().replace(/("(?:[^"]|"")*")|\s+/g, (_, quote) => quote ?? ' ') : line;

/** Trims a field, and removes quotes that surrounding blanks hid from the parser. @param {string} field */
function bare(field) {
  const trimmed = field.trim();
  return /^"[^"]*"$/.test(trimmed) ? trimmed.slice(1, -1).trim() : trimmed;
}

/** Whether a row is a header. A row with a number or a missing value is a point. @param {Row} row */
const isHeader = ({ fields }) =>
  fields.every((field) => !NUMBER.test(field.replace('−', '-').replace(',', '.')) && !NO_VALUE.test(field));

/**
 * Makes the error of one field in a row.
 * @param {number} line
 * @param {number} k
 * @param {string} name of the column
 * @param {string} why
 */
const fault = (line, k, name, why) => new CsvError(`Line ${line}, column ${k + 1}${named(name)}: ${why}`, line, k + 1);

/** @param {Row} row @param {string[]} names @param {Row[]} data @returns {never} */
function refuseCount({ line, fields }, names, data) {
  if (fields.length < 3)
    throw fault(line, fields.length, names[fields.length], `nothing there; must be three columns: ${WANTED}.`);
  // Detects a data frame's index: a column without a name, or one that counts the lines.
  const counts =
    data.length > 1 && data.slice(-2).every(({ fields: [own] }, k, [{ fields: before }]) => +own === +before[0] + k);
  const index = fields.length === 4 && (fields[0] === '' || counts);
  throw fault(
    line,
    3,
    '',
    `${quoted(fields[3])} is too much. There are ${fields.length} columns; must be three: ${WANTED}.${index ? ' Leave out the first, which counts the lines.' : ''}`,
  );
}

/** @param {string | undefined} name */
const named = (name) => (name ? ` (${quoted(name).slice(1, -1)})` : '');

/** Normalizes column names: x₁ becomes x1. @param {string[]} header */
const said = (header) =>
  header.map((name) =>
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\d]/gu, ''),
  );

/** Whether words are column names rather than a remark. @param {string[]} words */
function namesColumns(words) {
  const names = said(words);
  return (
    FEATURES.some((pair) => pair.every((name) => names.includes(name))) || LABELS.some((name) => names.includes(name))
  );
}

/**
 * Finds the columns of x, y and label by their names, otherwise in this order.
 * @param {string[]} header
 * @returns {[number, number, number]}
 */
function columns(header) {
  const names = said(header);
  for (const [first, second] of FEATURES) {
    const [x, y] = [names.indexOf(first), names.indexOf(second)];
    if (x >= 0 && y >= 0) return [x, y, 3 - x - y];
  }
  const label = names.findIndex((name) => LABELS.includes(name));
  if (label === 0) return [1, 2, 0];
  return label === 1 ? [0, 2, 1] : [0, 1, 2];
}

/**
 * Reads numbers. A text with both commas and points is refused, since either could be the decimal separator.
 * @param {boolean} commas  whether a comma can be a decimal separator @param {string[]} names of the columns
 */
function numbers(commas, names) {
  /** @type {string | null} */
  let mark = null;
  const plain = (/** @type {string} */ field) => {
    const text = field.replace('−', '-');
    return commas && !text.includes('.') ? text.replace(',', '.') : text;
  };
  const at = (/** @type {Row} */ { line, fields }, /** @type {number} */ k) => {
    const field = fields[k];
    const refuse = (/** @type {string} */ why) => fault(line, k, names[k], why);
    const text = plain(field);
    const value = NUMBER.test(text) ? Number(text) : Number.NaN;
    if (!(Math.abs(value) <= LARGEST))
      throw refuse(
        `${field ? `${quoted(field)} is not allowed` : 'nothing there'}; must be a number from −${grouped(LARGEST)} to ${grouped(LARGEST)}.`,
      );
    const own = text === field.replace('−', '-') ? (text.includes('.') ? '.' : null) : ',';
    mark ??= own;
    if (own && own !== mark)
      throw refuse(
        `${quoted(field)} has a decimal ${own === ',' ? 'comma' : 'point'}, where the numbers before have a ${own === ',' ? 'point' : 'comma'}; must be one of the two.`,
      );
    return value;
  };
  return { plain, at };
}

/** The labels found in a text: at most two, of any name. */
class Classes {
  /** @type {string[]} */
  #seen = [];
  #name;
  #column;
  #plain;

  /** @param {string} name @param {number} column @param {(field: string) => string} plain */
  constructor(name, column, plain) {
    this.#name = name;
    this.#column = column;
    this.#plain = plain;
  }

  /** The label of a row. "1" and "1.0" are equal. @param {Row} row */
  of({ line, fields }) {
    const field = fields[this.#column];
    const text = this.#plain(field);
    const value = NUMBER.test(text) ? String(Number(text) || 0) : field;
    if (this.#seen.includes(value)) return value;
    const refuse = (/** @type {string} */ why) => fault(line, this.#column, this.#name, why);
    if (NO_VALUE.test(field) || value === 'Infinity' || value === '-Infinity')
      throw refuse(
        `${field ? `${quoted(field)} is not allowed` : 'nothing there'}; must be 0 or 1, or one of two other labels.`,
      );
    if (this.#seen.length === 2)
      throw refuse(
        `${quoted(field)} is a third label, after ${quoted(this.#seen[0])} and ${quoted(this.#seen[1])}; must be one of two.`,
      );
    this.#seen.push(value);
    return value;
  }

  /** The labels of class 0 and 1 in order, and their names if other than 0 and 1. */
  sorted() {
    if (this.#seen.every((label) => label === '0' || label === '1')) return { order: ['0', '1'], names: null };
    const numeric = this.#seen.every((label) => Number.isFinite(Number(label)));
    const order = this.#seen.toSorted(numeric ? (a, b) => Number(a) - Number(b) : undefined);
    return { order, names: /** @type {[string, string]} */ ([order[0], order[1] ?? '']) };
  }
}
