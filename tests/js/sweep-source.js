/** The input of exports for a sweep in Node, as the page provides it. */
import { catalogue, createLab, createSweep } from '../../www/engine/lab.js';

/**
 * @param {any} experiment  with `sweep` @param {{ most?: number }} [how]  most: trainings after which it is stopped, or a few later
 * @returns {Promise<import('../../www/export/sweep-source.js').SweepSource>}
 */
export async function sweepSourceOf(experiment, { most = Infinity } = {}) {
  const { measures } = await catalogue();
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
  const source = {
    experiment: complete,
    results: sweep.results(),
    measure: /** @type {any} */ (measures.find(({ name }) => name === complete.sweep.measure)),
    summary: sweep.summary(),
    curves: complete.sweep.axes.length === 0 && complete.sweep.seeds <= 1000 ? sweep.curves() : null,
  };
  sweep.free();
  return source;
}
