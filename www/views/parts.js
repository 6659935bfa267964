/** Small pieces shared by several views. */
import { html, nothing } from 'lit';
import { seriesDash } from '../charts/series.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./view.js').EditorView} EditorView */

/** Whether the editor of points is loaded. @param {View} view @returns {view is EditorView} */
export const isEditor = (view) => view.own !== null;

/** A sample of a run's line in its colour and dash (the colour comes from data-series). @param {number} slot */
export const swatch = (slot) =>
  html`<svg class="swatch" viewBox="0 0 28 8" width="28" height="8" aria-hidden="true" data-series=${slot}>
    <line x1="1" y1="4" x2="27" y2="4" stroke-dasharray=${seriesDash(slot, 0.8).join(' ') || 'none'}></line>
  </svg>`;

/** A class as the pictures show it. @param {0 | 1} label */
export const mark = (label) =>
  label === 0
    ? html`<svg class="dot zero" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <circle cx="6" cy="6" r="4"></circle>
      </svg>`
    : html`<svg class="dot one" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d="M6 1.5 10.7 9.5H1.3z"></path>
      </svg>`;

/** Points of both classes at one place, as the pictures show them. */
export const bothMark = html`<svg class="dot both" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
  <circle class="zero" cx="8" cy="8" r="7"></circle>
  <path class="one" d="M8 3.4 12.2 10.8H3.8z"></path>
</svg>`;

/** @param {View} view @param {string} control */
export function problem(view, control) {
  const message = view.problems[control];
  const answers = message ? view.answers : [];
  const asked = answers.map(({ text, use }) => html`<button type="button" @click=${use}>${text}</button>`);
  const content = html`${message ?? ''}${asked.length === 0 ? nothing : html`<span class="answers">${asked}</span>`}`;
  return html`<p class="problem" id="${control}-problem" role="alert" ?hidden=${!message}>${content}</p>`;
}

/**
 * Handles a change event: typed text is used or refused, and only then shows the value in force. Until that event a
 * training lab must leave the text alone.
 * @param {(text: string) => void} use @param {string} kept @param {() => void} accept
 */
export const entered = (use, kept, accept) => (/** @type {Event} */ event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const text = input.value;
  input.value = kept;
  if (text === kept) accept();
  else use(text);
};

/** Enter on an unchanged value fires no change event. @param {string} kept @param {() => void} accept */
export const again = (kept, accept) => (/** @type {KeyboardEvent} */ event) => {
  if (event.key === 'Enter' && /** @type {HTMLInputElement} */ (event.target).value === kept) accept();
};
