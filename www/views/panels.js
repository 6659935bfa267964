/** Small multiples: one picture for each run, on identical scales. */
import { html, nothing } from 'lit';
import { coincident } from '../charts/coincident.js';
import { noteOf } from '../charts/surface.js';
import * as format from '../charts/format.js';
import { emptiestPlace } from '../charts/labels.js';
import { className, shortNames } from '../experiment/dataset.js';
import { dropTarget } from './drop.js';
import { icon } from './icons.js';
import { late } from './late.js';
import { bothMark, isEditor, mark, swatch } from './parts.js';

/** @typedef {import('./view.js').View} View */

/** A note's approximate width and height, as fractions of a plot's side. */
const NOTE = [0.55, 0.1];
/**
 * Character counts at which a formula needs its own line: of a formula in small pictures; and of name and formula in
 * smaller ones.
 */
const LONG = { formula: 24, beside: 28 };
/** Character count at which a name may need two lines. */
const LONG_NAME = 20;

/** @param {View} view */
export function panels(view) {
  if (!view.shows('panels')) return nothing;
  // Placeholders have the layout of the runs that are expected, so that nothing moves when they arrive.
  const runs = view.model.frame?.runs ?? view.expected;
  const drop = dropTarget(view, 'panels');
  return html`<div
      class="panels"
      part="panels"
      data-count=${Math.min(8, runs.length)}
      data-formulas=${formulas(runs)}
      ?data-long-names=${runs.some((run) => (run?.label.length ?? 0) > LONG_NAME)}
      ?data-drawing=${isDrawing(view)}
      @dragover=${drop.over}
      @dragleave=${drop.leave}
      @drop=${drop.drop}
    >
      ${bench(view)} ${runs.map((run, index) => panel(view, run, index))}
    </div>
    ${view.shows('key') ? key(view) : nothing}`;
}

/** Whether formulas need more space than is left beside a name. @param {any[]} runs */
function formulas(runs) {
  const letters = runs.map((run) => [run?.formulaText ?? '', run?.label ?? ''].map(({ length }) => length));
  if (letters.some(([formula]) => formula >= LONG.formula)) return 'long';
  return letters.some(([formula, label]) => formula + label >= LONG.beside) ? 'beside' : nothing;
}

/** Formulas as templates, by their markup. @type {Map<string, TemplateStringsArray>} */
const templates = new Map();

/** Trusted markup from the core. @param {string} markup */
function formula(markup) {
  let strings = templates.get(markup);
  if (!strings) templates.set(markup, (strings = Object.assign([markup], { raw: [markup] })));
  return html(strings);
}

/**
 * Above the pictures while drawing. Before that feature loads there is nothing, except after a dropped file.
 * @param {View} view
 */
function bench(view) {
  const { parts, act, dropped } = view;
  if (isEditor(view) && parts.setup.part) return parts.setup.part.bench(view);
  return html`<div class="bench" part="bench" ?data-on=${dropped !== null}>
    ${dropped === null ? nothing : late(parts.setup, 'the file reader', () => act.useFiles(dropped, 'panels'))}
  </div>`;
}

/** @param {View} view */
const isDrawing = (view) => isEditor(view) && view.own.drawing;

/** The overlay that receives strokes. @param {View} view @param {any} run */
const sheet = (view, run) => (isEditor(view) ? view.parts.setup.part?.sheet(view, run) : null) ?? nothing;

/** @param {View} view @param {any} run @param {number} index */
function panel(view, run, index) {
  const { model } = view;
  if (!model.frame)
    return html`<figure class="panel" aria-hidden="true">
      <header></header>
      <div class="plot">${canvases(nothing)}</div>
      <div class="figures"></div>
      <p class="verdict"></p>
    </figure>`;
  const slot = view.slotOf(model.experiment.runs[index]);
  const [train, test] = [model.points?.train.labels.length ?? 0, model.points?.test.labels.length ?? 0];
  const behind = run.divergedAt === null && run.iteration < (model.frame?.iteration ?? 0);
  const large = view.enlarged === index;
  return html`<figure class="panel" part="panel" data-series=${slot} ?data-large=${large} aria-label=${run.label}>
    <header>
      ${swatch(slot)}
      <h2><bdi translate="no">${run.label}</bdi></h2>
      <span class="formula" title=${run.formulaText ?? nothing}>${formula(run.formula)}</span>
    </header>
    <div class="plot" part="picture">
      ${canvases(describe(view, run, index))}
      <p class="note" data-place=${place(view)} aria-hidden="true" .textContent=${note(view, run, index)}></p>
      ${isDrawing(view) ? nothing : enlarge(view, run, index)} ${sheet(view, run)}
      ${view.parts.inside.part?.probe(view, run) ?? nothing}
    </div>
    <div class="figures" part="figures">
      <p class="large">
        <b translate="no">${format.percent(run.trainAccuracy, train)}</b
        ><span>train<span class="long"> accuracy</span></span>
      </p>
      <p><b translate="no">${format.percent(run.testAccuracy, test)}</b><span>test</span></p>
      <p><b translate="no" title=${format.exactCost(run.cost)}>${format.cost(run.cost)}</b><span>cost</span></p>
    </div>
    <p class="verdict" part="verdict">
      <b>${word(view, run, index, behind)}</b>
      <span
        class="evidence"
        .textContent=${behind ? `at iteration ${format.integer(run.iteration)}` : format.evidence(run)}
      ></span>
      ${
        view.look.defined === index && !behind
          ? html`<span class="definition" id="definition" role="note" ?data-above=${view.look.definedAbove}
              >${meaning(view, run) ?? late(view.parts.results, 'the definition', () => view.act.fetch('results'))}</span
            >`
          : nothing
      }
    </p>
  </figure>`;
}

/** In a narrow lab a picture is a button that enlarges it. @param {View} view @param {any} run @param {number} index */
function enlarge({ enlarged, act }, run, index) {
  const large = enlarged === index;
  return html`<button
    type="button"
    class="enlarge"
    aria-expanded=${large}
    aria-label="Enlarge the picture of ${run.label}"
    @click=${() => act.enlarge(large ? null : index)}
    @keydown=${(/** @type {KeyboardEvent} */ e) => {
      if (e.key !== 'Escape' || !large) return;
      e.preventDefault();
      act.enlarge(null);
    }}
  >
    ${icon(large ? 'cross' : 'enlarge')}
  </button>`;
}

/** The canvases of panel-painter.js. @param {unknown} label */
const canvases = (label) =>
  html`<div class="field"><canvas aria-hidden="true"></canvas></div>
    <canvas class="drawing" role="img" aria-label=${label}></canvas>`;

/** Opens a verdict's definition below it, or above it if there is more space. @param {Event} event */
function isLow({ currentTarget }) {
  const button = /** @type {HTMLElement} */ (currentTarget);
  const { top, bottom, height } = button.getBoundingClientRect();
  return innerHeight - bottom < Math.min(8 * height, top);
}

/** A verdict's definition, once it is loaded. @param {View} view @param {{ verdict: string }} run */
const meaning = ({ parts: { results } }, { verdict }) => results.part?.definitionOf(verdict);

/**
 * A verdict as a button for its definition. While the run catches up it has no verdict, but the button stays, as it may
 * have the focus.
 * @param {View} view @param {any} run @param {number} index @param {boolean} behind
 */
function word(view, run, index, behind) {
  const { look, act } = view;
  const open = look.defined === index && !behind;
  return html`<button
    type="button"
    class="word"
    aria-expanded=${open}
    aria-controls=${open ? 'definition' : nothing}
    aria-disabled=${behind ? 'true' : nothing}
    title=${behind ? nothing : (meaning(view, run) ?? nothing)}
    @click=${(/** @type {Event} */ e) => !behind && act.define(open ? null : index, isLow(e))}
    @blur=${() => act.define(null)}
    @keydown=${(/** @type {KeyboardEvent} */ e) => {
      if (e.key === 'Escape' && open) act.define(null);
    }}
    .textContent=${behind ? 'catching up' : run.verdict}
  ></button>`;
}

/** @param {View} view @param {any} run @param {number} index */
const note = ({ model }, run, index) =>
  noteOf(run, model.frame?.fields?.[index], shortNames(model.experiment?.dataset));

/** @type {WeakMap<object, { showTest: boolean, place: string }>} */
const places = new WeakMap();

/** Position of notes: the same in every panel, where the fewest points are. @param {View} view */
function place({ model, showTest }) {
  const { points, bounds } = model;
  if (!points) return 'centre';
  let known = places.get(points);
  if (known?.showTest !== showTest) {
    const all = showTest ? [...points.train.points, ...points.test.points] : points.train.points;
    known = { showTest, place: emptiestPlace(all, bounds, NOTE[0], NOTE[1]) };
    places.set(points, known);
  }
  return known.place;
}

/** The canvas described in a sentence. @param {View} view @param {any} run @param {number} index */
function describe(view, run, index) {
  const { model } = view;
  const train = model.points?.train.labels.length ?? 0;
  const state =
    note(view, run, index) ||
    `${format.percent(run.trainAccuracy, train)} of ${train} training points classified correctly`;
  return `${run.label} at iteration ${format.integer(run.iteration)}: ${state}. Cost ${format.cost(run.cost)}.`;
}

/** Whether a shown place holds points of both classes. @param {View} view */
const holdsCoincident = ({ model: { points }, showTest }) =>
  points !== null && [points.train, ...(showTest ? [points.test] : [])].some((data) => coincident(data).includes(1));

/** @param {View} view */
function key(view) {
  const dataset = view.model.experiment?.dataset;
  return html`<div class="key" part="key">
    <span class="class">${mark(0)} <bdi class="class-name">${className(dataset, 0)}</bdi></span>
    <span class="class">${mark(1)} <bdi class="class-name">${className(dataset, 1)}</bdi></span>
    <span class="class" ?hidden=${!holdsCoincident(view)}>${bothMark} both classes at one place</span>
    <span class="class" ?hidden=${!view.showTest}
      ><svg class="dot hollow" viewBox="0 0 24 12" width="24" height="12" aria-hidden="true">
        <circle cx="6" cy="6" r="3.5"></circle>
        <path d="M18 2 22 9H14z"></path>
      </svg>
      test point</span
    >
    <span class="scale" title="Colours are paler where a run predicts one class almost everywhere."
      ><span>probability of <bdi class="class-name">${className(dataset, 1)}</bdi>:&ensp;0</span>
      <canvas class="bar" width="120" height="1" aria-hidden="true"></canvas> <span>1</span></span
    >
    <span class="class"
      ><svg class="line" viewBox="0 0 24 8" width="24" height="8" aria-hidden="true"><path d="M1 4H23"></path></svg>
      decision boundary, p = 0.5</span
    >
  </div>`;
}
