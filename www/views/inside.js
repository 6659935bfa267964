/** Inside the networks: what each unit computes, what passes through the layers, and one point's way. Closed it asks for nothing. */
import { html, nothing } from 'lit';
import { followSection } from './inside/follow.js';
import { histogramSection } from './inside/histograms.js';
import { networkSection } from './inside/network.js';
import { signalSection } from './inside/signals.js';
import { unitSection } from './inside/units.js';
import { icon } from './parts.js';

/** @typedef {import('./parts.js').View} View */

/** @param {View} view */
export function inside(view) {
  const { model, act, look } = view;
  const { open } = look;
  return html`<section class="inside" part="inside" aria-label="Inside the networks">
    <button
      type="button"
      id="open-inside"
      class="quiet"
      aria-expanded=${open}
      aria-controls="inside"
      @click=${() => act.openInside(!open)}
    >
      Look inside ${icon(open ? 'up' : 'down')}
    </button>
    ${open ? which(view) : nothing}
    <div id="inside" ?hidden=${!open}>
      ${
        open && model.frame?.inside
          ? html`${networkSection(view)} ${unitSection(view)} ${signalSection(view)} ${histogramSection(view)}
            ${followSection(view)}`
          : nothing
      }
    </div>
  </section>`;
}

/** All runs, aligned with their panels, or one of them. @param {View} view */
function which({ model, act, look }) {
  const runs = model.frame?.runs ?? [];
  if (runs.length < 2) return nothing;
  const one = (/** @type {number | null} */ only, /** @type {string} */ name) =>
    html`<button type="button" aria-pressed=${look.only === only} @click=${() => act.lookIntoOnly(only)}>
      ${name}
    </button>`;
  return html`<div class="group switch which" role="group" aria-label="Look into">
    ${one(null, 'all')} ${runs.map(({ label }, index) => one(index, label))}
  </div>`;
}
