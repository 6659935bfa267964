/**
 * The table of an experiment's properties, derived from the core's table of fields, and their conversion from and to
 * text in links, attributes and controls. The core decides which values are allowed. No DOM.
 */
import {
  changesFrom,
  changesText,
  classNamesFrom,
  classNamesText,
  isLibraryName,
  jsonFrom,
  numberFrom,
  numberText,
  pointsFrom,
  pointsText,
  quoted,
  refusePointed,
} from './notation.js';
import { layersFrom } from './layer-list.js';
import { isObject } from './object.js';
import { refused } from './refused.js';
import { runsFrom, runsText } from './runs.js';

export * from './object.js';

/** @typedef {import('./object.js').FieldSpec} FieldSpec */
/**
 * @typedef {FieldSpec & { name: string, attribute: string, key: string }} Property
 *   name: in a link; attribute: the name in kebab case; key: the element's property
 */

/**
 * Names other than the last part of their path. `hidden` is already an attribute of HTML.
 * @type {Record<string, { name: string, attribute?: string }>}
 */
const NAMES = {
  'dataset.name': { name: 'dataset' },
  'network.hidden': { name: 'hidden', attribute: 'hidden-units' },
  runs: { name: 'initializers' },
};

/**
 * Properties that would conflict with HTML's own: every element has a `dataset` for its data-… attributes.
 * @type {Record<string, string>}
 */
const OTHER_KEYS = { dataset: 'datasetName' };

/** An attribute's name in camel case. @param {string} attribute */
const camel = (attribute) => attribute.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/**
 * Makes the table of properties. A property's name is the last part of its path, or the whole path if that part is not
 * unique.
 * @param {FieldSpec[]} fields @returns {Property[]}
 */
export function properties(fields) {
  const last = fields.map(({ path }) => path.slice(path.lastIndexOf('.') + 1));
  return fields.map((field, i) => {
    const unique = last.indexOf(last[i]) === last.lastIndexOf(last[i]);
    const { name = unique ? last[i] : field.path, attribute: own } = NAMES[field.path] ?? {};
    const attribute = own ?? name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`).replaceAll('.', '-');
    return { ...field, name, attribute, key: OTHER_KEYS[attribute] ?? camel(attribute) };
  });
}

/** Normalizes a name, so that "learningRate", "learning-rate" and "learning_rate" are equal. @param {string} name */
const folded = (name) => name.toLowerCase().replace(/[-_.]/g, '');

/** Finds a property by its link name, attribute or path. @param {Property[]} table @param {string} name */
export const propertyNamed = (table, name) =>
  table.find((property) =>
    [property.name, property.attribute, property.path].some((known) => folded(known) === folded(name)),
  );

/**
 * True or false. A name without a value means true, as HTML's own attributes do.
 * @param {string} text @returns {boolean | undefined} undefined: neither
 */
function booleanFrom(text) {
  const word = text.trim().toLowerCase();
  return word === '' || word === 'true' ? true : word === 'false' ? false : undefined;
}

/**
 * Notations for lists. JSON is accepted as well.
 * @type {Record<string, { from: (text: string, path: string) => any, text: (value: any) => string }>}
 */
const LISTS = {
  runs: { from: runsFrom, text: runsText },
  points: { from: pointsFrom, text: pointsText },
  classNames: { from: classNamesFrom, text: classNamesText },
  learningRateChanges: { from: changesFrom, text: changesText },
};

/**
 * Parses the text of a property.
 * @param {FieldSpec} property @param {string} text
 * @throws {RangeError} naming the path, the text and the allowed values, if it cannot be parsed
 */
export function parse(property, text) {
  if ('empty' in property && text.trim() === '') return property.empty;
  const { path, type, min, max, values, allowed } = property;
  const refuse = () => refused(RangeError, path, quoted(text), allowed);
  const check = (/** @type {number} */ value) => {
    if (!Number.isFinite(value) || (type !== 'number' && !Number.isSafeInteger(value))) throw refuse();
    if ((typeof min === 'number' && value < min) || (typeof max === 'number' && value > max)) throw refuse();
    return value;
  };
  const whole = (/** @type {string} */ part, /** @type {string} */ kind) => {
    refusePointed(part, property);
    return check(numberFrom(part, kind));
  };
  if (type === 'number') return check(numberFrom(text, type));
  if (type === 'integer') return whole(text, type);
  if (type === 'integers') {
    const parts = layersFrom(text);
    if (!parts) throw refuse();
    if (parts.length > (property.most ?? Infinity))
      throw refused(RangeError, path, `a list of ${parts.length}`, allowed);
    return parts.map((part) => whole(part, type));
  }
  if (type === 'boolean') return booleanFrom(text) ?? check(Number.NaN);
  if (type === 'choice' || values?.length) {
    const name = text.trim();
    // The core knows what libraries call their losses.
    const isLibrary = path.endsWith('training.loss') && isLibraryName(name);
    if (!isLibrary && !values?.includes(name)) throw refuse();
    return name;
  }
  if (type === 'text') return text.trim();
  const notation = text.trim().startsWith('[') ? null : LISTS[type];
  if (notation) return notation.from(text, path);
  try {
    return jsonFrom(text);
  } catch {
    throw refuse();
  }
}

/**
 * Formats a value as text. parse(property, format(property, value)) returns the value.
 * @param {FieldSpec} property
 * @param {any} value
 */
export function format(property, value) {
  if ('empty' in property && value === property.empty) return '';
  const { type, values } = property;
  if (type === 'integers') return value.join(',');
  if (LISTS[type]) return LISTS[type].text(value);
  if (type === 'number' || type === 'integer') return numberText(value);
  return type === 'choice' || type === 'text' || values?.length ? String(value) : JSON.stringify(value);
}

/** A copy with one property set. @param {any} experiment @param {string} path @param {any} value @returns {any} */
export function set(experiment, path, value) {
  const [key, ...rest] = path.split('.');
  return { ...experiment, [key]: rest.length ? set(experiment?.[key] ?? {}, rest.join('.'), value) : value };
}

/**
 * A copy without one property, or the experiment itself if it lacks that property.
 * @param {any} experiment
 * @param {string} path
 * @returns {any}
 */
export function without(experiment, path) {
  const [key, ...rest] = path.split('.');
  if (!isObject(experiment) || !Object.hasOwn(experiment, key)) return experiment;
  const { [key]: part, ...others } = experiment;
  if (rest.length === 0) return others;
  const less = without(part, rest.join('.'));
  return less === part ? experiment : { ...others, [key]: less };
}

/**
 * Lays one experiment over another, as the core lays fields over a preset. Objects are merged. Lists are replaced as a
 * whole, and so is a data set whose name changes.
 * @param {any} base @param {any} over @returns {any}
 */
export function overlaid(base, over) {
  if (!isObject(base) || !isObject(over)) return over;
  if (base.name !== undefined && over.name !== undefined && base.name !== over.name) return over;
  const laid = Object.entries(over).filter(([, value]) => value !== undefined);
  return {
    ...base,
    ...Object.fromEntries(
      laid.map(([key, value]) => [key, Object.hasOwn(base, key) ? overlaid(base[key], value) : value]),
    ),
  };
}
