/** The embed builder: what is shown, how it looks, how wide it is, with a live preview and the code for each place. */
import { html, nothing } from 'lit';
import * as format from '../../charts/format.js';
import { preview } from './embed-preview.js';
import { missingWeights } from './missing-weights.js';
import { oneFileItem } from './one-file-item.js';
import { textItem } from './text-to-take.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./share-dialog.js').ShareDialog} Sharing */

/** @type {Record<string, string>} */
const THEMES = { auto: 'the reader’s', light: 'light', dark: 'dark', projector: 'for a projector' };

/** @param {View} view @param {Sharing} sharing */
export function builderPage(view, sharing) {
  const { embedding } = sharing;
  return html`<div class="builder">
    <div class="asked">${parts(sharing)} ${looks(sharing)}</div>
    <div class="result">
      ${preview(view, sharing)}
      <div class="group switch formats" role="group" aria-label="Place">
        ${embedding.formats.map(
          (one) =>
            html`<button
              type="button"
              id="embed-as-${one.name}"
              aria-pressed=${one === embedding.format}
              @click=${() => {
                embedding.writeFor(one.name);
                sharing.copying.say('', '');
              }}
            >
              ${one.title}
            </button>`,
        )}
      </div>
      ${unserved(sharing)} ${embedding.format.name === 'file' ? file(view, sharing) : code(view, sharing)}
    </div>
  </div>`;
}

const WEIGHTS = /** @type {const} */ ({
  id: 'embed-weights',
  names: 'This code names',
  instead: 'Choose “One file” instead: it contains them.',
});

/** @param {View} view @param {Sharing} sharing */
function code(view, sharing) {
  const { format: chosen, text } = sharing.embedding;
  const after = missingWeights(view, sharing, WEIGHTS);
  return textItem(sharing.copying, {
    place: chosen.name,
    title: 'Code',
    name: 'the code',
    help: chosen.help,
    text,
    rows: 5,
    after,
  });
}

/** @param {View} view @param {Sharing} sharing */
const file = (view, sharing) =>
  oneFileItem(view, sharing, { help: sharing.embedding.format.help, look: sharing.embedding.look });

/** Why places are missing. @param {Sharing} sharing */
const unserved = ({ embedding: { unserved: titles } }) =>
  titles.length > 0
    ? html`<p class="help" id="embed-unserved">
        Not offered here: ${titles.join(', ')}. They need init-lab’s scripts, and this page is a single file.
      </p>`
    : nothing;

/** @param {Sharing} sharing */
function parts({ embedding }) {
  const { parts: all, choice: chosen } = embedding;
  return html`<fieldset>
    <legend>What it shows</legend>
    <div class="group switch" role="group" aria-label="What it shows">
      ${Object.entries(embedding.choices).map(
        ([name, { title }]) =>
          html`<button
            type="button"
            id="embed-${name}"
            aria-pressed=${name === chosen}
            @click=${() => embedding.choose(name)}
          >
            ${title}
          </button>`,
      )}
    </div>
    <div class="parts">
      ${all.map(
        ({ name, title }) =>
          html`<label class="check"
            ><input
              type="checkbox"
              id="embed-part-${name}"
              .checked=${embedding.keeps(name)}
              @change=${(/** @type {Event} */ e) => embedding.keep(name, /** @type {HTMLInputElement} */ (e.target).checked)}
            />
            ${title}</label
          >`,
      )}
    </div>
  </fieldset>`;
}

/** @param {Sharing} sharing */
function looks({ embedding }) {
  const { widths } = embedding;
  const setWidth = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const width = Math.round(Number(input.value));
    if (width >= widths.least && width <= widths.most) embedding.set({ width });
    else input.value = String(embedding.width);
  };
  return html`<fieldset class="looks">
    <legend>How it looks</legend>
    <label for="embed-theme">Colours</label>
    <select
      id="embed-theme"
      @change=${(/** @type {Event} */ e) => embedding.set({ theme: /** @type {any} */ (e.target).value })}
    >
      ${Object.entries(THEMES).map(
        ([name, title]) => html`<option value=${name} .selected=${name === embedding.theme}>${title}</option>`,
      )}
    </select>
    <label for="embed-width">Width in pixels</label>
    <span class="width">
      <input
        type="range"
        aria-label="Width"
        tabindex="-1"
        min=${widths.least}
        max=${widths.most}
        step="20"
        .value=${String(embedding.width)}
        @input=${setWidth}
      />
      <input
        type="number"
        id="embed-width"
        inputmode="numeric"
        min=${widths.least}
        max=${widths.most}
        .value=${String(embedding.width)}
        aria-describedby="embed-widths"
        @change=${setWidth}
      />
      <span id="embed-widths" class="unseen"
        >From ${format.integer(widths.least)} to ${format.integer(widths.most)}</span
      >
    </span>
    <label class="check"
      ><input
        type="checkbox"
        id="embed-starts"
        .checked=${embedding.starts}
        aria-describedby="embed-starts-help"
        @change=${(/** @type {Event} */ e) => embedding.set({ starts: /** @type {HTMLInputElement} */ (e.target).checked })}
      />
      Plays once when it comes into view</label
    >
    <p class="help" id="embed-starts-help">
      ${embedding.starts ? 'Not for readers who prefer reduced motion: they press Play.' : nothing}
    </p>
  </fieldset>`;
}
