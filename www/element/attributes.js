/**
 * Merges an element's attributes: a preset, an experiment laid over it, and single fields laid over both. An invalid
 * value is ignored and reported in a note. No DOM.
 */
import { reseeded } from '../experiment/dataset.js';
import { DEFAULT_PRESET, fields } from '../experiment/catalogue.js';
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
const note = (attribute, path, error) => ({
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
const hasField = (name, key) => COMMON.includes(key) || OWN.includes(key) === (name === 'custom');

/** The fields of the data set with this name. @param {any} dataset */
const only = (dataset) => Object.fromEntries(Object.entries(dataset).filter(([key]) => hasField(dataset.name, key)));

/**
 * Drops the value that the core refused and adds a note. Null if only the `experiment` attribute can be at fault.
 * @param {Asked} asked @param {Refusal} error  of the core
 * @returns {{ asked: Asked, notes: Note[] } | null}
 */
export function withoutRefused(asked, error) {
  const { path = '' } = error;
  if (path === 'preset' && asked.experiment?.preset === undefined && asked.preset !== DEFAULT_PRESET)
    return { asked: { ...asked, preset: DEFAULT_PRESET }, notes: [note('preset', 'preset', error)] };
  const known = [...asked.values.keys()];
  const group = (/** @type {string} */ name) => name.split(/[.[]/)[0];
  const exact = known.filter((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
  const blamed = exact.length ? exact : known.filter((name) => group(name) === group(path));
  if (!blamed.length) return null;
  const values = new Map([...asked.values].filter(([name]) => !blamed.includes(name)));
  const attributeOf = (/** @type {string} */ name) =>
    SINGLE.find((property) => property.path === name)?.attribute ?? '';
  return { asked: { ...asked, values }, notes: blamed.map((name) => note(attributeOf(name), name, error)) };
}

/**
 * The value of a field without an attribute of its own.
 * @param {{ experiment: any, preset: any }} asked  preset: complete @param {string} path
 */
function usual({ experiment, preset }, path) {
  return get(experiment, path) ?? get(preset, path) ?? SINGLE.find((property) => property.path === path)?.default;
}

/**
 * The current experiment with the newly requested fields. Fields that the user changed keep their values.
 * @param {any} current  complete
 * @param {string[]} paths  that changed
 * @param {{ experiment: any, preset: any, values: Map<string, any> }} asked  preset: complete
 * @returns {any}
 */
export function changed(current, paths, asked) {
  const { values } = asked;
  const wanted = (/** @type {string} */ path) => (values.has(path) ? values.get(path) : usual(asked, path));
  let next = current;
  for (const path of paths) if (!path.startsWith('dataset.')) next = set(next, path, wanted(path));
  const data = paths.filter((path) => path.startsWith('dataset.'));
  if (!data.length) return next;
  const { dataset } = current;
  const name = wanted('dataset.name');
  // A different data set starts with the requested fields. Changes to the previous one do not carry over.
  if (data.includes('dataset.name') && name !== dataset.name) return { ...next, dataset: datasetAskedFor(asked) };
  // Fields requested for a data set that the user has left do not apply to the user's own choice.
  if (name !== dataset.name) return next;
  /** @type {any} */
  let made = dataset;
  for (const path of data.filter((path) => path !== 'dataset.name')) {
    const key = path.slice('dataset.'.length);
    if (!values.has(path) && !hasField(name, key)) continue;
    made =
      key === 'seed' && !values.has('dataset.testSeed')
        ? reseeded(made, wanted(path))
        : { ...made, [key]: wanted(path) };
    if (made[key] === undefined) delete made[key];
  }
  return { ...next, dataset: made };
}

/** @param {{ experiment: any, preset: any, values: Map<string, any> }} asked */
function datasetAskedFor({ experiment, preset, values }) {
  const { testSeed, ...rest } = preset.dataset;
  // Test points that follow the training points keep following them.
  let dataset = { ...(testSeed === (rest.seed + 1) % 2 ** 32 ? rest : preset.dataset), ...experiment?.dataset };
  for (const [path, value] of values) if (path.startsWith('dataset.')) dataset = set({ dataset }, path, value).dataset;
  return only(dataset);
}
