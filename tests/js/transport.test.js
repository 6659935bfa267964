import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from './seeds.js';
import { atRest, endOf, next, resumption, targetOf } from '../../www/player/transport.js';

/** @typedef {import('../../www/player/transport.js').Event} Event */
/** @typedef {import('../../www/player/transport.js').Transport} Transport */

/** An open lab of 1,000 iterations, shown at iteration 0. */
const opened = () => after(atRest(), { type: 'opened', commands: 0, returnTo: 0, goal: 1000 }).state;

/** @param {Transport} before @param {...Event} events */
function after(before, ...events) {
  let state = before;
  /** @type {string[]} */
  const effects = [];
  for (const event of events) {
    const step = next(state, event);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

/** @param {number} iteration @param {{ goal?: number, behind?: number }} [how] @returns {Event} */
const shown = (iteration, { goal = 1000, behind = 0 } = {}) => ({ type: 'shown', iteration, goal, behind });
/** @type {Event} */
const begin = { type: 'begin' };
/** @type {Event} */
const arrive = { type: 'arrive', waits: false };
/** @param {'play' | 'steps' | 'end'} mode @param {number} [count] @returns {Event} */
const move = (mode, count) => ({ type: 'move', mode, count });

/** @param {Transport} state */
const seen = ({ mode, command, then }) => ({ mode, command: command?.mode ?? null, then: then?.mode ?? null });

describe('a lab at rest', () => {
  it('takes a command, which waits to begin', () => {
    const { state, effects } = after(opened(), move('play'));
    assert.deepEqual(seen(state), { mode: 'play', command: 'play', then: null });
    assert.deepEqual(effects, ['tell']);
  });

  it('ignores a pause, and forgets every command when it has to stop', () => {
    assert.deepEqual(after(opened(), { type: 'pause' }), { state: opened(), effects: [] });
    const { state, effects } = after(opened(), move('end'), { type: 'rest' });
    assert.deepEqual(seen(state), { mode: 'rest', command: null, then: null });
    assert.deepEqual(effects, ['tell', 'tell']);
  });

  it('does not finish, and starts no unrequested movement', () => {
    assert.deepEqual(after(opened(), shown(1000), arrive).effects, []);
    assert.deepEqual(after(opened(), begin, { type: 'rewound' }).effects, []);
  });
});

describe('a lab that moves', () => {
  it('plays to the goal, and finishes once', () => {
    const playing = after(opened(), move('play'), begin);
    assert.deepEqual(playing.effects, ['tell', 'depart', 'tell']);
    assert.equal(endOf(playing.state), 1000);
    assert.deepEqual(after(playing.state, shown(999), arrive).effects, []);
    const ended = after(playing.state, shown(1000), arrive, arrive, arrive);
    assert.deepEqual(ended.effects, ['tell', 'finish']);
    assert.equal(ended.state.mode, 'rest');
  });

  it('stops after its steps, which finish only at the goal', () => {
    const stepping = after(opened(), move('steps', 5), begin).state;
    assert.equal(targetOf(stepping), 5);
    assert.deepEqual(after(stepping, shown(5), arrive).effects, ['tell']);
    const last = after(opened(), shown(999), move('steps', 5), begin, shown(1000), arrive);
    assert.deepEqual(last.effects.slice(-2), ['tell', 'finish']);
  });

  it('adds steps requested before it started, and goes on from the end of earlier ones', () => {
    const twice = after(opened(), move('steps', 5), move('steps', 2), begin).state;
    assert.equal(targetOf(twice), 7);
    const onTheWay = after(twice, shown(3), move('steps', 4), begin).state;
    assert.equal(targetOf(onTheWay), 11);
  });

  it('adds no steps to those from before a load', () => {
    const { state } = after(opened(), move('steps', 5), { type: 'load-asked' }, move('steps', 2));
    assert.equal(state.command?.count, 2);
  });

  it('moves its end with the goal, up and down to where it is', () => {
    const running = after(opened(), move('end'), begin, shown(400)).state;
    const further = after(running, { type: 'goal', goal: 4000 }, shown(1000, { goal: 4000 }), arrive);
    assert.deepEqual(further.effects, []);
    assert.equal(targetOf(further.state), 4000);
    const here = after(running, { type: 'goal', goal: 400 }, shown(400, { goal: 400 }), arrive);
    assert.deepEqual(here.effects, ['tell', 'finish']);
    const below = after(running, { type: 'goal', goal: 300 }, shown(400, { goal: 300 }), arrive);
    assert.deepEqual(below.effects, ['tell', 'finish']);
  });

  it('does not arrive while a change waits, a command does, or runs are behind', () => {
    const running = after(opened(), move('end'), begin, shown(1000)).state;
    assert.deepEqual(after(running, { type: 'arrive', waits: true }).effects, []);
    assert.deepEqual(after(running, move('play'), arrive).effects, ['tell']);
    assert.deepEqual(after(running, shown(1000, { behind: 10 }), arrive).effects, []);
  });

  it('pauses at once, also before it has begun', () => {
    for (const events of [[move('play')], [move('play'), begin, shown(10)]]) {
      const { state, effects } = after(opened(), .../** @type {Event[]} */ (events), { type: 'pause' });
      assert.deepEqual(seen(state), { mode: 'rest', command: null, then: null });
      assert.equal(effects.at(-1), 'tell');
    }
  });

  it('rests, without a finish, where there is nothing left to do', () => {
    assert.deepEqual(after(opened(), shown(1000), move('end'), begin).effects, ['tell', 'tell']);
  });
});

describe('play at the end', () => {
  const rewinding = () => after(opened(), shown(1000), move('play'), begin);

  it('rewinds first', () => {
    assert.deepEqual(rewinding().effects, ['tell', 'rewind']);
    const { state, effects } = after(rewinding().state, shown(0), { type: 'rewound' });
    assert.deepEqual(effects, ['depart', 'tell']);
    assert.deepEqual([state.mode, state.origin], ['play', 0]);
  });

  it('is given up by a pause or another command meanwhile', () => {
    assert.deepEqual(after(rewinding().state, { type: 'pause' }, shown(0), { type: 'rewound' }).effects, ['tell']);
    const stepped = after(rewinding().state, move('steps', 3), shown(0), { type: 'rewound' }, begin).state;
    assert.equal(targetOf(stepped), 3);
  });
});

describe('an experiment that is opened', () => {
  /** @param {number} commands @param {number} [returnTo] @returns {Event} */
  const load = (commands, returnTo = 0) => ({ type: 'opened', commands, returnTo, goal: 500 });

  it('ends earlier movement', () => {
    const playing = after(opened(), move('play'), begin, shown(50)).state;
    const { state } = after(playing, { type: 'load-asked' }, load(playing.commands));
    assert.deepEqual(seen(state), { mode: 'rest', command: null, then: null });
    assert.equal(state.goal, 500);
  });

  it('keeps a command that was given after it was asked for', () => {
    const { state } = after(atRest(), { type: 'load-asked' }, move('play'), load(0));
    assert.deepEqual(seen(state), { mode: 'play', command: 'play', then: null });
  });

  it('returns to its iteration, without a finish, then executes the commands given meanwhile', () => {
    const returning = after(atRest(), load(0, 300));
    assert.deepEqual([returning.state.mode, targetOf(returning.state)], ['return', 300]);
    const alone = after(returning.state, shown(0), { type: 'return', to: 300 }, begin, shown(300), arrive);
    assert.deepEqual(alone.effects, ['tell', 'depart', 'tell', 'tell']);
    assert.equal(alone.state.mode, 'rest');

    const asked = after(returning.state, shown(0), move('play'), { type: 'return', to: 300 });
    assert.deepEqual(seen(asked.state), { mode: 'return', command: 'return', then: 'play' });
    assert.equal(targetOf(asked.state), 300);
    const back = after(asked.state, begin, shown(300, { goal: 500 }), arrive);
    assert.deepEqual(seen(back.state), { mode: 'play', command: 'play', then: null });
    assert.deepEqual(after(back.state, begin, shown(500, { goal: 500 }), arrive).effects, [
      'depart',
      'tell',
      'tell',
      'finish',
    ]);
  });

  it('does not return to the iteration of the one before, which opened while it was asked for', () => {
    const before = after(atRest(), load(0, 300), { type: 'load-asked' }).state;
    const asked = before.commands;
    const returning = after(before, shown(0), { type: 'return', to: 300 }).state;
    assert.deepEqual(seen(after(returning, load(asked)).state), { mode: 'rest', command: null, then: null });
    const played = after(before, move('play'), shown(0), { type: 'return', to: 300 }).state;
    assert.deepEqual(seen(after(played, load(asked)).state), { mode: 'play', command: 'play', then: null });
  });

  it('goes nowhere after it was lost, restarted or closed', () => {
    const { state, effects } = after(opened(), move('play'), begin, { type: 'stopped' });
    assert.deepEqual(seen(state), { mode: 'rest', command: null, then: null });
    assert.deepEqual(effects.slice(3), []);
  });
});

describe('a lab that is suspended', () => {
  it('goes on as before', () => {
    assert.equal(resumption(opened()), null);
    assert.deepEqual(resumption(after(opened(), move('play'), begin, shown(3)).state), { mode: 'play', to: 1000 });
    assert.deepEqual(resumption(after(opened(), move('end'), begin).state), { mode: 'end', to: 1000 });
    assert.deepEqual(resumption(after(opened(), move('steps', 5), begin, shown(2)).state), { mode: 'steps', to: 5 });
    assert.deepEqual(resumption(after(opened(), move('steps', 5)).state), { mode: 'steps', to: 5 });
    assert.equal(resumption(after(opened(), { type: 'return', to: 9 }).state), null);
  });

  it('takes steps to the end that they had, wherever it is by then', () => {
    /** @type {Event} */
    const resumed = { type: 'move', mode: 'steps', count: 5, from: 0 };
    const back = after(opened(), shown(3), resumed, shown(1), begin).state;
    assert.equal(targetOf(back), 5);
    assert.deepEqual(resumption(after(opened(), shown(3), resumed).state), { mode: 'steps', to: 5 });
    assert.equal(targetOf(after(opened(), shown(3), resumed, move('steps', 2), begin).state), 7);
    assert.equal(after(opened(), shown(8), resumed, begin).state.mode, 'rest', 'not back');
  });
});

describe('whatever happens', () => {
  const event = fc.oneof(
    fc.record({
      type: fc.constant('move'),
      mode: fc.constantFrom('play', 'steps', 'end'),
      count: fc.integer({ min: 1, max: 9 }),
    }),
    fc.constantFrom({ type: 'pause' }, { type: 'rest' }, { type: 'load-asked' }, begin, { type: 'rewound' }),
    fc.record({ type: fc.constant('goal'), goal: fc.integer({ min: 0, max: 20 }) }),
    fc.record({
      type: fc.constant('shown'),
      iteration: fc.integer({ min: 0, max: 20 }),
      goal: fc.constant(10),
      behind: fc.integer({ min: 0, max: 2 }),
    }),
    fc.record({ type: fc.constant('arrive'), waits: fc.boolean() }),
  );

  it('a lab at rest has no command, finishes only in coming to rest, and is not changed in place', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let state = Object.freeze(opened());
        for (const each of /** @type {Event[]} */ (events)) {
          const step = next(state, each);
          if (step.state.mode === 'rest')
            assert.deepEqual(seen(step.state), { mode: 'rest', command: null, then: null });
          if (step.effects.includes('finish')) {
            assert.deepEqual([each.type, step.state.mode], ['arrive', 'rest']);
            assert.notEqual(state.mode, 'rest');
          }
          state = Object.freeze(step.state);
        }
      }),
      { numRuns: 500 },
    );
  });
});
