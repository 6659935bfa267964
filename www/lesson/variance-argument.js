/** The variance argument, step by step, each step measured in a figure's networks: a column for each run. */
import { html, mathml, nothing, render } from 'lit';
import * as format from '../charts/format.js';
import { Inside, follow, labOf } from './following.js';

/** @typedef {import('../element/results.js').Inspected} Inspected */
/** @typedef {Inspected['runs'][number]} Run */
/** @typedef {import('../engine/lab.js').Moments} Moments */

/** Mean square. @param {Moments} moments */
const meanSquare = ({ mean, stddev }) => stddev ** 2 + mean ** 2;

/** The layer of the argument, from 1. */
const l = mathml`<mi>l</mi>`;
const before = mathml`<mrow>${l}<mo>−</mo><mn>1</mn></mrow>`;
const n = mathml`<msub><mi>n</mi><mtext>in</mtext></msub>`;
const units = mathml`<msub><mi>n</mi><mtext>out</mtext></msub>`;
/** Variance of the weights: as the initializer sets it, and as drawn. */
const sigma = mathml`<msubsup><mi>σ</mi><mi>w</mi><mn>2</mn></msubsup>`;
const drawn = mathml`<msubsup><mi>s</mi><mi>w</mi><mn>2</mn></msubsup>`;
const space = mathml`<mspace width="0.2em"></mspace>`;
/** ∂cost/∂z. @param {unknown} of */
const error = (of) =>
  mathml`<mrow><mi mathvariant="normal">E</mi><mo stretchy="false">[</mo><mo stretchy="false">(</mo><mi>∂</mi><msub><mi>z</mi>${of}</msub><msup><mo stretchy="false">)</mo><mn>2</mn></msup><mo stretchy="false">]</mo></mrow>`;
/** @param {string} name @param {unknown} of */
const mean = (name, of) =>
  mathml`<mrow><mi mathvariant="normal">E</mi><mo stretchy="false">[</mo><msubsup><mi>${name}</mi>${of}<mn>2</mn></msubsup><mo stretchy="false">]</mo></mrow>`;

/**
 * @typedef {object} Step
 * @property {string} words
 * @property {unknown} formula
 * @property {(run: Run, layer: number) => number | null} measure  layer: its index in the network, at least 1
 * @property {(value: any) => string} [tell]
 * @property {boolean} [result]  the conclusion of the steps before
 */

/**
 * Mean factor by which an activation scales the mean square of ∂cost/∂z: its slope squared. ReLU's is 1 for the half of
 * z above 0. For others it depends on the size of z.
 * @type {Record<string, number>}
 */
const PASSES = { relu: 1 / 2, identity: 1 };

/** The steps of the argument for an activation function. @param {string} [activation] @returns {Step[]} */
const stepsOf = (activation = '') => [
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
    words: 'actual variance of the layer’s weights',
    formula: drawn,
    measure: ({ weights }, layer) => square(weights[layer].stddev),
  },
  {
    words: 'mean of a² over the units before it and all points',
    formula: mean('a', before),
    measure: ({ inspection }, layer) => meanSquare(inspection.layers[layer - 1].activation),
  },
  {
    words: `its share in the mean of z² there${activation === 'relu' ? ': about ½, with ReLU' : ''}`,
    formula: mathml`<mfrac>${mean('a', before)}${mean('z', before)}</mfrac>`,
    measure: ({ inspection }, layer) => {
      const { activation: a, preActivation: z } = inspection.layers[layer - 1];
      return meanSquare(a) / meanSquare(z);
    },
  },
  {
    words: 'the product: expected mean of z²',
    formula: mathml`<mrow>${n}${space}${drawn}${space}${mean('a', before)}</mrow>`,
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
  ...wayBack(PASSES[activation]),
];

/** @param {number} [passes]  factor by which the previous layer's activation scales the mean square of ∂cost/∂z @returns {Step[]} */
const wayBack = (passes) => [
  ...(passes === undefined
    ? []
    : [
        {
          words: 'on the way back, expected factor for (∂cost/∂z)²',
          formula: mathml`<mrow>${passes < 1 ? mathml`<mn>½</mn>${space}` : nothing}${units}${space}${drawn}</mrow>`,
          measure: (/** @type {Run} */ { inspection, weights }, /** @type {number} */ layer) =>
            passes * inspection.layers[layer].units * weights[layer].stddev ** 2,
        },
      ]),
  {
    words: 'from this layer to the one before, (∂cost/∂z)² is multiplied by',
    formula: mathml`<mfrac>${error(before)}${error(l)}</mfrac>`,
    measure: ({ inspection: { layers } }, layer) => (layers[layer - 1].gradientRms / layers[layer].gradientRms) ** 2,
    result: true,
  },
];

/** @param {number | null} stddev */
const square = (stddev) => (stddev === null ? null : stddev ** 2);

export class Variance {
  #lab;
  #place;
  /** The layer shown, from 1. */
  #layer = 2;
  #inside;

  /** @param {HTMLElement} place */
  constructor(place) {
    const lab = labOf(place.dataset.figure);
    if (!lab) throw new Error(`There is no figure “${place.dataset.figure}” with a lab.`);
    this.#lab = lab;
    this.#place = place;
    this.#inside = new Inside(lab, () => this.#render());
    follow(lab, () => lab.getResults() && this.#inside.ask());
    this.#render();
    if (lab.getResults()) this.#inside.ask();
  }

  #render() {
    render(this.#content(), this.#place);
  }

  #content() {
    const { results } = this.#inside;
    if (!results)
      return html`<p class="help">
        When the figure is open, each step of the argument appears here beside its measurement.
      </p>`;
    const { layers } = results.runs[0].inspection;
    const hidden = layers.length - 1;
    if (hidden < 2)
      return html`<p class="help">
        The argument leads from one hidden layer to the next. The figure has ${hidden} now.
      </p>`;
    const layer = Math.min(this.#layer, hidden);
    const activation = this.#lab.getState()?.network.activation;
    const half = activation === 'relu' ? ' ReLU lets half of a square pass, forward and back.' : '';
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
        ${table(results, layer, stepsOf(activation))}
      </div>
      <p class="help">
        ${
          results.iteration === 0
            ? html`z is a unit’s weighted sum, a its activation, ∂z short for ∂cost/∂z.${half} Weights have just been
              drawn, and biases have their initial values, so expected and measured values differ only by the luck of
              one draw.`
            : html`z is a unit’s weighted sum, a its activation, ∂z short for ∂cost/∂z.${half} By now training has
              changed weights and biases, so the product need not equal the measured value. Rewind to see the start.`
        }
      </p>`;
  }

  /** @param {Event} event */
  #choose({ currentTarget }) {
    this.#layer = Number(/** @type {HTMLSelectElement} */ (currentTarget).value);
    this.#render();
  }
}

/** @param {Inspected} results @param {number} layer  from 1 @param {Step[]} steps */
const table = ({ runs }, layer, steps) =>
  html`<table>
    <thead>
      <tr>
        <th scope="col">step</th>
        ${runs.map(({ label }) => html`<th scope="col">${label}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${steps.map(
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
