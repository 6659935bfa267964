/** The options of a picture, checked. No DOM. */
import { themes } from '../charts/colours.js';
import { SLIDES } from './slide-layout.js';

/**
 * @typedef {object} ImageOptions
 * @property {'figure' | 'panels' | 'chart' | 'panel'} [what]  figure: panels and chart
 * @property {number} [run]       of a panel: its index in the experiment
 * @property {'page' | '16:9' | '4:3'} [shape]  page: as high as the content needs; otherwise a slide of 960 × 540 or 720 × 540
 * @property {'image/png' | 'image/svg+xml'} [type]
 * @property {number} [scale]     PNG pixels per CSS pixel; ignored for SVG
 * @property {number} [width]     of a page, in CSS pixels
 * @property {'light' | 'dark' | 'projector'} [theme]  default: the current theme
 * @property {boolean | string} [title]    true: the generated one; default: none
 * @property {boolean | string} [caption]  true: the generated one; false and '': none; default: true for a figure on a page
 * @property {boolean} [link]     whether the permalink is printed; default: true for a figure on a page
 */

const CHOICES = {
  what: ['figure', 'panels', 'chart', 'panel'],
  shape: ['page', ...Object.keys(SLIDES)],
  type: ['image/png', 'image/svg+xml'],
  theme: Object.keys(themes),
};
const RANGES = { scale: [1, 4], width: [240, 4000] };
const TEXTS = ['title', 'caption'];
const MOST_TEXT = 2000;
const NAMES = ['what', 'run', 'shape', 'type', 'scale', 'width', 'theme', ...TEXTS, 'link'];

/** @typedef {ImageOptions & Required<Omit<ImageOptions, 'width' | 'theme'>>} CheckedOptions */

/**
 * @param {ImageOptions} options
 * @returns {CheckedOptions}
 * @throws {TypeError | RangeError} naming the option, its value and the allowed values
 */
export function checkedOptions(options) {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`toBlob: options are ${String(options)}; allowed: an object with ${NAMES.join(', ')}`);
  const given = /** @type {Record<string, any>} */ ({ ...options });
  for (const name of Object.keys(given)) {
    if (given[name] === undefined) delete given[name];
    else if (!NAMES.includes(name)) throw new TypeError(`toBlob: no option ${name}; allowed: ${NAMES.join(', ')}`);
  }
  for (const [name, values] of Object.entries(CHOICES))
    if (name in given && !values.includes(given[name])) throw refused(name, given[name], values.join(', '));
  for (const [name, [low, high]] of Object.entries(RANGES)) {
    const value = given[name];
    if (name in given && !(typeof value === 'number' && value >= low && value <= high))
      throw refused(name, value, `a number from ${low} to ${high}`);
  }
  for (const name of TEXTS) {
    const value = given[name];
    if (name in given && typeof value !== 'boolean' && !(typeof value === 'string' && value.length <= MOST_TEXT))
      throw refused(name, value, `true, false, or a text of up to ${MOST_TEXT} letters`);
  }
  if ('link' in given && typeof given.link !== 'boolean') throw refused('link', given.link, 'true, false');
  if ('run' in given && !(Number.isSafeInteger(given.run) && given.run >= 0))
    throw refused('run', given.run, 'the place of a run in the experiment, from 0');
  const shape = given.shape ?? 'page';
  if (shape !== 'page' && 'width' in given) throw refused('width', given.width, `none with the shape ${shape}`);
  if (given.width) given.width = Math.round(given.width);
  const full = (given.what ?? 'figure') === 'figure' && shape === 'page';
  return /** @type {CheckedOptions} */ ({
    what: 'figure',
    shape,
    type: 'image/png',
    scale: 2,
    run: 0,
    title: false,
    caption: full,
    link: full,
    ...given,
  });
}

/** @param {string} name @param {any} value @param {string} allowed */
export function refused(name, value, allowed) {
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : String(value);
  return new RangeError(`toBlob: ${name} is ${shown}; allowed: ${allowed}`);
}
