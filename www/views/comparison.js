/** The comparison: the source's published results, this lab's results, and the lessons. */
import { html, nothing } from 'lit';
import { swatch } from './parts.js';
import { sharedChanges } from '../export/preset-changes.js';
import { resultsTable } from '../export/results-table.js';
import { lower } from '../export/settings-state.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export function results(view) {
  if (!view.shows('results')) return nothing;
  const table = resultsTable(view, sharedChanges(view.model), view.parts.results.part?.summaryOf);
  const compared = table.printed !== '';
  const [train, test, cost] = table.figures;
  return html`<section class="results" part="results">
    <h2>${table.title}</h2>
    <div class="scroll">
      <table
        id="results"
        data-columns=${compared ? 7 : 5}
        ?data-partial=${table.partial}
        ?data-original=${table.original}
      >
        <colgroup>
          <col class="name" />
          ${Array.from({ length: compared ? 5 : 3 }, () => html`<col class="number" />`)}
          <col class="lesson" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" rowspan="2">initializer</th>
            ${compared ? html`<th scope="colgroup" colspan="2">${table.printed}</th>` : nothing}
            <th scope="colgroup" colspan="3" class="ours">${table.ours}</th>
            <th scope="col" rowspan="2" class="lesson">${table.lesson}</th>
          </tr>
          <tr>
            ${
              compared
                ? html`<th scope="col">${train}</th>
                    <th scope="col">${test}</th>`
                : nothing
            }
            <th scope="col">${train}</th>
            <th scope="col">${test}</th>
            <th scope="col">${cost}</th>
          </tr>
        </thead>
        <tbody>
          ${table.rows.map((row) => rowOf(view, row, table))}
        </tbody>
      </table>
    </div>
    <p class="remark" id="mean-p" ?hidden=${!table.probability}>
      Mean p is the mean probability of the correct class. The ${lower(table.source)} printed it as accuracy.
    </p>
    <p class="remark" id="original" ?hidden=${!table.original}>
      The sentence on each initializer describes the original experiment, before your changes.
    </p>
    <p class="remark" id="different" ?hidden=${!table.different}>
      Changed here: ${table.different}${compared ? '' : `, so the results of the ${lower(table.source)} do not apply`}.
      “Reset” beside the preset’s sentence restores its experiment.
    </p>
  </section>`;
}

/** @param {View} view @param {import('../export/results-table.js').ResultsRow} row @param {import('../export/results-table.js').ResultsTable} table */
function rowOf(view, { run, on, label, printed, ours, lesson }, table) {
  const [train, test, cost] = table.figures;
  return html`<tr class=${on ? '' : 'off'}>
    <th scope="row">${swatch(view.slotOf(run))}<bdi translate="no">${label}</bdi></th>
    ${
      table.printed
        ? html`<td class="printed" data-label="${table.source}, ${train}">${printed[0]}</td>
            <td class="printed" data-label=${test}>${printed[1]}</td>`
        : nothing
    }
    <td class="ours" translate="no" data-label="This run, ${train}"><b>${ours[0]}</b></td>
    <td class="ours" translate="no" data-label=${test}><b>${ours[1]}</b></td>
    <td class="ours" translate="no" data-label=${cost}>${ours[2]}</td>
    <td class="lesson">${lesson}</td>
  </tr>`;
}
