/**
 * The share dialog: pages for links and code, for exports, and for opening experiments; and the message over the lab.
 */
import { html, nothing } from 'lit';
import * as format from '../../charts/format.js';
import { icon } from '../more-icons.js';
import { builderPage } from './builder-page.js';
import { exportPage } from './export-page.js';
import { linkPage } from './link-page.js';
import { openPage } from './open-page.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./share-dialog.js').ShareDialog} Sharing */

/** @type {{ name: import('./share-dialog.js').Tab, title: string }[]} */
const TABS = [
  { name: 'link', title: 'Link' },
  { name: 'embed', title: 'Embed' },
  { name: 'export', title: 'Export' },
  { name: 'open', title: 'Open' },
];

/** @param {View} view @param {Sharing} sharing */
export const shareViews = (view, sharing) =>
  html`${notice(sharing)}
    <dialog
      id="share-dialog"
      part="share-dialog"
      closedby="any"
      aria-labelledby="share-title"
      @close=${() => sharing.closed()}
    >
      ${view.share.open ? content(view, sharing) : nothing}
    </dialog>`;

/** @param {View} view @param {Sharing} sharing */
function content(view, sharing) {
  const pages = {
    link: () => linkPage(view, sharing),
    embed: () => (embeddable(sharing.permalink) ? builderPage(view, sharing) : noEmbed()),
    export: () => exportPage(view, sharing),
    open: () => openPage(sharing),
  };
  return html`<div class="inner">
    <header>
      <h2 id="share-title">Share</h2>
      <p class="moment">${moment(view, sharing)}</p>
      <button type="button" class="bare" id="share-close" aria-label="Close" @click=${() => sharing.close()}>
        ${icon('cross')}
      </button>
    </header>
    <div
      class="tabs"
      role="tablist"
      aria-label="Share"
      @keydown=${(/** @type {KeyboardEvent} */ e) => turnByKey(e, sharing)}
    >
      ${TABS.map(
        ({ name, title }) =>
          html`<button
            type="button"
            role="tab"
            id="tab-${name}"
            aria-selected=${name === sharing.tab}
            aria-controls="share-page"
            tabindex=${name === sharing.tab ? 0 : -1}
            @click=${() => sharing.turn(name)}
          >
            ${title}
          </button>`,
      )}
    </div>
    <div class="page" id="share-page" role="tabpanel" aria-labelledby="tab-${sharing.tab}">
      ${sharing.ready ? pages[sharing.tab]() : html`<p class="moment">Looking for the page that links can lead to.</p>`}
    </div>
  </div>`;
}

/** What is shared. @param {View} view @param {Sharing} sharing */
function moment({ model }, { sweep, pauses }) {
  const title = model.preset?.title;
  if (!sweep) {
    const at = format.integer(model.frame?.iteration ?? 0);
    return pauses
      ? html`${title}, iteration ${at}. The lab pauses while this is open`
      : html`${title}, iteration ${at}`;
  }
  const [done, total] = [sweep.done, sweep.total].map(format.integer);
  return pauses
    ? html`${title}, sweep: ${done} of ${total} trainings. The sweep pauses while this is open`
    : html`${title}, sweep: ${done} of ${total} trainings`;
}

/** Browsers do not load scripts from files into another page. @param {string} permalink */
const embeddable = (permalink) => /^https?:/.test(permalink);

const noEmbed = () =>
  html`<p class="help" id="no-embed">
    This lab does not know an address of init-lab on a web server, from which other pages could load it. Save it as one
    file (Link), and upload that. Or set <code>home</code> on &lt;init-lab&gt; to the address of a page of init-lab.
  </p>`;

/** Arrow keys select the next or previous tab. @param {KeyboardEvent} event @param {Sharing} sharing */
function turnByKey(event, sharing) {
  const now = TABS.findIndex(({ name }) => name === sharing.tab);
  const last = TABS.length - 1;
  /** @type {Record<string, number>} */
  const places = { ArrowRight: now === last ? 0 : now + 1, ArrowLeft: now === 0 ? last : now - 1, Home: 0, End: last };
  const to = TABS[places[event.key] ?? -1];
  if (!to) return;
  event.preventDefault();
  const tabs = /** @type {Element} */ (event.currentTarget);
  sharing.turn(to.name);
  /** @type {HTMLElement | null} */ (tabs.querySelector(`#tab-${to.name}`))?.focus();
}

/** The message over the lab: the opened experiment, with Undo; or why none was opened. @param {Sharing} sharing */
function notice(sharing) {
  const { notice: told } = sharing;
  return html`<div class="brought" ?data-on=${told !== null}>
    <div class="told" ?data-problem=${told?.problem}>
      <p role="status">${told && !told.problem ? told.text : ''}</p>
      <p role="alert">${told?.problem ? told.text : ''}</p>
      ${
        told?.before
          ? html`<button type="button" id="share-back" @click=${() => sharing.goBack()}>Back to what was open</button>`
          : nothing
      }
      ${
        told
          ? html`<button
              type="button"
              class="bare"
              id="share-forget"
              aria-label="Close this note"
              @click=${() => sharing.forget()}
            >
              ${icon('cross')}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}
