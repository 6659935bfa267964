/** A preset's playing speed. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { catalogue } from '../../www/engine/lab.js';
import { SPEEDS, speedFor } from '../../www/player/speed.js';

it('lets every preset play for some 5 to 25 seconds', async () => {
  for (const { name, experiment } of (await catalogue()).presets) {
    const iterations = Number(experiment.training.iterations);
    const speed = speedFor(iterations);
    assert.ok(SPEEDS.includes(speed), String(speed));
    const seconds = iterations / speed;
    assert.ok(seconds >= 5 && seconds <= 25, `${name}: ${seconds} s`);
  }
});

it('has a speed for any number of iterations', () => {
  assert.deepEqual([1, 12, 15_000, 1_000_000].map(speedFor), [1, 1, 1000, 5000]);
});
