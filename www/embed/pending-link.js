/**
 * Keeps the link that a page could not yet write into its address over a reload or a return. Browsers drop changes of
 * the address that are made while a page is left.
 */

const KEY = 'init-lab pending link';
/** Visits that show the same page again. Others have an address that the reader chose. */
const AGAIN = ['reload', 'back_forward'];

/** @param {string} address  of the page as it is @param {string} link  to what is on screen */
export function keepPending(address, link) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ address, link }));
  } catch {
    // No storage in a sandboxed frame, or none left: the address shows the last link that was written.
  }
}

/** The link kept for this address, once. @returns {string | undefined} */
export function takePending() {
  try {
    const text = sessionStorage.getItem(KEY);
    if (text === null) return undefined;
    sessionStorage.removeItem(KEY);
    const { address, link } = JSON.parse(text);
    const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
    return AGAIN.includes(visit?.type) && address === location.href && typeof link === 'string' ? link : undefined;
  } catch {
    return undefined;
  }
}
