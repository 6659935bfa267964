/** Parts shared by the sections of the inside: numbers, columns, tables behind pictures. */
import { html, nothing } from 'lit';
import * as format from '../../charts/format.js';
import { swatch } from '../parts.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('../../engine/inside.js').Inside} Inside */
/** @typedef {{ run: any, inside: Inside, slot: number, index: number }} Shown  a run with its inspection */

/** The runs shown, with their inspections. @param {View} view @returns {Shown[]} */
export function shown({ model, slotOf, look }) {
  const { frame, experiment } = model;
  const inside = frame?.inside ?? [];
  return (frame?.runs ?? []).flatMap((run, index) =>
    inside[index] && (look.only ?? index) === index
      ? [{ run, inside: inside[index], slot: slotOf(experiment.runs[index]), index }]
      : [],
  );
}

/** @param {number} value @param {number} [digits] */
export const number = (value, digits = 4) => format.cost(value, digits).replace(/^-/, '−');

/** All digits. @param {number} value */
export const exact = (value) => (Number.isFinite(value) ? format.exact(value).replace(/^-/, '−') : number(value));

/**
 * A share of units or samples: one decimal, or more where rounding would give 0 % or 100 % wrongly.
 * @param {number | null} share @param {string} [none]
 */
export function share(share, none = '–') {
  if (share === null) return none;
  const rounded = (/** @type {number} */ decimals) => Number((share * 100).toFixed(decimals));
  let decimals = 1;
  while (decimals < 6 && share > 0 && share < 1 && [0, 100].includes(rounded(decimals))) decimals += 1;
  return `${rounded(decimals)}\u00a0%`;
}

/** @param {number} layer @param {number} count */
export const layerName = (layer, count) => (layer === count - 1 ? 'output' : `layer ${layer + 1}`);

/** @param {Shown} shown */
export const heading = ({ run, slot }) => html`<h3>${swatch(slot)}<bdi>${run.label}</bdi></h3>`;

/**
 * A column for each run.
 * @param {Shown[]} runs @param {(shown: Shown) => unknown} column
 */
export const columns = (runs, column) => html`<div class="columns">${runs.map((run) => column(run))}</div>`;

/**
 * A table behind a picture, rendered only while open.
 * @param {View} view @param {string} id @param {string} title @param {() => unknown} content
 */
export function behind({ look, act }, id, title, content) {
  const open = look.tables[id] ?? false;
  return html`<details
    class="table"
    id="table-${id}"
    ?open=${open}
    @toggle=${(/** @type {Event} */ e) => act.openInsideTable(id, /** @type {HTMLDetailsElement} */ (e.target).open)}
  >
    <summary>${title}</summary>
    ${open ? html`<div class="scroll" tabindex="0" role="group" aria-label=${title}>${content()}</div>` : nothing}
  </details>`;
}
