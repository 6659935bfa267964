/** Exports of the lab: pictures, tables, data, code. The chosen one is shown, to copy or save. */
import { html, nothing } from 'lit';
import * as format from '../../charts/format.js';
import { items } from '../../export/items.js';
import { icon } from '../icons.js';
import { said, textField } from './text-to-take.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./share-dialog.js').ShareDialog} Sharing */

const PLACE = 'export';
/** @type {{ name: import('../../export/items.js').ThemeName, title: string }[]} */
const THEMES = [
  { name: 'light', title: 'light colours' },
  { name: 'dark', title: 'dark colours' },
  { name: 'projector', title: 'colours for a projector' },
];

/** @param {View} view @param {Sharing} sharing */
export function exportPage(view, sharing) {
  const { making } = sharing;
  making.follow(view);
  const { item } = making;
  const kind = making.format;
  return html`<div class="exports">
    <div class="things" role="group" aria-label="What to export">
      ${items.map(
        (one) =>
          html`<button
            type="button"
            id="export-${one.name}"
            aria-pressed=${one === item}
            @click=${() => {
              making.choose(one);
              sharing.copying.say('', '');
            }}
          >
            ${one.title}
          </button>`,
      )}
    </div>
    <section class="thing" aria-labelledby="name-export" aria-busy=${making.busy}>
      <h3 id="name-export">${item.title}</h3>
      <p class="help" id="help-export">${kind.help ?? item.help}</p>
      ${options(view, sharing)}
      <div class="shown" data-as=${kind.shown}>${shown(sharing)}</div>
      ${buttons(view, sharing)} ${said(sharing.copying, PLACE)}
    </section>
  </div>`;
}

/** The choice of part and format. @param {View} view @param {Sharing} sharing */
function options(view, sharing) {
  const { making } = sharing;
  const { item } = making;
  const part = item.part?.(view);
  const chosen = making.choice(view)?.name;
  if (!part && item.formats.length === 1) return nothing;
  return html`<div class="options">
    ${
      part
        ? html`<label for="export-part">${part.label}</label>
            <select
              id="export-part"
              @change=${(/** @type {Event} */ e) => making.set({ choice: /** @type {HTMLSelectElement} */ (e.target).value })}
            >
              ${part.choices.map(
                ({ name, title }) => html`<option value=${name} .selected=${name === chosen}>${title}</option>`,
              )}
            </select>`
        : nothing
    }
    ${
      item.coloured
        ? html`<label for="export-theme">in</label>
            <select
              id="export-theme"
              aria-label="in which colours"
              @change=${(/** @type {Event} */ e) => making.colour(/** @type {any} */ (e.target).value)}
            >
              ${THEMES.map(
                ({ name, title }) =>
                  html`<option value=${name} .selected=${name === making.theme(view)}>${title}</option>`,
              )}
            </select>`
        : nothing
    }
    ${
      item.formats.length > 1
        ? html`<div class="group switch" role="group" aria-label="Format">
            ${item.formats.map(
              ({ name, title }) =>
                html`<button
                  type="button"
                  id="format-${name}"
                  aria-pressed=${name === making.format.name}
                  @click=${() => making.set({ format: name })}
                >
                  ${title}
                </button>`,
            )}
          </div>`
        : nothing
    }
  </div>`;
}

/** @param {Sharing} sharing */
function shown({ making }) {
  const { made, problem, item } = making;
  const kind = making.format;
  if (problem) return html`<p class="said" data-problem role="alert">${problem}</p>`;
  if (!made) return html`<p class="help waiting">Preparing…</p>`;
  if (kind.shown === 'picture') return html`<img src=${made.url} alt="${item.title}, as it will be saved" />`;
  if (kind.shown === 'binary')
    return html`<p class="help">A binary file of ${format.integer(made.blob.size)} bytes.</p>`;
  if (making.long)
    return html`<p class="help">
      ${format.integer(made.text.length)} characters: too many to be shown here. Copy or save them.
    </p>`;
  return textField({ place: PLACE, text: made.text, rows: 12, labels: 'name-export', describes: 'help-export' });
}

/** @param {View} view @param {Sharing} sharing */
function buttons(view, sharing) {
  const { making } = sharing;
  const { made, item } = making;
  const kind = making.format;
  const choice = making.choice(view);
  const name = sharing.fileName(kind.extension, [item.word, choice?.words, kind.word], item.moment);
  const off = made === null;
  const copyable = kind.shown === 'text' || kind.type === 'image/png' || kind.type === 'image/svg+xml';
  const what = `${item.title}, ${kind.title}`;
  const copy = async () => {
    if (!made) return;
    if (kind.type === 'image/png') await sharing.copyPicture(PLACE, made.blob);
    else await sharing.copying.copy(PLACE, made.text || (await made.blob.text()));
  };
  return html`<div class="buttons">
    ${
      copyable
        ? html`<button type="button" id="copy-export" aria-label="Copy ${what}" aria-disabled=${off} @click=${copy}>
            ${icon('copy')}<span>Copy</span>
          </button>`
        : nothing
    }
    <button
      type="button"
      id="save-export"
      aria-label="Save ${name}"
      aria-disabled=${off}
      @click=${() => made && sharing.save(PLACE, made.blob, name)}
    >
      ${icon('save')}<span>Save</span>
    </button>
    <span class="file">${name}</span>
  </div>`;
}
