/**
 * The catalogue of initializers, data sets, activations, losses, optimizers, fields and presets, with titles and ranges.
 * Generated from the tables in Rust. It is shared and must not be modified. full-catalogue.js adds formulas and help.
 */
import generated from './generated/catalogue.js';

/** @type {Catalogue} */
export const catalogue = /** @type {any} */ (generated);
export const { fields } = catalogue;

/** @typedef {import('./full-catalogue.js').FullCatalogue} FullCatalogue */
/** @typedef {'formula' | 'summary' | 'source' | 'defaultOf' | 'help' | 'axisTitle' | 'definition' | 'solved' | 'group' | 'libraryLosses'} Text  what full-catalogue.js adds to entries */
/** @template Whole @typedef {Whole extends (infer Entry)[] ? Named<Entry>[] : Whole extends object ? { [Name in keyof Whole as Exclude<Name, Text>]: Named<Whole[Name]> } : Whole} Named  without those texts */
/** @typedef {FullCatalogue['presets'][number]} FullPreset */
/** @typedef {Omit<FullPreset, 'sentence'> & Partial<Pick<FullPreset, 'sentence'>>} Preset  full-catalogue.js adds the sentence to all but the first */
/** @typedef {Named<Omit<FullCatalogue, 'presets'>> & { presets: Preset[] }} Catalogue */

/** The preset of an experiment that names none. */
export const DEFAULT_PRESET = catalogue.presets[0].name;
