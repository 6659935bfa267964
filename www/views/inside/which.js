/** Choice of the networks to look into. */
import { html, nothing } from 'lit';

/** All runs, aligned with their panels, or one of them. @param {import('../view.js').View} view */
export function which({ model, act, look }) {
  const runs = model.frame?.runs ?? [];
  if (runs.length < 2) return nothing;
  const one = (/** @type {number | null} */ only, /** @type {string} */ name) =>
    html`<button type="button" aria-pressed=${look.only === only} @click=${() => act.lookIntoOnly(only)}>
      <bdi>${name}</bdi>
    </button>`;
  return html`<div class="group switch which" role="group" aria-label="Look into">
    ${one(null, 'all')} ${runs.map(({ label }, index) => one(index, label))}
  </div>`;
}
