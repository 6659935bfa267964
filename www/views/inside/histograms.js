/** Distributions of weights, activations and error signals in each layer, now and at iteration 0. */
import { html } from 'lit';
import { edges, total } from '../../charts/histogram.js';
import { integer } from '../../charts/format.js';
import { ordinal, shownLayers } from '../../charts/network-diagram.js';
import { behind, columns, heading, layerName, shown } from './inside-parts.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./inside-parts.js').Shown} Shown */
/** @typedef {import('./inside-look.js').Kind} Kind */

/** Maximum rows of histograms drawn; deeper networks show every n-th layer. */
const MOST_ROWS = 8;

/** @type {{ name: Kind, title: string, about: string }[]} */
const KINDS = [
  { name: 'weights', title: 'weights', about: 'Weights w, in 80 bins from −4 to 4.' },
  {
    name: 'activations',
    title: 'activations',
    about: 'Activations a of all units on all training samples, in 80 bins from −4 to 4.',
  },
  {
    name: 'gradients',
    title: 'error signals',
    about: '|∂cost/∂z| of all units and training samples, in 28 bins from 10⁻¹² to 10²; zeros are counted apart.',
  },
];

/** @param {View} view */
export function histogramSection(view) {
  const { look, act } = view;
  const runs = shown(view);
  const count = runs[0].inside.inspection.layers.length;
  const { stride } = shownLayers(count, MOST_ROWS);
  const { title, about } = KINDS.find(({ name }) => name === look.kind) ?? KINDS[0];
  return html`<section role="group" class="histograms" aria-labelledby="inside-histograms">
    <header>
      <h2 id="inside-histograms">Distributions</h2>
      <div class="group switch" role="group" aria-label="Distribution of">
        ${KINDS.map(
          ({ name, title }) =>
            html`<button
              type="button"
              id="kind-${name}"
              aria-pressed=${look.kind === name}
              @click=${() => act.chooseKind(name)}
            >
              ${title}
            </button>`,
        )}
      </div>
    </header>
    <p class="about">
      ${about} Bars show this iteration, outlines iteration 0. “top” is the share in the fullest bin; it is as high as
      its row. ${stride > 1 ? `Every ${ordinal(stride)} of ${count} layers is shown; the table has all.` : ''}
    </p>
    ${columns(
      runs,
      (each) =>
        html`<figure class="histogram" data-run=${each.index}>
          ${heading(each)}
          <canvas role="img" aria-label="${title} of ${each.run.label} by layer; the table has the counts"></canvas>
        </figure>`,
    )}
    ${behind(view, 'histograms', 'Counts as a table', () => table(runs, look.kind))}
  </section>`;
}

/**
 * The rows drawn for a run.
 * @param {Shown} each @param {Kind} kind @returns {import('../../charts/histogram.js').Row[]}
 */
export function rowsOf({ inside }, kind) {
  const { layers } = inside.inspection;
  return shownLayers(layers.length, MOST_ROWS).layers.map((k) => ({
    name: layerName(k, layers.length),
    now: layers[k][kind],
    start: inside.start?.inspection.layers[k][kind] ?? null,
  }));
}

/** Bins that are not empty in some layer of some run, now. @param {Shown[]} runs @param {Kind} kind */
function table(runs, kind) {
  const { layers } = runs[0].inside.inspection;
  const first = layers[0][kind];
  const magnitudes = kind === 'gradients';
  const bins = first.counts.flatMap((_, bin) =>
    runs.some(({ inside }) =>
      [inside.inspection, inside.start?.inspection].some((each) =>
        each?.layers.some((layer) => layer[kind].counts[bin] > 0),
      ),
    )
      ? [bin]
      : [],
  );
  const cells = runs.flatMap(({ inside }) =>
    inside.inspection.layers.map((layer, k) => ({ now: layer[kind], start: inside.start?.inspection.layers[k][kind] })),
  );
  const edge = (/** @type {number} */ value) => (magnitudes ? `10^${value}` : `${value}`).replace('-', '−');
  const row = (/** @type {string} */ name, /** @type {(histogram: any) => number} */ count) =>
    html`<tr>
      <th scope="row">${name}</th>
      ${cells.map(
        ({ now, start }) =>
          html`<td>${integer(count(now))}</td>
            <td class="start">${start ? integer(count(start)) : '–'}</td>`,
      )}
    </tr>`;
  return html`<table id="histograms">
    <thead>
      <tr>
        <th scope="col" rowspan="3">${magnitudes ? '|∂cost/∂z|' : kind === 'weights' ? 'w' : 'a'}</th>
        ${runs.map(({ run }) => html`<th scope="colgroup" colspan=${2 * layers.length}><bdi>${run.label}</bdi></th>`)}
      </tr>
      <tr>
        ${runs.map(() => layers.map((_, k) => html`<th scope="colgroup" colspan="2">${layerName(k, layers.length)}</th>`))}
      </tr>
      <tr>
        ${cells.map(
          () =>
            html`<th scope="col">now</th>
              <th scope="col" class="start">at 0</th>`,
        )}
      </tr>
    </thead>
    <tbody translate="no">
      ${magnitudes ? row('exactly 0', ({ zeros }) => zeros) : ''}
      ${row(`below ${edge(first.low)}`, ({ below }) => below)}
      ${bins.map((bin) => {
        const [low, high] = edges(first, bin);
        return row(`${edge(low)} to ${edge(high)}`, ({ counts }) => counts[bin]);
      })}
      ${row(`${edge(first.high)} and above`, ({ above }) => above)} ${row('all', total)}
    </tbody>
  </table>`;
}
