/** The page's lab, set by links of the lesson, and the way back to the reader's place. */
import { fields } from '../experiment/catalogue.js';
import { isLink } from '../experiment/link.js';
import { isElsewhere } from './following.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */
/** @typedef {{ figure: string, link: number, top: number }} Place  the link followed: a figure's own or one in the text; top: its position in the view */

/** Key of the history state that holds the reader's place. */
const STATE = 'initLabReader';

/**
 * Links to experiments set the lab, then scroll and focus it. The lab opens the link, rather than the address, so that
 * "back" restores the previous experiment.
 * @param {HTMLElement} article  the links' container @param {InitLab} lab
 */
export function leadToLab(article, lab) {
  const back = document.createElement('a');
  back.className = 'way-back';

  /** @param {HTMLElement} link @returns {Place} */
  const placeOf = (link) => ({
    figure: link.closest('figure')?.id ?? '',
    link: linksOf(article).indexOf(link),
    top: link.getBoundingClientRect().top,
  });

  /** @param {Place} place */
  const returnTo = ({ figure, link, top }) => {
    back.remove();
    const to = (figure && document.getElementById(figure)?.querySelector('.to-lab')) || linksOf(article)[link];
    if (!(to instanceof HTMLElement)) return;
    to.focus({ preventScroll: true });
    // A restored lab may take a while to reach its old height, so the place is stored relative to the link.
    scrollBy({ top: to.getBoundingClientRect().top - top, behavior: 'instant' });
  };

  article.addEventListener('click', (event) => {
    const link = /** @type {Element} */ (event.target).closest('a');
    const href = link?.getAttribute('href') ?? '';
    if (!link || !href.startsWith('#') || isElsewhere(event) || !isLink(href, fields)) return;
    event.preventDefault();
    const place = placeOf(link);
    // An experiment already on screen adds no entry.
    if (lab.getLink() !== href.slice(1)) leave(place);
    lab.openLink(href).catch(() => {}); // the lab shows the error
    back.textContent = `Back to ${nameOf(link)}`;
    back.href = `#${place.figure || link.closest('section')?.id || ''}`;
    back.onclick = (again) => {
      if (isElsewhere(again)) return;
      again.preventDefault();
      returnTo(place);
    };
    lab.before(back);
    back.scrollIntoView({ block: 'start', behavior: 'instant' });
    const group = /** @type {HTMLElement | null} */ (lab.shadowRoot?.querySelector('[part~="lab"]') ?? null);
    if (!group) return;
    group.tabIndex = -1;
    group.focus({ preventScroll: true });
  });

  addEventListener('popstate', ({ state }) => {
    const place = state?.[STATE];
    if (!place) return;
    write({ ...state, [STATE]: undefined }, 'auto'); // from here on the browser keeps the scroll position
    returnTo(place);
  });
}

/** Links of the text; those of figures change. @param {HTMLElement} article */
const linksOf = (article) =>
  /** @type {HTMLElement[]} */ ([...article.querySelectorAll('a[href]:not(.to-lab, .gloss a)')]);

/**
 * Browsers store the scroll position when an entry is added to the history. Here that position is the lab's, so the old
 * entry stores the reader's place itself and turns the browser's scroll restoration off.
 * @param {Place} place
 */
const leave = (place) => write({ ...history.state, [STATE]: place }, 'manual');

/** @param {object} state @param {ScrollRestoration} restoration */
function write(state, restoration) {
  try {
    history.scrollRestoration = restoration;
    history.replaceState(state, '');
  } catch {
    // Some places allow no history.
  }
}

/** The link's source, for the way back. @param {Element} link */
const nameOf = (link) =>
  link.closest('figure')?.querySelector('figcaption b')?.textContent?.trim().replace(/[.:]$/, '') ??
  (link.closest('.exercises') ? 'the exercise' : 'the lesson');
