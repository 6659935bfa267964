/**
 * Keeps a value over a reload of its page, or a return to it. Browsers drop changes of the address and its history state
 * that are made while a page is left.
 */

/** Visits that show the same page again. Others have an address that the reader chose. */
const AGAIN = ['reload', 'back_forward'];

/**
 * @param {string} key  of the value @param {string} address  of the page that it is for
 * @param {string | number} value
 */
export function keepForReturn(key, address, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify({ address, value }));
  } catch {
    // No storage in a sandboxed frame, or none left: the page opens as if the reader came anew.
  }
}

/**
 * The value kept for this address, once.
 * @param {string} key @param {string} address
 * @returns {unknown} undefined if there is none, or the reader did not return
 */
export function takeOnReturn(key, address) {
  try {
    const text = sessionStorage.getItem(key);
    if (text === null) return undefined;
    sessionStorage.removeItem(key);
    const kept = JSON.parse(text);
    const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
    return AGAIN.includes(visit?.type) && kept.address === address ? kept.value : undefined;
  } catch {
    return undefined;
  }
}
