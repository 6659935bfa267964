/** A text to copy, with its name, purpose and Copy button; and messages beside buttons. */
import { html, nothing } from 'lit';
import { icon } from '../more-icons.js';

/** @typedef {import('./share-dialog.js').Copies} Copying */

/**
 * A message in its place; it exists while empty, so that a screen reader announces it.
 * @param {Copying} copying @param {string} place
 */
export function said(copying, place) {
  const { text, problem } = copying.saidAt(place);
  return html`<p class="said" id="said-${place}" role="status" ?data-problem=${problem}>${text}</p>`;
}

/** @param {Copying} copying @param {{ place: string, name: string, text: string }} what  name: as in “Copy the name” */
export const copyButton = (copying, { place, name, text }) =>
  html`<button type="button" id="copy-${place}" aria-label="Copy ${name}" @click=${() => copying.copy(place, text)}>
    ${icon('copy')}<span>Copy</span>
  </button>`;

/**
 * @param {Copying} copying
 * @param {object} what
 * @param {string} what.place
 * @param {string} what.title
 * @param {string} what.name   as in “Copy the name”
 * @param {unknown} what.help
 * @param {string} what.text
 * @param {number} what.rows
 * @param {unknown} [what.after]
 */
export function textItem(copying, { place, title, name, help, text, rows, after }) {
  return html`<section class="give">
    <h3><label for="share-${place}">${title}</label></h3>
    <p class="help" id="help-${place}">${help}</p>
    <div class="line">
      ${textField({ place, text, rows, describes: `help-${place}` })} ${copyButton(copying, { place, name, text })}
    </div>
    ${said(copying, place)} ${after ?? nothing}
  </section>`;
}

/**
 * A read-only text, selected as a whole on focus.
 * @param {{ place: string, text: string, rows: number, labels?: string, describes?: string }} what
 */
export const textField = ({ place, text, rows, labels, describes }) =>
  html`<textarea
    id="share-${place}"
    readonly
    rows=${rows}
    spellcheck="false"
    autocomplete="off"
    wrap=${rows > 6 ? 'off' : 'soft'}
    aria-labelledby=${labels ?? nothing}
    aria-describedby=${describes ?? nothing}
    .value=${text}
    @focus=${(/** @type {Event} */ e) => /** @type {HTMLTextAreaElement} */ (e.target).select()}
  ></textarea>`;
