/** The export in the dialog: the chosen item in its format, made again whenever the lab changes. */
import { themes } from '../charts/colours.js';
import { items } from '../export/items.js';

/** @typedef {import('../export/items.js').Item} Item */
/** @typedef {import('../export/items.js').Format} Format */
/**
 * @typedef {object} Made
 * @property {string} text   for text short enough to show
 * @property {Blob} blob
 * @property {string} url    for pictures
 * @property {number} iteration
 */

/** Maximum characters shown in a text field; longer texts are only copied or saved. */
const MOST_SHOWN = 400_000;

export class Making {
  /** The chosen item, and the format and part chosen for each item. */
  item = items[0];
  /** @type {Map<string, { format?: string, choice?: string }>} */
  #chosen = new Map();
  /** The chosen theme of pictures; default: the page's. @type {import('../export/items.js').ThemeName | null} */
  #theme = null;
  /** @type {Made | null} */
  made = null;
  /** Why making it failed. */
  problem = '';
  /** The choice to which `made` and `problem` belong. @type {unknown[]} */
  #of = [];
  #making = false;
  #source;
  #changed;

  /** @param {() => import('../export/source.js').Source} source @param {() => void} changed */
  constructor(source, changed) {
    this.#source = source;
    this.#changed = changed;
  }

  /** @param {Item} item */
  choose(item) {
    this.item = item;
    this.#changed();
  }

  /** @param {{ format?: string, choice?: string }} what */
  set(what) {
    this.#chosen.set(this.item.name, { ...this.#chosen.get(this.item.name), ...what });
    this.#changed();
  }

  /** @returns {Format} */
  get format() {
    const name = this.#chosen.get(this.item.name)?.format;
    return this.item.formats.find((format) => format.name === name) ?? this.item.formats[0];
  }

  /** @param {import('../views/view.js').View} view */
  choice(view) {
    const choices = this.item.part?.(view).choices ?? [];
    const name = this.#chosen.get(this.item.name)?.choice;
    return choices.find((choice) => choice.name === name) ?? choices[0];
  }

  /** @param {import('../views/view.js').View} view @returns {import('../export/items.js').ThemeName} */
  theme({ theme }) {
    const names = /** @type {import('../export/items.js').ThemeName[]} */ (Object.keys(themes));
    return this.#theme ?? names.find((name) => themes[name] === theme) ?? 'light';
  }

  /** @param {import('../export/items.js').ThemeName} theme */
  colour(theme) {
    this.#theme = theme;
    this.#changed();
  }

  /**
   * Called for each drawing, so that the export is of the present lab.
   * @param {import('../views/view.js').View} view
   */
  follow(view) {
    const { model } = view;
    const of = [this.format, this.choice(view)?.name, model.experiment, model.frame?.iteration, this.theme(view)];
    if (this.#making || of.every((part, k) => part === this.#of[k])) return;
    if (of[0] !== this.#of[0] || of[1] !== this.#of[1]) this.#forget();
    this.#of = of;
    this.#making = true;
    this.#make(view).finally(() => {
      this.#making = false;
      this.#changed();
    });
  }

  get busy() {
    return this.#making;
  }

  /** @param {import('../views/view.js').View} view */
  async #make(view) {
    const { format } = this;
    const choice = this.choice(view)?.name ?? '';
    const iteration = view.model.frame?.iteration ?? 0;
    try {
      const result = await format.make(this.#source(), choice, this.theme(view));
      if (this.#of[0] !== format) return;
      const blob =
        result instanceof Blob ? result : new Blob([/** @type {BlobPart} */ (result)], { type: format.type });
      this.#forget();
      this.made = {
        blob,
        iteration,
        text: typeof result === 'string' ? result : '',
        url: format.shown === 'picture' ? URL.createObjectURL(blob) : '',
      };
    } catch (error) {
      this.#forget();
      this.problem = /** @type {Error} */ (error).message;
    }
  }

  #forget() {
    if (this.made?.url) URL.revokeObjectURL(this.made.url);
    this.made = null;
    this.problem = '';
  }

  /** Releases the export. */
  drop() {
    this.#forget();
    this.#of = [];
  }

  get long() {
    return (this.made?.text.length ?? 0) > MOST_SHOWN;
  }
}
