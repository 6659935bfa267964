/** Playing speeds, and how long training takes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalogue } from '../../www/engine/lab.js';
import { emptyModel } from '../../www/player/model.js';
import { placeOf, secondsLeft, speedFor, speedsFor } from '../../www/player/speed.js';
import { seconds } from '../../www/views/durations.js';
import { setIterations, setLearningRate, setProperty } from '../../www/player/edits.js';
import { World, experimentOf } from './fake-engine.js';

/** @param {string} text */
const plain = (text) => text.replaceAll('\u00a0', ' ');

describe('the speed that a lab opens with', () => {
  it('ends every preset in four seconds', async () => {
    const world = await World.with(null);
    for (const { name } of (await catalogue()).presets) {
      world.player.load({ preset: name });
      await world.rest();
      const { preset, lastIteration, speed } = world.player.model;
      assert.equal(preset?.name, name);
      assert.equal(lastIteration / speed, 4, name);
    }
  });

  it('ends every preset four seconds of frames after Play, on a computer that keeps up', async () => {
    const world = await World.with(null);
    world.pace = Infinity;
    for (const { name } of (await catalogue()).presets) {
      world.player.load({ preset: name });
      await world.rest();
      const begun = world.time;
      world.player.play();
      await world.rest();
      const { mode, frame, lastIteration } = world.player.model;
      assert.deepEqual([mode, frame?.iteration], ['rest', lastIteration], name);
      const took = world.time - begun;
      assert.ok(Math.abs(took - 4000) < 200, `${name}: ${took} ms`);
    }
  });

  it('is at least one iteration a second, and follows the number of iterations', async () => {
    assert.deepEqual([1, 4, 12, 15_000, 1_000_000].map(speedFor), [1, 1, 3, 3750, 250_000]);
    const world = await World.with(experimentOf({ training: { iterations: 2000 } }));
    assert.equal(world.player.model.speed, 500);
    world.player.apply(setIterations(8000));
    await world.rest();
    assert.equal(world.player.model.speed, 2000);
  });

  it('gives way to a chosen one, which stays through changes and ends with another preset', async () => {
    const world = await World.with(experimentOf({ training: { iterations: 2000 } }));
    const { player } = world;
    player.setSpeed(20);
    for (const edit of [setIterations(4000), setLearningRate(1), setProperty('seed', 9)]) {
      player.apply(edit);
      await world.rest();
      assert.equal(player.model.speed, 20);
    }
    player.setSpeed(speedFor(4000));
    player.apply(setIterations(2000));
    await world.rest();
    assert.equal(player.model.speed, 500, 'the experiment’s own speed is no choice');
    player.setSpeed(20);
    player.load({ preset: 'scale' });
    await world.rest();
    assert.equal(player.model.speed, 750);
  });
});

describe('the speeds of the control', () => {
  it('include the experiment’s own, in order, once', () => {
    assert.deepEqual(speedsFor(15_000), [1, 5, 20, 100, 300, 1000, 2000, 3750, 5000, Infinity]);
    assert.deepEqual(speedsFor(4000), [1, 5, 20, 100, 300, 1000, 2000, 5000, Infinity]);
  });

  it('show a speed that is none of them at the nearest', () => {
    const speeds = speedsFor(15_000);
    assert.deepEqual(
      [3750, Infinity, 1, 4, 700].map((speed) => placeOf(speeds, speed)),
      [7, 9, 0, 1, 5],
    );
  });
});

it('says how long is left where the pace is known', () => {
  const model = { ...emptyModel(), target: 1000, frame: /** @type {any} */ ({ iteration: 400 }), pace: 50 };
  assert.equal(secondsLeft({ ...model, mode: 'play' }), 12);
  assert.equal(secondsLeft({ ...model, mode: 'end', target: 100 }), 0);
  for (const unknown of [{ mode: /** @type {const} */ ('rest') }, { pace: null }, { pace: 0 }, { frame: null }])
    assert.equal(secondsLeft({ ...model, mode: 'play', ...unknown }), null);
});

it('rounds durations to what matters', () => {
  assert.deepEqual(
    [0, 0.9, 1, 12.4, 89, 90, 3600, 5400, 50_000, 1e9].map((duration) => plain(seconds(duration))),
    ['less than 1 s', 'less than 1 s', '1 s', '12 s', '89 s', '2 min', '60 min', '2 h', '14 h', 'more than 99 h'],
  );
});
