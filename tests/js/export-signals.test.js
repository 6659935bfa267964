/** The exported script prints the signals by layer at iteration 0 that the lab's inspection has. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pythonForTests } from '../../scripts/python.js';
import { createLab } from '../../www/engine/lab.js';
import { pythonScript } from '../../www/export/python/index.js';
import { printedSignals, reports, runPython } from './python.js';

const { python, skip } = await pythonForTests(['numpy']);

/** @param {any} experiment @param {number} [tolerance]  relative */
async function compare(experiment, tolerance = 1e-12) {
  const lab = await createLab(experiment);
  const labels = lab.runs.map(({ label }) => label);
  const inspected = labels.map((_, run) => lab.inspect(run).layers);
  const output = runPython(String(python), pythonScript({ experiment: lab.experiment, labels }));
  lab.free();
  assert.equal(reports(output).length, labels.length);
  const printed = printedSignals(output);
  assert.deepEqual(
    printed.map(({ label }) => label),
    labels,
  );
  const near = (/** @type {number} */ ours, /** @type {number} */ theirs, /** @type {string} */ what) =>
    assert.ok(Object.is(ours, theirs) || Math.abs(theirs / ours - 1) <= tolerance, `${what}: ${theirs}, not ${ours}`);
  printed.forEach(({ label, layers }, run) => {
    assert.equal(layers.length, inspected[run].length, label);
    layers.forEach(([layer, z, dz], k) => {
      assert.equal(layer, k + 1);
      near(inspected[run][k].preActivationRms, z, `${label}, z of layer ${layer}`);
      near(inspected[run][k].gradientRms, dz, `${label}, ∂cost/∂z of layer ${layer}`);
    });
  });
}

describe('the signals that a script prints', { skip }, () => {
  const training = { iterations: 2 };
  const PAPERS = ['he_2015', 'glorot_2010', 'mishkin_2016', 'poole_2016', 'lu_2019'];
  for (const preset of PAPERS)
    // Chaos amplifies the rounding of sums in another order, in every layer.
    it(`are those of ${preset}`, () => compare({ preset, training }, preset === 'poole_2016' ? 1e-10 : 1e-12));

  it('are those of √5’s figure', () =>
    compare({ preset: 'he_at_depth', training, runs: [{ initializer: 'pytorch_linear' }, { initializer: 'he' }] }));

  it('are those of runs with losses and batches of their own, of biases and of the data’s scale', () =>
    compare({
      dataset: { name: 'moons', samples: 61, testSamples: 7, standardize: true },
      network: { hidden: [7, 4], activation: 'gelu', biasStddev: 0.2, weightScale: 1.5 },
      training,
      runs: [
        { initializer: 'he', training: { loss: 'mse' } },
        { initializer: 'lsuv', training: { batchSize: 8 } },
        { initializer: 'zeros' },
      ],
    }));

  it('are left out where there is no hidden layer', async () => {
    const lab = await createLab({ network: { hidden: [] }, training });
    const output = runPython(String(python), pythonScript({ experiment: lab.experiment }));
    lab.free();
    assert.deepEqual(printedSignals(output), []);
    assert.ok(reports(output).length > 0);
  });
});
