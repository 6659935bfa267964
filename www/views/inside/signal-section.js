/** Signals and gradients through the layers, in absolute numbers, all runs on shared axes. */
import { html, nothing } from 'lit';
import { MOST_LABELLED, decades } from '../../charts/signal-chart.js';
import { behind, layerName, legend, number, shown } from './inside-parts.js';

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
  const atStart = view.model.frame?.iteration === 0;
  const theory = runs.some(({ inside }) => inside.start?.expected.some((value) => value > 0));
  const zero = runs.some(({ inside }) =>
    inside.inspection.layers.some((layer) => MEASURES.some(({ of }) => of(layer) === 0)),
  );
  return html`<section role="group" class="signals" aria-labelledby="inside-signals">
    <h2 id="inside-signals">Signals by layer</h2>
    <p class="about">
      Standard deviations σ and root mean squares (rms) over all units and training samples, log scale.
      ${zero ? 'Exact zeros are at the bottom, marked 0.' : ''}
      ${theory ? `Thin bars, at iteration 0: what theory expects of a wide network${atStart ? '' : ` (${view.shows('rewind') ? 'rewind to see them; ' : ''}the table has them)`}.` : ''}
    </p>
    ${runs.length > MOST_LABELLED ? legend(runs) : nothing}
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
  return html`<tbody data-run=${index}>
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
