/** What the pictures of sweeps are made of: colours, quantiles, axes, stacks, and the cells of a map. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from './seeds.js';
import { bandOf } from '../../www/charts/bands.js';
import { STATES } from '../../www/charts/cell-states.js';
import { contour } from '../../www/charts/contour.js';
import { COLOURS, colourPlace, colours } from '../../www/charts/colour-scale.js';
import { fieldTicks, partOf, placeAmong } from '../../www/charts/field-axis.js';
import { cellAt, fillPixels, flattened, mapLayout, paintAround } from '../../www/charts/heat-map.js';
import { lineData, schemesOn } from '../../www/charts/line-figure.js';
import { MapGrid } from '../../www/charts/map-grid.js';
import { labelPlace } from '../../www/charts/map-lines.js';
import { schemeMarks } from '../../www/charts/map-schemes.js';
import { measureScale, measureText, measureTicks, placeOn } from '../../www/charts/measure-scale.js';
import { stripData } from '../../www/charts/seeds-figure.js';
import { dotAt, seedAt, stacksOf, stripLayout } from '../../www/charts/strip.js';
import { lineLayout, valueAt } from '../../www/charts/sweep-line.js';
import { themes } from '../../www/charts/colours.js';
import { nearestValue } from '../../www/views/sweep/typical-seed.js';
import { fill, quantilesOf, sweepModel } from './sweep-models.js';

/** @typedef {[number, number, number]} Triple */

const FONT = '12px sans-serif';
const measure = (/** @type {string} */ text) => [...text].length * 6.7;

// Björn Ottosson (2020), "A perceptual color space for image processing".
/** @param {Triple} rgb  linear @returns {Triple} */
function oklab([r, g, b]) {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

// Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency".
/** @type {Record<string, number[]>} */
const SIGHTS = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
const linear = (/** @type {number} */ byte) =>
  byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4;

/** The colours as an eye sees them, in OKLab. @param {number[]} matrix @param {number} count */
const seen = (matrix, count) =>
  Array.from({ length: count }, (_, k) => {
    const rgb = colours[colourPlace(k / (count - 1))].map(linear);
    return oklab(/** @type {Triple} */ ([0, 3, 6].map((row) => Math.max(0, Math.min(1, matrix[row] * rgb[0] + matrix[row + 1] * rgb[1] + matrix[row + 2] * rgb[2]))))); // prettier-ignore
  });

describe('the colour scale', () => {
  for (const [name, matrix] of Object.entries(SIGHTS))
    it(`rises in lightness by even steps with ${name} sight`, () => {
      const labs = seen(matrix, 24);
      const steps = labs.slice(1).map((lab, k) => Math.hypot(...lab.map((part, i) => part - labs[k][i])));
      const rises = labs.slice(1).map((lab, k) => lab[0] - labs[k][0]);
      const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
      assert.ok(Math.min(...rises) > 0.01, `lightness rises by ${Math.min(...rises)} at least`);
      const limits = name === 'usual' ? [0.78, 1.12] : [0.65, 1.25];
      assert.ok(Math.min(...steps) > limits[0] * mean, `smallest step ${Math.min(...steps) / mean} of the mean`);
      assert.ok(Math.max(...steps) < limits[1] * mean, `largest step ${Math.max(...steps) / mean} of the mean`);
    });

  it('has no grey, which marks what is not a value', () => {
    for (const colour of colours) {
      const [, a, b] = oklab(/** @type {Triple} */ (colour.map(linear)));
      assert.ok(Math.hypot(a, b) > 0.08, String(colour));
    }
    assert.equal(new Set(colours.map(String)).size, COLOURS);
  });
});

describe('the seed of a cell', () => {
  it('is the first nearest to the median, also where that is infinite', () => {
    assert.equal(nearestValue([NaN, 5, 3, 3], 3), 2);
    assert.equal(nearestValue([1, Infinity], Infinity), 1);
    assert.equal(nearestValue([NaN], 1), -1);
  });
});

describe('bands', () => {
  it('count a diverged training above every cost, so that a median can be lost', () => {
    const iterations = Float64Array.of(0, 10);
    const costs = Float64Array.of(1, 1, 2, NaN, 3, NaN);
    const { low, median, high } = bandOf({ iterations, costs }, [0, 1, 2], quantilesOf);
    assert.deepEqual([median[0], median[1], high[1]], [2, Infinity, Infinity]);
    assert.ok(Math.abs(low[0] - 1.2) < 1e-12);
  });

  it('leave out seeds that are not done', () => {
    const { median } = bandOf(
      { iterations: Float64Array.of(0), costs: Float64Array.of(1, NaN, 3) },
      [0, 2],
      quantilesOf,
    );
    assert.equal(median[0], 2);
  });
});

describe('the axis of a measure', () => {
  it('spans accuracies from chance, lower in steps of ten per cent', () => {
    assert.deepEqual(measureScale('train_accuracy', [0.9, 1]).range, [0.5, 1]);
    assert.deepEqual(measureScale('train_accuracy', [0.31]).range, [0.3, 1]);
    assert.deepEqual(measureScale('diverged', []).range, [0, 1]);
  });

  it('is cut where few values are far away, and says at which end', () => {
    const costs = Float64Array.from({ length: 1000 }, (_, k) => (k < 5 ? 1e30 : 0.1 + k / 1000));
    const scale = measureScale('cost', costs, { trimmed: true });
    assert.ok(scale.above && !scale.below && scale.range[1] < 100, String(scale.range));
    assert.ok(measureScale('cost', costs).range[1] >= 1e30);
    assert.ok(measureScale('cost', [0, 1, 2], { trimmed: true }).below);
  });

  it('keeps costs apart that differ in a way that matters, however near to 0 or large the others are', () => {
    for (const far of [1e-200, 1e200]) {
      const costs = Float64Array.from({ length: 1000 }, (_, k) => (k < 400 ? far : 0.1 + k / 1000));
      const scale = measureScale('cost', costs, { trimmed: true });
      assert.deepEqual([scale.below, scale.above], [far < 1, far > 1]);
      assert.ok(placeOn(scale, 1) - placeOn(scale, 0.01) > 0.2, String(scale.range));
    }
    const ratios = Float64Array.from({ length: 1000 }, (_, k) => 10 ** (-k / 5));
    assert.ok(measureScale('signal_ratio', ratios, { trimmed: true }).range[0] < 1e-190);
  });

  it('holds every value, in any order, and has ticks inside', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), { minLength: 1 }), (values) => {
        const scale = measureScale('cost', values);
        for (const value of values) assert.ok(placeOn(scale, value) > -1e-9 && placeOn(scale, value) < 1 + 1e-9);
        for (const tick of measureTicks(scale, 6))
          assert.ok(placeOn(scale, tick) > -1e-6 && placeOn(scale, tick) < 1 + 1e-6);
      }),
    );
  });

  it('says never, shares and missing values in words', () => {
    assert.equal(measureText('count', Infinity), 'never');
    assert.equal(measureText('share', 0.98333), '98.3 %');
    assert.equal(measureText('share', 1), '100 %');
    assert.equal(measureText('size', NaN), 'no value');
  });
});

/** @type {(values: number[], scale?: 'linear' | 'log') => import('../../www/charts/field-axis.js').FieldAxis} */
const axisOf = (values, scale = 'linear') => ({ title: 'field', values: Float64Array.from(values), scale });

describe('the axis of a field', () => {
  it('places numbers between values that are merged or not evenly apart', () => {
    const depths = axisOf([1, 2, 3, 5, 9, 20], 'log');
    assert.equal(placeAmong(depths, 5), 3);
    assert.ok(Math.abs(placeAmong(depths, Math.sqrt(45)) - 3.5) < 1e-12);
    assert.equal(placeAmong(axisOf([7]), 7), 0);
    assert.equal(placeAmong(axisOf([3, 2, 1]), 1.5), 1.5);
  });

  it('has ticks that do not touch, on any axis', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
        fc.double({ min: 1.01, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 60 }),
        fc.boolean(),
        fc.integer({ min: 60, max: 1500 }),
        (low, factor, steps, log, length) => {
          // prettier-ignore
          const high = low * factor;
          const values = Array.from({ length: steps }, (_, k) => log ? low * factor ** (k / (steps - 1)) : low + (k * (high - low)) / (steps - 1)); // prettier-ignore
          const ticks = fieldTicks(axisOf(values, log ? 'log' : 'linear'), length, measure).toSorted(
            (a, b) => a.at - b.at,
          );
          assert.ok(ticks.length > 0);
          ticks.forEach(({ at, text }, k) => {
            assert.ok(at > -0.001 && at < steps - 0.999);
            if (k) assert.ok(((at - ticks[k - 1].at) * length) / (steps - 1) >= (measure(text) + measure(ticks[k - 1].text)) / 2 + 5); // prettier-ignore
          });
        },
      ),
    );
  });

  it('gives the ends of a part inside the axis, whole for whole numbers', () => {
    assert.deepEqual(partOf(axisOf([1, 2, 3, 4]), 0.6, 2.2), { from: 2, to: 3 });
    assert.deepEqual(partOf(axisOf([0.01, 0.1, 1], 'log'), -0.5, 1.5), { from: 0.01, to: 0.3162 });
  });
});

describe('a strip', () => {
  for (const seeds of [1, 50, 100, 1000, 10_000])
    it(`keeps ${seeds} seeds in their rows, and finds each seed that stands alone`, () => {
      const data = stripData(sweepModel({ seeds }));
      for (const width of [320, 900, 2400]) {
        const at = stripLayout(data, { width, font: FONT }, measure, 1);
        data.rows.forEach(({ values }, row) => {
          const { seeds: known, columns, places, counts, step } = stacksOf(values, at);
          assert.equal(known.length, seeds);
          known.forEach((seed, k) => {
            const x = at.x(values[seed]);
            const y = at.rows[row].base - at.dot / 2 - places[k] * step;
            assert.ok(x >= at.left && x <= at.right && y >= at.rows[row].top - 0.01, `${x} ${y}`);
            if (counts[columns[k]] === 1 && k < 50) assert.deepEqual(seedAt(data, at, x, y), { row, seed });
          });
        });
      }
    });

  it('has a place for each seed, and none for one that is not done', () => {
    const data = stripData(sweepModel({ seeds: 10, done: 15 }));
    const at = stripLayout(data, { width: 800, font: FONT }, measure, 1);
    assert.ok(dotAt(data, at, { row: 0, seed: 4 }));
    assert.equal(dotAt(data, at, { row: 0, seed: 5 }), null);
    assert.equal(seedAt(stripData(sweepModel({ seeds: 10, done: 0 })), at, 300, 10), null);
  });

  it('tells the share of solved seeds with its interval, and divergences', () => {
    const [zeros, random] = stripData(sweepModel({ seeds: 100 })).rows;
    assert.match(zeros.words, /^0 of 100 solved \(95 % interval 0–\d+ %\)$/);
    assert.match(random.words, /, 10 diverged$/);
    assert.match(stripData(sweepModel({ seeds: 1 })).rows[0].words, /^0 of 1 solved$/);
    assert.equal(stripData(sweepModel({ seeds: 5, done: 0 })).rows[0].words, '');
  });
});

describe('lines over a field', () => {
  it('show never at the top edge, and read the value under the pointer', () => {
    const data = lineData(sweepModel({ width: 21, seeds: 5, measure: 'iterations_to_solve' }));
    const at = lineLayout(data, { width: 800, height: 360, font: FONT }, measure);
    assert.ok(at.never !== null && at.never < at.top);
    assert.equal(at.y(Infinity), at.never);
    for (const x of [0, 7, 20]) assert.equal(valueAt(data, at, at.x(x) + 2), x);
    assert.equal(valueAt(data, at, -50), 0);
  });

  it('have lanes for divergences only where there are some', () => {
    const calm = lineData(sweepModel({ width: 5, measure: 'signal_ratio' }));
    calm.lines.forEach(({ diverged }) => diverged.fill(0));
    assert.equal(lineLayout(calm, { width: 800, height: 360, font: FONT }, measure).lanes.length, 0);
    calm.lines[1].diverged[2] = 0.5;
    assert.equal(lineLayout(calm, { width: 800, height: 360, font: FONT }, measure).lanes.length, 1);
  });

  it('mark He, Xavier and LeCun where hidden layers have one width', () => {
    const shown = sweepModel({ width: 5 });
    const axis = { field: 'runs.stddev', title: '', values: shown.axes[0].values, scale: /** @type {const} */ ('log') };
    const on = (/** @type {number[]} */ hidden, /** @type {string} */ field, /** @type {any[]} */ runs) =>
      schemesOn({ ...shown, axes: [{ ...axis, field }], experiment: { network: { hidden }, runs } });
    const normal = { initializer: 'random_normal', stddev: 0.5 };
    const marks = on([50, 50], 'runs.stddev', [normal]);
    assert.deepEqual(marks.map(({ text, value }) => [text, Number(value.toFixed(9))]), [['He', 0.2], ['Xavier, LeCun', 0.141421356]]); // prettier-ignore
    assert.deepEqual(on([10, 5], 'runs.stddev', [normal]), []);
    assert.deepEqual(on([50], 'runs.stddev', [normal]), []);
    assert.deepEqual(on([50, 50], 'network.weightScale', [{ initializer: 'zeros' }]), [{ value: 1, text: 'its own scheme', slot: null }]); // prettier-ignore
    const scaled = on([50, 50], 'network.weightScale', [{ initializer: 'he' }]);
    assert.deepEqual(scaled.map(({ text, value }) => [text, Number(value.toFixed(6))]), [['He', 1], ['Xavier, LeCun', 0.707107]]); // prettier-ignore
    assert.deepEqual(on([50, 50], 'depth', [normal]), []);
  });
});

describe('the label of a line on a map', () => {
  const map = { left: 0, top: 0, width: 400, tall: 300 };
  const text = { wide: 120, size: 12 };
  const along = (/** @type {(t: number) => { x: number, y: number }} */ at) => Array.from({ length: 41 }, (_, k) => at(k / 40)); // prettier-ignore
  const covers = (/** @type {{ x: number, y: number }} */ { x, y }, /** @type {{ x: number, y: number }[]} */ line) =>
    line.some((point) => Math.abs(point.x - x) < 60 && Math.abs(point.y - y) < 8);

  it('covers no part of any line, whichever way its line goes', () => {
    const lines = {
      across: along((t) => ({ x: 400 * t, y: 150 })),
      up: along((t) => ({ x: 200, y: 300 * t })),
      zigzag: along((t) => ({ x: 400 * t, y: 150 + 60 * Math.sin(40 * t) })),
      edge: along((t) => ({ x: 5 + 3 * Math.sin(30 * t), y: 300 * t })),
    };
    for (const [name, line] of Object.entries(lines)) {
      const others = [line, along((t) => ({ x: 400 * t, y: 290 }))];
      const place = labelPlace(others, 0, text, map);
      assert.ok(place, name);
      for (const each of others) assert.ok(!covers(place, each), `${name}: ${JSON.stringify(place)}`);
      assert.ok(place.x >= 60 && place.x <= 340 && place.y >= 8 && place.y <= 292, `${name} is inside`);
    }
  });

  it('is left out beside a short line, and where lines are everywhere', () => {
    assert.equal(labelPlace([along((t) => ({ x: 100 + 50 * t, y: 100 }))], 0, text, map), null);
    const full = Array.from({ length: 30 }, (_, k) => along((t) => ({ x: 400 * t, y: 10 * k })));
    assert.equal(labelPlace(full, 15, text, map), null);
  });
});

describe('the cells of a map', () => {
  it('show the nearest coarser cell that is done, until they are', () => {
    const shown = sweepModel({ runs: ['He'], series: [16], width: 13, height: 9, done: 0 });
    const grid = new MapGrid(shown);
    assert.ok(grid.runs[0].sources.every((source) => source === -1));
    for (const done of [1, 2, 5, 20, 60, 117]) {
      fill(shown, done);
      grid.update(shown);
      const { sources } = grid.runs[0];
      const known = (/** @type {number} */ cell) => !Number.isNaN(shown.results.cost[cell]);
      sources.forEach((source, cell) => {
        let stride = 1;
        const coarser = () => Math.floor(Math.floor(cell / 13) / stride) * stride * 13 + Math.floor((cell % 13) / stride) * stride; // prettier-ignore
        while (!known(coarser())) stride *= 2;
        assert.equal(source, coarser(), `cell ${cell} of ${done}`);
      });
    }
    assert.equal(grid.stride, 1);
  });

  it('come out the same in pieces as at once, in any steps', () => {
    const whole = sweepModel({ width: 20, height: 17, seeds: 3, measure: 'iterations_to_solve' });
    const once = new MapGrid(whole);
    once.update(whole);
    const shown = sweepModel({ width: 20, height: 17, seeds: 3, measure: 'iterations_to_solve', done: 0 });
    const pieces = new MapGrid(shown);
    for (let done = 0; done <= shown.total; done += 181) {
      fill(shown, Math.min(shown.total, done));
      while (pieces.update(shown, () => true)) void 0;
    }
    fill(shown, shown.total);
    while (pieces.update(shown, () => true)) void 0;
    once.runs.forEach((run, k) => {
      assert.deepEqual(pieces.runs[k].states, run.states);
      assert.deepEqual(pieces.runs[k].heights, run.heights);
      assert.deepEqual(pieces.runs[k].sources, run.sources);
      assert.deepEqual(pieces.runs[k].counts, run.counts);
      assert.deepEqual(pieces.runs[k].solved, run.solved);
    });
    assert.deepEqual(pieces.scale, once.scale);
  });

  it('tell values from cells that diverged, are never solved, or are not trained', () => {
    const shown = sweepModel({ width: 32, height: 32, measure: 'iterations_to_solve', done: 2000 });
    const grid = new MapGrid(shown);
    grid.update(shown);
    const { counts, states } = grid.runs[0];
    for (const state of [STATES.waiting, STATES.value, STATES.diverged, STATES.never]) assert.ok(counts[state] > 0, String(state)); // prettier-ignore
    for (const [state, count] of counts.entries()) assert.equal(count, states.filter((each) => each === state).length);
    for (const theme of Object.values(themes)) {
      const target = new Uint32Array(1024);
      fillPixels(target, grid.runs[0], grid.data, theme, { width: 32, height: 32 });
      const bytes = new Uint8Array(target.buffer);
      target.forEach((_, k) => {
        const cell = (31 - Math.floor(k / 32)) * 32 + (k % 32);
        const source = grid.runs[0].sources[cell];
        const spread = Math.max(...bytes.subarray(4 * k, 4 * k + 3)) - Math.min(...bytes.subarray(4 * k, 4 * k + 3));
        const isValue = source >= 0 && states[source] === STATES.value;
        assert.equal(spread > 30, isValue, `cell ${cell}`);
      });
    }
  });

  it('have joined lines around what half of the seeds solve', () => {
    const shown = sweepModel({ runs: ['He'], series: [16], width: 80, height: 75 });
    const grid = new MapGrid(shown);
    grid.update(shown);
    const { solved } = grid.runs[0];
    assert.ok(solved.length >= 1);
    for (const line of solved) {
      const [x0, y0, x1, y1] = [line[0], line[1], line[line.length - 2], line[line.length - 1]];
      const onEdge = (/** @type {number} */ x, /** @type {number} */ y) => x === 0 || y === 0 || x === 79 || y === 74;
      assert.ok((x0 === x1 && y0 === y1) || (onEdge(x0, y0) && onEdge(x1, y1)), 'a line is closed or ends at the edge');
    }
  });

  it('lose no piece of a line where exactly half of the seeds solve a cell', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 80 * 6, maxLength: 80 * 6 }), (shares) => {
        const shown = sweepModel({ runs: ['He'], series: [16], width: 6, height: 80, seeds: 2 });
        shown.summary.solvedShare.set(shares);
        const grid = new MapGrid(shown);
        grid.update(shown);
        const { segments } = contour(shares.map((share) => share - 0.5), 6, 80); // prettier-ignore
        const pieces = grid.runs[0].solved.reduce((sum, line) => sum + line.length / 2 - 1, 0);
        assert.equal(pieces, segments.length / 2);
      }),
      { numRuns: 20 },
    );
  });

  it('are found under the pointer at every width, and all maps fit', () => {
    const shown = sweepModel({ width: 30, height: 20 });
    const grid = new MapGrid(shown);
    for (const width of [320, 400, 768, 1280, 2400]) {
      const at = mapLayout(grid.data, { width, font: FONT }, measure);
      for (const [run, map] of at.maps.entries()) {
        assert.ok(map.left + at.width <= width && map.top + at.tall <= at.height);
        assert.deepEqual(cellAt(grid.data, at, map.left + 0.5, map.top + at.tall - 0.5), { run, x: 0, y: 0 });
        assert.deepEqual(cellAt(grid.data, at, map.left + at.width - 0.5, map.top + 0.5), { run, x: 29, y: 19 });
      }
      assert.equal(cellAt(grid.data, at, 1, 1), null);
    }
  });
});

describe('what stands around a map', () => {
  /** The texts that are painted, with the place of their left edge. @param {(ctx: CanvasRenderingContext2D) => void} paint */
  function textsOf(paint) {
    /** @type {{ text: string, left: number }[]} */
    const texts = [];
    const state = { textAlign: 'left' };
    const shift = (/** @type {string} */ text) =>
      ({ left: 0, center: measure(text) / 2, right: measure(text) })[state.textAlign] ?? 0;
    const ctx = new Proxy(/** @type {any} */ (state), {
      get: (held, name) =>
        name === 'fillText'
          ? (/** @type {string} */ text, /** @type {number} */ x) => texts.push({ text, left: x - shift(text) })
          : name === 'measureText'
            ? (/** @type {string} */ text) => ({ width: measure(text) })
            : (held[name] ?? (() => {})),
    });
    paint(ctx);
    return texts;
  }

  it('cuts no tick, on any axis, at any width and height', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1000, noNaN: true }),
        fc.constantFrom(0.4, 0.07, 3, 12_345),
        fc.integer({ min: 2, max: 40 }),
        fc.constantFrom(320, 500, 800, 1100, 2400),
        fc.constantFrom(Infinity, 500, 300),
        (low, range, height, width, most) => {
          const shown = sweepModel({ width: 12, height });
          shown.axes[1] = {
            ...shown.axes[1],
            title: '',
            scale: 'linear',
            values: Float64Array.from({ length: height }, (_, k) => low + (k * range) / (height - 1)),
          };
          const { data } = new MapGrid(shown);
          const at = flattened(mapLayout(data, { width, font: FONT }, measure), most, 60);
          for (const { text, left } of textsOf((ctx) => paintAround(ctx, data, at, themes.light, FONT)))
            assert.ok(left >= 0, `“${text}” begins at ${left}`);
        },
      ),
    );
  });

  it('has the line of theory that is found while cells are trained, and names it', () => {
    const shown = sweepModel({ width: 4, height: 3, done: 0 });
    const grid = new MapGrid(shown);
    fill(shown, 5);
    grid.update(shown);
    assert.ok(grid.runs.every(({ reach }) => reach.length === 0));
    const values = Float64Array.from(shown.axes[0].values);
    const depths = values.map(() => shown.axes[1].values[1]);
    const reach = { own: depths, values, depths };
    grid.update({ ...shown, reaches: shown.runs.map((_, k) => (k ? null : reach)) });
    assert.ok(grid.runs[0].reach.length > 0);
    const at = mapLayout(grid.data, { width: 800, font: FONT }, measure);
    const texts = textsOf((ctx) => paintAround(ctx, grid.data, at, themes.light, FONT));
    assert.ok(texts.some(({ text }) => text === '6 ξ (theory)'));
  });
});

describe('schemes on a map', () => {
  const axis = {
    field: 'network.weightScale',
    title: '',
    values: Float64Array.of(0.01, 0.1, 1, 10, 100),
    scale: 'log',
  };
  const box = { left: 100, top: 0, width: 500, tall: 300, size: 10 };
  const schemes = [
    { text: 'He', value: 1, slot: null },
    { text: 'Xavier', value: Math.SQRT1_2, slot: null },
    { text: 'far away', value: 1000, slot: null },
  ];

  it('stand above their cells, and on either side of their lines where names would touch', () => {
    const marks = schemeMarks(schemes, /** @type {any} */ (axis), box, measure);
    assert.deepEqual(
      marks.map(({ text, align }) => [text, align]),
      [
        ['Xavier', 'right'],
        ['He', 'left'],
      ],
    );
    assert.equal(marks[1].x, 350);
    assert.ok(marks[0].left + measure('Xavier') < marks[1].left);
    assert.deepEqual(
      schemeMarks(schemes.slice(0, 1), /** @type {any} */ (axis), box, measure).map(({ align }) => align),
      ['center'],
    );
  });
});
