/** The page's worker, which www/site/begin.js may already have started. */

/**
 * The global in which www/site/begin.js leaves the worker. That script has no imports, so it runs before all others.
 */
const PLACE = Symbol.for('init-lab engine');

/** Hands over the worker, once, unless it has ended. @returns {Worker | null} */
export function takeWorker() {
  const page = /** @type {Record<symbol, Worker | null | undefined>} */ (/** @type {unknown} */ (globalThis));
  const worker = page[PLACE] ?? null;
  page[PLACE] = null;
  return worker;
}
