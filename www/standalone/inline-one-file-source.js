/** The text of a one-file page, from inside that page. Replaces www/export/one-file-source.js. */
import { source } from './own-source.js';

/** @returns {Promise<string>} @throws {Error} with a message for the user */
export async function oneFileText() {
  if (source !== undefined) return source;
  throw new Error(
    'This page may not load init-lab.html. Take it from init-lab’s dist folder, where it lies beside the scripts.',
  );
}
