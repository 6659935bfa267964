/** Copies texts and shows a message beside each, in the share dialog and below the lesson's figures. */
import { copyKeys, copyText } from './save.js';

/** @typedef {import('../views/share/share-dialog.js').Said} Said */

/** @typedef {import('../views/share/share-dialog.js').Copies} Copies */

/** No message. @type {Said} */
const NOTHING = { place: '', text: '', problem: false };

/** @implements {Copies} */
export class Copying {
  /** @type {Said} */
  #said = NOTHING;
  #root;
  #changed;

  /** @param {() => Document | ShadowRoot} root  the container of the text fields @param {() => void} changed */
  constructor(root, changed) {
    this.#root = root;
    this.#changed = changed;
  }

  /** @param {string} place @param {string} text @param {boolean} [problem] */
  say(place, text, problem = false) {
    this.#said = { place, text, problem };
    this.#changed();
  }

  /** Clears the message. */
  clear() {
    this.#said = NOTHING;
  }

  /** The message at a place. @param {string} place */
  saidAt(place) {
    return this.#said.place === place ? this.#said : NOTHING;
  }

  /**
   * Copies a text; if the browser forbids it, selects the text for copying by keyboard.
   * @param {string} place @param {string} text
   */
  async copy(place, text) {
    this.say(place, '');
    if (await copyText(text)) return this.say(place, 'Copied.');
    const field = /** @type {HTMLTextAreaElement | null} */ (this.#root().getElementById(`share-${place}`));
    field?.focus();
    field?.select?.();
    this.say(
      place,
      `The browser does not let this page write to the clipboard. The text is selected: press ${copyKeys()} to copy it.`,
      true,
    );
  }
}
