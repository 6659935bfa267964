/** A preset's fields in the place of its name: what the core refuses of them, it refuses as if it knew the name. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalogue, createLab } from '../../www/engine/lab.js';
import { withPresetFields } from '../../www/engine/preset-fields.js';

describe('the fields of a preset', () => {
  it('are laid under the others, object by object', () => {
    const given = {
      preset: 'how_deep',
      dataset: { samples: 10 },
      network: { hidden: [3] },
      sweep: { seeds: 2 },
      seed: undefined,
    };
    const whole = withPresetFields(given);
    assert.deepEqual(whole.dataset, { name: 'xor', samples: 10, noise: 0.05, seed: 1, testSamples: 100 });
    assert.deepEqual([whole.network, whole.seed, whole.preset], [{ hidden: [3], activation: 'relu' }, 3, undefined]);
    assert.deepEqual([whole.sweep.seeds, whole.sweep.axes.length], [2, 1]);
    assert.ok(!('preset' in whole) && given.preset === 'how_deep');
  });

  it('give way to another data set as a whole', () => {
    const dataset = { name: 'spiral' };
    assert.deepEqual(withPresetFields({ preset: 'moons', dataset }).dataset, dataset);
  });

  it('let test points follow the training points', async () => {
    const lab = await createLab({ preset: 'moons', dataset: { seed: 4294967295 } });
    assert.equal(/** @type {any} */ (lab.experiment).dataset.testSeed, 0);
    lab.free();
  });

  it('leave other experiments as they are', () => {
    for (const other of [
      null,
      5,
      'notebook',
      [],
      {},
      { preset: 'x' },
      { preset: ['moons'] },
      { preset: null },
      { seed: 3 },
    ])
      assert.equal(withPresetFields(other), other);
  });

  it('do not hide what is refused', async () => {
    for (const [part, path] of /** @type {[any, string][]} */ ([
      [{ seeds: 3 }, 'seeds'],
      [{ dataset: { name: 5 } }, 'dataset.name'],
      [{ dataset: null }, 'dataset'],
      [{ network: [] }, 'network'],
      [{ training: { learningRate: -1 } }, 'training.learningRate'],
      [{ ['__proto__']: { seed: 3 } }, '__proto__'],
      [JSON.parse('{"dataset": {"__proto__": {"seed": 3}}}'), 'dataset.__proto__'],
    ]))
      await assert.rejects(createLab({ preset: 'moons', ...part }), { path });
  });

  it('are the whole experiment of each preset', async () => {
    for (const { name, experiment } of (await catalogue()).presets) {
      const [named, whole] = [withPresetFields({ preset: name }), structuredClone(/** @type {any} */ (experiment))];
      named.dataset.testSeed ??= whole.dataset.testSeed;
      if (whole.dataset.testSeed === undefined) delete named.dataset.testSeed;
      assert.deepEqual(named, whole);
    }
  });
});
