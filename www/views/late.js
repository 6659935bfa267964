/** What stands in the place of a part that has not come. */
import { html, nothing } from 'lit';

/**
 * Nothing before it is asked for; then that it is loading; or that it could not be loaded, with a button to try again.
 * @param {import('./late-feature.js').LateFeature<any>} part @param {string} name  as a sentence begins @param {() => void} again
 */
export function late({ coming, failed }, name, again) {
  if (coming) return html`<p class="late" role="status">${name} is being loaded …</p>`;
  if (!failed) return nothing;
  return html`<p class="late" role="alert">
    ${name} could not be loaded. Check the connection and
    <button type="button" class="again" @click=${again}>try again</button>; if that does not help, the site has changed
    since this page was opened: reload it. Everything else works on.
  </p>`;
}
