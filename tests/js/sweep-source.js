/** The input of exports for a sweep in Node, as the page provides it. */
import { catalogue, createLab, createSweep } from '../../www/engine/lab.js';
import { reachesOf } from '../../www/engine/reach.js';
import { fieldTitle } from '../../www/export/sweep-words.js';

/**
 * @param {any} experiment  with `sweep` @param {{ most?: number }} [how]  most: trainings after which it is stopped, or a few later
 * @returns {Promise<import('../../www/charts/sweep-model.js').ShownSweep>}
 */
export async function sweepSourceOf(experiment, { most = Infinity } = {}) {
  const named = await catalogue();
  const lab = await createLab(experiment);
  const complete = /** @type {any} */ (lab.experiment);
  lab.free();
  const sweep = await createSweep(experiment, { workers: most < Infinity ? 0 : 2 });
  const stop = new AbortController();
  if (most > 0) {
    const run = sweep.run({ signal: stop.signal, onProgress: ({ done }) => done >= most && stop.abort() });
    await run.catch((error) => {
      if (!stop.signal.aborted) throw error;
    });
  }
  const results = /** @type {any} */ (sweep.results());
  const { axes, seeds, measure } = complete.sweep;
  const shownAxes = results.axes.map((/** @type {any} */ axis, /** @type {number} */ k) => ({
    ...axis,
    title: fieldTitle(axis.field),
    scale: axes[k].scale,
  }));
  const shown = {
    runs: results.runs,
    series: results.runs.map((/** @type {string} */ _, /** @type {number} */ k) => k),
    experiment: complete,
    catalogue: named,
    axes: shownAxes,
    shape: results.shape,
    seeds: results.seeds,
    measure: /** @type {any} */ (named.measures.find(({ name }) => name === measure)),
    results,
    summary: sweep.summary(),
    quantiles: sweep.quantiles,
    curves: axes.length === 0 && seeds <= 1000 ? sweep.curves() : null,
    constant: axes.map(() => results.runs.map(() => false)),
    reaches: await reachesOf(complete, /** @type {any} */ (shownAxes)),
    done: results.collapsed.reduce((/** @type {number} */ n, /** @type {number} */ value) => n + Number(!Number.isNaN(value)), 0), // prettier-ignore
    total: results.cost.length,
    revision: 1,
    place: null,
    zoomed: false,
  };
  sweep.free();
  return shown;
}
