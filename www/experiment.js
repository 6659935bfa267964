/**
 * One table of an experiment's properties, derived from the engine's catalogue, and everything that writes a property as text:
 * links, attributes, controls. What a value may be is the core's to say; here text becomes a value and back. No DOM.
 */

/**
 * @typedef {object} FieldSpec  one entry of the catalogue's `fields`, or what a control makes of one: a parameter or a field of a run
 * @property {string} path      such as "training.learningRate" or "runs[1].stddev"
 * @property {string} type      "number" | "integer" | "integers" | "choice" | "text" | …
 * @property {any} [default]
 * @property {any} [empty]      what an empty text stands for, where it stands for something
 * @property {number} [min]
 * @property {number} [max]
 * @property {string[]} [values]
 * @property {string} allowed   what the core takes, as the end of a sentence that begins "must be"
 * @property {string} [help]
 */
/**
 * @typedef {FieldSpec & { name: string, attribute: string }} Property
 *   name: in a link, the last part of the path, or the whole path where that is not unique; attribute: the same in kebab case
 */

/** @param {FieldSpec[]} fields @returns {Property[]} */
export function properties(fields) {
  const last = fields.map(({ path }) => path.slice(path.lastIndexOf('.') + 1));
  return fields.map((field, i) => {
    const unique = last.indexOf(last[i]) === last.lastIndexOf(last[i]);
    const name = unique ? last[i] : field.path;
    return { ...field, name, attribute: name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`).replaceAll('.', '-') };
  });
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const GROUPED = /^[+-]?[1-9]\d{0,2}([,\u00a0\u202f ]\d{3})+$/;

/**
 * Takes grouped whole numbers ("15,000") and a decimal comma ("0,1"), but not "1,000" where it could be either.
 * @param {string} text @param {string} [type]
 */
function number(text, type) {
  let plain = text.trim().replace('−', '-');
  if (GROUPED.test(plain)) {
    if (type === 'integer') plain = plain.replace(/[^\d+-]/g, '');
  } else if (type === 'number' && !plain.includes('.')) plain = plain.replace(',', '.');
  return NUMBER.test(plain) ? Number(plain) : Number.NaN;
}

/**
 * The value that a text stands for.
 * @param {FieldSpec} property @param {string} text
 * @throws {RangeError} naming the path, the text and what is allowed, where it stands for none
 */
export function parse(property, text) {
  if ('empty' in property && text.trim() === '') return property.empty;
  const { path, type, min, max, values, allowed } = property;
  const refuse = () => new RangeError(`${path}: “${text}” is not allowed; must be ${allowed}`);
  const check = (/** @type {number} */ value) => {
    if (!Number.isFinite(value) || (type !== 'number' && !Number.isSafeInteger(value))) throw refuse();
    if ((typeof min === 'number' && value < min) || (typeof max === 'number' && value > max)) throw refuse();
    return value;
  };
  if (type === 'number' || type === 'integer') return check(number(text, type));
  if (type === 'integers') return text.trim() === '' ? [] : text.split(',').map((part) => check(number(part)));
  if (type === 'choice' || values?.length) {
    if (!values?.includes(text.trim())) throw refuse();
    return text.trim();
  }
  if (type === 'text') return text.trim();
  try {
    return JSON.parse(text);
  } catch {
    throw refuse();
  }
}

/** The text of a value; parse(property, format(property, value)) is the value. @param {FieldSpec} property @param {any} value */
export function format(property, value) {
  if ('empty' in property && value === property.empty) return '';
  const { type, values } = property;
  if (type === 'integers') return value.join(',');
  return type === 'number' || type === 'integer' || type === 'choice' || type === 'text' || values?.length
    ? String(value)
    : JSON.stringify(value);
}

/** @param {{ fields: FieldSpec[] }} catalogue @param {string} path @returns {FieldSpec} */
export function fieldOf({ fields }, path) {
  const field = fields.find((candidate) => candidate.path === path);
  if (!field) throw new RangeError(`${path} is no field of an experiment`);
  return field;
}

/** What an experiment has in a field: it leaves some out while they are at their default. @param {any} experiment @param {FieldSpec} field */
export const valueOf = (experiment, field) => get(experiment, field.path) ?? field.default;

/** @param {any} experiment @param {string} path */
export const get = (experiment, path) => path.split('.').reduce((part, key) => part?.[key], experiment);

/** A copy with one property set. @param {any} experiment @param {string} path @param {any} value @returns {any} */
export function set(experiment, path, value) {
  const [key, ...rest] = path.split('.');
  return { ...experiment, [key]: rest.length ? set(experiment?.[key] ?? {}, rest.join('.'), value) : value };
}

/**
 * Reads name=value pairs, as in a link's query or hash. Names that are no property are left alone (they may be the page's own).
 * @param {Property[]} table @param {string} query
 * @returns {{ values: Record<string, any>, problems: string[] }}  values by path; what could not be read is a problem, in words
 */
export function read(table, query) {
  /** @type {Record<string, any>} */
  const values = {};
  const problems = [];
  for (const [name, text] of new URLSearchParams(query)) {
    const property = table.find((candidate) => candidate.name === name || candidate.attribute === name);
    if (!property) continue;
    try {
      values[property.path] = parse(property, text);
    } catch (error) {
      problems.push(/** @type {Error} */ (error).message);
    }
  }
  return { values, problems };
}

/**
 * The shortest query that leads from one experiment to another, over the table's properties.
 * @param {Property[]} table @param {any} experiment @param {any} preset
 */
export function write(table, experiment, preset) {
  const query = new URLSearchParams();
  for (const property of table) {
    const value = get(experiment, property.path);
    if (value === undefined || same(value, get(preset, property.path))) continue;
    query.set(property.name, format(property, value));
  }
  return query.toString();
}

/**
 * Equal as JSON, whatever the order of keys.
 * @param {any} a @param {any} b @returns {boolean}
 */
export function same(a, b) {
  if (a === b) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(a[key], b[key]));
}

/**
 * Whether two runs are the same one, where one may leave out what the other spells out by default.
 * @param {any} a @param {any} b
 * @param {{ name: string, parameters: { name: string, default?: any }[] }[]} initializers
 */
export function sameRun(a, b, initializers) {
  const defaults = Object.fromEntries(
    (initializers.find(({ name }) => name === a.initializer)?.parameters ?? []).map((parameter) => [
      parameter.name,
      parameter.default,
    ]),
  );
  return same({ ...defaults, ...a }, { ...defaults, ...b });
}

/**
 * The runs that a lab offers: its preset's, and its own.
 * @param {any[]} runs @param {any[]} presetRuns  those that the preset opens with, and those that it has to switch on
 * @param {{ name: string, parameters: any[] }[]} initializers
 * @param {any[]} [before]  what was offered until now: it stays, so that a run switched off can be switched on again
 */
export function offer(runs, presetRuns, initializers, before = []) {
  const offered = [...before];
  // Equal runs are offered as often as they are on together.
  for (const list of [presetRuns, runs]) {
    places(list, offered, initializers).forEach((place, k) => place < 0 && offered.push(list[k]));
  }
  return offered;
}

/**
 * The place of each run among those offered; equal ones have a place each. -1: none.
 * @param {any[]} runs @param {any[]} offered @param {{ name: string, parameters: any[] }[]} initializers
 */
export function places(runs, offered, initializers) {
  const taken = new Set();
  return runs.map((run) => {
    const place = offered.findIndex((other, i) => !taken.has(i) && sameRun(other, run, initializers));
    taken.add(place);
    return place;
  });
}
