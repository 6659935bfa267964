/** The export in the dialog: the chosen item in its format, made again whenever the lab changes. */
import { themes } from '../charts/colours.js';
import { items } from '../export/items.js';
import { sweepItems } from '../export/sweep-items.js';

/** @typedef {import('../export/items.js').Item} Item */
/** @typedef {import('../export/items.js').Format} Format */
/** @typedef {import('../export/items.js').Look} Look */
/**
 * @typedef {object} Made
 * @property {string} text   for text short enough to show; empty for others
 * @property {boolean} long   whether it is a text too long to show
 * @property {Blob} blob
 * @property {string} url    for pictures
 * @property {string} alt    a picture in words
 * @property {number} iteration
 */

/** Maximum bytes of a text shown in a text field; longer texts are only copied or saved. */
const MOST_SHOWN = 400_000;

export class Making {
  /** The name of the chosen item, and the format and part chosen for each item. */
  #item = '';
  /** @type {Map<string, { format?: string, choice?: string }>} */
  #chosen = new Map();
  /** The chosen look of pictures; their theme is by default the page's. @type {Look} */
  #look = { shape: '16:9' };
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

  /** What can be exported: of the sweep on stage, or of the lab. */
  get items() {
    return this.#source().sweep ? sweepItems : items;
  }

  /** The chosen item. @returns {Item} */
  get item() {
    const { items: offered } = this;
    return offered.find(({ name }) => name === this.#item) ?? offered[0];
  }

  /** @param {Item} item */
  choose(item) {
    this.#item = item.name;
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
    const choices = this.item.part?.(view, this.#source().sweep).choices ?? [];
    const name = this.#chosen.get(this.item.name)?.choice;
    return choices.find((choice) => choice.name === name) ?? choices[0];
  }

  /**
   * The look of pictures. A page has a caption and a link unless they were taken off; a slide has none unless asked for.
   * @param {import('../views/view.js').View} view @returns {Required<Look>}
   */
  look({ theme }) {
    const names = /** @type {import('../export/items.js').ThemeName[]} */ (Object.keys(themes));
    const shown = names.find((name) => themes[name] === theme) ?? 'light';
    const { shape = '16:9', title = false } = this.#look;
    const page = shape === 'page';
    return {
      shape,
      title,
      caption: this.#look.caption ?? page,
      link: this.#look.link ?? page,
      theme: this.#look.theme ?? shown,
    };
  }

  /** @param {Look} part */
  setLook(part) {
    this.#look = { ...this.#look, ...part };
    this.#changed();
  }

  /**
   * Called for each drawing, so that the export is of the present lab.
   * @param {import('../views/view.js').View} view
   */
  follow(view) {
    const { model } = view;
    const look = JSON.stringify(this.look(view));
    const moment = this.#source().sweep?.revision ?? model.frame?.iteration;
    const of = [this.format, this.choice(view)?.name, model.experiment, moment, look];
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
      const result = await format.make(this.#source(), choice, this.look(view));
      if (this.#of[0] !== format) return;
      const blob = blobOf(result, format.type);
      const long = format.shown === 'text' && blob.size > MOST_SHOWN;
      const text = format.shown === 'text' && !long ? await blob.text() : '';
      this.#forget();
      this.made = {
        blob,
        iteration,
        text,
        long,
        url: format.shown === 'picture' ? URL.createObjectURL(blob) : '',
        alt: typeof result === 'object' && 'alt' in result ? result.alt : '',
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
}

/** @param {import('../export/items.js').Result} result @param {string} type */
function blobOf(result, type) {
  if (result instanceof Blob) return result;
  if (typeof result === 'object' && 'blob' in result) return result.blob;
  return new Blob([/** @type {BlobPart} */ (result)], { type });
}
