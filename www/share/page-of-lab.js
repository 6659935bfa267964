/** The input of HTML snippets, from a lab in this page. */
import { linkable } from './home.js';
import { pageOf } from './link-target.js';
import { inFolder } from './own-folder.js';
import { isDist } from './page-snippets.js';

/** @typedef {import('./page-snippets.js').Snippet} Snippet */

/** Space above and below the lab in a page of its own, in pixels. */
const EDGE = 24;
/** Attributes kept in snippets: the author's choice of views. The theme is the reader's choice. */
const LOOK = ['views', 'hide', 'alt', 'loading'];

/** A property as an attribute value; null for its default. @param {any} value */
const attribute = (value) => (value === 'eager' ? null : Array.isArray(value) ? value.join(',') : value);

/**
 * The target page of links to a lab, without an experiment in its address: the lab's own `home`, else the page beside its
 * script. Null if neither is known: the page around the lab may have nothing to do with init-lab.
 * @param {{ home?: string | null }} lab
 */
export function pageOfLab(lab) {
  const home = linkable(lab.home) ?? linkable(inFolder('index.html'));
  return home && pageOf(home);
}

/**
 * @param {HTMLElement & { home?: string | null }} lab
 * @param {{ home: string, link: string, title?: string }} what  home: from pageOfLab(), empty if there is none
 * @returns {Snippet}
 */
export function snippetOf(lab, { home, link, title }) {
  const look = Object.fromEntries(LOOK.map((name) => [name, attribute(Reflect.get(lab, name))]));
  // The element's own script, unless the author's home has one beside it.
  const script = home && lab.home && isDist(home) ? undefined : inFolder('element.js')?.href;
  const shown = lab.offsetHeight;
  return { home, script, link, look, title, ...(shown ? { height: Math.ceil((shown + EDGE) / 10) * 10 } : {}) };
}
