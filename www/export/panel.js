/** A run's panel in a picture, and the key shared by all panels. */
import { seriesColour, seriesDash } from '../charts/series.js';
import { axesFor, paintAxes } from '../charts/axes.js';
import { fieldOpacity, noteOf, paintBoundary, paintPoints } from '../charts/surface.js';
import * as format from '../charts/format.js';
import { linearScale } from '../charts/scales.js';
import { LEADING, font, formula, line, paragraph, place, wrap } from './typesetting.js';

/** @typedef {import('./typesetting.js').Block} Block */
/** @typedef {import('./typesetting.js').Surface} Surface */
/** @typedef {import('../charts/colours.js').Theme} Theme */
/**
 * @typedef {object} Panel  a run as it is shown
 * @property {any} run  measured and described
 * @property {number} slot
 * @property {import('../charts/surface.js').Field} field
 * @property {(side: number) => HTMLCanvasElement} image  the field within the bounds, for a plot of this side
 */
/**
 * @typedef {object} Shared  shared by all panels of a picture
 * @property {import('./svg.js').Ruler} ruler
 * @property {Theme} theme
 * @property {number} size  text size
 * @property {import('../charts/scales.js').Bounds} bounds
 * @property {ReturnType<typeof axesOf>} axes
 * @property {import('../engine/client.js').Opened['points']} points
 * @property {boolean} showTest
 * @property {string[]} [names]  of the classes, if they have names
 * @property {string} notePlace  position of notes in the plots, from emptiestPlace()
 * @property {number} iteration
 */

/** Size of the labels of axes, as a fraction of the text size. */
const AXES = 0.85;
/** A plot for which the space of its axes is computed. */
const WIDE_PLOT = 300;

/**
 * Axes of the plots in a picture, with as much space as their labels need.
 * @param {import('./svg.js').Ruler} ruler @param {import('../charts/scales.js').Bounds} bounds @param {number} size  of the text
 */
export function axesOf(ruler, bounds, size) {
  const with_ = font(AXES * size);
  const axes = axesFor(bounds, AXES * size, (text) => ruler.width(text, with_), WIDE_PLOT);
  const { left, right, bottom } = axes.margins;
  return { ...axes, margins: { left: Math.ceil(left), right, top: 0, bottom: Math.ceil(bottom) } };
}

/** Largest width of a note's line as a fraction of the plot's side, and the distance of its lines. */
const NOTE_WIDTH = 0.62;
const NOTE_LEADING = 1.25;

/** @type {Block} */
const NOTHING = { width: 0, height: 0, paint: () => {} };

/** A short sample of a run's line. */
export const SWATCH = { width: 28, gap: 8 };

/** @param {Surface} ctx @param {Theme} theme @param {number} slot @param {number} y */
export function paintSwatch(ctx, theme, slot, y) {
  ctx.save();
  ctx.beginPath();
  ctx.moveTo(0, y);
  ctx.lineTo(SWATCH.width, y);
  ctx.strokeStyle = seriesColour(theme, slot);
  ctx.lineWidth = 2 * theme.weight;
  ctx.setLineDash(seriesDash(slot, 0.8 * theme.weight));
  ctx.stroke();
  ctx.restore();
}

/**
 * Panels of one size, that of the largest.
 * @param {Panel[]} panels @param {Shared} shared @param {number} side  of a plot
 * @param {{ brief?: boolean }} [how]  brief: without formulas and verdicts
 * @returns {{ blocks: Block[], head: number }} head: pixels above the plots
 */
export function panelBlocks(panels, shared, side, { brief = false } = {}) {
  const { ruler, theme, size, points } = shared;
  const margin = shared.axes.margins;
  const nameFont = font(1.08 * size, { weight: 600 });
  // A swatch stands above names that have no room beside it.
  const words = panels.flatMap(({ run }) =>
    run.label.split(' ').map((/** @type {string} */ word) => ruler.width(word, nameFont)),
  );
  const over = Math.max(...words) > side - SWATCH.width - SWATCH.gap;
  const [indent, raised] = over ? [0, 0.9 * size] : [SWATCH.width + SWATCH.gap, 0];
  const formulas = panels.map(({ run }) => formula(ruler, brief ? '' : run.formula, 1.15 * size, theme.soft, side));
  // A name and its formula share a line if they can in all panels.
  const beside = panels.every(
    ({ run }, k) => indent + ruler.width(run.label, nameFont) + 14 + formulas[k].width <= side,
  );
  const names = panels.map(({ run }) => wrap(ruler, run.label, nameFont, side - indent, { most: 3 }));
  const nameLines = Math.max(...names.map(({ length }) => length));
  const lineHeight = 1.08 * size * LEADING;
  const head = Math.ceil(raised + nameLines * lineHeight + (beside || brief ? 0 : 1.1 * size * LEADING) + 0.5 * size);

  const counts = [points.train.labels.length, points.test.labels.length];
  const figures = panels.map(({ run }) => figureRow(run, counts, shared, side));
  const verdicts = panels.map(({ run }) => (brief ? NOTHING : verdict(run, shared, side)));
  const foot = Math.max(...figures.map(({ height }) => height));
  const verdictHeight = Math.max(...verdicts.map(({ height }) => height));
  const below = head + side + margin.bottom + 0.35 * size;

  const blocks = panels.map((panel, k) => ({
    width: margin.left + side + margin.right,
    height: below + foot + 0.3 * size + verdictHeight,
    paint: (/** @type {Surface} */ ctx) => {
      ctx.translate(margin.left, 0);
      // A short name stands as close to its plot as a long one.
      const top = raised + (nameLines - names[k].length) * lineHeight;
      paintSwatch(ctx, theme, panel.slot, Math.round(over ? top - 0.2 * size : top + 0.75 * size));
      ctx.font = nameFont;
      ctx.fillStyle = theme.ink;
      line(ctx);
      names[k].forEach((text, row) => ctx.fillText(text, indent, top + 1.08 * size + row * lineHeight));
      const [x, y] = beside ? [side, -0.15 * size] : [0, raised + nameLines * lineHeight - 0.1 * size];
      ctx.save();
      ctx.translate(x, y);
      formulas[k].paint(ctx, beside);
      ctx.restore();
      ctx.save();
      ctx.translate(0, head);
      paintPlot(ctx, panel, shared, side);
      ctx.restore();
      place(ctx, figures[k], 0, below);
      place(ctx, verdicts[k], 0, below + foot + 0.3 * size);
    },
  }));
  return { blocks, head };
}

/** @param {Surface} ctx @param {Panel} panel @param {Shared} shared @param {number} side */
function paintPlot(
  ctx,
  { run, field, image },
  { theme, size, bounds, axes, points, showTest, names, notePlace, ruler },
  side,
) {
  const scales = {
    x: linearScale([bounds.xMin, bounds.xMax], [0, side]),
    y: linearScale([bounds.yMin, bounds.yMax], [side, 0]),
    width: side,
    height: side,
  };
  ctx.save();
  ctx.globalAlpha = fieldOpacity(field);
  ctx.drawImage(image(side), 0, 0, side, side);
  ctx.restore();
  paintAxes(ctx, bounds, axes, { side, font: font(AXES * size) }, theme);
  const paintAll = () => {
    paintPoints(ctx, points.train, scales, theme, { hollow: false });
    if (showTest) paintPoints(ctx, points.test, scales, theme, { hollow: true });
  };
  // All panels show the same points, so a file needs them once.
  if (ctx.repeat) ctx.repeat(`points ${side}`, paintAll);
  else paintAll();
  if (field.boundary.length > 0) paintBoundary(ctx, field, scales, theme);
  const text = noteOf(run, field, names);
  if (text) paintNote(ctx, text, notePlace, { theme, size, side, ruler });
}

/** @param {Surface} ctx @param {string} text @param {string} where @param {{ theme: Theme, size: number, side: number, ruler: import('./svg.js').Ruler }} how */
function paintNote(ctx, text, where, { theme, size, side, ruler }) {
  const inset = 0.6 * size;
  const with_ = font(size);
  const longest = Math.max(...text.split(' ').map((word) => ruler.width(word, with_)));
  const lines = wrap(ruler, text, with_, Math.max(NOTE_WIDTH * side, longest + 1));
  const width = Math.max(...lines.map((words) => ruler.width(words, with_)));
  const height = lines.length * NOTE_LEADING * size;
  const between = (/** @type {string} */ low, /** @type {string} */ high, /** @type {number} */ length) =>
    where.includes(low) ? inset : where.includes(high) ? side - inset - length : (side - length) / 2;
  const [x, y] = [between('left', 'right', width), between('top', 'bottom', height)];
  ctx.font = with_;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = theme.paper;
  ctx.fillStyle = theme.ink;
  for (const paint of /** @type {const} */ (['strokeText', 'fillText']))
    lines.forEach((words, k) => ctx[paint](words, x + width / 2, y + (k + 0.5) * NOTE_LEADING * size));
}

/**
 * Accuracy on both sets, and the cost.
 * @param {any} run @param {number[]} counts @param {Shared} shared @param {number} side @returns {Block}
 */
function figureRow(run, [train, test], { ruler, theme, size }, side) {
  const measured = (/** @type {number} */ digits) =>
    [
      { value: format.percent(run.trainAccuracy, train), name: 'train accuracy', size: 1.5 * size },
      { value: format.percent(run.testAccuracy, test), name: 'test', size },
      { value: format.cost(run.cost, digits), name: 'cost', size },
    ].map((item) => {
      const [valueFont, nameFont] = [font(item.size, { weight: 600 }), font(0.82 * size)];
      const width = Math.max(ruler.width(item.value, valueFont), ruler.width(item.name, nameFont));
      return { ...item, valueFont, nameFont, width };
    });
  let items = measured(4);
  const total = () => items.reduce((sum, { width }) => sum + width, 0);
  const fits = () => total() + 0.6 * size * (items.length - 1) <= side;
  // A small picture has room for fewer digits, or for fewer figures.
  if (!fits()) items = measured(3);
  while (items.length > 1 && !fits()) items.pop();
  const gap = Math.min(1.6 * size, (side - total()) / Math.max(1, items.length - 1));
  return {
    width: side,
    height: 2.75 * size,
    paint: (ctx) => {
      line(ctx);
      let x = 0;
      for (const { value, name, valueFont, nameFont, width } of items) {
        ctx.font = valueFont;
        ctx.fillStyle = theme.ink;
        ctx.fillText(value, x, 1.4 * size);
        ctx.font = nameFont;
        ctx.fillStyle = theme.soft;
        ctx.fillText(name, x, 2.45 * size);
        x += width + gap;
      }
    },
  };
}

/** A run's verdict and its evidence. @param {any} run @param {Shared} shared @param {number} side @returns {Block} */
function verdict(run, { ruler, theme, size, iteration }, side) {
  const behind = run.divergedAt === null && run.iteration < iteration;
  const word = behind ? 'catching up:' : `${run.verdict}:`;
  const evidence = behind ? `at iteration ${format.integer(run.iteration)}` : format.evidence(run);
  const small = 0.92 * size;
  const [wordFont, restFont] = [font(small, { weight: 600 }), font(small)];
  const indent = ruler.width(`${word}\u00a0`, wordFont);
  const lines = wrap(ruler, evidence, restFont, side, { indent });
  return {
    width: side,
    height: lines.length * small * LEADING,
    paint: (ctx) => {
      line(ctx);
      ctx.font = wordFont;
      ctx.fillStyle = theme.ink;
      ctx.fillText(word, 0, small);
      ctx.font = restFont;
      ctx.fillStyle = theme.soft;
      lines.forEach((text, k) => ctx.fillText(text, k === 0 ? indent : 0, small * (1 + k * LEADING)));
    },
  };
}

/**
 * The key: what marks, colours and lines mean.
 * @param {Shared} shared @param {number} room @param {boolean} pale  whether a picture is paler than the scale
 * @returns {Block[]}
 */
export function keyItems({ ruler, theme, size, showTest, names }, room, pale) {
  const classes = names ?? ['class 0', 'class 1'];
  const small = 0.92 * size;
  const style = { size: small, colour: theme.soft };
  const height = small * LEADING + 4;
  const item = (
    /** @type {number} */ mark,
    /** @type {string} */ text,
    /** @type {(ctx: Surface, y: number) => void} */ paint,
  ) => {
    const written = paragraph(ruler, text, style, ruler.width(text, font(small)) + 1);
    return {
      width: mark + 6 + written.width,
      height,
      paint: (/** @type {Surface} */ ctx) => {
        ctx.save();
        paint(ctx, Math.round(0.72 * small));
        ctx.restore();
        place(ctx, written, mark + 6, 0);
      },
    };
  };
  const marks =
    (/** @type {[number, 0 | 1][]} */ at, /** @type {boolean} */ hollow) =>
    (/** @type {Surface} */ ctx, /** @type {number} */ y) => {
      const data = {
        points: Float64Array.from(at.flatMap(([x]) => [x, y])),
        labels: Uint8Array.from(at, ([, label]) => label),
      };
      // As large as in a plot of 420 pixels.
      const scales = { x: (/** @type {number} */ v) => v, y: (/** @type {number} */ v) => v, width: 420, height: 420 };
      paintPoints(ctx, data, scales, theme, { hollow });
    };
  return [
    item(10, classes[0], marks([[5, 0]], false)),
    item(10, classes[1], marks([[5, 1]], false)),
    ...(showTest ? [item(24, 'test point', marks([[5, 0], [19, 1]], true))] : []), // prettier-ignore
    scaleItem(ruler, theme, small, height, room, classes[1]),
    ...(pale ? [item(0, 'paler: one class almost everywhere', () => {})] : []),
    item(26, 'decision boundary, p = 0.5', (ctx, y) => {
      ctx.beginPath();
      ctx.moveTo(1, y);
      ctx.lineTo(25, y);
      ctx.strokeStyle = theme.contour;
      ctx.lineWidth = 1.5 * theme.weight;
      ctx.stroke();
    }),
  ];
}

/** @param {import('./svg.js').Ruler} ruler @param {Theme} theme @param {number} size @param {number} height @param {number} room @param {string} name  of class 1 @returns {Block} */
function scaleItem(ruler, theme, size, height, room, name) {
  const before = `probability of ${name}:\u2002 0`;
  const [start, end] = [ruler.width(before, font(size)) + 7, 7 + ruler.width('1', font(size))];
  const bar = Math.max(20, Math.min(96, Math.floor(room - start - end)));
  return {
    width: start + bar + end,
    height,
    paint: (ctx) => {
      line(ctx);
      ctx.font = font(size);
      ctx.fillStyle = theme.soft;
      ctx.fillText(before, 0, 1.08 * size);
      ctx.fillText('1', start + bar + 7, 1.08 * size);
      // Colours are linear in the probability between these three.
      const gradient = ctx.createLinearGradient(start, 0, start + bar, 0);
      theme.field.forEach((colour, k) => gradient.addColorStop(k / 2, colour));
      const [top, high] = [Math.round(0.3 * size), Math.round(0.85 * size)];
      ctx.fillStyle = gradient;
      ctx.fillRect(Math.round(start), top, bar, high);
      ctx.strokeStyle = theme.line;
      ctx.lineWidth = 1;
      ctx.strokeRect(Math.round(start) + 0.5, top + 0.5, bar - 1, high - 1);
    },
  };
}
