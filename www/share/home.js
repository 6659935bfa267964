/** Where links to what an element shows lead. */
import { quoted } from '../experiment/notation.js';
import { beside } from '../engine/place.js';

/** An address that a link can be added to, without "#"; null for any other. @param {string | URL | null} address */
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
 * The address that links are added to, without "#": the element's own `home`, else the page beside its script, else the page itself. Null
 * where none of them has one, as in a frame whose text its page has written.
 * @param {{ home?: string | null }} element
 */
export const homeOf = ({ home }) =>
  (home ? linkable(home) : null) ?? linkable(beside('index.html')) ?? linkable(location.href);

/** What is wrong with an author's `home`, which then counts as not given. @param {string | null | undefined} home @returns {import('../views/messages.js').Note[]} */
export const homeNotes = (home) =>
  !home || linkable(home)
    ? []
    : [
        {
          attribute: 'home',
          message: `home: ${quoted(home)} is not allowed; must be an address of http, https or file`,
        },
      ];
