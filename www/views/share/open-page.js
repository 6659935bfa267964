/** Opening a shared experiment: a pasted link or text, or a file. */
import { html, nothing } from 'lit';

/** @typedef {import('./share-dialog.js').ShareDialog} Sharing */

const ACCEPTED = '.json,.png,.svg,.html,.htm,.ipynb,.py,application/json';
const EXAMPLE = 'https://…#preset=notebook&learningRate=0.1';

/** @param {Sharing} sharing */
export function openPage(sharing) {
  const { text, problem } = sharing.copying.saidAt('open');
  const use = (/** @type {Event} */ e) => {
    const root = /** @type {ShadowRoot} */ (/** @type {Element} */ (e.currentTarget).getRootNode());
    sharing.bring(/** @type {HTMLTextAreaElement} */ (root.getElementById('open-text')).value, 'open');
  };
  return html`<div class="opens">
    <section class="give">
      <h3><label for="open-text">A link, or an experiment as JSON</label></h3>
      <textarea
        id="open-text"
        rows="5"
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        placeholder=${EXAMPLE}
        aria-describedby="open-help open-problem"
        aria-invalid=${problem && text ? 'true' : nothing}
      ></textarea>
      <div class="buttons">
        <button type="button" class="primary" id="open-use" @click=${use}>Open it</button>
        <label class="button"
          ><input
            type="file"
            class="unseen"
            id="open-file"
            accept=${ACCEPTED}
            @change=${(/** @type {Event} */ e) => choose(e, sharing)}
          />Open a file…</label
        >
      </div>
      <p class="said" id="open-problem" role="alert" ?data-problem=${problem}>${text}</p>
      <p class="help" id="open-help">
        Files: an experiment (.json); a picture, page, notebook or script that the lab saved. They can also be dropped
        on the lab, and texts pasted into it. At most 1 MB. What is open now can be brought back.
      </p>
    </section>
  </div>`;
}

/** @param {Event} event @param {Sharing} sharing */
async function choose({ target }, sharing) {
  const input = /** @type {HTMLInputElement} */ (target);
  const files = Array.from(input.files ?? []);
  input.value = ''; // so that the same file can be chosen again after a correction
  if (files.length) await sharing.bring(files, 'open');
}
