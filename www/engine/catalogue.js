/**
 * What can be named in an experiment. What a lab of the first preset is shown with is here from the start; all of it is data that comes
 * late, with another preset or with the core's companion.
 */
import { loadCatalogue } from './core.js';
import first from './generated/first.js';
import { once } from './once.js';

/** @typedef {import('./lab.js').Catalogue} Catalogue */
/** @typedef {Omit<import('./lab.js').RunDescription, 'layers' | 'summary' | 'source' | 'defaultOf'>} Named  a run's names and formula */
/** @typedef {{ plan: number[], runs: Named[] }} Begun  what a lab begins with: what the core is told, and what the runs are called */
/** @typedef {{ catalogue: Catalogue, opened: Record<string, Begun> }} Whole */

/** Of the catalogue, what the first preset needs. */
export const outline = first.catalogue;

const [{ name, experiment }] = outline.presets;
/** The preset that an experiment is which says nothing. */
export const FIRST = name;

/** @type {Whole | undefined} */
let whole;

/** Loads all of it, once. After a failed attempt, a later call tries again. @returns {Promise<Whole>} @throws {import('./load.js').EngineError} */
export const wholeCatalogue = once(async () => (whole ??= await loadCatalogue()));

/** All of it, where it has come, for another worker to begin with. */
export const catalogueNow = () => whole;

/** Begins with what has come elsewhere. @param {Whole | undefined} catalogue */
export function useCatalogue(catalogue) {
  whole ??= catalogue;
}

/** Experiments by the names of their presets, as far as they are known. @returns {Record<string, any>} */
export const presets = () =>
  whole
    ? Object.fromEntries(whole.catalogue.presets.map((preset) => [preset.name, preset.experiment]))
    : { [FIRST]: experiment };

/** What a lab of a preset begins with, one of those that are known. @param {string} preset @returns {Begun} */
export const begun = (preset) => (preset === FIRST ? first : /** @type {Whole} */ (whole).opened[preset]);
