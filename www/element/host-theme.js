/** The colours of the page around an element, which `theme="auto"` follows. */

/** Attributes in which pages keep their theme: many, Bootstrap, JupyterLab. */
const NAMES = ['data-theme', 'data-bs-theme', 'data-jp-theme-light'];

const dark = matchMedia('(prefers-color-scheme: dark)');

/** The theme that the nearest ancestor names, across shadow roots. @param {any} at  an element */
function named(at) {
  for (; at; at = at.parentElement ?? at.getRootNode().host)
    for (const name of NAMES) {
      // JupyterLab's attribute is "true" or "false"; other words, as "auto", name no theme.
      const [word] = /\b(light|true|dark|false)\b/.exec(at.getAttribute(name)) ?? [];
      if (word) return word === 'light' || word === 'true' ? 'light' : 'dark';
    }
  return dark.matches ? 'dark' : 'light';
}

/**
 * The inherited `color-scheme`, if it is one; else an ancestor's attribute; else the reader's preference.
 * @param {Element} element
 */
export function hostTheme(element) {
  const schemes = getComputedStyle(element).colorScheme.match(/light|dark/g) ?? [];
  return schemes.length === 1 ? /** @type {'light' | 'dark'} */ (schemes[0]) : named(element);
}

/**
 * Calls a function when what hostTheme() reads may have changed, but for `color-scheme`, which a transition of the
 * element's frame tells. Returns a function that ends this.
 * @param {() => void} changed
 */
export function followHost(changed) {
  const observer = new MutationObserver(changed);
  observer.observe(document, { subtree: true, attributeFilter: NAMES });
  dark.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', changed);
  };
}
