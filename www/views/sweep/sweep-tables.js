/** The tables of a sweep: a summary of each run, and the values behind the picture. */
import { html, nothing } from 'lit';
import { integer } from '../../charts/format.js';
import { axisValue, measureValue, wholePercent } from '../../export/sweep-words.js';
import { swatch } from '../parts.js';
import { reachText } from './map-words.js';

/** @typedef {import('./sweep-view.js').ShownSweep} ShownSweep */
/** @typedef {import('./sweep-stage.js').SweepStage} SweepStage */

/** Most rows, and most columns of a map. */
const MOST_ROWS = 1000;
const MOST_COLUMNS = 33;

/** One row a run, of a sweep without axes. @param {ShownSweep} shown */
export function summaryTable(shown) {
  const { runs, series, summary, measure, axes, results, shape } = shown;
  if (axes.length > 0) return nothing;
  const value = (/** @type {number} */ number) => measureValue(measure.name, number);
  const title = measure.title.toLowerCase();
  const diverged = (/** @type {number} */ run) =>
    results.diverged
      .subarray(run * shape[3], (run + 1) * shape[3])
      .reduce((sum, each) => sum + (each === 1 ? 1 : 0), 0);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Summary of the sweep">
    <table id="sweep-summary">
      <thead>
        <tr>
          <th scope="col">initializer</th>
          <th scope="col">median ${title}</th>
          <th scope="col">10 to 90 %</th>
          <th scope="col">seeds</th>
          ${
            measure.needsTraining
              ? html`<th scope="col">solved</th>
                  <th scope="col">95 % interval</th>
                  <th scope="col">diverged</th>`
              : nothing
          }
        </tr>
      </thead>
      <tbody translate="no">
        ${runs.map(
          (label, run) =>
            html`<tr>
              <th scope="row">${swatch(series[run])}<bdi>${label}</bdi></th>
              <td>${value(summary.median[run])}</td>
              <td>${span(value(summary.q10[run]), value(summary.q90[run]))}</td>
              <td>${integer(summary.n[run])}</td>
              ${
                measure.needsTraining
                  ? html`<td>${wholePercent(summary.solvedShare[run])}</td>
                      <td>${span(wholePercent(summary.solvedLow[run]), wholePercent(summary.solvedHigh[run]))}</td>
                      <td>${integer(diverged(run))}</td>`
                  : nothing
              }
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** @param {string} from @param {string} to */
const span = (from, to) => (from === '–' ? '–' : `${from} to ${to}`);

/** The values behind the picture. @param {ShownSweep} shown @param {SweepStage} stage */
export function trainingTable(shown, stage) {
  const kind = ['Seeds', 'Values', 'Cells'][shown.axes.length];
  const make = [seedsTable, lineTable, mapTables][shown.axes.length];
  return html`<details
    class="table sweep-table"
    ?open=${stage.tableOpen}
    @toggle=${(/** @type {Event} */ e) => stage.openTable(/** @type {HTMLDetailsElement} */ (e.target).open)}
  >
    <summary>${kind} as a table</summary>
    ${stage.tableOpen ? make(shown, stage) : nothing}
  </details>`;
}

/** @param {ShownSweep} shown @param {unknown} head @param {unknown} rows @param {string} label */
const table = (shown, head, rows, label) =>
  html`<div class="scroll" tabindex="0" role="group" aria-label=${label}>
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody translate="no">
        ${rows}
      </tbody>
    </table>
  </div>`;

/** @param {ShownSweep} shown @param {SweepStage} stage */
function seedsTable(shown, stage) {
  const { runs, seeds, shape, measure, results } = shown;
  const values = /** @type {Float64Array} */ (results[measure.property]);
  const rows = Array.from({ length: Math.min(MOST_ROWS, shape[3]) }, (_, seed) => seed);
  const head = html`<th scope="col">seed</th>
    ${runs.map((label) => html`<th scope="col"><bdi>${label}</bdi></th>`)}
    <th scope="col"><span class="unseen">lab</span></th>`;
  const body = rows.map(
    (seed) =>
      html`<tr>
        <th scope="row">${integer(seeds[seed])}</th>
        ${runs.map((_, run) => html`<td>${measureValue(measure.name, values[run * shape[3] + seed])}</td>`)}
        <td>${openButton(stage, { run: 0, x: 0, y: 0, seed }, `Open the lab of seed ${integer(seeds[seed])}`)}</td>
      </tr>`,
  );
  return html`${table(shown, head, body, `${measure.title} by seed`)}
  ${rest(shape[3] > MOST_ROWS, `The first ${integer(MOST_ROWS)} of ${integer(shape[3])} seeds.`)}`;
}

/** @param {SweepStage} stage @param {import('./sweep-view.js').SweepPlace} place @param {string} title */
const openButton = (stage, place, title) =>
  html`<button type="button" class="quiet" aria-label=${title} title=${title} @click=${() => stage.open(place)}>
    open
  </button>`;

/** @param {boolean} isCut @param {string} what */
const rest = (isCut, what) => (isCut ? html`<p class="remark">${what} Export all of them with Share.</p>` : nothing);

/** @param {ShownSweep} shown @param {SweepStage} stage */
function lineTable(shown, stage) {
  const { runs, axes, shape, measure, summary } = shown;
  const width = shape[2];
  const value = (/** @type {number} */ number) => measureValue(measure.name, number);
  const head = html`<th scope="col">${axes[0].title}</th>
    ${runs.map(
      (label) =>
        html`<th scope="col"><bdi>${label}</bdi></th>
          <th scope="col">10 to 90 %</th>
          <th scope="col">solved</th>`,
    )}
    <th scope="col"><span class="unseen">lab</span></th>`;
  const body = Array.from(axes[0].values, (at, x) => {
    const cells = runs.map((_, run) => {
      const k = run * width + x;
      return html`<td>${value(summary.median[k])}</td>
        <td>${span(value(summary.q10[k]), value(summary.q90[k]))}</td>
        <td>${wholePercent(summary.solvedShare[k])}</td>`;
    });
    const title = `Open the lab of ${axes[0].title} ${axisValue(at)}`;
    return html`<tr>
      <th scope="row">${axisValue(at)}</th>
      ${cells}
      <td>${openButton(stage, { run: 0, x, y: 0, seed: 0 }, title)}</td>
    </tr>`;
  });
  return table(shown, head, body, `Median ${measure.title.toLowerCase()} by ${axes[0].title}`);
}

/** Every n-th index of so many, so that at most `MOST_COLUMNS` are left. @param {number} count */
function everyNth(count) {
  const stride = Math.ceil((count - 1) / (MOST_COLUMNS - 1)) || 1;
  return { stride, places: Array.from({ length: Math.ceil(count / stride) }, (_, k) => k * stride) };
}

/** @param {ShownSweep} shown */
function mapTables(shown) {
  const { runs, axes, shape, measure, summary, reaches } = shown;
  const [, height, width] = shape;
  const [columns, rows] = [everyNth(width), everyNth(height)];
  const cut = columns.stride > 1 || rows.stride > 1;
  const tables = runs.map((label, run) => {
    const head = html`<th scope="col">${axes[1].title} ↓ ${axes[0].title} →</th>
      ${columns.places.map((x) => html`<th scope="col">${axisValue(axes[0].values[x])}</th>`)}`;
    const body = rows.places.map(
      (y) =>
        html`<tr>
          <th scope="row">${axisValue(axes[1].values[y])}</th>
          ${columns.places.map((x) => html`<td>${measureValue(measure.name, summary.median[(run * height + y) * width + x])}</td>`)}
        </tr>`,
    );
    const reach = reaches[run];
    const line = reach
      ? html`<tr>
          <th scope="row">6 ξ (theory)</th>
          ${columns.places.map((x) => html`<td>${reachText(reach.own[x])}</td>`)}
        </tr>`
      : nothing;
    const name = `Median ${measure.title.toLowerCase()} of ${label}`;
    return html`<h3><bdi>${name}</bdi></h3>
      ${table(shown, head, html`${body}${line}`, name)}`;
  });
  return html`${tables} ${rest(cut, 'Every n-th value of each axis.')}`;
}
