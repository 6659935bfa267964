/** Reads ARFF, the format of Weka and OpenML: attributes with their types, then rows. No DOM. */
import { PointsError, fault, quoted } from './points-error.js';

/** @typedef {{ name: string, classes: string[] | null }} Attribute  classes: of a nominal attribute; none of a text; null of numbers */

const FIELD = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,\t]*?))\s*(,|\t|$)/y;
const NAME = /^@attribute\s+(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\S+))\s+(.*)$/i;
const TAIL = /^((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^'"])*?)\s%/;
/** The weight of a row, behind its values. */
const WEIGHT = /^\{\s*[\d.]+(e[+-]?\d+)?\s*\}$/i;
const NUMERIC = /^(numeric|real|integer)\b/i;

/** Whether a text is ARFF. @param {string[]} lines @param {RegExp} comment */
export const isArff = (lines, comment) =>
  /^\s*@(relation|attribute)\s/i.test(lines.find((line) => line.trim() !== '' && !comment.test(line)) ?? '');

/**
 * @param {string[]} lines
 * @returns {import('./table-text.js').Table}
 * @throws {PointsError}
 */
export function readArff(lines) {
  /** @type {Attribute[]} */
  const attributes = [];
  const start = lines.findIndex((line) => /^\s*@data\b/i.test(line));
  lines.slice(0, start < 0 ? lines.length : start).forEach((line, k) => {
    if (/^\s*@attribute\b/i.test(line)) attributes.push(attributeOf(withoutComment(line), k + 1));
  });
  if (start < 0)
    throw new PointsError('The ARFF file has no line @data; must have one before its rows.', {
      allowed: 'a line @data before the rows',
    });
  const rows = [];
  let weight = '';
  for (let k = start + 1; k < lines.length; k += 1) {
    const text = withoutComment(lines[k]);
    if (text === '' || text.startsWith('%')) continue;
    if (text.startsWith('{')) refuseSparse(text, k + 1);
    const fields = fieldsOf(text);
    if (fields.length === attributes.length + 1 && WEIGHT.test(fields[attributes.length]))
      weight = /** @type {string} */ (fields.pop());
    const row = { line: k + 1, fields, written: fields.length };
    check(row, attributes);
    rows.push(row);
  }
  return {
    header: { line: start + 1, fields: attributes.map(({ name }) => name), written: attributes.length },
    rows,
    pointOnly: true,
    nominal: attributes.map(({ classes }) => classes !== null && classes.length > 0),
    classes: attributes.map(({ classes }) => classes ?? []),
    hasRowNames: false,
    notes: weight ? [`Left out the weights of rows, such as ${weight}: all points count alike.`] : [],
  };
}

/** A line without the comment at its end, which begins outside quotes. @param {string} line */
function withoutComment(line) {
  const text = line.trim();
  if (!/\s%/.test(text)) return text;
  return TAIL.exec(text)?.[1].trim() ?? text;
}

/** @param {string} line @param {number} number @returns {Attribute} */
function attributeOf(line, number) {
  const match = NAME.exec(line);
  if (!match) {
    const allowed = '@attribute, a name and a type';
    throw fault(
      { line: number, column: 0, value: line, allowed },
      `${quoted(line)} is not allowed; must be ${allowed}.`,
    );
  }
  const name = unescaped(match[1] ?? match[2] ?? match[3]);
  const type = match[4].trim();
  if (NUMERIC.test(type)) return { name, classes: null };
  const list = /^\{(.*)\}$/s.exec(type);
  return { name, classes: list ? fieldsOf(list[1].trim()) : [] };
}

/** The fields of a row, without quotes. @param {string} text */
function fieldsOf(text) {
  const fields = [];
  FIELD.lastIndex = 0;
  for (;;) {
    const match = FIELD.exec(text);
    if (!match) return text.split(/[,\t]/).map((field) => field.trim());
    fields.push(match[3] === undefined ? unescaped(match[1] ?? match[2]) : match[3]);
    if (match[4] === '') return fields;
  }
}

/** @param {string} text */
const unescaped = (text) => text.replace(/\\(.)/g, '$1').trim();

/** @param {string} text @param {number} line @returns {never} */
function refuseSparse(text, line) {
  const allowed = 'a row with a value for each attribute';
  throw fault({ line, column: 0, value: text, allowed }, `${quoted(text)} is a sparse ARFF row; must be ${allowed}.`);
}

/** Checks the length of a row and its classes. @param {import('./table-text.js').Row} row @param {Attribute[]} attributes */
function check({ line, fields }, attributes) {
  if (fields.length !== attributes.length) {
    const allowed = `${attributes.length} values, one for each attribute`;
    const column = Math.min(fields.length, attributes.length);
    throw fault(
      { line, column, value: fields[column], allowed },
      `there are ${fields.length} values; must be ${allowed}.`,
    );
  }
  attributes.forEach(({ name, classes }, column) => {
    const value = fields[column];
    if (!classes || classes.length === 0 || value === '?' || classes.includes(value)) return;
    const allowed = `one of ${classes.slice(0, 20).map(quoted).join(', ')}`;
    throw fault({ line, column, name, value, allowed }, `${quoted(value)} is not declared; must be ${allowed}.`);
  });
}
