/** Signals and gradients through the layers, in absolute numbers, all runs on shared axes. */
import { html, nothing } from 'lit';
import { decades } from '../../charts/signal-chart.js';
import { swatch } from '../parts.js';
import { behind, layerName, number, shown } from './inside-parts.js';
import { signalWords } from './signal-words.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./inside-parts.js').Shown} Shown */
/** @typedef {import('../../engine/lab.js').LayerInspection} LayerInspection */

/** @type {{ name: string, title: string, short: string, of: (layer: LayerInspection) => number, back: boolean }[]} */
export const MEASURES = [
  {
    name: 'z',
    title: 'σ of pre-activations z',
    short: 'σ of z',
    of: ({ preActivation }) => preActivation.stddev,
    back: false,
  },
  { name: 'a', title: 'σ of activations a', short: 'σ of a', of: ({ activation }) => activation.stddev, back: false },
  { name: 'dz', title: 'rms of ∂cost/∂z', short: '∂cost/∂z', of: ({ gradientRms }) => gradientRms, back: true },
  {
    name: 'dw',
    title: 'rms of ∂cost/∂W',
    short: '∂cost/∂W',
    of: ({ weightGradientRms }) => weightGradientRms,
    back: true,
  },
];

/** @param {View} view */
export function signalSection(view) {
  const runs = shown(view);
  const theory = runs.some(({ inside }) => inside.start?.expected.some((value) => value > 0));
  const zero = runs.some(({ inside }) =>
    inside.inspection.layers.some((layer) => MEASURES.some(({ of }) => of(layer) === 0)),
  );
  return html`<section role="group" class="signals" aria-labelledby="inside-signals">
    <h2 id="inside-signals">Signals by layer</h2>
    <ul class="findings">
      ${runs.map((each) => finding(each))}
    </ul>
    <p class="about">
      Each chart shows one measure of every layer, over all its units and all training samples, on a log scale. σ is a
      standard deviation, rms a root mean square. ${zero ? 'Values of exactly 0 are at the bottom.' : ''}
      ${theory ? theoryWords(view) : ''}
    </p>
    <div class="charts">
      ${MEASURES.map(
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
    return 'Thin bars show what theory predicts for a wide network at iteration 0.';
  return view.shows('rewind')
    ? 'The table has what theory predicts for iteration 0; rewind to see it in the chart.'
    : 'The table has what theory predicts for iteration 0.';
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
  const measure = /** @type {typeof MEASURES[number]} */ (MEASURES.find((each) => each.name === name));
  const runs = shown(view);
  const atStart = view.model.frame?.iteration === 0;
  const together = MEASURES.filter(({ back }) => back === measure.back);
  const all = runs.flatMap(({ inside }) =>
    [inside.inspection, inside.start?.inspection].flatMap(
      (inspection) => inspection?.layers.flatMap((layer) => together.map(({ of }) => of(layer))) ?? [],
    ),
  );
  const expected = (/** @type {Shown} */ { inside }) =>
    measure.name === 'z' && atStart ? (inside.start?.expected ?? null) : null;
  return {
    layers: runs[0]?.inside.inspection.layers.length ?? 0,
    range: decades([...all, ...(measure.back ? [] : runs.flatMap((run) => [...(run.inside.start?.expected ?? [])]))]),
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
        <th scope="colgroup" colspan="3">σ of z at iteration 0</th>
      </tr>
      <tr>
        ${MEASURES.map(({ short }) => html`<th scope="col">${short}</th>`)}
        <th scope="col">measured</th>
        <th scope="col">theory</th>
        <th scope="col">ratio</th>
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
      <th scope="rowgroup" colspan=${MEASURES.length + 4}><bdi>${run.label}</bdi></th>
    </tr>
    ${layers.map((layer, k) => {
      const measured = inside.start?.inspection.layers[k].preActivation.stddev ?? NaN;
      const expected = inside.start?.expected[k] ?? NaN;
      return html`<tr>
        <th scope="row">${layerName(k, layers.length)}</th>
        ${MEASURES.map(({ of }) => html`<td>${number(of(layer))}</td>`)}
        <td>${inside.start ? number(measured) : nothing}</td>
        <td>${Number.isNaN(expected) ? 'none' : number(expected)}</td>
        <td>${expected > 0 ? number(measured / expected, 3) : '–'}</td>
      </tr>`;
    })}
  </tbody>`;
}
