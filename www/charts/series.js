/**
 * Colours and dashes of runs. Each family of initializers has one of each; further initializers of a family have shades
 * of its colour and dashes that no family has. A run's look depends on its initializer, not on the other runs, so that
 * He looks the same in every lab. No DOM.
 */
import { rgb } from './colours.js';

/** @typedef {import('./colours.js').Theme} Theme */
/**
 * @typedef {object} Families  of the catalogue
 * @property {{ name: string }[]} families
 * @property {{ name: string, family: string, parameters: { name: string, default?: any }[] }[]} initializers
 */

/** Dashes of the families in CSS pixels, in the catalogue's order. */
export const FAMILY_DASHES = [[2, 3], [9, 3], [], [9, 3, 2, 3], [16, 3], [5, 3], [9, 3, 2, 3, 2, 3], [1, 4]];
/** Dashes of the further initializers of a family. */
export const FURTHER_DASHES = [
  [22, 3],
  [6, 2, 6, 6],
  [14, 2, 4, 2],
  [2, 2, 2, 6],
  [12, 6],
  [3, 2],
  [18, 3, 6, 3],
];
/** Looks within a family, and the most runs of one family that can be told apart. */
export const VARIANTS = 1 + FURTHER_DASHES.length;

/** Shades of a family's colour: its share, and the colour that it is mixed with. */
const SHADES = /** @type {const} */ ([
  [1, 'ink'],
  [0.55, 'ink'],
  [0.84, 'paper'],
  [0.32, 'ink'],
  [0.8, 'ink'],
  [0.92, 'paper'],
  [0.45, 'ink'],
  [0.68, 'ink'],
]);
/** Shades of the first family, whose colour is the ink itself. */
const GREYS = [1, 0.62, 0.8, 0.54, 0.7, 0.9, 0.58, 0.75];

/** @param {number} slot */
const familyOf = (slot) => Math.floor(slot / VARIANTS) % FAMILY_DASHES.length;

/** The share of the family's colour in a slot's, and the colour that it is mixed with. @param {number} slot @returns {readonly [number, 'ink' | 'paper']} */
const shadeOf = (slot) => (familyOf(slot) === 0 ? [GREYS[slot % VARIANTS], 'paper'] : SHADES[slot % VARIANTS]);

/** @param {Theme} theme @param {number} slot */
export function seriesColour(theme, slot) {
  const [share, other] = shadeOf(slot);
  const base = theme.series[familyOf(slot)];
  if (share === 1) return base;
  const [from, to] = [rgb(base), rgb(theme[other])];
  const mixed = from.map((byte, k) => Math.round(byte * share + to[k] * (1 - share)));
  return `#${mixed.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** A slot's colour in CSS, from the custom properties of the theme. @param {number} slot */
export function seriesCss(slot) {
  const [share, other] = shadeOf(slot);
  const base = `var(--series-${familyOf(slot)})`;
  return share === 1 ? base : `color-mix(in srgb, ${base} ${Math.round(100 * share)}%, var(--${other}))`;
}

/** Number of slots. */
export const SLOTS = FAMILY_DASHES.length * VARIANTS;

/** A slot's dash. @param {number} slot @param {number} [scale] */
export function seriesDash(slot, scale = 1) {
  const variant = slot % VARIANTS;
  const dash = variant === 0 ? FAMILY_DASHES[familyOf(slot)] : FURTHER_DASHES[variant - 1];
  return dash.map((length) => length * scale);
}

/** Looks of an initializer whose size can be chosen: 10 and more, 1, 0.1, 0.01 and less. */
const SIZES = 4;

/** @param {Families['initializers'][number]} entry */
const sizeOf = ({ parameters }) => parameters.find(({ name }) => name === 'stddev');

/**
 * The slot that a run has wherever it is shown, unless another run of the lab has the same.
 * @param {any} run @param {Families} catalogue
 */
function ownSlot(run, { families, initializers }) {
  const entry = initializers.find(({ name }) => name === run.initializer);
  const last = families.length - 1;
  if (!entry) return last * VARIANTS;
  const family = families.findIndex(({ name }) => name === entry.family);
  const before = initializers.slice(0, initializers.indexOf(entry)).filter((other) => other.family === entry.family);
  const first = before.reduce((count, other) => count + (sizeOf(other) ? SIZES : 1), 0);
  const stddev = run.stddev ?? sizeOf(entry)?.default ?? 10;
  const size = stddev > 0 ? Math.round(1 - Math.log10(stddev)) : SIZES - 1;
  return family * VARIANTS + ((first + Math.max(0, Math.min(SIZES - 1, size))) % VARIANTS);
}

/**
 * Gives each run its slot: an index of colour and dash. Runs that would have the same one take the next free of their
 * family, in order.
 * @param {any[]} runs @param {Families} catalogue
 * @returns {number[]}
 */
export function assignSlots(runs, catalogue) {
  const own = runs.map((run) => ownSlot(run, catalogue));
  const taken = new Set(own);
  return own.map((slot, k) => {
    if (own.indexOf(slot) === k) return slot;
    const family = slot - (slot % VARIANTS);
    for (let step = 1; step < VARIANTS; step += 1) {
      const next = family + ((slot + step) % VARIANTS);
      if (taken.has(next)) continue;
      taken.add(next);
      return next;
    }
    return slot;
  });
}
