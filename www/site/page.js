/** What the page adds to its lab: a choice of theme for both, an address that follows the lab, and the lesson below it. */
import '../element/init-lab-element.js';

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

/** What was shown when the page was opened, and what changed before the address could follow it. */
let shown = '';
/** @type {any[]} */
const missed = [];
/** What follows the lab. @type {Promise<typeof import('../embed/address.js')> | null} */
let address = null;

/** The address follows the lab from when somebody is about to use it, or it shows something else. */
function follow() {
  address ??= import('../embed/address.js').then((came) => {
    removeEventListener('hashchange', turn);
    lab.removeEventListener('change', miss);
    bar = new came.AddressBar(lab, { shown, missed });
    return came;
  });
  address.catch(() => (address = null)); // it is tried again with the next change
  return address;
}

/** @type {import('../embed/address.js').AddressBar | undefined} */
let bar;
const miss = (/** @type {Event} */ event) => {
  if (!shown) return;
  missed.push(/** @type {CustomEvent} */ (event).detail);
  follow();
};
const turn = () => follow().then(() => bar?.onAddress());
lab.addEventListener('load', () => {
  shown = lab.getLink();
  if (bar || location.hash.length > 1) return;
  try {
    history.replaceState({ ...history.state, initLab: shown }, '');
  } catch {
    // Not every place lets a page have a history: a sandboxed frame, a file in some browsers.
  }
});
lab.addEventListener('change', miss);
addEventListener('hashchange', turn);
for (const name of ['pointerenter', 'focusin']) lab.addEventListener(name, follow, { once: true });

if (location.hash.length > 1)
  // A fragment may be a link, which is to be opened in place of anything else; what tells is late.
  lab.openLink(
    follow().then(
      ({ said }) => said() ?? '',
      () => location.hash,
    ),
  );

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
