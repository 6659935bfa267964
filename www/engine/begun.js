/** The page's own worker, which www/site/begin.js may have started before there was anybody to ask for it. */

/** What it is called; its helpers are called otherwise. */
export const ENGINE = 'init-lab engine';

/** Where www/site/begin.js leaves it: that script imports nothing, so that it is the first one to run. */
const PLACE = Symbol.for(ENGINE);

/** The worker, once, unless it has ended. @returns {Worker | null} */
export function takeWorker() {
  const page = /** @type {Record<symbol, Worker | null | undefined>} */ (/** @type {unknown} */ (globalThis));
  const worker = page[PLACE] ?? null;
  page[PLACE] = null;
  return worker;
}
