/**
 * Adds behaviour to the lesson below the page's lab: results under its figures, predictions, the measured derivation.
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
 * Opens figures one screen ahead, so that none grows in the reader's view, and only after the first scroll: a page
 * without scrolling loads nothing more.
 * @param {Iterable<Element>} labs
 */
function openAhead(labs) {
  const sight = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        sight.unobserve(target);
        // Any use of a lab opens it; the HTML that is handed out stays lazy.
        /** @type {InitLab} */ (target).advance(0).catch(() => {});
      }
    },
    { rootMargin: '100% 0px' },
  );
  const begin = () => each(labs, (lab) => sight.observe(lab));
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

/** @param {HTMLElement} article @param {InitLab} lab  the page's lab, above the lesson */
export function enliven(article, lab) {
  dress();
  followReader(article);
  leadToLab(article, lab);
  explainInPlace(article);
  openAhead(article.querySelectorAll('figure.live init-lab'));
  // Figures show less while there are open questions.
  each(
    article.querySelectorAll('.prediction'),
    (element) => new Prediction(asForm(/** @type {HTMLElement} */ (element))),
  );
  each(article.querySelectorAll('figure.live'), (figure) => new LiveFigure(/** @type {HTMLElement} */ (figure)));
  each(article.querySelectorAll('[data-tries]'), connectTable);
  each(article.querySelectorAll('div.variance'), (place) => new Variance(/** @type {HTMLElement} */ (place)));
  playOnce(article.querySelectorAll('figure.live'));
}
