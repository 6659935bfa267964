/** The monkey's options on the command line. */
import { randomInt } from 'node:crypto';
import { SetupError } from '../../scripts/report.js';
import { TARGETS } from './targets.js';

/** Engines that the monkey can drive. */
export const ENGINES = /** @type {const} */ (['chromium', 'firefox', 'webkit']);

/** @typedef {import('./targets.js').Target} Target */
/** @typedef {{ engine: typeof ENGINES[number], targets: readonly Target[], seed: number, events: number }} Options */
/** @typedef {{ engine?: string, target?: string, seed?: string, events?: string }} Given  as on the command line */

/** @param {string} name @param {string} text @param {number} most */
function whole(name, text, most) {
  const value = Number(text);
  if (!(Number.isInteger(value) && value >= 1 && value <= most))
    throw new SetupError(`--${name} ${text}: allowed are whole numbers from 1 to ${most}.`);
  return value;
}

/** @template {string} T @param {string} name @param {string} text @param {readonly T[]} words @returns {T} */
function word(name, text, words) {
  const found = words.find((each) => each === text);
  if (found === undefined) throw new SetupError(`--${name} ${text}: allowed are ${words.join(', ')}.`);
  return found;
}

/** @param {Given} given @returns {Options} */
export function readOptions({ engine = 'chromium', target, seed, events = '2000' }) {
  return {
    engine: word('engine', engine, ENGINES),
    targets: target === undefined ? TARGETS : [word('target', target, TARGETS)],
    seed: seed === undefined ? randomInt(1, 2 ** 31) : whole('seed', seed, 2 ** 31 - 1),
    events: whole('events', events, 10_000_000),
  };
}
