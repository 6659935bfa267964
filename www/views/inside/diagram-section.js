/** Each run's network as a diagram, and the numbers of the selected unit in all of them. */
import { html, nothing } from 'lit';
import { hit, layout, neighbour, shownUnits, thinned } from '../../charts/network-diagram.js';
import { behind, columns, exact, heading, layerName, number, share, shown } from './inside-parts.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./inside-parts.js').Shown} Shown */
/** @typedef {import('../../charts/network-diagram.js').Place} Place */

/** Number of incoming weights listed beside a diagram; the table lists all. */
const MOST_TOLD = 12;

/** @param {View} view */
export function networkSection(view) {
  const runs = shown(view);
  const { layers } = runs[0].inside.inspection;
  return html`<section role="group" class="networks" aria-labelledby="inside-network">
    <h2 id="inside-network">Network</h2>
    <p class="about">
      Each square is a unit’s activation over the same plane as above. ${note(view, layers)}
      <span id="network-keys">For the numbers of a unit or layer, point at it or use the arrow keys.</span>
    </p>
    ${columns(runs, (run) => diagram(view, run))} ${legend()}
    ${behind(view, 'weights', 'Weights and biases as a table', () => weightTable(view, runs))}
  </section>`;
}

/**
 * A note on omitted layers: the painter decides from the width.
 * @param {View} view @param {{ units: number }[]} layers
 */
const note = ({ insideStride }, layers) => html`<span class="thinned">${thinned(layers, insideStride)}</span>`;

const legend = () =>
  html`<div class="key inside-key">
    <span class="scale"
      ><span>activation:&ensp;≤ −2</span>
      <canvas class="activation-bar" width="120" height="1" aria-hidden="true"></canvas>
      <span>≥ 2;&ensp;of the output: p from 0 to 1</span></span
    >
    <span class="class"
      >weight: ${stroke('negative', -1)} −1 ${stroke('positive', 0.2)} up to 0.2 ${stroke('positive', 1)} 1
      ${stroke('positive', 2)} 2 and more</span
    >
    <span>All runs share these scales.</span>
  </div>`;

/** @param {string} sign @param {number} weight */
const stroke = (sign, weight) =>
  html`<svg class="stroke ${sign}" viewBox="0 0 24 8" width="24" height="8" aria-hidden="true">
    <path d="M1 4H23" stroke-width=${Math.max(0.3, 1.5 * Math.abs(weight))}></path>
  </svg>`;

/** @param {View} view @param {Shown} each */
function diagram(view, each) {
  const { look, act } = view;
  const { layers } = each.inside.inspection;
  const place = (/** @type {PointerEvent} */ event) => {
    const canvas = /** @type {HTMLElement} */ (event.currentTarget);
    const { left, top } = canvas.getBoundingClientRect();
    return hit(laidOut(canvas, layers), event.clientX - left, event.clientY - top);
  };
  return html`<figure class="network" data-run=${each.index} aria-label="Network of ${each.run.label}">
    ${heading(each)}
    <div
      class="diagram"
      tabindex="0"
      role="application"
      aria-roledescription="network diagram"
      aria-label="Network of ${each.run.label}: ${layers.map(({ units }) => units).join(', ')} units"
      aria-describedby="network-keys"
      @pointermove=${(/** @type {PointerEvent} */ e) => act.selectUnit(place(e))}
      @pointerdown=${(/** @type {PointerEvent} */ e) => act.selectUnit(place(e))}
      @pointerleave=${(/** @type {PointerEvent} */ e) => {
        if (e.pointerType === 'mouse' && !(/** @type {Element} */ (e.currentTarget).matches(':focus')))
          act.selectUnit(null);
      }}
      @keydown=${(/** @type {KeyboardEvent} */ e) => byKey(e, view, layers)}
      @blur=${() => act.selectUnit(null)}
    >
      <canvas aria-hidden="true"></canvas>
    </div>
    <div class="told" role="status" translate="no">${look.selected ? told(each, look.selected) : nothing}</div>
  </figure>`;
}

/** The same layout as the painter's. @param {HTMLElement} host @param {{ units: number, inputs: number }[]} layers */
export const laidOut = (host, layers) => layout(layers, host.clientWidth, parseFloat(getComputedStyle(host).fontSize));

/** @param {KeyboardEvent} event @param {View} view @param {{ units: number, inputs: number }[]} layers */
function byKey(event, { look, act }, layers) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === 'Escape' && look.selected) {
    event.preventDefault();
    act.selectUnit(null);
    return;
  }
  const to = neighbour(laidOut(/** @type {HTMLElement} */ (event.currentTarget), layers), look.selected, event.key);
  if (!to) return;
  event.preventDefault();
  act.selectUnit(to);
}

/** The source of a unit's k-th input. @param {number} layer @param {number} k */
const source = (layer, k) => (layer === 0 ? `x${'₁₂₃₄₅₆₇₈₉'[k] ?? k + 1}` : `unit ${k + 1}`);

/** @param {Shown} each @param {Place} place */
function told({ inside }, { layer, unit }) {
  const count = inside.layers.length;
  const name = layerName(layer, count);
  if (unit < 0) {
    const { units, inputs, distinct, rank, dead, saturated, preActivation, activation } =
      inside.inspection.layers[layer];
    return html`<p>
      <b>${name}</b> ${units} ${units === 1 ? 'unit' : 'units'}, ${inputs} inputs each; ${distinct} distinct; rank
      ${rank}; ${share(dead)} dead${saturated === null ? '' : `; ${share(saturated)} saturated`}; σ of z
      ${number(preActivation.stddev)}, of a ${number(activation.stddev)}
    </p>`;
  }
  const { weights, biases, inputs, twins } = inside.layers[layer];
  const more = inputs - MOST_TOLD;
  return html`<p>
      <b>${name}${layer === count - 1 ? '' : `, unit ${unit + 1}`}</b>
      <span>bias ${number(biases[unit], 6)}</span> <span>${twinWords(twins, unit, layer === count - 1)}</span>
    </p>
    <p class="weights">
      ${Array.from(
        { length: Math.min(inputs, MOST_TOLD) },
        (_, k) => html`<span><small>${source(layer, k)}</small> ${number(weights[unit * inputs + k], 6)}</span>`,
      )}
      ${more > 0 ? html`<span>and ${more} more</span>` : nothing}
    </p>`;
}

/** @param {number[]} twins @param {number} unit @param {boolean} output */
function twinWords(twins, unit, output) {
  if (output) return '';
  const same = twins.flatMap((first, k) => (first === twins[unit] && k !== unit ? [k + 1] : []));
  if (!same.length) return twins.length > 1 ? 'distinct' : '';
  return `equal to ${same.length === 1 ? 'unit' : 'units'} ${same.join(', ')}`;
}

/** @param {View} view @param {Shown[]} runs */
function weightTable({ look, act }, runs) {
  const { layers } = runs[0].inside;
  const { layer } = look;
  const { inputs, units } = layers[layer];
  const some = shownUnits(units);
  const each = runs.flatMap((run) =>
    Array.from({ length: some }, (_, unit) => ({ ...run.inside.layers[layer], unit })),
  );
  return html`<label class="choose"
      >Layer
      <select
        id="weights-layer"
        @change=${(/** @type {Event} */ e) => act.listLayer(Number(/** @type {HTMLSelectElement} */ (e.target).value))}
      >
        ${layers.map(
          (_, k) => html`<option value=${k} ?selected=${k === layer}>${layerName(k, layers.length)}</option>`,
        )}
      </select></label
    >
    ${some < units ? html`<p class="about">The first ${some} of ${units} units.</p>` : nothing}
    <table id="weights">
      <thead>
        <tr>
          <th scope="col" rowspan="2">input</th>
          ${runs.map(({ run }) => html`<th scope="colgroup" colspan=${some}><bdi>${run.label}</bdi></th>`)}
        </tr>
        <tr>
          ${each.map(({ unit }) => html`<th scope="col">unit ${unit + 1}</th>`)}
        </tr>
      </thead>
      <tbody translate="no">
        <tr>
          <th scope="row">bias</th>
          ${each.map(({ biases, unit }) => html`<td>${exact(biases[unit])}</td>`)}
        </tr>
        ${Array.from(
          { length: inputs },
          (_, k) =>
            html`<tr>
              <th scope="row">${source(layer, k)}</th>
              ${each.map(({ weights, unit }) => html`<td>${exact(weights[unit * inputs + k])}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
}
