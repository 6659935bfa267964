/** What the page adds to its one element: the choice of a theme for both. */
import './element.js';

const choice = /** @type {HTMLSelectElement} */ (document.getElementById('theme'));

function apply() {
  document.documentElement.dataset.theme = choice.value;
  for (const lab of document.querySelectorAll('init-lab')) lab.setAttribute('theme', choice.value);
}

choice.addEventListener('change', apply);
apply();
