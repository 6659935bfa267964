/** The cost chart, its cursor reading, and its table. */
import { html, nothing } from 'lit';
import * as format from '../charts/format.js';
import { late } from './late.js';
import { swatch } from './parts.js';
import { pinButton } from './pins.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view */
export function costFigure(view) {
  const { shows } = view;
  if (!shows('chart')) return nothing;
  const { model, act } = view;
  const iteration = model.frame?.iteration ?? 0;
  const at = view.reading?.iteration ?? iteration;
  return html`<figure class="cost" part="chart">
    <div class="stay">
      <header>
        <h2>Cost</h2>
        <p class="reading" ?data-exact=${view.reading}>${readout(view)}</p>
        ${shows('pin') ? pinButton(view) : nothing} ${shows('axis') ? axisSwitch(view) : nothing}
      </header>
      <div
        class="chart"
        id="chart"
        tabindex="0"
        role="slider"
        aria-label="Cost of every run. Arrow keys read it by iteration."
        aria-orientation="horizontal"
        aria-valuemin="0"
        aria-valuemax=${iteration}
        aria-valuenow=${at}
        aria-valuetext=${sentence(view)}
        @keydown=${(/** @type {KeyboardEvent} */ e) => readByKey(e, view)}
        @blur=${act.stopReading}
        @pointerleave=${act.stopReading}
      ></div>
      <p
        class="cut"
        ?hidden=${view.logarithmic}
        ?data-off=${!view.cut}
        .textContent=${cutSentence(view.cut ?? NO_CUT)}
      ></p>
      ${(shows('pin') && view.parts.results.part?.pinList(view)) || nothing}
    </div>
  </figure>`;
}

/** The place of the sentence is there without a cut, too, so that nothing moves when there is one. */
const NO_CUT = { at: 2, largest: 1000 };

/** @param {NonNullable<View['cut']>} cut */
const cutSentence = ({ at, largest }) =>
  `The axis is cut at ${format.tick(Number(at.toPrecision(3)))}; the highest cost is ${format.cost(largest)}. The log axis shows all of it.`;

/** @param {View} view */
const axisSwitch = ({ logarithmic, act }) =>
  html`<div class="group switch" role="group" aria-label="Cost axis">
    <button type="button" id="axis-log" aria-pressed=${logarithmic} @click=${() => act.setLogarithmic(true)}>
      log
    </button>
    <button type="button" id="axis-linear" aria-pressed=${!logarithmic} @click=${() => act.setLogarithmic(false)}>
      linear
    </button>
  </div>`;

/** The costs as a table, below the pictures and the chart. @param {View} view */
export const costDetails = (view) => (view.shows('chart') && view.shows('table') ? tableBehind(view) : nothing);

/** @param {View} view */
const tableBehind = (view) =>
  html`<details
    class="table costs"
    ?open=${view.tableOpen}
    @toggle=${(/** @type {Event} */ e) => view.act.openTable(/** @type {HTMLDetailsElement} */ (e.target).open)}
  >
    <summary>Costs as a table</summary>
    ${view.tableOpen ? table(view) : nothing}
  </details>`;

/** @param {View} view */
function table(view) {
  const { results } = view.parts;
  return results.part?.costTable(view) ?? late(results, 'the table', () => view.act.openTable(true));
}

/** The costs at the cursor, or the latest. @param {View} view */
function read({ model, reading }) {
  if (reading && reading.costs.length === model.frame?.runs.length) return reading;
  return { iteration: model.frame?.iteration ?? 0, costs: model.frame?.runs.map(({ cost }) => cost) ?? [] };
}

/** @param {View} view */
function readout(view) {
  const { iteration, costs } = read(view);
  const { model } = view;
  return html`<span class="at">iteration <b translate="no">${format.integer(iteration)}</b></span>
    <span class="values" translate="no"
      >${(model.frame?.runs ?? view.expected).map(
        (run, k) =>
          html`<span class="value"
            >${swatch(model.frame ? view.slotOf(model.experiment.runs[k]) : 0)}<bdi class="name">${run.label}</bdi>
            <b title=${model.frame ? format.exactCost(costs[k]) : nothing}>${format.cost(costs[k] ?? null)}</b></span
          >`,
      )}</span
    >`;
}

/** @param {View} view */
function sentence(view) {
  const { iteration, costs } = read(view);
  return `iteration ${iteration}: ${view.model.frame?.runs.map(({ label }, k) => `${label} ${format.cost(costs[k] ?? null)}`).join(', ') ?? ''}`;
}

/** @type {Record<string, number | 'first' | 'last' | 'stop'>} */
const KEYS = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowUp: 1,
  PageDown: -20,
  PageUp: 20,
  Home: 'first',
  End: 'last',
  Escape: 'stop',
};

/** @param {KeyboardEvent} event @param {View} view */
function readByKey(event, view) {
  const steps = KEYS[event.key];
  if (steps === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  if (steps === 'stop') view.act.stopReading();
  else view.act.moveReading(steps);
}
