/** Placeholders of what surrounds the pictures, before a lab opens: invisible, of about their final heights. */
import { html, nothing } from 'lit';
import { dock } from './controls.js';
import { costFigure } from './cost.js';
import { outcome } from './outcome.js';
import { sweepEntry } from './sweep-entry.js';

/** @typedef {import('./view.js').View} View */

const row = html`<div class="row"></div>`;

/** A row with one of these parts. @param {View} view @param {string[]} names */
const rowOf = ({ shows }, ...names) => (names.some(shows) ? row : nothing);

/** @param {View} view */
export const controlsPlace = (view) =>
  html`<div class="controls">
    ${rowOf(view, 'preset', 'share')} ${dock(view)}
    ${rowOf(view, 'initializers', 'data', 'network', 'training', 'runs', 'test-points')}
  </div>`;

/** The place of a sweep's stage. Its height depends on the sweep; a page may say it as `--stage`. @param {unknown} stage */
export const stagePlace = (stage) => html`<div class="stage-place">${stage}</div>`;

/** Rows of the comparison, including its title and column headings. */
const RESULTS = 7;

/** The part below the pictures. @param {View} view */
export function placeBelow(view) {
  const { shows } = view;
  return html`${costFigure(view)}
    <div class="ended">${outcome(view)} ${sweepEntry(view)}</div>
    ${shows('inside') ? html`<div class=${shows('look-inside') ? 'row' : ''} data-coming></div>` : nothing}
    ${shows('chart') && shows('table') ? row : nothing}
    ${shows('results') ? html`<div class="results">${Array.from({ length: RESULTS }, () => row)}</div>` : nothing}`;
}
