/** The way from the runs to the list of libraries' defaults, which is loaded when it is opened. */
import { html, render } from 'lit';

/** @typedef {import('../view.js').View} View */

/** @param {View} view */
export const byLibrary = (view) =>
  html`<details class="by-library" @toggle=${(/** @type {Event} */ event) => open(view, event)}>
    <summary id="by-library">By library: what your code starts from</summary>
    <div class="libraries" id="libraries"></div>
  </details>`;

/**
 * Applies an edit of the runs. The answer is whether it was accepted; the runs show why not.
 * @param {View} view @returns {(edit: import('../../player/edits.js').Edit) => Promise<boolean>}
 */
const applying =
  ({ act }) =>
  async (edit) => {
    let accepted = false;
    await act.change('runs', async () => {
      await act.apply(edit);
      accepted = true;
    });
    return accepted;
  };

/**
 * Fills the list. Its place belongs to it alone: frames of the lab do not render it again.
 * @param {View} view @param {Event} event
 */
async function open(view, { currentTarget }) {
  const details = /** @type {HTMLDetailsElement} */ (currentTarget);
  const place = /** @type {HTMLElement} */ (details.querySelector('.libraries'));
  if (!details.open || place.hasAttribute('data-filled')) return;
  render(html`<p class="help" role="status">Loading the libraries…</p>`, place);
  try {
    const { libraryList } = await import('./library-list.js');
    place.dataset.filled = '';
    render(libraryList(applying(view)), place);
    place.querySelector('input')?.focus();
  } catch {
    const again = () => open(view, /** @type {any} */ ({ currentTarget: details }));
    render(
      html`<p class="help" role="alert">
        Could not load the list of libraries.
        <button type="button" class="again" @click=${again}>Try again</button>
      </p>`,
      place,
    );
  }
}
