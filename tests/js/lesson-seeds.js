/** The ends of the lesson's figures over many seeds. `tests/fixtures/lesson-seeds.json` keeps them. */
import { readFileSync } from 'node:fs';
import { createLab, createSweep } from '../../www/engine/lab.js';
import { experimentOf } from './lesson-page.js';

/** The seed of the weights of the page's first lab; the others follow. */
export const FIRST = 3;

/** @typedef {'cost' | 'trainAccuracy' | 'testAccuracy' | 'signalRatio' | 'errorSignalRatio'} Kept */

/** Of two moons with few points: large weights and He's fit them, and differ on other points. */
export const FEW_POINTS = {
  dataset: { name: 'moons', samples: 40, noise: 0.3, testSamples: 1000 },
  network: { hidden: [32] },
  training: { learningRate: 0.1, iterations: 5000 },
  runs: [{ initializer: 'he' }, { initializer: 'variance_scaling', scale: 200, distribution: 'untruncated_normal' }],
};

/** All weights are equal, and only the biases differ. */
export const EQUAL_WEIGHTS = {
  network: { biasStddev: 0.5 },
  training: { learningRate: 0.1 },
  runs: [{ initializer: 'constant', value: 0.5 }],
};

/** Zeros whose activation function passes on more than 0. */
export const SOFTPLUS_IN_BATCHES = {
  dataset: { name: 'blobs' },
  network: { activation: 'softplus' },
  training: { batchSize: 32, learningRate: 0.1 },
  runs: [{ initializer: 'zeros' }],
};

const TRAINED = /** @type {Kept[]} */ (['cost', 'trainAccuracy']);
const TESTED = /** @type {Kept[]} */ ([...TRAINED, 'testAccuracy']);

/**
 * The figures and experiments of which a text says how often something holds: how many seeds, the indices of the runs,
 * and what is kept; by default seeds of the weights of the figure of that name.
 * @typedef {{ count: number, runs: number[], keeps?: Kept[], figure?: string, experiment?: any, vary?: 'data' }} Plan
 * @type {Record<string, Plan>}
 */
export const FIGURES = {
  'figure-hundred': { count: 100, runs: [0, 1], keeps: TESTED },
  'figure-gradients': { count: 40, runs: [0] },
  'figure-losses': { count: 40, runs: [0, 1, 2, 3, 4, 5, 6] },
  'figure-small': { count: 40, runs: [0, 1, 2] },
  'figure-deep': { count: 40, runs: [0, 1] },
  'figure-defaults': { count: 40, runs: [0, 1, 2, 3, 4] },
  'figure-fans': { count: 40, runs: [0, 1, 2], keeps: ['errorSignalRatio'] },
  'he-shapes': {
    count: 40,
    runs: [0, 1],
    experiment: { runs: [{ initializer: 'he_uniform' }, { initializer: 'he_normal' }] },
  },
  orthogonal: {
    count: 40,
    runs: [0, 1],
    experiment: {
      preset: 'deep_relu',
      runs: [{ initializer: 'orthogonal' }, { initializer: 'orthogonal', gain: Math.SQRT2 }],
    },
  },
  'defaults-start': { count: 40, runs: [0, 1], figure: 'figure-defaults', keeps: ['signalRatio'] },
  'equal-weights': { count: 40, runs: [0], experiment: EQUAL_WEIGHTS },
  'few-points': { count: 40, runs: [0, 1], keeps: TESTED, experiment: FEW_POINTS },
  'hundred-data': { count: 10, runs: [0, 1], figure: 'figure-hundred', vary: 'data' },
  'losses-data': { count: 10, runs: [0, 1, 2, 3, 4, 5, 6], figure: 'figure-losses', vary: 'data' },
  'small-data': { count: 10, runs: [0, 1, 2], figure: 'figure-small', vary: 'data' },
  'deep-data': { count: 10, runs: [0, 1], figure: 'figure-deep', vary: 'data' },
  'defaults-data': { count: 10, runs: [0, 1, 2, 3, 4], figure: 'figure-defaults', vary: 'data' },
  'equal-weights-data': { count: 10, runs: [0], experiment: EQUAL_WEIGHTS, vary: 'data' },
  'few-points-data': { count: 10, runs: [0, 1], keeps: TESTED, experiment: FEW_POINTS, vary: 'data' },
};

/** @typedef {{ label: string } & Partial<Record<Kept, number[]>>} RunEnds  by seed */

/** The experiment whose seeds begin so many further on. @param {Plan} plan @param {any} experiment @param {number} skipped */
const from = ({ vary }, experiment, skipped) =>
  vary === 'data'
    ? {
        ...experiment,
        dataset: {
          ...experiment.dataset,
          seed: experiment.dataset.seed + skipped,
          testSeed: experiment.dataset.testSeed + skipped,
        },
      }
    : { ...experiment, seed: FIRST + skipped };

/**
 * @param {string} id  of a plan
 * @param {number} [skipped]  how many seeds to leave out
 * @param {number} [count]
 * @returns {Promise<RunEnds[]>}
 */
export async function endsOfSeeds(id, skipped = 0, count = FIGURES[id].count) {
  const plan = FIGURES[id];
  const { runs, keeps = TRAINED, vary = 'weights' } = plan;
  const lab = await createLab(plan.experiment ?? experimentOf(plan.figure ?? id).experiment);
  const { experiment } = lab;
  lab.free();
  const chosen = { ...from(plan, experiment, skipped), runs: runs.map((run) => experiment.runs[run]) };
  const sweep = await createSweep({
    ...chosen,
    sweep: { seeds: count, vary, measure: keeps.includes('cost') ? 'cost' : 'signal_ratio' },
  });
  await sweep.run();
  const { runs: labels, ...results } = sweep.results();
  sweep.free();
  return labels.map((label, run) => ({
    label,
    ...Object.fromEntries(keeps.map((name) => [name, [...results[name].subarray(run * count, (run + 1) * count)]])),
  }));
}

/** The ends that are kept. @returns {Record<string, any[]>} */
export const keptEnds = () =>
  JSON.parse(readFileSync(new URL('../fixtures/lesson-seeds.json', import.meta.url), 'utf8'));
