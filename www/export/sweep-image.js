/** A sweep as a picture, PNG or SVG: its whole figure, or one run alone. */
import { themes } from '../charts/colours.js';
import { integer, spelled } from '../charts/format.js';
import { listed } from '../experiment/notation.js';
import { captionUpTo } from './caption.js';
import { pageWith, textSize } from './figure-layout.js';
import { refused } from './image-options.js';
import { SVG_SCALE, VECTOR_GRAIN, pictureFile } from './picture-file.js';
import { SLIDES, slideTextSize, slideWith } from './slide-layout.js';
import { sweepBlock } from './sweep-figure.js';
import { sweepSentences } from './sweep-sentences.js';
import { axisValue, reachMeaning } from './sweep-words.js';
import { canvasRuler } from './typesetting.js';

/** @typedef {import('./source.js').Source} Source */
/** @typedef {import('../charts/sweep-model.js').ShownSweep} ShownSweep */

/** Margin and usual width of a page. */
const PAGE = { padding: 24, width: 900 };

/**
 * @param {Source} source  with a sweep @param {import('./image-options.js').CheckedOptions} how
 * @returns {Promise<import('./picture-file.js').Picture>}
 * @throws {RangeError} if the sweep has no such part
 */
export async function sweepPicture(source, how) {
  const { view, permalink } = source;
  const shown = partOf(/** @type {ShownSweep} */ (source.sweep), how);
  const theme = how.theme ? themes[how.theme] : view.theme;
  const slide = how.shape === 'page' ? null : SLIDES[how.shape];
  const isVector = how.type === 'image/svg+xml';
  const resolution = isVector ? SVG_SCALE : how.scale;
  const ruler = canvasRuler();
  const style = {
    theme,
    ruler,
    size: slide ? slideTextSize(theme) : textSize(theme),
    logarithmic: view.logarithmic,
    grain: isVector ? VECTOR_GRAIN : resolution,
    resolution,
  };
  const generated = { title: sweepTitle(shown), caption: sweepCaption(view.model, shown) };
  const words = (/** @type {boolean | string} */ wanted, /** @type {string} */ usual) =>
    spelled(wanted === true ? usual : wanted || '');
  const content = {
    title: words(how.title, generated.title),
    caption: words(how.caption, generated.caption),
    link: how.link ? permalink : '',
  };
  const frame = { width: how.width ?? PAGE.width, padding: PAGE.padding };
  const block = slide
    ? slideWith(content, style, slide, (room) => sweepBlock(shown, room, style))
    : pageWith(content, style, frame, [
        sweepBlock(shown, { width: frame.width - 2 * frame.padding, height: Infinity }, style),
      ]);
  const told = typeof how.caption === 'string' && how.caption ? how.caption : generated.caption;
  const description = spelled([told, ...sweepSentences(shown)].join(' '));
  const { experiment } = /** @type {ShownSweep} */ (source.sweep);
  const provenance = { experiment, iteration: 0, permalink, title: generated.title, description };
  return pictureFile(block, { type: how.type, scale: how.scale, ruler, provenance, isSlide: slide !== null });
}

/** @param {ShownSweep} sweep @param {import('./image-options.js').CheckedOptions} how */
function partOf(sweep, { what, run }) {
  if (what === 'figure') return sweep;
  if (what !== 'panel') throw refused('what', what, 'figure, panel: a sweep has no other parts');
  const count = sweep.runs.length;
  if (run >= count) throw refused('run', run, `0 to ${count - 1}, one of the ${count} runs`);
  return ofRun(sweep, run);
}

/** The sweep as if it had one run. @param {ShownSweep} sweep @param {number} run @returns {ShownSweep} */
export function ofRun(sweep, run) {
  const count = sweep.runs.length;
  const only = (/** @type {any} */ value) =>
    value instanceof Float64Array
      ? value.subarray((run * value.length) / count, ((run + 1) * value.length) / count)
      : value;
  const parts = (/** @type {any} */ arrays) =>
    Object.fromEntries(Object.entries(arrays).map(([name, value]) => [name, only(value)]));
  const { results, summary, shape, experiment } = sweep;
  const { seeds, dataSeeds, axes } = results;
  const one = [1, ...shape.slice(1)];
  const each = one.reduce((product, size) => product * size, 1);
  const own = /** @type {ShownSweep['results']} */ (
    /** @type {unknown} */ ({ ...parts(results), runs: [results.runs[run]], axes, seeds, dataSeeds, shape: one })
  );
  return {
    ...sweep,
    runs: [sweep.runs[run]],
    series: [sweep.series[run]],
    experiment: { ...experiment, runs: [experiment.runs[run]] },
    shape: one,
    results: own,
    summary: /** @type {any} */ ({ ...parts(summary), shape: one.slice(0, 3) }),
    curves: sweep.curves && [sweep.curves[run]],
    constant: sweep.constant.map((runs) => [runs[run]]),
    reaches: [sweep.reaches[run]],
    done: own.collapsed.reduce((count, value) => count + Number(!Number.isNaN(value)), 0),
    total: each,
  };
}

/** @param {number} count @param {string} one @param {string} many */
const counted = (count, one, many) => (count === 1 ? `1 ${one}` : `${integer(count)} ${many}`);

/**
 * The runs' names, without the value of a parameter that is varied: “Random normal”, not “Random × 10”.
 * @param {ShownSweep} shown
 */
function namesOf({ runs, experiment, axes, catalogue }) {
  const parameters = axes.flatMap(({ field }) => (field.startsWith('runs.') ? [field.slice('runs.'.length)] : []));
  return runs.map((label, k) => {
    const own = experiment.runs[k];
    const isNamedByIt = !own.label && parameters.some((name) => own[name] !== undefined);
    return (isNamedByIt && catalogue.initializers.find(({ name }) => name === own.initializer)?.title) || label;
  });
}

/** @param {ShownSweep} shown */
export function sweepTitle(shown) {
  const { axes, shape } = shown;
  const fields = axes.map(({ title }) => title);
  const over = fields.length > 0 ? listed(fields) : counted(shape[3], 'seed', 'seeds');
  return `${listed(namesOf(shown))} over ${over}`;
}

/** What the seeds change. @type {Record<string, string>} */
const VARIED = { weights: 'weights', data: 'samples', both: 'weights and samples' };

/** @param {import('../player/model.js').Model} model @param {ShownSweep} shown */
export function sweepCaption(model, shown) {
  const { experiment, axes, shape, measure, done, total } = shown;
  const described = namesOf(shown).map((label) => ({ label }));
  const seeds =
    shape[3] === 1
      ? ''
      : ` for each of ${integer(shape[3])} seeds of the ${VARIED[experiment.sweep.vary]}, the first one and those after it`;
  const iterations = counted(experiment.training.iterations, 'iteration', 'iterations');
  const trained = axes.some(({ field }) => field === 'training.iterations') ? seeds && 'trained' : iterations;
  const ranges = axes.map(({ title, values, scale }) => {
    const [from, to] = [values[0], values[values.length - 1]].map(axisValue);
    return `${title} from ${from} to ${to} (${counted(values.length, 'value', 'values')}${scale === 'log' ? ', log scale' : ''})`;
  });
  const sentences = [
    captionUpTo(
      model,
      described,
      experiment.runs,
      `${trained}${seeds}`,
      axes.map(({ field }) => field),
    ),
    ...(ranges.length > 0 ? [`Varied: ${listed(ranges)}.`] : []),
    `Measure: ${measure.title.toLowerCase()}.`,
    ...(shown.reaches.some(Boolean) ? [`Dashed: ${reachMeaning}.`] : []),
    ...(done < total ? [`${integer(done)} of ${integer(total)} trainings are done.`] : []),
  ];
  return sentences.join(' ');
}
