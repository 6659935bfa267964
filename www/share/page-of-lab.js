/** What the HTML that puts a lab into another page is made from, of a lab in this one. */
import { homeOf } from './home.js';
import { beside } from '../engine/place.js';
import { pageOf } from './link-target.js';
import { isDist } from './page-snippets.js';

/** @typedef {import('./page-snippets.js').Snippet} Snippet */

/** Around the lab in a page of its own, above and below, in pixels. */
const EDGE = 24;
/** What the author shows of the lab goes along; the theme is the reader's choice. */
const LOOK = ['views', 'hide', 'alt', 'loading'];

/** What a property is as an attribute; null where it says no more than its default. @param {any} value */
const attribute = (value) => (value === 'eager' ? null : Array.isArray(value) ? value.join(',') : value);

/** The page to which links to a lab lead, without what its address says of an experiment; null where there is none. @param {{ home?: string | null }} lab */
export function pageOfLab(lab) {
  const home = homeOf(lab);
  return home && pageOf(home);
}

/**
 * @param {HTMLElement & { home?: string | null }} lab
 * @param {{ home: string, link: string, title?: string }} what  home: as pageOfLab() gives it
 * @returns {Snippet}
 */
export function snippetOf(lab, { home, link, title }) {
  const look = Object.fromEntries(LOOK.map((name) => [name, attribute(Reflect.get(lab, name))]));
  // The element's own script, unless the author's home has one beside it.
  const script = lab.home && isDist(home) ? undefined : beside('element.js')?.href;
  const shown = lab.offsetHeight;
  return { home, script, link, look, title, ...(shown ? { height: Math.ceil((shown + EDGE) / 10) * 10 } : {}) };
}
