/**
 * Inside the networks: each unit's function, the signals through the layers, and one point's path. It requests nothing
 * while closed.
 */
import { html, nothing } from 'lit';
import { late } from './late.js';
import { icon } from './icons.js';

/** @param {import('./view.js').View} view */
export function inside(view) {
  if (!view.shows('inside')) return nothing;
  const { model, act, look, parts } = view;
  const { open } = look;
  const { part } = parts.inside;
  const content = () =>
    part === null
      ? late(parts.inside, 'Look inside', () => act.fetch('inside', 'open-inside'))
      : model.frame?.inside
        ? part.sections(view)
        : nothing;
  return html`<section role="group" class="inside" part="inside" aria-label="Inside the networks">
    <button
      type="button"
      ?hidden=${!view.shows('look-inside')}
      id="open-inside"
      class="quiet"
      aria-expanded=${open}
      aria-controls="inside"
      @click=${() => act.openInside(!open)}
      @pointerenter=${() => act.fetch('inside')}
      @focus=${() => act.fetch('inside')}
    >
      Look inside ${icon(open ? 'up' : 'down')}
    </button>
    ${open && part && view.shows('look-inside') ? part.which(view) : nothing}
    <div id="inside" ?hidden=${!open} ?data-coming=${!(part && model.frame?.inside)}>${open ? content() : nothing}</div>
  </section>`;
}
