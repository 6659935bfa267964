/** The options of `npm run fuzz -- --engine chromium`; the monkey itself runs outside of the tests. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOptions } from '../monkey/options.js';

describe('the monkey', () => {
  it('refuses engines, seeds and numbers of events that it has not', () => {
    assert.throws(() => readOptions({ engine: 'netscape' }), /--engine netscape: allowed is chromium/);
    assert.throws(() => readOptions({ seed: '1.5' }), /--seed 1\.5: allowed are whole numbers from 1 to 2147483647/);
    assert.throws(() => readOptions({ events: '0' }), /--events 0: allowed are whole numbers from 1/);
    assert.deepEqual(readOptions({ seed: '7' }), { engine: 'chromium', seed: 7, events: 2000 });
  });
});
