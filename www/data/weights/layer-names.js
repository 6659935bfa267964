/**
 * What names of arrays say: the layer, its number, and whether weights or biases. Names of one network differ in numbers;
 * alphabetical order means nothing (`dense_10` stands before `dense_2`). No DOM.
 */

/** Prefixes of torch.compile and DataParallel. */
const WRAPPERS = /^(?:_orig_mod\.|module\.)+/;
/** Parts of a path that may name a network. */
const DEEPEST = 5;
const BIASES = ['b', 'bias', 'biases', 'intercept', 'intercepts'];
const WEIGHTS = ['w', 'weight', 'weights', 'kernel', 'kernels', 'coef', 'coefs'];

/** @typedef {'weights' | 'biases' | null} Role */
/**
 * @typedef {object} LayerName
 * @property {Role} role
 * @property {string} words  without its role
 * @property {number[]} numbers
 * @property {string[]} tokens  words, numbers and role in their order, in lower case
 * @property {string[]} groups  parts of its path that may name a network, the longest last
 */

/** @param {string} name @returns {LayerName} */
export function layerName(name) {
  const bare = name.replace(WRAPPERS, '');
  const tokens =
    bare
      .replace(/([a-z])(?=[A-Z])/g, '$1 ')
      .toLowerCase()
      .match(/\d+|[a-z]+/g) ?? [];
  const last = tokens.findLast((token) => BIASES.includes(token) || WEIGHTS.includes(token));
  const role = last === undefined ? null : BIASES.includes(last) ? 'biases' : 'weights';
  const others = tokens.filter((token) => !BIASES.includes(token) && !WEIGHTS.includes(token));
  const isNumber = (/** @type {string} */ token) => /^\d/.test(token);
  const path = bare.split(/[/.[\]]+/).filter(Boolean);
  return {
    role,
    words: others.filter((token) => !isNumber(token)).join(' '),
    numbers: others.filter(isNumber).map(Number),
    tokens,
    groups: path.slice(0, Math.min(path.length - 1, DEEPEST)).map((_, k) => path.slice(0, k + 1).join('/')),
  };
}

/** Whether two names are of one layer: weights and biases, say. @param {LayerName} one @param {LayerName} other */
export const isNamesake = (one, other) => one.words === other.words && byNumbers(one.numbers, other.numbers) === 0;

/** Compares lists of numbers; a missing number comes first. @param {number[]} a @param {number[]} b */
export function byNumbers(a, b) {
  for (let k = 0; k < Math.max(a.length, b.length); k += 1) {
    const difference = (a[k] ?? -1) - (b[k] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Things in the order of the numbers in their names; null if the names do not say it: they differ in words, or two have the same
 * numbers.
 * @template Named
 * @param {Named[]} things @param {(thing: Named) => LayerName} nameOf
 * @returns {Named[] | null}
 */
export function inNumberOrder(things, nameOf) {
  const words = new Set(things.map((thing) => nameOf(thing).words));
  if (words.size > 1) return null;
  const ordered = things.toSorted((a, b) => byNumbers(nameOf(a).numbers, nameOf(b).numbers));
  const isSame = ordered.some(
    (thing, k) => k > 0 && byNumbers(nameOf(thing).numbers, nameOf(ordered[k - 1]).numbers) === 0,
  );
  return isSame ? null : ordered;
}
