/**
 * Runs as people write them in a link or an attribute: "zeros,random_normal:stddev=10,he:training.optimizer=adam:label=With Adam".
 * Runs are separated by commas; after a run's initializer come its parts, each after a colon. In a value, characters that have a meaning
 * here are percent-encoded. What a part may be is the core's to say. No DOM.
 */
import { NUMBER, changesFrom, changesText, jsonFrom, numberText, quoted, wellFormed } from './notation.js';

const FORM = 'an initializer, then its parts, such as “random_normal:stddev=10” or “he:label=My%2C run”';
const KEY = /^(?:(?:outputInitializer|training)\.)?[a-z]\w*$/i;
/** Parts that are objects of parts. */
const OBJECTS = ['outputInitializer', 'training'];

/** @param {string} path @param {string} text @param {string} allowed */
const refusal = (path, text, allowed) => new RangeError(`${path}: ${quoted(text)} is not allowed; must be ${allowed}`);

/**
 * The runs that a text stands for.
 * @param {string} text  as above, or JSON if it begins with "["
 * @param {string} [path]  of the list, for errors
 * @returns {any[]}
 * @throws {RangeError} naming the run, the text and what is allowed
 */
export function runsFrom(text, path = 'runs') {
  if (text.trim().startsWith('[')) {
    try {
      return jsonFrom(text);
    } catch {
      throw refusal(path, text, 'a list of runs as JSON, or initializers with commas between them');
    }
  }
  return text.split(',').map((run, i) => runFrom(run.trim(), `${path}[${i}]`));
}

/** @param {string} text @param {string} path */
function runFrom(text, path) {
  const [initializer, ...parts] = text.split(':');
  if (initializer.trim() === '') throw refusal(path, text, FORM);
  /** @type {Record<string, any>} */
  const run = { initializer: decoded(initializer.trim()) };
  for (const part of parts) {
    const at = part.indexOf('=');
    const key = part.slice(0, Math.max(0, at)).trim();
    const names = key.split('.');
    if (at < 0 || !KEY.test(key) || names.some((name) => name in Object.prototype) || OBJECTS.includes(key))
      throw refusal(path, part, FORM);
    const name = /** @type {string} */ (names.pop());
    const holder = names.length ? (run[names[0]] ??= {}) : run;
    if (Object.hasOwn(holder, name)) throw refusal(`${path}.${key}`, part, 'given once');
    holder[name] = valueFrom(name, decoded(part.slice(at + 1).trim()));
  }
  return run;
}

/** @param {string} name @param {string} text */
function valueFrom(name, text) {
  if (name === 'label') return text;
  if (name === 'learningRateChanges') return changesFrom(text);
  return NUMBER.test(text) ? Number(text) : text;
}

/**
 * The text of runs; runsFrom(runsText(runs)) are the runs.
 * @param {any[]} runs  as an experiment has them
 */
export function runsText(runs) {
  return runs.map(runText).join(',');
}

/** @param {any} run */
function runText({ initializer, ...parts }) {
  const texts = Object.entries(parts).flatMap(([name, value]) =>
    OBJECTS.includes(name)
      ? Object.entries(value).map(([inner, own]) => partText(`${name}.${inner}`, inner, own))
      : [partText(name, name, value)],
  );
  return [encoded(String(initializer)), ...texts].join(':');
}

/** @param {string} key @param {string} name @param {any} value */
function partText(key, name, value) {
  const text =
    name === 'learningRateChanges'
      ? changesText(value)
      : typeof value === 'number'
        ? numberText(value)
        : encoded(String(value));
  return `${key}=${text}`;
}

/** What has a meaning in this notation, what would be trimmed off, and what no line of text should hold. */
const SPECIAL = /[%,:\p{Cc}\u2028\u2029]|^\s+|\s+$/gu;

/** @param {string} text */
const encoded = (text) => wellFormed(text).replace(SPECIAL, encodeURIComponent);

/** A percent sign that begins no escape stands for itself. @param {string} text */
const decoded = (text) =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
