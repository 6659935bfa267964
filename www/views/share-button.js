/** The Share button, and overlays of the lab: the dialog, or a message while an experiment loads. */
import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { late } from './late.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export function shareButton({ share, parts, act }) {
  const { part } = parts.share;
  return html`<span class="sharing">
    <button
      type="button"
      id="share"
      aria-haspopup="dialog"
      title="Link, code for a page, pictures, tables, Python; open an experiment"
      @click=${() => act.openShare()}
      @pointerenter=${() => act.fetch('share')}
      @focus=${() => act.fetch('share')}
    >
      ${icon('share')}<span>Share</span>
    </button>
    <span class="problem" ?hidden=${!share.open || part !== null}
      >${share.open && !part ? late(parts.share, 'Share', () => act.openShare()) : nothing}</span
    >
  </span>`;
}

/** Overlays. @param {View} view */
export function shareParts(view) {
  const { share, parts, act } = view;
  if (share.sharing && parts.share.part) return parts.share.part.shareViews(view, share.sharing);
  const { brought } = share;
  return brought === null
    ? nothing
    : html`<div class="brought">${late(parts.share, 'the experiment reader', () => act.bring(brought))}</div>`;
}
