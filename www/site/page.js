/** What the page adds to its lab: a choice of theme for both, an address that follows the lab, and the lesson below it. */
import '../element/init-lab-element.js';
import { AddressBar } from '../embed/address.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */

const choice = /** @type {HTMLSelectElement} */ (document.getElementById('theme'));

function apply() {
  document.documentElement.dataset.theme = choice.value;
  for (const lab of document.querySelectorAll('init-lab')) lab.setAttribute('theme', choice.value);
}

choice.addEventListener('change', apply);
apply();

const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
lab.home = location.href;

new AddressBar(lab).open();

const lesson = /** @type {HTMLElement | null} */ (document.querySelector('article.lesson'));

/** The first view is there, or says why it cannot be. */
const opened = new Promise((resolve) => {
  for (const name of ['load', 'error']) lab.addEventListener(name, resolve, { once: true });
});

/**
 * The lesson is in view, or somebody goes there: every way to it scrolls, by hand, by a link, by keyboard, or by a word that was looked for.
 * @param {Element} article
 */
const turnedTo = (article) =>
  new Promise((resolve) => {
    if (scrollY > 0) resolve(undefined);
    addEventListener('scroll', resolve, { once: true, passive: true });
    addEventListener('beforeprint', resolve, { once: true });
    const sight = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      resolve(undefined);
    });
    sight.observe(article);
  });

/** Work for when the browser has nothing better to do. */
const idle = () =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: 100 });
    else setTimeout(resolve, 50);
  });

/** The page is what it will be. */
const whole = () => delete document.documentElement.dataset.fresh;

/**
 * Lays out what www/site/begin.js left for later: section by section, so that nothing waits for all of them, or at once for whom it is.
 * @param {HTMLElement} article @param {Promise<unknown>} turned
 */
async function layOut(article, turned) {
  for (const section of article.children) {
    await Promise.race([idle(), turned]);
    /** @type {HTMLElement} */ (section).dataset.laidOut = '';
  }
  whole();
}

/** The lesson's behaviour comes when it is turned to, and the first view never waits for it. @param {HTMLElement} article */
async function enliven(article) {
  await opened;
  const turned = turnedTo(article);
  await layOut(article, turned);
  await turned;
  for (;;) {
    try {
      const behaviour = await import('../lesson/lesson.js');
      behaviour.enliven(article, lab);
      return;
    } catch (error) {
      console.warn(
        'init-lab: what makes the lesson live could not be loaded. Its text and its figures work without.',
        error,
      );
    }
    // Once there is a connection again, it is worth another try.
    await new Promise((resolve) => addEventListener('online', resolve, { once: true }));
  }
}

if (lesson) enliven(lesson);
else opened.then(whole);
