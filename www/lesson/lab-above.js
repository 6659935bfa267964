/** The page's own lab, which links of the lesson set. */
import fields from '../engine/generated/fields.js';
import { isLink } from '../link.js';

/** @typedef {import('../element.js').InitLab} InitLab */

/** Whether a click opens the link somewhere else. @param {MouseEvent} event */
const isElsewhere = ({ ctrlKey, metaKey, shiftKey, altKey }) => ctrlKey || metaKey || shiftKey || altKey;

/**
 * A link to an experiment leads to no place in the page: view and focus go to the lab that it sets. The lab opens what the link says, rather
 * than the address, so that "back" leads to what was there.
 * @param {HTMLElement} place  what the links are in @param {InitLab} lab
 */
export function leadToLab(place, lab) {
  place.addEventListener('click', (event) => {
    const href = /** @type {Element} */ (event.target).closest('a')?.getAttribute('href') ?? '';
    if (!href.startsWith('#') || isElsewhere(event) || !isLink(href, fields)) return;
    event.preventDefault();
    lab.openLink(href).catch(() => {}); // it says so in its place
    lab.scrollIntoView({ block: 'start', behavior: 'instant' });
    const group = /** @type {HTMLElement | null} */ (lab.shadowRoot?.querySelector('[part~="lab"]') ?? null);
    if (!group) return;
    group.tabIndex = -1;
    group.focus({ preventScroll: true });
  });
}
