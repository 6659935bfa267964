/**
 * All colours of the lab. The style sheet and the canvases both use them. No DOM.
 *
 * The class colours are Okabe & Ito's blue and vermillion (2008, "Color Universal Design"). Families of initializers
 * use neither hue, and each has its own dash (series.js), so that no line depends on colour alone.
 */

/**
 * @typedef {object} Theme
 * @property {string} paper          page background
 * @property {string} ink            text
 * @property {string} soft           secondary text
 * @property {string} line           hairlines and axes
 * @property {string} wash           background of controls
 * @property {string} accent         the one filled button, focus, links
 * @property {string} onAccent       text on accent
 * @property {string} alarm          error messages
 * @property {string} zero           dots of class 0
 * @property {string} one            dots of class 1
 * @property {string} halo           outline of a dot
 * @property {string} contour        the line p = 0.5
 * @property {[string, string, string]} field  probability 0, 0.5 and 1
 * @property {string} undefined      colour where a network's output is not a number
 * @property {string[]} series       one colour per family of initializers, in the catalogue's order
 * @property {number} weight         factor on line widths and dots
 */

/** @type {Record<'light' | 'dark' | 'projector', Theme>} */
export const themes = {
  light: {
    paper: '#ffffff',
    ink: '#1b1d21',
    soft: '#5b616b',
    line: '#d4d7dc',
    wash: '#f4f5f7',
    accent: '#1b1d21',
    onAccent: '#ffffff',
    alarm: '#9c1c1c',
    zero: '#0072B2',
    one: '#D55E00',
    halo: '#ffffff',
    contour: '#1b1d21',
    field: ['#9ccbe8', '#fafafa', '#f3bf9b'],
    undefined: '#c9c9c9',
    series: ['#1b1d21', '#b0509a', '#008767', '#805b00', '#6543b5', '#535e75', '#43706c', '#8c2f4b'],
    weight: 1,
  },
  dark: {
    paper: '#15171a',
    ink: '#eceef1',
    soft: '#a3aab5',
    line: '#3a3f47',
    wash: '#202329',
    accent: '#eceef1',
    onAccent: '#15171a',
    alarm: '#ff9d92',
    zero: '#4aa8e0',
    one: '#f2803a',
    halo: '#0d0e10',
    contour: '#ffffff',
    field: ['#123f5c', '#24272c', '#68320c'],
    undefined: '#55585e',
    series: ['#eceef1', '#e08cc9', '#2fc79b', '#e7b841', '#a599ff', '#9ba0a8', '#6bdbeb', '#c46f88'],
    weight: 1,
  },
  projector: {
    paper: '#ffffff',
    ink: '#000000',
    soft: '#333333',
    line: '#8a8a8a',
    wash: '#efefef',
    accent: '#000000',
    onAccent: '#ffffff',
    alarm: '#900000',
    zero: '#005a90',
    one: '#b84d00',
    halo: '#ffffff',
    contour: '#000000',
    field: ['#7fbde3', '#ffffff', '#f2a873'],
    undefined: '#bbbbbb',
    series: ['#000000', '#9b3384', '#006b50', '#5f4700', '#4b2a9e', '#4a5363', '#3f7f7a', '#741836'],
    weight: 1.5,
  },
};

/** @param {string} hex `#rrggbb` @returns {[number, number, number]} */
export function rgb(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** @param {number} red @param {number} green @param {number} blue */
function pack(red, green, blue) {
  return (
    (littleEndian
      ? (255 << 24) | (blue << 16) | (green << 8) | red
      : (red << 24) | (green << 16) | (blue << 8) | 255) >>> 0
  );
}

/** Above this logit, a probability is within 0.0004 of 0 or 1, less than one step of an eight-bit colour. */
export const LOGIT_END = 8;
export const LOGIT_STEPS = 2048;

/** @type {WeakMap<Theme, Uint32Array>} */
const tables = new WeakMap();

/**
 * Table of colours by logit, as packed pixels of an ImageData. Entry k is for z = (2k / LOGIT_STEPS - 1) LOGIT_END. Its
 * colour is linear in p = 1 / (1 + exp(-z)) between the theme's three field colours. The last entry is for NaN.
 * @param {Theme} theme
 */
export function colourTable(theme) {
  let table = tables.get(theme);
  if (!table) tables.set(theme, (table = newTable(theme)));
  return table;
}

/** Interpolates between the colours of p = 0, 0.5 and 1. Avoids arrays, since it runs before the first picture. @param {Theme} theme */
function newTable(theme) {
  const [zero, half, one] = theme.field.map(rgb);
  const table = new Uint32Array(LOGIT_STEPS + 2);
  for (let k = 0; k <= LOGIT_STEPS; k += 1) {
    const p = 1 / (1 + Math.exp(-((2 * k) / LOGIT_STEPS - 1) * LOGIT_END));
    const from = p < 0.5 ? zero : half;
    const to = p < 0.5 ? half : one;
    const t = p < 0.5 ? 2 * p : 2 * p - 1;
    table[k] = pack(
      Math.round(from[0] + (to[0] - from[0]) * t),
      Math.round(from[1] + (to[1] - from[1]) * t),
      Math.round(from[2] + (to[2] - from[2]) * t),
    );
  }
  const [red, green, blue] = rgb(theme.undefined);
  table[LOGIT_STEPS + 1] = pack(red, green, blue);
  return table;
}

/** Index into a colour table. @param {number} z logit */
export function colourIndex(z) {
  if (z !== z) return LOGIT_STEPS + 1;
  if (z >= LOGIT_END) return LOGIT_STEPS;
  if (z <= -LOGIT_END) return 0;
  return Math.round((z / LOGIT_END + 1) * (LOGIT_STEPS / 2));
}
