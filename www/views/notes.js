/** Messages above the lab about unusable parts of a link, an address or attributes, with the allowed values. */
import { html, nothing } from 'lit';
import { icon } from './icons.js';

/** @param {import('./view.js').View} view */
export const notes = ({ notes: problems, act }) =>
  problems.length === 0
    ? nothing
    : html`<div class="message" role="alert" part="message" data-reason="left-out">
        <h2>Ignored: not allowed</h2>
        <ul>
          ${problems.slice(0, MOST).map((problem) => html`<li>${problem}</li>`)}
        </ul>
        ${problems.length > MOST ? html`<p>And ${problems.length - MOST} more.</p>` : nothing}
        <button type="button" class="bare" id="dismiss-notes" aria-label="Close" @click=${act.dismissNotes}>
          ${icon('cross')}
        </button>
      </div>`;

/** A hostile link can cause thousands. */
const MOST = 8;
