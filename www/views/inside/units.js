/** Effective units of each run: duplicates, dead and saturated units, in words and by layer. */
import { html, nothing } from 'lit';
import { columns, heading, layerName, share, shown } from './inside-parts.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./inside-parts.js').Shown} Shown */
/** @typedef {import('../../engine/lab.js').Inspection} Inspection */
/** @typedef {import('../../engine/lab.js').LayerInspection} LayerInspection */

/** Maximum layers described in words; the table has all. */
const MOST_TOLD = 3;

/** @param {View} view */
export function unitSection(view) {
  return html`<section role="group" class="units" aria-labelledby="inside-units">
    <h2 id="inside-units">Units</h2>
    <p class="about">
      Units count as one if their incoming and outgoing weights are equal, to 10⁻⁹ of the layer’s largest. A dead unit
      has slope 0 on all training samples. A saturated unit is beyond 95 % of its range on all of them.
    </p>
    ${columns(shown(view), (each) => health(each))}
  </section>`;
}

/** @param {Shown} each */
function health(each) {
  const { inspection } = each.inside;
  const { layers } = inspection;
  const bounded = layers.some(({ saturated }, k) => saturated !== null && k < layers.length - 1);
  return html`<div class="health" data-run=${each.index}>
    ${heading(each)}
    <p>${worth(inspection)} ${ill(inspection)}</p>
    <p>${wrong(inspection)}</p>
    <div class="scroll" tabindex="0" role="group" aria-label="Units of ${each.run.label} by layer">
      <table class="unit-table">
        <thead>
          <tr>
            <th scope="col">layer</th>
            <th scope="col">units</th>
            <th scope="col">distinct</th>
            <th scope="col">rank</th>
            <th scope="col">dead</th>
            ${bounded ? html`<th scope="col">saturated</th>` : nothing}
          </tr>
        </thead>
        <tbody translate="no">
          ${layers.map(
            ({ units, distinct, rank, dead, saturated }, k) =>
              html`<tr>
                <th scope="row">${k === layers.length - 1 ? 'output' : k + 1}</th>
                <td>${units}</td>
                <td ?data-odd=${distinct < units}>${distinct}</td>
                <td>${rank}</td>
                <td ?data-odd=${dead > 0}>${share(dead)}</td>
                ${bounded ? html`<td ?data-odd=${(saturated ?? 0) > 0}>${share(saturated)}</td>` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </div>`;
}

/** The share of confidently wrong predictions in a sentence. @param {Inspection} inspection */
export const wrong = ({ sureAndWrong }) =>
  sureAndWrong === 0
    ? 'No prediction is confidently wrong.'
    : `${share(sureAndWrong)} of the predictions are confidently wrong (p below 0.001 or above 0.999).`;

/** A summary of the hidden units in a sentence. @param {Inspection} inspection */
export function worth({ layers }) {
  const hidden = layers.slice(0, -1);
  if (!hidden.length) return 'No hidden layer.';
  const units = hidden.reduce((sum, layer) => sum + layer.units, 0);
  const distinct = hidden.reduce((sum, layer) => sum + layer.distinct, 0);
  if (distinct === units) return `All ${units} hidden units are distinct.`;
  if (hidden.every((layer) => layer.distinct === 1)) return 'All units of each hidden layer are identical.';
  return `Only ${distinct} of the ${units} hidden units are distinct.`;
}

/** The layers with problems, in words. @param {Inspection} inspection */
export function ill({ layers }) {
  const told = layers.flatMap((layer, k) => {
    const words = k < layers.length - 1 ? complaints(layer) : '';
    return words ? [{ k, words: `${layerName(k, layers.length)}: ${words}`, loss: loss(layer) }] : [];
  });
  if (!told.length) return '';
  const worst = told.toSorted((a, b) => b.loss - a.loss).slice(0, MOST_TOLD);
  const more = told.length - worst.length;
  const rest = more > 0 ? [`and ${more} more ${more === 1 ? 'layer' : 'layers'}`] : [];
  const text = [...worst.toSorted((a, b) => a.k - b.k).map(({ words }) => words), ...rest].join('; ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** The share of a layer's units without effect. @param {LayerInspection} layer */
const loss = ({ units, distinct, dead, saturated }) => Math.max(1 - distinct / units, dead, saturated ?? 0);

/** @param {LayerInspection} layer */
function complaints({ units, inputs, distinct, rank, dead, saturated }) {
  const words = [];
  if (distinct < units) words.push(`${distinct} of ${units} units distinct`);
  if (rank < Math.min(units, inputs)) words.push(`rank ${rank} of ${Math.min(units, inputs)}`);
  if (dead > 0) words.push(`${share(dead)} dead`);
  if (saturated) words.push(`${share(saturated)} saturated`);
  return words.join(', ');
}
