/** The image of a circle in each layer of the networks, its length and the correlation of its points, beside theory. */
import { html, nothing } from 'lit';
import { curveLayer, pointsByLayer } from '../../charts/curve-image.js';
import { integer } from '../../charts/format.js';
import { decades } from '../../charts/signal-chart.js';
import { TURN } from '../../engine/inside.js';
import { behind, columns, heading, layerName, number, share, shown } from './inside-parts.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./inside-parts.js').Shown} Shown */
/** @typedef {import('../../charts/curve-image.js').CurveLayer} CurveLayer */
/** @typedef {{ layers: CurveLayer[], length: number[] | null, correlation: number[] | null }} Curve  length, correlation: what theory expects */

/** @type {WeakMap<Shown['inside'], Curve>} */
const curves = new WeakMap();

/** The circle in each layer of a run. @param {Shown['inside']} inside @returns {Curve} */
export function curveOf(inside) {
  let curve = curves.get(inside);
  if (!curve) {
    const layers = pointsByLayer(inside.probes, unitsOf(inside)).map((points) => curveLayer(points.slice(0, TURN)));
    const [near, quarter] = inside.theory;
    curve = {
      layers,
      // Of two points, the variance between them is a quarter of their squared distance.
      length: near ? Array.from(near.betweenSamples, (deviation) => 2 * TURN * deviation) : null,
      correlation: quarter ? Array.from(quarter.rms, (rms, k) => ofEqual(rms, quarter.betweenSamples[k])) : null,
    };
    curves.set(inside, curve);
  }
  return curve;
}

/** @param {Shown['inside']} inside */
export const unitsOf = ({ inspection }) => inspection.layers.map(({ units }) => units);

/** The correlation of two points of one mean square. @param {number} rms @param {number} deviation  between the two */
const ofEqual = (rms, deviation) => 1 - 2 * (deviation / rms) ** 2;

/** @type {Record<string, { title: string, short: string, linear: boolean, of: (layer: CurveLayer) => number, expected: (curve: Curve) => number[] | null }>} */
const MEASURES = {
  length: {
    title: 'Length of the curve, over √units',
    short: 'length / √units',
    linear: false,
    of: ({ length }) => length,
    expected: ({ length }) => length,
  },
  correlation: {
    title: 'Correlation of points a quarter turn apart',
    short: 'correlation',
    linear: true,
    of: ({ correlation }) => correlation,
    expected: ({ correlation }) => correlation,
  },
};

/** The titles of the charts, by name. @type {Record<string, string>} */
export const CURVE_TITLES = Object.fromEntries(Object.entries(MEASURES).map(([name, { title }]) => [name, title]));

/** The output layer has one unit: no curve in it. @template T @param {T[]} layers @returns {T[]} */
const hidden = (layers) => layers.slice(0, -1);

/** @param {View} view */
export function curveSection(view) {
  const runs = shown(view);
  if (runs[0].inside.inspection.layers.length < 2) return nothing;
  const theory = runs.some(({ inside }) => curveOf(inside).length?.some((value) => value > 0));
  return html`<section role="group" class="curve" aria-labelledby="inside-curve">
    <h2 id="inside-curve">A circle through the layers</h2>
    <p class="about">
      The circle around the origin whose radius is the rms distance of the training samples, as ${integer(TURN)} points
      that straight lines join. Each picture shows the values z of a hidden layer’s units at these points, on the two
      axes along which they vary most, on a scale of its own. A dot marks the circle’s first point. The correlation of
      two points is Σ z z′ / √(Σ z² Σ z′²) over the units of a layer.
      ${theory ? 'Thin bars show wide-network theory.' : ''}
    </p>
    ${columns(runs, (each) => pictures(each))}
    <div class="charts">
      ${Object.entries(CURVE_TITLES).map(
        ([name, title]) =>
          html`<figure class="signal">
            <h3>${title}</h3>
            <canvas
              data-curve=${name}
              role="img"
              aria-label="${title} by layer, ${runs.length} runs; the table has the numbers"
            ></canvas>
          </figure>`,
      )}
    </div>
    ${behind(view, 'curve', 'The circle as a table', () => table(runs))}
  </section>`;
}

/** @param {Shown} each */
const pictures = (each) =>
  html`<figure class="turns" data-run=${each.index}>
    ${heading(each)}
    <canvas role="img" aria-label=${words(each)}></canvas>
  </figure>`;

/** The pictures in a sentence. @param {Shown} each */
function words({ run, inside }) {
  const layers = hidden(curveOf(inside).layers);
  const [first, last] = [layers[0], /** @type {CurveLayer} */ (layers.at(-1))];
  return `The image of a circle in ${layers.length} hidden layers of ${run.label}. From the first to the last of them its length over √units goes from ${number(first.length)} to ${number(last.length)}, the correlation of points a quarter turn apart from ${number(first.correlation)} to ${number(last.correlation)}; two axes show ${share(last.share)} of what varies in the last.`;
}

/** The lines of a measure of the curve. @param {View} view @param {string} name */
export function curveLines(view, name) {
  const { of, expected, linear } = MEASURES[name];
  const lines = shown(view).map(({ run, slot, inside }) => {
    const curve = curveOf(inside);
    return { label: run.label, slot, values: hidden(curve.layers).map(of), expected: hidden(expected(curve) ?? []) };
  });
  const all = lines.flatMap(({ values, expected }) => [...values, ...expected]);
  return {
    layers: lines[0]?.values.length ?? 0,
    lines,
    range: linear ? { low: Math.min(0, ...all.filter(Number.isFinite)) < 0 ? -1 : 0, high: 1, linear } : decades(all),
  };
}

/** @param {Shown[]} runs */
function table(runs) {
  const measures = Object.values(MEASURES);
  return html`<table id="curves">
    <thead>
      <tr>
        <th scope="col">layer</th>
        ${measures.map(
          ({ short }) =>
            html`<th scope="col">${short}</th>
              <th scope="col">theory at iteration 0</th>`,
        )}
        <th scope="col">on two axes</th>
      </tr>
    </thead>
    ${runs.map(({ run, inside, index }) => {
      const curve = curveOf(inside);
      return html`<tbody data-run=${index} translate="no">
        <tr class="run">
          <th scope="rowgroup" colspan=${2 + 2 * measures.length}><bdi>${run.label}</bdi></th>
        </tr>
        ${hidden(curve.layers).map(
          (layer, k) =>
            html`<tr>
              <th scope="row">${layerName(k, curve.layers.length)}</th>
              ${measures.map(
                ({ of, expected }) =>
                  html`<td>${number(of(layer))}</td>
                    <td>${theoretical(expected(curve), k)}</td>`,
              )}
              <td>${share(layer.share)}</td>
            </tr>`,
        )}
      </tbody>`;
    })}
  </table>`;
}

/** @param {number[] | null} expected @param {number} layer */
export const theoretical = (expected, layer) =>
  expected === null ? '–' : Number.isNaN(expected[layer]) ? 'none' : number(expected[layer]);
