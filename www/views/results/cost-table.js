/** The table behind the cost chart: four significant digits, or all of them. */
import { html, nothing } from 'lit';
import * as format from '../../charts/format.js';
import { align } from '../../charts/join.js';

const STEP = 1000;

/** @param {import('../view.js').View} view */
export function costTable({ model }) {
  const { frame } = model;
  if (!frame) return nothing;
  const { iterations, exact: costs, common } = align(frame.costs);
  const rows = common
    .map((row) => ({ iteration: iterations[row], row }))
    .filter(({ iteration }) => iteration % STEP === 0 || iteration === frame.iteration);
  return html`<label class="digits"><input type="checkbox" id="all-digits" /> All digits</label>
    <div class="scroll" tabindex="0" role="group" aria-label="Costs as a table">
      <table>
        <thead>
          <tr>
            <th scope="col">iteration</th>
            ${frame.runs.map(({ label }) => html`<th scope="col"><bdi>${label}</bdi></th>`)}
          </tr>
        </thead>
        <tbody translate="no">
          ${rows.map(
            ({ iteration, row }) =>
              html`<tr>
                <th scope="row">${format.integer(iteration)}</th>
                ${costs.map((run) => html`<td><span class="four">${format.cost(run[row] ?? null)}</span><span class="all">${format.exactCost(run[row])}</span></td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
