/** Where the scripts are. Inside a script that has everything inside, www/standalone/inline-place.js stands in for this. */

/** Taken out first: bundlers take "new URL(…, import.meta.url)" for a file that they are to take along. */
const { url } = import.meta;

/**
 * The address of a file that lies beside the scripts' folder, as those of dist/ do. Null where the scripts have no address from which to
 * tell, as in some bundles.
 * @param {string} name
 */
export function beside(name) {
  try {
    const found = new URL(`../${name}`, url);
    // Some bundlers write where the script was on the machine that bundled it.
    return found.protocol === 'file:' && location.protocol !== 'file:' ? null : found;
  } catch {
    return null;
  }
}
