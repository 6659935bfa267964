/** The embed builder: what of a lab is shown elsewhere, how wide and high, and the code for each place. No DOM. */
import {
  elementSnippet,
  iframeSnippet,
  jupyterSnippet,
  mystSnippet,
  revealSnippet,
  scriptsOf,
} from './page-snippets.js';

/** @typedef {import('./page-snippets.js').Snippet} Snippet */
/** @typedef {import('../views/share/share-dialog.js').EmbedPart} Part */
/** @typedef {import('../views/share/share-dialog.js').EmbedFormat & { write?: (snippet: Snippet) => string, needs?: 'scripts' }} Format  needs: from the build's folder */

/** What can be left out, in the lab's order. @type {Part[]} */
export const PARTS = [
  { name: 'preset', title: 'Experiment menu', hide: ['preset'] },
  { name: 'transport', title: 'Step, run to end, rewind', hide: ['step', 'run-to-end', 'rewind'] },
  { name: 'seed', title: 'Seed', hide: ['seed'] },
  { name: 'learning-rate', title: 'Learning rate', hide: ['learning-rate'] },
  { name: 'speed', title: 'Speed', hide: ['speed'] },
  { name: 'initializers', title: 'Initializers', hide: ['initializers'] },
  { name: 'setup', title: 'Settings', hide: ['setup', 'iterations', 'test-points'] },
  { name: 'key', title: 'Key to the pictures', hide: ['key'] },
  { name: 'chart', title: 'Cost chart', hide: ['chart'] },
  { name: 'look-inside', title: 'Look inside', hide: ['look-inside'] },
  { name: 'results', title: 'Comparison of the runs', hide: ['results'] },
  { name: 'share', title: 'Share', hide: ['share'] },
];

/** The choices that are made at once: the parts that stay. @type {Record<string, { title: string, parts: string[] }>} */
export const CHOICES = {
  all: { title: 'Everything', parts: PARTS.map(({ name }) => name) },
  minimal: { title: 'Play, pictures and chart', parts: ['key', 'chart'] },
  pictures: { title: 'Play and pictures', parts: [] },
};

/** @type {Format[]} */
const FORMATS = [
  {
    name: 'iframe',
    title: 'iframe',
    help: 'For Canvas, Moodle, books: places that take HTML, but no scripts.',
    write: iframeSnippet,
  },
  {
    name: 'element',
    title: 'Element',
    help: 'For your own page. The height follows the content at any width.',
    write: elementSnippet,
    needs: 'scripts',
  },
  {
    name: 'reveal',
    title: 'reveal.js',
    help: 'A slide. The lab rests while its slide is not shown.',
    write: revealSnippet,
  },
  { name: 'jupyter', title: 'Jupyter', help: 'A cell of a notebook. It needs no installation.', write: jupyterSnippet },
  {
    name: 'myst',
    title: 'MyST',
    help: 'A widget in a MyST book. Its height follows its content.',
    write: mystSnippet,
    needs: 'scripts',
  },
  {
    name: 'file',
    title: 'One file',
    help: 'A page with this experiment, these parts and these colours, and everything it needs, for an upload to a course, an email or a USB stick. It works offline and fills the width that it gets.',
  },
];

export const THEMES = /** @type {const} */ (['auto', 'light', 'dark', 'projector']);
export const WIDTHS = { least: 320, most: 1600, usual: 800 };
/** Body margins of embed.html above and below the lab, in pixels. */
const MARGINS = 16;
/** Room for a line that comes while a lab trains, until the preview has been at its end. */
const LINES = 48;
/** Heights are rounded up to these pixels, as letters differ between systems. */
const STEP = 10;

/** The names that `controls` stands for, among the parts. */
const CONTROLS = PARTS.filter(({ name }) => !['key', 'chart', 'results'].includes(name)).flatMap(({ hide }) => hide);

/** @param {string | string[] | null | undefined} names */
const listOf = (names) => (Array.isArray(names) ? names : (names ?? '').split(/[\s,]+/)).filter(Boolean);

export class EmbedBuilder {
  choices = CHOICES;
  widths = WIDTHS;
  #place = FORMATS[0].name;
  /** @type {typeof THEMES[number]} */
  theme = 'auto';
  starts = false;
  width = WIDTHS.usual;
  /** Names of the parts that stay. @type {Set<string>} */
  #kept = new Set(CHOICES.all.parts);
  /** The highest that the preview was at this width and with these parts, and whether it has been at its end. */
  #measured = { of: '', height: 0, ended: false };
  #snippet;
  #shows;
  #changed;

  /**
   * @param {() => Snippet} snippet  the lab as its author set it
   * @param {(name: string) => boolean} shows  whether the lab has a view or part
   * @param {() => void} changed
   */
  constructor(snippet, shows, changed) {
    this.#snippet = snippet;
    this.#shows = shows;
    this.#changed = changed;
  }

  /** Those that the lab's home can serve. */
  get formats() {
    const scripts = scriptsOf(this.#snippet()) !== null;
    return FORMATS.filter(({ needs }) => scripts || !needs);
  }

  /** Titles of those that it cannot serve. */
  get unserved() {
    return FORMATS.filter((format) => !this.formats.includes(format)).map(({ title }) => title);
  }

  get format() {
    const { formats } = this;
    return formats.find(({ name }) => name === this.#place) ?? formats[0];
  }

  /** The parts that the author left. */
  get parts() {
    return PARTS.filter(({ hide }) => hide.some(this.#shows));
  }

  /** @param {string} name */
  keeps(name) {
    return this.#kept.has(name);
  }

  /** @param {string} name @param {boolean} kept */
  keep(name, kept) {
    if (kept) this.#kept.add(name);
    else this.#kept.delete(name);
    this.#changed();
  }

  /** The choice that the kept parts make; empty: one's own. */
  get choice() {
    const fits = (/** @type {string[]} */ kept) =>
      this.parts.every(({ name }) => kept.includes(name) === this.#kept.has(name));
    return Object.keys(CHOICES).find((name) => fits(CHOICES[name].parts)) ?? '';
  }

  /** @param {string} name */
  choose(name) {
    this.#kept = new Set(CHOICES[name].parts);
    this.#changed();
  }

  /** @param {string} place  the name of a format */
  writeFor(place) {
    this.#place = place;
    this.#changed();
  }

  /** @param {Partial<Pick<EmbedBuilder, 'theme' | 'starts' | 'width'>>} what */
  set(what) {
    Object.assign(this, what);
    this.#changed();
  }

  /** The attributes of the embedded element. */
  get look() {
    const { look = {} } = this.#snippet();
    const left = this.parts.filter(({ name }) => !this.#kept.has(name));
    const hidden = [...new Set([...listOf(look.hide), ...left.flatMap(({ hide }) => hide)])];
    const rest = hidden.filter((name) => !CONTROLS.includes(name) && name !== 'controls');
    const hide = CONTROLS.every((name) => hidden.includes(name)) ? ['controls', ...rest] : hidden;
    return {
      ...look,
      hide: hide.join(',') || null,
      theme: this.theme === 'auto' ? null : this.theme,
      autoplay: this.starts ? 'seen' : null,
    };
  }

  /** What the height was measured of. */
  get of() {
    return JSON.stringify([this.width, this.look, this.#snippet().link]);
  }

  /** @param {number} height  of the preview @param {boolean} ended */
  measure(height, ended) {
    const { of } = this;
    const before = this.#measured.of === of ? this.#measured : { height: 0, ended: false };
    const next = { of, height: Math.max(before.height, height), ended: before.ended || ended };
    if (before.height === next.height && before.ended === next.ended) return;
    this.#measured = next;
    this.#changed();
  }

  /** The height of a frame that shows all of it; null: not measured yet. */
  get height() {
    const { of, height, ended } = this.#measured;
    if (of !== this.of || height === 0) return null;
    return Math.ceil((height + MARGINS + (ended ? 0 : LINES)) / STEP) * STEP;
  }

  /** The code; empty for a file. */
  get text() {
    const { height: shown, ...snippet } = this.#snippet();
    const { look, format } = this;
    if (!format.write) return '';
    // Slides say when they are seen.
    const starts = format.name === 'reveal' && look.autoplay ? 'slide' : look.autoplay;
    const height = this.height ?? shown;
    return format.write({ ...snippet, look: { ...look, autoplay: starts }, width: this.width, height });
  }
}
