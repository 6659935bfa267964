/** Opens what was written by hand, in a link or an attribute: what the core refuses of it is left out, and said. No DOM. */
import { DEFAULT_PRESET } from './attributes.js';
import { properties, without } from './experiment.js';

/** Whether the core said that an experiment is not allowed. @param {any} error */
export const isRefusal = (error) => error instanceof RangeError || error instanceof TypeError;

/**
 * @param {any} experiment  `{ preset?, …fields }`
 * @param {import('./experiment.js').FieldSpec[]} fields
 * @returns {{ refused: string[], amend: (error: Error) => any }}  refused: in words; amend: what to open in place of what was refused last,
 *   null where nothing is left
 */
export function sparing(experiment, fields) {
  /** @type {string[]} */
  const refused = [];
  let left = experiment;
  return {
    refused,
    amend: ({ message }) => {
      left = withoutRefused(left, message, fields);
      if (left) refused.push(message);
      return left;
    },
  };
}

/**
 * The experiment without the property that a refusal names; where it names none of those given, without what stands beside it, and at
 * last without anything. Null where nothing was given.
 * @param {any} experiment @param {string} message @param {import('./experiment.js').FieldSpec[]} fields
 */
function withoutRefused(experiment, message, fields) {
  const [refused = ''] = /^[\w.[\]]+(?=:)/.exec(message) ?? [];
  const given = [...properties(fields).map(({ path }) => path), 'preset'].filter(
    (path) => without(experiment, path) !== experiment,
  );
  const named = given.filter(
    (path) => refused === path || (/^[.[]/.test(refused.slice(path.length)) && refused.startsWith(path)),
  );
  const beside = given.filter((path) => path.split('.')[0] === refused.split('.')[0]);
  const [first] = [named, beside].find((paths) => paths.length > 0) ?? [];
  if (first === undefined && given.length === 1 && experiment.preset === DEFAULT_PRESET) return null;
  if (first === undefined) return { preset: DEFAULT_PRESET };
  return first === 'preset' ? { ...experiment, preset: DEFAULT_PRESET } : without(experiment, first);
}
