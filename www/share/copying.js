/** Texts that are copied, and what is said of it beside each: in the share dialog, and below the lesson's figures. */
import { copyKeys, copyText } from './save.js';

/** @typedef {import('../views/share/share-dialog.js').Said} Said */

/** @typedef {import('../views/share/share-dialog.js').Copies} Copies */

/** Nothing, nowhere. @type {Said} */
const NOTHING = { place: '', text: '', problem: false };

/** @implements {Copies} */
export class Copying {
  /** @type {Said} */
  #said = NOTHING;
  #root;
  #changed;

  /** @param {() => Document | ShadowRoot} root  in which the texts' fields are @param {() => void} changed */
  constructor(root, changed) {
    this.#root = root;
    this.#changed = changed;
  }

  /** @param {string} place @param {string} text @param {boolean} [problem] */
  say(place, text, problem = false) {
    this.#said = { place, text, problem };
    this.#changed();
  }

  /** Nothing is said any more. */
  clear() {
    this.#said = NOTHING;
  }

  /** What is said at a place. @param {string} place */
  saidAt(place) {
    return this.#said.place === place ? this.#said : NOTHING;
  }

  /** Copies a text; where the browser forbids it, the text is selected for the keyboard to copy. @param {string} place @param {string} text */
  async copy(place, text) {
    this.say(place, '');
    if (await copyText(text)) return this.say(place, 'Copied.');
    const field = /** @type {HTMLTextAreaElement | null} */ (this.#root().getElementById(`share-${place}`));
    field?.focus();
    field?.select?.();
    this.say(
      place,
      `The browser lets this page write nothing to the clipboard. The text is selected: press ${copyKeys()} to copy it.`,
      true,
    );
  }
}
