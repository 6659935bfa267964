/** The share dialog: a page for links and code, one for exports, one to open what was shared. */
import { html, nothing } from 'lit';
import { icon } from '../parts.js';

/** @typedef {import('../parts.js').View} View */
/** @typedef {import('../../share/sharing.js').Sharing} Sharing */

/** @type {{ name: import('../../share/sharing.js').Tab, title: string }[]} */
const TABS = [
  { name: 'link', title: 'Link and embed' },
  { name: 'export', title: 'Export' },
  { name: 'open', title: 'Open' },
];

/** @param {View} view @param {Sharing} sharing */
export function shareViews(view, sharing) {
  return html`<dialog id="share-dialog" aria-labelledby="share-title" @close=${() => sharing.closed()}>
    ${view.share.open ? content(sharing) : nothing}
  </dialog>`;
}

/** @param {Sharing} sharing */
function content(sharing) {
  return html`<header>
      <h2 id="share-title">Share</h2>
      <button type="button" class="bare" id="share-close" aria-label="Close" @click=${() => sharing.close()}>
        ${icon('cross')}
      </button>
    </header>
    <div class="tabs" role="tablist" aria-label="Share">
      ${TABS.map(
        ({ name, title }) =>
          html`<button
            type="button"
            role="tab"
            id="share-tab-${name}"
            aria-selected=${name === sharing.tab}
            aria-controls="share-page"
            @click=${() => sharing.turn(name)}
          >
            ${title}
          </button>`,
      )}
    </div>
    <div id="share-page" role="tabpanel" aria-labelledby="share-tab-${sharing.tab}"></div>`;
}
