/**
 * The catalogue of initializers, data sets, activations, losses, optimizers, fields and presets, with titles, formulas
 * and ranges. Generated from the tables in Rust. It is shared and must not be modified.
 */
import generated from './generated/catalogue.js';

/** @type {Catalogue} */
export const catalogue = /** @type {any} */ (generated);
export const { fields } = catalogue;

/** @typedef {import('../engine/generated/init_lab.js').Catalogue} Catalogue */

/** The preset of an experiment that names none. */
export const DEFAULT_PRESET = catalogue.presets[0].name;
