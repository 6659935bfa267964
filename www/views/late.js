/** Placeholder of a part that is not loaded. */
import { html, nothing } from 'lit';

/**
 * Nothing before the part is requested; then a loading message, or an error with a Retry button.
 * @param {import('./late-feature.js').LateFeature<any>} part @param {string} name  capitalized, for the start of a sentence @param {() => void} again
 */
export function late({ coming, failed }, name, again) {
  if (coming) return html`<p class="late" role="status">Loading ${name}…</p>`;
  if (!failed) return nothing;
  return html`<p class="late" role="alert">
    Could not load ${name}. Check the connection and
    <button type="button" class="again" @click=${again}>try again</button>. If that does not help, the site has changed
    since you opened this page: reload it. Everything else keeps working.
  </p>`;
}
