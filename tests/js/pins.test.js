/** Pinned curves: their names, and how they are drawn. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalogue } from '../../www/experiment/catalogue.js';
import { drawPinned, pinnedCosts, pinnedEnd } from '../../www/charts/pinned-lines.js';
import { themes } from '../../www/charts/colours.js';
import { nameOf, pinOf, pinsOf } from '../../www/views/pins.js';
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
    assert.equal(nameOf(pin(late), experiment), 'rate 0.01 → 0.1 at 3,000');
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
  return { ctx, calls, names: () => calls.filter((call) => call.startsWith('fillText')) };
}

/** A plot of 100 iterations and costs up to 2. @param {number} width @returns {any} */
const plot = (width) => ({
  x: (/** @type {number} */ value) => 30 + (value / 100) * width,
  y: (/** @type {number} */ value) => 200 - 100 * value,
  left: 30,
  top: 0,
  width,
  height: 200,
  ratio: 1,
});

/** @param {string} name @param {number[]} ends */
const set = (name, ...ends) => ({
  name,
  lines: ends.map((end, slot) => ({ slot, iterations: [0, 50, 100], costs: [1, NaN, end] })),
});

describe('pinned curves', () => {
  it('are broken where a cost is not finite, and stay inside the plot', () => {
    const { ctx, calls } = recorder();
    drawPinned(ctx, plot(500), [set('seed 3', 0.5)], themes.light, '12px sans-serif');
    assert.ok(calls.includes('rect 30 0 500 200') && calls.includes('clip '));
    assert.deepEqual(
      calls.filter((call) => /^(moveTo|lineTo)/.test(call)),
      ['moveTo 30 100', 'moveTo 530 150'],
    );
  });

  it('have their names at their ends, none over another: each in a wide plot, one for a set in a narrow one', () => {
    const sets = [set('seed 3', 0.5, 0.52, 1.5), set('seed 4', 1)];
    const wide = recorder();
    drawPinned(wide.ctx, plot(500), sets, themes.light, '12px sans-serif');
    assert.deepEqual(
      wide.names().sort(),
      ['fillText seed 3 527 147', 'fillText seed 3 527 47', 'fillText seed 4 527 97'],
      'of two that end together, one is named',
    );
    const narrow = recorder();
    drawPinned(narrow.ctx, plot(200), sets, themes.light, '12px sans-serif');
    assert.equal(narrow.names().length, 2);
  });

  it('widen the axes', () => {
    assert.deepEqual(pinnedCosts([set('a', 0.5), set('b', 7)]), [
      [1, NaN, 0.5],
      [1, NaN, 7],
    ]);
    assert.deepEqual([pinnedEnd([set('a', 1)]), pinnedEnd([])], [100, 0]);
  });
});
