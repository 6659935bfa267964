/** Reads the text of a link, also one that mail programs, chats or people have changed on the way. No DOM. */
import { parse, set } from './fields.js';
import { isTooLong, pairsOf } from './link.js';
import { LARGEST_TEXT, quoted } from './notation.js';
import { unpunctuated } from './passed-on.js';

/** @typedef {import('./fields.js').FieldSpec} FieldSpec */

/**
 * Parses a link. Never throws: unreadable parts are left out and reported as problems.
 * @param {string} text  with or without "#" or "?"
 * @param {FieldSpec[]} fields
 * @returns {{ experiment: any, rest: [name: string, value: string][], problems: string[] }}  experiment: `{ preset?, …fields }`, for the core to judge;
 *   rest: unknown names
 */
export function fromLink(text, fields) {
  /** @type {[string, string][]} */
  const rest = [];
  const problems = [];
  if (isTooLong(text)) {
    const allowed = `must be at most ${LARGEST_TEXT.toLocaleString('en')} long`;
    return {
      experiment: {},
      rest,
      problems: [`A link of ${text.length.toLocaleString('en')} characters is not allowed; ${allowed}`],
    };
  }
  /** @type {any} */
  let experiment = {};
  const read = new Set();
  const pairs = pairsOf(text, fields);
  for (const [k, { name, value, property, known }] of pairs.entries()) {
    if (known === undefined) {
      rest.push([name, value]);
      continue;
    }
    if (read.has(known)) {
      problems.push(repeated(known, value));
      continue;
    }
    read.add(known);
    try {
      const last = k === pairs.length - 1;
      experiment = property
        ? set(experiment, known, last ? parsedLast(property, value) : parse(property, value))
        : { ...experiment, preset: presetIn(value, last) };
    } catch (error) {
      problems.push(/** @type {Error} */ (error).message);
    }
  }
  return { experiment, rest, problems };
}

/**
 * Parses the last value of a link, behind which a sentence may have put its punctuation.
 * @param {import('./fields.js').Property} property @param {string} value
 */
function parsedLast(property, value) {
  // A name of a run without parts: labels may end with punctuation.
  if (property.type === 'runs' && /(^|,)\s*\w+[.;!?]+$/.test(value)) return parse(property, unpunctuated(value));
  try {
    return parse(property, value);
  } catch (error) {
    const bare = unpunctuated(value);
    if (bare === value.trim() || bare === '') throw error;
    return parse(property, bare);
  }
}

/** The name of a preset, all of which are in small letters. @param {string} value @param {boolean} last */
const presetIn = (value, last) => (last ? unpunctuated(value) : value.trim()).toLowerCase();

/** The problem message for a repeated name. @param {string} name @param {string} value */
export const repeated = (name, value) => `${name}: ${quoted(value)} is not allowed a second time; must be given once`;
