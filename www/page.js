/** What the page adds to its lab: a choice of theme for both, an address that follows the lab, and the lesson below it. */
import './element.js';
import { AddressBar } from './address.js';

/** @typedef {import('./element.js').InitLab} InitLab */

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
let asked = false;

/** The lesson's behaviour comes once the lab shows something, or says why it cannot: the first view does not wait for it. */
async function enliven() {
  if (asked || !lesson) return;
  asked = true;
  try {
    const behaviour = await import('./lesson/lesson.js');
    behaviour.enliven(lesson, lab);
  } catch (error) {
    console.warn(
      'init-lab: what makes the lesson live could not be loaded. Its text and its figures work without.',
      error,
    );
  }
}

for (const name of ['load', 'error']) lab.addEventListener(name, enliven, { once: true });
