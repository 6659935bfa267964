/** A lab as a picture: a panel, the chart, or the whole comparison, as PNG or SVG. */
import { colourTable, themes } from '../charts/colours.js';
import { spelled } from '../charts/format.js';
import { emptiestPlace } from '../charts/labels.js';
import { className } from '../experiment/dataset.js';
import { FINE } from '../player/frames.js';
import { briefly, captionFor, descriptionFor, titleFor } from './caption.js';
import { axesOf } from './panel.js';
import { fieldImage } from './surface-image.js';
import { frameOf, layOut, textSize } from './figure-layout.js';
import { withTexts } from './png.js';
import { pngTexts, svgMetadata } from './provenance.js';
import { SvgContext } from './svg.js';
import { SANS, canvasRuler } from './typesetting.js';

export { experimentIn } from './provenance.js';

/** @typedef {import('./source.js').Source} Source */
/** @typedef {import('./figure-layout.js').Content} Content */
/** @typedef {import('../charts/surface.js').Field} Field */
/** @typedef {import('../charts/scales.js').Bounds} Bounds */
/** Characters of a class's name in the key. */
const LONGEST_CLASS = 32;

/**
 * @typedef {object} ImageOptions
 * @property {Content['what']} [what]  figure: the whole comparison; panels: without the chart
 * @property {number} [run]       of a panel: its index in the experiment
 * @property {'image/png' | 'image/svg+xml'} [type]
 * @property {number} [scale]     PNG pixels per CSS pixel; ignored for SVG
 * @property {number} [width]     in CSS pixels
 * @property {'light' | 'dark' | 'projector'} [theme]  default: the current theme
 * @property {string} [caption]   in place of the generated one; '': none
 */

const CHOICES = {
  what: ['figure', 'panels', 'chart', 'panel'],
  type: ['image/png', 'image/svg+xml'],
  theme: Object.keys(themes),
};
const RANGES = { scale: [1, 4], width: [240, 4000] };
const MOST_CAPTION = 2000;
const NAMES = ['what', 'run', 'type', 'scale', 'width', 'theme', 'caption'];

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
const CSS_PIXELS_PER_METRE = 96 / 0.0254;

/**
 * @param {Source} source @param {ImageOptions} [options]
 * @returns {Promise<Blob>}
 * @throws {TypeError | RangeError} naming the option, its value and the allowed values
 */
export async function toBlob(source, options = {}) {
  const { what, run, type, scale, width, theme: themeName, caption } = checked(options);
  const { model, theme: seen } = source.view;
  const theme = themeName ? themes[themeName] : seen;
  if (model.phase === 'failed' && !model.frame)
    throw new Error(`There is no lab to make a picture of: ${model.failure?.message ?? 'it could not be opened.'}`);
  const vector = type === 'image/svg+xml';
  const size = textSize(theme);
  const resolution = vector ? SVG_SCALE : scale;
  // A lab that is still opening answers after it has opened.
  if (!model.experiment) await source.read('fields', null);
  const ruler = canvasRuler();
  const { answer, frame } = await shownBy(source, (count, bounds) => {
    if (what === 'panel') checkRun(run, count);
    const frame = frameOf(what, count, axesOf(ruler, bounds, size).margins, width);
    const samples = Math.min(MOST_SAMPLES, Math.round(frame.side * resolution));
    return { frame, samples, only: what === 'panel' ? run : null };
  });
  const { block, provenance } = compose(
    source,
    { what, run, caption, theme, size, resolution, vector, ruler },
    answer,
    frame,
  );
  return vector ? svg(block, ruler, provenance) : png(block, scale, provenance);
}

/** A class's name as the key has room for. @param {string} name */
function clipped(name) {
  const characters = [...name];
  return characters.length > LONGEST_CLASS ? `${characters.slice(0, LONGEST_CLASS - 1).join('')}…` : name;
}

/**
 * The laid-out picture and its provenance.
 * @param {Source} source
 * @param {{ what: Content['what'], run: number, caption: string | undefined, theme: import('../charts/colours.js').Theme, size: number, resolution: number, vector: boolean, ruler: import('./svg.js').Ruler }} how
 * @param {import('../engine/read.js').RunPicture[]} answer @param {ReturnType<typeof frameOf>} frame
 */
function compose({ view, permalink }, { what, run, caption, theme, size, resolution, vector, ruler }, answer, frame) {
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
  const words = spelled(caption ?? captionFor(model, told, own, iteration));
  const pixels = Math.round(frame.side * resolution);
  const panels = chosen.flatMap((k) => {
    const { field } = answer[k];
    return field ? [{ ...runs[k], field, image: fieldImage(field, bounds, pixels, colourTable(theme)) }] : [];
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
  const axes = axesOf(ruler, bounds, size);
  const classes = [0, 1].map((k) => clipped(spelled(className(experiment.dataset, /** @type {0 | 1} */ (k)))));
  const block = layOut(
    {
      what,
      runs: shown,
      chart: what === 'panel' || what === 'panels' ? null : chart,
      caption: caption !== undefined || what === 'figure' ? words : '',
      origin: what === 'figure' ? spelled(briefly(experiment, model.catalogue)) : '',
      permalink,
    },
    panels,
    { ruler, theme, size, bounds, axes, points, showTest, notePlace, iteration, classes },
    frame,
    vector ? VECTOR_GRAIN : resolution,
  );
  const title = titleFor(told.map(({ label }) => label));
  const description = [words, descriptionFor(panels, model)].join(' ').trim();
  return { block, provenance: { experiment, iteration, permalink, title, description } };
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

/** @param {ImageOptions} options */
function checked(options) {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`toBlob: options are ${String(options)}; allowed: an object with ${NAMES.join(', ')}`);
  const given = /** @type {Record<string, any>} */ ({ ...options });
  for (const name of Object.keys(given)) {
    if (given[name] === undefined) delete given[name];
    else if (!NAMES.includes(name)) throw new TypeError(`toBlob: no option ${name}; allowed: ${NAMES.join(', ')}`);
  }
  for (const [name, values] of Object.entries(CHOICES))
    if (name in given && !values.includes(given[name])) throw refused(name, given[name], values.join(', '));
  for (const [name, [low, high]] of Object.entries(RANGES)) {
    const value = given[name];
    if (name in given && !(typeof value === 'number' && value >= low && value <= high))
      throw refused(name, value, `a number from ${low} to ${high}`);
  }
  if ('caption' in given && !(typeof given.caption === 'string' && given.caption.length <= MOST_CAPTION))
    throw refused('caption', given.caption, `a text of up to ${MOST_CAPTION} letters`);
  if ('run' in given && !(Number.isSafeInteger(given.run) && given.run >= 0))
    throw refused('run', given.run, 'the place of a run in the experiment, from 0');
  if (given.width) given.width = Math.round(given.width);
  return /** @type {ImageOptions & Required<Pick<ImageOptions, 'what' | 'type' | 'scale' | 'run'>>} */ ({
    what: 'figure',
    type: 'image/png',
    scale: 2,
    run: 0,
    ...given,
  });
}

/** @param {string} name @param {any} value @param {string} allowed */
function refused(name, value, allowed) {
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : String(value);
  return new RangeError(`toBlob: ${name} is ${shown}; allowed: ${allowed}`);
}

/** @param {number} run @param {number} count */
function checkRun(run, count) {
  if (run >= count) throw refused('run', run, `0 to ${count - 1}, one of the ${count} runs`);
}

/** @param {import('./typesetting.js').Block} block @param {import('./svg.js').Ruler} ruler @param {import('./provenance.js').Provenance} provenance */
function svg(block, ruler, provenance) {
  // Ids must be unique across pictures in one page, wherever they were made.
  const [a, b] = crypto.getRandomValues(new Uint32Array(2));
  const ctx = new SvgContext(`lab-${a.toString(36)}${b.toString(36)}`, SANS, ruler);
  block.paint(/** @type {import('./typesetting.js').Surface} */ (/** @type {unknown} */ (ctx)));
  const { title, description } = provenance;
  const { width, height } = block;
  const text = ctx.toString({ width, height, title, description, metadata: svgMetadata(provenance) });
  return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', text], { type: 'image/svg+xml' });
}

/** @param {import('./typesetting.js').Block} block @param {number} scale @param {import('./provenance.js').Provenance} provenance */
async function png(block, scale, provenance) {
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
  const bytes = withTexts(new Uint8Array(await blob.arrayBuffer()), pngTexts(provenance), CSS_PIXELS_PER_METRE * scale);
  return new Blob([/** @type {BlobPart} */ (bytes)], { type: 'image/png' });
}
