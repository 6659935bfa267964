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
import { SVG_SCALE, VECTOR_GRAIN, pictureFile } from './picture-file.js';
import { LARGEST_PLOT, SLIDES, laySlide, slideTextSize } from './slide-layout.js';
import { sweepPicture } from './sweep-image.js';
import { canvasRuler } from './typesetting.js';

export { experimentIn } from './provenance.js';

/** @typedef {import('./source.js').Source} Source */
/** @typedef {import('./figure-layout.js').Content} Content */
/** @typedef {import('../charts/surface.js').Field} Field */
/** @typedef {import('../charts/scales.js').Bounds} Bounds */
/** @typedef {import('./image-options.js').ImageOptions} ImageOptions */
/** @typedef {import('./image-options.js').CheckedOptions} CheckedOptions */
/** @typedef {import('./picture-file.js').Picture} Picture */

/** Maximum samples per side of a field: logits are interpolated between them, which keeps a boundary sharp. */
const MOST_SAMPLES = 640;
/** Approximate size of a note, as fractions of a plot's side, used to choose its place. */
const NOTE = [0.55, 0.1];

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
  if (source.sweep) return sweepPicture(source, how);
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
  return pictureFile(block, { type: how.type, scale, ruler, provenance, isSlide: slide !== null });
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
