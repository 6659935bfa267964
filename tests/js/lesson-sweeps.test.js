/** The sweeps that the lesson prints: they are what labs of their cells and seeds end with. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lessonFigures } from '../../scripts/lesson-figures.js';
import { endedSweep } from '../../scripts/lesson-sweeps.js';
import { catalogue, createLab, createSweep } from '../../www/engine/lab.js';
import { withPresetFields } from '../../www/engine/preset-fields.js';

/** One training of so many is trained again. */
const EVERY = 11;

const { figures } = await lessonFigures();
const { measures } = await catalogue();

/** @param {any} plan */
const needsTraining = (plan) => measures.find(({ name }) => name === plan?.measure)?.needsTraining ?? true;

describe('the printed sweeps of the lesson', () => {
  for (const { id, experiment } of figures.filter(({ isOfSweep }) => isOfSweep))
    it(`end as labs do: ${id}`, async () => {
      const { results, summary, curves } = await endedSweep(experiment);
      const sweep = await createSweep(experiment, { workers: 0 });
      const [runs, height, width, seeds] = results.shape;
      assert.deepEqual(sweep.results().shape, results.shape);
      assert.ok(
        results.collapsed.every((value) => !Number.isNaN(value)),
        'every training is done',
      );
      assert.equal(summary.n.length, runs * height * width);
      assert.equal(curves === null, results.axes.length > 0);
      if (!needsTraining(withPresetFields(experiment).sweep))
        return assert.ok(results.cost.every(Number.isNaN), 'nothing is trained');
      for (let place = 0; place < height * width * seeds; place += EVERY) {
        const [seed, cell] = [place % seeds, Math.floor(place / seeds)];
        const lab = await createLab(sweep.experimentAt({ x: cell % width, y: Math.floor(cell / width), seed }));
        lab.advance(lab.lastIteration);
        lab.snapshot().runs.forEach(({ cost, trainAccuracy, divergedAt }, run) => {
          const at = (run * height * width + cell) * seeds + seed;
          const name = `${id}, run ${run}, cell ${cell}, seed ${seed}`;
          assert.equal(results.diverged[at], Number(divergedAt !== null), name);
          assert.equal(results.trainAccuracy[at], trainAccuracy, name);
          if (divergedAt === null) assert.equal(results.cost[at], cost, name);
        });
        lab.free();
      }
      sweep.free();
    });
});
