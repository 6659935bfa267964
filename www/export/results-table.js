/**
 * The comparison as data: the source's published results, this lab's results, and the lessons; every text as the page
 * shows it.
 */
import { sameRun } from '../experiment/object.js';
import * as format from '../charts/format.js';
import { runState } from '../player/model.js';
import { changes } from './preset-changes.js';

/** @typedef {import('./source.js').LabView} View */
/** @typedef {(initializer: string) => string} SummaryOf  the effect of an initializer, in a sentence */
/**
 * @typedef {object} ResultsTable
 * @property {string} title
 * @property {string} source   of the printed results, such as “Course notebook”; empty where there are none
 * @property {string} printed  heading of what the source printed; empty where it printed nothing
 * @property {string} ours     heading of what this lab has
 * @property {[string, string, string]} figures  headings below `ours`, of which the first two are below `printed` too
 * @property {string} lesson   heading of the last column
 * @property {boolean} original  whether the lessons are those of the original experiment, which has been changed here
 * @property {boolean} partial  whether the source's results are of a later iteration
 * @property {boolean} probability  whether the figures are mean probabilities of the right class, not accuracies
 * @property {string} different  changes from the preset's published experiment; empty if none
 * @property {ResultsRow[]} rows
 */
/**
 * @typedef {object} ResultsRow
 * @property {any} run  one of the available runs
 * @property {boolean} on
 * @property {string} label
 * @property {[string, string]} printed
 * @property {[string, string, string]} ours
 * @property {string} lesson
 */

/**
 * @param {View} view @param {string[]} different  changes from the preset (sharedChanges in preset-changes.js)
 * @param {SummaryOf} [summaryOf]  by default none is known
 * @returns {ResultsTable}
 */
export function resultsTable(view, different, summaryOf = () => '') {
  const { model } = view;
  /** @type {any[]} */
  const comparison = model.preset?.comparison ?? [];
  const presetRuns = model.preset?.experiment.runs ?? [];
  // Published results and lessons are for the preset's own data and network; for other settings only the outcome is
  // stated.
  const applies = !different.some((part) => part === 'data' || part === 'network');
  const compared = applies && comparison.length > 0;
  const iteration = model.frame?.iteration ?? 0;
  const last = model.preset?.experiment.training.iterations ?? 0;
  const source = comparison.length > 0 ? model.preset.source : '';
  const original = compared && changes(model).length > 0;
  const partial = compared && iteration < last;
  const probability = compared && comparison.some(({ measure }) => measure === 'probability');
  const isOfPreset = (/** @type {any} */ run) =>
    presetRuns.some((/** @type {any} */ other) => sameRun(other, run, model.catalogue.initializers));
  const rows = model.offered.filter((run) => runState(model, run) || (applies && isOfPreset(run)));
  return {
    title: compared ? `${source} and this run` : 'Results',
    source,
    printed: compared ? `${source}, iteration ${format.integer(last)}` : '',
    ours: `This run${partial ? ' so far' : ''}, iteration ${format.integer(iteration)}`,
    figures: probability ? ['mean p, train', 'mean p, test', 'cost'] : ['train', 'test', 'cost'],
    lesson: original ? 'what the original teaches' : compared ? 'what it teaches' : 'verdict',
    original,
    partial,
    probability,
    different: comparison.length > 0 ? different.join(', ') : '',
    rows: rows.map((run) => {
      const printed =
        compared && isOfPreset(run) ? comparison.find(({ initializer }) => initializer === run.initializer) : undefined;
      return row(view, run, { printed, compared, probability, summaryOf });
    }),
  };
}

/**
 * @param {View} view @param {any} run
 * @param {{ printed: any, compared: boolean, probability: boolean, summaryOf: SummaryOf }} how
 * @returns {ResultsRow}
 */
function row(view, run, { printed, compared, probability, summaryOf }) {
  const { model } = view;
  const state = runState(model, run);
  const percent = (/** @type {number | null | undefined} */ fraction) =>
    typeof fraction === 'number' ? `${(fraction * 100).toFixed(probability ? 1 : 0)} %` : '–';
  const ours = (/** @type {'train' | 'test'} */ part) => {
    if (!state) return part === 'train' ? 'off' : '';
    if (probability) return percent(part === 'train' ? state.trainProbability : state.testProbability);
    return format.percent(
      part === 'train' ? state.trainAccuracy : state.testAccuracy,
      model.points?.[part].labels.length ?? 0,
    );
  };
  const verdict = state?.findings.join(', ') ?? '';
  const lesson =
    printed && !Number.isFinite(state?.divergedAt)
      ? printed.lesson
      : printed || !compared
        ? verdict
        : summaryOf(run.initializer);
  return {
    run,
    on: state !== null,
    label: view.labelOf(run),
    printed: [percent(printed?.printedTrainAccuracy), percent(printed?.printedTestAccuracy)],
    ours: [ours('train'), ours('test'), state ? format.cost(state.cost) : ''],
    lesson,
  };
}
