/** The link, the one-file page, the QR code. */
import { html, nothing } from 'lit';
import * as format from '../../charts/format.js';
import { LONG_LINK } from '../../experiment/link.js';
import { LONGEST as LONGEST_CODE, qrFile } from '../../export/qr.js';
import { icon } from '../more-icons.js';
import { missingWeights } from './missing-weights.js';
import { oneFileItem } from './one-file-item.js';
import { said, textItem } from './text-to-take.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./share-dialog.js').ShareDialog} Sharing */

const WEIGHTS = /** @type {const} */ ({
  id: 'share-weights',
  names: 'This link names',
  instead: 'Send the experiment as a file instead (Export, Experiment), or the page as one file.',
});

/** @param {View} view @param {Sharing} sharing */
export function linkPage(view, sharing) {
  const { permalink } = sharing;
  return html`<div class="links">
    <div class="gives">
      ${textItem(sharing.copying, {
        place: 'link',
        title: 'Link',
        name: 'the link',
        help: sharing.sweep
          ? 'Opens this sweep, which waits for Play. It names the preset and your changes.'
          : 'Opens this lab as it is set now, from iteration 0. It names the preset and your changes.',
        text: permalink || sharing.linkEnd,
        rows: 2,
        after: html`${warnings(sharing)} ${missingWeights(view, sharing, WEIGHTS)}`,
      })}
      ${oneFileItem(view, sharing, {
        help: sharing.sweep
          ? 'A single page with this sweep and everything it needs, for an email, a USB stick or an upload to a course. It works offline. The sweep waits for Play.'
          : 'A single page with this experiment and everything it needs, for an email, a USB stick or an upload to a course. It works offline.',
      })}
    </div>
    ${permalink ? qr(sharing) : nothing}
  </div>`;
}

/** Warnings to read before sharing a link. @param {Sharing} sharing */
function warnings(sharing) {
  const { local, permalink } = sharing;
  const long = permalink.length > LONG_LINK;
  return html`${
    permalink === ''
      ? html`<p class="warning" id="share-nowhere">
          This lab does not know the address of a page of init-lab, so this is only the end of a link. Append it to the
          address of such a page, or send the experiment as a file (Export, Experiment). For whole links, the author of
          this page can set <code>home</code> on &lt;init-lab&gt; to that address.
        </p>`
      : nothing
  }${
    local
      ? html`<p class="warning" id="share-local">
          This link works on this computer only. To share it, put the lab on a web server, or set <code>home</code> on
          &lt;init-lab&gt; to its public address.
        </p>`
      : nothing
  }${
    long
      ? html`<p class="warning" id="share-long">
          This link has ${format.integer(permalink.length)} characters, because it contains the points. Many programs
          cut links off after ${format.integer(LONG_LINK)}. Send the experiment as a file instead (Export, Experiment),
          or the page as one file.
        </p>`
      : nothing
  }`;
}

/** @param {Sharing} sharing */
function qr(sharing) {
  const { code, enlarged, permalink } = sharing;
  const name = sharing.fileName('svg', ['qr']);
  return html`<section class="qr" ?data-enlarged=${enlarged}>
    <h3 id="name-qr">QR code</h3>
    ${
      code
        ? html`<svg viewBox="0 0 ${code.size} ${code.size}" role="img" aria-label="QR code of the link">
              <path class="ground" d="M0 0h${code.size}v${code.size}H0z"></path>
              <path d=${code.path}></path>
            </svg>
            <p class="help">For a poster or a handout.</p>
            <div class="buttons">
              <button type="button" id="enlarge-qr" aria-pressed=${enlarged} @click=${() => sharing.enlarge()}>
                ${enlarged ? 'Smaller' : 'Larger'}
              </button>
              <button
                type="button"
                id="save-qr"
                aria-label="Save the QR code as SVG"
                @click=${() => sharing.save('qr', new Blob([qrFile(code)], { type: 'image/svg+xml' }), name)}
              >
                ${icon('save')}<span>SVG</span>
              </button>
            </div>
            ${said(sharing.copying, 'qr')}`
        : html`<p class="help" id="no-qr">
            The link has ${format.integer(permalink.length)} characters: too long for a code that a phone can read. The
            limit is ${format.integer(LONGEST_CODE)}.
          </p>`
    }
  </section>`;
}
