/** Dragging the progress line while the lab moves. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { transportActions } from '../../www/element/actions/transport-actions.js';
import { World, experimentOf } from './fake-engine.js';

async function dragged() {
  const world = await World.with(experimentOf({ training: { iterations: 15_000 } }));
  world.pace = 100;
  const state = { sought: /** @type {number | null} */ (null) };
  const lab = {
    player: world.player,
    state,
    opener: {},
    set: (/** @type {any} */ part) => Object.assign(state, part),
    stopReading: () => {},
  };
  return { world, act: transportActions(/** @type {any} */ (lab), /** @type {any} */ ({})) };
}

describe('a drag of the progress line', () => {
  it('while stepping: the steps end where they would have, though the drag ends before the lab is there', async () => {
    const { world, act } = await dragged();
    world.player.advance(1000);
    while (world.player.iteration < 600) await world.step();
    act.seek(400);
    act.seek(200);
    act.endSeek();
    await world.rest();
    assert.deepEqual([world.player.iteration, world.player.model.mode], [1000, 'rest']);
    assert.equal(world.asked('seek').length > 0, true);
  });

  it('is given up by a pause right after it', async () => {
    const { world, act } = await dragged();
    world.player.advance(1000);
    while (world.player.iteration < 600) await world.step();
    act.seek(200);
    act.endSeek();
    world.player.pause();
    await world.rest();
    assert.deepEqual([world.player.iteration, world.player.model.mode], [200, 'rest']);
  });
});
