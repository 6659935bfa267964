/** Reads dropped or chosen files of weights. What they leave open is asked before their network is taken. No DOM. */
/** @typedef {import('../editor.js').Place} Place */
/** @typedef {import('./weights-error.js').WeightsChoice} WeightsChoice */
/** @typedef {import('./weights-content.js').WeightsFile} WeightsFile */
/** @typedef {ReturnType<typeof import('./read-weights.js').networkFrom>} Network */
/** @typedef {import('./read-weights.js').WeightsOptions} Answers */
/** @typedef {{ files: WeightsFile[], place: Place, source: string, choices: WeightsChoice[], answers: Answers }} Asking  files that wait for answers */
/**
 * @typedef {object} Host
 * @property {(network: Network, source: string) => Promise<string>} take  resolves to what it changed, in sentences
 * @property {(place: Place, text: string, problem?: boolean) => void} say
 */

const STAYS = 'The runs stay as they were.';

export class WeightsImport {
  #host;
  /** The files that wait for answers. @type {Asking | null} */
  asking = null;

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
  }

  /**
   * @param {WeightsFile[]} files @param {Place} place @param {string} source  the name of the run @param {Answers} [answers]
   * @returns {Promise<boolean>} whether their network was taken
   */
  async read(files, place, source, answers = {}) {
    const { say, take } = this.#host;
    try {
      const { networkFrom } = await import('./read-weights.js');
      const network = networkFrom(files, answers);
      this.asking = null;
      say(place, `${source}: ${await take(network, source)}`);
      return true;
    } catch (error) {
      const { choices, message } = /** @type {import('./weights-error.js').WeightsError} */ (error);
      this.asking = choices ? { files, place, source, choices, answers } : null;
      if (choices) say(place, '');
      else say(place, `${source}: ${message}${/[.!?]$/.test(message) ? '' : '.'} ${STAYS}`, true);
      return false;
    }
  }

  /** Reads the waiting files again with further answers. @param {Answers} answers */
  async answer(answers) {
    if (!this.asking) return false;
    const { files, place, source, answers: before } = this.asking;
    return this.read(files, place, source, { ...before, ...answers });
  }

  /** Drops the waiting files. */
  cancel() {
    if (!this.asking) return;
    const { place, source } = this.asking;
    this.asking = null;
    this.#host.say(place, `${source} was not opened. ${STAYS}`);
  }
}
