/** Locates the scripts. In the single-file script, www/standalone/inline-place.js replaces this module. */

/** Stored in a variable, because bundlers take a literal "new URL(…, import.meta.url)" for a file to include. */
const { url } = import.meta;

/**
 * The address of a file beside the scripts' folder, as in dist/. Null if the scripts have no usable address, as in some
 * bundles.
 * @param {string} name
 */
export function beside(name) {
  try {
    const found = new URL(`../${name}`, url);
    // Some bundlers write the script's path on the build machine.
    return found.protocol === 'file:' && location.protocol !== 'file:' ? null : found;
  } catch {
    return null;
  }
}
