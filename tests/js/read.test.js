/** A lab's readings for the element's inspect(). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLab } from '../../www/engine/lab.js';
import { momentsOf } from '../../www/engine/read.js';
import { inspected } from './inspected.js';

test('inspections equal those of the lab itself', async () => {
  const lab = await createLab({ preset: 'notebook' });
  lab.advance(700);
  const { runs, ...about } = inspected(lab);
  assert.deepEqual(about, { iteration: 700, iterations: 15_000, behind: 0, samples: { train: 300, test: 100 } });
  runs.forEach((run, k) => {
    const { cost, trainAccuracy, verdict, evidence, findings } = lab.snapshot().runs[k];
    assert.deepEqual(
      [run.cost, run.trainAccuracy, run.verdict, run.evidence, run.findings],
      [cost, trainAccuracy, verdict, evidence, findings],
    );
    assert.equal(run.startCost, lab.costs(k).costs[0]);
    assert.deepEqual(run.inspection, lab.inspect(k));
    assert.deepEqual(run.expected, lab.expectedSignal(k));
    assert.deepEqual(run.expectedBetweenSamples, lab.expectedSignals(k).betweenSamples);
    assert.deepEqual(run.layers, lab.runs[k].layers);
    assert.deepEqual(
      run.weights,
      lab.parameters(k).map(({ weights }) => momentsOf(weights)),
    );
  });
  lab.rewind();
  for (const { weights, layers } of inspected(lab).runs)
    weights.forEach(({ stddev }, l) =>
      assert.ok(Math.abs(stddev - layers[l].measuredStddev) <= 1e-12 * Math.abs(stddev), 'at iteration 0, as drawn'),
    );
  lab.free();
});

test('a run that was switched on is behind; one that has ended by itself, or diverged, is not', async () => {
  const lab = await createLab({
    preset: 'notebook',
    runs: [
      { initializer: 'he', training: { iterations: 40 } },
      { initializer: 'random_normal', stddev: 1000, training: { learningRate: 100 } },
      { initializer: 'zeros' },
    ],
  });
  lab.advance(100);
  assert.notEqual(lab.snapshot().runs[1].divergedAt, null);
  assert.equal(inspected(lab).behind, 0);
  lab.addRun({ initializer: 'ones' }, 1, { catchUp: false });
  assert.equal(inspected(lab).behind, 100);
  lab.catchUp(30);
  assert.equal(inspected(lab).behind, 70);
  assert.equal(inspected(lab).behind, lab.behind);
  lab.free();
});

test('moments are a population’s', () => {
  assert.deepEqual(momentsOf(Float64Array.of(1, 2, 3, 6)), { mean: 3, stddev: Math.sqrt(14 / 4) });
});
