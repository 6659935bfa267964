/**
 * An experiment as the text of a link, "preset=deep_relu&learningRate=0.1&initializers=he,zeros", and back. A link says what differs from
 * its preset, and leads to the same experiment to the last bit. No DOM.
 */
import { format, get, parse, properties, propertyNamed, set } from './fields.js';
import { LARGEST_TEXT, quoted, wellFormed } from './notation.js';

/** @typedef {import('./fields.js').FieldSpec} FieldSpec */
/**
 * @typedef {object} LinkCatalogue  what of the catalogue a link is written by
 * @property {FieldSpec[]} fields
 * @property {{ name: string, title?: string, experiment: any }[]} presets
 * @property {{ name: string, parameters: { name: string, default?: any }[] }[]} initializers
 */

/** Longer ones are cut off by some mail programs, chats and courses. */
export const LONG_LINK = 8000;

/** The largest seed's successor is 0. */
const SEEDS = 2 ** 32;

/**
 * What makes an experiment differ from a preset: the fields that, laid over the preset, lead to it to the last bit.
 * @param {any} experiment  complete, as getState() and a lab's `experiment` are
 * @param {LinkCatalogue} catalogue
 * @param {string | null} [presetName]  the first preset, if there is none of that name
 * @returns {{ name: string, fields: { path: string, value: any }[] }}  name: the preset's
 */
export function differences(experiment, { fields, presets, initializers }, presetName = null) {
  const preset = presets.find(({ name }) => name === presetName) ?? presets[0];
  const different = fields.flatMap((field) => {
    const given = get(experiment, field.path);
    // What an experiment leaves out is at its default, which has to be said where the preset has something else.
    const value = given === undefined ? defaultOf(field, experiment) : given;
    if (value === undefined || identical(value, usualValue(field, experiment, preset.experiment))) return [];
    const short = field.path === 'runs' ? value.map((/** @type {any} */ run) => shortRun(run, initializers)) : value;
    return [{ path: field.path, value: short }];
  });
  return { name: preset.name, fields: different };
}

/**
 * The preset that an experiment belongs to, where nothing names one: that from which the fewest fields differ; of equals, the first.
 * @param {any} experiment  complete @param {LinkCatalogue} catalogue
 */
export function nearestPreset(experiment, catalogue) {
  const count = (/** @type {{ name: string }} */ { name }) => differences(experiment, catalogue, name).fields.length;
  return catalogue.presets.reduce((best, preset) => (count(preset) < count(best) ? preset : best));
}

/**
 * The text of a link to an experiment.
 * @param {any} experiment  complete
 * @param {LinkCatalogue} catalogue
 * @param {string | null} [presetName]  from which it is to begin; the first preset, if there is none of that name
 * @returns {string}  without "#" or "?"
 */
export function toLink(experiment, catalogue, presetName = null) {
  const { name: preset, fields } = differences(experiment, catalogue, presetName);
  const table = properties(catalogue.fields);
  const pairs = fields.map(({ path, value }) => {
    const property = /** @type {import('./fields.js').Property} */ (table.find((entry) => entry.path === path));
    return `${property.name}=${escaped(format(property, value))}`;
  });
  return [`preset=${escaped(preset)}`, ...pairs].join('&');
}

/**
 * What a field has if the link does not speak of it: the preset's value, or, of another data set, the default.
 * @param {FieldSpec} field @param {any} experiment @param {any} preset
 */
function usualValue(field, experiment, preset) {
  const { path } = field;
  const ownDataset = path.startsWith('dataset.') && path !== 'dataset.name';
  if (ownDataset && experiment.dataset?.name !== preset.dataset.name) return defaultOf(field, experiment);
  // A preset whose test points follow its training points leaves them following.
  const { seed, testSeed } = preset.dataset;
  if (path === 'dataset.testSeed' && testSeed === (seed + 1) % SEEDS) return defaultOf(field, experiment);
  return get(preset, path) ?? defaultOf(field, experiment);
}

/** @param {FieldSpec} field @param {any} experiment */
function defaultOf({ path, default: usual }, { dataset }) {
  if (path === 'dataset.testSeed' && dataset?.seed !== undefined) return (dataset.seed + 1) % SEEDS;
  if (path === 'dataset.points') return undefined;
  return usual;
}

/** A run without parameters that are at their defaults. @param {any} run @param {LinkCatalogue['initializers']} initializers @returns {any} */
function shortRun(run, initializers) {
  const parameters = initializers.find(({ name }) => name === run.initializer)?.parameters ?? [];
  const kept = Object.entries(run).filter(
    ([name, value]) => !parameters.some((parameter) => parameter.name === name && Object.is(parameter.default, value)),
  );
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name === 'outputInitializer' ? shortRun(value, initializers) : value]),
  );
}

/**
 * What a link says. Never throws: what cannot be read is a problem, in words, and is left out.
 * @param {string} text  with or without "#" or "?"
 * @param {FieldSpec[]} fields
 * @returns {{ experiment: any, rest: [name: string, value: string][], problems: string[] }}  experiment: `{ preset?, …fields }`, for the core to judge;
 *   rest: names that are no property
 */
export function fromLink(text, fields) {
  /** @type {[string, string][]} */
  const rest = [];
  const problems = [];
  if (text.length > LARGEST_TEXT) {
    const allowed = `must be at most ${LARGEST_TEXT.toLocaleString('en')} long`;
    return {
      experiment: {},
      rest,
      problems: [`A link of ${text.length.toLocaleString('en')} characters is not allowed; ${allowed}`],
    };
  }
  /** @type {any} */
  let experiment = {};
  const table = properties(fields);
  const read = new Set();
  for (const [name, value] of new URLSearchParams(text.replace(/^[#?]/, ''))) {
    const property = propertyNamed(table, name);
    const known = name === 'preset' ? name : property?.path;
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
      experiment = property ? set(experiment, known, parse(property, value)) : { ...experiment, preset: value.trim() };
    } catch (error) {
      problems.push(/** @type {Error} */ (error).message);
    }
  }
  return { experiment, rest, problems };
}

/** What is said of a name that stands there already. @param {string} name @param {string} value */
export const repeated = (name, value) => `${name}: ${quoted(value)} is not allowed a second time; must be given once`;

/** Whether a text speaks of an experiment at all: "#teachers" does not. @param {string} text @param {FieldSpec[]} fields */
export function isLink(text, fields) {
  const { experiment, problems } = fromLink(text, fields);
  return problems.length > 0 || Object.keys(experiment).length > 0;
}

/** Equal to the last bit, and to the sign of 0. @param {any} a @param {any} b @returns {boolean} */
function identical(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [own, others] = [Object.keys(a), Object.keys(b)];
  return own.length === others.length && own.every((key) => Object.hasOwn(b, key) && identical(a[key], b[key]));
}

/** As few escapes as a link needs: commas, colons, semicolons and the like stay readable, brackets would end a link in Markdown. @param {string} text */
export const escaped = (text) =>
  encodeURIComponent(wellFormed(text))
    .replace(/%(2C|2F|3A|3B|3D|40)/g, decodeURIComponent)
    .replace(/%20/g, '+')
    .replace(/[()']/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
