/** Refusals of files of weights. They say what differs, and where. No DOM. */
import { quoted as quotedIn } from '../../experiment/notation.js';
import { Refusal } from '../foreign-refusal.js';

/**
 * @typedef {object} WeightsChoice  a decision that changes the network and that the file leaves open
 * @property {'convention' | 'order' | 'network'} option  the option of readWeights that decides it
 * @property {string} question  in a sentence
 * @property {{ value: string | string[], gives: string }[]} values  the allowed values, and what each would give
 * @property {number} pick  how many of the values the option takes
 */
/** @typedef {{ path?: string, value?: unknown, allowed?: string, choices?: WeightsChoice[] }} Details  path: an option, or a place in the file */

/**
 * Reason why a file gives no network that the lab trains, or the choices that it leaves open.
 * @extends {Refusal<WeightsChoice>}
 */
export class WeightsError extends Refusal {
  /** @param {string} message @param {Details} [details] */
  constructor(message, { path = 'bytes', value, allowed = 'weights of a network 2 → … → 1', choices } = {}) {
    super('WeightsError', message, { path, value, allowed, choices });
  }
}

/** The most characters of a quoted name. */
const MOST_QUOTED = 60;

/** @param {unknown} value */
export const quoted = (value) => quotedIn(value, MOST_QUOTED);

/** Names in a sentence: at most a few of them. @param {string[]} names */
export function listed(names) {
  const MOST = 6;
  const shown = names.slice(0, MOST).map(quoted).join(', ');
  return names.length > MOST ? `${shown} and ${names.length - MOST} more` : shown;
}

/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
