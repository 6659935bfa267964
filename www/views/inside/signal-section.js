/** Signals, error signals and gradients through the layers, in absolute numbers, all runs on shared axes. */
import { html, nothing } from 'lit';
import { decades } from '../../charts/signal-chart.js';
import { swatch } from '../parts.js';
import { behind, layerName, number, shown } from './inside-parts.js';
import { signalWords } from './signal-words.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./inside-parts.js').Shown} Shown */
/** @typedef {import('../../engine/lab.js').LayerInspection} LayerInspection */

/** @type {{ name: string, title: string, short: string, of: (layer: LayerInspection) => number, back: boolean, chart: boolean }[]} */
const MEASURES = [
  {
    name: 'z',
    title: 'Signal: rms of z',
    short: 'rms of z',
    of: ({ preActivationRms }) => preActivationRms,
    back: false,
    chart: true,
  },
  {
    name: 'between',
    title: 'Between samples: σ of z',
    short: 'σ of z between samples',
    of: ({ preActivationBetweenSamples }) => preActivationBetweenSamples,
    back: false,
    chart: true,
  },
  {
    name: 'a',
    title: 'σ of activations a between samples',
    short: 'σ of a between samples',
    of: ({ activationBetweenSamples }) => activationBetweenSamples,
    back: false,
    chart: false,
  },
  {
    name: 'dz',
    title: 'Error signal: rms of ∂cost/∂z',
    short: 'error signal',
    of: ({ gradientRms }) => gradientRms,
    back: true,
    chart: true,
  },
  {
    name: 'dw',
    title: 'Weights’ gradient: rms of ∂cost/∂W',
    short: 'weights’ gradient',
    of: ({ weightGradientRms }) => weightGradientRms,
    back: true,
    chart: true,
  },
];

/** Those with a chart. */
export const CHARTED = MEASURES.filter(({ chart }) => chart);

/** What theory expects, of which measure, under which name. */
const EXPECTED = /** @type {const} */ ([
  { name: 'z', key: 'rms' },
  { name: 'between', key: 'betweenSamples' },
]);

/** @param {string} name */
const measureOf = (name) => /** @type {typeof MEASURES[number]} */ (MEASURES.find((each) => each.name === name));

/** @param {View} view */
export function signalSection(view) {
  const runs = shown(view);
  const theory = runs.some(({ inside }) => inside.start?.expected?.rms.some((value) => value > 0));
  const zero = runs.some(({ inside }) =>
    inside.inspection.layers.some((layer) => MEASURES.some(({ of }) => of(layer) === 0)),
  );
  return html`<section role="group" class="signals" aria-labelledby="inside-signals">
    <h2 id="inside-signals">Signals by layer</h2>
    <ul class="findings">
      ${runs.map((each) => finding(each))}
    </ul>
    <p class="about">
      Each chart shows one measure of every layer, over all its units and all training samples, on a log scale. rms is a
      root mean square. σ between samples is the standard deviation of a unit over the samples, root mean square over
      units. ${zero ? 'Values of exactly 0 are at the bottom.' : ''} ${theory ? theoryWords(view) : ''}
    </p>
    <div class="charts">
      ${CHARTED.map(
        ({ name, title }) =>
          html`<figure class="signal">
            <h3>${title}</h3>
            <canvas
              data-measure=${name}
              role="img"
              aria-label="${title} by layer, ${runs.length} runs; the table has the numbers"
            ></canvas>
          </figure>`,
      )}
    </div>
    ${behind(view, 'signals', 'Signals as a table', () => table(runs))}
  </section>`;
}

/** Where the theoretical values are. @param {View} view */
function theoryWords(view) {
  if (view.model.frame?.iteration === 0)
    return 'Thin bars show wide-network theory: the average of layers of unlimited width. Narrow layers, and deep networks, differ from it by chance.';
  return view.shows('rewind')
    ? 'The table has wide-network theory for iteration 0; rewind to see it in the chart.'
    : 'The table has wide-network theory for iteration 0.';
}

/** What a run's signals do, beside its line's key. @param {Shown} each */
const finding = ({ run, slot, inside, index }) =>
  html`<li data-run=${index}>
    ${swatch(slot)}
    <p>
      <bdi class="name">${run.label}</bdi>
      <span class="sentence" .textContent=${signalWords(inside.inspection)}></span>
    </p>
  </li>`;

/**
 * The lines of one measure, and the range shared with the other measure of the same direction.
 * @param {View} view @param {string} name
 */
export function linesOf(view, name) {
  const measure = measureOf(name);
  const theory = EXPECTED.find((each) => each.name === name);
  const runs = shown(view);
  const atStart = view.model.frame?.iteration === 0;
  const together = MEASURES.filter(({ back }) => back === measure.back);
  const all = runs.flatMap(({ inside }) =>
    [inside.inspection, inside.start?.inspection].flatMap(
      (inspection) => inspection?.layers.flatMap((layer) => together.map(({ of }) => of(layer))) ?? [],
    ),
  );
  const expected = (/** @type {Shown} */ { inside }) =>
    theory && atStart ? (inside.start?.expected?.[theory.key] ?? null) : null;
  return {
    layers: runs[0]?.inside.inspection.layers.length ?? 0,
    range: decades([
      ...all,
      ...(measure.back
        ? []
        : runs.flatMap((run) => EXPECTED.flatMap(({ key }) => [...(run.inside.start?.expected?.[key] ?? [])]))),
    ]),
    lines: runs.map((each) => ({
      label: each.run.label,
      slot: each.slot,
      values: each.inside.inspection.layers.map(measure.of),
      expected: expected(each),
    })),
  };
}

/** @param {Shown[]} runs */
function table(runs) {
  return html`<table id="signals">
    <thead>
      <tr>
        <th scope="col" rowspan="2">layer</th>
        <th scope="colgroup" colspan=${MEASURES.length}>now</th>
        ${EXPECTED.map(
          ({ name }) => html`<th scope="colgroup" colspan="3">${measureOf(name).short} at iteration 0</th>`,
        )}
      </tr>
      <tr>
        ${MEASURES.map(({ short }) => html`<th scope="col">${short}</th>`)}
        ${EXPECTED.map(
          () =>
            html`<th scope="col">measured</th>
              <th scope="col">wide-network theory</th>
              <th scope="col">ratio</th>`,
        )}
      </tr>
    </thead>
    ${runs.map((each) => rows(each))}
  </table>`;
}

/** @param {Shown} each */
function rows({ run, inside, index }) {
  const { layers } = inside.inspection;
  return html`<tbody data-run=${index} translate="no">
    <tr class="run">
      <th scope="rowgroup" colspan=${MEASURES.length + 1 + 3 * EXPECTED.length}><bdi>${run.label}</bdi></th>
    </tr>
    ${layers.map(
      (layer, k) =>
        html`<tr>
          <th scope="row">${layerName(k, layers.length)}</th>
          ${MEASURES.map(({ of }) => html`<td>${number(of(layer))}</td>`)}
          ${EXPECTED.map(({ name, key }) => beside(inside, k, measureOf(name).of, key))}
        </tr>`,
    )}
  </tbody>`;
}

/**
 * Measured at iteration 0, expected by theory, and the ratio of the two.
 * @param {Shown['inside']} inside @param {number} layer @param {(layer: LayerInspection) => number} of @param {typeof EXPECTED[number]['key']} key
 */
function beside({ start }, layer, of, key) {
  const measured = start ? of(start.inspection.layers[layer]) : NaN;
  const expected = start?.expected?.[key][layer] ?? NaN;
  return html`<td>${start ? number(measured) : nothing}</td>
    <td>${Number.isNaN(expected) ? 'none' : number(expected)}</td>
    <td>${expected > 0 ? number(measured / expected, 3) : '–'}</td>`;
}
