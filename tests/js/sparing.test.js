import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from './seeds.js';
import { fields } from '../../www/experiment/catalogue.js';
import { createLab } from '../../www/engine/lab.js';
import { sparing } from '../../www/experiment/lenient.js';

/** The opened part of an experiment, as in the player, and messages about the rest. @param {any} experiment */
async function opened(experiment) {
  const { refused, amend } = sparing(experiment, fields);
  for (let asked = experiment; asked !== null;) {
    try {
      const lab = await createLab(asked);
      lab.free();
      return { asked, refused };
    } catch (error) {
      asked = amend(/** @type {Error} */ (error));
    }
  }
  return { asked: null, refused };
}

describe('what is opened of an experiment that is refused in part', () => {
  it('is everything except the refused names, fields and others alike', async () => {
    for (const [given, left] of /** @type {[any, any][]} */ ([
      [
        { preset: 'moons', seed: 5, foo: 1 },
        { preset: 'moons', seed: 5 },
      ],
      [{ foo: 1, 'a b': 2, 'c.d': 3, seed: 5 }, { seed: 5 }],
      [
        { preset: 'moons', dataset: { noise: 0.1, foo: 1, 'a b': 1 }, seed: 5 },
        { preset: 'moons', dataset: { noise: 0.1 }, seed: 5 },
      ],
      [
        { preset: 'moons', network: 5, training: { iterations: -1, learningRate: 0.1 } },
        { preset: 'moons', training: { learningRate: 0.1 } },
      ],
      [
        { preset: 'moons', seed: 5, runs: [{ initializer: 'he' }, { initializer: 'he', stddev: 1 }] },
        { preset: 'moons', seed: 5 },
      ],
      [
        { preset: 'moons', seed: 5, dataset: { name: 'custom' } },
        { preset: 'moons', seed: 5, dataset: {} },
      ],
      [
        { preset: 'nope', seed: 5 },
        { preset: 'notebook', seed: 5 },
      ],
    ])) {
      const { asked, refused } = await opened(given);
      assert.deepEqual(asked, left);
      assert.ok(refused.length > 0);
    }
  });

  it('is something, whatever it is', async () => {
    const names = fc.constantFrom(
      'preset',
      'seed',
      'dataset',
      'name',
      'runs',
      'training',
      'noise',
      'a.b',
      ':',
      '[0]',
      '',
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, fc.oneof(fc.json(), fc.jsonValue())), async (given) => {
        assert.notEqual((await opened(given)).asked, null);
      }),
      { numRuns: 300 },
    );
  });
});
