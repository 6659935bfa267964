import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statusSentence } from '../../www/views/messages.js';
import { refusal } from '../../www/views/refusal.js';

describe('a refusal', () => {
  const number = { path: 'runs[0].minval', allowed: 'a number from -1000 to 1000' };
  const refused = (/** @type {string} */ path, /** @type {string} */ value, /** @type {string} */ allowed) =>
    Object.assign(new RangeError(`${path}: ${value} is not allowed; must be ${allowed}`), { path, value, allowed });

  it('calls a typed value by the name of its control, even if its run has moved', () => {
    for (const k of [0, 3])
      assert.equal(
        refusal(refused(`runs[${k}].minval`, '“x”', number.allowed), 'minval', number, '0', 'x'),
        'minval: “x” is not allowed; must be a number from -1000 to 1000. It stays 0.',
      );
    assert.equal(
      refusal(
        refused('runs[0].training.loss', '1', 'no'),
        'Loss',
        { path: 'runs[2].training.loss', allowed: '' },
        '',
        'x',
      ),
      'Loss: 1 is not allowed; must be no. Nothing was changed.',
    );
  });

  it('leads with the typed value if another value is named', () => {
    assert.equal(
      refusal(refused('runs[0].maxval', '0.05', 'at least 0.2, the value of minval'), 'minval', number, '-0.05', '0.2'),
      'minval: 0.2 is not allowed while maxval is 0.05; maxval must be at least 0.2, the value of minval. It stays -0.05.',
    );
    assert.equal(
      refusal(
        refused('dataset.points', '3', '4'),
        'Batch size',
        { path: 'training.batchSize', allowed: 'a number' },
        '',
        ' 16 ',
      ),
      'Batch size: 16 is not allowed with dataset.points: 3 is not allowed; must be 4. Nothing was changed.',
    );
  });

  it('leaves other errors unchanged', () => {
    assert.equal(
      refusal(new Error('The engine stopped'), 'minval', number, '0', '1'),
      'The engine stopped. It stays 0.',
    );
  });
});

describe('the state for a screen reader', () => {
  const model = (/** @type {string} */ mode) =>
    /** @type {any} */ ({
      mode,
      lastIteration: 15_000,
      points: { train: { labels: { length: 300 } } },
      frame: {
        iteration: 4000,
        runs: [
          { label: 'He', trainAccuracy: 0.9, findings: ['learning'] },
          { label: 'Zeros', trainAccuracy: 0.5, findings: ['symmetric', 'dead'] },
        ],
      },
    });

  it('is whole sentences, of what the lab does and of each run', () => {
    const runs = 'He: 90.00 % correct, learning. Zeros: 50.00 % correct, symmetric, dead.';
    assert.equal(statusSentence(model('rest'), null), `At rest, iteration 4,000 of 15,000. ${runs}`);
    assert.equal(statusSentence(model('play'), null), `Playing, iteration 4,000 of 15,000. ${runs}`);
    assert.equal(statusSentence(model('end'), null), `Running to the end, iteration 4,000 of 15,000. ${runs}`);
    assert.equal(
      statusSentence(model('rest'), 'With seed 3: Zeros never moved.'),
      'At rest, iteration 4,000 of 15,000. With seed 3: Zeros never moved.',
    );
  });
});
