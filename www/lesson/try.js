/**
 * The catalogue's table: a button for each initializer puts it into a figure beside the comparison run and runs both.
 */

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */

/** @param {Element} table  `data-tries` names the figure of its buttons, `data-depth` the choice of how many hidden layers it has */
export function connectTable(table) {
  const figure = document.getElementById(/** @type {HTMLElement} */ (table).dataset.tries ?? '');
  const lab = /** @type {InitLab | null | undefined} */ (figure?.querySelector('init-lab'));
  const depth = /** @type {HTMLSelectElement | null} */ (
    document.getElementById(/** @type {HTMLElement} */ (table).dataset.depth ?? '')
  );
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (table.querySelectorAll('[data-try]'));
  if (!figure || !lab) return;
  const [first, beside] = (lab.getAttribute('initializers') ?? '').split(',');
  const press = (/** @type {string | undefined} */ name) => {
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.try === name));
  };
  const [width] = (lab.getAttribute('hidden-units') ?? '').split(',');
  const widths = (/** @type {number} */ layers) => new Array(layers).fill(width).join(',');
  depth?.closest('.depth')?.removeAttribute('hidden');
  figure.tabIndex = -1;
  for (const button of buttons) {
    const name = button.dataset.try ?? '';
    button.hidden = false;
    button.addEventListener('click', () => {
      if (depth) lab.setAttribute('hidden-units', widths(Number(depth.value)));
      lab.setAttribute('initializers', name === beside ? name : `${name},${beside}`);
      press(name);
      figure.focus({ preventScroll: true });
      figure.scrollIntoView({ block: 'start', behavior: 'instant' });
      run(lab).catch(() => {}); // the figure shows the error
    });
  }
  press(first);
}

/** Scrolls to the figure to show the chosen initializer. @param {InitLab} lab */
async function run(lab) {
  await lab.updateComplete; // apply the attribute
  if (lab.getResults()) await lab.rewind();
  lab.play();
}
