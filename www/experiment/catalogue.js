/**
 * Everything that can be named in an experiment: initializers, data sets, activations, losses, optimizers, fields and presets, with titles,
 * formulas and ranges. The build writes it from the tables in Rust. It is shared: nobody changes it.
 */
import catalogue from './generated/catalogue.js';

export { catalogue };
export const { fields } = catalogue;

/** @typedef {import('./object.js').FieldSpec} FieldSpec */
/** @typedef {{ name: string, title: string, formula: string, source: string, summary: string }} Named */
/**
 * @typedef {object} Catalogue
 * @property {(Named & { group: string, formulaText: string, defaultOf: string, parameters: any[] })[]} initializers
 * @property {{ name: string, parameters: any[] }[]} aliases  PyTorch's names; an experiment that is open names what they stand for
 * @property {(Omit<Named, 'formula'> & { noise: number })[]} datasets  noise: with which it shows what it is
 * @property {Pick<Named, 'name' | 'title' | 'formula'>[]} activations
 * @property {Omit<Named, 'source'>[]} losses
 * @property {(Omit<Named, 'summary'> & { constants: string[] })[]} optimizers  constants: names of the training fields that are its own
 * @property {FieldSpec[]} fields
 * @property {any[]} presets
 */

/** The preset that an experiment is which names none. */
export const DEFAULT_PRESET = catalogue.presets[0].name;
