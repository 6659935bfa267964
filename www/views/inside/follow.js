/** One point's path through each network: marked in every panel, with its numbers layer by layer. */
import { html, nothing, svg } from 'lit';
import { correlationOf, pointsByLayer } from '../../charts/curve-image.js';
import { shownUnits } from '../../charts/network-diagram.js';
import { TURN } from '../../engine/inside.js';
import { className } from '../../experiment/dataset.js';
import { theoretical, unitsOf } from './curve-section.js';
import { behind, columns, heading, layerName, number, shown } from './inside-parts.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./inside-parts.js').Shown} Shown */
/** @typedef {import('../../charts/scales.js').Bounds} Bounds */
/** @typedef {import('./inside-look.js').Followed} Followed */

/** Distance in pixels within which a click selects a training point: larger for fingers than for a mouse. */
const REACH = { fine: 9, coarse: 18 };
/** As fractions of the picture's side: a step of the arrow keys, and one with Shift. */
const STEP = 0.02;
const LONG_STEP = 0.1;

/**
 * Handles clicks and keys over a panel's picture while the inside is open, and marks the point.
 * @param {View} view @param {{ label: string }} run
 */
export function probe(view, run) {
  const { look, act, own, model } = view;
  if (!look.open || own?.drawing || !model.points) return nothing;
  const { follow } = look;
  return html`<div
    class="probe"
    tabindex="0"
    role="application"
    aria-roledescription="picture with a point to follow"
    aria-label="Follow a point through ${run.label}"
    aria-describedby="follow-keys"
    @click=${(/** @type {MouseEvent} */ e) => act.follow(pointAt(e, view))}
    @keydown=${(/** @type {KeyboardEvent} */ e) => byKey(e, view)}
  >
    ${follow ? marker(model.bounds, follow) : nothing}
  </div>`;
}

/** @param {Bounds} bounds @param {Followed} follow */
function marker({ xMin, xMax, yMin, yMax }, { point: [x, y], label }) {
  const [cx, cy] = [((x - xMin) / (xMax - xMin)) * 100, ((yMax - y) / (yMax - yMin)) * 100];
  const lines = svg`<path d="M${cx} 0V${cy - 4}M${cx} ${cy + 4}V100M0 ${cy}H${cx - 4}M${cx + 4} ${cy}H100"></path><circle
    cx=${cx} cy=${cy} r=${label === undefined ? 2 : 3}></circle>`;
  return html`<svg class="marker" viewBox="0 0 100 100" aria-hidden="true">
    <g class="under">${lines}</g>
    <g>${lines}</g>
  </svg>`;
}

/**
 * A training point to follow.
 * @param {NonNullable<View['model']['points']>} points @param {number} index @returns {Followed}
 */
const training = ({ train: { points, labels } }, index) => ({
  point: [points[2 * index], points[2 * index + 1]],
  label: /** @type {0 | 1} */ (labels[index]),
  index,
});

/**
 * The nearest training point; −1 if none is within reach.
 * @param {ArrayLike<number>} points @param {number} x @param {number} y @param {number} reach
 */
export function nearestPoint(points, x, y, reach) {
  let [nearest, least] = [-1, reach];
  for (let k = 0; 2 * k < points.length; k += 1) {
    const distance = Math.hypot(points[2 * k] - x, points[2 * k + 1] - y);
    if (distance > least) continue;
    [nearest, least] = [k, distance];
  }
  return nearest;
}

/** @param {Bounds} bounds @param {number} x @param {number} y @returns {[number, number]} rounded to the picture's resolution, within the bounds */
function tidy({ xMin, xMax, yMin, yMax }, x, y) {
  const decimals = Math.min(15, Math.max(0, Math.ceil(3 - Math.log10(xMax - xMin))));
  const short = (/** @type {number} */ value) => Number(value.toFixed(decimals)) + 0;
  return [short(Math.min(xMax, Math.max(xMin, x))), short(Math.min(yMax, Math.max(yMin, y)))];
}

/** @param {MouseEvent} event @param {View} view @returns {Followed} */
function pointAt(event, { model: { bounds, points } }) {
  const { left, top, width, height } = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
  const span = bounds.xMax - bounds.xMin;
  const x = bounds.xMin + ((event.clientX - left) / width) * span;
  const y = bounds.yMax - ((event.clientY - top) / height) * (bounds.yMax - bounds.yMin);
  const touch = /** @type {PointerEvent} */ (event).pointerType === 'touch';
  const reach = ((touch ? REACH.coarse : REACH.fine) / width) * span;
  const index = points ? nearestPoint(points.train.points, x, y, reach) : -1;
  return points && index >= 0 ? training(points, index) : { point: tidy(bounds, x, y) };
}

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @param {KeyboardEvent} event @param {View} view */
function byKey(event, { look, act, model: { bounds, points } }) {
  if (event.ctrlKey || event.altKey || event.metaKey || !points) return;
  const { xMin, xMax, yMin, yMax } = bounds;
  const [x, y] = look.follow?.point ?? [(xMin + xMax) / 2, (yMin + yMax) / 2];
  const arrow = ARROWS[event.key];
  if (arrow) {
    const step = (event.shiftKey ? LONG_STEP : STEP) * (xMax - xMin);
    act.follow({ point: tidy(bounds, x + arrow[0] * step, y + arrow[1] * step) });
  } else if (event.key === 'Enter' || event.key === ' ') {
    const index = nearestPoint(points.train.points, x, y, Infinity);
    if (index >= 0) act.follow(training(points, index));
  } else if (event.key === 'Escape' && look.follow) act.follow(null);
  else return;
  event.preventDefault();
}

/** @param {View} view */
export function followSection(view) {
  const { look, act } = view;
  const { dataset } = view.model.experiment;
  const runs = shown(view);
  const { follow, second } = look;
  const ready = follow && runs.every(({ inside }) => inside.followed);
  return html`<section role="group" class="follow" aria-labelledby="inside-follow">
    <header>
      <h2 id="inside-follow">Follow one point</h2>
      ${follow ? html`<p class="about" id="followed">${name(follow, dataset)}</p>` : nothing}
      ${follow ? html`<button type="button" id="stop-following" class="quiet" @click=${() => act.follow(null)}>Stop following</button>` : nothing}
      ${follow && !second ? html`<button type="button" id="keep-point" class="quiet" @click=${() => act.compare(follow)}>Compare with another point</button>` : nothing}
    </header>
    ${follow && second ? pairSection(view, second) : nothing}
    <p class="about" id="follow-keys">
      Click a dot or any place in a picture above. On a picture, the arrow keys move the point, with Shift further.
      Enter takes the nearest training point, which has a label and so a gradient. Escape stops.
    </p>
    ${ready ? columns(runs, (each) => way(each, follow, dataset)) : nothing}
  </section>`;
}

/** The correlation of the two points through the layers. @param {View} view @param {Followed} second */
function pairSection(view, second) {
  const { act } = view;
  const runs = shown(view);
  const { dataset } = view.model.experiment;
  return html`<div class="pair">
    <p class="about">
      <span id="second-point">Second point: ${name(second, dataset)}.</span> A click or the arrow keys move the first.
      The correlation of their values z in a layer is Σ z z′ / √(Σ z² Σ z′²): at 1 the layer no longer tells them apart.
      <button type="button" id="drop-point" class="quiet" @click=${() => act.compare(null)}>
        Drop the second point
      </button>
    </p>
    ${
      runs.every(({ inside }) => inside.probes.length > TURN * unitsOf(inside).reduce((sum, units) => sum + units, 0))
        ? html`<figure class="signal">
              <h3>Correlation of the two points</h3>
              <canvas
                data-curve="pair"
                role="img"
                aria-label="Correlation of the two points by layer, ${runs.length} runs; the table has the numbers"
              ></canvas>
            </figure>
            ${behind(view, 'pair', 'Correlation as a table', () => pairTable(runs))}`
        : nothing
    }
  </div>`;
}

/**
 * The correlation of the two points by hidden layer, and what theory expects of it: from their mean squares, and from the
 * variance between them, a quarter of their squared distance.
 * @param {Shown['inside']} inside
 */
function pairOf(inside) {
  const layers = pointsByLayer(inside.probes, unitsOf(inside)).slice(0, -1);
  const [, , both, one, other] = inside.theory;
  return {
    values: layers.map((points) => correlationOf(points[TURN], points[TURN + 1])),
    expected: one
      ? layers.map((_, k) => {
          const [q, r, d] = [one.rms[k] ** 2, other.rms[k] ** 2, 4 * both.betweenSamples[k] ** 2];
          return (q + r - d) / (2 * Math.sqrt(q * r));
        })
      : null,
  };
}

/** @param {View} view */
export function pairLines(view) {
  const lines = shown(view).map(({ run, slot, inside }) => ({ label: run.label, slot, ...pairOf(inside) }));
  const all = lines.flatMap(({ values, expected }) => [...values, ...(expected ?? [])]);
  const low = all.some((value) => value < 0) ? -1 : 0;
  return { layers: lines[0]?.values.length ?? 0, lines, range: { low, high: 1, linear: true } };
}

/** @param {Shown[]} runs */
function pairTable(runs) {
  const pairs = runs.map(({ inside }) => pairOf(inside));
  return html`<table id="pair">
    <thead>
      <tr>
        <th scope="col">layer</th>
        ${runs.map(
          ({ run }) =>
            html`<th scope="col"><bdi>${run.label}</bdi></th>
              <th scope="col">theory at iteration 0</th>`,
        )}
      </tr>
    </thead>
    <tbody translate="no">
      ${pairs[0].values.map(
        (_, k) =>
          html`<tr>
            <th scope="row">${layerName(k, pairs[0].values.length + 1)}</th>
            ${pairs.map(
              ({ values, expected }) =>
                html`<td>${number(values[k])}</td>
                  <td>${theoretical(expected, k)}</td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** @param {Followed} follow @param {any} dataset */
function name({ point: [x, y], label, index }, dataset) {
  const at = `x₁ ${coordinate(x)}, x₂ ${coordinate(y)}`;
  return index === undefined ? `Place: ${at}` : `Training point ${index + 1}: ${at}, ${className(dataset, label ?? 0)}`;
}

/** @param {number} value */
const coordinate = (value) => String(Number(value.toPrecision(6))).replace('-', '−');

/** @param {string} p @param {string} predicted  name of a class @param {boolean | null} isRight  null: the point has no label */
function outcome(p, predicted, isRight) {
  if (isRight === null) return html`p = ${p}: the network predicts ${predicted}.`;
  return isRight
    ? html`p = ${p}: the network predicts ${predicted}, which is right.`
    : html`p = ${p}: the network predicts ${predicted}, which is wrong.`;
}

/** @param {Shown} each @param {Followed} follow @param {any} dataset */
function way(each, { label }, dataset) {
  const steps = each.inside.followed ?? [];
  const count = steps.length;
  const p = steps[count - 1].activations[0];
  const labelled = steps[count - 1].gradients.length > 0;
  const answer = steps[count - 1].preActivations[0] > 0 ? 1 : 0;
  return html`<div class="way" data-run=${each.index}>
    ${heading(each)}
    <p>${outcome(number(p), className(dataset, answer), labelled ? answer === label : null)}</p>
    <canvas role="img" aria-label="Activations by layer; the table below has the numbers"></canvas>
    <div class="scroll" tabindex="0" role="group" aria-label="The point’s way through ${each.run.label}">
      <table class="way-table">
        <thead>
          <tr>
            <th scope="col">layer</th>
            <th scope="col">unit</th>
            <th scope="col">z</th>
            <th scope="col">a</th>
            ${labelled ? html`<th scope="col">∂loss/∂z</th>` : nothing}
          </tr>
        </thead>
        <tbody translate="no">
          ${steps.map(({ preActivations, activations, gradients }, k) => {
            const some = shownUnits(activations.length);
            return html`${Array.from(
              { length: some },
              (_, unit) =>
                html`<tr>
                  ${unit === 0 ? html`<th scope="rowgroup" rowspan=${some}>${layerName(k, count).replace('layer ', '')}</th>` : nothing}
                  <th scope="row">
                    ${unit + 1}${unit === some - 1 && some < activations.length ? ` of ${activations.length}` : ''}
                  </th>
                  <td>${number(preActivations[unit])}</td>
                  <td>${number(activations[unit])}</td>
                  ${labelled ? html`<td>${number(gradients[unit])}</td>` : nothing}
                </tr>`,
            )}`;
          })}
        </tbody>
      </table>
    </div>
  </div>`;
}
