import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EngineFailure } from '../../www/engine/failure.js';
import {
  newSeed,
  randomSeed,
  seek,
  setIterations,
  setLearningRate,
  setProperty,
  setSeed,
} from '../../www/player/edits.js';
import { addRun, moveRun, removeRun, setRun, setRuns } from '../../www/player/run-edits.js';
import { latest, toggle } from '../../www/player/run-toggle.js';
import { Superseded } from '../../www/player/work-queue.js';
import { World, experimentOf } from './fake-engine.js';

/** An open lab with a number of iterations. */
const labOf = (iterations = 2000) => World.with(experimentOf({ training: { iterations } }));

describe('a lab', () => {
  it('opens, shows a picture and its detail, and is settled', async () => {
    const world = await World.with(null);
    world.player.load({ preset: 'notebook' });
    assert.equal(world.player.model.settled, false);
    await world.rest();
    const { phase, settled, mode, preset } = world.player.model;
    assert.deepEqual([phase, settled, mode, preset.name], ['ready', true, 'rest', 'notebook']);
    assert.equal(world.told('load'), 1);
    const pictures = world.asked('frame').map(({ values: [{ picture }] }) => picture.halvings);
    assert.ok(pictures.length === 2 && pictures[1] > pictures[0]);
  });

  it('runs to its end and finishes exactly once', async () => {
    const world = await labOf();
    world.player.runToEnd();
    await world.rest();
    assert.equal(world.player.iteration, 2000);
    assert.equal(world.told('finish'), 1);
    assert.ok(world.player.model.settled);
    world.player.runToEnd();
    await world.rest();
    assert.equal(world.told('finish'), 1, 'nothing was left to do');
  });

  it('plays at its speed, pauses and resumes', async () => {
    const world = await labOf();
    world.player.setSpeed(1000);
    world.player.play();
    for (let count = 0; count < 20; count += 1) await world.step();
    world.player.pause();
    await world.rest();
    const { iteration } = world.player;
    assert.ok(iteration > 50 && iteration < 400, `${iteration} iterations in a third of a second`);
    assert.equal(world.told('finish'), 0);
    world.player.play();
    await world.rest();
    assert.deepEqual([world.player.iteration, world.told('finish')], [2000, 1]);
  });

  it('steps, also several times at once', async () => {
    const world = await labOf();
    world.player.advance(1);
    await world.rest();
    assert.equal(world.player.iteration, 1);
    for (const count of [1, 1, 1000]) world.player.advance(count);
    await world.rest();
    assert.deepEqual([world.player.iteration, world.told('finish')], [1003, 0]);
  });

  it('rewinds at its end when it is to play', async () => {
    const world = await labOf();
    world.player.runToEnd();
    await world.rest();
    world.player.play();
    await world.rest();
    assert.equal(world.asked('rewind').length, 1);
    assert.deepEqual([world.player.iteration, world.told('finish')], [2000, 2]);
  });

  it('asks for nothing while it is out of sight, and for no frame while the page is hidden', async () => {
    const world = await labOf();
    world.player.setVisible(false);
    world.player.play();
    await world.rest();
    assert.equal(world.player.iteration, 0);
    world.hidden = true;
    world.player.setVisible(true);
    await world.rest();
    assert.equal(world.player.iteration, 0);
    world.hidden = false;
    world.player.setVisible(true);
    await world.rest();
    assert.equal(world.player.iteration, 2000);
  });

  it('goes on as before when it was suspended', async () => {
    const world = await labOf();
    assert.equal(world.player.suspend(), null);
    world.player.advance(1200);
    await world.step();
    const resume = world.player.suspend();
    await world.rest();
    assert.ok(world.player.iteration < 1200);
    resume?.();
    await world.rest();
    assert.equal(world.player.iteration, 1200);
  });
});

describe('a goal that is moved', () => {
  // In every state of the lab: requesting, training, waiting for a frame.
  it('is where a run to the end ends, whenever that is', async () => {
    let whileRunning = 0;
    for (let at = 0; at < 40; at += 1) {
      const world = await labOf();
      world.pace = 700;
      world.player.runToEnd();
      for (let count = 0; count < at; count += 1) await world.step();
      if (world.player.model.mode === 'rest') break;
      whileRunning += 1;
      world.player.apply(setIterations(4000));
      await world.rest();
      assert.equal(world.player.iteration, 4000, `moved after ${at} steps`);
      assert.equal(world.told('finish'), 1);
    }
    assert.ok(whileRunning > 5);
  });

  it('down to the present iteration ends the run there; below it is refused, and the run goes on', async () => {
    const world = await labOf();
    world.player.runToEnd();
    while (world.player.iteration === 0) await world.step();
    const refused = world.player.apply(setIterations(1));
    await assert.rejects(Promise.all([refused, world.rest()]), /training\.iterations: 1 is not allowed/);
    await world.rest();
    assert.deepEqual([world.player.iteration, world.told('finish')], [2000, 1]);

    const other = await labOf();
    other.pace = 10;
    other.player.runToEnd();
    while (other.player.iteration < 100) await other.step();
    const { iteration } = other.lab;
    other.player.apply(setIterations(iteration + 10));
    await other.rest();
    assert.deepEqual([other.player.iteration, other.told('finish')], [iteration + 10, 1]);
  });

  it('after the end leaves the lab at rest', async () => {
    const world = await labOf();
    world.player.runToEnd();
    await world.rest();
    world.player.apply(setIterations(4000));
    await world.rest();
    assert.deepEqual(
      [world.player.iteration, world.player.model.lastIteration, world.player.model.mode],
      [2000, 4000, 'rest'],
    );
  });
});

describe('runs', () => {
  it('that are added while it plays catch up, and all end together', async () => {
    const world = await labOf();
    world.player.play();
    world.player.setSpeed(Infinity);
    while (world.player.iteration < 500) await world.step();
    world.player.apply(addRun({ initializer: 'ones' }));
    await world.rest();
    const { experiment, frame, lagging, offered } = world.player.model;
    assert.equal(experiment.runs.at(-1).initializer, 'ones');
    assert.equal(offered.at(-1).initializer, 'ones');
    assert.deepEqual([frame?.behind, lagging], [0, 0]);
    assert.deepEqual([world.player.iteration, world.told('finish')], [2000, 1]);
  });

  it('are switched off and on, but for the last one', async () => {
    const world = await labOf();
    const { offered, chosen } = world.player.model;
    const [first, ...others] = chosen.map((place) => offered[place]);
    for (const run of others) world.player.apply(toggle(run));
    const refused = world.player.apply(toggle(first));
    await assert.rejects(Promise.all([refused, world.rest()]), /last run cannot be switched off/);
    assert.deepEqual(world.player.model.chosen, [chosen[0]]);
    world.player.apply(toggle(others[0]));
    await world.rest();
    assert.deepEqual(world.player.model.chosen, chosen.slice(0, 2));
  });

  it('are set, moved and removed, also through an outdated object', async () => {
    const world = await labOf();
    const { model } = world.player;
    const run = model.offered[model.chosen[0]];
    world.player.apply(setRun(run, (/** @type {any} */ now) => ({ ...now, label: 'Mine' })));
    const moved = world.player.apply(moveRun(run, 1));
    await world.rest();
    assert.equal(await moved, 1);
    assert.equal(model.experiment.runs[1].label, 'Mine');
    assert.equal(latest(run).label, 'Mine');
    world.player.apply(removeRun(run));
    await world.rest();
    assert.ok(!model.offered.includes(latest(run)));
    const nowhere = world.player.apply(moveRun(run, 1));
    await world.rest();
    assert.equal(await nowhere, -1);
  });

  it('are exchanged all at once, or not at all where one is refused', async () => {
    const world = await labOf();
    const { model } = world.player;
    const before = model.experiment.runs;
    world.refusals.set('addRun', new RangeError('runs[1].initializer: not allowed'));
    const refused = world.player.apply(setRuns([before[0], { initializer: 'nope' }]));
    await assert.rejects(Promise.all([refused, world.rest()]), /not allowed/);
    assert.deepEqual(world.lab.experiment.runs, before);
    world.player.apply(setRuns([{ initializer: 'ones' }, before[0]]));
    await world.rest();
    assert.deepEqual(
      model.experiment.runs.map((/** @type {any} */ { initializer }) => initializer),
      ['ones', before[0].initializer],
    );
  });
});

describe('changes', () => {
  it('of one kind are superseded by the newest that waits, others are done in order', async () => {
    const world = await labOf();
    const rates = [0.1, 0.2, 0.3].map((rate) => world.player.apply(setLearningRate(rate)));
    const settled = Promise.allSettled(rates);
    await world.rest();
    const results = await settled;
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'rejected', 'fulfilled'],
    );
    assert.ok(/** @type {PromiseRejectedResult} */ (results[0]).reason instanceof Superseded);
    assert.deepEqual(
      world.asked('setLearningRate').map(({ values }) => values[0]),
      [0.3],
    );
  });

  it('of the seed begin anew, and the largest is followed by 0', async () => {
    const world = await World.with(experimentOf({ seed: 2 ** 32 - 1 }));
    world.player.advance(10);
    await world.rest();
    world.player.apply(newSeed(world.player.model));
    await world.rest();
    assert.deepEqual([world.player.iteration, world.player.model.experiment.seed], [0, 0]);
  });

  it('end a run if they rewind it, and keep later commands', async () => {
    const world = await labOf();
    world.player.play();
    await world.step();
    world.player.apply(setProperty('seed', 7));
    world.player.advance(3);
    await world.rest();
    assert.deepEqual([world.player.iteration, world.player.model.experiment.seed], [3, 7]);
  });

  it('tell whose they are', async () => {
    const world = await labOf();
    const seen = /** @type {boolean[]} */ ([]);
    world.heard = (what, byUser) => what === 'experiment' && seen.push(byUser);
    world.player.asUser(() => world.player.apply(setLearningRate(0.5)));
    world.player.apply(setProperty('seed', 9));
    await world.rest();
    assert.deepEqual(seen, [true, false]);
  });
});

describe('opening', () => {
  it('ends a running run', async () => {
    const world = await labOf();
    world.player.play();
    while (world.player.iteration === 0) await world.step();
    world.player.load({ preset: 'notebook' });
    await world.rest();
    assert.deepEqual([world.player.iteration, world.player.model.mode, world.told('finish')], [0, 'rest', 0]);
  });

  it('keeps the open experiment if refused, and a running run goes on', async () => {
    const world = await labOf();
    world.player.play();
    await world.step();
    world.refusals.set('open', new RangeError('seed: −1 is not allowed'));
    const refused = world.player.load({ seed: -1 });
    await assert.rejects(Promise.all([refused, world.rest()]), /not allowed/);
    await world.rest();
    assert.deepEqual([world.player.iteration, world.told('finish')], [2000, 1]);
  });

  it('opens an amended experiment if refused, and fails without one', async () => {
    const world = await World.with(null);
    world.refusals.set('open', new RangeError('seed: −1 is not allowed'));
    world.player.load({ seed: -1 }, { amend: () => experimentOf() });
    await world.rest();
    assert.equal(world.player.model.phase, 'ready');

    const other = await World.with(null);
    other.refusals.set('open', new RangeError('seed: −1 is not allowed'));
    other.player.load({ seed: -1 });
    await other.rest();
    assert.deepEqual([other.player.model.phase, other.player.model.failure?.reason], ['failed', 'experiment']);
  });

  it('is followed by the commands that were given meanwhile', async () => {
    for (const [command, reached] of /** @type {[(player: World['player']) => void, number][]} */ ([
      [(player) => player.advance(5), 5],
      [(player) => player.runToEnd(), 300],
      [(player) => player.play(), 300],
    ])) {
      const world = await World.with(null);
      world.player.load(experimentOf({ training: { iterations: 300 } }));
      command(world.player);
      await world.rest();
      assert.equal(world.player.iteration, reached);
    }
    const world = await World.with(null);
    world.player.play(); // nothing is open or opening
    await world.rest();
    assert.equal(world.player.model.mode, 'rest');
  });
});

describe('an engine that ends', () => {
  it('while it plays is said once, and a restart goes back to where it was', async () => {
    const world = await labOf();
    world.player.play();
    world.player.setSpeed(Infinity);
    while (world.player.iteration < 1000) await world.step();
    world.die();
    await world.rest();
    const { iteration } = world.player;
    assert.deepEqual([world.player.model.phase, world.told('failure')], ['failed', 1]);
    assert.equal(world.player.model.failure?.reason, 'worker-died');
    world.player.restart();
    await world.rest();
    assert.deepEqual([world.player.iteration, world.player.model.mode], [iteration, 'rest']);
    assert.ok(world.player.model.settled);
    assert.equal(world.told('finish'), 0);
  });

  it('can be left for what was open before, at its iteration', async () => {
    const world = await labOf();
    world.player.advance(700);
    await world.rest();
    const { seed } = world.player.model.experiment;
    await Promise.all([world.player.load(experimentOf({ seed: 99 })), world.rest()]);
    assert.equal(world.player.model.experiment.seed, 99);
    world.player.restart(true);
    await world.rest();
    assert.deepEqual([world.player.model.experiment.seed, world.player.iteration], [seed, 700]);
    assert.equal(world.player.model.before, null, 'there is no way forward to what was left');
  });

  it('while it opens is reported, pending calls reject, and a restart opens the requested experiment', async () => {
    const world = await World.with(null);
    const loading = world.player.load(experimentOf({ seed: 12 }));
    const waiting = world.player.apply(setLearningRate(0.5));
    const told = Promise.allSettled([loading, waiting]);
    world.die();
    await world.rest();
    for (const result of await told)
      assert.ok(/** @type {PromiseRejectedResult} */ (result).reason instanceof EngineFailure);
    assert.deepEqual([world.player.model.phase, world.told('failure')], ['failed', 1]);
    world.player.restart();
    await world.rest();
    assert.deepEqual([world.player.model.phase, world.player.model.experiment.seed], ['ready', 12]);
  });

  it('opens what is asked for while it restarts at its beginning, and does not take it to the old iteration', async () => {
    const world = await labOf();
    world.player.advance(700);
    await world.rest();
    world.die();
    await world.rest();
    world.player.restart();
    await Promise.all([world.player.load(experimentOf({ seed: 99 })), world.rest()]);
    const { experiment, mode, settled } = world.player.model;
    assert.deepEqual([experiment.seed, world.player.iteration, mode, settled], [99, 0, 'rest', true]);
  });

  it('on the way back goes back to the same place at the next restart', async () => {
    const world = await labOf();
    world.player.advance(1500);
    await world.rest();
    world.die();
    world.player.restart();
    while (world.player.model.mode !== 'return' || world.player.iteration === 0) await world.step();
    world.die();
    await world.rest();
    world.player.restart();
    await world.rest();
    assert.equal(world.player.iteration, 1500);
  });

  it('that refuses a frame is asked for no more', async () => {
    const world = await labOf();
    world.refusals.set('frame', new Error('no frame of this'));
    world.player.play();
    await world.rest();
    assert.deepEqual([world.player.model.phase, world.player.model.failure?.message], ['failed', 'no frame of this']);
  });

  it('leaves a closed lab that can be opened again', async () => {
    const world = await labOf();
    world.player.play();
    await world.step();
    const waiting = world.player.apply(setLearningRate(0.5));
    const told = Promise.allSettled([waiting]);
    world.player.close();
    await world.rest();
    assert.equal((await told)[0].status, 'rejected');
    world.player.load(experimentOf({ seed: 4 }), { keepOffered: true, iteration: 30 });
    await world.rest();
    assert.deepEqual([world.player.iteration, world.player.model.experiment.seed], [30, 4]);
  });
});

describe('a new seed', () => {
  /** @type {[name: string, edit: (world: World) => import('../../www/player/edits.js').Edit][]} */
  const seeds = [
    ['the next one', ({ player }) => newSeed(player.model)],
    ['one typed', () => setSeed(77)],
    ['one nobody chose', ({ player }) => randomSeed(() => player.randomSeed())],
  ];
  for (const [name, edit] of seeds)
    it(`plays on from iteration 0 where the lab was playing: ${name}`, async () => {
      const world = await labOf();
      world.seeds = [12345];
      world.player.play();
      for (let count = 0; count < 20; count += 1) await world.step();
      const reached = world.player.iteration;
      assert.ok(reached > 0 && reached < 2000);
      const { seed } = world.player.model.experiment;
      world.player.apply(edit(world));
      assert.equal(world.player.model.mode, 'play');
      for (let count = 0; count < 12; count += 1) await world.step();
      assert.notEqual(world.player.model.experiment.seed, seed);
      assert.ok(world.player.model.mode === 'play' && world.player.iteration < reached, 'from the start');
      await world.rest();
      assert.deepEqual([world.player.iteration, world.told('finish')], [2000, 1]);
    });

  it('leaves a resting lab at rest, and one that was paused meanwhile', async () => {
    const world = await labOf();
    world.player.apply(newSeed(world.player.model));
    await world.rest();
    assert.deepEqual([world.player.iteration, world.player.model.mode], [0, 'rest']);
    world.player.play();
    for (let count = 0; count < 20; count += 1) await world.step();
    world.player.apply(newSeed(world.player.model));
    world.player.pause();
    await world.rest();
    assert.deepEqual([world.player.iteration, world.player.model.mode], [0, 'rest']);
  });

  it('that cannot be drawn leaves a playing lab as it was', async () => {
    const world = await labOf();
    world.refusals.set('randomSeed', new RangeError('no randomness'));
    world.player.play();
    for (let count = 0; count < 20; count += 1) await world.step();
    const drawn = world.player.apply(randomSeed(() => world.player.randomSeed()));
    await assert.rejects(Promise.all([drawn, world.rest()]), /no randomness/);
    await world.rest();
    assert.deepEqual([world.player.iteration, world.told('finish')], [2000, 1]);
  });
});

describe('a lab that goes to an iteration', () => {
  /** A lab that has trained to its end. */
  const ended = async () => {
    const world = await labOf();
    world.player.runToEnd();
    await world.rest();
    world.events.length = 0;
    return world;
  };

  it('is there once its runs have caught up, at rest, without finishing again', async () => {
    const world = await ended();
    world.player.apply(seek(800));
    await world.rest();
    const { mode, frame, settled } = world.player.model;
    assert.deepEqual([mode, frame?.iteration, frame?.behind, frame?.furthest], ['rest', 800, 0, 2000]);
    assert.ok(settled);
    assert.equal(world.told('finish'), 0);
  });

  it('shows its runs on their way, a frame at a time', async () => {
    const world = await ended();
    world.player.apply(seek(1600));
    /** @type {Set<number>} */
    const behind = new Set();
    world.heard = (what) => {
      if (what === 'frame' || what === 'picture') behind.add(world.player.model.frame?.behind ?? -1);
    };
    await world.rest();
    assert.ok(behind.size > 3 && behind.has(0), [...behind].join(' '));
  });

  it('goes to the last one asked for: those before it, which had not begun, are dropped', async () => {
    const world = await ended();
    const asked = [1500, 1400, 1300, 900].map((iteration) => world.player.apply(seek(iteration)));
    const dropped = Promise.allSettled(asked);
    await world.rest();
    assert.equal(world.player.iteration, 900);
    assert.ok(world.asked('seek').length <= 2, 'one that had begun, and the last');
    const outcomes = await dropped;
    assert.ok(outcomes.some((outcome) => outcome.status === 'rejected' && outcome.reason instanceof Superseded));
    assert.equal(outcomes.at(-1)?.status, 'fulfilled');
  });

  it('goes no further than it has been, and asks for nothing where it is', async () => {
    const world = await labOf();
    world.player.advance(1000);
    await world.rest();
    world.player.apply(seek(1900));
    await world.rest();
    assert.deepEqual([world.player.iteration, world.asked('seek').length], [1000, 0]);
    world.player.apply(seek(300));
    await world.rest();
    world.player.apply(seek(1900));
    await world.rest();
    assert.deepEqual([world.player.iteration, world.asked('seek').length], [1000, 2]);
  });

  it('plays on from there', async () => {
    const world = await ended();
    world.player.apply(seek(500));
    world.player.play();
    await world.rest();
    assert.equal(world.asked('rewind').length, 0);
    assert.deepEqual([world.player.iteration, world.told('finish')], [2000, 1]);
  });
});
