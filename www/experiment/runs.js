/**
 * Runs of an experiment: their labels, and their notation in links and attributes.
 *
 * Example: "zeros,random_normal:stddev=10,he:training.optimizer=adam:label=With Adam". Runs are separated by commas. A
 * run starts with its initializer, followed by its parts, each after a colon. Characters with a meaning in this
 * notation are percent-encoded in values. The core decides which values are allowed. No DOM.
 */
import { catalogue } from './catalogue.js';
import {
  NUMBER,
  changesFrom,
  changesText,
  decoded,
  encoded,
  jsonFrom,
  numberText,
  quoted,
  refusePointed,
} from './notation.js';
import { fieldOf, presetRuns, sameRun } from './object.js';
import { refused } from './refused.js';

/** @typedef {import('./object.js').FieldSpec} FieldSpec */
/** @typedef {import('./catalogue.js').Catalogue} Catalogue */
/** @typedef {{ initializer: string, label?: string, outputInitializer?: any, training?: any, [parameter: string]: any }} Run */

/** Maximum number of runs in an experiment. */
export const MOST_RUNS = /** @type {number} */ (fieldOf(catalogue, 'runs').most);

/**
 * The label of a run that has not been switched on yet: its label in a preset, otherwise its own label or its
 * initializer's title. The core labels runs that are on.
 * @param {Run} run
 * @returns {string}
 */
export function nameOf(run) {
  const { initializers, presets } = catalogue;
  for (const preset of presets) {
    const place = presetRuns(preset).findIndex((own) => sameRun(own, run, initializers));
    if (place >= 0) return preset.labels[place];
  }
  return run.label ?? initializers.find(({ name }) => name === run.initializer)?.title ?? run.initializer;
}

// As text

const FORM = 'an initializer, then its parts, such as “random_normal:stddev=10” or “he:label=My%2C run”';
const KEY = /^(?:(?:outputInitializer|training)\.)?[a-z]\w*$/i;
/** Parts that are objects with parts of their own. */
const OBJECTS = ['outputInitializer', 'training'];

/** @param {string} path @param {string} text @param {string} allowed */
const refusal = (path, text, allowed) => refused(RangeError, path, quoted(text), allowed);

/**
 * Parses the text of runs.
 * @param {string} text  as above, or JSON if it begins with "["
 * @param {string} [path]  of the list, for errors
 * @returns {any[]}
 * @throws {RangeError} naming the run, the text and the allowed values
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
    holder[name] = valueFrom(key, decoded(part.slice(at + 1).trim()), `${path}.${key}`);
  }
  return run;
}

/** @param {string} key  such as "stddev" or "training.iterations" @param {string} text @param {string} path */
function valueFrom(key, text, path) {
  if (key === 'label') return text;
  const field = catalogue.fields.find((candidate) => candidate.path === key);
  if (field?.type === 'learningRateChanges') return changesFrom(text, path);
  if (field?.type === 'integer') refusePointed(text, { ...field, path });
  return NUMBER.test(text) ? Number(text) : text;
}

/** Characters of runs with weights of their own, as JSON. Beyond them the text leaves out the weights. */
const LONGEST_WEIGHTS = 6000;

/**
 * Formats runs as text. runsFrom(runsText(runs)) returns the runs, but for many weights.
 * @param {any[]} runs  in the format of an experiment
 */
export function runsText(runs) {
  if (runs.some(({ weights }) => weights)) {
    const text = JSON.stringify(runs);
    if (text.length <= LONGEST_WEIGHTS) return text;
  }
  return runs.map(runText).join(',');
}

/** @param {any} run */
function runText({ initializer, weights: _, ...parts }) {
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
