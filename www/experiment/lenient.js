/** Opens what was written by hand, in a link or an attribute: what the core refuses of it is left out, and said. No DOM. */
import { DEFAULT_PRESET, fields } from './catalogue.js';
import { isObject, overlaid, properties, without } from './fields.js';
import { fromLink } from './link.js';

/**
 * @param {any} experiment  `{ preset?, …fields }`
 * @param {import('./fields.js').FieldSpec[]} fields
 * @returns {{ refused: string[], amend: (error: Error & import('./refused.js').Refused) => any }}  refused: in words; amend: what to open in place of what was refused last,
 *   null where nothing is left
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
 * What a link asks for, with what of it cannot be read, and as above.
 * @param {string} text @param {any} base  what a link begins from that names no preset
 */
export function linked(text, base) {
  const { experiment, problems } = fromLink(text, fields);
  const whole = experiment.preset === undefined ? overlaid(base, experiment) : experiment;
  return { experiment: whole, problems, ...sparing(whole, fields) };
}

/**
 * The experiment without what a refusal names; where it names nothing of what is given, without a field that stands beside it, and at last
 * without anything but its preset. Null where nothing was given.
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
 * Without the part at a path, as in "dataset.noise" and "runs[1].stddev", whether it is a field or not; of a list, without the list. Null
 * where there is none. Names that are no fields may have points and brackets in them.
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
