/**
 * Runs before the page's layout. Starts the engine's worker in parallel with loading the element's script. For a page
 * with a lab in its first view; elsewhere the first lab to open starts it. engine/begun.js takes the worker over.
 */
const page = /** @type {Record<symbol, Worker | null | undefined>} */ (/** @type {unknown} */ (globalThis));
const place = Symbol.for('init-lab engine');

// Null: the worker is already taken. Without WebAssembly there is nothing to start.
if (page[place] === undefined && typeof WebAssembly === 'object')
  try {
    const worker = new Worker(new URL('../engine/worker.js', import.meta.url), { type: 'module' });
    page[place] = worker;
    // As engine/remote.js asks; nobody waits for the answer.
    worker.postMessage({ name: 'build', values: [] });
    worker.addEventListener('error', (event) => {
      if (page[place] !== worker) return;
      // An early failure is ignored here: the lab starts another worker and reports its error.
      event.preventDefault();
      page[place] = null;
    });
  } catch {
    // As above.
  }

// A new reader sees the page's top; the lesson is laid out after that (page.js). A link into the lesson, or a return to
// it, needs everything before the target laid out, and later layout must not move what the reader sees.
const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
if (visit?.type === 'navigate' && location.hash === '' && CSS.supports('overflow-anchor', 'auto'))
  document.documentElement.dataset.fresh = '';
