/**
 * What the attributes of an element ask for: a preset, an experiment over it, and single fields over both. A wrong value counts as not
 * given, and there is a note that says so. No DOM.
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

/** Each field that has an attribute, and the property of the element that goes with it. */
export const SINGLE = properties(fields).filter(({ path }) => path !== 'format');

/** Types of which the table knows everything; of the others the core knows more. */
const PLAIN = ['number', 'integer', 'integers', 'choice'];

/**
 * @param {Property} property @param {any} given  a value, or the text of one
 * @throws {RangeError} naming the path, what was given and what is allowed
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
 * What is wrong with what is to be an experiment; null where it is an object, which is for the core to judge.
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

/** What an attribute's text stands for; the text itself where it stands for nothing. @param {Property} property @param {string | null} text */
export function fromText(property, text) {
  try {
    return text === null ? null : valueOf(property, text);
  } catch {
    return text;
  }
}

/** @typedef {Error & import('../experiment/refused.js').Refused} Refusal */

/** A refusal by the name of an attribute; where it is of a part of what the attribute says, that is named, too. @param {string} attribute @param {string} path @param {Refusal} error */
const note = (attribute, path, error) => ({
  attribute,
  message: error.path === path ? attribute + error.message.slice(path.length) : `${attribute}: ${error.message}`,
});

/**
 * What single attributes say.
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

/** The experiment that is asked for, as the core takes it. @param {Asked} asked @returns {any} */
export function assembled({ preset, experiment, values }) {
  let whole = { preset, ...experiment };
  for (const [path, value] of values) {
    const [group, field] = path.split('.');
    // What is no object here the core refuses in words.
    if (!field || whole[group] === undefined || isObject(whole[group])) whole = set(whole, path, value);
  }
  if (values.has('dataset.name') && isObject(whole.dataset)) whole.dataset = only(whole.dataset);
  return whole;
}

/** Fields of points of one's own, and no others. */
const OWN = ['points', 'testPoints'];

/** What a data set of this name can have. @param {any} dataset */
const only = (dataset) =>
  Object.fromEntries(
    Object.entries(dataset).filter(([key]) => key === 'name' || OWN.includes(key) === (dataset.name === 'custom')),
  );

/**
 * The same without what the core refused, and a note of it; null where no attribute but `experiment` is to blame.
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
 * What a field has where no attribute of its own says something.
 * @param {{ experiment: any, preset: any }} asked  preset: complete @param {string} path
 */
function usual({ experiment, preset }, path) {
  return get(experiment, path) ?? get(preset, path) ?? SINGLE.find((property) => property.path === path)?.default;
}

/**
 * The experiment in force, with what is now asked of some fields; what the user did to others stays.
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
  // Other data are as they were asked for, whatever was done to those before them.
  if (data.includes('dataset.name') && name !== dataset.name) return { ...next, dataset: datasetAskedFor(asked) };
  // What is asked of data that the user has left does not concern those that the user has chosen.
  if (name !== dataset.name) return next;
  /** @type {any} */
  let made = dataset;
  for (const path of data.filter((path) => path !== 'dataset.name')) {
    const key = path.slice('dataset.'.length);
    if (!values.has(path) && OWN.includes(key) !== (name === 'custom')) continue;
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
  // Test points that follow the training points go on following.
  let dataset = { ...(testSeed === (rest.seed + 1) % 2 ** 32 ? rest : preset.dataset), ...experiment?.dataset };
  for (const [path, value] of values) if (path.startsWith('dataset.')) dataset = set({ dataset }, path, value).dataset;
  return only(dataset);
}
