/**
 * Draws lines over two axes on one canvas: layout, ticks, strokes. Its user chooses the contents and the ranges.
 * reader.js adds a cursor. Painting needs no DOM, so the same code draws saved pictures.
 */

/** @typedef {import('./colours.js').Theme} Theme */
/**
 * @typedef {object} Axis
 * @property {[number, number]} range
 * @property {boolean} [logarithmic]
 * @property {number} [foot]  share of a logarithmic axis below its range, for zeros at its end
 * @property {(length: number) => number[]} ticks  ticks for an axis of this length in pixels
 * @property {(ticks: number[]) => string[]} texts
 * @property {string} title
 */
/**
 * @typedef {object} PlotLine
 * @property {string} colour
 * @property {number[]} dash  in CSS pixels
 * @property {(number | null | undefined)[]} values  null breaks the line; undefined is skipped
 * @property {number} thickness  as a fraction of the usual one
 */
/**
 * @typedef {object} Placed  layout of the plot in canvas pixels
 * @property {(value: number) => number} x
 * @property {(value: number) => number} y
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {number} end    right end of the space beside the lines
 * @property {number} ratio  canvas pixels per CSS pixel
 * @property {number} grain  vertex positions per pixel: 1 on a screen, more in an enlarged picture
 */
/** @typedef {(ctx: CanvasRenderingContext2D, at: Placed) => void} Paint */
/**
 * @typedef {object} Sketch
 * @property {Axis} x
 * @property {Axis} y
 * @property {number[]} along    x of each value
 * @property {PlotLine[]} lines  in drawing order
 * @property {number} left       CSS pixels of space for the texts of the y axis
 * @property {number} right      CSS pixels of space beside the lines
 * @property {Paint} below       drawn under the lines
 * @property {Paint} above       drawn over them
 */
/** @typedef {{ width: number, height: number, font: string }} Box  in CSS pixels */

/** Length of a tick, and the gap between it and its text. */
const TICK = 4;
const GAP = 4;
const GRID = 0.5;
/** Width of lines when the theme's weight is 1. */
const LINE = 2;

/**
 * Space above a plot, for the y axis's title and marks, and below it, for the x axis, in CSS pixels.
 * @param {number} size  of the text
 */
export const spaceAround = (size) => ({ above: Math.ceil(1.65 * size + 4), below: Math.ceil(2.6 * size + 12) });

/** Size of a CSS font in pixels. @param {string} font */
export const sizeOf = (font) => Number.parseFloat(/[\d.]+px/.exec(font)?.[0] ?? '12');

export class Plot {
  #canvas = document.createElement('canvas');
  /**
   * The last drawing and its position in the host.
   * @type {{ sketch: Sketch, theme: Theme, left: number, top: number, width: number, height: number } | null}
   */
  drawn = null;

  /** @param {HTMLElement} host */
  constructor(host) {
    host.append(this.#canvas);
  }

  /** Measures texts in a font, also while something is drawn in another. @param {string} font @returns {(text: string) => number} */
  measure(font) {
    const ctx = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    return (text) => {
      const drawn = ctx.font;
      ctx.font = font;
      const { width } = ctx.measureText(text);
      ctx.font = drawn;
      return width;
    };
  }

  /** @param {Sketch} sketch @param {Theme} theme @param {Box} box */
  draw(sketch, theme, box) {
    const ratio = devicePixelRatio || 1;
    const [columns, rows] = [Math.round(box.width * ratio), Math.round(box.height * ratio)];
    const ctx = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    if (this.#canvas.width !== columns || this.#canvas.height !== rows)
      [this.#canvas.width, this.#canvas.height] = [columns, rows];
    else ctx.clearRect(0, 0, columns, rows);
    // A fractional position in the layout would stretch and blur the canvas.
    Object.assign(this.#canvas.style, { width: `${box.width}px`, height: `${box.height}px` });
    paintPlot(ctx, sketch, theme, box, ratio);
    this.drawn = { sketch, theme, ...inner(sketch, box) };
  }
}

/** The area between the axes, in CSS pixels. @param {Sketch} sketch @param {Box} box */
function inner(sketch, box) {
  const { above: top, below } = spaceAround(sizeOf(box.font));
  const { left } = sketch;
  const width = Math.max(1, box.width - left - sketch.right);
  const height = Math.max(1, box.height - top - below);
  return { left, top, width, height };
}

/**
 * @param {CanvasRenderingContext2D} ctx  its origin is the box's upper left corner
 * @param {Sketch} sketch @param {Theme} theme @param {Box} box
 * @param {number} ratio  canvas pixels per CSS pixel @param {number} [grain]  vertex positions per pixel
 */
export function paintPlot(ctx, sketch, theme, box, ratio, grain = 1) {
  const { left, top, width, height } = inner(sketch, box);
  const [l, t, w, h, end] = [left, top, width, height, box.width].map((length) => Math.round(length * ratio));
  /** @type {Placed} */
  const at = {
    x: (value) => l + fraction(sketch.x, value) * w,
    y: (value) => t + (1 - fraction(sketch.y, value)) * h,
    left: l,
    top: t,
    width: w,
    height: h,
    end,
    ratio,
    grain,
  };
  ctx.save();
  ctx.font = scaled(box.font, ratio);
  drawAxes(ctx, sketch, at, theme, { width, height, text: sizeOf(box.font) });
  ctx.restore();
  sketch.below(ctx, at);
  drawLines(ctx, sketch, at, LINE * theme.weight * ratio);
  sketch.above(ctx, at);
}

/**
 * Relative position of a value on an axis: 0 at its low end, 1 at its high end.
 * @param {Axis} axis
 * @param {number} value
 */
export function fraction({ range: [low, high], logarithmic, foot = 0 }, value) {
  if (!logarithmic) return (value - low) / (high - low);
  // Zeros, which have no logarithm, stand at the foot of the axis.
  if (!(value > 0)) return 0;
  return foot + (1 - foot) * (Math.log10(value / low) / Math.log10(high / low));
}

/** A CSS font for a canvas in device pixels. @param {string} font @param {number} ratio */
export const scaled = (font, ratio) => font.replace(/([\d.]+)px/, (_, size) => `${Number(size) * ratio}px`);

/**
 * Draws straight lines aligned to pixels.
 * @param {CanvasRenderingContext2D} ctx @param {[number, number, number, number][]} lines @param {string} colour @param {number} width
 */
function rules(ctx, lines, colour, width) {
  const shift = (width % 2) / 2;
  ctx.beginPath();
  for (const [x0, y0, x1, y1] of lines) {
    ctx.moveTo(x0 + shift, y0 + shift);
    ctx.lineTo(x1 + shift, y1 + shift);
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Sketch} sketch @param {Placed} at @param {Theme} theme
 * @param {{ width: number, height: number, text: number }} size  CSS pixels between the axes, and the text size
 */
function drawAxes(ctx, { x, y }, { x: toX, y: toY, left, top, width, height, ratio }, theme, size) {
  const px = (/** @type {number} */ length) => Math.round(length * ratio);
  const [right, bottom] = [left + width, top + height];
  const away = px(TICK) + px(GAP);
  ctx.fillStyle = theme.soft;

  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.fillText(x.title, Math.round(left + width / 2), bottom + away + px(1.3 * size.text));
  const xTicks = x.ticks(size.width);
  const columns = xTicks.map((tick) => Math.round(toX(tick)));
  x.texts(xTicks).forEach((text, k) => ctx.fillText(text, columns[k], bottom + away));
  rules(
    ctx,
    columns.map((column) => [column, bottom, column, bottom + px(TICK)]),
    theme.line,
    ratio,
  );
  rules(
    ctx,
    columns.map((column) => [column, top, column, bottom]),
    theme.line,
    GRID * ratio,
  );

  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  // Above the half of the topmost tick's text.
  ctx.fillText(y.title, 0, top - px(0.62 * size.text) - px(2));
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  const yTicks = y.ticks(size.height);
  const rows = yTicks.map((tick) => Math.round(toY(tick)));
  y.texts(yTicks).forEach((text, k) => ctx.fillText(text, left - away, rows[k]));
  rules(
    ctx,
    rows.map((row) => [left - px(TICK), row, left, row]),
    theme.line,
    ratio,
  );
  rules(
    ctx,
    rows.map((row) => [left, row, right, row]),
    theme.line,
    GRID * ratio,
  );
}

/** @param {CanvasRenderingContext2D} ctx @param {Sketch} sketch @param {Placed} at @param {number} thickness */
function drawLines(ctx, { along, lines }, { x, y, left, top, width, height, ratio, grain }, thickness) {
  const snap = (/** @type {number} */ place) => Math.round(place * grain) / grain;
  const columns = along.map((value) => snap(x(value)));
  const shift = (thickness % 2) / 2;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left - thickness / 2, top - thickness / 2, width + thickness, height + thickness);
  ctx.clip();
  ctx.translate(shift, shift);
  ctx.lineJoin = 'round';
  for (const { colour, dash, values, thickness: share } of lines) {
    ctx.lineWidth = share * thickness;
    ctx.beginPath();
    let broken = true;
    for (let row = 0; row < columns.length; row += 1) {
      const value = values[row];
      if (value === null) broken = true;
      if (typeof value !== 'number') continue;
      if (broken) ctx.moveTo(columns[row], snap(y(value)));
      else ctx.lineTo(columns[row], snap(y(value)));
      broken = false;
    }
    ctx.strokeStyle = colour;
    ctx.setLineDash(dash.map((length) => length * ratio));
    ctx.stroke();
  }
  ctx.restore();
}
