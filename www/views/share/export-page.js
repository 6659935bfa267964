/** Exports of the lab: pictures, tables, data, code. The chosen one is shown, to copy or save. */
import { html, nothing } from 'lit';
import * as format from '../../charts/format.js';
import { icon } from '../more-icons.js';
import { said, textField } from './text-to-take.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./share-dialog.js').ShareDialog} Sharing */
/** @typedef {import('../../export/items.js').Look} Look */

const PLACE = 'export';
/** @type {{ name: import('../../export/items.js').ThemeName, title: string }[]} */
const THEMES = [
  { name: 'light', title: 'light colours' },
  { name: 'dark', title: 'dark colours' },
  { name: 'projector', title: 'colours for a projector' },
];

/** @type {{ name: NonNullable<Look['shape']>, title: string }[]} */
const SHAPES = [
  { name: '16:9', title: '16:9 slide' },
  { name: '4:3', title: '4:3 slide' },
  { name: 'page', title: 'page, as high as its content' },
];
/** @type {{ name: 'title' | 'caption' | 'link', title: string }[]} */
const WORDS = [
  { name: 'title', title: 'Title' },
  { name: 'caption', title: 'Caption' },
  { name: 'link', title: 'Link' },
];

/** @param {View} view @param {Sharing} sharing */
export function exportPage(view, sharing) {
  const { making } = sharing;
  making.follow(view);
  const { item } = making;
  const kind = making.format;
  return html`<div class="exports">
    <div class="things" role="group" aria-label="What to export">
      ${making.items.map(
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
      ${partial(sharing)} ${options(view, sharing)}
      <div class="shown" data-as=${kind.shown}>${shown(sharing)}</div>
      ${buttons(view, sharing)} ${said(sharing.copying, PLACE)}
    </section>
  </div>`;
}

/** The choice of part and format. @param {View} view @param {Sharing} sharing */
function options(view, sharing) {
  const { making } = sharing;
  const { item } = making;
  const part = item.part?.(view, sharing.sweep);
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
    ${item.pictured ? look(view, sharing) : nothing}
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

/** The look of a picture: shape, colours, and what is written beside it. @param {View} view @param {Sharing} sharing */
function look(view, { making }) {
  const chosen = making.look(view);
  const picked = (/** @type {Event} */ e) => /** @type {any} */ (/** @type {HTMLSelectElement} */ (e.target).value);
  return html`<label for="export-shape">as</label>
    <select id="export-shape" @change=${(/** @type {Event} */ e) => making.setLook({ shape: picked(e) })}>
      ${SHAPES.map(({ name, title }) => html`<option value=${name} .selected=${name === chosen.shape}>${title}</option>`)}
    </select>
    <select
      id="export-theme"
      aria-label="in which colours"
      @change=${(/** @type {Event} */ e) => making.setLook({ theme: picked(e) })}
    >
      ${THEMES.map(({ name, title }) => html`<option value=${name} .selected=${name === chosen.theme}>${title}</option>`)}
    </select>
    <span class="with" role="group" aria-label="Written in the picture">
      ${WORDS.map(
        ({ name, title }) =>
          html`<label
            ><input
              type="checkbox"
              id="export-${name}"
              .checked=${chosen[name]}
              @change=${(/** @type {Event} */ e) => making.setLook({ [name]: /** @type {HTMLInputElement} */ (e.target).checked })}
            />
            ${title}</label
          >`,
      )}
    </span>`;
}

/** @param {Sharing} sharing */
function shown(sharing) {
  const { making } = sharing;
  const { made, problem, item } = making;
  const kind = making.format;
  if (problem) return html`<p class="said" data-problem role="alert">${problem}</p>`;
  if (!made) return html`<p class="help waiting">Preparing…</p>`;
  if (kind.shown === 'picture')
    return html`<img src=${made.url} alt=${made.alt || `${item.title}, as it will be saved`} />`;
  if (kind.shown === 'binary')
    return html`<p class="help">A binary file of ${format.integer(made.blob.size)} bytes.</p>`;
  if (made.long)
    return html`<p class="help">
      ${format.integer(made.blob.size)} bytes of text: too many to be shown here.
      ${isCopyable(sharing) ? 'Copy or save them.' : 'Save them.'}
    </p>`;
  return textField({ place: PLACE, text: made.text, rows: 12, labels: 'name-export', describes: 'help-export' });
}

/** Most bytes that are put on the clipboard. */
const MOST_COPIED = 50_000_000;

/** @param {Sharing} sharing */
function isCopyable({ making: { made, format: kind } }) {
  const isText = kind.shown === 'text' || kind.type === 'image/svg+xml';
  return kind.type === 'image/png' || (isText && (made?.blob.size ?? 0) <= MOST_COPIED);
}

/** What of a sweep the export has, if that is not all. @param {Sharing} sharing */
function partial({ sweep, making: { item } }) {
  if (!sweep || !item.moment || sweep.done === sweep.total) return nothing;
  return html`<p class="help" id="export-partial">
    The sweep has not ended. This has ${format.integer(sweep.done)} of ${format.integer(sweep.total)} trainings.
  </p>`;
}

/** @param {View} view @param {Sharing} sharing */
function buttons(view, sharing) {
  const { making } = sharing;
  const { made, item } = making;
  const kind = making.format;
  const choice = making.choice(view);
  const name = sharing.fileName(kind.extension, [item.word, choice?.words, kind.word], item.moment);
  const off = made === null;
  const what = `${item.title}, ${kind.title}`;
  const copy = async () => {
    if (!made) return;
    if (kind.type === 'image/png') await sharing.copyPicture(PLACE, made.blob);
    else await sharing.copying.copy(PLACE, made.text || (await made.blob.text()));
  };
  return html`<div class="buttons">
    ${
      isCopyable(sharing)
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
    ${
      kind.shown === 'picture'
        ? html`<button
            type="button"
            id="copy-alt"
            title="The picture in words, for readers who cannot see it"
            aria-disabled=${off}
            @click=${() => made && sharing.copying.copy(PLACE, made.alt)}
          >
            ${icon('copy')}<span>Copy alt text</span>
          </button>`
        : nothing
    }
    <span class="file">${name}</span>
  </div>`;
}
