/** What a cell of a heat map shows, and how cells without a value look: grey, which no colour of the scale is. No DOM. */
import { rgb } from './colours.js';

/** @typedef {import('./colours.js').Theme} Theme */

export const STATES = /** @type {const} */ ({ waiting: 0, value: 1, diverged: 2, never: 3, none: 4 });
/** Distance of hatching lines in CSS pixels: diagonal where most seeds diverged, level where most never solve the task. */
export const HATCH = 6;
export const HATCH_OPACITY = 0.5;

/** How much of the theme's grey a state has. @type {Record<number, number>} */
const GREYS = {
  [STATES.waiting]: 0,
  [STATES.value]: 0,
  [STATES.diverged]: 1,
  [STATES.never]: 0.55,
  [STATES.none]: 0.3,
};

/** The colour of a state in bytes. @param {number} state @param {Theme} theme */
export function greyOf(state, theme) {
  const [paper, grey] = [rgb(theme.paper), rgb(theme.undefined)];
  return paper.map((part, k) => Math.round(part + GREYS[state] * (grey[k] - part)));
}
