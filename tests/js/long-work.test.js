/** Long work: what leaves it, what waits for it, and what is said about it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stale } from '../../www/engine/failure.js';
import { secondsToOpen } from '../../www/engine/heavy.js';
import { setLearningRate, setProperty } from '../../www/player/edits.js';
import { World, experimentOf } from './fake-engine.js';

/** A lab whose engine never answers a request with this name until it is left. @param {'open' | 'frame'} stuck */
async function stuckLab(stuck) {
  const world = await World.with();
  const { player } = world;
  world.player.advance(700);
  await world.rest();
  world.stick(stuck);
  world.takes = () => 40;
  const loading = player.load(experimentOf({ seed: 99 }));
  const ended = loading.then(
    () => 'opened',
    (error) => error,
  );
  await world.rest();
  return { world, player, ended };
}

describe('long work', () => {
  for (const stage of /** @type {const} */ (['open', 'frame']))
    it(`is left for another experiment while its ${stage} is under way`, async () => {
      const { world, player, ended } = await stuckLab(stage);
      world.unstick();
      const other = player.load(experimentOf({ seed: 5 }));
      await world.rest();
      await other;
      assert.ok((await ended) instanceof Stale);
      assert.deepEqual([player.model.experiment.seed, player.model.takes, world.left], [5, 0, 1]);
      assert.ok(player.model.settled);
    });

  it('that opens is waited for by an edit, which is meant for what opens', async () => {
    const { world, player } = await stuckLab('open');
    player.apply(setProperty('seed', 7));
    player.apply(setLearningRate(0.5));
    await world.rest();
    assert.deepEqual([world.left, player.model.takes], [0, 40]);
  });

  it('before the first picture is left for an edit that opens another experiment, and not for one that goes on', async () => {
    const { world, player, ended } = await stuckLab('frame');
    player.apply(setLearningRate(0.5));
    await world.rest();
    assert.equal(world.left, 0);
    world.unstick();
    player.apply(setProperty('seed', 7));
    await world.rest();
    assert.ok((await ended) instanceof Stale);
    assert.deepEqual([world.left, player.model.experiment.seed], [1, 7]);
  });

  it('that opens is left for what was open before, which stays as it is', async () => {
    const { world, player, ended } = await stuckLab('open');
    const before = player.model.experiment;
    assert.equal(player.model.takes, 40);
    assert.notEqual(player.model.before, null, 'there is a way back');
    const opens = world.asked('open').length;
    player.restart(true);
    await world.rest();
    assert.ok((await ended) instanceof Stale);
    assert.deepEqual([player.model.experiment, player.iteration, player.model.takes], [before, 700, 0]);
    assert.deepEqual([world.asked('open').length, player.model.before], [opens, null], 'nothing was opened again');
  });

  it('before the first picture of the page does not keep the lab from being announced', async () => {
    const world = await World.with(null);
    world.stick('frame');
    world.player.load(experimentOf({ seed: 99 })).catch(() => {});
    await world.rest();
    assert.equal(world.told('load'), 0);
    world.unstick();
    world.player.load(experimentOf());
    await world.rest();
    assert.equal(world.told('load'), 1);
  });
});

describe('progress of long work', () => {
  /** A lab that opens or is looked into, with an engine that takes its time. @param {'open' | 'frame'} stuck @param {number} seconds */
  async function opening(stuck, seconds) {
    const world = await World.with();
    const { player } = world;
    world.stick(stuck);
    world.takes = () => seconds;
    const loading = player.load(experimentOf({ seed: 99 }));
    loading.catch(() => {});
    await world.rest();
    return { world, model: player.model, loading };
  }

  for (const stuck of /** @type {const} */ (['open', 'frame']))
    it(`is told from one second on while its ${stuck} is under way, and ends with the first picture`, async () => {
      const { world, model, loading } = await opening(stuck, 8);
      const share = async (/** @type {number} */ milliseconds) => {
        await world.pass(milliseconds);
        return model.progress?.share ?? null;
      };
      assert.equal(await share(900), null);
      const [first, second] = [Number(await share(100)), Number(await share(2000))];
      assert.ok(first > 0.1 && first < 0.2, `after one second of 8: ${first}`);
      assert.ok(second > 0.34 && second < 0.42, `after three seconds of 8: ${second}`);
      world.finish();
      await world.rest();
      await loading;
      assert.deepEqual([model.progress, model.settled], [null, true]);
      await world.pass(60_000);
      assert.equal(model.progress, null);
    });

  it('never says more than 95 % before it is done', async () => {
    const { world, model } = await opening('open', 2);
    await world.pass(3600_000);
    assert.deepEqual(model.progress, { what: 'opening', share: 0.95 });
  });

  it('of an inspection is told, and ends with it', async () => {
    const world = await World.with();
    const { model } = world.player;
    world.inspects = () => 4;
    world.stick('frame');
    world.player.show({ inside: { follow: null, parts: [] } });
    await world.rest();
    await world.pass(2000);
    assert.deepEqual([model.progress?.what, (model.progress?.share ?? 0) > 0.4], ['inspection', true]);
    world.finish();
    await world.rest();
    assert.equal(model.progress, null);
  });

  it('ends where the work is left, refused or stopped', async () => {
    const ends = [
      (/** @type {World} */ world) => void world.player.load(experimentOf({ seed: 5 })).catch(() => {}),
      (/** @type {World} */ world) => world.player.restart(true),
      (/** @type {World} */ world) => world.player.close(),
    ];
    for (const end of ends) {
      const { world, model } = await opening('open', 8);
      await world.pass(2000);
      assert.notEqual(model.progress, null);
      world.takes = () => 0;
      world.unstick();
      end(world);
      await world.rest();
      assert.equal(model.progress, null, String(end));
    }
  });

  it('is not told of work that is not long', async () => {
    const { world, model } = await opening('open', 0);
    await world.pass(10_000);
    assert.equal(model.progress, null);
  });
});

describe('the time until the first picture', () => {
  const of = (/** @type {any} */ over) =>
    secondsToOpen({ network: { hidden: [10, 5] }, dataset: { samples: 300 }, runs: [{ initializer: 'he' }], ...over });

  it('grows with weights, samples and runs, and is 0 where it is not long', () => {
    const wide = { network: { hidden: Array(30).fill(256) } };
    assert.equal(of({}), 0);
    const one = of({ ...wide, dataset: { samples: 20_000 } });
    assert.ok(one > 10 && one < 100, `${one} s`);
    const runs = [{ initializer: 'he' }, { initializer: 'zeros' }];
    assert.equal(of({ ...wide, dataset: { points: Array(20_000) }, runs }), 2 * one);
    assert.ok(of({ ...wide, dataset: { samples: 20_000 }, runs: [{ initializer: 'lsuv' }] }) > 1.5 * one);
  });

  it('is 0 for what the core will refuse', () => {
    for (const wrong of [null, 5, 'text', {}, { network: 3 }, { network: { hidden: 'wide' }, runs: [] }])
      assert.equal(secondsToOpen(wrong), 0);
    for (const over of [
      { runs: 7 },
      { runs: [null] },
      { network: { hidden: ['x'] } },
      { dataset: { samples: 'many' } },
    ])
      assert.equal(of(over), 0);
  });
});
