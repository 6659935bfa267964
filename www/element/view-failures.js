/** Views that fail while they are drawn: they say so in their place, and the rest of the lab goes on. */
import { html } from 'lit';

/** @typedef {import('../views/view.js').View} View */
/** @typedef {(draw: (view: View) => unknown) => unknown} Guarded  a view, or a line that says that it failed */

const FAILED = html`<p class="problem" role="alert">This part could not be shown. The rest of the lab goes on.</p>`;

/** @param {View} view @param {(error: unknown) => void} onFailure @returns {Guarded} */
export const guard = (view, onFailure) => (draw) => {
  try {
    return draw(view);
  } catch (error) {
    onFailure(error);
    return FAILED;
  }
};

/**
 * Reports an error of a view once, however often the view is drawn.
 * @param {(message: string) => void} tell @returns {(error: unknown) => void}
 */
export function once(tell) {
  const told = new Set();
  return (error) => {
    const { message } = error instanceof Error ? error : new Error(String(error));
    if (told.has(message)) return;
    told.add(message);
    console.error('init-lab: a part of the lab could not be shown.', error);
    tell(message);
  };
}
