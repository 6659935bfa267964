/**
 * Where the page's module cannot be loaded, this loads one classic script that has everything inside. So it is in a sandboxed frame without
 * allow-same-origin: its origin is nobody's, and what a server sends without CORS is not for it.
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
