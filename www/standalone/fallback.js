/**
 * Loads one self-contained classic script where the page's module cannot load, as in a sandboxed frame without
 * allow-same-origin: its origin is opaque, and responses without CORS headers are blocked.
 */
const { inline } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;

let loaded = false;
addEventListener(
  'error',
  ({ target }) => {
    if (loaded || !(target instanceof HTMLScriptElement) || target.type !== 'module') return;
    loaded = true;
    document.head.append(Object.assign(document.createElement('script'), { src: inline }));
  },
  true,
);
