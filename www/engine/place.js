/** Locates the scripts. In the single-file script, www/standalone/inline-place.js replaces this module. */

/** The path of this script in dist/, which the build writes here. In a bundle of another project, the script has another. */
const OWN = 'init-lab:own-path';

/**
 * The address of a file of dist/. Null where the scripts are not known to be in it, as in a bundle.
 * @param {string} name
 */
export function beside(name) {
  // Joined as text: bundlers take any "new URL(…, import.meta.url)" for files to include.
  const [folder, rest] = import.meta.url.split(`/${OWN}`);
  if (rest === undefined || !/^(\?|$)/.test(rest)) return null;
  // Some bundlers write the script's path on the build machine.
  if (folder.startsWith('file:') && location.protocol !== 'file:') return null;
  return new URL(`${folder}/${name}`);
}
