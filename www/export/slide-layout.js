/**
 * Lays out a picture that fills a slide exactly: panels as large as fit, the chart beside or below them, and, on
 * request, title, caption and link.
 */
import { spaceAround } from '../charts/plot.js';
import { CHART_TEXT, chartBlocks, keyBlock, words } from './figure-layout.js';
import { axesOf, panelBlocks } from './panel.js';
import { paragraph, place, stack } from './typesetting.js';

/** @typedef {import('./typesetting.js').Block} Block */
/** @typedef {import('./typesetting.js').Surface} Surface */
/** @typedef {import('./panel.js').Shared} Shared */
/** @typedef {import('./panel.js').Panel} Panel */
/** @typedef {import('./figure-layout.js').Content} Content */
/** @typedef {{ width: number, height: number }} Room */
/**
 * @typedef {object} Plan  an arrangement of the panels
 * @property {number} side     of a plot
 * @property {number} columns
 * @property {'beside' | 'below' | 'none'} chart
 * @property {boolean} brief   without formulas and verdicts
 */

/** Slides in points, the unit of presentation programs: 13.33 × 7.5 and 10 × 7.5 inches. */
export const SLIDES = { '16:9': { width: 960, height: 540 }, '4:3': { width: 720, height: 540 } };
/** Points of a slide in an inch. */
export const POINTS_PER_INCH = 72;
const PADDING = 28;
const GAP = 22;
const SIDES = { least: 40, most: 400 };
/** Formulas and verdicts need plots of the first size, and are left out if plots can grow by the second then. */
const FULL = { side: 120, growth: 1.25 };
/** Text sizes that are tried, as fractions of the usual one, until plots have this side. */
const TEXTS = { sizes: [1, 0.85, 0.7], side: 110 };
/** Smallest chart beside and below the panels, in text sizes. */
const CHART = { width: 15.5, height: 10.5 };

/** The text size. @param {import('../charts/colours.js').Theme} theme */
export const slideTextSize = (theme) => (theme.weight > 1 ? 16 : 14);

/** The largest plot on any slide, which decides the resolution of the fields. */
export const LARGEST_PLOT = SIDES.most;

/**
 * @param {Content} content @param {Panel[]} panels @param {Shared} shared @param {Room} slide
 * @param {number} grain  positions per pixel at which lines may bend
 * @returns {Block}
 */
export const laySlide = (content, panels, shared, slide, grain) =>
  slideWith(content, shared, slide, (room) =>
    bodyFor(content, panels, smaller(content, panels, shared, room), room, grain),
  );

/**
 * A slide with this body, as large as the words leave room for.
 * @param {Pick<Content, 'title' | 'caption' | 'link'>} content @param {Pick<Shared, 'theme' | 'size' | 'ruler'>} shared @param {Room} slide
 * @param {(room: Room) => Block} bodyIn
 * @returns {Block}
 */
export function slideWith(content, shared, slide, bodyIn) {
  const { theme, size, ruler } = shared;
  const [width, height] = [slide.width - 2 * PADDING, slide.height - 2 * PADDING];
  const title = paragraph(ruler, content.title, { size: 1.7 * size, colour: theme.ink, weight: 650 }, width, {
    most: 2,
  });
  const foot = stack(words(content, shared, width), 0.5 * size);
  const above = title.height ? title.height + 0.6 * size : 0;
  const below = foot.height ? foot.height + 0.8 * size : 0;
  const body = bodyIn({ width, height: height - above - below });
  // What is left over is divided above and below.
  const top = above + Math.max(0, (height - above - below - body.height) / 2);
  return {
    ...slide,
    paint: (ctx) => {
      ctx.fillStyle = theme.paper;
      ctx.fillRect(0, 0, slide.width, slide.height);
      place(ctx, title, PADDING, PADDING);
      place(ctx, body, PADDING, Math.round(PADDING + top));
      place(ctx, foot, PADDING, Math.round(slide.height - PADDING - foot.height));
    },
  };
}

/**
 * The text size that leaves enough room for the plots, with everything that depends on it.
 * @param {Content} content @param {Panel[]} panels @param {Shared} shared @param {Room} room @returns {Shared}
 */
function smaller({ chart, what }, panels, shared, room) {
  if (what === 'chart' || !panels.length) return shared;
  let best = { side: 0, shared };
  for (const factor of TEXTS.sizes) {
    const size = factor * shared.size;
    const at = { ...shared, size, axes: axesOf(shared.ruler, shared.bounds, size) };
    const { side } = bestPlan(panels, at, besideKey(panels, at, room), chart !== null);
    if (side > 1.1 * best.side) best = { side, shared: at };
    if (best.side >= TEXTS.side) break;
  }
  return best.shared;
}

/** The room that the key leaves. @param {Panel[]} panels @param {Shared} shared @param {Room} room */
const besideKey = (panels, shared, { width, height }) => ({
  width,
  height: height - keyBlock(panels, shared, width).height - 0.6 * shared.size,
});

/** @param {Content} content @param {Panel[]} panels @param {Shared} shared @param {Room} room @param {number} grain @returns {Block} */
function bodyFor(content, panels, shared, room, grain) {
  const { chart, runs, what } = content;
  if (what === 'chart' || !panels.length) return chartIn(chart, runs, shared, room, grain);
  const key = keyBlock(panels, shared, room.width);
  const inner = besideKey(panels, shared, room);
  const plan = bestPlan(panels, shared, inner, chart !== null);
  const grid = gridOf(panels, shared, plan);
  const left = (room.width - grid.width) / 2;
  if (!chart || plan.chart === 'none') {
    const row = { ...grid, width: room.width, paint: (/** @type {Surface} */ ctx) => place(ctx, grid, Math.round(left), 0) }; // prettier-ignore
    return stack([row, key], 0.6 * shared.size);
  }
  if (plan.chart === 'below') {
    const row = { ...grid, width: room.width, paint: (/** @type {Surface} */ ctx) => place(ctx, grid, Math.round(left), 0) }; // prettier-ignore
    const costs = chartIn(chart, runs, shared, { width: room.width, height: inner.height - grid.height - GAP / 2 }, grain); // prettier-ignore
    return stack([row, key, costs], 0.5 * shared.size);
  }
  // A single row and its chart have their frames at the same height.
  const around = spaceAround(CHART_TEXT * shared.size);
  const single = plan.columns >= panels.length;
  const height = single ? around.above + plan.side + around.below : grid.height;
  const top = single ? grid.head - around.above : 0;
  const costs = chartIn(chart, runs, shared, { width: room.width - grid.width - GAP, height }, grain);
  const row = {
    width: room.width,
    height: Math.max(grid.height, top + costs.height),
    paint: (/** @type {Surface} */ ctx) => {
      place(ctx, grid, 0, 0);
      place(ctx, costs, grid.width + GAP, Math.round(top));
    },
  };
  return stack([row, key], 0.6 * shared.size);
}

/**
 * The chart with its legend, together as high as the room. Its triangles say where the axis is cut, without a note.
 * @param {Content['chart']} chart @param {Content['runs']} runs @param {Shared} shared @param {Room} room @param {number} grain
 */
function chartIn(chart, runs, shared, { width, height }, grain) {
  const blocksOf = (/** @type {number} */ high) => stack(chartBlocks(chart, runs, shared, width, high, grain).slice(0, -1), 4); // prettier-ignore
  const legend = blocksOf(height).height - height;
  return blocksOf(Math.max(60, height - legend));
}

/**
 * The arrangement with the largest plots.
 * @param {Panel[]} panels @param {Shared} shared @param {Room} room @param {boolean} charted
 * @returns {Plan}
 */
function bestPlan(panels, shared, room, charted) {
  /** @type {Plan} */
  let best = { side: 0, columns: panels.length, chart: charted ? 'beside' : 'none', brief: true };
  let most = 0;
  for (const brief of [false, true])
    for (let columns = 1; columns <= panels.length; columns += 1)
      for (const chart of /** @type {Plan['chart'][]} */ (charted ? ['beside', 'below'] : ['none'])) {
        const side = largestSide((side) =>
          fitsIn(gridOf(panels, shared, { side, columns, chart, brief }), chart, side, room, shared.size),
        );
        const worth = brief ? side / FULL.growth : side;
        if (worth <= most || !(brief || side >= FULL.side)) continue;
        most = worth;
        best = { side, columns, chart, brief };
      }
  return { ...best, side: Math.max(SIDES.least, best.side) };
}

/** @param {(side: number) => boolean} fits */
function largestSide(fits) {
  let [low, high] = [SIDES.least - 1, SIDES.most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @param {Room} grid @param {Plan['chart']} chart @param {number} side @param {Room} room @param {number} size  of the text */
function fitsIn(grid, chart, side, room, size) {
  const beside = chart === 'beside' ? GAP + Math.max(CHART.width * size, 1.05 * side) : 0;
  const below = chart === 'below' ? GAP / 2 + Math.max(CHART.height * size, 0.8 * side) : 0;
  return grid.width + beside <= room.width && grid.height + below <= room.height;
}

/** The panels in rows. @param {Panel[]} panels @param {Shared} shared @param {Plan} plan @returns {Block & { head: number }} */
function gridOf(panels, shared, { side, columns, brief }) {
  const { blocks, head } = panelBlocks(panels, shared, side, { brief });
  const [{ width, height }] = blocks;
  const rows = Math.ceil(blocks.length / columns);
  const between = 0.7 * shared.size;
  return {
    head,
    width: columns * width + (columns - 1) * GAP,
    height: rows * height + (rows - 1) * between,
    paint: (ctx) =>
      blocks.forEach((block, k) =>
        place(ctx, block, (k % columns) * (width + GAP), Math.floor(k / columns) * (height + between)),
      ),
  };
}
