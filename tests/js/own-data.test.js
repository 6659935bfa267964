/** Custom points: their history, and the editor that passes them to the lab. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from './seeds.js';
import { MOST_POINTS, toCsv } from '../../www/data/csv.js';
import { EMPTY, History, add, near, nearest, splitAs, stateOf, without } from '../../www/data/edit.js';
import { DataEditor, EMPTY_ADVICE } from '../../www/data/editor.js';
import { balanceOf, counts } from '../../www/data/own-state.js';

/** @typedef {import('../../www/data/csv.js').Point} Point */
/** @typedef {import('../../www/data/edit.js').State} State */

/** @param {number} count @returns {Point[]} */
const line = (count) => Array.from({ length: count }, (_, k) => [k, 0, 0]);

describe('points being edited', () => {
  it('are added as training points, and at most 20,000', () => {
    const full = add(stateOf(line(3), line(2)), line(MOST_POINTS - 5));
    assert.deepEqual([full.train.length, full.test.length, full.all.length], [MOST_POINTS - 2, 2, MOST_POINTS]);
    assert.throws(() => add(full, [[0, 0, 1]]), { message: '20,001 points are too many; must be at most 20,000.' });
  });

  it('are erased wherever they are, and others stay', () => {
    const state = stateOf(line(3), line(2));
    const left = without(state, new Set([state.train[1], state.test[0]]));
    assert.deepEqual(left.train, [state.train[0], state.train[2]]);
    assert.deepEqual(left.test, [state.test[1]]);
    assert.equal(left.all.length, 3);
    assert.equal(without(state, new Set()), state);
  });

  it('are found by their distance', () => {
    const state = stateOf(line(5));
    assert.deepEqual(near(state.all, 1.9, 0, 1), [state.all[1], state.all[2]]);
    assert.equal(nearest(state.all, 1.9, 0, 1), state.all[2]);
    assert.equal(nearest(state.all, 9, 0, 1), undefined);
  });

  it('are split by their places, each in one part', () => {
    const state = splitAs(stateOf(line(4)), { train: [2, 0], test: [3, 1] });
    assert.deepEqual(state.train, [state.all[2], state.all[0]]);
    assert.deepEqual(state.test, [state.all[3], state.all[1]]);
  });

  it('are all trained on where a split would leave a class out of training', () => {
    const two = stateOf([...line(2), [5, 5, 1]]);
    assert.deepEqual(
      two.all.map(([, , label]) => label),
      [0, 0, 1],
    );
    const state = splitAs(two, { train: [1, 0], test: [2] });
    assert.deepEqual([state.train, state.test], [two.all, []]);
    assert.equal(splitAs(stateOf(line(3)), { train: [1, 0], test: [2] }).test.length, 1, 'one class has none to lose');
  });
});

describe('their history', () => {
  it('leads back and forth through every state, whatever was done', () => {
    const action = fc.oneof(
      fc.record({ add: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ erase: fc.integer({ min: 0, max: 9 }) }),
      fc.constant({ clear: true }),
      fc.constant({ undo: true }),
      fc.constant({ redo: true }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const history = new History(stateOf(line(2)));
        /** A simple model of a history. @type {State[]} */
        let states = [history.state];
        let at = 0;
        for (const one of /** @type {any[]} */ (actions)) {
          const { state } = history;
          if (one.undo) {
            history.undo();
            at = Math.max(0, at - 1);
          } else if (one.redo) {
            history.redo();
            at = Math.min(states.length - 1, at + 1);
          } else {
            const next = one.clear
              ? { ...EMPTY }
              : one.add
                ? add(state, line(one.add))
                : without(state, new Set(state.all.slice(one.erase, one.erase + 1)));
            history.push(next, 'something');
            if (next !== state) {
              states = [...states.slice(0, at + 1), next];
              at += 1;
            }
          }
          assert.equal(history.state, states[at]);
          assert.equal(history.last !== undefined, at > 0);
          assert.equal(history.next !== undefined, at < states.length - 1);
          assert.equal(history.state.all.length, history.state.train.length + history.state.test.length);
        }
      }),
    );
  });

  it('forgets the oldest: 200 steps of a few points, fewer of many', () => {
    const steps = (/** @type {number} */ count, /** @type {number} */ pushes) => {
      const points = line(count);
      const history = new History();
      for (let k = 0; k < pushes; k += 1) history.push(stateOf(points), `${k}`);
      let undone = 0;
      while (history.undo()) undone += 1;
      return undone;
    };
    assert.equal(steps(3, 500), 200);
    const many = steps(MOST_POINTS, 500);
    assert.ok(many >= 10 && many <= 100, `${many}`);
  });

  it('drops a step for good', () => {
    const history = new History(stateOf(line(1)));
    history.push(stateOf(line(2)), 'refused');
    history.drop();
    assert.equal(history.state.all.length, 1);
    assert.equal(history.next, undefined);
  });
});

/** An editor whose lab records its calls; `hold` delays its answers. */
function editor({ refuse = '' } = {}) {
  /** @type {{ dataset: any, keepBounds: boolean }[]} */
  const given = [];
  /** @type {(() => void)[]} */
  const held = [];
  const lab = {
    hold: false,
    refuse,
    use: async (/** @type {any} */ dataset, /** @type {boolean} */ keepBounds) => {
      given.push({ dataset, keepBounds });
      if (lab.hold) await new Promise((resolve) => held.push(() => resolve(undefined)));
      if (lab.refuse) throw new RangeError(lab.refuse);
    },
    split: async (/** @type {number} */ count, /** @type {number} */ share) => {
      const tests = Math.min(count - 1, Math.ceil(count * share));
      const places = Array.from({ length: count }, (_, k) => count - 1 - k);
      return { train: places.slice(tests), test: places.slice(0, tests) };
    },
    changed: () => {},
  };
  const own = new DataEditor(lab);
  const idle = async () => {
    for (let k = 0; k < 20; k += 1) await null;
  };
  const letGo = async () => {
    held.splice(0).forEach((go) => go());
    await idle();
  };
  return { own, lab, given, letGo, idle };
}

/** @param {DataEditor} own @param {[number, number][]} places */
function draw(own, ...places) {
  own.startStroke();
  for (const [x, y] of places) own.extend(x, y);
  own.endStroke((x, y) => `${x}, ${y}`);
}

describe('the editor', () => {
  it('takes text, sets a quarter aside, and names the classes', async () => {
    const { own, given } = editor();
    assert.equal(await own.useText('1,1,no\n2,2,yes\n3,3,no\n4,4,yes', 'section'), true);
    assert.deepEqual(given, [
      {
        dataset: {
          name: 'custom',
          points: [
            [3, 3, 0],
            [2, 2, 1],
            [1, 1, 0],
          ],
          testPoints: [[4, 4, 1]],
          classNames: ['no', 'yes'],
        },
        keepBounds: false,
      },
    ]);
    assert.equal(counts(own.state), '3 training + 1 test point; class 0 is “no”, class 1 is “yes”');
    assert.deepEqual(own.said, { place: 'section', text: '4 points taken.', problem: false });
    assert.equal(own.undoes, undefined, 'nothing was there before');
  });

  it('sets no point aside where a class would have none left to train on, and says so', async () => {
    const { own, given } = editor();
    await own.useText('1,2,1\n2,1,0', 'panels', 'two.csv');
    assert.deepEqual([given[0].dataset.points.length, given[0].dataset.testPoints.length], [2, 0]);
    assert.equal(
      own.said.text,
      'two.csv: 2 training + 0 test points. All are training points: with test points set aside, one class would have none left to train on.',
    );
    await own.split('section');
    assert.match(own.said.text, /^All are training points/);
  });

  it('keeps everything where text is wrong', async () => {
    const { own, given } = editor();
    await own.useText('1,1,0', 'section');
    const { state } = own;
    assert.equal(await own.useText('1,1,0\n1,x,0', 'panels', 'bad.csv'), false);
    assert.equal(own.state, state);
    assert.equal(given.length, 1);
    assert.deepEqual(own.said, {
      place: 'panels',
      text: 'bad.csv: Line 2, column 2 (y): “x” is not allowed; must be a number from −1,000,000 to 1,000,000. The points stay as they were.',
      problem: true,
    });
  });

  it('keeps the names of classes over drawing, undo and another split, and finds them in an experiment', async () => {
    const { own, given, idle } = editor();
    await own.useText('1,1,no\n2,2,yes\n3,3,no\n4,4,yes', 'section');
    own.start();
    own.choose(1);
    assert.equal(own.said.text, 'Class “yes”.');
    draw(own, [5, 6]);
    assert.equal(own.said.text, 'Class “yes” point at 5, 6; 5 points.');
    await idle();
    await own.split('section');
    own.undo();
    await idle();
    for (const { dataset } of given) assert.deepEqual(dataset.classNames, ['no', 'yes']);
    const other = editor().own;
    other.follow({ ...given[0].dataset, classNames: ['cat', 'dog'] });
    assert.deepEqual(other.state.names, ['cat', 'dog']);
    assert.equal(toCsv([[1, 2, 1]], ['cat', 'big "dog"']), 'x,y,label\n1,2,"big ""dog"""\n');
  });

  it('asks what a text leaves open, and takes it with the answers', async () => {
    const { own, given } = editor();
    assert.equal(await own.useText('1,234;999;a\n2,345;850;b\n3;4;c', 'panels', 'sheet.txt'), false);
    const { asking } = own.imports;
    assert.deepEqual(
      asking?.choices.map(({ option }) => option),
      ['decimal', 'positive'],
    );
    assert.deepEqual(own.said, { place: 'panels', text: '', problem: false });
    assert.equal(given.length, 0);
    assert.equal(await own.imports.answer({ decimal: '.' }), false, 'one answer is missing');
    assert.equal(await own.imports.answer({ positive: 'b' }), true);
    assert.equal(own.imports.asking, null);
    assert.deepEqual(
      own.state.all.map(([x, , label]) => [x, label]).toSorted((a, b) => a[0] - b[0]),
      [
        [3, 0],
        [1234, 0],
        [2345, 1],
      ],
    );
    assert.equal(
      own.said.text,
      'sheet.txt: 2 training + 1 test point; class 0 is “not b”, class 1 is “b”. The comma separates thousands: read 1,234 as 1234.',
    );
  });

  it('keeps everything where an answer is cancelled', async () => {
    const { own, given } = editor();
    await own.useText('1,1,0\n2,2,1', 'section');
    const { state } = own;
    await own.useText('1,1,a\n2,2,b\n3,3,c', 'section');
    own.imports.cancel();
    assert.equal(own.state, state);
    assert.equal(given.length, 1);
    assert.deepEqual(
      [own.said.text, own.said.problem],
      ['The text was not used. The points stay as they were.', false],
    );
  });

  it('says that there is one class, and that always guessing the larger one scores 98 %', () => {
    const many = Array.from({ length: 100 }, (_, k) => /** @type {[number, number, 0 | 1]} */ ([k, k, k < 2 ? 1 : 0]));
    assert.equal(balanceOf(stateOf(line(3))), 'There is one class: every point is “0”.');
    assert.equal(balanceOf(stateOf(many)), '98 % of the points are of class “0”: always guessing it scores 98 %.');
    assert.equal(balanceOf(stateOf([...line(3), [0, 0, 1], [0, 0, 1]])), '');
  });

  it('keeps everything where the lab refuses', async () => {
    const { own, lab } = editor();
    await own.useText('1,1,0', 'section');
    await own.useText('1,1,1', 'section');
    const { state, undoes } = own;
    assert.ok(undoes);
    lab.refuse = 'dataset.points: no';
    assert.equal(await own.useText('2,2,0', 'section'), false);
    assert.equal(own.state, state);
    assert.deepEqual([own.undoes, own.redoes], [undoes, undefined], 'and what was before can still be undone');
    assert.equal(own.said.text, 'dataset.points: no. The points stay as they were.');
  });

  it('draws training points, with the picture’s edges where they were, and says where', async () => {
    const { own, given, idle } = editor();
    await own.useText('1,1,0\n2,2,1\n3,3,0\n4,4,1', 'section');
    own.start();
    own.choose(1);
    draw(own, [5, 6]);
    assert.equal(own.said.text, 'Class 1 point at 5, 6; 5 points.');
    await idle();
    assert.deepEqual([given[1].dataset.points.at(-1), given[1].keepBounds], [[5, 6, 1], true]);
    assert.equal(given[1].dataset.testPoints.length, 1);
    draw(own, [5, 6], [7, 8]);
    assert.equal(own.said.text, '2 points of class 1; 7 points.');
    own.undo();
    assert.equal(own.said.text, 'Undid: drawing 2 points of class 1; 5 points.');
    await idle();
    assert.deepEqual([given.at(-1)?.dataset.points.length, given.at(-1)?.keepBounds], [4, true]);
    own.redo();
    await idle();
    assert.equal(given.at(-1)?.dataset.points.length, 6);
  });

  it('gives the lab one thing at a time, and then the newest', async () => {
    const { own, lab, given, letGo } = editor();
    await own.useText('1,1,0', 'section');
    own.start();
    lab.hold = true;
    draw(own, [1, 1]);
    for (let k = 0; k < 5; k += 1) draw(own, [k, k]);
    assert.equal(given.length, 2, 'the lab is asked once while it is at work');
    const { picture } = own;
    assert.equal(picture?.train.labels.length, 7, 'but the picture shows every point');
    own.follow(given[1].dataset);
    assert.equal(own.state.all.length, 7, 'and what the lab has by now changes nothing');
    await letGo();
    assert.equal(given.length, 3);
    assert.equal(given[2].dataset.points.length, 7);
    await letGo();
    assert.equal(given.length, 3);
    assert.equal(own.picture, picture, 'the lab has them all; they need not be painted once more');
  });

  it('erases the points under a stroke, and test points only where they are shown', async () => {
    const { own } = editor();
    own.follow({
      name: 'custom',
      points: [
        [0, 0, 0],
        [1, 0, 1],
      ],
      testPoints: [[0, 0, 1]],
    });
    own.start();
    own.choose('erase');
    own.startStroke();
    own.erase(0, 0, 0.5, false);
    own.endStroke();
    assert.equal(own.said.text, '1 point erased; 2 points.');
    assert.deepEqual([own.state.train.length, own.state.test.length], [1, 1]);
    own.startStroke();
    own.erase(0, 0, 0.5, true);
    own.endStroke();
    assert.equal(own.state.test.length, 0);
    own.eraseNearest(5, 5, 0.1, false);
    assert.equal(own.said.text, 'No point near enough to erase.');
  });

  it('leaves the lab as it is while there is no training point, and asks for one', async () => {
    const { own, given, idle } = editor();
    await own.useText('1,1,0\n2,2,1\n3,3,0\n4,4,1', 'section');
    own.clear();
    await idle();
    assert.equal(given.length, 1, 'the lab keeps what it has');
    assert.equal(own.drawing, true);
    assert.equal(own.said.text, `Cleared. ${EMPTY_ADVICE}`);
    assert.deepEqual([own.picture?.train.labels.length, own.picture?.test.labels.length], [0, 0]);
    draw(own, [2, 2]);
    await idle();
    assert.deepEqual(given[1].dataset, { name: 'custom', points: [[2, 2, 0]], testPoints: [] });
    own.undo();
    await idle();
    assert.equal(given.length, 2, 'empty again');
    own.stop();
    await idle();
    assert.equal(own.state.all.length, 4, 'the points that were there before');
    assert.equal(own.picture, null);
    assert.equal(given.at(-1)?.dataset.points.length, 3);
  });

  it('refuses a point too many, with nothing lost', async () => {
    const { own, idle } = editor();
    own.follow({ name: 'custom', points: line(MOST_POINTS - 1), testPoints: [] });
    own.start();
    own.startStroke();
    assert.equal(own.extend(1, 1), true);
    assert.equal(own.extend(2, 2), false);
    assert.deepEqual([own.said.text, own.said.problem], ['20,001 points are too many; must be at most 20,000.', true]);
    own.endStroke();
    await idle();
    assert.equal(own.state.all.length, MOST_POINTS);
  });

  it('splits anew from the order in which points came, not from the last split', async () => {
    const { own } = editor();
    await own.useText('1,1,0\n2,2,1\n3,3,0\n4,4,1', 'section');
    const { test } = own.state;
    await own.split('section');
    assert.deepEqual(own.state.test, test);
    own.share = 0;
    await own.split('section');
    assert.deepEqual(
      own.state.train.map(([x]) => x),
      [1, 2, 3, 4],
    );
    own.undo();
    assert.deepEqual(own.state.test, test);
  });

  it('follows the lab to other data, and finds its own again', async () => {
    const { own } = editor();
    await own.useText('1,1,0', 'section');
    own.start();
    own.follow({ name: 'moons' });
    assert.equal(own.drawing, false);
    own.follow({ name: 'custom', points: [[7, 7, 1]] });
    assert.deepEqual(own.state.train, [[7, 7, 1]]);
    assert.equal(own.undoes, undefined, 'another experiment has a history of its own');
  });

  it('drops a stroke that is broken off', () => {
    const { own, given } = editor();
    own.follow({ name: 'custom', points: [[0, 0, 0]] });
    own.start();
    own.startStroke();
    own.extend(1, 1);
    own.cancelStroke();
    own.endStroke();
    assert.equal(own.state.all.length, 1);
    assert.equal(given.length, 0);
  });
});
