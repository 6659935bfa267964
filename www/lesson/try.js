/** The catalogue's table: a button for each initializer, which puts it into a figure, beside the run that is there for comparison, and runs both. */

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */

/** @param {Element} table  names in `data-tries` the figure that its buttons are about */
export function connectTable(table) {
  const figure = document.getElementById(/** @type {HTMLElement} */ (table).dataset.tries ?? '');
  const lab = /** @type {InitLab | null | undefined} */ (figure?.querySelector('init-lab'));
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (table.querySelectorAll('[data-try]'));
  if (!figure || !lab) return;
  const [first, beside] = (lab.getAttribute('initializers') ?? '').split(',');
  const press = (/** @type {string | undefined} */ name) => {
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.try === name));
  };
  figure.tabIndex = -1;
  for (const button of buttons) {
    const name = button.dataset.try ?? '';
    button.hidden = false;
    button.addEventListener('click', () => {
      lab.setAttribute('initializers', name === beside ? name : `${name},${beside}`);
      press(name);
      figure.focus({ preventScroll: true });
      figure.scrollIntoView({ block: 'start', behavior: 'instant' });
      run(lab).catch(() => {}); // it says so in its place
    });
  }
  press(first);
}

/** Whoever chooses an initializer wants to see what it does. @param {InitLab} lab */
async function run(lab) {
  await lab.updateComplete; // the attribute is taken on
  if (lab.getResults()) await lab.rewind();
  lab.play();
}
