/**
 * Paints the panels' pictures. Each is three canvases: the field, as many pixels as were sampled, stretched by the style sheet; above it
 * what stays while training, the axes and the points; above that the boundary. A frame touches the first and the last alone.
 */
import { fit } from '../charts/canvas.js';
import { colourTable } from '../charts/colours.js';
import { paintAxes, paintBoundary, paintField, paintKey, paintPoints } from '../charts/field.js';
import { linearScale } from '../charts/scales.js';

/** @typedef {import('./parts.js').View} View */
/** @typedef {Pick<View, 'model' | 'theme' | 'showTest' | 'own'>} Painted  what pictures are painted from */
/**
 * @typedef {object} Plot
 * @property {HTMLElement} host
 * @property {HTMLCanvasElement} field
 * @property {HTMLCanvasElement} still
 * @property {HTMLCanvasElement} line
 * @property {{ width: number, height: number, ratio: number, font: string, left: number, top: number, side: number } | null} box
 *   null: not measured, or without a size
 * @property {any[]} fieldIs   what each canvas shows
 * @property {any[]} stillIs
 * @property {any[]} lineIs
 * @property {string} placed  where the field's canvas is
 */

/** Room for the axes, by the size of their figures; --gutter and --foot in the style sheet are the same lengths. @param {number} size */
const margins = (size) => ({ left: 2.2 * size + 6, right: 2, top: 2, bottom: 1.22 * size + 8 });
/** Smaller than this nothing can be seen. */
const SMALLEST = 20;

export class PanelPainter {
  /** @type {Plot[]} */
  #plots = [];
  /** The points, which all panels share. */
  #points = document.createElement('canvas');
  /** @type {any[]} */
  #pointsAre = [];
  /** @type {any[]} */
  #keyIs = [];

  /** Sizes may have changed. */
  renew() {
    for (const plot of this.#plots) plot.box = null;
  }

  /**
   * Paints all that has changed, in the template's canvases as they are now.
   * @param {ParentNode} root @param {Painted} view
   * @returns {{ span: number, ratio: number } | null} a plot's side in the page's pixels, and the screen's in one of them; null: no size yet
   */
  paint(root, view) {
    this.#find(root);
    const { theme } = view;
    const measured = this.#plots.filter((plot) => this.#measure(plot));
    for (const plot of measured) this.#paintStill(plot, view, this.#plots.indexOf(plot));
    this.paintFrame(view);
    const bar = /** @type {HTMLCanvasElement | null} */ (root.querySelector('.key .bar'));
    if (bar && differs(this.#keyIs, (this.#keyIs = [theme, bar]))) {
      const ctx = /** @type {CanvasRenderingContext2D} */ (bar.getContext('2d'));
      paintKey(ctx, colourTable(theme), bar.width, bar.height);
    }
    const box = measured.at(-1)?.box;
    return box ? { span: box.side, ratio: box.ratio } : null;
  }

  /** Paints what a frame changes. @param {Painted} view */
  paintFrame(view) {
    const { model, theme } = view;
    const { fields = null, colours = null } = model.frame ?? {};
    const table = colourTable(theme);
    this.#plots.forEach((plot, index) => {
      const { box } = plot;
      const field = fields?.[index];
      if (!box || !field) return;
      if (differs(plot.fieldIs, (plot.fieldIs = [field, table]))) {
        paintField(plot.field, field, table, colours === table);
        place(plot, field.bounds, model.bounds);
      }
      const drawn = field.boundary.length > 0 && shownPoints(view) !== null;
      if (!differs(plot.lineIs, (plot.lineIs = drawn ? [field, theme, box, model.bounds] : [null, box]))) return;
      const ctx = context(plot.line, box);
      if (drawn) paintBoundary(ctx, field, scalesOf(model.bounds, box.side), theme);
    });
  }

  /** @param {ParentNode} root */
  #find(root) {
    const hosts = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('.plot'));
    if (hosts.length === this.#plots.length && this.#plots.every(({ host }, k) => host === hosts[k])) return;
    this.#plots = Array.from(hosts, (host) => {
      const canvas = (/** @type {string} */ selector) =>
        /** @type {HTMLCanvasElement} */ (host.querySelector(selector));
      const [field, still, line] = ['.field > canvas', ':scope > .still', ':scope > .line'].map(canvas);
      return { host, field, still, line, box: null, fieldIs: [], stillIs: [], lineIs: [], placed: '' };
    });
  }

  /** @param {Plot} plot */
  #measure(plot) {
    if (plot.box) return true;
    const { width, height, ratio, font } = fit(plot.still);
    [plot.line.width, plot.line.height] = [plot.still.width, plot.still.height];
    const margin = margins(parseFloat(font));
    const side = Math.max(0, Math.min(width - margin.left - margin.right, height - margin.top - margin.bottom));
    // Off the page there is no font to measure by, and the side is no number.
    if (!(side >= SMALLEST)) return false;
    plot.box = { width, height, ratio, font, left: margin.left, top: margin.top, side };
    return true;
  }

  /** @param {Plot} plot @param {Painted} view @param {number} index */
  #paintStill(plot, view, index) {
    const { model, theme, showTest } = view;
    if (!model.frame) return; // there is nothing to be seen yet
    const { bounds } = model;
    const box = /** @type {NonNullable<Plot['box']>} */ (plot.box);
    const points = model.frame?.fields?.[index] ? shownPoints(view) : null;
    if (!differs(plot.stillIs, (plot.stillIs = [points, bounds, theme, showTest, box]))) return;
    const ctx = context(plot.still, box);
    const scales = scalesOf(bounds, box.side);
    paintAxes(ctx, bounds, scales, theme, box.font);
    if (points) ctx.drawImage(this.#pointsLayer(points, view, scales, box.ratio), 0, 0, box.side, box.side);
  }

  /** @param {NonNullable<ReturnType<typeof shownPoints>>} points @param {Painted} view @param {ReturnType<typeof scalesOf>} scales @param {number} ratio */
  #pointsLayer(points, { model, theme, showTest }, scales, ratio) {
    const are = [points, model.bounds, theme, showTest, scales.width, ratio];
    const layer = this.#points;
    if (!differs(this.#pointsAre, (this.#pointsAre = are))) return layer;
    layer.width = layer.height = Math.round(scales.width * ratio);
    const ctx = /** @type {CanvasRenderingContext2D} */ (layer.getContext('2d'));
    ctx.scale(layer.width / scales.width, layer.width / scales.width);
    paintPoints(ctx, points.train, scales, theme, { hollow: false });
    if (showTest) paintPoints(ctx, points.test, scales, theme, { hollow: true });
    return layer;
  }
}

/** The lab's points, or those it is about to get. @param {Painted} view */
const shownPoints = ({ model, own }) => own?.picture ?? model.points;

/** @param {any[]} before @param {any[]} now */
const differs = (before, now) => before.length !== now.length || before.some((part, k) => part !== now[k]);

/** @param {import('../charts/scales.js').Bounds} bounds @param {number} side */
const scalesOf = ({ xMin, xMax, yMin, yMax }, side) => ({
  x: linearScale([xMin, xMax], [0, side]),
  y: linearScale([yMin, yMax], [side, 0]),
  width: side,
  height: side,
});

/** An empty canvas, in the page's pixels from the plot's upper left corner. @param {HTMLCanvasElement} canvas @param {NonNullable<Plot['box']>} box */
function context(canvas, { width, height, ratio, left, top }) {
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  ctx.translate(left, top);
  return ctx;
}

/**
 * Stretches a field to the plot and beyond: its outermost cells lie outside. A transform, since what is laid out anew has moved for whoever
 * reads the page, and cells are as large as the lab is fast.
 * @param {Plot} plot @param {import('../charts/scales.js').Bounds} outer @param {import('../charts/scales.js').Bounds} inner
 */
function place(plot, outer, inner) {
  const across = (/** @type {number} */ length) => length / (inner.xMax - inner.xMin);
  const down = (/** @type {number} */ length) => length / (inner.yMax - inner.yMin);
  const left = 100 * across(outer.xMin - inner.xMin);
  const top = 100 * down(inner.yMax - outer.yMax);
  const [width, height] = [across(outer.xMax - outer.xMin), down(outer.yMax - outer.yMin)];
  const placed = `translate(${left}%, ${top}%) scale(${width}, ${height})`;
  if (placed === plot.placed) return;
  plot.placed = placed;
  plot.field.style.transform = placed;
}
