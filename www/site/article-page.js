/** A page of one article, as papers.html: a theme for the page and its figures, and the lesson's behaviour for the article. */
import '../element/init-lab-element.js';

const choice = /** @type {HTMLSelectElement} */ (document.getElementById('theme'));

// www/site/page.js has the same lines: in a module of both, they would be one more request of the first view.
function apply() {
  document.documentElement.dataset.theme = choice.value;
  for (const lab of document.querySelectorAll('init-lab')) lab.setAttribute('theme', choice.value);
}

choice.addEventListener('change', apply);
apply();

const article = /** @type {HTMLElement} */ (document.querySelector('article.lesson'));

document.getElementById('print')?.addEventListener('click', () => print());
// No module of page.js: the order of the style sheets that both pages load follows what they share.
/** @param {(printing: typeof import('./printing.js')) => unknown} use */
async function handout(use) {
  try {
    await use(await import('./printing.js'));
  } catch (error) {
    console.warn('init-lab: the handout could not be loaded.', error);
  }
}

document
  .getElementById('print-handout')
  ?.addEventListener('click', () => handout(({ printHandout }) => printHandout(article)));
if (new URLSearchParams(location.search).has('handout')) await handout(({ makeHandout }) => makeHandout(article));

try {
  // What the scripts add moves the entry that the address names.
  const entry = document.getElementById(location.hash.slice(1));
  (await import('../lesson/lesson.js')).enliven(article, null);
  entry?.scrollIntoView();
} catch (error) {
  console.warn('init-lab: the interactive parts could not be loaded. The text and the figures still work.', error);
}
