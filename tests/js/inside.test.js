import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { themes } from '../../www/charts/colours.js';
import { bars, edges, fullest, histogramTicks, outside, total } from '../../www/charts/histogram.js';
import {
  ACTIVATION_END,
  STROKE,
  activationColour,
  activationIndex,
  activationTable,
  asActivation,
  hit,
  layout,
  neighbour,
  shownLayers,
  shownUnits,
  strokeOf,
  thinned,
} from '../../www/charts/network-diagram.js';
import { decades, signalLayout } from '../../www/charts/signal-chart.js';
import { inside, twins } from '../../www/engine/inside.js';
import { createLab } from '../../www/engine/lab.js';
import { PARTS, drawnLook, heldTo, newInside, renewInside } from '../../www/views/inside/inside-look.js';
import { catalogue } from '../../www/experiment/catalogue.js';
import { nearestPoint } from '../../www/views/inside/follow.js';
import { share } from '../../www/views/inside/inside-parts.js';
import { signalWords } from '../../www/views/inside/signal-words.js';
import { ill, worth, wrong } from '../../www/views/inside/units.js';

const EM = 12;
const BOUNDS = { xMin: -1, xMax: 1, yMin: -1, yMax: 1 };
/** @param {number[]} hidden */
const layersOf = (hidden) => [...hidden, 1].map((units, k) => ({ units, inputs: k === 0 ? 2 : hidden[k - 1] }));

describe('a share', () => {
  it('has one decimal, and as many more as say that it is neither none nor all', () => {
    const shown = [0, 1, 0.5, 1 / 3, 0.0004, 0.99967, 1e-5, 1 - 1e-5].map((value) =>
      share(value).replace('\u00a0', ' '),
    );
    assert.deepEqual(shown, ['0 %', '100 %', '50 %', '33.3 %', '0.04 %', '99.97 %', '0.001 %', '99.999 %']);
    assert.equal(share(null), '–');
    assert.equal(share(null, 'none'), 'none');
    assert.match(share(NaN), /NaN/);
  });
});

describe('the network diagram', () => {
  it('shows every unit of a small network, inside the picture and without overlap, at any width', () => {
    for (const hidden of [[], [1], [10, 5], [6, 6], Array.from({ length: 30 }, () => 256)]) {
      for (const width of [150, 180, 290, 400, 900]) {
        const { columns, side, height, vertical } = layout(layersOf(hidden), width, EM);
        assert.equal(vertical, width < 15 * EM);
        assert.ok(side >= 7, `${side} px at ${width}`);
        const spots = columns.flatMap(({ units }) => units);
        for (const { x, y } of spots) {
          assert.ok(x - side / 2 >= 0 && x + side / 2 <= width + 1e-9, `x ${x} of ${width}`);
          assert.ok(y - side / 2 >= 0 && y + side / 2 <= height, `y ${y} of ${height}`);
        }
        spots.forEach((a, i) =>
          spots
            .slice(i + 1)
            .forEach((b) => assert.ok(Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) > side, 'apart')),
        );
      }
    }
  });

  it('thins out 30 layers of 256 units, and says how much', () => {
    assert.deepEqual([1, 10, 11, 256].map(shownUnits), [1, 10, 8, 8]);
    assert.deepEqual(shownLayers(4, 8), { layers: [0, 1, 2, 3], stride: 1 });
    assert.deepEqual(shownLayers(31, 8), { layers: [0, 5, 10, 15, 20, 25, 30], stride: 5 });
    const layers = layersOf(Array.from({ length: 30 }, () => 256));
    const { columns, stride } = layout(layers, 400, EM);
    assert.deepEqual([columns[0].layer, columns[1].layer, columns.at(-1)?.layer], [-1, 0, 30]);
    assert.equal(columns[1].units.length, 8);
    assert.equal(thinned(layers, stride), `Shown: every ${stride}th of 31 layers, 8 of 256 units.`);
    assert.equal(thinned(layersOf([10, 5]), 1), '', 'nothing is left out');
    assert.equal(thinned(layersOf([256]), 1), 'Shown: 8 of 256 units.');
    assert.match(thinned(layers, 2), /every 2nd/);
  });

  it('has one scale of widths and colours, which ends where the legend says', () => {
    assert.deepEqual([0, 0.1, 1, -1, 2, 50].map(strokeOf), [0, 0.3, 1.5, 1.5, 3, 3]);
    assert.equal(strokeOf(1e-9), STROKE.least);
    assert.deepEqual(activationColour(themes.light, 2), activationColour(themes.light, 1e9));
    assert.notDeepEqual(activationColour(themes.light, 1.5), activationColour(themes.light, 2));
    assert.notDeepEqual(activationColour(themes.light, 1), activationColour(themes.light, -1));
    assert.deepEqual([0, 0.5, 1].map(asActivation), [-ACTIVATION_END, 0, ACTIVATION_END]);
    for (const theme of Object.values(themes)) {
      const table = new Uint8Array(activationTable(theme).buffer);
      for (const a of [-2, 0, 2, NaN])
        assert.deepEqual(
          [...table.slice(4 * activationIndex(a), 4 * activationIndex(a) + 3)],
          activationColour(theme, a),
        );
    }
  });

  it('is read by pointer and by arrow keys, units and layers alike', () => {
    const at = layout(layersOf([10, 5]), 400, EM);
    for (const { layer, units, label } of at.columns.slice(1)) {
      for (const { unit, x, y } of units) assert.deepEqual(hit(at, x + 3, y - 3), { layer, unit });
      assert.deepEqual(hit(at, label.x, label.y), { layer, unit: -1 });
    }
    assert.equal(hit(at, 399, at.height - 1), null);
    const go = (/** @type {string[]} */ ...keys) =>
      keys.reduce((/** @type {any} */ from, key) => neighbour(at, from, key) ?? from, null);
    assert.deepEqual(go('ArrowDown'), { layer: 0, unit: 0 });
    assert.deepEqual(go('ArrowDown', 'ArrowDown', 'ArrowRight'), { layer: 1, unit: 1 });
    assert.deepEqual(go('ArrowDown', 'ArrowUp', 'ArrowUp'), { layer: 0, unit: -1 }, 'the label, and no further');
    assert.deepEqual(go('ArrowDown', ...Array(20).fill('ArrowDown'), 'ArrowRight'), { layer: 1, unit: 4 });
    assert.deepEqual(go('ArrowDown', ...Array(9).fill('ArrowRight')), { layer: 2, unit: 0 });
    assert.equal(neighbour(at, null, 'a'), null);
    const tall = layout(layersOf([10, 5]), 150, EM);
    assert.deepEqual(neighbour(tall, { layer: 0, unit: 0 }, 'ArrowDown'), { layer: 1, unit: 0 });
  });
});

describe('signals by layer', () => {
  const box = { width: 400, height: 200, em: EM, labels: 0 };

  it('have a range of whole decades that holds every positive value', () => {
    assert.deepEqual(decades([0.02, 3, 0, NaN]), { low: 0.01, high: 10 });
    assert.deepEqual(decades([0, NaN]), { low: 0.1, high: 10 });
    for (const value of [1, 1e-12, 7e8]) {
      const { low, high } = decades([value]);
      assert.ok(low <= value && value <= high && high / low > 99);
    }
  });

  it('puts runs on one scale, zeros below every other value, and omits non-finite values', () => {
    const lines = [
      { label: 'a', slot: 0, values: [1, 0.01, 0] },
      { label: 'b', slot: 1, values: [0.01, NaN, 1], expected: [1, NaN, 0.1] },
    ];
    const at = signalLayout({ lines, layers: 3, range: decades([1, 0.01]) }, box);
    const [a, b] = at.lines;
    assert.equal(a[0]?.y, b[2]?.y, 'the same value is as high in every run');
    assert.equal(a[1]?.y, b[0]?.y);
    assert.deepEqual(a[2], { x: at.x(3), y: at.zero, zero: true });
    assert.ok(at.zero > at.bottom && at.zero < at.foot);
    assert.equal(b[1], null);
    assert.deepEqual([at.anyZero, at.expected[1][0]?.y, at.expected[1][1]], [true, a[0]?.y, null]);
    assert.equal(signalLayout({ lines: [lines[1]], layers: 3, range: decades([1]) }, box).anyZero, false);
    const high = (/** @type {number} */ k) =>
      (at.ticks[k].y - at.ticks[0].y) / Math.log10(at.ticks[k].value / at.ticks[0].value);
    assert.ok(at.ticks.length > 2);
    at.ticks
      .slice(1)
      .forEach((_, k) => assert.ok(Math.abs(high(k + 1) - high(1)) < 1e-9, 'a decade is as high everywhere'));
  });

  it('numbers layers, thinned to the available space', () => {
    const at = signalLayout({ lines: [], layers: 31, range: decades([1]) }, box);
    assert.ok(
      at.layers.length <= 14 && at.layers.every((layer) => Number.isInteger(layer) && layer >= 1 && layer <= 31),
    );
    assert.deepEqual(signalLayout({ lines: [], layers: 3, range: decades([1]) }, box).layers, [1, 2, 3]);
  });
});

describe('histograms', () => {
  const histogram = { low: -4, high: 4, counts: [2, 0, 6, 0], below: 1, above: 12, zeros: 0 };

  it('count values outside the axis, and zeros of magnitudes', () => {
    assert.equal(total(histogram), 21);
    assert.deepEqual(outside(histogram, false), { below: '1 below', above: '12 above', zeros: '' });
    assert.equal(outside({ ...histogram, zeros: 3000 }, true).zeros, '3,000 × 0');
    assert.equal(outside({ ...histogram, above: 0 }, false).above, '');
  });

  it('have bars of the share of all values, as high as the fullest bin now and at iteration 0', () => {
    assert.equal(fullest(histogram, null), 6 / 21);
    assert.equal(fullest(histogram, { ...histogram, counts: [0, 20, 0, 0] }), 20 / 33);
    assert.deepEqual(
      bars(histogram, 6 / 21).map(({ bin, x, height }) => [bin, x, Number(height.toFixed(12))]),
      [
        [0, 0, Number((1 / 3).toFixed(12))],
        [2, 0.5, 1],
      ],
    );
    assert.deepEqual(bars({ ...histogram, counts: [0, 0, 0, 0] }, 1), []);
  });

  it('have the core’s bins, the same for every layer and run', async () => {
    const lab = await createLab({ preset: 'notebook' });
    for (const kind of /** @type {const} */ (['weights', 'activations', 'gradients'])) {
      const all = [0, 1, 2].flatMap((run) => lab.inspect(run).layers.map((layer) => layer[kind]));
      assert.ok(
        all.every(
          ({ low, high, counts }) =>
            low === all[0].low && high === all[0].high && counts.length === all[0].counts.length,
        ),
      );
    }
    const { layers } = lab.inspect(1);
    assert.equal(total(layers[0].weights), 20);
    assert.ok(layers[0].weights.above + layers[0].weights.below > 5, 'random × 10 is mostly outside');
    assert.equal(total(layers[1].gradients), 5 * 300);
    assert.deepEqual(edges(layers[0].weights, 40), [0, 0.1]);
    assert.deepEqual(
      histogramTicks(layers[0].weights, false).map(({ text }) => text),
      ['−4', '−2', '0', '2', '4'],
    );
    assert.deepEqual(
      histogramTicks(layers[0].gradients, true).map(({ text }) => text),
      ['10⁻¹²', '10⁻⁸', '10⁻⁴', '1'],
    );
    lab.free();
  });
});

describe('what the worker sends', () => {
  it('is the core’s own, with iteration 0 only where it is asked for', async () => {
    const lab = await createLab({ preset: 'notebook' });
    lab.advance(50);
    const sent = inside(lab, [0, 1, 2], {
      bounds: BOUNDS,
      starts: [false, true, false],
      follow: { point: [0.5, 0.2], label: 1 },
      parts: PARTS,
    });
    assert.deepEqual(
      sent.map(({ inspection }) => inspection),
      [0, 1, 2].map((run) => lab.inspect(run)),
    );
    assert.deepEqual(
      sent.map(({ start }) => start !== null),
      [false, true, false],
    );
    assert.deepEqual(sent[1].start, { inspection: lab.inspect(1, { start: true }), expected: lab.expectedSignals(1) });
    assert.deepEqual(sent[2].followed, lab.follow(2, [0.5, 0.2], 1));
    assert.deepEqual(sent[2].layers[1].weights, lab.parameters(2)[1].weights);
    assert.equal(sent[2].fields.length, (10 + 5 + 1) * sent[2].side ** 2);
    lab.free();
  });

  it('has what takes long only where it is asked for', async () => {
    const lab = await createLab({ runs: [{ initializer: 'he' }] });
    const request = { bounds: BOUNDS, starts: [true], follow: null };
    const [none] = inside(lab, [0], { ...request, parts: [] });
    assert.deepEqual([none.fields.length, none.updates.length, none.start?.expected], [0, 0, null]);
    const [all] = inside(lab, [0], { ...request, parts: PARTS });
    assert.deepEqual(all.updates, lab.updateRatios(0));
    assert.deepEqual(all.start?.expected, lab.expectedSignals(0));
    assert.deepEqual(none.inspection, all.inspection);
    lab.free();
  });

  it('has no more units of a large layer than are shown', async () => {
    const lab = await createLab({ network: { hidden: [256, 12] }, runs: [{ initializer: 'he' }] });
    const request = { bounds: BOUNDS, starts: [true], follow: null, parts: PARTS };
    const [{ layers, fields, side, followed }] = inside(lab, [0], request);
    assert.deepEqual(
      layers.map(({ biases, weights }) => [biases.length, weights.length]),
      [
        [8, 16],
        [8, 8 * 256],
        [1, 12],
      ],
    );
    assert.equal(fields.length, (8 + 8 + 1) * side ** 2);
    assert.equal(followed, null);
    lab.free();
  });

  it('says which units are equal, as the core counts them', async () => {
    for (const preset of ['notebook', 'symmetry', 'framework_defaults']) {
      const lab = await createLab({ preset });
      lab.advance(20);
      lab.experiment.runs.forEach((_, run) => {
        const parameters = lab.parameters(run);
        lab
          .inspect(run)
          .layers.forEach(({ distinct, units }, layer) =>
            assert.equal(
              new Set(twins(parameters, layer, units)).size,
              distinct,
              `${preset}, run ${run}, layer ${layer}`,
            ),
          );
      });
      lab.free();
    }
  });
});

describe('words', () => {
  it('summarize a network, and name the layers with problems', async () => {
    const lab = await createLab({ preset: 'notebook' });
    const plain = (/** @type {string} */ text) => text.replaceAll('\u00a0', ' ');
    assert.equal(worth(lab.inspect(0)), 'All units of each hidden layer are identical.');
    assert.equal(
      plain(ill(lab.inspect(0))),
      'Layer 1: 1 of 10 units distinct, rank 0 of 2, 100 % dead; layer 2: 1 of 5 units distinct, rank 0 of 5, 100 % dead.',
    );
    assert.equal(worth(lab.inspect(2)), 'All 15 hidden units are distinct.');
    lab.free();
    const deep = await createLab({ preset: 'deep_relu' });
    assert.match(plain(ill(deep.inspect(0))), /; and \d+ more layers\.$/);
    deep.free();
  });

  it('define every verdict that docs/verdicts.md has, and no other', async () => {
    const docs = await readFile(new URL('../../docs/verdicts.md', import.meta.url), 'utf8');
    const words = new Set(Array.from(docs.matchAll(/^\| `(\w+)` \|/gm), ([, word]) => word));
    assert.deepEqual(new Set(catalogue.verdicts.map(({ name }) => name)), words);
  });
});

describe('following', () => {
  it('takes the nearest training point within reach', () => {
    const points = [0, 0, 1, 1, 1.1, 1];
    assert.equal(nearestPoint(points, 1.04, 1, 0.1), 1);
    assert.equal(nearestPoint(points, 1.06, 1, 0.1), 2);
    assert.equal(nearestPoint(points, 0.5, 0.5, 0.1), -1);
    assert.equal(nearestPoint(points, 9, 9, Infinity), 2);
  });

  it('keeps a place but not the label of a point that is no more, nor a unit that is not there', () => {
    /** @type {import('../../www/views/inside/inside-look.js').InsideLook} */
    const look = {
      ...newInside(),
      follow: { point: /** @type {[number, number]} */ ([1, 2]), label: /** @type {1} */ (1), index: 0 },
    };
    const model = (/** @type {number[]} */ points, /** @type {number[]} */ labels, hidden = [4]) =>
      /** @type {any} */ ({ experiment: { network: { hidden }, runs: [{}] }, points: { train: { points, labels } } });
    const renewed = (/** @type {Partial<typeof look>} */ part, /** @type {any} */ of) => ({
      ...look,
      ...part,
      ...renewInside({ ...look, ...part }, of),
    });
    assert.equal(renewed({}, model([1, 2], [1])).follow, look.follow);
    assert.deepEqual(renewed({}, model([1, 2], [0])).follow, { point: [1, 2] });
    const at = { selected: { layer: 0, unit: 3 }, layer: 1 };
    const same = renewed(at, model([1, 2], [1]));
    assert.deepEqual([same.selected, same.layer], [{ layer: 0, unit: 3 }, 1]);
    const smaller = renewed(at, model([1, 2], [1], [3]));
    assert.deepEqual([smaller.selected, smaller.layer], [null, 1]);
    assert.equal(renewed(at, model([1, 2], [1], [])).layer, 0);
  });

  it('holds the look to the frame that is drawn, while the experiment is ahead of it', () => {
    const look = { ...newInside(), only: 2, layer: 4, selected: { layer: 4, unit: -1 } };
    const frame = (/** @type {number} */ runs, /** @type {number[]} */ units) =>
      /** @type {any} */ ({
        runs: Array(runs).fill({}),
        inside: Array(runs).fill({ inspection: { layers: units.map((n) => ({ units: n })) } }),
      });
    const of = (/** @type {any} */ drawn) => {
      const { only, layer, selected } = drawnLook(look, drawn);
      return [only, layer, selected];
    };
    assert.deepEqual(of(frame(3, [6, 6, 6, 6, 6, 1])), [2, 4, look.selected]);
    assert.deepEqual(of(frame(2, [3, 1])), [null, 0, null]);
    assert.equal(drawnLook(look, null), look);
    assert.equal(heldTo({ ...look, selected: { layer: -1, unit: 0 } }, { runs: 3, units: [3, 1] }).selected, null);
  });
});

describe('the words about predictions', () => {
  it('say none, some and all', () => {
    const words = (/** @type {number} */ sureAndWrong) =>
      wrong(/** @type {any} */ ({ sureAndWrong })).replaceAll('\u00a0', ' ');
    assert.equal(words(0), 'No prediction is confidently wrong.');
    assert.equal(words(0.5), '50 % of the predictions are confidently wrong (p below 0.001 or above 0.999).');
    assert.match(words(1), /^100 % of the predictions/);
  });
});

describe('the words about signals', () => {
  /** @param {number[]} z @param {number[]} dz @param {number[]} between @param {number[]} dw */
  const words = (z, dz, between = z, dw = z.map(() => 1)) =>
    signalWords(
      /** @type {any} */ ({
        layers: z.map((preActivationRms, k) => ({
          preActivationRms,
          preActivationBetweenSamples: between[k],
          gradientRms: dz[k],
          weightGradientRms: dw[k],
        })),
      }),
    ).replaceAll('\u00a0', ' ');
  const same = [1, 1, 1, 1];

  it('say what the error signal does on its way back', () => {
    const error = (/** @type {number[]} */ ...dz) => words(same, dz, same, [0, 1, 1, 1]);
    assert.equal(error(1e-6, 1e-4, 1e-2, 1), 'The error signal at layer 1 is 10⁶ times smaller than at the output.');
    assert.equal(error(5.84e7, 1, 1, 1), 'The error signal at layer 1 is 5.8 · 10⁷ times larger than at the output.');
    assert.equal(error(1, 1, 1, 3217), 'The error signal at layer 1 is 3,200 times smaller than at the output.');
    assert.equal(error(0, 1, 1, 1), 'No error signal reaches layer 1.');
    assert.equal(error(0, 0, 0, 1), 'No error signal reaches layers 1 to 3.');
    assert.equal(error(0, 0, 0, 0), 'The error signal is 0 at the output, so the gradient of every weight is 0.');
    assert.equal(error(1, 0.01, 1, 1), 'The error signal differs by a factor of 100 between layers.');
    assert.equal(
      error(1e-320, 1, 1, 1),
      'The error signal at layer 1 is more than 10³⁰⁸ times smaller than at the output.',
    );
  });

  it('say what the weights’ gradient does beside an error signal that vanishes or explodes', () => {
    const gradient = (/** @type {number} */ error, /** @type {number[]} */ ...dw) =>
      words(same, [error, 1, 1, 1], same, dw).split('. ')[1];
    assert.equal(
      gradient(1e-4, 0.3, 1, 1, 1),
      'The weights’ gradient at layer 1 has about the size of that at the output.',
    );
    assert.equal(
      gradient(1e-4, 0.002, 1, 1, 1),
      'The weights’ gradient at layer 1 is 500 times smaller than at the output.',
    );
    assert.equal(gradient(139, 42, 1, 1, 1), 'The weights’ gradient at layer 1 is 42 times larger than at the output.');
    assert.equal(
      words(same, same, same, [1e-4, 1, 1, 1]),
      'Signals keep their size through all layers, forward and backward.',
    );
  });

  it('say that a network forgets its input while biases keep its signal up', () => {
    const forgets = (/** @type {number[]} */ ...between) => words(same, same, between);
    assert.equal(
      forgets(1, 0.1, 0.01, 0.004),
      'The network forgets its input: z differs between samples 250 times less at the output than at layer 1.',
    );
    assert.equal(forgets(1, 0.1, 0.02, 0.011), 'Signals keep their size through all layers, forward and backward.');
    assert.equal(
      words([1, 0.1, 0.01, 0.001], same),
      'The signal at the output is 1,000 times smaller than at layer 1.',
      'a signal that vanishes as a whole is not forgotten',
    );
  });

  it('say what the signal does on its way forward', () => {
    const signal = (/** @type {number[]} */ ...z) => words(z, same);
    assert.equal(signal(1, 2, 3, 9.9), 'Signals keep their size through all layers, forward and backward.');
    assert.equal(signal(0.1, 1, 10, 50), 'The signal at the output is 500 times larger than at layer 1.');
    assert.equal(signal(1, 1, 1, 1e-8), 'The signal at the output is 10⁸ times smaller than at layer 1.');
    assert.equal(signal(0, 0, 0, 0), 'Layer 1 gives the same value for every sample.');
    assert.equal(signal(1, 1, 0, 0), 'From layer 3 on, every sample gives the same value.');
    assert.equal(signal(1, 1, 1, 0), 'The output has the same value for every sample.');
    assert.equal(signal(1, 40, 1, 1), 'The signal differs by a factor of 40 between layers.');
  });

  it('hold for one layer, for numbers too large, and for the networks of the lab', async () => {
    assert.equal(words([0.83], [0.1]), 'This network has no hidden layer: the rms of its only signal is 0.8300.');
    for (const bad of [NaN, Infinity]) {
      assert.equal(words([1, bad], [1, 1]), 'Some signals are too large to measure.');
      assert.equal(words([1, 1], [bad, 1]), 'Some signals are too large to measure.');
    }
    const lab = await createLab({ preset: 'notebook' });
    assert.equal(
      signalWords(lab.inspect(0)),
      'No error signal reaches layers 1 to 2. Layer 1 gives the same value for every sample.',
    );
    assert.match(
      signalWords(lab.inspect(1)),
      /^The error signal at layer 1 is [\d,]+ times larger .* The signal at the output is [\d,]+ times larger than at layer 1\.$/,
    );
    lab.free();
  });
});
