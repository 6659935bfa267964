/** What a sweep says about itself, held to values made by hand. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compare, sweepSentences } from '../../www/export/sweep-sentences.js';
import { axisValue, fieldTitle, measureValue } from '../../www/export/sweep-words.js';

/** @param {ArrayLike<number>} sorted @param {number} q */
const quantile = (sorted, q) => sorted[Math.round(q * (sorted.length - 1))];

const COST = { name: 'cost', property: 'cost', title: 'Cost', help: '', smallerIsBetter: true };

/**
 * A sweep whose costs are given: run by run, cell by cell, seed by seed. Costs below 0.1 are solved.
 * @param {number[][][]} costs @param {any} [over] @returns {any}
 */
function shownOf(costs, over = {}) {
  const [height, width] = over.grid ?? [1, costs[0].length];
  const seeds = costs[0][0].length;
  const done = costs.flat(2).filter((cost) => !Number.isNaN(cost)).length;
  const cells = costs.flat().map((cell) => cell.filter((cost) => !Number.isNaN(cost)).sort((a, b) => a - b));
  const share = cells.map((cell) => cell.filter((cost) => cost < 0.1).length / cell.length);
  return {
    runs: ['Random', 'He'].slice(0, costs.length),
    axes: [],
    shape: [costs.length, height, width, seeds],
    measure: COST,
    results: { cost: Float64Array.from(costs.flat(2)), diverged: new Float64Array(costs.flat(2).length) },
    summary: {
      median: Float64Array.from(cells, (cell) => (cell.length ? quantile(cell, 0.5) : NaN)),
      solvedShare: Float64Array.from(share),
      solvedLow: Float64Array.from(share, (value) => value / 2),
      solvedHigh: Float64Array.from(share, (value) => (1 + value) / 2),
    },
    constant: [[], []].map(() => costs.map(() => false)),
    reaches: costs.map(() => null),
    done,
    total: costs.flat(2).length,
    ...over,
  };
}
const scale = {
  field: 'network.weightScale',
  title: 'weight scale',
  values: Float64Array.of(0.1, 1, 10),
  scale: 'log',
};
const rate = {
  field: 'training.learningRate',
  title: 'learning rate',
  values: Float64Array.of(0.01, 0.1),
  scale: 'log',
};

describe('the sentences of a sweep', () => {
  it('say nothing before anything is trained', () => {
    assert.deepEqual(sweepSentences(shownOf([[[NaN, NaN]]])), []);
  });

  it('count what is solved, and who beats whom, among the seeds of which both are done', () => {
    const shown = shownOf([[[0.5, 0.5, 0.05, 0.5, NaN]], [[0.01, 0.5, 0.06, 0.02, 0.01]]]);
    assert.deepEqual(sweepSentences(shown), [
      'Random solves 1 of 4 (95\u00a0% interval 13 to 63\u00a0%).',
      'He solves 4 of 5 (95\u00a0% interval 40 to 90\u00a0%).',
      'He beats Random in 2 of 4 seeds, and is equal in 1: 2.5 of 4 if ties count half.',
    ]);
  });

  it('name the winner first, whichever run comes first, and say where all are equal', () => {
    const told = (/** @type {number[][][]} */ costs) => sweepSentences(shownOf(costs)).at(-1);
    assert.equal(told([[[0.1, 0.2]], [[0.3, 0.4]]]), 'Random beats He in 2 of 2 seeds.');
    assert.equal(told([[[0.3, 0.3]], [[0.3, 0.3]]]), 'Random and He are equal in all 2 seeds.');
  });

  it('compare by what is better in the measure, and count two that never solve as equal', () => {
    assert.deepEqual(compare([0.9, 0.8], [0.7, 0.8], false), { wins: 1, ties: 1, losses: 0, count: 2 });
    assert.deepEqual(compare([Infinity, 10], [Infinity, Infinity], true), { wins: 1, ties: 1, losses: 0, count: 2 });
  });

  it('tell shares of the seeds, not medians, of what a network is or is not', () => {
    const measure = { name: 'collapsed', property: 'collapsed', title: 'Collapsed', smallerIsBetter: true };
    const cells = [[1, 1, 0, 1], [0, 0, 0, 1], [0, 0, 0, 0]]; // prettier-ignore
    const shown = shownOf([cells], { axes: [scale], measure });
    shown.results.collapsed = Float64Array.from(cells.flat());
    assert.deepEqual(sweepSentences(shown), ['Random: collapsed in 75\u00a0% of the seeds at weight scale 0.1, and in 0\u00a0% at 10.']); // prettier-ignore
  });

  it('say from where to where a run is solved along an axis', () => {
    const solved = [0.01, 0.02];
    const not = [0.5, 0.6];
    const told = (/** @type {number[][]} */ cells, over = {}) =>
      sweepSentences(shownOf([cells], { axes: [scale], ...over }))[0];
    assert.equal(told([not, solved, solved]), 'Random solves at least half of the seeds at weight scale 1 to 10.');
    assert.equal(told([not, solved, not]), 'Random solves at least half of the seeds only at weight scale 1.');
    assert.equal(
      told([solved, not, solved]),
      'Random solves at least half of the seeds at 2 values of the weight scale, from 0.1 to 10.',
    );
    assert.equal(told([not, not, not]), 'Random never solves half of the seeds.');
    const open = [NaN, NaN];
    assert.equal(told([not, open, open]), 'Random has not solved half of the seeds so far.');
    assert.equal(told([[0.5], [0.01], [0.02]]), 'Random solves the task at weight scale 1 to 10.');
    assert.equal(
      told([not, not, not], { constant: [[true]] }),
      'Random is not changed by the weight scale: its median cost is 0.6000.',
    );
  });

  it('count layers as layers, not as places of an axis', () => {
    const depth = { field: 'depth', title: 'hidden layers', values: Float64Array.of(1, 2, 5), scale: 'linear' };
    const [solved, not] = [
      [0.01, 0.02],
      [0.5, 0.6],
    ];
    const told = (/** @type {number[][]} */ cells) => sweepSentences(shownOf([cells], { axes: [depth] }))[0];
    assert.equal(told([solved, solved, not]), 'Random solves at least half of the seeds with 1 to 2 hidden layers.');
    assert.equal(told([solved, not, not]), 'Random solves at least half of the seeds only with 1 hidden layer.');
    assert.equal(
      told([solved, solved, solved]),
      'Random solves at least half of the seeds with every number of hidden layers.',
    );
    const map = shownOf([[[0.5], [0.01], [0.5], [0.5], [0.02], [0.5]]], {
      axes: [scale, { ...depth, values: Float64Array.of(1, 2) }],
      grid: [2, 3],
    });
    assert.match(sweepSentences(map)[0], /its lowest cost is 0\.01000, at weight scale 1, 1 hidden layer\.$/);
  });

  it('say of one seed that it is one', () => {
    assert.equal(sweepSentences(shownOf([[[0.1]], [[0.3]]])).at(-1), 'Random beats He in 1 of 1 seed.');
    assert.equal(sweepSentences(shownOf([[[0.3]], [[0.3]]])).at(-1), 'Random and He are equal in the one seed.');
  });

  it('count solved cells of a map and name the best one', () => {
    const shown = shownOf([[[0.5], [0.01], [0.5], [0.5], [0.02], [NaN]]], { axes: [scale, rate], grid: [2, 3] });
    assert.deepEqual(sweepSentences(shown), [
      'Random solves the task in 2 of 5 cells trained so far; its lowest cost is 0.01000, at weight scale 1, learning rate 0.01.',
    ]);
  });

  it('count divergences', () => {
    const shown = shownOf([[[0.5, 0.6]], [[0.5, 0.4]]]);
    shown.results.diverged.set([1, 1, 0, 1]);
    assert.deepEqual(sweepSentences(shown).slice(-2), [
      '2 trainings of Random diverged.',
      '1 training of He diverged.',
    ]);
  });

  it('name fields, values and measures in words', () => {
    const fields = [
      'network.weightScale',
      'training.learningRate',
      'training.beta1',
      'runs.gain',
      'depth',
      'dataset.noise',
    ];
    assert.deepEqual(fields.map(fieldTitle), [
      'weight scale',
      'learning rate',
      'beta 1',
      'gain',
      'hidden layers',
      'noise',
    ]);
    assert.deepEqual([axisValue(15000), axisValue(0.0123456)], ['15,000', '0.0123']);
    const told = [
      measureValue('iterations_to_solve', Infinity),
      measureValue('train_accuracy', 0.9875),
      measureValue('cost', NaN),
    ];
    assert.deepEqual(told, ['never', '98.8 %', '–']);
  });
});
