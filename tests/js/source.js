/** The input of exports for a lab in Node, as the player and the element provide it in a page. */
import { catalogue, createLab } from '../../www/engine/lab.js';
import { readings } from '../../www/engine/read.js';

/**
 * @param {any} experiment  may name a preset @param {number} [at]
 * @returns {Promise<{ source: import('../../www/export/source.js').Source, lab: import('../../www/engine/lab.js').Lab }>}
 */
export async function sourceOf(experiment, at = 0) {
  const lab = await createLab(experiment);
  lab.advance(at);
  const named = await catalogue();
  const complete = lab.experiment;
  const described = lab.runs;
  const preset = named.presets.find(({ name }) => name === (experiment.preset ?? 'notebook'));
  const { runs } = lab.snapshot();
  const model = {
    catalogue: named,
    preset,
    experiment: complete,
    described,
    offered: complete.runs,
    chosen: complete.runs.map((_, k) => k),
    points: lab.points,
    frame: { iteration: lab.iteration, runs: runs.map((run, k) => ({ ...described[k], ...run })) },
  };
  const view = /** @type {any} */ ({
    model,
    labelOf: (/** @type {any} */ run) => described[complete.runs.indexOf(run)]?.label ?? run.initializer,
  });
  const all = complete.runs.map((_, k) => k);
  const read = /** @type {any} */ (
    async (/** @type {'costs' | 'parameters' | 'standardization'} */ what) => readings[what](lab, all)
  );
  return { source: { view, permalink: 'https://example.org/#preset=notebook', read }, lab };
}
