/** Where links to what an element shows lead. */

/** The page beside the script: of scripts in a folder, as they are here and in dist/. Not written as one text, or it would be bundled. */
const BESIDE = ['..', 'index.html'].join('/');

/**
 * The address that links are added to, without "#": the element's own `home`, else the page beside its script. Null where the script has
 * no address from which to tell, or the author's is none.
 * @param {{ home?: string | null }} element
 */
export function homeOf({ home }) {
  try {
    const url = home ? new URL(home, document.baseURI) : new URL(BESIDE, import.meta.url);
    url.hash = '';
    return /^(https?|file):$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
