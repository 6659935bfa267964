/** Refusals of a model's text. They name the line, the value and what is allowed. No DOM. */
import { quoted as quotedIn } from '../../experiment/notation.js';
import { Refusal } from '../foreign-refusal.js';

/**
 * @typedef {object} ModelChoice  a number that the text leaves open
 * @property {'inputs'} option  the option of readModel that decides it
 * @property {string} question  in a sentence
 */

/**
 * Reason why a text is not a model that can be read.
 * @extends {Refusal<ModelChoice>}
 */
export class ModelError extends Refusal {
  /**
   * @param {string} message  without the line
   * @param {{ line?: number, path?: string, value?: unknown, allowed?: string, choices?: ModelChoice[] }} [place]  line: from 1; 0 or none: of the whole text
   */
  constructor(message, { line = 0, path = 'text', value, allowed = 'a stack of dense layers', choices } = {}) {
    super('ModelError', line ? `Line ${line}: ${message}` : message, { path, value, allowed, choices });
    this.line = line;
  }
}

/** Characters of a quoted value. */
const MOST_QUOTED = 60;

/** @param {unknown} value */
export const quoted = (value) => quotedIn(value, MOST_QUOTED);
