/** The colours of the page around an element, which `theme="auto"` follows. */

/** Attributes in which pages keep their theme: many, Bootstrap, JupyterLab. */
const NAMES = ['data-theme', 'data-bs-theme', 'data-jp-theme-light'];

/** Of text's brightness, from 0 to 1: brighter text stands on a dark page. */
const BRIGHT = 0.6;

const dark = matchMedia('(prefers-color-scheme: dark)');

/** The theme that the nearest ancestor names, across shadow roots; null if none does. @param {any} at  an element */
function named(at) {
  for (; at; at = at.parentElement ?? at.getRootNode().host)
    for (const name of NAMES) {
      // JupyterLab's attribute is "true" or "false"; other words, as "auto", name no theme.
      const [word] = /\b(light|true|dark|false)\b/.exec(at.getAttribute(name)) ?? [];
      if (word) return word === 'light' || word === 'true' ? 'light' : 'dark';
    }
  return null;
}

/** Whether a colour of text, as browsers compute it, is bright. @param {string} colour */
function isBright(colour) {
  const [red, green, blue] = (/^rgba?\(([^)]*)\)$/.exec(colour)?.[1] ?? '').split(/[\s,/]+/).map(Number);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255 > BRIGHT;
}

/**
 * The inherited `color-scheme`, if it is one; else an ancestor's attribute; else dark where the text around is bright, as in
 * pages that say nothing else; else the reader's preference. Dark text says nothing: it is every page's default.
 * @param {Element} element
 * @returns {'light' | 'dark'}
 */
export function hostTheme(element) {
  const { colorScheme, color } = getComputedStyle(element);
  const schemes = colorScheme.match(/light|dark/g) ?? [];
  if (schemes.length === 1) return /** @type {'light' | 'dark'} */ (schemes[0]);
  return named(element) ?? (isBright(color) || dark.matches ? 'dark' : 'light');
}

/**
 * Calls a function when what hostTheme() reads may have changed, but for `color-scheme`, which a transition of the
 * element's frame tells. Returns a function that ends this.
 * @param {() => void} changed
 */
export function followHost(changed) {
  const observer = new MutationObserver(changed);
  observer.observe(document, { subtree: true, attributeFilter: NAMES });
  // Where pages without these keep their theme.
  for (const root of [document.documentElement, document.body])
    observer.observe(root, { attributeFilter: ['class', 'style'] });
  dark.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', changed);
  };
}
