/** Paints the visible canvases of the inside whenever their data has changed. */
import { fit } from '../../charts/canvas.js';
import { curveGrid, paintCurve, picturedLayers } from '../../charts/curve-image.js';
import { seriesColour } from '../../charts/series.js';
import { histogramHeight, paintHistograms } from '../../charts/histogram.js';
import {
  ACTIVATION_END,
  activationColour,
  activationTable,
  asActivation,
  paintNetwork,
} from '../../charts/network-diagram.js';
import { paintSignals } from '../../charts/signal-chart.js';
import { curveLines, curveOf } from './curve-section.js';
import { pairLines } from './follow.js';
import { rowsOf } from './histograms.js';
import { laidOut } from './diagram-section.js';
import { shown } from './inside-parts.js';
import { linesOf } from './signal-section.js';
import { updateLines } from './update-section.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./inside-parts.js').Shown} Shown */

export class InsidePainter {
  #scratch = document.createElement('canvas');
  /** The data that each canvas shows. @type {WeakMap<Element, any[]>} */
  #shows = new WeakMap();
  /** @type {{ theme: any, table: Uint32Array } | null} */
  #colours = null;
  /** The diagrams show every n-th layer. */
  stride = 1;

  /** @param {ParentNode} root @param {View} view @returns {boolean} whether the omitted layers have changed */
  paint(root, view) {
    const runs = shown(view);
    const { theme, model, look } = view;
    if (!look.open || !runs.length) return false;
    if (this.#colours?.theme !== theme) this.#colours = { theme, table: activationTable(theme) };
    const { table } = this.#colours;
    const before = this.stride;
    const each = (
      /** @type {string} */ selector,
      /** @type {(canvas: HTMLCanvasElement, index: number) => void} */ paint,
    ) => /** @type {NodeListOf<HTMLCanvasElement>} */ (root.querySelectorAll(`#inside ${selector}`)).forEach(paint);
    each('.diagram canvas', (canvas, k) => {
      const host = /** @type {HTMLElement} */ (canvas.parentElement);
      if (!runs[k] || !host.clientWidth) return;
      const { inside } = runs[k];
      const at = laidOut(host, inside.inspection.layers);
      this.stride = at.stride;
      this.#on(canvas, at.height, [inside, theme, look.selected, model.bounds, at.width], (ctx, { font }) =>
        paintNetwork(ctx, inside, at, theme, {
          table,
          scratch: this.#scratch,
          font,
          selected: look.selected,
          bounds: model.bounds,
        }),
      );
    });
    each('.signal canvas', (canvas) => {
      const labels = runs.map(({ run, slot }) => `${slot} ${run.label}`).join('\n');
      this.#on(canvas, null, [model.frame?.inside, theme, labels], (ctx, box) =>
        paintSignals(ctx, signalsOf(view, canvas.dataset), theme, box),
      );
    });
    each('.turns canvas', (canvas, k) => {
      if (!runs[k]) return;
      const { inside, slot } = runs[k];
      const layers = curveOf(inside).layers.slice(0, -1);
      const em = parseFloat(getComputedStyle(canvas).fontSize);
      const { height } = curveGrid(canvas.clientWidth, picturedLayers(layers.length).length, em);
      this.#on(canvas, Math.ceil(height), [inside, theme, slot], (ctx, { width, font }) =>
        paintCurve(ctx, layers, theme, { width, em, font, slot }),
      );
    });
    each('.histogram canvas', (canvas, k) => {
      if (!runs[k]) return;
      const rows = rowsOf(runs[k], look.kind);
      const em = parseFloat(getComputedStyle(canvas).fontSize);
      const colour = seriesColour(theme, runs[k].slot);
      this.#on(
        canvas,
        histogramHeight(rows.length, em),
        [runs[k].inside, theme, look.kind, colour],
        (ctx, { width, font }) =>
          paintHistograms(ctx, rows, theme, { width, em, font, colour, magnitudes: look.kind === 'gradients' }),
      );
    });
    each('.way canvas', (canvas, k) => {
      const steps = runs[k]?.inside.followed;
      if (!steps) return;
      const em = parseFloat(getComputedStyle(canvas).fontSize);
      const row = steps.length > 12 ? 0.5 * em : em;
      this.#on(canvas, Math.ceil(row * steps.length), [steps, theme], (ctx, { width }) =>
        paintStrips(ctx, steps, theme, width, row),
      );
    });
    each('.activation-bar', (canvas) => this.#key(canvas, view));
    return this.stride !== before;
  }

  /**
   * @param {HTMLCanvasElement} canvas @param {number | null} height  its content's height; null: from the style sheet
   * @param {any[]} shows  the data it is painted from
   * @param {(ctx: CanvasRenderingContext2D, box: { width: number, height: number, em: number, font: string }) => void} paint
   */
  #on(canvas, height, shows, paint) {
    if (height !== null && canvas.style.height !== `${height}px`) canvas.style.height = `${height}px`;
    const all = [...shows, canvas.clientWidth, canvas.clientHeight, devicePixelRatio];
    if (!canvas.clientWidth || this.#shows.get(canvas)?.every((part, k) => part === all[k])) return;
    this.#shows.set(canvas, all);
    const { width, height: high, ratio, font } = fit(canvas);
    const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, high);
    paint(ctx, { width, height: high, em: parseFloat(font), font });
  }

  /** @param {HTMLCanvasElement} canvas @param {View} view */
  #key(canvas, { theme }) {
    if (this.#shows.get(canvas)?.[0] === theme) return;
    this.#shows.set(canvas, [theme]);
    const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    for (let x = 0; x < canvas.width; x += 1) {
      ctx.fillStyle = css(activationColour(theme, (2 * ((x + 0.5) / canvas.width) - 1) * ACTIVATION_END));
      ctx.fillRect(x, 0, 1, canvas.height);
    }
  }
}

/** The lines of a chart by layer, by the name that its canvas has. @param {View} view @param {DOMStringMap} names */
function signalsOf(view, { measure, curve, updates }) {
  if (curve !== undefined) return curve === 'pair' ? pairLines(view) : curveLines(view, curve);
  return updates === undefined ? linesOf(view, measure ?? '') : updateLines(view);
}

/** @param {[number, number, number]} colour */
const css = (colour) => `rgb(${colour.join(' ')})`;

/**
 * A row for each layer, a cell for each unit.
 * @param {CanvasRenderingContext2D} ctx @param {NonNullable<Shown['inside']['followed']>} steps @param {import('../../charts/colours.js').Theme} theme @param {number} width @param {number} row
 */
function paintStrips(ctx, steps, theme, width, row) {
  steps.forEach(({ activations }, k) => {
    const cell = width / activations.length;
    activations.forEach((a, unit) => {
      ctx.fillStyle = css(activationColour(theme, k === steps.length - 1 ? asActivation(a) : a));
      ctx.fillRect(unit * cell, k * row, Math.max(0.5, cell - (cell > 4 ? 1 : 0)), row - 1);
    });
  });
}
