/**
 * Lays out a picture: panels, key, chart, caption and source. Geometry first; the laid-out blocks then paint
 * themselves.
 */
import { sketchCosts } from '../charts/cost-chart.js';
import * as format from '../charts/format.js';
import { paintPlot, spaceAround } from '../charts/plot.js';
import { fieldOpacity } from '../charts/surface.js';
import { SWATCH, keyItems, paintSwatch, panelBlocks } from './panel.js';
import { MONO, flow, font, paragraph, place, stack } from './typesetting.js';

/** @typedef {import('./typesetting.js').Block} Block */
/** @typedef {import('./typesetting.js').Surface} Surface */
/** @typedef {import('./panel.js').Shared} Shared */
/** @typedef {import('./panel.js').Panel} Panel */
/**
 * @typedef {object} Content
 * @property {'figure' | 'panels' | 'chart' | 'panel'} what  panels: the figure without its chart
 * @property {Omit<Panel, 'image' | 'field'>[]} runs  those shown
 * @property {import('../charts/cost-chart.js').ChartData | null} chart
 * @property {string} title     '': none
 * @property {string} caption   '': none
 * @property {string} link      the permalink as printed; '': none
 */

/** Margin of the picture, and gap between panels. */
const PADDING = { figure: 24, panels: 12, chart: 12, panel: 12 };
const GAP = 26;
/** A plot's default side, by the number of panels in a row; and the minimum side before a row is broken. */
const SIDES = [0, 340, 330, 300, 264];
const LEAST_SIDE = 150;
/** Width, limits of the height, and aspect ratio of a chart. */
const CHART = { width: 760, least: 240, most: 380, shape: 0.29 };
/** Widths of a picture with a single panel and its chart beside it. */
const BESIDE = { least: 740, usual: 960 };
/** Lines of text in a picture of usual width; a narrow one has more. Longer text is in the file's metadata only. */
const MOST = { caption: 12, link: 8, width: 760 };
const MOST_LINK = 600;
/** Size of a chart's text, as a fraction of the text size. */
export const CHART_TEXT = 0.92;

/** The text size. @param {import('../charts/colours.js').Theme} theme */
export const textSize = (theme) => (theme.weight > 1 ? 15.5 : 13);

/** Panels in a row: one row of up to four, else two rows. @param {number} count */
const inRow = (count) => (count <= 4 ? count : Math.ceil(count / 2));

/**
 * The geometry, before any content is known: the plots' size decides the resolution of their fields.
 * @param {Content['what']} what @param {number} count  of panels
 * @param {{ left: number, right: number }} margins  of a plot @param {number} [asked]  requested width
 */
export function frameOf(what, count, margins, asked) {
  const padding = PADDING[what];
  if (what === 'chart') return { width: asked ?? CHART.width, padding, side: 0, columns: 0, beside: false };
  const around = margins.left + margins.right;
  const sideAt = (/** @type {number} */ width, /** @type {number} */ columns) =>
    Math.floor((width - 2 * padding - (columns - 1) * GAP) / columns) - around;
  if (what === 'panel') {
    const width = asked ?? 2 * padding + around + SIDES[1];
    return { width, padding, side: sideAt(width, 1), columns: 1, beside: false };
  }
  if (what === 'figure' && count === 1 && (asked ?? BESIDE.usual) >= BESIDE.least) {
    const width = asked ?? BESIDE.usual;
    const side = Math.min(SIDES[1] * 1.25, Math.floor(0.4 * width) - around);
    return { width, padding, side: Math.floor(side), columns: 1, beside: true };
  }
  let columns = inRow(count);
  const width = asked ?? 2 * padding + columns * (SIDES[columns] + around) + (columns - 1) * GAP;
  while (columns > 1 && sideAt(width, columns) < LEAST_SIDE) columns -= 1;
  return { width, padding, side: Math.min(sideAt(width, columns), 640), columns, beside: false };
}

/**
 * @param {Content} content @param {Panel[]} panels @param {Shared} shared @param {ReturnType<typeof frameOf>} frame
 * @param {number} grain  positions per pixel at which lines may bend
 * @returns {Block}
 */
export function layOut(content, panels, shared, frame, grain) {
  const inner = frame.width - 2 * frame.padding;
  return pageWith(content, shared, frame, body(content, panels, shared, frame, inner, grain));
}

/**
 * A page as high as its content.
 * @param {Pick<Content, 'title' | 'caption' | 'link'>} content @param {Pick<Shared, 'theme' | 'size' | 'ruler'>} shared
 * @param {{ width: number, padding: number }} frame @param {Block[]} blocks
 * @returns {Block}
 */
export function pageWith(content, shared, frame, blocks) {
  const { theme } = shared;
  const inner = frame.width - 2 * frame.padding;
  const title = paragraph(
    shared.ruler,
    content.title,
    { size: 1.5 * shared.size, colour: theme.ink, weight: 650 },
    inner,
  );
  const all = stack([title, ...blocks, ...words(content, shared, inner)], 0.9 * shared.size);
  const [width, height] = [frame.width, Math.ceil(all.height) + 2 * frame.padding];
  return {
    width,
    height,
    paint: (ctx) => {
      ctx.fillStyle = theme.paper;
      ctx.fillRect(0, 0, width, height);
      place(ctx, all, frame.padding, frame.padding);
    },
  };
}

/** @param {Content} content @param {Panel[]} panels @param {Shared} shared @param {ReturnType<typeof frameOf>} frame @param {number} inner @param {number} grain @returns {Block[]} */
function body({ what, chart, runs }, panels, shared, { side, columns, beside }, inner, grain) {
  if (what === 'chart') return chartBlocks(chart, runs, shared, inner, chartHeight(inner), grain);
  const { blocks, head } = panelBlocks(panels, shared, side);
  const key = keyBlock(panels, shared, inner);
  if (what === 'panel') return [blocks[0], key];
  if (beside) {
    const [left, gap] = [blocks[0].width, 2 * GAP];
    const around = spaceAround(CHART_TEXT * shared.size);
    const height = around.above + side + around.below;
    const costs = stack(chartBlocks(chart, [], shared, inner - left - gap, height, grain), 6);
    // Both frames have the same top and bottom.
    const top = head - around.above;
    const row = {
      width: inner,
      height: Math.max(blocks[0].height, top + costs.height),
      paint: (/** @type {Surface} */ ctx) => {
        place(ctx, blocks[0], 0, 0);
        place(ctx, costs, left + gap, top);
      },
    };
    return [row, key];
  }
  const rows = [];
  const step = blocks[0].width + (columns > 1 ? (inner - columns * blocks[0].width) / (columns - 1) : 0);
  for (let first = 0; first < blocks.length; first += columns) {
    const row = blocks.slice(first, first + columns);
    rows.push({
      width: inner,
      height: row[0].height,
      paint: (/** @type {Surface} */ ctx) => row.forEach((block, k) => place(ctx, block, Math.round(k * step), 0)),
    });
  }
  return [stack(rows, 1.4 * shared.size), key, ...chartBlocks(chart, runs, shared, inner, chartHeight(inner), grain)];
}

/** The key below the panels. @param {Panel[]} panels @param {Shared} shared @param {number} width */
export function keyBlock(panels, shared, width) {
  const pale = panels.some(({ field }) => fieldOpacity(field) < 1);
  return flow(keyItems(shared, width, pale), width, 1.7 * shared.size);
}

/** @param {number} width */
const chartHeight = (width) => Math.round(Math.max(CHART.least, Math.min(CHART.most, CHART.shape * width)));

/**
 * The chart, with its legend above where labels do not fit beside the lines, and a note below where its axis is cut.
 * @param {Content['chart']} data @param {Content['runs']} runs  to label @param {Shared} shared @param {number} width @param {number} height
 * @param {number} grain @returns {Block[]}
 */
export function chartBlocks(data, runs, { ruler, theme, size }, width, height, grain) {
  if (!data) return [];
  const box = { width, height, font: font(CHART_TEXT * size) };
  const { sketch, range, labelled } = sketchCosts(data, theme, box, (text) => ruler.width(text, box.font));
  const chart = {
    width,
    height,
    paint: (/** @type {Surface} */ ctx) => paintPlot(ctx, sketch, theme, box, 1, grain),
  };
  const style = { size: 0.92 * size, colour: theme.ink };
  const names = runs.map(({ run, slot }) => {
    const room = Math.min(width, SWATCH.width + SWATCH.gap + 2 + ruler.width(run.label, font(style.size)));
    const text = paragraph(ruler, run.label, style, room - SWATCH.width - SWATCH.gap, { most: 1 });
    return {
      width: room,
      height: text.height,
      paint: (/** @type {Surface} */ ctx) => {
        paintSwatch(ctx, theme, slot, Math.round(0.72 * style.size));
        place(ctx, text, SWATCH.width + SWATCH.gap, 0);
      },
    };
  });
  const { cutAt, largest } = range;
  const cut =
    cutAt === null
      ? ''
      : `The axis is cut at ${format.tick(Number(cutAt.toPrecision(3)))}; the highest cost is ${format.cost(largest)}.`;
  return [
    ...(!labelled && names.length ? [flow(names, width, 1.4 * size)] : []),
    chart,
    paragraph(ruler, cut, { size: 0.85 * size, colour: theme.soft }, width),
  ];
}

/** A link that is too long to type is not printed. @param {string} link */
const printed = (link) =>
  link.length <= MOST_LINK
    ? link
    : `${link.slice(0, 80)}… (${format.integer(link.length)} letters: the whole link is in the file)`;

/**
 * The caption and the link.
 * @param {Pick<Content, 'caption' | 'link'>} content @param {Pick<Shared, 'theme' | 'size' | 'ruler'>} shared @param {number} width @returns {Block[]}
 */
export function words({ caption, link }, { ruler, theme, size }, width) {
  const small = { size: 0.68 * size, colour: theme.soft, family: MONO };
  const most = (/** @type {number} */ lines) => Math.ceil(lines * Math.max(1, MOST.width / width));
  return [
    paragraph(ruler, caption, { size, colour: theme.ink }, width, { most: most(MOST.caption) }),
    paragraph(ruler, link && printed(link), small, width, { most: most(MOST.link) }),
  ];
}
