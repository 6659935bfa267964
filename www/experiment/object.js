/** Experiments as objects: reading fields, comparing, and the list of offered runs. No DOM. */

/**
 * @typedef {object} FieldSpec  one entry of the catalogue's `fields`, or a parameter or field of a run derived from it
 * @property {string} path      such as "training.learningRate" or "runs[1].stddev"
 * @property {string} type      "number" | "integer" | "integers" | "choice" | "text" | …
 * @property {any} [default]
 * @property {any} [empty]      the value of an empty text, if it has one
 * @property {number} [min]
 * @property {number} [max]
 * @property {number} [most]    maximum length of a list
 * @property {string[]} [values]
 * @property {string} allowed   the allowed values, as the end of a sentence that begins "must be"
 * @property {string} [help]
 */

/** @param {{ fields: FieldSpec[] }} catalogue @param {string} path @returns {FieldSpec} */
export function fieldOf({ fields }, path) {
  const field = fields.find((candidate) => candidate.path === path);
  if (!field) throw new RangeError(`${path} is no field of an experiment`);
  return field;
}

/** The value of a field. Experiments omit some fields with default values. @param {any} experiment @param {FieldSpec} field */
export const valueOf = (experiment, field) => get(experiment, field.path) ?? field.default;

/** @param {any} experiment @param {string} path */
export const get = (experiment, path) => path.split('.').reduce((part, key) => part?.[key], experiment);

/** @param {any} value */
export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Compares values as JSON, ignoring the order of keys.
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
 * Whether two runs are equal when omitted parameters take their defaults.
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

/** The runs of a preset, on and off. @param {any} preset @returns {any[]} */
export const presetRuns = ({ experiment, offers = [] }) => [...experiment.runs, ...offers];

/**
 * The runs that a lab offers: those of the preset and those of the user.
 * @param {any[]} runs @param {any[]} presetRuns  the preset's runs, on and off
 * @param {{ name: string, parameters: any[] }[]} initializers
 * @param {any[]} [before]  the previously offered runs, which remain so that they can be switched on again
 */
export function offer(runs, presetRuns, initializers, before = []) {
  const offered = [...before];
  // A run that is on several times is offered as many times.
  for (const list of [presetRuns, runs]) {
    places(list, offered, initializers).forEach((place, k) => place < 0 && offered.push(list[k]));
  }
  return offered;
}

/**
 * The index of each run in the offered runs, or -1. Equal runs get different indices.
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
