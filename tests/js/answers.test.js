/** Answers to predictions come from the runs alone. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createLab } from '../../www/engine/lab.js';
import { ASKS, answer, questionOf } from '../../www/lesson/answers.js';
import { inspected } from './inspected.js';

/** @typedef {import('../../www/element/results.js').Inspected} Inspected */

/** @type {{ start: Inspected, end: Inspected }} */
let notebook;
/** @type {Inspected} */
let deep;
before(async () => {
  const lab = await createLab({ preset: 'notebook' });
  const start = inspected(lab);
  lab.advance(15_000);
  notebook = { start, end: inspected(lab) };
  lab.free();
  const other = await createLab({ preset: 'deep_relu' });
  deep = inspected(other);
  other.free();
});

/** @param {Record<string, string>} data @param {string[]} options @param {Inspected} results */
const ask = (data, options, results) => answer(questionOf(data, options), results);

describe('an answer', () => {
  it('in an interval is the measured number, both ends included', () => {
    const { value, text, right } = ask(
      { asks: 'trainAccuracy' },
      ['0.75 to 0.9', '0.45 to 0.55', '0.5 to 1'],
      notebook.end,
    );
    assert.deepEqual([value, right], [0.5, 1], 'the first that holds');
    assert.equal(text, 'At iteration 15,000, Zeros classifies 50.00 % of the training points correctly.');
    const exact = 298 / 300;
    for (const [option, holds] of /** @type {[string, number][]} */ ([
      [`${exact} to 1`, 0],
      [`0 to ${exact}`, 0],
      ['0.9934 to 1', -1],
      ['0 to 0.9933', -1],
    ]))
      assert.equal(ask({ asks: 'trainAccuracy', run: '2' }, [option], notebook.end).right, holds, option);
    const tested = ask({ asks: 'testAccuracy', run: '1' }, ['0.8 to 0.9'], notebook.end);
    assert.deepEqual(tested, {
      value: 0.86,
      text: 'At iteration 15,000, Random × 10 classifies 86 % of the test points correctly.',
      right: 0,
    });
  });

  it('tells costs, that at iteration 0 wherever the lab is', () => {
    const { start, end } = notebook;
    const cost = ask({ asks: 'cost', run: '2' }, ['0.5 to 0.7', '0 to 0.1'], end);
    assert.deepEqual([cost.value, cost.right], [end.runs[2].cost, 1]);
    assert.equal(cost.text, 'At iteration 15,000, the cost of He is 0.06481.');
    const options = ['0 to 1', '100 to Infinity'];
    const early = ask({ asks: 'startCost', run: '1' }, options, start);
    assert.deepEqual(ask({ asks: 'startCost', run: '1' }, options, end), early);
    assert.deepEqual([early.value, early.right], [start.runs[1].cost, 1]);
    assert.equal(early.text, 'At iteration 0, the cost of Random × 10 is 1,774.');
    assert.equal(questionOf({ asks: 'startCost' }, options).anywhere, true);
  });

  it('names costs that are no number', () => {
    for (const [cost, right, word] of /** @type {[number, number, string][]} */ ([
      [Infinity, 1, '∞'],
      [Number.NaN, -1, 'not a number'],
    ])) {
      const [run] = notebook.end.runs;
      const told = ask({ asks: 'cost' }, ['0 to 1e9', '1e9 to Infinity'], {
        ...notebook.end,
        runs: [{ ...run, cost }],
      });
      assert.equal(told.right, right);
      assert.ok(told.text.includes(word), told.text);
    }
  });

  it('is a verdict, with its evidence', () => {
    const told = ask({ asks: 'verdict' }, ['learning solved', 'dead symmetric'], notebook.end);
    assert.deepEqual(told, {
      value: 'symmetric',
      text: 'At iteration 15,000, Zeros is symmetric. All units of each hidden layer are identical.',
      right: 1,
    });
    assert.equal(ask({ asks: 'verdict' }, ['sym', 'symmetrical'], notebook.end).right, -1);
  });

  it('is a run, or several that are equal', () => {
    const lowest = ask({ asks: 'lowest-cost' }, ['0', '1', '2'], notebook.end);
    assert.deepEqual([lowest.value, lowest.right], [[2], 2]);
    assert.match(lowest.text, /the costs are Zeros 0\.6931, Random × 10 0\.3810, He 0\.06481\. He has the lowest\.$/);
    const best = ask({ asks: 'highest-accuracy' }, ['1', '0 2'], notebook.end);
    assert.deepEqual([best.value, best.right], [[2], 1]);
    const [zeros, , he] = notebook.end.runs;
    const equal = ask({ asks: 'highest-accuracy' }, ['1', '2'], { ...notebook.end, runs: [zeros, he, he] });
    assert.deepEqual([equal.value, equal.right], [[1, 2], 0]);
    assert.match(equal.text, /He and He have the highest\.$/);
    const lost = ask({ asks: 'lowest-cost' }, ['0', '1'], {
      ...notebook.end,
      runs: [{ ...zeros, cost: Number.NaN }, he],
    });
    assert.deepEqual([lost.value, lost.right], [[1], 1], 'what is not a number is not the lowest');
    const none = ask({ asks: 'lowest-cost' }, ['0'], { ...notebook.end, runs: [{ ...zeros, cost: Number.NaN }] });
    assert.deepEqual([none.value, none.right], [[], -1]);
  });

  it('compares layers', () => {
    const { layers } = deep.runs[1].inspection;
    const gradient = ask({ asks: 'gradient', run: '1', until: '0' }, ['0.1 to 10', '0 to 0.1'], deep);
    assert.equal(gradient.value, layers[0].gradientRms / layers[30].gradientRms);
    const signal = ask({ asks: 'signal', run: '1', until: '0' }, ['0.1 to 10', '0 to 0.001'], deep);
    assert.equal(signal.value, layers[29].preActivationRms / layers[0].preActivationRms);
    assert.equal(signal.right, 1);
    assert.match(
      signal.text,
      /^At iteration 0, the rms of z in Xavier is .* in the last hidden layer and .* in the first: a ratio of /,
    );
    const zeros = ask({ asks: 'signal' }, ['0 to 1'], notebook.start);
    assert.deepEqual([zeros.value, zeros.right], [Number.NaN, -1]);
    assert.match(zeros.text, /z is 0 in every hidden layer of Zeros/);
    assert.deepEqual(ask({ asks: 'gradient' }, ['0 to 0.001'], notebook.start).right, 0, 'nothing reaches the first');
  });

  it('is none where the figure has no such run or points any more', () => {
    assert.deepEqual(ask({ asks: 'cost', run: '3' }, ['0 to Infinity'], notebook.end), {
      value: Number.NaN,
      text: 'The figure has no run 4 now.',
      right: -1,
    });
    const [run] = notebook.end.runs;
    const untested = { ...notebook.end, runs: [{ ...run, testAccuracy: null }] };
    assert.deepEqual(ask({ asks: 'testAccuracy' }, ['0 to 1'], untested).right, -1);
  });
});

describe('a question', () => {
  it('is about the end unless it says otherwise', () => {
    const { fits, ...question } = questionOf({ asks: 'cost' }, ['0 to 1']);
    assert.equal(fits.length, 1);
    assert.deepEqual(question, { asks: 'cost', run: 0, until: Infinity, anywhere: false });
    assert.equal(questionOf({ asks: 'cost', until: '0' }, []).until, 0);
  });

  it('that is written wrongly is refused in words', () => {
    for (const [data, options, words] of /** @type {[Record<string, string>, string[], RegExp][]} */ ([
      [{}, [], /^asks: "" is not allowed; must be one of trainAccuracy, /],
      [{ asks: 'toString' }, [], /^asks: "toString"/],
      [{ asks: 'cost', run: '-1' }, [], /^run: "-1" is not allowed; must be a whole number from 0/],
      [{ asks: 'cost', until: '1e3' }, [], /^until: "1e3"/],
      [{ asks: 'cost' }, ['0.5'], /^answer: "0.5" is not allowed; must be two numbers/],
      [{ asks: 'cost' }, ['1 to 0'], /^answer/],
      [{ asks: 'cost' }, ['low to high'], /^answer/],
      [{ asks: 'cost' }, [' to 1'], /^answer/],
      [{ asks: 'lowest-cost' }, ['He'], /^answer: "He" is not allowed; must be the places of runs/],
      [{ asks: 'lowest-cost' }, [''], /^answer/],
    ]))
      assert.throws(
        () => questionOf(data, options),
        (/** @type {Error} */ { name, message }) => name === 'RangeError' && words.test(message),
        JSON.stringify([data, options]),
      );
    assert.equal(ASKS.length, 9);
  });
});
