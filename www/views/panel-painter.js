/**
 * Paints the panels' pictures. Each is two canvases: the field, with one pixel per sample, stretched by the style
 * sheet; above it a drawing of axes, points and boundary. Browsers composite every canvas in every frame, so the static
 * layer is no third canvas: it is painted once for all panels and copied.
 */
import { fit } from '../charts/canvas.js';
import { colourTable } from '../charts/colours.js';
import { UNLABELLED, axesFor, paintAxes } from '../charts/axes.js';
import { fieldOpacity, paintBoundary, paintField, paintKey, paintPoints } from '../charts/surface.js';
import { linearScale } from '../charts/scales.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('../charts/surface.js').Field} Field */
/** @typedef {import('../charts/axes.js').Axes} Axes */
/** @typedef {import('../charts/scales.js').Bounds} Bounds */
/** @typedef {Pick<View, 'model' | 'theme' | 'showTest' | 'own'>} Painted  the data of the pictures */
/**
 * @typedef {object} Plot
 * @property {HTMLElement} host
 * @property {HTMLCanvasElement} field
 * @property {HTMLCanvasElement} drawing
 * @property {{ width: number, height: number, ratio: number, font: string, left: number, top: number, side: number, bounds: Bounds, axes: Axes } | null} box
 *   null: not measured or empty
 * @property {Still | null} still
 * @property {any[]} fieldIs   the data that each canvas shows
 * @property {any[]} drawingIs
 * @property {string} placed  the transform of the field's canvas
 */

/** Axes and points, and the data they were painted from. @typedef {{ canvas: HTMLCanvasElement, is: any[] }} Still */

/** Where the style sheet leaves less space beside a plot, its axis has no labels. */
const AXES = 12;
/** Minimum side of a visible plot. */
const SMALLEST = 20;

export class PanelPainter {
  /** @type {Plot[]} */
  #plots = [];
  /** @type {any[]} */
  #keyIs = [];

  /** Marks all sizes as possibly changed. */
  renew() {
    for (const plot of this.#plots) plot.box = null;
  }

  /**
   * Paints all changes, on the template's present canvases.
   * @param {ParentNode} root @param {Painted} view
   * @returns {{ span: number, ratio: number } | null} a plot's side in CSS pixels, and device pixels per CSS pixel; null: no size yet
   */
  paint(root, view) {
    this.#find(root);
    const { theme } = view;
    const measured = this.#plots.filter((plot) => this.#measure(plot, view.model.bounds));
    for (const plot of measured) plot.still = this.#still(plot, view, this.#plots.indexOf(plot));
    this.paintFrame(view);
    const bar = /** @type {HTMLCanvasElement | null} */ (root.querySelector('.key .bar'));
    if (bar && differs(this.#keyIs, (this.#keyIs = [theme, bar]))) {
      const ctx = /** @type {CanvasRenderingContext2D} */ (bar.getContext('2d'));
      paintKey(ctx, colourTable(theme), bar.width, bar.height);
    }
    const box = measured.at(-1)?.box;
    return box ? { span: box.side, ratio: box.ratio } : null;
  }

  /** Paints the changes of a frame. @param {Painted} view */
  paintFrame(view) {
    const { model, theme } = view;
    const { fields = null, colours = null } = model.frame ?? {};
    const table = colourTable(theme);
    this.#plots.forEach((plot, index) => {
      const field = fields?.[index];
      if (!plot.box) return;
      if (field && differs(plot.fieldIs, (plot.fieldIs = [field, table]))) {
        paintField(plot.field, field, table, colours === table);
        plot.field.style.opacity = String(fieldOpacity(field));
        place(plot, field.bounds, model.bounds);
      }
      draw(plot, field && field.boundary.length > 0 && shownPoints(view) ? field : null, view);
    });
  }

  /** @param {ParentNode} root */
  #find(root) {
    const hosts = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('.plot'));
    if (hosts.length === this.#plots.length && this.#plots.every(({ host }, k) => host === hosts[k])) return;
    this.#plots = Array.from(hosts, (host) => {
      const canvas = (/** @type {string} */ selector) =>
        /** @type {HTMLCanvasElement} */ (host.querySelector(selector));
      const [field, drawing] = ['.field > canvas', ':scope > .drawing'].map(canvas);
      return { host, field, drawing, box: null, still: null, fieldIs: [], drawingIs: [], placed: '' };
    });
  }

  /** @param {Plot} plot @param {Bounds} bounds */
  #measure(plot, bounds) {
    if (plot.box && plot.box.bounds === bounds) return true;
    const { width, height, ratio, font } = fit(plot.drawing);
    const ctx = /** @type {CanvasRenderingContext2D} */ (plot.drawing.getContext('2d'));
    ctx.font = font;
    const labelled = areaOf(plot).bottom >= AXES;
    const axes = axesFor(
      bounds,
      parseFloat(font),
      (text) => ctx.measureText(text).width,
      labelled ? Math.max(UNLABELLED, width) : 0,
    );
    if (makeRoom(plot, axes)) fit(plot.drawing);
    const { left, top, side, bottom } = areaOf(plot);
    // Outside the document nothing has a size, and the side is NaN.
    if (!(side >= SMALLEST)) return false;
    const margins = { left, top, right: 0, bottom };
    // Pictures in a row share the vertical axis of the first one.
    const own = { ...axes, margins, y: left >= AXES ? axes.y : null };
    plot.box = { width: plot.drawing.clientWidth, height, ratio, font, left, top, side, bounds, axes: own };
    plot.drawingIs = []; // a resized canvas is empty
    return true;
  }

  /**
   * One panel's static layer. Panels share it, unless their sizes differ or one has no picture yet.
   * @param {Plot} plot @param {Painted} view @param {number} index @returns {Still | null}
   */
  #still({ drawing, box }, view, index) {
    const { model, theme, showTest } = view;
    if (!model.frame || !box) return null; // nothing to paint yet
    const points = model.frame.fields?.[index] ? shownPoints(view) : null;
    const { width, height } = drawing;
    const { axes, ...place } = box;
    const is = [points, model.bounds, theme, showTest, ...Object.values(place)];
    const known = this.#plots.find(({ still }) => still && !differs(still.is, is))?.still;
    if (known) return known;
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const ctx = context(canvas, box);
    const scales = scalesOf(model.bounds, box.side);
    paintAxes(ctx, model.bounds, axes, box, theme);
    if (points) {
      paintPoints(ctx, points.train, scales, theme, { hollow: false });
      if (showTest) paintPoints(ctx, points.test, scales, theme, { hollow: true });
    }
    return { canvas, is };
  }
}

/** The plot's area as the style sheet places it, in CSS pixels. @param {Plot} plot */
function areaOf({ field }) {
  const style = getComputedStyle(/** @type {HTMLElement} */ (field.parentElement));
  const [left, top, side, bottom] = [style.left, style.top, style.width, style.bottom].map(parseFloat);
  return { left, top, side, bottom };
}

/**
 * Gives the pictures the space that the labels of their axis need: --room in the style sheet, which has the usual space.
 * @param {Plot} plot @param {Pick<Axes, 'margins' | 'wide'>} axes @returns {boolean} whether the layout changed
 */
function makeRoom({ host }, { margins: { left }, wide }) {
  const panels = /** @type {HTMLElement} */ (host.closest('.panels') ?? host);
  const room = wide ? `${left}px` : '';
  if (panels.style.getPropertyValue('--room') === room) return false;
  panels.style.setProperty('--room', room);
  return true;
}

/**
 * Draws the boundary over the static layer.
 * @param {Plot} plot @param {Field | null} field  null: no boundary @param {Painted} view
 */
function draw(plot, field, { model, theme }) {
  const { box, still } = plot;
  if (!box || !still || !differs(plot.drawingIs, (plot.drawingIs = [still, field]))) return;
  const ctx = /** @type {CanvasRenderingContext2D} */ (plot.drawing.getContext('2d'));
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalCompositeOperation = 'copy';
  ctx.drawImage(still.canvas, 0, 0);
  ctx.globalCompositeOperation = 'source-over';
  if (field) paintBoundary(context(plot.drawing, box), field, scalesOf(model.bounds, box.side), theme);
}

/** The lab's points, or those of a pending edit. @param {Painted} view */
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

/**
 * Sets up drawing in CSS pixels from the plot's upper left corner.
 * @param {HTMLCanvasElement} canvas @param {NonNullable<Plot['box']>} box
 */
function context(canvas, { ratio, left, top }) {
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  ctx.setTransform(ratio, 0, 0, ratio, ratio * left, ratio * top);
  return ctx;
}

/**
 * Stretches a field over the plot: its outermost cells lie outside. Uses a transform, because a layout change would
 * count as a shift, and the cell size follows the lab's speed.
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
