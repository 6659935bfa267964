import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entryActions } from '../../www/element/actions/entries.js';
import { Stale } from '../../www/engine/failure.js';
import { Superseded } from '../../www/player/work-queue.js';
import { World, experimentOf } from './fake-engine.js';

/** A lab's actions on a player with a fake engine, and the promise and control of each action by the user. */
async function actionsOf(experiment = experimentOf()) {
  const world = await World.with(experiment);
  /** @type {{ control: string, done: Promise<any> }[]} */
  const asked = [];
  const lab = {
    player: world.player,
    set: () => {},
    byUser: (/** @type {string} */ control, /** @type {() => Promise<any>} */ work) => {
      const done = world.player.asUser(work);
      done.catch(() => {});
      asked.push({ control, done });
    },
  };
  return { world, asked, act: entryActions(/** @type {any} */ (lab)) };
}

describe('the learning rate', () => {
  /** @param {any} training @param {number} reached */
  async function rateAt(training, reached) {
    const { world, asked, act } = await actionsOf(experimentOf({ training }));
    world.player.advance(reached);
    await world.rest();
    act.setLearningRate('0.1');
    await world.rest();
    await asked[0].done;
    return world;
  }

  it('after the last iteration is that of the next training: from iteration 0, without recorded changes', async () => {
    const world = await rateAt({ iterations: 40, learningRateChanges: [[20, 0.5]] }, 40);
    const { iteration, model } = world.player;
    assert.equal(world.asked('setLearningRate').length, 0);
    assert.deepEqual([iteration, model.mode, model.experiment.training.learningRate], [0, 'rest', 0.1]);
    assert.equal(model.experiment.training.learningRateChanges, undefined);
    const again = world.asked('open').length;
    assert.equal(again, 2);
  });

  it('before it changes from there on', async () => {
    const world = await rateAt({ iterations: 40 }, 39);
    assert.deepEqual([world.player.iteration, world.asked('setLearningRate').length], [39, 1]);
  });

  it('that is entered as it is, at the end, leaves the runs as they are', async () => {
    const world = await rateAt({ iterations: 40, learningRate: 0.1 }, 40);
    assert.deepEqual([world.player.iteration, world.asked('open').length], [40, 1]);
  });
});

describe('Surprise me', () => {
  it('uses the seed that the engine draws, from iteration 0, and tells of it as the user’s', async () => {
    const { world, act } = await actionsOf();
    world.player.advance(10);
    await world.rest();
    assert.equal(world.player.iteration, 10);
    /** @type {[number, boolean][]} */
    const seen = [];
    world.heard = (what, byUser) => what === 'experiment' && seen.push([world.player.model.experiment.seed, byUser]);
    world.seeds = [4_000_000_000];
    act.surprise();
    await world.rest();
    const { iteration, model } = world.player;
    assert.deepEqual([iteration, model.mode, model.experiment.seed], [0, 'rest', 4_000_000_000]);
    assert.deepEqual(seen, [[4_000_000_000, true]]);
    const { seed, ...rest } = model.experiment;
    const { seed: before, ...expected } = experimentOf();
    assert.notEqual(seed, before);
    assert.deepEqual(rest, expected, 'nothing else changes');
  });

  it('draws once for presses that wait: the newest counts', async () => {
    const { world, asked, act } = await actionsOf();
    world.seeds = [11, 12];
    act.surprise();
    act.surprise();
    await world.rest();
    await assert.rejects(asked[0].done, Superseded);
    await asked[1].done;
    assert.equal(world.asked('randomSeed').length, 1);
    assert.equal(world.player.model.experiment.seed, 11);
    act.surprise();
    await world.rest();
    assert.equal(world.player.model.experiment.seed, 12, 'a press after that draws anew');
  });

  it('says beside the seed that none could be drawn, and changes nothing', async () => {
    const experiment = experimentOf({ seed: 123_456 });
    const { world, asked, act } = await actionsOf(experiment);
    world.refusals.set('randomSeed', new Error('there is no source of randomness'));
    act.surprise();
    await world.rest();
    assert.equal(asked[0].control, 'seed');
    await assert.rejects(asked[0].done, {
      message: 'No seed could be drawn: there is no source of randomness. It stays 123,456.',
    });
    assert.deepEqual(world.player.model.experiment, experiment);
    assert.equal(world.player.model.phase, 'ready');
    world.seeds = [5];
    act.surprise();
    await world.rest();
    assert.equal(world.player.model.experiment.seed, 5);
  });

  it('leaves the failure to the lab where the engine ends', async () => {
    const { world, act } = await actionsOf();
    act.surprise();
    await world.step();
    world.die();
    await world.rest();
    assert.deepEqual([world.player.model.phase, world.told('failure')], ['failed', 1]);
    assert.equal(world.player.model.experiment.seed, experimentOf().seed);
  });

  it('opens nothing in a lab that is closed meanwhile', async () => {
    const { world, asked, act } = await actionsOf();
    world.seeds = [21];
    act.surprise();
    while (world.asked('randomSeed').length === 0) await new Promise((resolve) => setImmediate(resolve));
    const opened = world.asked('open').length;
    world.player.close();
    await world.rest();
    await assert.rejects(asked[0].done, Stale);
    assert.equal(world.asked('open').length, opened);
  });
});
