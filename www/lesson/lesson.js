/**
 * Adds behaviour to the lesson below the page's lab: results under its figures, predictions, the measured
 * derivation, the readers' own draws.
 * The text is complete without it.
 */
import belowFigures from '../styles/below-figures.css?inline';
import predictions from '../styles/predictions.css?inline';
import { followReader } from './contents.js';
import { LiveFigure } from './lesson-figure.js';
import { explainInPlace } from './gloss.js';
import { leadToLab } from './lab-above.js';
import { playOnce } from './playing.js';
import { Prediction } from './prediction.js';
import { connectTable } from './try.js';
import { Variance } from './variance-argument.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */

const css = belowFigures + predictions;

/**
 * @template {Element} E
 * @param {Iterable<E>} elements @param {(element: E) => unknown} enliven
 */
function each(elements, enliven) {
  for (const element of elements) {
    try {
      enliven(element);
    } catch (error) {
      // A faulty element stays static; the others work.
      console.warn('init-lab: a part of the lesson is not as it has to be.', element, error);
    }
  }
}

/**
 * Opens what comes one screen ahead, so that nothing grows in the reader's view, and only after the first scroll: a page
 * without scrolling loads nothing more.
 * @param {Iterable<Element>} places @param {(place: Element) => Promise<unknown>} open
 */
function openAhead(places, open) {
  const sight = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        sight.unobserve(target);
        open(target).catch(() => {}); // a figure shows the error, and the text is complete without the rest
      }
    },
    { rootMargin: '100% 0px' },
  );
  const begin = () => each(places, (place) => sight.observe(place));
  if (scrollY > 0) begin();
  else addEventListener('scroll', begin, { once: true, passive: true });
}

/** Styles of the elements added here. */
function dress() {
  if ('adoptedStyleSheets' in document && 'replaceSync' in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  } else {
    const style = document.createElement('style');
    style.textContent = css;
    document.head.append(style);
  }
}

/**
 * The full form of a question, in place of the static one from scripts/lesson.js, with its selected answer.
 * @param {HTMLElement} element
 */
function asForm(element) {
  if (element instanceof HTMLFormElement) return element;
  const form = document.createElement('form');
  for (const { name, value } of element.attributes) form.setAttribute(name, value);
  const focused = element.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  form.append(...element.childNodes);
  for (const input of form.querySelectorAll('input')) input.name = 'answer';
  element.replaceWith(form);
  focused?.focus({ preventScroll: true });
  return form;
}

/** @param {HTMLElement} article @param {InitLab | null} lab  the page's lab, above the lesson; null: the page has none */
export function enliven(article, lab) {
  dress();
  followReader(article);
  if (lab) leadToLab(article, lab);
  explainInPlace(article);
  // Any use of a lab opens it; the HTML that is handed out stays lazy.
  openAhead(article.querySelectorAll('figure.live init-lab'), (figure) => /** @type {InitLab} */ (figure).advance(0));
  openAhead(article.querySelectorAll('.own-draws'), async (place) =>
    (await import('./own-draws/index.js')).connectOwnDraws(/** @type {HTMLElement} */ (place)),
  );
  // Figures show less while there are open questions.
  each(
    article.querySelectorAll('.prediction'),
    (element) => new Prediction(asForm(/** @type {HTMLElement} */ (element))),
  );
  each(
    article.querySelectorAll('figure.live'),
    (figure) => new LiveFigure(/** @type {HTMLElement} */ (figure), lab !== null),
  );
  each(article.querySelectorAll('[data-tries]'), connectTable);
  each(article.querySelectorAll('div.variance'), (place) => new Variance(/** @type {HTMLElement} */ (place)));
  playOnce(article.querySelectorAll('figure.live'));
}
