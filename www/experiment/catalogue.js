/**
 * Everything that can be named in an experiment: initializers, data sets, activations, losses, optimizers, fields and presets, with titles,
 * formulas and ranges. The build writes it from the tables in Rust. It is shared: nobody changes it.
 */
import generated from './generated/catalogue.js';

/** @type {Catalogue} */
export const catalogue = /** @type {any} */ (generated);
export const { fields } = catalogue;

/** @typedef {import('../engine/generated/init_lab.js').Catalogue} Catalogue */

/** The preset that an experiment is which names none. */
export const DEFAULT_PRESET = catalogue.presets[0].name;
