/** Libraries' names of losses, in code, links and the table of the page of libraries. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fields } from '../../www/experiment/catalogue.js';
import { fromLink } from '../../www/experiment/read-link.js';
import { catalogue, createLab, createSweep } from '../../www/engine/lab.js';
import { rowsOfLosses } from '../../scripts/library-losses.js';

const whole = await catalogue();
const { losses, libraryLosses } = whole;

describe('the name of a library’s loss', () => {
  it('is read wherever a loss is, and the complete experiment has what it stands for', async () => {
    for (const { name, loss } of libraryLosses) {
      const lab = await createLab({
        training: { loss: name },
        runs: [{ initializer: 'he', training: { loss: name } }],
      });
      assert.equal(lab.experiment.training.loss, loss);
      assert.equal(/** @type {any} */ (lab.experiment.runs[0]).training.loss, loss);
      lab.free();
    }
    const sweep = await createSweep({ training: { loss: 'library/torch_BCELoss' }, sweep: { seeds: 2 } });
    assert.equal(/** @type {any} */ (sweep.experimentAt({ seed: 1 })).training.loss, 'cross_entropy_clamped');
    sweep.free();
  });

  it('is read from a link, and from the runs of a link', () => {
    const link = '#loss=library/torch_bceloss&initializers=he:training.loss=library/keras,he';
    const { experiment, problems, rest } = fromLink(link, fields);
    assert.deepEqual([problems, rest], [[], []]);
    assert.equal(experiment.training.loss, 'library/torch_bceloss');
    assert.equal(experiment.runs[0].training.loss, 'library/keras');
    assert.match(fromLink('#activation=library/torch', fields).problems[0], /^network.activation: “library\/torch”/);
    assert.match(fromLink('#loss=torch_bceloss', fields).problems[0], /^training.loss: “torch_bceloss” is not allowed/);
  });

  it('that is unknown is refused with where the list is', async () => {
    const path = 'runs[1].training.loss';
    const runs = [{ initializer: 'he' }, { initializer: 'he', training: { loss: 'library/fortran' } }];
    await assert.rejects(
      createLab({ runs }),
      (/** @type {any} */ error) =>
        error instanceof RangeError &&
        /** @type {any} */ (error).path === path &&
        /** @type {any} */ (error).value === '"library/fortran"' &&
        /library\/torch_bceloss \(docs\/training\.md\)$/.test(/** @type {any} */ (error).allowed),
    );
  });
});

describe('the table of what libraries’ losses print', () => {
  it('has every loss that libraries have, and every library', () => {
    const rows = rowsOfLosses(whole);
    assert.deepEqual(
      rows.map(({ title }) => title),
      losses.filter(({ name }) => libraryLosses.some(({ loss }) => loss === name)).map(({ title }) => title),
    );
    assert.equal(rows.flatMap(({ libraries }) => libraries).length, libraryLosses.length);
    const [stable] = rows;
    assert.deepEqual(stable.printed, ['1773.586']);
    assert.deepEqual(
      rows.filter(({ outcomes }) => outcomes.includes('never moves')).flatMap(({ printed }) => printed),
      ['7.971', '50', '50', '8.059', '13.816', '23.026', '43.668'],
    );
  });

  it('says which were not run', () => {
    const text = readFileSync(new URL('../../www/lesson/text/libraries/losses.html', import.meta.url), 'utf8');
    const missing = libraryLosses.filter(({ outcome }) => outcome === 'not run');
    assert.deepEqual(
      missing.map(({ name, costAtStart }) => [name, costAtStart]),
      [
        ['library/paddle_log_loss', ''],
        ['library/tensorflow_log_loss', ''],
      ],
    );
    assert.match(
      text.replace(/\s+/g, ' '),
      /All but two of the libraries’ losses, Paddle’s and TensorFlow’s log_loss, trained /,
    );
  });
});
