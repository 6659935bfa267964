/** The variance argument, step by step, each step measured in a figure's networks: a column for each run. */
import { html, mathml, nothing, render } from 'lit';
import * as format from '../charts/format.js';
import { follow, labOf, seldom } from './following.js';

/** @typedef {import('../results.js').Inspected} Inspected */
/** @typedef {Inspected['runs'][number]} Run */
/** @typedef {import('../engine/lab.js').Moments} Moments */

/** Mean of the squares. @param {Moments} moments */
const meanSquare = ({ mean, stddev }) => stddev ** 2 + mean ** 2;

/** Of the layer that the argument is about, from 1. */
const l = mathml`<mi>l</mi>`;
const before = mathml`<mrow>${l}<mo>−</mo><mn>1</mn></mrow>`;
const n = mathml`<msub><mi>n</mi><mtext>in</mtext></msub>`;
const sigma = mathml`<msubsup><mi>σ</mi><mi>w</mi><mn>2</mn></msubsup>`;
/** @param {string} name @param {unknown} of */
const mean = (name, of) =>
  mathml`<mrow><mi mathvariant="normal">E</mi><mo stretchy="false">[</mo><msubsup><mi>${name}</mi>${of}<mn>2</mn></msubsup><mo stretchy="false">]</mo></mrow>`;

/**
 * @typedef {object} Step
 * @property {string} words
 * @property {unknown} formula
 * @property {(run: Run, layer: number) => number | null} measure  layer: its place among the network's, from 0; at least 1
 * @property {(value: any) => string} [tell]
 * @property {boolean} [result]  what the steps before lead to
 */

/** @type {Step[]} */
export const STEPS = [
  {
    words: 'inputs of a unit',
    formula: n,
    measure: ({ inspection }, layer) => inspection.layers[layer].inputs,
    tell: format.integer,
  },
  {
    words: 'variance of a weight, as the initializer sets it',
    formula: sigma,
    measure: ({ layers }, layer) => square(layers[layer].expectedStddev),
  },
  {
    words: 'variance of the layer’s weights',
    formula: sigma,
    measure: ({ weights }, layer) => square(weights[layer].stddev),
  },
  {
    words: 'mean of a² over the units before it and all points',
    formula: mean('a', before),
    measure: ({ inspection }, layer) => meanSquare(inspection.layers[layer - 1].activation),
  },
  {
    words: 'their product: what z² is to be on average',
    formula: mathml`<mrow>${n}<mspace width="0.2em"></mspace>${sigma}<mspace width="0.2em"></mspace>${mean('a', before)}</mrow>`,
    measure: ({ inspection, weights }, layer) =>
      inspection.layers[layer].inputs *
      weights[layer].stddev ** 2 *
      meanSquare(inspection.layers[layer - 1].activation),
  },
  {
    words: 'mean of z² over the layer’s units and all points',
    formula: mean('z', l),
    measure: ({ inspection }, layer) => meanSquare(inspection.layers[layer].preActivation),
  },
  {
    words: 'from the layer before to this one, z² is multiplied by',
    formula: mathml`<mfrac>${mean('z', l)}${mean('z', before)}</mfrac>`,
    measure: ({ inspection: { layers } }, layer) =>
      meanSquare(layers[layer].preActivation) / meanSquare(layers[layer - 1].preActivation),
    result: true,
  },
];

/** @param {number | null} stddev */
const square = (stddev) => (stddev === null ? null : stddev ** 2);

export class Variance {
  #lab;
  #place;
  /** The layer that is looked at, from 1. */
  #layer = 2;
  /** @type {Inspected | null} */
  #results = null;
  #measuring = false;
  /** Whether something has changed since it was last measured. */
  #stale = false;
  #soon;

  /** @param {HTMLElement} place */
  constructor(place) {
    const lab = labOf(place.dataset.figure);
    if (!lab) throw new Error(`There is no figure “${place.dataset.figure}” with a lab.`);
    this.#lab = lab;
    this.#place = place;
    this.#soon = seldom(() => this.#measure()).soon;
    follow(lab, () => lab.getResults() && this.#soon());
    this.#render();
    if (lab.getResults()) this.#soon();
  }

  /** One measurement at a time: a large network takes a while. */
  async #measure() {
    this.#stale = true;
    if (this.#measuring) return;
    this.#measuring = true;
    this.#stale = false;
    try {
      this.#results = await this.#lab.inspect();
      this.#render();
    } catch {
      // The figure says what is wrong with it; what was measured last stays.
    }
    this.#measuring = false;
    if (this.#stale) this.#soon();
  }

  #render() {
    render(this.#content(), this.#place);
  }

  #content() {
    const results = this.#results;
    if (!results)
      return html`<p class="help">
        Once the figure is open, each step of the argument stands here beside its measurement.
      </p>`;
    const { layers } = results.runs[0].inspection;
    const hidden = layers.length - 1;
    if (hidden < 2)
      return html`<p class="help">
        The argument leads from one hidden layer to the next. The figure has ${hidden} now.
      </p>`;
    const layer = Math.min(this.#layer, hidden);
    return html`<p class="which">
        <label
          >Hidden layer
          <select @change=${(/** @type {Event} */ e) => this.#choose(e)}>
            ${Array.from({ length: hidden - 1 }, (_, k) => k + 2).map(
              (k) => html`<option value=${k} .selected=${k === layer}>${k}</option>`,
            )}
          </select></label
        >
        of ${hidden}, at iteration ${format.integer(results.iteration)}
      </p>
      <div
        class="scroll"
        tabindex=${results.runs.length > 2 ? 0 : nothing}
        role="group"
        aria-label="The argument, measured"
      >
        ${table(results, layer)}
      </div>
      <p class="help">
        ${
          results.iteration === 0
            ? html`z is a unit’s weighted sum, a its activation. Weights have just been drawn, and biases are what they
              begin with, so the product and what was measured differ by the luck of one draw.`
            : html`z is a unit’s weighted sum, a its activation. By now weights follow from the data, and biases have
              moved: the product need not be what is measured. Rewind to see the start.`
        }
      </p>`;
  }

  /** @param {Event} event */
  #choose({ currentTarget }) {
    this.#layer = Number(/** @type {HTMLSelectElement} */ (currentTarget).value);
    this.#render();
  }
}

/** @param {Inspected} results @param {number} layer  from 1 */
const table = ({ runs }, layer) =>
  html`<table>
    <thead>
      <tr>
        <th scope="col">step</th>
        ${runs.map(({ label }) => html`<th scope="col">${label}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${STEPS.map(
        ({ words, formula, measure, tell = format.cost, result }) =>
          html`<tr class=${result ? 'result' : ''}>
            <th scope="row">
              <span class="step"><span>${words}</span> <math displaystyle="true">${formula}</math></span>
            </th>
            ${runs.map((run) => html`<td>${tell(measure(run, layer - 1))}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
