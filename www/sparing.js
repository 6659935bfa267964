/** Opens what was written by hand, in a link or an attribute: what the core refuses of it is left out, and said. No DOM. */
import { properties, without } from './experiment.js';

/** Whether the core said that an experiment is not allowed. @param {any} error */
export const isRefusal = (error) => error instanceof RangeError || error instanceof TypeError;

/**
 * @param {any} experiment  `{ preset?, …fields }`
 * @param {(experiment: any) => Promise<unknown>} open  rejects with the core's error where it refuses
 * @param {import('./experiment.js').FieldSpec[]} fields
 * @returns {Promise<string[]>}  what was refused, in words
 * @throws {unknown} what is no refusal, or the refusal of an experiment of which nothing is left
 */
export async function openSparing(experiment, open, fields) {
  const problems = [];
  let left = experiment;
  for (;;) {
    try {
      await open(left);
      return problems;
    } catch (error) {
      const less = isRefusal(error) ? withoutRefused(left, /** @type {Error} */ (error).message, fields) : null;
      if (!less) throw error;
      problems.push(/** @type {Error} */ (error).message);
      left = less;
    }
  }
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
  if (first !== undefined) return without(experiment, first);
  return Object.keys(experiment).length > 0 ? {} : null;
}
