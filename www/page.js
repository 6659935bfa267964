/** What the page adds to its one element: a choice of theme for both, and an address that follows the lab. */
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
