/**
 * What stands for a lab, or for what is around its pictures, until it is opened: as high, about, as it will be, and little else. A page may
 * have many that wait for a look, and each is laid out before the first view is there.
 */
import { html, nothing } from 'lit';

/** @typedef {(name: string) => boolean} Shows */

/** What is as high as a row of controls, by the names in it that can be hidden. */
const ROWS = [
  ['preset'],
  ['play', 'step', 'run-to-end', 'rewind', 'seed', 'counter'],
  ['learning-rate', 'speed', 'test-points', 'share'],
  ['data', 'network', 'training', 'runs'],
  ['initializers'],
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

/** Rows of the comparison, its title and the heads of its columns included. */
const RESULTS = 7;

/** What stands below the pictures. @param {Shows} shows */
export const placeBelow = (shows) =>
  html`${shows('inside') && shows('look-inside') ? row : nothing}
  ${
    shows('chart')
      ? html`<div class="cost">
          ${row}
          <div class="chart"></div>
          ${shows('table') ? row : nothing}
        </div>`
      : nothing
  }
  ${shows('results') ? html`<div class="results">${Array.from({ length: RESULTS }, () => row)}</div>` : nothing}`;

/** All of a lab. @param {Shows} shows @param {number} runs */
export const waiting = (shows, runs) =>
  html`${controlsPlace(shows)}
  ${
    shows('panels')
      ? html`<div class="panels" data-count=${runs}>${Array.from({ length: runs }, () => panel)}</div>
          ${shows('key') ? row : nothing}`
      : nothing
  }
  ${placeBelow(shows)}`;
