/** A lab as a picture: a panel, the chart, or the whole comparison, as PNG or SVG. */
import { colourTable, themes } from '../charts/colours.js';
import { spelled } from '../charts/format.js';
import { emptiestPlace } from '../charts/labels.js';
import { shortNames } from '../experiment/dataset.js';
import { FINE } from '../player/frames.js';
import { captionFor, descriptionFor, titleFor } from './caption.js';
import { axesOf } from './panel.js';
import { fieldImage } from './surface-image.js';
import { frameOf, layOut, textSize } from './figure-layout.js';
import { checkedOptions, refused } from './image-options.js';
import { withTexts } from './png.js';
import { pngTexts, svgMetadata } from './provenance.js';
import { LARGEST_PLOT, POINTS_PER_INCH, SLIDES, laySlide, slideTextSize } from './slide-layout.js';
import { SvgContext } from './svg.js';
import { SANS, canvasRuler } from './typesetting.js';

export { experimentIn } from './provenance.js';

/** @typedef {import('./source.js').Source} Source */
/** @typedef {import('./figure-layout.js').Content} Content */
/** @typedef {import('../charts/surface.js').Field} Field */
/** @typedef {import('../charts/scales.js').Bounds} Bounds */
/** @typedef {import('./image-options.js').ImageOptions} ImageOptions */
/** @typedef {import('./image-options.js').CheckedOptions} CheckedOptions */
/** @typedef {{ blob: Blob, alt: string }} Picture  alt: its description in words */

/** Maximum samples per side of a field: logits are interpolated between them, which keeps a boundary sharp. */
const MOST_SAMPLES = 640;
/** Pixels of an SVG's field images per CSS pixel. */
const SVG_SCALE = 2;
/** Positions per CSS pixel at which lines of an SVG may bend. */
const VECTOR_GRAIN = 100;
/** Maximum canvas size of the strictest desktop browser. */
const MOST_PIXELS = { side: 16_384, area: 268_000_000 };
/** Approximate size of a note, as fractions of a plot's side, used to choose its place. */
const NOTE = [0.55, 0.1];
const CSS_PIXELS_PER_INCH = 96;
const METRES_PER_INCH = 0.0254;

/**
 * @param {Source} source @param {ImageOptions} [options]
 * @returns {Promise<Blob>}
 * @throws {TypeError | RangeError} naming the option, its value and the allowed values
 */
export const toBlob = async (source, options) => (await toPicture(source, options)).blob;

/**
 * A picture, and its description for readers who cannot see it.
 * @param {Source} source @param {ImageOptions} [options]
 * @returns {Promise<Picture>}
 * @throws {TypeError | RangeError} as toBlob
 */
export async function toPicture(source, options = {}) {
  const how = checkedOptions(options);
  const { what, run, shape, scale } = how;
  const { model, theme: seen } = source.view;
  const theme = how.theme ? themes[how.theme] : seen;
  if (model.phase === 'failed' && !model.frame)
    throw new Error(`There is no lab to make a picture of: ${model.failure?.message ?? 'it could not be opened.'}`);
  const vector = how.type === 'image/svg+xml';
  const slide = shape === 'page' ? null : SLIDES[shape];
  const size = slide ? slideTextSize(theme) : textSize(theme);
  const resolution = vector ? SVG_SCALE : scale;
  // A lab that is still opening answers after it has opened.
  if (!model.experiment) await source.read('fields', null);
  const ruler = canvasRuler();
  const { answer, frame } = await shownBy(source, (count, bounds) => {
    if (what === 'panel') checkRun(run, count);
    const frame = slide ? slideFrame(what) : frameOf(what, count, axesOf(ruler, bounds, size).margins, how.width);
    const samples = Math.min(MOST_SAMPLES, Math.round(frame.side * resolution));
    return { frame, samples, only: what === 'panel' ? run : null };
  });
  const { content, panels, shared, provenance } = compose(source, how, answer, { theme, size, resolution, ruler });
  const grain = vector ? VECTOR_GRAIN : resolution;
  const block = slide ? laySlide(content, panels, shared, slide, grain) : layOut(content, panels, shared, frame, grain);
  const perInch = slide ? POINTS_PER_INCH : CSS_PIXELS_PER_INCH;
  const blob = vector ? svg(block, ruler, provenance, slide ? 'pt' : '') : await png(block, scale, provenance, perInch);
  return { blob, alt: provenance.description };
}

/** A slide's fields are sampled for the largest plots before their size is known. @param {Content['what']} what */
const slideFrame = (what) => ({ width: 0, padding: 0, side: what === 'chart' ? 0 : LARGEST_PLOT, columns: 0, beside: false }); // prettier-ignore

/**
 * The contents of a picture, and its provenance.
 * @param {Source} source @param {CheckedOptions} options @param {import('../engine/read.js').RunPicture[]} answer
 * @param {{ theme: import('../charts/colours.js').Theme, size: number, resolution: number, ruler: import('./svg.js').Ruler }} how
 */
function compose({ view, permalink }, { what, run, title, caption, link }, answer, { theme, size, resolution, ruler }) {
  const { model, showTest } = view;
  const { experiment, described, bounds } = model;
  const points = /** @type {NonNullable<typeof model.points>} */ (model.points);
  const [{ iteration }] = answer;
  const runs = answer.map(({ measured }, k) => ({
    run: { ...described[k], ...measured, label: spelled(described[k].label) },
    slot: view.slotOf(experiment.runs[k]),
  }));
  const chosen = answer.map((_, k) => k).filter((k) => what !== 'panel' || k === run);
  const shown = chosen.map((k) => runs[k]);
  const told = shown.map((entry) => entry.run);
  const own = chosen.map((k) => experiment.runs[k]);
  const generated = {
    title: titleFor(told.map(({ label }) => label)),
    caption: captionFor(model, told, own, iteration),
  };
  const printed = (/** @type {boolean | string} */ wanted, /** @type {string} */ usual) =>
    spelled(wanted === true ? usual : wanted || '');
  const panels = chosen.flatMap((k) => {
    const { field } = answer[k];
    const image = (/** @type {number} */ side) => fieldImage(/** @type {Field} */ (field), bounds, Math.round(side * resolution), colourTable(theme)); // prettier-ignore
    return field ? [{ ...runs[k], field, image }] : [];
  });
  const chart = {
    lines: runs.map((entry, k) => ({
      label: entry.run.label,
      slot: entry.slot,
      divergedAt: entry.run.divergedAt ?? null,
      ...answer[k].costs,
    })),
    end: Math.max(model.lastIteration, iteration),
    rateChanges: experiment.training.learningRateChanges ?? [],
    logarithmic: view.logarithmic,
  };
  const all = showTest ? [...points.train.points, ...points.test.points] : points.train.points;
  const notePlace = emptiestPlace(all, bounds, NOTE[0], NOTE[1]);
  const content = {
    what,
    runs: shown,
    chart: what === 'panel' || what === 'panels' ? null : chart,
    title: printed(title, generated.title),
    caption: printed(caption, generated.caption),
    link: link ? permalink : '',
  };
  const axes = axesOf(ruler, bounds, size);
  const names = shortNames(experiment.dataset)?.map(spelled);
  const shared = { ruler, theme, size, bounds, axes, points, showTest, notePlace, iteration, names };
  const words = typeof caption === 'string' && caption ? spelled(caption) : spelled(generated.caption);
  const description = [words, descriptionFor(panels, model)].join(' ').trim();
  return {
    content,
    panels,
    shared,
    provenance: { experiment, iteration, permalink, title: generated.title, description },
  };
}

/**
 * Pictures of the runs now. Asks again if the lab changes meanwhile.
 * @param {Source} source
 * @param {(count: number, bounds: Bounds) => { frame: ReturnType<typeof frameOf>, samples: number, only: number | null }} plan  for that number of runs
 */
async function shownBy({ view: { model }, read }, plan) {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { experiment, bounds } = model;
    const count = experiment.runs.length;
    const { frame, samples, only } = plan(count, bounds);
    const picture = frame.side ? { ...FINE, bounds, size: samples, span: samples } : null;
    const answer = await read('fields', picture, only);
    const { runs } = model.experiment;
    if (answer.length === count && runs.length === count && model.bounds === bounds) return { answer, frame };
  }
  throw new Error('The lab kept changing while its picture was made. Ask again.');
}

/** @param {number} run @param {number} count */
function checkRun(run, count) {
  if (run >= count) throw refused('run', run, `0 to ${count - 1}, one of the ${count} runs`);
}

/** @param {import('./typesetting.js').Block} block @param {import('./svg.js').Ruler} ruler @param {import('./provenance.js').Provenance} provenance @param {string} unit  of the size */
function svg(block, ruler, provenance, unit) {
  // Ids must be unique across pictures in one page, wherever they were made.
  const [a, b] = crypto.getRandomValues(new Uint32Array(2));
  const ctx = new SvgContext(`lab-${a.toString(36)}${b.toString(36)}`, SANS, ruler);
  block.paint(/** @type {import('./typesetting.js').Surface} */ (/** @type {unknown} */ (ctx)));
  const { title, description } = provenance;
  const { width, height } = block;
  const text = ctx.toString({ width, height, unit, title, description, metadata: svgMetadata(provenance) });
  return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', text], { type: 'image/svg+xml' });
}

/** @param {import('./typesetting.js').Block} block @param {number} scale @param {import('./provenance.js').Provenance} provenance @param {number} perInch  the block's pixels in an inch */
async function png(block, scale, provenance, perInch) {
  const [width, height] = [block.width, block.height].map((length) => Math.round(length * scale));
  const tooLarge = () =>
    new RangeError(
      `toBlob: a picture of ${width} × ${height} pixels (scale ${scale}) is more than this browser can make; a smaller scale or width, or an SVG, can be made`,
    );
  if (Math.max(width, height) > MOST_PIXELS.side || width * height > MOST_PIXELS.area) throw tooLarge();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const ctx = canvas.getContext('2d');
  if (!ctx) throw tooLarge();
  ctx.direction = 'ltr';
  ctx.scale(scale, scale);
  block.paint(ctx);
  // A canvas that exceeds the browser's limit stays empty without an error.
  if (ctx.getImageData(width - 1, height - 1, 1, 1).data[3] === 0) throw tooLarge();
  const blob = await new Promise((/** @type {BlobCallback} */ resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw tooLarge();
  const bytes = withTexts(
    new Uint8Array(await blob.arrayBuffer()),
    pngTexts(provenance),
    (perInch / METRES_PER_INCH) * scale,
  );
  return new Blob([/** @type {BlobPart} */ (bytes)], { type: 'image/png' });
}
