/** The options of `npm run fuzz -- --engine chromium`; tests/browser/monkey.test.js has the monkey itself. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOptions } from '../monkey/options.js';

describe('the monkey', () => {
  it('refuses engines, targets, seeds and numbers of events that it has not', () => {
    assert.throws(
      () => readOptions({ engine: 'netscape' }),
      /--engine netscape: allowed are chromium, firefox, webkit/,
    );
    assert.throws(() => readOptions({ seed: '1.5' }), /--seed 1\.5: allowed are whole numbers from 1 to 2147483647/);
    assert.throws(() => readOptions({ events: '0' }), /--events 0: allowed are whole numbers from 1/);
    assert.throws(() => readOptions({ target: 'moon' }), /--target moon: allowed are page, embed, file, ten, sweep/);
    assert.deepEqual(readOptions({ seed: '7', target: 'ten' }), {
      engine: 'chromium',
      targets: ['ten'],
      seed: 7,
      events: 2000,
    });
  });
});
