/** Experiments as objects: what they have, whether two are equal, which runs a lab offers. No DOM. */

/**
 * @typedef {object} FieldSpec  one entry of the catalogue's `fields`, or what a control makes of one: a parameter or a field of a run
 * @property {string} path      such as "training.learningRate" or "runs[1].stddev"
 * @property {string} type      "number" | "integer" | "integers" | "choice" | "text" | …
 * @property {any} [default]
 * @property {any} [empty]      what an empty text stands for, where it stands for something
 * @property {number} [min]
 * @property {number} [max]
 * @property {number} [most]    length of the longest list
 * @property {string[]} [values]
 * @property {string} allowed   what the core takes, as the end of a sentence that begins "must be"
 * @property {string} [help]
 */

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

/** @param {any} value */
export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

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

/** The runs that a preset opens with, and those that it has to switch on. @param {any} preset @returns {any[]} */
export const presetRuns = ({ experiment, offers = [] }) => [...experiment.runs, ...offers];

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
