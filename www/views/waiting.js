/**
 * What stands for a lab that opens when it is looked at: as high, about, as it will be, and little else, since a page may have many of
 * them and each would be laid out before the first view is there.
 */
import { html, nothing } from 'lit';

/** What is as high as a row of controls, by its name in `hide` or by the names in it. */
const ROWS = [
  ['preset'],
  ['play', 'step', 'run-to-end', 'rewind', 'seed', 'counter'],
  ['learning-rate', 'speed', 'test-points', 'share'],
  ['data', 'network', 'training', 'runs'],
  ['initializers'],
];

const panel = html`<figure class="panel">
  <header></header>
  <div class="plot"></div>
  <div class="figures"></div>
  <p class="verdict"></p>
</figure>`;

/** @param {(name: string) => boolean} shows @param {number} runs */
export const waiting = (shows, runs) =>
  html`<div class="controls">
      ${ROWS.map((names) => (names.some(shows) ? html`<div class="row"></div>` : nothing))}
    </div>
    ${
      shows('panels')
        ? html`<div class="panels" data-count=${runs}>${Array.from({ length: runs }, () => panel)}</div>
            ${shows('key') ? html`<div class="key row"></div>` : nothing}`
        : nothing
    }
    ${
      shows('chart')
        ? html`<div class="cost">
            <div class="row"></div>
            <div class="chart"></div>
          </div>`
        : nothing
    }`;
