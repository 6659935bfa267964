/** Where the scripts are, in a script that has everything inside: nowhere, in place of www/engine/place.js. */

/** @returns {URL | null} */
export const beside = () => null;
