/** Reads points in brackets: matrices of MATLAB, lists of Python and JSON, printed arrays of NumPy. No DOM. */
import { fault, quoted } from './points-error.js';

/** @typedef {import('./table-text.js').Row} Row */

/** What may stand before the first bracket: "A =" of MATLAB, "let a =" and "a:" of JavaScript, "np.array(" of Python. */
const START = /^\s*(?:(?:(?:let|const|var)\s+)?["']?[\w.]+["']?\s*[=:]\s*)?(?:[\w.]+(?=\())?(?=[[({])/;
/** A quote without a partner is a part of its own, at which reading ends. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\.\.\.[^\n]*\n|[[\](){};,\n"']|[^\s"'[\](){};,]+/g;
const OPENING = /^[[({]$/;
const CLOSING = /^[\])}]$/;
const EXAMPLE = 'rows of three values, such as [[1, 2, 0], [3, 4, 1]]';

/**
 * The rows of a text in brackets; null of another text.
 * @param {string[]} lines  comments left out
 * @returns {Row[] | null}
 * @throws {PointsError} of brackets that hold no rows
 */
export function bracketed(lines) {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0 || !START.test(lines[first])) return null;
  const rows = rowsOf([lines[first].replace(START, ''), ...lines.slice(first + 1)], first + 1);
  if (rows && rows.length > 0) return rows;
  // A value such as [0,1) or (a) begins with a bracket too, but ends in the line.
  const depth = (/** @type {string} */ line) =>
    (line.match(/[[({]/g) ?? []).length - (line.match(/[\])}]/g) ?? []).length;
  const isNested = /^[[({]\s*["[({]/.test(lines[first].replace(START, ''));
  if (depth(lines[first]) > 0 || isNested) refuse(lines[first], first + 1);
  return null;
}

/**
 * The rows between brackets; null if something stands outside them, or one has no partner.
 * @param {string[]} lines @param {number} number  of the first line
 */
function rowsOf(lines, number) {
  const reader = new Rows(number);
  for (const [token] of `${lines.join('\n')}\n`.matchAll(TOKEN)) if (!reader.take(token)) return null;
  return reader.depth === 0 ? reader.rows : null;
}

/** Collects rows from the parts of a text. */
class Rows {
  /** @type {Row[]} */
  rows = [];
  depth = 0;
  #line;
  #begun = 0;
  /** @type {string[]} */
  #fields = [];
  /** Whether a comma waits for its value. */
  #waits = false;

  /** @param {number} line */
  constructor(line) {
    this.#line = line;
  }

  /** @param {string} token @returns {boolean} whether it may stand there */
  take(token) {
    if (token === '\n' || token.startsWith('...')) return this.#newline(token);
    if (OPENING.test(token)) return this.#open();
    if (CLOSING.test(token)) {
      this.depth -= 1;
      return this.depth >= 0 && this.#end();
    }
    if (token === ';') return this.#end();
    if (token === ',') return this.#comma();
    if (token.startsWith('dtype=')) return true; // as Python prints it
    if (this.depth === 0 || token.includes(':') || token === '"' || token === "'") return false;
    if (this.#fields.length === 0) this.#begun = this.#line;
    this.#fields.push(/^["']/.test(token) ? token.slice(1, -1).replace(/\\(.)/g, '$1') : token);
    this.#waits = false;
    return true;
  }

  /** Lines end rows as in MATLAB, except in lists of lists, and behind "...". @param {string} token */
  #newline(token) {
    this.#line += 1;
    return token !== '\n' || this.depth !== 1 || this.#end();
  }

  #open() {
    this.depth += 1;
    return this.#fields.length === 0 && this.depth <= 3;
  }

  #comma() {
    if (this.#waits) this.#fields.push('');
    this.#waits = this.#fields.length > 0;
    return true;
  }

  #end() {
    const fields = this.#fields;
    if (fields.length > 0) this.rows.push({ line: this.#begun, fields, written: fields.length });
    this.#fields = [];
    this.#waits = false;
    return true;
  }
}

/** @param {string} text @param {number} line @returns {never} */
function refuse(text, line) {
  const column = 0;
  const bracket = /[[({]/.exec(text)?.[0] ?? '[';
  throw fault(
    { line, column, value: text, allowed: EXAMPLE },
    `the bracket ${quoted(bracket)} opens a list that is not made of rows; must be ${EXAMPLE}.`,
  );
}
