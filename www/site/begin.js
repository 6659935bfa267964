/**
 * What is done before the page is laid out. Starts the engine's worker while the element's script is still on its way: neither waits for the
 * other. For a page that is sure to have a lab in its first view; elsewhere the first lab that opens starts it. engine/begun.js takes it from
 * here.
 */
const NAME = 'init-lab engine';
const page = /** @type {Record<symbol, Worker | null | undefined>} */ (/** @type {unknown} */ (globalThis));
const place = Symbol.for(NAME);

// Null: somebody has asked for one already. Without WebAssembly there is nothing to begin.
if (page[place] === undefined && typeof WebAssembly === 'object')
  try {
    const worker = new Worker(new URL('../engine/worker.js', import.meta.url), { type: 'module', name: NAME });
    page[place] = worker;
    worker.addEventListener('error', (event) => {
      if (page[place] !== worker) return;
      // Nobody hears of this one: who asks starts another, and is told why that ends.
      event.preventDefault();
      page[place] = null;
    });
  } catch {
    // As above.
  }

// Who comes anew sees the page's beginning; the lesson is laid out after that (page.js). A place in it, to which somebody is led or comes
// back, is where it is only if all before it is laid out; and what comes later must not move what is read.
const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
if (visit?.type === 'navigate' && location.hash === '' && CSS.supports('overflow-anchor', 'auto'))
  document.documentElement.dataset.fresh = '';
