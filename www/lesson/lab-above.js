/** The page's own lab, which links of the lesson set; and the way back from it to where the reader was. */
import { fields } from '../experiment/catalogue.js';
import { isLink } from '../experiment/link.js';
import { isElsewhere } from './following.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */
/** @typedef {{ figure: string, link: number, top: number }} Place  the link that was followed: a figure's own, or one of the text's; top: where it stood in the view */

/** Where the entry of the history that is left says what was read there. */
const STATE = 'initLabReader';

/**
 * A link to an experiment leads to no place in the page: view and focus go to the lab that it sets. The lab opens what the link says, rather
 * than the address, so that "back" leads to what was there.
 * @param {HTMLElement} article  what the links are in @param {InitLab} lab
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
    // A lab that is another again may be as high as before only in a while: it is the link that has a place in the view.
    scrollBy({ top: to.getBoundingClientRect().top - top, behavior: 'instant' });
  };

  article.addEventListener('click', (event) => {
    const link = /** @type {Element} */ (event.target).closest('a');
    const href = link?.getAttribute('href') ?? '';
    if (!link || !href.startsWith('#') || isElsewhere(event) || !isLink(href, fields)) return;
    event.preventDefault();
    const place = placeOf(link);
    // What is shown already adds no entry.
    if (lab.getLink() !== href.slice(1)) leave(place);
    lab.openLink(href).catch(() => {}); // it says so in its place
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
    write({ ...state, [STATE]: undefined }, 'auto'); // from here on the place is the browser's to keep
    returnTo(place);
  });
}

/** Links of the text: those of figures come and go. @param {HTMLElement} article */
const linksOf = (article) =>
  /** @type {HTMLElement[]} */ ([...article.querySelectorAll('a[href]:not(.to-lab, .gloss a)')]);

/**
 * Browsers keep where the page is scrolled to when an entry is added to the history, which is here the lab: the entry that is left says itself
 * where the reader was, and that the browser is to leave that alone.
 * @param {Place} place
 */
const leave = (place) => write({ ...history.state, [STATE]: place }, 'manual');

/** @param {object} state @param {ScrollRestoration} restoration */
function write(state, restoration) {
  try {
    history.scrollRestoration = restoration;
    history.replaceState(state, '');
  } catch {
    // Not every place lets a page have a history.
  }
}

/** What the reader comes from, in words. @param {Element} link */
const nameOf = (link) =>
  link.closest('figure')?.querySelector('figcaption b')?.textContent?.trim().replace(/[.:]$/, '') ??
  (link.closest('.exercises') ? 'the exercise' : 'the lesson');
