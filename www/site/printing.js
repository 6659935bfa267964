/** Prints the lesson, or a handout of it: the same without the answers to its questions. */

/**
 * The figures that answer a question, at the end of the handout.
 * @param {HTMLElement} article @param {Iterable<HTMLElement>} figures
 */
function append(article, figures) {
  const appendix = document.createElement('section');
  appendix.className = 'appendix';
  const heading = document.createElement('h2');
  heading.textContent = 'Figures that answer the questions';
  appendix.append(heading);
  for (const figure of figures) {
    const copy = document.createElement('figure');
    for (const part of figure.querySelectorAll('.printed, figcaption')) copy.append(part.cloneNode(true));
    for (const image of copy.querySelectorAll('img')) image.loading = 'eager';
    appendix.append(copy);
  }
  article.append(appendix);
}

/** Turns the page's print into a handout; false if it is one. @param {HTMLElement} article */
export function makeHandout(article) {
  if ('handout' in document.documentElement.dataset) return false;
  document.documentElement.dataset.handout = '';
  const asked = new Set(
    Array.from(article.querySelectorAll('.prediction'), (form) => /** @type {HTMLElement} */ (form).dataset.figure),
  );
  const figures = /** @type {HTMLElement[]} */ ([...article.querySelectorAll('figure.live')]);
  const answering = figures.filter(({ id }) => asked.has(id));
  for (const figure of answering) figure.dataset.asked = '';
  append(article, answering);
  return true;
}

/** Turns it back. @param {HTMLElement} article */
function undoHandout(article) {
  delete document.documentElement.dataset.handout;
  article.querySelector('.appendix')?.remove();
}

/** @param {HTMLElement} article */
export async function printHandout(article) {
  const isMade = makeHandout(article);
  const images = /** @type {HTMLImageElement[]} */ ([...article.querySelectorAll('.appendix img')]);
  // A picture that cannot be loaded is missing on paper, too, where its caption says what it shows.
  await Promise.allSettled(images.map((image) => image.decode()));
  // A page that was opened as a handout stays one.
  if (isMade) addEventListener('afterprint', () => undoHandout(article), { once: true });
  print();
}
