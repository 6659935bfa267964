/** Shows a term's definition, or a reference, beside its use: the full lists are far below. */
import { isElsewhere } from './following.js';

/** Gap in pixels between the popover, the word, and the edges of the view. */
const GAP = 6;
const EDGE = 12;

/**
 * A link's target: the definition of a glossary entry, otherwise the target element itself.
 * @param {HTMLAnchorElement} link
 */
function entryOf(link) {
  const target = document.getElementById(link.hash.slice(1));
  return target?.localName === 'dt' ? target.nextElementSibling : target;
}

/**
 * A link leads to the list where popovers are missing or a modifier key opens it elsewhere.
 * @param {HTMLElement} article
 */
export function explainInPlace(article) {
  if (!('popover' in HTMLElement.prototype)) return;
  // Phrasing elements, allowed in the link's paragraph: Tab goes from the word into the popover.
  const box = document.createElement('span');
  Object.assign(box, { id: 'gloss', className: 'gloss', popover: 'auto', role: 'note' });
  /** @type {HTMLAnchorElement | null} */
  let word = null;
  /** Whether the present press closes the popover, which its click must then not reopen. */
  let closes = false;

  const open = () => box.matches(':popover-open');
  // A figure that opens above moves the word within the view.
  const moves = new ResizeObserver(() => word && place(box, word));

  /** @param {HTMLAnchorElement} link @param {Element} entry */
  const explain = (link, entry) => {
    const isWord = link.classList.contains('term');
    const all = Object.assign(document.createElement('a'), {
      className: 'all',
      href: link.hash,
      textContent: isWord ? 'All terms' : 'All references',
      onclick: () => box.hidePopover(),
    });
    box.replaceChildren(...Array.from(entry.cloneNode(true).childNodes), ' ', all);
    link.after(box);
    word = link;
    box.showPopover();
    link.setAttribute('aria-expanded', 'true');
    link.setAttribute('aria-describedby', box.id);
    place(box, link);
    moves.observe(document.body);
  };

  article.addEventListener('pointerdown', ({ target }) => {
    closes = open() && /** @type {Element} */ (target).closest('a') === word;
  });
  article.addEventListener('click', (event) => {
    const link = /** @type {Element} */ (event.target).closest('a');
    if (!link?.matches('.term, .cite') || isElsewhere(event)) return;
    const entry = entryOf(link);
    if (!entry) return;
    event.preventDefault();
    // A click by keyboard finds the popover still open.
    if (closes || (open() && link === word)) box.hidePopover();
    else explain(link, entry);
    closes = false;
  });
  box.addEventListener('toggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== 'closed' || open()) return;
    word?.removeAttribute('aria-expanded');
    word?.removeAttribute('aria-describedby');
    word = null;
    moves.disconnect();
  });
  // Tabbing out of the popover closes it.
  article.addEventListener('focusout', ({ relatedTarget }) => {
    if (open() && relatedTarget instanceof Node && relatedTarget !== word && !box.contains(relatedTarget))
      box.hidePopover();
  });
}

/**
 * Places the popover below the word's first line, or above it where there is more space. It scrolls with the text.
 * @param {HTMLElement} box @param {HTMLElement} link
 */
function place(box, link) {
  const { width } = document.documentElement.getBoundingClientRect();
  const [first] = link.getClientRects();
  const lines = link.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = box;
  const left = Math.max(EDGE, Math.min(first.left, width - EDGE - offsetWidth));
  const below = lines.bottom + GAP;
  const above = lines.top - GAP - offsetHeight;
  const top = below + offsetHeight > innerHeight - EDGE && above >= EDGE ? above : below;
  Object.assign(box.style, { left: `${left + scrollX}px`, top: `${top + scrollY}px` });
}
