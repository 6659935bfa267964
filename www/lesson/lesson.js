/** The lesson below the page's own lab: what stands under its figures, its predictions, its measured derivation. Its text needs none of it. */
import { LiveFigure } from './figure.js';
import { Prediction } from './prediction.js';
import { connectTable } from './try.js';
import { Variance } from './variance.js';

/** @typedef {import('../element.js').InitLab} InitLab */

/**
 * @template {Element} E
 * @param {Iterable<E>} elements @param {(element: E) => unknown} enliven
 */
function each(elements, enliven) {
  for (const element of elements) {
    try {
      enliven(element);
    } catch (error) {
      // One that is written wrongly stays as it is, and the others work.
      console.warn('init-lab: a part of the lesson is not as it has to be.', element, error);
    }
  }
}

/** @param {Element} article @param {InitLab} lab  the page's own, above */
export function enliven(article, lab) {
  each(article.querySelectorAll('figure.live'), (figure) => new LiveFigure(/** @type {HTMLElement} */ (figure), lab));
  each(article.querySelectorAll('form.prediction'), (form) => new Prediction(/** @type {HTMLFormElement} */ (form)));
  each(article.querySelectorAll('[data-tries]'), connectTable);
  each(article.querySelectorAll('div.variance'), (place) => new Variance(/** @type {HTMLElement} */ (place)));
}
