/**
 * Everything that can be named in an experiment: initializers, data sets, activations, losses, optimizers, fields and presets, with titles,
 * formulas and ranges. The build writes it from the tables in Rust. It is shared: nobody changes it.
 */
import catalogue from './generated/catalogue.js';

export { catalogue };
export const { fields } = catalogue;

/** The preset that an experiment is which names none. */
export const DEFAULT_PRESET = catalogue.presets[0].name;
