/** The figure of a sweep without axes: what the bands and the strip show of its model. No DOM. */
import { bandOf } from './bands.js';
import { integer } from './format.js';
import { kindOf, measureScale, measureTitle } from './measure-scale.js';

/** @typedef {import('./sweep-model.js').ShownSweep} ShownSweep */
/** @typedef {import('./bands.js').Band} Band */
/** @typedef {import('./bands.js').BandData} BandData */
/** @typedef {import('./strip.js').StripData} StripData */

/**
 * The indices of the seeds that are done of a run, in a cell.
 * @param {ShownSweep} shown @param {number} run @param {number} [cell]  y × width + x
 */
export function doneSeeds({ shape: [, height, width, seeds], results }, run, cell = 0) {
  const first = (run * height * width + cell) * seeds;
  const known = [];
  // Every training has this measure, unlike the others.
  for (let seed = 0; seed < seeds; seed += 1) if (!Number.isNaN(results.collapsed[first + seed])) known.push(seed);
  return known;
}

/** Whether the sweep trains: one that measures iteration 0 does not. @param {ShownSweep} shown */
export const trains = ({ measure }) => measure.needsTraining;

/** The band of each run, of what is done. @param {ShownSweep} shown @returns {Band[]} */
export const bandsOf = (shown) =>
  (shown.curves ?? []).map((curves, run) => bandOf(curves, doneSeeds(shown, run), shown.quantiles));

/**
 * The chart of the costs; null if there are no curves.
 * @param {ShownSweep} shown @param {Band[]} bands @param {boolean} logarithmic
 * @returns {BandData | null}
 */
export function bandData(shown, bands, logarithmic) {
  if (!shown.curves || !trains(shown)) return null;
  return {
    bands: bands.map((band, run) => ({ ...band, label: shown.runs[run], slot: shown.series[run] })),
    seeds: Math.max(...bands.map((_, run) => doneSeeds(shown, run).length)),
    end: Math.max(...shown.curves.map(({ iterations }) => iterations[iterations.length - 1])),
    rateChanges: shown.experiment.training.learningRateChanges ?? [],
    logarithmic,
  };
}

/** Measures that the strip leaves to the other pictures. */
const NOT_ON_STRIP = ['cost', 'iterations_to_solve', 'diverged'];

/**
 * The measure of the strip: training accuracy, or the sweep's own if it is of iteration 0 or of the test samples.
 * @param {ShownSweep} shown @returns {{ name: string, property: keyof ShownSweep['results'] }}
 */
export const stripMeasure = ({ measure }) =>
  NOT_ON_STRIP.includes(measure.name) ? { name: 'train_accuracy', property: 'trainAccuracy' } : measure;

/** @param {ShownSweep} shown @returns {StripData} */
export function stripData(shown) {
  const { runs, series, shape, results, quantiles } = shown;
  const measure = stripMeasure(shown);
  const seeds = shape[3];
  const all = /** @type {Float64Array} */ (results[measure.property]);
  const scale = measureScale(measure.name, all);
  const { median } = quantiles(all, seeds);
  return {
    rows: runs.map((label, run) => {
      const values = all.subarray(run * seeds, (run + 1) * seeds);
      return { label, slot: series[run], values, median: median[run], ...rowWords(shown, run) };
    }),
    scale,
    title: measureTitle(measure.name, kindOf(measure.name) === 'size'),
  };
}

/** A share in per cent, with the digits that so many seeds have. @param {number} share @param {number} count */
const percentOf = (share, count) => (100 * share).toFixed(count >= 1000 ? 1 : 0).replace(/\.0$/, '');

/** How many seeds of a run solve the task, in words, long and short. @param {ShownSweep} shown @param {number} run */
function rowWords(shown, run) {
  const { results, summary } = shown;
  const done = doneSeeds(shown, run);
  const share = summary.solvedShare[run];
  if (!done.length || Number.isNaN(share)) return { words: '', brief: '' };
  const solved = Math.round(share * done.length);
  const [low, high] = [summary.solvedLow[run], summary.solvedHigh[run]].map((end) => percentOf(end, done.length));
  const seeds = shown.shape[3];
  const diverged = done.filter((seed) => results.diverged[run * seeds + seed] === 1).length;
  const count = `${integer(solved)} of ${integer(done.length)} solved`;
  const interval = done.length > 1 ? ` (95 % interval ${low}–${high} %)` : '';
  const lost = diverged ? `, ${integer(diverged)} diverged` : '';
  return { words: `${count}${interval}${lost}`, brief: done.length > 1 ? `${count} (${low}–${high} %)` : count };
}
