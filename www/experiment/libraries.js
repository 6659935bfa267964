/**
 * What libraries start layers from when nothing is said, generated from the tables in Rust. It is large: features that
 * explain it load it when they are used. It must not be modified.
 */
import generated from './generated/libraries.js';

/** @typedef {import('../engine/generated/init_lab.js').LibraryCatalogue} LibraryCatalogue */
/** @typedef {LibraryCatalogue['libraries'][number]} Library */

/** @type {LibraryCatalogue} */
export const { libraries, otherLayers } = /** @type {any} */ (generated);
