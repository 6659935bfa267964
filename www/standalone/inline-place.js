/** The scripts' location in a self-contained script: none. Replaces www/engine/place.js. */

/** @returns {URL | null} */
export const beside = () => null;
