/** The ends of the lesson's figures over many seeds. `tests/fixtures/lesson-seeds.json` keeps them. */
import { readFileSync } from 'node:fs';
import { createLab, createSweep } from '../../www/engine/lab.js';
import { experimentOf } from './lesson-page.js';

/** The seed of the weights of the page's first lab; the others follow. */
export const FIRST = 3;

/**
 * The figures of which a text says how often something holds: how many seeds, the indices of the runs, and whether the
 * text is about the network before training.
 * @type {Record<string, { count: number, runs: number[], untrained?: boolean }>}
 */
export const FIGURES = {
  'figure-hundred': { count: 100, runs: [0, 1] },
  'figure-gradients': { count: 40, runs: [0] },
  'figure-epsilon': { count: 40, runs: [0, 1, 2] },
  'figure-small': { count: 40, runs: [0, 1, 2] },
  'figure-variance': { count: 40, runs: [1], untrained: true },
  'figure-deep': { count: 40, runs: [0, 1] },
  'figure-defaults': { count: 40, runs: [0, 1, 2, 3, 4] },
};

/** @typedef {{ label: string, cost?: number[], trainAccuracy?: number[], solved?: boolean[], signalRatio?: number[] }} RunEnds  by seed */

/**
 * @param {string} id  of a figure
 * @param {number} first  seed of the weights
 * @param {number} [count]
 * @returns {Promise<RunEnds[]>}
 */
export async function endsOfSeeds(id, first, count = FIGURES[id].count) {
  const { runs, untrained = false } = FIGURES[id];
  const lab = await createLab(experimentOf(id).experiment);
  const { experiment } = lab;
  lab.free();
  const plan = { seeds: count, measure: untrained ? 'signal_ratio' : 'cost' };
  const chosen = runs.map((run) => experiment.runs[run]);
  const sweep = await createSweep({ ...experiment, runs: chosen, seed: first, sweep: plan });
  await sweep.run();
  const { runs: labels, ...results } = sweep.results();
  sweep.free();
  return labels.map((label, run) => {
    const of = (/** @type {'cost' | 'trainAccuracy' | 'signalRatio'} */ measure) => [
      ...results[measure].subarray(run * count, (run + 1) * count),
    ];
    return untrained
      ? { label, signalRatio: of('signalRatio') }
      : { label, cost: of('cost'), trainAccuracy: of('trainAccuracy') };
  });
}

/** The ends that are kept. @returns {Record<string, any[]>} */
export const keptEnds = () =>
  JSON.parse(readFileSync(new URL('../fixtures/lesson-seeds.json', import.meta.url), 'utf8'));
