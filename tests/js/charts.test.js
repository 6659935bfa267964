import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from './seeds.js';
import { LOGIT_END, colourIndex, colourTable, rgb, themes } from '../../www/charts/colours.js';
import { FAMILY_DASHES, VARIANTS, seriesDash } from '../../www/charts/series.js';
import { bisect, contour, linesOf, straightened } from '../../www/charts/contour.js';
import { PALEST, fieldOpacity, isUndecided, unanimous } from '../../www/charts/surface.js';
import * as format from '../../www/charts/format.js';
import { numberFrom } from '../../www/experiment/notation.js';
import { align, drawOrder, nearest } from '../../www/charts/join.js';
import { emptiestPlace, placeLabels } from '../../www/charts/labels.js';
import {
  costRange,
  iterationTicks,
  linearScale,
  linearTicks,
  logCeiling,
  logFloor,
  logPosition,
  logTicks,
  logValue,
  squareBounds,
} from '../../www/charts/scales.js';

/**
 * A field on a grid.
 * @param {number} side @param {(x: number, y: number) => number} f of the grid's own coordinates
 */
const sampled = (side, f) => Float32Array.from({ length: side * side }, (_, i) => f(i % side, Math.floor(i / side)));

describe('contour', () => {
  it('follows a straight line exactly, and a circle to the order of the grid', () => {
    const line = contour(
      sampled(9, (x, y) => x + 0.5 * y - 4.3),
      9,
      9,
    );
    assert.ok(line.crossings.length > 8);
    for (let k = 0; k < line.crossings.length; k += 2) {
      assert.ok(Math.abs(line.crossings[k] + 0.5 * line.crossings[k + 1] - 4.3) < 1e-5);
    }
    const circle = contour(
      sampled(41, (x, y) => 15 ** 2 - (x - 20) ** 2 - (y - 20) ** 2),
      41,
      41,
    );
    for (let k = 0; k < circle.crossings.length; k += 2) {
      assert.ok(Math.abs(Math.hypot(circle.crossings[k] - 20, circle.crossings[k + 1] - 20) - 15) < 0.02);
    }
  });

  it('closes every loop: each crossing inside the grid ends two segments', () => {
    const { segments, crossings } = contour(
      sampled(30, (x, y) => Math.sin(x * 0.7) * Math.cos(y * 0.5) + 0.1),
      30,
      30,
    );
    const ends = new Array(crossings.length / 2).fill(0);
    for (const crossing of segments) ends[crossing] += 1;
    ends.forEach((count, k) => {
      const [x, y] = [crossings[2 * k], crossings[2 * k + 1]];
      assert.equal(count, x === 0 || y === 0 || x === 29 || y === 29 ? 1 : 2, `crossing ${k} at ${x}, ${y}`);
    });
  });

  it('decides a saddle by its middle, without crossing lines', () => {
    const joined = contour([3, -1, -1, 3], 2, 2);
    const parted = contour([1, -3, -3, 1], 2, 2);
    assert.equal(joined.segments.length, 4);
    assert.equal(parted.segments.length, 4);
    /** @param {import('../../www/charts/contour.js').Contour} found */
    const pairs = ({ segments, crossings }) =>
      [0, 2].map((s) =>
        [segments[s], segments[s + 1]].map((k) => `${crossings[2 * k]},${crossings[2 * k + 1]}`).sort(),
      );
    assert.deepEqual(pairs(joined), [
      ['0.75,0', '1,0.25'],
      ['0,0.75', '0.25,1'],
    ]);
    assert.deepEqual(pairs(parted), [
      ['0,0.25', '0.25,0'],
      ['0.75,1', '1,0.75'],
    ]);
  });

  it('draws nothing where nothing changes sign, at NaN, and on grids without a cell', () => {
    assert.equal(contour(new Float32Array(16), 4, 4).segments.length, 0, 'a logit of 0 is class 0 everywhere');
    assert.equal(contour([1, 2, 3, 4], 2, 2).segments.length, 0);
    assert.equal(contour([1, NaN, -1, -1], 2, 2).segments.length, 0);
    assert.equal(contour([1], 1, 1).segments.length, 0);
    assert.equal(contour([], 0, 0).segments.length, 0);
  });

  it('stays finite beside infinite values', () => {
    for (const values of [
      [Infinity, -1, 2, -3],
      [Infinity, -Infinity, 1, -1],
    ]) {
      const { crossings, segments } = contour(values, 2, 2);
      assert.ok(segments.length > 0);
      assert.ok(crossings.every(Number.isFinite), `${values}: ${crossings}`);
    }
  });

  it('is put right by bisection where a flat piece meets a steep one', () => {
    const f = (/** @type {number} */ x) => (x < 3.6 ? -0.01 : 500 * (x - 3.6) - 0.01);
    const rough = contour(
      sampled(8, (x) => f(x)),
      8,
      8,
    );
    const right = bisect(rough, 12, (points) =>
      Array.from({ length: points.length / 2 }, (_, k) => f(points[2 * k]) > 0),
    );
    assert.ok(Math.abs(rough.crossings[0] - 3.6) > 0.5, 'interpolation alone is off by most of a cell');
    for (let k = 0; k < right.crossings.length; k += 2) assert.ok(Math.abs(right.crossings[k] - 3.6) < 1e-3);
    assert.deepEqual(right.segments, rough.segments);
  });
});

describe('a line made straight', () => {
  /** The distance of a point from a line segment. @param {number[]} point @param {number[]} a @param {number[]} b */
  function distance([x, y], [ax, ay], [bx, by]) {
    const [dx, dy] = [bx - ax, by - ay];
    const share = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - ax - share * dx, y - ay - share * dy);
  }
  /** @param {ArrayLike<number>} line */
  const corners = (line) => Array.from({ length: line.length / 2 }, (_, k) => [line[2 * k], line[2 * k + 1]]);

  /** @param {number[]} line @param {number} tolerance */
  function assertPassed(line, tolerance) {
    const [before, after] = [corners(line), corners(straightened(line, tolerance))];
    assert.deepEqual([after[0], after.at(-1)], [before[0], before.at(-1)]);
    let piece = 0;
    const isNear = (/** @type {number[]} */ corner) =>
      distance(corner, after[piece], after[piece + 1]) <= tolerance + 1e-9;
    for (const [k, corner] of before.entries()) {
      while (!isNear(corner)) assert.ok((piece += 1) + 1 < after.length, `corner ${k} is near no piece, in order`);
    }
  }

  it('has corners of the line, from its first to its last, and passes all others within the tolerance', () => {
    const step = fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 2, maxLength: 60 }),
        fc.constantFrom(0.01, 0.3, 2),
        (steps, tolerance) => {
          let [x, y] = [0, 0];
          assertPassed(
            steps.flatMap(([dx, dy]) => [(x += dx), (y += dy)]),
            tolerance,
          );
        },
      ),
    );
  });

  it('passes a corner beyond the tolerance when the line then ends near its start (found by seed 667906593)', () => {
    assertPassed([0, 0, 0.09, 0, 0.09, -2, 0.09, -1.996, 0.09, 0.004], 2);
    assertPassed([0, 0, 4, 0, 2.1, 0], 2);
  });

  it('has no corner where there is none, and keeps those where the line turns, back too', () => {
    assert.deepEqual(straightened([0, 0, 1, 0, 2, 0.01, 3, 0], 0.1), [0, 0, 3, 0]);
    assert.deepEqual(straightened([0, 0, 1, 0, 2, 0, 2, 1, 2, 2], 0.1), [0, 0, 2, 0, 2, 2]);
    assert.deepEqual(straightened([0, 0, 4, 0, 1, 0], 0.1), [0, 0, 4, 0, 1, 0]);
    assert.deepEqual(straightened([0, 0, -1, 0.001, -2, -0.001, -3, 0], 0.1), [0, 0, -3, 0], 'across ±π');
    assert.deepEqual(straightened([5, 6], 0.1), [5, 6]);
  });

  it('is a circle still, with a fifth of the corners', () => {
    const { crossings, segments } = contour(
      sampled(80, (x, y) => 30 ** 2 - (x - 40) ** 2 - (y - 40) ** 2),
      80,
      80,
    );
    const [circle] = linesOf(segments, crossings.length / 2);
    const loop = circle.flatMap((k) => [crossings[2 * k], crossings[2 * k + 1]]);
    const straight = corners(straightened(loop, 1 / 12));
    assert.deepEqual(straight[0], straight.at(-1), 'closed');
    assert.ok(straight.length < loop.length / 2 / 5, `${straight.length} of ${loop.length / 2}`);
    for (let k = 0; k + 1 < straight.length; k += 1) {
      const [x, y] = [0, 1].map((axis) => (straight[k][axis] + straight[k + 1][axis]) / 2 - 40);
      assert.ok(Math.abs(Math.hypot(x, y) - 30) < 1 / 6, `the middle of piece ${k}`);
    }
  });
});

describe('field', () => {
  it('is undecided where p is 0.5 to six digits, and nowhere else', () => {
    const field = (/** @type {number[]} */ ...logits) => ({
      logits: Float32Array.from(logits),
      columns: 2,
      rows: 1,
      bounds: { xMin: 0, xMax: 1, yMin: 0, yMax: 1 },
      boundary: new Float64Array(),
    });
    assert.ok(isUndecided(field(0, 1e-17)));
    assert.ok(!isUndecided(field(0, 1e-4)));
    assert.ok(!isUndecided(field(0, NaN)), 'not a number is not a half');
    assert.equal(unanimous(field(0, 1e-17)), 'p\u00a0=\u00a00.5 everywhere');
    assert.equal(unanimous(field(0.1, 7)), 'predicts class\u00a01 everywhere');
    assert.equal(
      unanimous(field(0, 7)),
      'predicts class\u00a01 everywhere',
      'a single point of p = 0.5 has no boundary',
    );
    assert.equal(unanimous(field(0, -7)), 'predicts class\u00a00 everywhere', 'a logit of 0 is class 0');
    assert.equal(unanimous(field(0.1, 7), ['setosa', 'versicolor']), 'predicts versicolor everywhere');
    assert.equal(unanimous(field(-1, 7)), '');
    assert.equal(unanimous(field(NaN, 7)), '');
    assert.equal(unanimous(field(NaN, NaN)), 'not a number anywhere');
    const drawn = { ...field(0, -7), boundary: Float64Array.of(0.2, 0, 0.2, 1) };
    assert.equal(unanimous(drawn), '', 'a boundary between the samples');
    assert.equal(unanimous({ ...field(0, 7), boundary: drawn.boundary }), '', 'a boundary along the zeros');
  });
});

describe('a picture that says the same everywhere', () => {
  const opacity = (/** @type {(x: number, y: number) => number} */ f) => fieldOpacity({ logits: sampled(80, f) });

  it('is pale, whichever class it is, and where the output is not a number', () => {
    assert.ok(Math.abs(opacity(() => 900) - PALEST) < 1e-9);
    assert.ok(Math.abs(opacity(() => -900) - PALEST) < 1e-9);
    assert.equal(
      opacity(() => NaN),
      PALEST,
    );
    // A network without biases is undecided at the origin, whatever it says elsewhere.
    assert.ok(opacity((x, y) => (x === 40 && y === 40 ? 0 : 900)) < PALEST + 0.01);
  });

  it('has its full colours with two classes, and where it is not sure', () => {
    for (const f of [
      () => 0,
      () => 0.5,
      (/** @type {number} */ x) => x - 40,
      (/** @type {number} */ x) => 9 * (x - 15),
    ])
      assert.equal(opacity(f), 1);
  });

  it('pales gradually as one class takes the picture', () => {
    const all = Array.from({ length: 81 }, (_, column) => opacity((x) => (x < column ? -900 : 900)));
    all.forEach((value, k) => assert.ok(k === 0 || Math.abs(value - all[k - 1]) < 0.1, `column ${k}`));
    assert.deepEqual([Math.min(...all).toFixed(2), Math.max(...all)], [PALEST.toFixed(2), 1]);
  });
});

describe('colours', () => {
  it('colour 0, 0.5 and 1 as the theme says, and NaN as nothing else', () => {
    for (const theme of Object.values(themes)) {
      const table = colourTable(theme);
      const bytes = (/** @type {number} */ z) => [
        ...new Uint8Array(new Uint32Array([table[colourIndex(z)]]).buffer).slice(0, 3),
      ];
      assert.deepEqual(bytes(0), rgb(theme.field[1]));
      assert.deepEqual(bytes(NaN), rgb(theme.undefined));
      for (const z of [-Infinity, -1e300, -LOGIT_END]) assert.equal(colourIndex(z), 0);
      for (const z of [Infinity, 1e300, LOGIT_END]) assert.equal(colourIndex(z), colourIndex(LOGIT_END));
      bytes(-Infinity).forEach((byte, i) => assert.ok(Math.abs(byte - rgb(theme.field[0])[i]) <= 1));
      bytes(Infinity).forEach((byte, i) => assert.ok(Math.abs(byte - rgb(theme.field[2])[i]) <= 1));
    }
  });

  it('contrast with the paper: 4.5 for text, 3 for lines and dots', () => {
    const luminance = (/** @type {string} */ hex) => {
      const [r, g, b] = rgb(hex)
        .map((byte) => byte / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (/** @type {string} */ a, /** @type {string} */ b) => {
      const [high, low] = [luminance(a), luminance(b)].sort((p, q) => q - p);
      return (high + 0.05) / (low + 0.05);
    };
    for (const [name, theme] of Object.entries(themes)) {
      for (const text of [theme.ink, theme.soft, theme.alarm]) {
        assert.ok(contrast(text, theme.paper) >= 4.5, `${name} ${text}`);
      }
      for (const graphic of [theme.zero, theme.one]) {
        assert.ok(contrast(graphic, theme.paper) >= 3, `${name} ${graphic}`);
      }
    }
  });
});

describe('scales', () => {
  it('bound all points in one square with a margin', () => {
    const bounds = squareBounds(Float64Array.of(-1, 0.2, 3, 0.4), Float64Array.of(0, -2));
    assert.ok(bounds.xMin < -1 && bounds.xMax > 3 && bounds.yMin < -2 && bounds.yMax > 0.4);
    assert.ok(Math.abs(bounds.xMax - bounds.xMin - (bounds.yMax - bounds.yMin)) < 1e-12);
  });

  it('bound no points, one point and equal points', () => {
    for (const points of [[], [5, 5], [0, 0], [2, -3, 2, -3]]) {
      const { xMin, xMax, yMin, yMax } = squareBounds(Float64Array.from(points));
      assert.ok(xMax > xMin && yMax > yMin, `${points}`);
      if (points.length) assert.ok(xMin < points[0] && xMax > points[0] && yMin < points[1] && yMax > points[1]);
    }
  });

  it('bound points that differ in their last digit, tiny and huge ones, so that ticks can be told apart', () => {
    for (const points of [
      [1000, 1000, 1000.0000000000001, 1000],
      [1e6, -1e6, 1e6 + 1e-9, -1e6],
      [5e-324, 0, 0, 0],
      [-1e-300, 1e-300, 0, 0],
      [-1e100, 1e100, 1e100, 1],
    ]) {
      const { xMin, xMax, yMin, yMax } = squareBounds(Float64Array.from(points));
      for (const [low, high] of [
        [xMin, xMax],
        [yMin, yMax],
      ]) {
        const ticks = linearTicks(low, high, 5);
        assert.ok(ticks.length >= 2 && ticks.length <= 6, `${points}: ${ticks}`);
        assert.equal(new Set(ticks).size, ticks.length, `${points}: ${ticks}`);
      }
    }
    for (const [low, high] of [
      [1000, 1000.0000000000001],
      [1e300, 1.0000000000000002e300],
      [0, 5e-324],
      [-Infinity, 1],
      [NaN, 1],
    ])
      assert.deepEqual(linearTicks(low, high), [low]);
  });

  it('put round ticks inside the range, not too many', () => {
    assert.deepEqual(linearTicks(-1.25, 1.25, 5), [-1, -0.5, 0, 0.5, 1]);
    assert.deepEqual(linearTicks(0, 2), [0, 0.5, 1, 1.5, 2]);
    assert.deepEqual(linearTicks(3, 3), [3]);
    for (const [low, high] of [
      [0, 1773],
      [-0.013, 0.02],
      [1e-9, 3e-9],
    ]) {
      const ticks = linearTicks(low, high, 5);
      assert.ok(ticks.length >= 2 && ticks.length <= 6, `${ticks}`);
      for (const tick of ticks) assert.ok(tick >= low && tick <= high * (1 + 1e-9));
    }
    assert.deepEqual(logTicks(0.05, 2000), [0.1, 1, 10, 100, 1000]);
    assert.deepEqual(logTicks(0.2, 1), [0.2, 0.5, 1]);
    assert.ok(logTicks(1e-300, 1e300).length <= 10);
  });

  it('always mark the last iteration, and none too near to it', () => {
    assert.deepEqual(iterationTicks(15000, 8), [0, 2000, 4000, 6000, 8000, 10000, 12000, 15000]);
    assert.deepEqual(iterationTicks(1, 8), [0, 1]);
    for (const end of [1, 7, 999, 15000, 16100, 123457, 1e6]) {
      const ticks = iterationTicks(end, 9);
      assert.equal(ticks.at(-1), end);
      assert.ok(ticks.length >= 2 && ticks.length <= 10 && ticks.every(Number.isInteger), `${ticks}`);
      for (let k = 1; k < ticks.length; k += 1) assert.ok(ticks[k] - ticks[k - 1] >= 0.55 * ticks[1], `${ticks}`);
    }
  });

  it('move a cost axis by whole decades only, where costs are more than a decade apart', () => {
    assert.deepEqual(
      [0.0649, 0.06, 0.02].map((cost) => costRange([[0.7, cost]], true).low),
      [0.01, 0.01, 0.01],
    );
    assert.deepEqual(
      [9, 11, 1773.6].map((cost) => costRange([[0.7, cost]], true).high),
      [10, 100, 10000],
    );
    const highs = [500, 60, 13, 4, 1.9, 0.4].map((now) => costRange([[1e5, now, now, now]], false).high);
    assert.deepEqual(highs, [2000, 200, 20, 20, 20, 2]);
  });

  it('leave no empty decade around costs that are close together, and label values between', () => {
    const axes = [[0.6931], [0.6982, 0.6924], [0.69, 0.3], [0.69, 0.12], [1], [1774], [3e-7, 2e-7]].map((costs) => {
      const { low, high } = costRange([costs], true);
      return [low, high, logTicks(low, high)];
    });
    assert.deepEqual(axes, [
      [0.5, 1, [0.5, 0.6, 0.7, 0.8, 0.9, 1]],
      [0.5, 1, [0.5, 0.6, 0.7, 0.8, 0.9, 1]],
      [0.2, 1, [0.2, 0.5, 1]],
      [0.1, 1, [0.1, 0.2, 0.5, 1]],
      [1, 2, [1, 1.2, 1.4, 1.6, 1.8, 2]],
      [1000, 2000, [1000, 1200, 1400, 1600, 1800, 2000]],
      [2e-7, 5e-7, [2e-7, 3e-7, 4e-7, 5e-7]],
    ]);
  });

  it('end a log axis on 1, 2 or 5', () => {
    for (const [value, low, high] of [
      [0.0649, 0.05, 0.1],
      [1773.6, 1000, 2000],
      [1, 1, 1],
      [0.2, 0.2, 0.2],
      [600, 500, 1000],
    ]) {
      assert.ok(Math.abs(logFloor(value) / low - 1) < 1e-9, `floor ${value}`);
      assert.ok(Math.abs(logCeiling(value) / high - 1) < 1e-9, `ceiling ${value}`);
    }
  });

  it('invert', () => {
    const scale = linearScale([-1, 3], [10, 90]);
    assert.equal(scale(1), 50);
    assert.equal(scale.invert(50), 1);
    for (const rate of [1e-4, 0.01, 0.5, 10]) assert.equal(logValue(logPosition(rate, 1e-4, 10), 1e-4, 10), rate);
    assert.equal(logPosition(1e-9, 1e-4, 10), 0);
    assert.equal(logPosition(1e9, 1e-4, 10), 1);
  });

  it('show every cost on a log axis, and cut a linear one only where they say so', () => {
    const runs = [
      [0.69, 0.69],
      [1773.6, 0.38],
      [0.88, 0.06],
    ];
    const log = costRange(runs, true);
    assert.ok(log.low <= 0.06 && log.high >= 1773.6 && log.cutAt === null);
    const cut = costRange(runs, false);
    assert.deepEqual([cut.low, cut.cutAt, cut.largest], [0, 2, 1773.6]);
    assert.equal(costRange([[1773.6]], false).cutAt, null, 'at iteration 0 nothing would be left');
    assert.equal(costRange([[0.69, 0.1]], false).cutAt, null);
    assert.deepEqual(
      costRange([[0.69], [1340], [0.8]], false),
      { low: 0, high: 2, cutAt: 2, largest: 1340 },
      'at iteration 0 the enormous one is marked, and the others are seen',
    );
    const leaping = [1340, 60, 0.7, 30, 0.8, 9, 0.7, 12];
    assert.equal(costRange([leaping.map(() => 0.69), leaping], false).cutAt, 2, 'while a cost leaps at first');
    assert.equal(
      costRange(
        [
          [0.7, 0.1],
          [4.2, 3.4],
        ],
        false,
      ).cutAt,
      null,
      'a level is never cut off',
    );
    assert.ok(costRange([[NaN, Infinity]], true).high > 0, 'a run without a finite cost still has axes');
    assert.ok(costRange([[0]], true).low > 0, 'a cost of exactly 0 has no logarithm');
  });
});

describe('histories', () => {
  const history = (/** @type {number[]} */ iterations, /** @type {number[]} */ costs) => ({
    iterations: Float64Array.from(iterations),
    costs: Float64Array.from(costs),
  });

  it('are joined with each run’s own iterations, and read where all have a cost', () => {
    const { iterations, costs, exact, common } = align([
      history([0, 3, 10, 20], [1, 9, 2, 3]),
      history([0, 5, 10, 17, 20], [4, 0.1, 5, 7, 6]),
    ]);
    assert.deepEqual(iterations, [0, 3, 5, 10, 17, 20]);
    assert.deepEqual(costs[0], [1, 9, undefined, 2, undefined, 3]);
    assert.deepEqual(exact[1], [4, null, 0.1, 5, 7, 6]);
    assert.deepEqual(
      common.map((row) => iterations[row]),
      [0, 10, 20],
    );
  });

  it('of a run that stopped early do not keep the others from being read', () => {
    const { iterations, costs, common } = align([
      history([0, 10, 12], [1, 2, Infinity]),
      history([0, 10, 20, 25, 30], [1, 1, 1, 1, 1]),
    ]);
    assert.deepEqual(
      common.map((row) => iterations[row]),
      [0, 10, 20, 25, 30],
    );
    assert.equal(costs[0][2], null, 'a cost that is no number ends the line');
    assert.deepEqual(align([]), { iterations: [0], costs: [], exact: [], common: [0] });
  });

  it('are found by the nearest iteration', () => {
    const values = [0, 10, 20, 100];
    for (const [wanted, index] of [
      [-5, 0],
      [4, 0],
      [6, 1],
      [20, 2],
      [59, 2],
      [61, 3],
      [1e9, 3],
    ])
      assert.equal(nearest(values, wanted), index, `${wanted}`);
    assert.equal(nearest([7], 3), 0);
  });

  it('are drawn solid first, the sparsest dash last', () => {
    const lines = FAMILY_DASHES.map((_, family) => ({ slot: family * VARIANTS }));
    const order = drawOrder(lines);
    assert.equal(seriesDash(lines[order[0]].slot).length, 0);
    assert.deepEqual(seriesDash(lines[order[order.length - 1]].slot), [1, 4]);
  });
});

describe('labels', () => {
  it('stay where they want to be when there is room', () => {
    assert.deepEqual(placeLabels([50, 10, 90], 12, 0, 100), [50, 10, 90]);
  });

  it('never overlap, keep their order, and stay inside', () => {
    for (const wishes of [[10, 11, 12], [0, 0, 100, 100], [55, 52, 48, 50, 95, 99], [3]]) {
      const placed = placeLabels(wishes, 12, 0, 100);
      const order = wishes.map((_, i) => i).sort((i, j) => placed[i] - placed[j]);
      order.forEach((i, k) => {
        assert.ok(placed[i] >= 6 - 1e-9 && placed[i] <= 94 + 1e-9, `${placed}`);
        if (k > 0) assert.ok(placed[i] - placed[order[k - 1]] >= 12 - 1e-9, `${wishes} -> ${placed}`);
        if (k > 0) assert.ok(wishes[i] >= wishes[order[k - 1]], 'order');
      });
    }
  });

  it('close up evenly where they cannot all fit', () => {
    const placed = placeLabels([1, 2, 3, 4, 5], 50, 0, 100);
    assert.deepEqual(placed, [10, 30, 50, 70, 90]);
  });

  it('of a picture stand where the fewest points are', () => {
    const bounds = { xMin: -1, xMax: 1, yMin: -1, yMax: 1 };
    const ring = Array.from({ length: 40 }, (_, k) => [0.8 * Math.cos(k), 0.8 * Math.sin(k)]).flat();
    assert.equal(emptiestPlace(ring, bounds, 0.5, 0.1), 'centre');
    assert.equal(emptiestPlace([], bounds, 0.5, 0.1), 'centre');
    const corners = [0, 0, -0.9, 0.95, 0.9, 0.95, -0.9, -0.95];
    assert.equal(emptiestPlace(corners, bounds, 0.5, 0.1), 'bottom-right');
    assert.equal(emptiestPlace([...corners, 0.9, -0.95], bounds, 0.5, 0.1), 'top');
    assert.equal(emptiestPlace([...corners, 0.9, -0.95, 0.95, -0.95, 0, 0.95, 0, -0.95], bounds, 0.5, 0.1), 'centre');
  });
});

describe('numbers', () => {
  it('write a small learning rate as a power of ten, and with all digits where it is typed', () => {
    assert.deepEqual([0, 0.01, 1e-4, 1e-6, 2.5e-7, 1e5].map(format.rate), [
      '0',
      '0.01',
      '0.0001',
      '10⁻⁶',
      '2.5\u00a0·\u00a010⁻⁷',
      '10⁵',
    ]);
    const rates = [0, 0.01, 1e-6, 2.5e-7, 1e-12, 123456, 5e-324];
    assert.deepEqual(rates.slice(0, 4).map(format.typedRate), ['0', '0.01', '0.000001', '0.00000025']);
    for (const rate of rates) assert.equal(numberFrom(format.typedRate(rate), 'number'), rate);
    assert.equal(format.schedule(0.01, [[3000, 1e-6]]), '0.01 → 10⁻⁶ at 3,000');
  });

  it('have as many decimals as their count of points needs', () => {
    assert.equal(format.percent(298 / 300, 300), '99.33 %');
    assert.equal(format.percent(0.96, 100), '96 %');
    assert.equal(format.percent(0.5, 1000), '50.0 %');
    assert.equal(format.percent(29_999 / 30_000, 30_000), '99.997 %');
    assert.equal(format.percent(null, 0), '–');
    assert.equal(format.percent(0, 0), '0.00 %');
  });

  it('name a cost that is no number', () => {
    assert.equal(format.cost(NaN), 'not a number');
    assert.equal(format.cost(Infinity), '∞');
    assert.equal(format.cost(null), '–');
    assert.equal(format.cost(0), '0');
    assert.equal(format.cost(1773.5859), '1,774');
    assert.equal(format.cost(0.0648101), '0.06481');
    assert.equal(format.cost(1.23456e-7), '1.235\u00a0·\u00a010⁻⁷');
    assert.equal(format.cost(-2.5e6, 2), '-2.5\u00a0·\u00a010⁶');
    assert.equal(format.cost(5e-324), '4.941\u00a0·\u00a010⁻³²⁴');
    assert.equal(format.rate(1e-6), '10⁻⁶');
    assert.equal(format.rate(0.01), '0.01');
    assert.equal(format.tick(1e-5), '10⁻⁵');
    assert.equal(format.tick(1000), '1,000');
    assert.equal(format.tick(2.5e6), '2.5\u00a0·\u00a010⁶');
  });

  it('are grouped within a sentence, decimals left alone', () => {
    assert.equal(format.grouped('a whole number from 0 to 4294967295'), 'a whole number from 0 to 4,294,967,295');
    assert.equal(format.grouped('from 0.000001 to 100'), 'from 0.000001 to 100');
    assert.equal(format.grouped('0.12345678'), '0.12345678');
    assert.equal(format.grouped('1234'), '1234');
  });

  it('tell a schedule of learning rates, a long one in short', () => {
    assert.equal(format.schedule(0.01, [[3061, 0.1]]), '0.01 → 0.1 at 3,061');
    const changes = /** @type {[number, number][]} */ (
      [0.1, 0.2, 0.5, 1, 2, 5].map((rate, k) => [1000 * (k + 4), rate])
    );
    assert.equal(format.schedule(0.01, changes), '0.01 → … 5 more … → 5 at 9,000');
    assert.equal(format.schedule(0.01, changes.slice(0, 2)), '0.01 → 0.1 at 4,000 → 0.2 at 5,000');
  });

  it('are written in one way along an axis', () => {
    assert.deepEqual(format.ticks([0.01, 0.1, 1, 10, 1000]), ['0.01', '0.1', '1', '10', '1,000']);
    assert.deepEqual(format.ticks([1e-4, 0.01, 1, 100]), ['10⁻⁴', '10⁻²', '10⁰', '10²']);
    assert.deepEqual(format.ticks([0, 5e4, 1e5]), ['0', '5\u00a0·\u00a010⁴', '10⁵']);
  });
});
