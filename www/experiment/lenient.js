/** Opens a hand-written link or attribute: leaves out the parts that the core refuses, and reports them. No DOM. */
import { DEFAULT_PRESET, fields } from './catalogue.js';
import { isObject, overlaid, properties, without } from './fields.js';
import { fromLink } from './read-link.js';
import { nearName } from './near-names.js';
import { quoted } from './notation.js';

/**
 * @param {any} experiment  `{ preset?, …fields }`
 * @param {import('./fields.js').FieldSpec[]} fields
 * @returns {{ refused: string[], amend: (error: Error & import('./refused.js').Refused) => any }}  refused: messages; amend: returns the experiment to open instead of the last refused one,
 *   or null if nothing is left
 */
export function sparing(experiment, fields) {
  /** @type {string[]} */
  const refused = [];
  let left = experiment;
  return {
    refused,
    amend: (error) => {
      left = withoutRefused(left, error, fields);
      if (left) refused.push(error.message);
      return left;
    },
  };
}

/**
 * Parses a link and reports its unreadable parts, with `amend` as above.
 * @param {string} text @param {any} base  the experiment that a link without a preset starts from
 */
export function linked(text, base) {
  const { experiment, rest, problems } = fromLink(text, fields);
  const { runs, missing } = withoutMissing(experiment.runs);
  const usable =
    missing.length === 0 ? experiment : runs.length ? { ...experiment, runs } : without(experiment, 'runs');
  const whole = usable.preset === undefined ? overlaid(base, usable) : usable;
  return {
    experiment: whole,
    problems: [...problems, ...missing, ...rest.flatMap(mistyped)],
    ...sparing(whole, fields),
  };
}

/** The runs of a link without those that start from weights too many for a link, and a message for each of these. @param {any} runs */
function withoutMissing(runs) {
  if (!Array.isArray(runs)) return { runs, missing: [] };
  const lacks = (/** @type {any} */ run) => run?.initializer === 'custom' && run.weights === undefined;
  const missing = runs.filter(lacks).map(({ label }) => {
    const name = typeof label === 'string' ? quoted(label) : 'your weights';
    return `The link names the run ${name}, but its weights are too many for a link. Drop their file on the pictures to add it`;
  });
  return { runs: runs.filter((run) => !lacks(run)), missing };
}

/** Names of a link. */
const NAMES = ['preset', ...properties(fields).flatMap(({ path, name }) => (path === 'format' ? [] : [name]))];

/**
 * A message about a name that is nearly one of a link. Other names are the page's, and stay in the address.
 * @param {[name: string, value: string]} pair
 */
function mistyped([name, value]) {
  const near = value === '' ? undefined : nearName(name, NAMES);
  return near ? [`${quoted(name)} is not allowed as a name; did you mean ${near}?`] : [];
}

/**
 * Removes the part named by a refusal. If the refusal names no given part, removes a sibling field, and finally
 * everything except the preset. Null if nothing was given.
 * @param {any} experiment @param {import('./refused.js').Refused} refusal @param {import('./fields.js').FieldSpec[]} fields
 */
function withoutRefused(experiment, { path = '' }, fields) {
  const named = withoutNamed(experiment, path);
  if (named) return experiment.preset === named.preset ? named : { ...named, preset: DEFAULT_PRESET };
  const group = path.split(/[.[]/, 1)[0];
  const beside = properties(fields).find(
    (field) => field.path.split('.')[0] === group && without(experiment, field.path) !== experiment,
  );
  if (beside) return without(experiment, beside.path);
  const { preset, ...given } = experiment;
  if (Object.keys(given).length > 0) return { preset: preset ?? DEFAULT_PRESET };
  return preset === DEFAULT_PRESET ? null : { preset: DEFAULT_PRESET };
}

/**
 * Removes the part at a path such as "dataset.noise" or "runs[1].stddev", even if it is not a known field. For a list
 * entry, removes the list. Null if there is no such part. Unknown names may contain dots and brackets.
 * @param {any} whole @param {string} path @returns {any}
 */
function withoutNamed(whole, path) {
  for (const [key, part] of Object.entries(whole)) {
    if (!path.startsWith(key)) continue;
    const rest = path.slice(key.length);
    const others = { ...whole };
    delete others[key];
    if (rest === '' || rest.startsWith('[')) return others;
    const less = rest.startsWith('.') && isObject(part) ? withoutNamed(part, rest.slice(1)) : null;
    if (less) return { ...others, [key]: less };
  }
  return null;
}
