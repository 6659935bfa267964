/** The picture of a sweep in a room: bands and strip, lines, or heat maps, by the drawing code of the page. */
import { sketchBands } from '../charts/bands.js';
import { fillPixels, flattened, mapLayout, paintMaps } from '../charts/heat-map.js';
import { lineData } from '../charts/line-figure.js';
import { MapGrid } from '../charts/map-grid.js';
import { paintPlot } from '../charts/plot.js';
import { bandData, bandsOf, stripData } from '../charts/seeds-figure.js';
import { paintStrip, stripLayout } from '../charts/strip.js';
import { lineLayout, paintSweepLine } from '../charts/sweep-line.js';
import { font, place, stack } from './typesetting.js';

/** @typedef {import('../charts/sweep-model.js').ShownSweep} ShownSweep */
/** @typedef {import('./typesetting.js').Block} Block */
/** @typedef {import('./typesetting.js').Surface} Surface */
/** @typedef {import('../charts/heat-map.js').MapLayout} MapLayout */
/** @typedef {{ width: number, height: number }} Room  height: Infinity for as much as it takes */
/**
 * @typedef {object} Style
 * @property {import('../charts/colours.js').Theme} theme
 * @property {number} size         of the text
 * @property {import('./svg.js').Ruler} ruler
 * @property {boolean} logarithmic whether costs are on a log axis
 * @property {number} grain        positions per pixel at which lines may bend
 * @property {number} resolution   pixels of images per pixel
 */

/** Sizes of text that are tried, as fractions of the usual one, until everything fits. */
const TEXTS = [1, 0.85, 0.7, 0.55];
/** Height of a chart: in widths, and its limits in sizes of the text. */
const CHART = { shape: 0.42, least: 21, most: 34 };
/** Least height of the bands above a strip on a slide, in sizes of the text. */
const LEAST_BANDS = 16;
/** Between bands and strip, in sizes of the text. */
const BETWEEN = 1.6;
/** Width of a strip beside the bands, in sizes of the text, and the least width of the bands then. */
const BESIDE = { strip: 53, bands: 24 };

/** Flattest maps: in sizes of the text, and in widths. */
const FLATTEST = { sizes: 8, widths: 0.38 };
/** Number of widths that are tried for maps. */
const WIDTHS = 40;

/** @param {Style} style @param {string} with_  a font */
const measureWith =
  ({ ruler }, with_) =>
  (/** @type {string} */ text) =>
    ruler.width(text, with_);

/** @param {Room} room @param {number} size */
const chartHeight = ({ width, height }, size) =>
  Number.isFinite(height)
    ? height
    : Math.round(Math.max(CHART.least * size, Math.min(CHART.most * size, CHART.shape * width)));

/**
 * The picture, at most as large as the room.
 * @param {ShownSweep} shown @param {Room} room @param {Style} style
 * @returns {Block}
 */
export function sweepBlock(shown, room, style) {
  const blockOf = [seedsBlock, lineBlock, mapsBlock][shown.axes.length];
  for (const factor of TEXTS) {
    const block = blockOf(shown, room, { ...style, size: factor * style.size });
    if (block.height <= room.height || factor === TEXTS[TEXTS.length - 1]) return block;
  }
  throw new Error('a size of text was found');
}

/** Bands above the strip; beside it, where it is too high for the room. @param {ShownSweep} shown @param {Room} room @param {Style} style @returns {Block} */
function seedsBlock(shown, room, style) {
  const strip = stripBlock(shown, room, style);
  const data = bandData(shown, bandsOf(shown), style.logarithmic);
  if (!data) return strip;
  const { size } = style;
  const between = BETWEEN * size;
  const left = room.height - strip.height - between;
  if (left < LEAST_BANDS * size) {
    const width = room.width - BESIDE.strip * size - 2 * between;
    const narrow = stripBlock(shown, { width: BESIDE.strip * size, height: room.height }, style);
    if (width >= BESIDE.bands * size && narrow.height <= room.height)
      return inRow(bandsBlock(data, { width, height: room.height }, style), narrow, room);
  }
  const height = Math.max(LEAST_BANDS * size, left);
  return stack([bandsBlock(data, { width: room.width, height }, style), strip], between);
}

/** @param {Block} first @param {Block} second @param {Room} room @returns {Block} */
const inRow = (first, second, { width }) => ({
  width,
  height: Math.max(first.height, second.height),
  paint: (ctx) => {
    place(ctx, first, 0, 0);
    place(ctx, second, width - second.width, Math.round((first.height - second.height) / 2));
  },
});

/** @param {import('../charts/bands.js').BandData} data @param {Room} room @param {Style} style @returns {Block} */
function bandsBlock(data, room, style) {
  const { size, theme, grain } = style;
  const box = { width: room.width, height: chartHeight(room, size), font: font(size) };
  const { sketch } = sketchBands(data, theme, box, measureWith(style, box.font));
  return {
    width: box.width,
    height: box.height,
    paint: (/** @type {Surface} */ ctx) => paintPlot(ctx, sketch, theme, box, 1, grain),
  };
}

/** @param {ShownSweep} shown @param {Room} room @param {Style} style @returns {Block} */
function stripBlock(shown, { width }, style) {
  const { size, theme } = style;
  const data = stripData(shown);
  const box = { width, font: font(size) };
  const at = stripLayout(data, box, measureWith(style, box.font), theme.weight);
  return { width, height: at.height, paint: (ctx) => paintStrip(ctx, data, at, theme, box.font) };
}

/** @param {ShownSweep} shown @param {Room} room @param {Style} style @returns {Block} */
function lineBlock(shown, room, style) {
  const { size, theme } = style;
  const data = lineData(shown);
  const box = { width: room.width, height: chartHeight(room, size), font: font(size) };
  const at = lineLayout(data, box, measureWith(style, box.font));
  return { width: box.width, height: box.height, paint: (ctx) => paintSweepLine(ctx, data, at, theme, box) };
}

/** The maps, as large as the room lets them be. @param {ShownSweep} shown @param {Room} room @param {Style} style @returns {Block} */
function mapsBlock(shown, room, style) {
  const { size, theme, resolution } = style;
  const grid = new MapGrid(shown);
  grid.update(shown);
  const { data } = grid;
  const with_ = font(size);
  const measure = measureWith(style, with_);
  const at = largestMaps(room, size, (width) => mapLayout(data, { width, font: with_ }, measure));
  const images = data.runs.map((run) => mapImage(run, data, shown.shape, theme, Math.round(at.width * resolution)));
  const left = Math.round((room.width - at.all) / 2);
  return {
    width: room.width,
    height: at.height,
    paint: (ctx) => {
      ctx.save();
      ctx.translate(left, 0);
      ctx.imageSmoothingEnabled = false;
      paintMaps(ctx, data, at, theme, with_, (run) => images[run]);
      ctx.restore();
    },
  };
}

/**
 * The layout with the largest maps that fit, narrower or flatter than usual; the usual one if none fits.
 * @param {Room} room @param {number} size  of the text @param {(width: number) => MapLayout} layoutAt
 * @returns {MapLayout}
 */
export function largestMaps(room, size, layoutAt) {
  const usual = layoutAt(room.width);
  if (usual.height <= room.height) return usual;
  const widths = Array.from({ length: WIDTHS }, (_, k) => Math.round(room.width * (1 - k / WIDTHS)));
  const fitting = widths
    .map((width) => flattened(layoutAt(width), room.height))
    .filter(({ width, tall }) => tall >= FLATTEST.sizes * size && tall >= FLATTEST.widths * width);
  return fitting.reduce((best, at) => (at.width * at.tall > best.width * best.tall ? at : best), fitting[0] ?? usual);
}

/**
 * A map as an image whose pixels are parts of cells, so that no program that scales it blurs their edges.
 * @param {import('../charts/heat-map.js').MapRun} run @param {import('../charts/heat-map.js').MapData} data
 * @param {number[]} shape @param {import('../charts/colours.js').Theme} theme @param {number} wanted  pixels across
 */
function mapImage(run, data, [, height, width], theme, wanted) {
  const cells = document.createElement('canvas');
  [cells.width, cells.height] = [width, height];
  const ctx = /** @type {CanvasRenderingContext2D} */ (cells.getContext('2d'));
  const image = ctx.createImageData(width, height);
  fillPixels(new Uint32Array(image.data.buffer), run, data, theme, { width, height });
  ctx.putImageData(image, 0, 0);
  const times = Math.ceil(wanted / width);
  if (times <= 1) return cells;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [times * width, times * height];
  const enlarged = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  enlarged.imageSmoothingEnabled = false;
  enlarged.drawImage(cells, 0, 0, canvas.width, canvas.height);
  return canvas;
}
