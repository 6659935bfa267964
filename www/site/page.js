/** Adds to the page's lab: a theme choice for page and lab, the address, and the lesson below. */
import '../element/init-lab-element.js';
import { AddressBar } from '../embed/address.js';
import { listenForKeys, openHelp } from './keys.js';
import { pasteInto } from './paste.js';

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
pasteInto(lab);
listenForKeys(lab);
document.getElementById('help')?.addEventListener('click', openHelp);

const lesson = /** @type {HTMLElement | null} */ (document.querySelector('article.lesson'));

/** Resolves after the first picture, or an error message. */
const opened = new Promise((resolve) => {
  for (const name of ['load', 'error']) lab.addEventListener(name, resolve, { once: true });
});

/**
 * Resolves when the lesson is in view or the reader goes there. Every way scrolls: by hand, link, keyboard, or text
 * search.
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

/** Schedules work for when the browser is idle. */
const idle = () =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: 100 });
    else setTimeout(resolve, 50);
  });

/** Marks the layout as complete. */
const whole = () => delete document.documentElement.dataset.fresh;

/**
 * Lays out the lesson that www/site/begin.js deferred: section by section without blocking, or all of it for a reader
 * who goes there.
 * @param {HTMLElement} article @param {Promise<unknown>} turned
 */
async function layOut(article, turned) {
  for (const section of article.children) {
    await Promise.race([idle(), turned]);
    /** @type {HTMLElement} */ (section).dataset.laidOut = '';
  }
  whole();
}

/**
 * Loads the lesson's behaviour when the reader goes there, so that the first view never waits for it.
 * @param {HTMLElement} article
 */
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
        'init-lab: the interactive parts of the lesson could not be loaded. Its text and figures still work.',
        error,
      );
    }
    // Retries when the connection returns.
    await new Promise((resolve) => addEventListener('online', resolve, { once: true }));
  }
}

if (lesson) enliven(lesson);
else opened.then(whole);

addEventListener('beforeprint', () => lab.toggleAttribute('data-untrained', lab.iteration === 0));
document.getElementById('print')?.addEventListener('click', () => print());
document.getElementById('print-handout')?.addEventListener('click', async () => {
  if (lesson) (await import('./printing.js')).printHandout(lesson);
});
if (lesson && new URLSearchParams(location.search).has('handout'))
  import('./printing.js').then(({ makeHandout }) => makeHandout(lesson));
