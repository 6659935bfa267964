/** The page as one file, to save. */
import { html } from 'lit';
import { oneFile } from '../../export/one-file.js';
import { icon } from '../more-icons.js';
import { said } from './text-to-take.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./share-dialog.js').ShareDialog} Sharing */

/**
 * @param {View} view @param {Sharing} sharing
 * @param {{ help: string, look?: Record<string, string | null | undefined> }} how  look: attributes of the lab in the file
 */
export function oneFileItem({ model }, sharing, { help, look }) {
  const name = sharing.fileName('html');
  return html`<section class="give">
    <h3 id="name-page">One file</h3>
    <p class="help" id="help-page">${help}</p>
    <div class="buttons">
      <button
        type="button"
        id="save-page"
        aria-describedby="help-page"
        aria-label="Save ${name}"
        @click=${() => sharing.saveLater('page', 'Preparing the page…', name, () => oneFile(model.experiment, look))}
      >
        ${icon('save')}<span>Save</span>
      </button>
      <span class="file">${name}</span>
    </div>
    ${said(sharing.copying, 'page')}
  </section>`;
}
