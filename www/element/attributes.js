/**
 * Merges an element's attributes: a preset, an experiment laid over it, and single fields laid over both. An invalid
 * value is ignored and reported in a note. No DOM.
 */
import { fields } from '../experiment/catalogue.js';
import { parse, properties, set } from '../experiment/fields.js';
import { get, isObject } from '../experiment/object.js';
import { refused } from '../experiment/refused.js';
import { runsFrom } from '../experiment/runs.js';
import { LARGEST_TEXT, jsonFrom, quoted } from '../experiment/notation.js';

/** @typedef {import('../experiment/fields.js').Property} Property */
/** @typedef {import('../views/messages.js').Note} Note */
/** @typedef {{ preset: string | undefined, experiment: any, values: Map<string, any> }} Asked  values: of single fields, by path */

/** Each experiment field that has an attribute, with the corresponding property of the element. */
export const SINGLE = properties(fields).filter(({ path }) => path !== 'format');

/** Types that the field table describes completely. The core validates the others. */
const PLAIN = ['number', 'integer', 'integers', 'boolean', 'choice'];

/**
 * @param {Property} property @param {any} given  a value, or the text of one
 * @throws {RangeError} naming the path, the value and the allowed values
 */
function valueOf(property, given) {
  const { path, type, allowed } = property;
  if (typeof given === 'string') {
    if (given.length <= LARGEST_TEXT) return parse(property, given);
    const most = `at most ${LARGEST_TEXT} characters`;
    throw refused(RangeError, path, quoted(given), most, `${path}: ${quoted(given)} is too long; must be ${most}`);
  }
  const refusal = () => refused(RangeError, path, quoted(JSON.stringify(given) ?? ''), allowed);
  if (type === 'runs') {
    const runs = Array.isArray(given)
      ? given.flatMap((run) => (typeof run === 'string' ? runsFrom(run) : [run]))
      : [null];
    if (!runs.every(isObject)) throw refusal();
    return runs;
  }
  if (!PLAIN.includes(type)) return given;
  const listed = type === 'integers' && Array.isArray(given);
  if (listed || typeof given !== 'object') return parse(property, listed ? given.join(',') : String(given));
  throw refusal();
}

/**
 * Says why a value cannot be an experiment. Null for an object, which the core validates.
 * @param {any} given  a value, or a text that is no JSON
 */
export function experimentProblem(given) {
  if (isObject(given)) return null;
  const text = Array.isArray(given) ? `[${given}]` : String(given);
  let why = '';
  if (text.length > LARGEST_TEXT) why = `, of at most ${LARGEST_TEXT} characters`;
  else if (typeof given === 'string')
    try {
      jsonFrom(text);
    } catch (error) {
      why = `: ${/** @type {Error} */ (error).message}`;
    }
  return `experiment: ${quoted(text)} is not allowed; must be an experiment, an object as JSON${why}`;
}

/** Parses an attribute. Falls back to the raw text if it cannot be parsed. @param {Property} property @param {string | null} text */
export function fromText(property, text) {
  try {
    return text === null ? null : valueOf(property, text);
  } catch {
    return text;
  }
}

/** @typedef {Error & import('../experiment/refused.js').Refused} Refusal */

/**
 * Renames a refusal after the attribute. If it concerns one part of the value, the message names that part too.
 * @param {string} attribute
 * @param {string} path
 * @param {Refusal} error
 */
export const note = (attribute, path, error) => ({
  attribute,
  message: error.path === path ? attribute + error.message.slice(path.length) : `${attribute}: ${error.message}`,
});

/**
 * Reads the attributes of single fields.
 * @param {(key: string) => any} read  a property of the element
 * @returns {{ values: Map<string, any>, notes: Note[] }}  by path
 */
export function readSingle(read) {
  /** @type {Map<string, any>} */
  const values = new Map();
  const notes = [];
  for (const property of SINGLE) {
    const given = read(property.key);
    if (given === null || given === undefined) continue;
    try {
      values.set(property.path, valueOf(property, given));
    } catch (error) {
      notes.push(note(property.attribute, property.path, /** @type {Refusal} */ (error)));
    }
  }
  return { values, notes };
}

/** The requested experiment, as input for the core. @param {Asked} asked @returns {any} */
export function assembled({ preset, experiment, values }) {
  let whole = { preset, ...experiment };
  for (const [path, value] of values) {
    const [group, field] = path.split('.');
    // The core refuses a value that is not an object and explains why.
    if (!field || whole[group] === undefined || isObject(whole[group])) whole = set(whole, path, value);
  }
  if (values.has('dataset.name') && isObject(whole.dataset)) whole.dataset = only(whole.dataset);
  return whole;
}

/** Fields that only the user's own points have. */
const OWN = ['points', 'testPoints', 'classNames'];
/** Fields that every data set has. */
const COMMON = ['name', 'standardize'];

/** Whether a data set has a field. @param {string} name  of the data set @param {string} key */
export const hasField = (name, key) => COMMON.includes(key) || OWN.includes(key) === (name === 'custom');

/** The fields of the data set with this name. @param {any} dataset */
export const only = (dataset) =>
  Object.fromEntries(Object.entries(dataset).filter(([key]) => hasField(dataset.name, key)));

/**
 * The value of a field without an attribute of its own.
 * @param {{ experiment: any, preset: any }} asked  preset: complete @param {string} path
 */
function usual({ experiment, preset }, path) {
  return get(experiment, path) ?? get(preset, path) ?? SINGLE.find((property) => property.path === path)?.default;
}

/** The requested value of a field. @param {{ experiment: any, preset: any, values: Map<string, any> }} asked  preset: complete @param {string} path */
export const wanted = (asked, path) => (asked.values.has(path) ? asked.values.get(path) : usual(asked, path));
