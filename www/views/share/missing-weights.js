/** Warns of starting weights of one's own that are too many for a link. */
import { html, nothing } from 'lit';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./share-dialog.js').ShareDialog} Sharing */

/**
 * @param {View} view @param {Sharing} sharing
 * @param {{ id: string, names: 'This link names' | 'This code names', instead: string }} words  instead: what to send or to take
 */
export function missingWeights({ model }, { linkEnd }, { id, names, instead }) {
  const own = (model.experiment?.runs ?? []).filter((/** @type {any} */ { weights }) => weights);
  if (own.length === 0 || linkEnd.includes('weights')) return nothing;
  const labels = own.map((/** @type {any} */ { label }) => `“${label ?? 'Your weights'}”`).join(', ');
  return html`<p class="warning" id=${id}>
    ${names} ${labels}, but the weights are too many for a link: whoever opens it is asked for the file. ${instead}
  </p>`;
}
