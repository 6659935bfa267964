/** Imports texts of points for an editor. What a text leaves open is asked before its points are taken. No DOM. */

/** @typedef {import('./editor.js').Place} Place */
/** @typedef {import('./points-error.js').Choice} Choice */
/** @typedef {import('./read-points.js').ReadOptions} ReadOptions */
/**
 * @typedef {object} Asking  a text that waits for answers
 * @property {string | Uint8Array} text
 * @property {Place} place
 * @property {string} source  such as a file's name
 * @property {Choice[]} choices
 * @property {{ names: string[], rows: string[][] }} first  its first lines
 * @property {ReadOptions} answers  those given so far
 */
/**
 * @typedef {object} Host
 * @property {(read: import('./read-points.js').ReadPoints, place: Place, from: string) => Promise<boolean>} take
 * @property {(place: Place, text: string, problem?: boolean) => void} say
 */

export class TextImport {
  #host;
  /** The text that waits for answers. @type {Asking | null} */
  asking = null;

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
  }

  /**
   * @param {string | Uint8Array} text @param {Place} place @param {string} source @param {ReadOptions} [answers]
   * @returns {Promise<boolean>} whether its points were taken
   */
  async read(text, place, source, answers = {}) {
    const from = source && `${source}: `;
    /** @type {typeof import('./read-points.js') | undefined} */
    let reader;
    try {
      // Only imported data needs the reader.
      reader = await import('./read-points.js');
      const read = reader.readPoints(text, answers);
      this.asking = null;
      return await this.#host.take(read, place, from);
    } catch (error) {
      const { choices, message } = /** @type {import('./points-error.js').PointsError} */ (error);
      const first = choices && reader ? reader.firstRows(text, answers) : null;
      this.asking = choices && first ? { text, place, source, choices, answers, first } : null;
      if (choices) this.#host.say(place, '');
      else this.#host.say(place, `${from}${message} The points stay as they were.`, true);
      return false;
    }
  }

  /** Reads the waiting text again with further answers. @param {ReadOptions} answers */
  async answer(answers) {
    if (!this.asking) return false;
    const { text, place, source, answers: before } = this.asking;
    return this.read(text, place, source, { ...before, ...answers });
  }

  /** Drops the waiting text. */
  cancel() {
    if (!this.asking) return;
    const { place, source } = this.asking;
    this.asking = null;
    this.#host.say(
      place,
      `${source ? `${source} was not opened` : 'The text was not used'}. The points stay as they were.`,
    );
  }
}
