/** The target page of links to an element's experiment. */
import { quoted } from '../experiment/notation.js';
import { beside } from '../engine/place.js';

/** An address that can carry a link, without "#"; null for any other. @param {string | URL | null} address */
function linkable(address) {
  try {
    const url = new URL(address ?? '', document.baseURI);
    if (address === null || !/^(https?|file):$/.test(url.protocol)) return null;
    url.hash = '';
    return url.href;
  } catch {
    return null;
  }
}

/**
 * The address for links, without "#": the element's own `home`, else the page beside its script, else the page itself.
 * Null if none has one, as in a srcdoc frame.
 * @param {{ home?: string | null }} element
 */
export const homeOf = ({ home }) =>
  (home ? linkable(home) : null) ?? linkable(beside('index.html')) ?? linkable(location.href);

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
