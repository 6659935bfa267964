/** The monkey's options on the command line. */
import { randomInt } from 'node:crypto';
import { SetupError } from '../../scripts/report.js';

/** Engines that the monkey can drive. */
const ENGINES = ['chromium'];

/** @typedef {{ engine: string, seed: number, events: number }} Options */

/** @param {string} name @param {string} text @param {number} most */
function whole(name, text, most) {
  const value = Number(text);
  if (!(Number.isInteger(value) && value >= 1 && value <= most))
    throw new SetupError(`--${name} ${text}: allowed are whole numbers from 1 to ${most}.`);
  return value;
}

/**
 * @param {{ engine?: string, seed?: string, events?: string }} given  as on the command line
 * @returns {Options}
 */
export function readOptions({ engine = 'chromium', seed, events = '2000' }) {
  if (!ENGINES.includes(engine)) throw new SetupError(`--engine ${engine}: allowed is ${ENGINES.join(', ')}.`);
  return {
    engine,
    seed: seed === undefined ? randomInt(1, 2 ** 31) : whole('seed', seed, 2 ** 31 - 1),
    events: whole('events', events, 10_000_000),
  };
}
