/**
 * Placeholder of a lab, or of its surroundings, before it opens: about its final height and little else. A page may
 * have many, and each is laid out before the first view.
 */
import { html, nothing } from 'lit';

/** @typedef {(name: string) => boolean} Shows */

/** Rows of controls, by the names of their parts that can be hidden. */
const ROWS = [
  ['preset', 'share'],
  ['play', 'step', 'run-to-end', 'rewind', 'seed', 'learning-rate', 'speed', 'counter'],
  ['initializers', 'data', 'network', 'training', 'runs', 'test-points'],
];

const row = html`<div class="row"></div>`;

const panel = html`<figure class="panel">
  <header></header>
  <div class="plot"></div>
  <div class="figures"></div>
  <p class="verdict"></p>
</figure>`;

/** @param {Shows} shows */
export const controlsPlace = (shows) =>
  html`<div class="controls">${ROWS.filter((names) => names.some(shows)).map(() => row)}</div>`;

/** Rows of the comparison, including its title and column headings. */
const RESULTS = 7;

/** The part below the pictures. @param {Shows} shows */
export const placeBelow = (shows) =>
  html`${
    shows('chart')
      ? html`<div class="cost">
          ${row}
          <div class="chart"></div>
        </div>`
      : nothing
  }
  ${shows('panels') ? row : nothing} ${shows('inside') && shows('look-inside') ? row : nothing}
  ${shows('chart') && shows('table') ? row : nothing}
  ${shows('results') ? html`<div class="results">${Array.from({ length: RESULTS }, () => row)}</div>` : nothing}`;

/** The whole lab. @param {Shows} shows @param {number} runs */
export const waiting = (shows, runs) =>
  html`${controlsPlace(shows)}
  ${
    shows('panels')
      ? html`<div class="panels" data-count=${runs}>${Array.from({ length: runs }, () => panel)}</div>
          ${shows('key') ? row : nothing}`
      : nothing
  }
  ${placeBelow(shows)}`;
