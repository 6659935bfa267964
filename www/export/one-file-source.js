/**
 * Loads the text of a one-file page from beside the scripts. Inside such a page,
 * www/standalone/inline-one-file-source.js replaces this.
 */
import { beside } from '../engine/place.js';

const ADVICE = 'It is part of init-lab’s dist folder; copy it to where the scripts are.';

/** @returns {Promise<string>} @throws {Error} with a message for the user */
export async function oneFileText() {
  const address = beside('init-lab.html');
  if (!address) throw new Error(`These scripts do not know where init-lab.html is. ${ADVICE}`);
  let response;
  try {
    response = await fetch(address, { credentials: 'same-origin' });
  } catch (error) {
    throw new Error(`${address.pathname} could not be loaded. Check the connection. ${ADVICE}`, { cause: error });
  }
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${address.pathname}. ${ADVICE}`);
  return response.text();
}
