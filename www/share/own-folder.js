/** The folder of the element's scripts, if it holds the pages of init-lab, to which links can lead. */
import { beside } from '../engine/place.js';

/** Found in embed.html alone, and not in a page that a server answers in place of a missing one. */
const MARK = /<script [^>]*data-inline=/;
/** How long a dialog waits for an answer, in milliseconds. */
const PATIENCE = 3000;

/** Whether the pages lie beside the scripts. Trusted until verifyFolder() has asked. */
let trusted = true;
let verified = false;

/** Whether the pages are known to lie there. */
export const isVerified = () => verified;

/** Asks the server of the scripts for one of the pages. */
export async function verifyFolder() {
  const page = beside('embed.html');
  if (verified || !page) return;
  try {
    const answer = await fetch(page, { credentials: 'same-origin', signal: AbortSignal.timeout(PATIENCE) });
    verified = answer.ok && MARK.test(await answer.text());
  } catch {
    // Offline, or forbidden by a policy. The next dialog asks again.
  }
  trusted = verified;
}

/** The address of a file in that folder; null if there is none. @param {string} name */
export const inFolder = (name) => (trusted ? beside(name) : null);
