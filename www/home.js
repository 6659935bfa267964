/** Where links to what an element shows lead. */
import { beside } from './place.js';

/**
 * The address that links are added to, without "#": the element's own `home`, else the page beside its script. Null where the script has
 * no address from which to tell, or the author's is none.
 * @param {{ home?: string | null }} element
 */
export function homeOf({ home }) {
  try {
    const url = home ? new URL(home, document.baseURI) : beside('index.html');
    if (!url || !/^(https?|file):$/.test(url.protocol)) return null;
    url.hash = '';
    return url.href;
  } catch {
    return null;
  }
}
