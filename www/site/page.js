/** Adds to the page's lab: a theme choice for page and lab, the address, and the lesson below. */
import '../element/init-lab-element.js';
import { AddressBar } from '../embed/address.js';
import { listenForKeys, openHelp } from './keys.js';
import { whenLoaded } from './late-part.js';
import { lessonBelow, openedBy } from './lesson-below.js';
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

/** @param {(printing: typeof import('./printing.js')) => unknown} use */
const handout = (use) => whenLoaded(() => import('./printing.js'), use, 'The handout');

const below = lesson && lessonBelow(lesson, lab);
(below?.completed ?? openedBy(lab)).then(() => {
  apply();
  delete document.documentElement.dataset.fresh;
});

addEventListener('beforeprint', () => lab.toggleAttribute('data-untrained', lab.iteration === 0));
document.getElementById('print')?.addEventListener('click', async () => {
  await below?.tried;
  print();
});
document.getElementById('print-handout')?.addEventListener('click', async () => {
  await below?.tried;
  if (lesson) handout(({ printHandout }) => printHandout(lesson));
});
if (lesson && new URLSearchParams(location.search).has('handout'))
  below?.completed.then(() => handout(({ makeHandout }) => makeHandout(lesson)));
