/** Interleaved measurements and their statistics. */

/**
 * A measurement of each round.
 * @typedef {object} Turn
 * @property {string} name
 * @property {number} amount work per round: updates, pictures, operations
 * @property {() => Promise<number[]>} measure seconds of each piece of it, the same pieces in every round
 */

/**
 * Seconds per unit of work.
 * @typedef {object} Timing
 * @property {number[]} rounds
 * @property {number} best the sum of each piece's fastest round, which is robust if other load disturbs few pieces
 */

/**
 * A quantity computed from timings, such as a ratio.
 * @typedef {object} Quantity
 * @property {number[]} values one for each round
 * @property {number} best computed from the best timings
 */

/**
 * Measures A B C A B C …, so that other load on the machine affects all alike. A turn that fails is dropped.
 * @param {Turn[]} turns
 * @param {{ rounds: number, warmUps?: number, onFailure?: (name: string, error: Error) => void }} options warmUps: untimed rounds before, for just-in-time compilers
 * @returns {Promise<Map<string, Timing>>} timings of the turns that did not fail
 */
export async function alternate(turns, { rounds, warmUps = 3, onFailure = () => {} }) {
  /** @type {Map<string, number[][]>} */
  const pieces = new Map(turns.map(({ name }) => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const { name, measure } of turns) {
      const kept = pieces.get(name);
      if (!kept) continue;
      try {
        const seconds = await measure();
        if (round >= 0) kept.push(seconds);
      } catch (error) {
        pieces.delete(name);
        onFailure(name, /** @type {Error} */ (error));
      }
    }
  }
  const succeeded = turns.filter(({ name }) => pieces.has(name));
  return new Map(succeeded.map(({ name, amount }) => [name, timing(pieces.get(name) ?? [], amount)]));
}

/** @param {number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);

/** @param {number[][]} pieces of each round @param {number} amount @returns {Timing} */
const timing = (pieces, amount) => ({
  rounds: pieces.map((seconds) => sum(seconds) / amount),
  best: sum(pieces[0].map((_, piece) => Math.min(...pieces.map((seconds) => seconds[piece])))) / amount,
});

/**
 * Computes a quantity from timings, round by round; undefined if one of them is missing.
 * @param {(...seconds: number[]) => number} formula
 * @param {(Timing | undefined)[]} timings
 * @returns {Quantity | undefined}
 */
export function quantity(formula, ...timings) {
  const all = timings.filter((entry) => entry !== undefined);
  if (all.length < timings.length) return undefined;
  return {
    values: all[0].rounds.map((_, round) => formula(...all.map(({ rounds }) => rounds[round]))),
    best: formula(...all.map(({ best }) => best)),
  };
}

/** @param {Timing | undefined} above @param {Timing | undefined} below */
export const ratio = (above, below) => quantity((a, b) => a / b, above, below);

/**
 * @param {number[]} values @param {number} share from 0, the least, to 1, the greatest
 */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5);

/** The middle half of the values. @param {number[]} values @returns {[number, number]} */
export const quartiles = (values) => [quantile(values, 0.25), quantile(values, 0.75)];
