/** Refusals of texts of points. They name the place in the text, the value and what is allowed. No DOM. */
import { quoted as quotedIn } from '../experiment/notation.js';
import { Refusal } from './foreign-refusal.js';

/**
 * @typedef {object} Choice  a decision that changes the points and that the text leaves open
 * @property {'header' | 'columns' | 'label' | 'decimal' | 'positive'} option  the option of readPoints that decides it
 * @property {string} question  in a sentence
 * @property {{ value: string | number | boolean, gives: string }[]} values  the allowed values, and what each would give
 * @property {number} pick  how many of the values the option takes
 */
/**
 * @typedef {object} Place
 * @property {string} [path]  an option, or "text"
 * @property {unknown} [value]
 * @property {string} [allowed]
 * @property {number} [line]    counts from 1, blank lines included; 0: the fault has no position
 * @property {number} [column]  counts from 1
 * @property {Choice[]} [choices]
 */

/**
 * Reason why a text is not a list of points, or the choices that it leaves open.
 * @extends {Refusal<Choice>}
 */
export class PointsError extends Refusal {
  /** @param {string} message @param {Place} [place] */
  constructor(
    message,
    { path = 'text', value, allowed = 'points, one a line: x, y, label', line = 0, column = 0, choices } = {},
  ) {
    super('PointsError', message, { path, value, allowed, choices });
    this.line = line;
    this.column = column;
  }
}

/** @param {number} count */
export const grouped = (count) => count.toLocaleString('en-US');

/** Characters of a quoted value: messages name several. */
const MOST_QUOTED = 40;

/** @param {unknown} value */
export const quoted = (value) => quotedIn(value, MOST_QUOTED);

/**
 * Makes the error of one field in a row.
 * @param {{ line: number, column: number, name?: string, value?: string, allowed?: string }} place  column: an index
 * @param {string} why  the end of the message
 */
export function fault({ line, column, name, value = '', allowed }, why) {
  const called = name ? ` (${quoted(name).slice(1, -1)})` : '';
  const message = `Line ${line}, column ${column + 1}${called}: ${why}`;
  return new PointsError(message, { value, allowed, line, column: column + 1 });
}
