/** The table behind the cost chart. */
import { html, nothing } from 'lit';
import * as format from '../charts/format.js';
import { align } from '../charts/join.js';

const STEP = 1000;

/** @param {import('./view.js').View} view */
export function costTable({ model }) {
  const { frame } = model;
  if (!frame) return nothing;
  const { iterations, exact: costs, common } = align(frame.costs);
  const rows = common
    .map((row) => ({ iteration: iterations[row], row }))
    .filter(({ iteration }) => iteration % STEP === 0 || iteration === frame.iteration);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Costs as a table">
    <table>
      <thead>
        <tr>
          <th scope="col">iteration</th>
          ${frame.runs.map(({ label }) => html`<th scope="col"><bdi>${label}</bdi></th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ iteration, row }) =>
            html`<tr>
              <th scope="row">${format.integer(iteration)}</th>
              ${costs.map((run) => html`<td>${format.exactCost(run[row])}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
