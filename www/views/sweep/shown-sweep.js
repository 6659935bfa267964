/** The model of a sweep that pictures, sentences, tables and exports are made from. No DOM. */
import { fieldTitle } from '../../export/sweep-words.js';

/** @typedef {import('./sweep-view.js').ShownSweep} ShownSweep */
/** @typedef {import('../../sweep/sweep-run.js').SweepRun} SweepRun */

/**
 * The model of this moment; null before the sweep is open.
 * @param {SweepRun} run @param {import('../view.js').View} view @param {boolean} zoomed
 * @returns {ShownSweep | null}
 */
export function shownSweep(run, { model, slotOf }, zoomed) {
  const { results, experiment, quantiles } = run;
  const summary = run.summary();
  if (!results || !summary || !quantiles) return null;
  const { catalogue } = model;
  const axes = experiment.sweep.axes ?? [];
  const measure = catalogue.measures.find(({ name }) => name === run.measure) ?? catalogue.measures[0];
  return {
    runs: results.runs,
    series: experiment.runs.map((/** @type {any} */ _, /** @type {number} */ k) => slotOf(model.experiment.runs[k])),
    experiment,
    catalogue,
    axes: results.axes.map(({ field, values }, k) => ({
      field,
      title: fieldTitle(field),
      values,
      scale: axes[k].scale ?? 'linear',
    })),
    shape: results.shape,
    seeds: results.seeds,
    measure: /** @type {any} */ (measure),
    results,
    summary,
    quantiles,
    curves: run.curves,
    constant: axes.map((/** @type {any} */ { field }) =>
      experiment.runs.map((/** @type {any} */ each) => isConstant(each, field)),
    ),
    reaches: run.reaches ?? results.runs.map(() => null),
    done: run.done,
    total: run.total,
    revision: run.revision,
    place: run.place,
    zoomed,
  };
}

/** Fields that change what initializers give, but no weights of one's own. */
const START_FIELDS = ['initialBias', 'weightScale', 'biasStddev'];

/** Whether a run overrides the field of an axis, or lacks it. @param {any} run @param {string} field */
function isConstant(run, field) {
  const [group, name] = field.split('.');
  if (run.weights && START_FIELDS.includes(name)) return true;
  if (group === 'training') return run.training?.[name] !== undefined;
  return group === 'runs' && run[name] === undefined;
}
