/** An author's `home`: the page that links to an element's experiment lead to. */
import { quoted } from '../experiment/notation.js';

/** An address that can carry a link, without "#"; null for any other. @param {string | URL | null | undefined} address */
export function linkable(address) {
  try {
    const url = new URL(address ?? '', document.baseURI);
    if (!address || !/^(https?|file):$/.test(url.protocol)) return null;
    url.hash = '';
    return url.href;
  } catch {
    return null;
  }
}

/**
 * Problems with an author's `home`, which is then ignored.
 * @param {string | null | undefined} home @returns {import('../views/messages.js').Note[]}
 */
export const homeNotes = (home) =>
  !home || linkable(home)
    ? []
    : [
        {
          attribute: 'home',
          message: `home: ${quoted(home)} is not allowed; must be an address of http, https or file`,
        },
      ];
