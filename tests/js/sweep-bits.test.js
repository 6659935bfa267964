/** Random sweeps, with any number of workers, interrupted and resumed at random, have the bits of their labs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from './seeds.js';
import { createLab, createSweep } from '../../www/engine/lab.js';

/** Cases of `npm test`; `npm run fuzz` has more. */
const CASES = process.env.INIT_LAB_FUZZ ? 200 : 8;

const runs = fc.subarray(
  [
    { initializer: 'zeros' },
    { initializer: 'he' },
    { initializer: 'lsuv' },
    { initializer: 'random_normal', stddev: 3 },
    { initializer: 'pytorch_linear', training: { learningRate: 50 } },
    { initializer: 'xavier', training: { iterations: 70, optimizer: 'adam' } },
  ],
  { minLength: 1, maxLength: 3 },
);

/** Axes that any of these experiments may have. */
const AXES = [
  { field: 'network.weightScale', from: 0.01, to: 100, steps: 4, scale: 'log' },
  { field: 'network.biasStddev', from: 0, to: 2, steps: 3 },
  { field: 'network.initialBias', from: 1, to: -1, steps: 3 },
  { field: 'depth', from: 1, to: 4, steps: 3 },
  { field: 'width', from: 2, to: 5, steps: 2 },
  { field: 'training.iterations', from: 3, to: 90, steps: 3, scale: 'log' },
  { field: 'dataset.noise', from: 0, to: 0.5, steps: 2 },
  { field: 'dataset.seed', from: 4294967290, to: 4294967295, steps: 2 },
  { field: 'dataset.samples', from: 10, to: 30, steps: 2 },
];

const sweeps = fc.record({
  experiment: fc.record({
    dataset: fc.record({
      name: fc.constantFrom('moons', 'circles', 'spiral'),
      samples: fc.constant(20),
      testSamples: fc.constantFrom(0, 9),
      standardize: fc.boolean(),
    }),
    network: fc.record({
      hidden: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
      activation: fc.constantFrom('relu', 'tanh', 'identity'),
    }),
    training: fc.record({
      learningRate: fc.constantFrom(0.001, 0.3, 100),
      iterations: fc.integer({ min: 1, max: 600 }),
      loss: fc.constantFrom('cross_entropy', 'mse'),
      batchSize: fc.constantFrom(0, 0, 7),
    }),
    seed: fc.constantFrom(0, 3, 4294967295),
    runs,
    sweep: fc.record({
      seeds: fc.integer({ min: 1, max: 3 }),
      vary: fc.constantFrom('weights', 'data', 'both'),
      axes: fc.shuffledSubarray(AXES, { maxLength: 2 }),
      measure: fc.constantFrom('cost', 'cost', 'cost', 'signal_ratio'),
    }),
  }),
  workers: fc.constantFrom(0, 1, 2, 4),
  // After so many reports each run is stopped; the last one goes to the end.
  stops: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
});

/** @param {import('../../www/engine/lab.js').Sweep} sweep @param {number[]} stops */
async function trainInParts(sweep, stops) {
  for (const after of stops) {
    const stop = new AbortController();
    const reason = new Error('stopped');
    let reports = 0;
    const onProgress = () => {
      reports += 1;
      if (reports === after) stop.abort(reason);
    };
    await sweep.run({ signal: stop.signal, onProgress }).catch((error) => assert.equal(error, reason));
  }
  await sweep.run();
}

/** @param {import('../../www/engine/lab.js').Sweep} sweep @param {boolean} trained */
async function compare(sweep, trained) {
  const results = sweep.results();
  const [, height, width, seeds] = results.shape;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      for (let seed = 0; seed < seeds; seed += 1) {
        const lab = await createLab(sweep.experimentAt({ x, y, seed }));
        if (trained) lab.advance(1e6);
        lab.snapshot().runs.forEach((run, k) => {
          const at = ((k * height + y) * width + x) * seeds + seed;
          const what = `run ${k}, x ${x}, y ${y}, seed ${seed}`;
          assert.ok(Number.isFinite(results.collapsed[at]), `${what}: not done`);
          if (!trained) return assert.ok(Number.isNaN(results.cost[at]), what);
          const costs = lab.costs(k);
          const last = Number.isFinite(run.cost) ? run.cost : Array.from(costs.costs).findLast(Number.isFinite);
          assert.equal(results.cost[at], last ?? NaN, what);
          assert.equal(results.trainAccuracy[at], run.trainAccuracy, what);
          assert.equal(results.testAccuracy[at], run.testAccuracy ?? NaN, what);
          assert.equal(results.diverged[at], Number(run.divergedAt !== null), what);
        });
        lab.free();
      }
}

describe('a random sweep', () => {
  it('has the bits of its labs, with any number of workers, interrupted and resumed', async () => {
    await fc.assert(
      fc.asyncProperty(sweeps, async ({ experiment, workers, stops }) => {
        const sweep = await createSweep(/** @type {any} */ (experiment), { workers });
        try {
          await trainInParts(sweep, stops);
          await compare(sweep, experiment.sweep.measure === 'cost');
        } finally {
          sweep.free();
        }
      }),
      { numRuns: CASES },
    );
  });
});
