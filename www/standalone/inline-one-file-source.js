/** Where the text of a one-file page comes from inside such a page: from itself, as it came. Stands in for www/export/one-file-source.js. */
import { source } from './own-source.js';

/** @returns {Promise<string>} @throws {Error} in words */
export async function oneFileText() {
  if (source !== undefined) return source;
  throw new Error(
    'This page may not load init-lab.html. Take it from init-lab’s dist folder, where it lies beside the scripts.',
  );
}
