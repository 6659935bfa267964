/** Custom properties with which a page sets the lab's colours; the style sheet and the canvases read them. */
import { themes } from '../charts/colours.js';

/** @typedef {import('../charts/colours.js').Theme} Theme */

const FIELD = ['field-zero', 'field-half', 'field-one'];

/** Single colours of a theme. */
const NAMES = Object.entries(themes.light).flatMap(([name, value]) => (typeof value === 'string' ? [name] : []));

/** A colour's name in CSS. @param {string} name */
export const cssName = (name) => (name === 'onAccent' ? 'on-accent' : name);

const SERIES = themes.light.series.map((_, slot) => `series-${slot}`);
const ALL = [...NAMES.map(cssName), ...FIELD, ...SERIES];

/** Cache of themes with a page's colours: canvases repaint when the object changes. @type {Map<string, Theme>} */
const known = new Map();
const MOST_KNOWN = 50;

/**
 * A theme with the page's colours.
 * @param {keyof typeof themes} name @param {CSSStyleDeclaration} style  computed, of the element
 */
export function ownTheme(name, style) {
  const given = ALL.map((part) => style.getPropertyValue(`--init-lab-${part}`).trim());
  if (!given.some((value) => value !== '')) return themes[name];
  const key = [name, ...given].join('|');
  let theme = known.get(key);
  if (!theme) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, (theme = made(themes[name], given)));
  }
  return theme;
}

/** @param {Theme} base @param {string[]} given @returns {Theme} */
function made(base, given) {
  const ctx = /** @type {CanvasRenderingContext2D} */ (
    Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
      willReadFrequently: true,
    })
  );
  /**
   * A colour as #rrggbb, blended with the paper if translucent; an invalid one is ignored.
   * @param {string} part @param {string} usual @param {string} paper
   */
  const colour = (part, usual, paper) => {
    const value = given[ALL.indexOf(part)];
    if (value === '' || !CSS.supports('color', value)) return usual;
    for (const fill of [paper, value]) {
      ctx.fillStyle = fill;
      ctx.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = ctx.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
  };
  const paper = colour('paper', base.paper, '#ffffff');
  const single = NAMES.map((name) => {
    const usual = /** @type {any} */ (base)[name];
    return [name, name === 'paper' ? paper : colour(cssName(name), usual, paper)];
  });
  return {
    ...base,
    ...Object.fromEntries(single),
    field: /** @type {Theme['field']} */ (FIELD.map((part, k) => colour(part, base.field[k], paper))),
    series: SERIES.map((part, slot) => colour(part, base.series[slot], paper)),
  };
}
