/** The size of the next update of each layer's weights, relative to the weights. */
import { html } from 'lit';
import { decades } from '../../charts/signal-chart.js';
import { behind, layerName, number, shown } from './inside-parts.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./inside-parts.js').Shown} Shown */

/** A ratio that is often recommended: the notes of the course CS231n say that it should be somewhere around it. */
export const USUAL = 1e-3;

/** @param {View} view */
export function updateSection(view) {
  const runs = shown(view);
  return html`<section role="group" class="updates" aria-labelledby="inside-updates">
    <h2 id="inside-updates">Updates by layer</h2>
    <p class="about">
      How much the next update changes each layer’s weights: ‖ΔW‖ / ‖W‖, the root of the sum of squares of the changes
      over that of the weights. The dashed line marks 10⁻³, a rule of thumb. Far below it a layer hardly learns; near 1,
      an update throws away what the weights held.
    </p>
    <figure class="signal">
      <h3>Update of the weights: ‖ΔW‖ / ‖W‖</h3>
      <canvas
        data-updates
        role="img"
        aria-label="Size of the next update over that of the weights, by layer, ${runs.length} runs; the table has the numbers"
      ></canvas>
    </figure>
    ${behind(view, 'updates', 'Updates as a table', () => table(runs))}
  </section>`;
}

/** @param {View} view */
export function updateLines(view) {
  const lines = shown(view).map(({ run, slot, inside }) => ({ label: run.label, slot, values: [...inside.updates] }));
  return {
    layers: lines[0]?.values.length ?? 0,
    lines,
    range: decades([USUAL, ...lines.flatMap(({ values }) => values)]),
    mark: USUAL,
  };
}

/** @param {Shown[]} runs */
const table = (runs) =>
  html`<table id="updates">
    <thead>
      <tr>
        <th scope="col">layer</th>
        ${runs.map(({ run }) => html`<th scope="col"><bdi>${run.label}</bdi></th>`)}
      </tr>
    </thead>
    <tbody translate="no">
      ${runs[0].inside.inspection.layers.map(
        (_, k, { length }) =>
          html`<tr>
            <th scope="row">${layerName(k, length)}</th>
            ${runs.map(({ inside }) => html`<td>${ratio(inside.updates[k])}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;

/** @param {number} value */
const ratio = (value) => (Number.isFinite(value) ? number(value) : 'none: all weights are 0');
