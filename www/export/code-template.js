/**
 * Fills a run's values into the code of catalogue entries. `{name}` stands for a value as a Python literal;
 * `{name|0:text|fan_in:text|*:text}` for the text of the matching value, where `*` is any other value. No DOM.
 */
import { literal } from './python/literals.js';

/** The start of a placeholder: a brace before a name. Other braces are Python's. */
const OPENING = /\{(?=[A-Za-z]\w*[|}])/;

/**
 * Finds the end of the placeholder that begins at `start`; nested placeholders are skipped.
 * @param {string} template @param {number} start
 */
function closing(template, start) {
  let depth = 0;
  for (let k = start; k < template.length; k += 1) {
    if (template[k] === '{') depth += 1;
    if (template[k] === '}') depth -= 1;
    if (depth === 0) return k;
  }
  throw new RangeError(`template: a brace is not closed in ${template}`);
}

/** Splits at bars outside nested placeholders. @param {string} text */
function parts(text) {
  const found = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '{') depth += 1;
    if (letter === '}') depth -= 1;
    if (letter === '|' && depth === 0) found.push('');
    else found[found.length - 1] += letter;
  }
  return found;
}

/** @param {string} placeholder  without its braces @param {Record<string, unknown>} values @returns {string} */
function replacement(placeholder, values) {
  const [name, ...choices] = parts(placeholder);
  if (!Object.hasOwn(values, name) || values[name] === undefined)
    throw new RangeError(`template: there is no value for {${name}}`);
  if (choices.length === 0) return literal(values[name]);
  const value = String(values[name]);
  const chosen = [value, '*'].map((key) => choices.find((choice) => choice.startsWith(`${key}:`))).find(Boolean);
  if (chosen === undefined) throw new RangeError(`template: {${name}} has no text for ${value}`);
  return fill(chosen.slice(chosen.indexOf(':') + 1), values);
}

/**
 * Fills in a template.
 * @param {string} template @param {Record<string, unknown>} values  numbers and texts by their names
 * @returns {string}
 * @throws {RangeError} if a placeholder has no value
 */
export function fill(template, values) {
  const start = template.search(OPENING);
  if (start < 0) return template;
  const end = closing(template, start);
  const filled = replacement(template.slice(start + 1, end), values);
  return template.slice(0, start) + filled + fill(template.slice(end + 1), values);
}
