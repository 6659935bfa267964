/**
 * The state channel of embed.html. Pages of the origins that the author named may read and set the state, control the
 * lab, and receive its events. All other messages are ignored. docs/embedding.md describes the messages.
 */
import { LARGEST_TEXT, jsonFrom, quoted } from '../experiment/notation.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */

/** Minimum interval between progress messages, in milliseconds. */
const PROGRESS = 250;
const LONGEST_ID = 100;

/** The methods a host may call. @type {Record<string, (lab: InitLab, value: any) => any>} */
const METHODS = {
  getState: (lab) => lab.getState(),
  setState: async (lab, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new TypeError(
        `value: ${quoted(JSON.stringify(value) ?? 'nothing')} is not allowed; must be an experiment, an object`,
      );
    await lab.setState(value);
  },
  play: (lab) => lab.play(),
  pause: (lab) => lab.pause(),
  rewind: (lab) => lab.rewind(),
  advance: (lab, value = 1) => {
    if (typeof value !== 'number')
      throw new TypeError(
        `value: ${quoted(JSON.stringify(value) ?? '')} is not allowed; must be a whole number from 0`,
      );
    return lab.advance(value);
  },
  runToEnd: (lab) => lab.runToEnd(),
};

export class Channel {
  #lab;
  #host;
  #origins;
  /** The host's origin, known from its first message. @type {string | null} */
  #heard = null;
  #told = -Infinity;
  /** @type {any} */
  #progress = null;
  /** @type {ReturnType<typeof setTimeout> | null} */
  #soon = null;

  /** @param {InitLab} lab @param {Window} host @param {string[]} origins */
  constructor(lab, host, origins) {
    this.#lab = lab;
    this.#host = host;
    this.#origins = origins;
    addEventListener('message', (event) => this.#onMessage(event));
    for (const name of ['load', 'change', 'finish', 'error'])
      lab.addEventListener(name, (event) => this.#tell(name, /** @type {CustomEvent} */ (event).detail ?? null));
    lab.addEventListener('progress', (event) => {
      this.#progress = /** @type {any} */ (event).detail;
      if (this.#soon !== null) return;
      // The final position is sent too.
      const wait = Math.max(0, this.#told + PROGRESS - performance.now());
      this.#soon = setTimeout(() => {
        this.#soon = null;
        this.#told = performance.now();
        this.#tell('progress', this.#progress);
      }, wait);
    });
  }

  /** @param {MessageEvent} event */
  async #onMessage({ source, origin, data }) {
    if (source !== this.#host || !this.#origins.includes(origin)) return;
    if (typeof data !== 'object' || data === null || data.to !== 'init-lab') return;
    this.#heard = origin;
    const answer = await this.#answer(data);
    this.#host.postMessage({ from: 'init-lab', ...answer }, origin);
  }

  /** @param {any} data */
  async #answer(data) {
    let id = null;
    try {
      const message = checked(data);
      id = message.id;
      const value = (await METHODS[message.method](this.#lab, message.value)) ?? null;
      return { id, value };
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      return { id: id ?? idOf(data), error: { name, message } };
    }
  }

  /** @param {string} event @param {any} detail */
  #tell(event, detail) {
    for (const origin of this.#listeners) this.#host.postMessage({ from: 'init-lab', event, detail }, origin);
  }

  /** Origins that the host can have: a browser logs an error for a message that cannot arrive. */
  get #listeners() {
    const known = this.#heard ?? location.ancestorOrigins?.[0];
    return known === undefined ? this.#origins : this.#origins.filter((origin) => origin === known);
  }
}

/** @param {any} data @returns {string | number | null} */
function idOf({ id }) {
  return (typeof id === 'string' && id.length <= LONGEST_ID) || (typeof id === 'number' && Number.isFinite(id))
    ? id
    : null;
}

/**
 * Validates a message: plain data of at most 1 MB.
 * @param {any} data
 * @returns {{ id: string | number, method: string, value?: any }}
 * @throws {TypeError | RangeError} with a message for the host
 */
function checked(data) {
  let text;
  try {
    text = JSON.stringify(data) ?? '';
  } catch {
    throw new TypeError('The message is not allowed; must be something that JSON can hold');
  }
  if (text.length > LARGEST_TEXT)
    throw new RangeError(
      `A message of ${text.length.toLocaleString('en')} characters is not allowed; must be at most ${LARGEST_TEXT.toLocaleString('en')} long`,
    );
  let plain;
  try {
    plain = jsonFrom(text);
  } catch (error) {
    throw new TypeError(`The message is not allowed: ${/** @type {Error} */ (error).message}`, { cause: error });
  }
  if (idOf(plain) === null)
    throw new TypeError(
      `id: ${quoted(JSON.stringify(plain.id) ?? 'nothing')} is not allowed; must be a number or a text of at most ${LONGEST_ID} characters`,
    );
  const { id, method, value } = plain;
  const other = Object.keys(plain).find((key) => !['to', 'id', 'method', 'value'].includes(key));
  if (other !== undefined) throw new TypeError(`${quoted(other)} is not allowed; must be one of to, id, method, value`);
  if (typeof method !== 'string' || !Object.hasOwn(METHODS, method))
    throw new RangeError(
      `method: ${quoted(String(method))} is not allowed; must be one of ${Object.keys(METHODS).join(', ')}`,
    );
  return { id, method, value };
}
