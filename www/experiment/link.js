/**
 * Converts an experiment to the text of a link, such as "preset=deep_relu&learningRate=0.1&initializers=he,zeros". A link
 * lists the differences from its preset and restores the experiment to the last bit; read-link.js reads it. No DOM.
 */
import { format, get, properties, propertyNamed } from './fields.js';
import { LARGEST_TEXT, wellFormed } from './notation.js';
import { mended } from './passed-on.js';

/** @typedef {import('./fields.js').FieldSpec} FieldSpec */
/**
 * @typedef {object} LinkCatalogue  the parts of the catalogue needed for links
 * @property {FieldSpec[]} fields
 * @property {{ name: string, title?: string, experiment: any }[]} presets
 * @property {{ name: string, parameters: { name: string, default?: any }[] }[]} initializers
 */

/** Some mail programs, chats and course systems cut longer links. */
export const LONG_LINK = 8000;

/** Number of seeds. The successor of the largest seed is 0. */
const SEEDS = 2 ** 32;

/**
 * The fields in which an experiment differs from a preset. Laid over the preset, they restore the experiment to the
 * last bit.
 * @param {any} experiment  complete, as getState() and a lab's `experiment` are
 * @param {LinkCatalogue} catalogue
 * @param {string | null} [presetName]  an unknown name means the first preset
 * @returns {{ name: string, fields: { path: string, value: any }[] }}  name: the preset's; of a lab, never one with a sweep
 */
export function differences(experiment, { fields, presets, initializers }, presetName = null) {
  // Nothing takes a preset's sweep away.
  const usable = presets.filter(({ experiment: { sweep } }) => !sweep || experiment.sweep);
  const preset = usable.find(({ name }) => name === presetName) ?? usable[0];
  const different = fields.flatMap((field) => {
    const given = get(experiment, field.path);
    // An omitted field has its default, which the link must state if the preset's value differs.
    const value = given === undefined ? defaultOf(field, experiment) : given;
    if (value === undefined || identical(value, usualValue(field, experiment, preset.experiment))) return [];
    const short =
      field.path === 'runs'
        ? value.map((/** @type {any} */ run) => shortRun(run, initializers))
        : field.path === 'sweep'
          ? shortSweep(value, preset.experiment.sweep)
          : value;
    return [{ path: field.path, value: short }];
  });
  return { name: preset.name, fields: different };
}

/**
 * The preset nearest to an experiment: the one with the fewest different fields; among equals, the first.
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
 * @param {string | null} [presetName]  the preset to start from; an unknown name means the first preset
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
 * The value of a field that a link omits: the preset's value, or the default for a different data set.
 * @param {FieldSpec} field @param {any} experiment @param {any} preset
 */
function usualValue(field, experiment, preset) {
  const { path } = field;
  const ownDataset = path.startsWith('dataset.') && path !== 'dataset.name';
  if (ownDataset && experiment.dataset?.name !== preset.dataset.name) return defaultOf(field, experiment);
  // If the preset's test points follow its training points, they keep following.
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

/** Defaults of a sweep and of its axes. @type {Record<string, any>} */
const PLAN = { seeds: 1, vary: 'weights', measure: 'cost', scale: 'linear' };

/** A sweep or an axis without its defaults, but for those that a preset's sweep would replace. @param {any} plan @param {any} [base]  the preset's sweep */
const shortPlan = (plan, base) =>
  Object.fromEntries(
    Object.entries(plan).filter(([name, value]) =>
      [value, base?.[name] ?? PLAN[name]].some((each) => (name === 'axes' ? each?.length : each !== PLAN[name])),
    ),
  );

/** @param {any} sweep @param {any} base  the preset's, if it has one */
const shortSweep = (sweep, base) =>
  shortPlan({ ...sweep, axes: sweep.axes.map((/** @type {any} */ axis) => shortPlan(axis)) }, base);

/**
 * A run without the parameters that have default values.
 * @param {any} run
 * @param {LinkCatalogue['initializers']} initializers
 * @returns {any}
 */
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
 * The names and values in a link. A name is known if it is `preset` or a field's; other names are the page's.
 * @param {string} text  with or without "#" or "?" @param {FieldSpec[]} fields
 * @returns {{ name: string, value: string, known: string | undefined, property: import('./fields.js').Property | undefined }[]}  known: the path
 */
export function pairsOf(text, fields) {
  const table = properties(fields);
  return [...new URLSearchParams(mended(text))].map(([given, value]) => {
    // "&amp%3B" is what is left of an ampersand that was escaped twice.
    const name = given.trim().replace(/^(amp;)+/i, '');
    const property = propertyNamed(table, name);
    return { name, value, property, known: name.toLowerCase() === 'preset' ? 'preset' : property?.path };
  });
}

/** Whether a text is too long to be read as a link. @param {string} text */
export const isTooLong = (text) => text.length > LARGEST_TEXT;

/**
 * Whether a text describes an experiment. "#teachers", for example, does not.
 * @param {string} text
 * @param {FieldSpec[]} fields
 */
export const isLink = (text, fields) =>
  isTooLong(text) || pairsOf(text, fields).some(({ known }) => known !== undefined);

/** The names and values in a link that are the page's, with their escapes. @param {string} text @param {FieldSpec[]} fields */
export const otherPairs = (text, fields) =>
  isTooLong(text)
    ? []
    : pairsOf(text, fields)
        .filter(({ known }) => known === undefined)
        .map(({ name, value }) => (value === '' ? escaped(name) : `${escaped(name)}=${escaped(value)}`));

/** Equal to the last bit, and to the sign of 0. @param {any} a @param {any} b @returns {boolean} */
function identical(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [own, others] = [Object.keys(a), Object.keys(b)];
  return own.length === others.length && own.every((key) => Object.hasOwn(b, key) && identical(a[key], b[key]));
}

/**
 * Escapes as little as possible: commas, colons, semicolons and the like stay readable. Brackets are escaped because
 * they would end a link in Markdown.
 * @param {string} text
 */
export const escaped = (text) =>
  encodeURIComponent(wellFormed(text))
    .replace(/%(2C|2F|3A|3B|3D|40)/g, decodeURIComponent)
    .replace(/%20/g, '+')
    .replace(/[()']/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
