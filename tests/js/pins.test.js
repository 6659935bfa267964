/** Pinned curves: their names, and how they are drawn. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalogue } from '../../www/experiment/catalogue.js';
import { sketchCosts } from '../../www/charts/cost-chart.js';
import { drawMarksAbove } from '../../www/charts/cost-marks.js';
import { drawPinned, paleness, pinnedCosts, pinnedEnd } from '../../www/charts/pinned-lines.js';
import { themes } from '../../www/charts/colours.js';
import { pinsOf } from '../../www/views/pins.js';
import { nameOf, pinOf } from '../../www/views/results/pin-list.js';
import { emptyModel } from '../../www/player/model.js';

const { experiment } = catalogue.presets[0];

/** @param {any} over @returns {any} */
const changed = (over) => ({ ...experiment, ...over, training: { ...experiment.training, ...over.training } });

/** @param {any} [of] @returns {import('../../www/views/view.js').Pin} */
const pin = (of = experiment) => ({ preset: 'notebook', experiment: of, iteration: 10, lines: [] });

describe('the name of a pin', () => {
  it('is what its experiment has that the open one has not', () => {
    for (const [over, name] of /** @type {[any, string][]} */ ([
      [{ seed: 4 }, 'seed 3'],
      [{ training: { learningRate: 0.1 } }, 'rate 0.01'],
      [{ seed: 4, training: { learningRate: 0.1 } }, 'rate 0.01, seed 3'],
      [{ network: { hidden: [4], activation: 'relu' } }, 'other network'],
      [{}, 'seed 3'],
    ]))
      assert.equal(nameOf(pin(), changed(over)), name);
    const late = changed({ training: { learningRateChanges: [[3000, 0.1]] } });
    assert.equal(nameOf({ ...pin(late), iteration: 4000 }, experiment), 'rate 0.01 → 0.1 at 3,000');
  });

  it('has no change of the rate after the iteration up to which it was kept', () => {
    const late = changed({ training: { learningRateChanges: [[1000, 0.1], [3000, 0.5]] } }); // prettier-ignore
    const named = (/** @type {number} */ iteration) => nameOf({ ...pin(late), iteration }, changed({ seed: 4 }));
    assert.equal(named(1000), 'seed 3');
    assert.equal(named(1431), 'rate 0.01 → 0.1 at 1,000, seed 3');
    assert.equal(named(3001), 'rate 0.01 → 0.1 at 1,000 → 0.5 at 3,000, seed 3');
  });

  it('belongs to the preset that was open', () => {
    const model = { ...emptyModel(), preset: catalogue.presets[0] };
    const pins = [pin(), { ...pin(), preset: 'moons' }];
    assert.deepEqual(pinsOf(model, pins), [pins[0]]);
  });
});

it('a lab that has not trained has nothing to pin', () => {
  const view = (/** @type {any} */ frame) =>
    /** @type {any} */ ({ model: { ...emptyModel(), experiment, frame }, slotOf: () => 0 });
  const costs = [{ iterations: [0, 1], costs: [0.7, 0.6] }];
  assert.equal(pinOf(view(null)), null);
  assert.equal(pinOf(view({ measuredAt: 0, costs })), null);
  assert.deepEqual(pinOf(view({ measuredAt: 1, costs }))?.lines, [{ slot: 0, ...costs[0] }]);
});

/** Records what is drawn. */
function recorder() {
  /** @type {string[]} */
  const calls = [];
  const ctx = new Proxy(/** @type {any} */ ({}), {
    get: (state, name) =>
      name in state
        ? state[name]
        : (/** @type {any[]} */ ...values) => {
            calls.push(
              `${String(name)} ${values.map((value) => (typeof value === 'number' ? Math.round(value) : value)).join(' ')}`,
            );
            return { width: 40 };
          },
    set: (state, name, value) => {
      state[name] = value;
      return true;
    },
  });
  return { ctx, calls };
}

/** A plot of 100 iterations and costs up to 2. @returns {any} */
const plot = () => ({
  x: (/** @type {number} */ value) => 30 + 5 * value,
  y: (/** @type {number} */ value) => 200 - 100 * value,
  left: 30,
  top: 40,
  width: 500,
  height: 200,
  end: 600,
  ratio: 1,
});

/** @param {...number} ends */
const set = (...ends) => ({
  lines: ends.map((end, slot) => ({
    slot,
    iterations: Float64Array.of(0, 50, 100),
    costs: Float64Array.of(1, NaN, end),
  })),
});

/** @param {any} [over] */
const sketched = (over) => {
  const line = {
    label: 'He',
    slot: 0,
    iterations: Float64Array.of(0, 50),
    costs: Float64Array.of(0.7, 0.2),
    divergedAt: null,
  };
  const data = { lines: [line], end: 100, rateChanges: [], logarithmic: false, ...over };
  const box = { width: 500, height: 300, font: '12px sans-serif' };
  return { data, ...sketchCosts(data, themes.light, box, (text) => 6 * text.length) };
};

describe('pinned curves', () => {
  it('are broken where a cost is not finite, and stay inside the plot', () => {
    const { ctx, calls } = recorder();
    drawPinned(ctx, plot(), [set(0.5)], themes.light);
    assert.ok(calls.includes('rect 30 40 500 200') && calls.includes('clip '));
    assert.deepEqual(
      calls.filter((call) => /^(moveTo|lineTo)/.test(call)),
      ['moveTo 30 100', 'moveTo 530 150'],
    );
  });

  it('have no names in the chart, which would collide with curves and labels', () => {
    const { ctx, calls } = recorder();
    drawPinned(ctx, plot(), [set(0.5, 0.52, 1.5), set(1)], themes.light);
    assert.deepEqual(
      calls.filter((call) => call.includes('Text')),
      [],
    );
  });

  it('are told apart by how pale they are: the newest least', () => {
    assert.deepEqual(
      [0, 1, 2].map((place) => paleness(place, 3)).map((value) => value.toFixed(2)),
      ['0.39', '0.52', '0.70'],
    );
    assert.equal(paleness(0, 1), paleness(2, 3));
  });

  it('do not stretch a linear axis: it has the range of the present runs, and a mark where a pinned cost is beyond', () => {
    const alone = sketched();
    const spike = sketched({ pinned: [set(17.8612)] });
    assert.deepEqual(spike.sketch.y.range, alone.sketch.y.range);
    assert.deepEqual([alone.range.cutAt, spike.range.cutAt, spike.range.largest], [null, 1, 17.8612]);
    assert.equal(sketched({ pinned: [set(0.5)] }).range.cutAt, null);
    const { ctx, calls } = recorder();
    drawMarksAbove(ctx, plot(), { data: spike.data, cutAt: spike.range.cutAt, title: 0 }, themes.light, '12px serif');
    assert.deepEqual(
      calls.filter((call) => call.startsWith('fillText')).map((call) => call.split(' ')[1]),
      ['17.86'],
      'with the digits that the note has',
    );
  });

  it('have all of their iterations on the axis', () => {
    const end = (/** @type {any} */ over) => sketched(over).sketch.x.range[1];
    assert.deepEqual([end({ end: 40 }), end({ end: 40, pinned: [set(1)] }), end({ end: 400, pinned: [set(1)] })], [40, 100, 400]); // prettier-ignore
  });

  it('widen a logarithmic axis, which has a foot for a pinned 0', () => {
    const { sketch } = sketched({ logarithmic: true, pinned: [set(50), set(0)] });
    assert.ok(sketch.y.range[1] >= 50);
    assert.ok(/** @type {number} */ (sketch.y.foot) > 0);
    assert.deepEqual(/** @type {any} */ (sketch.y).texts()[0], '0');
    assert.equal(sketched({ logarithmic: true, pinned: [set(50)] }).sketch.y.foot, 0);
  });

  it('have an end and costs', () => {
    assert.deepEqual(pinnedCosts([set(0.5), set(7)]), [
      [1, NaN, 0.5],
      [1, NaN, 7],
    ]);
    assert.deepEqual([pinnedEnd([set(1)]), pinnedEnd([])], [100, 0]);
  });
});
