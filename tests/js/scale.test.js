/** Coordinates that networks learn badly from, and points of both classes at one place. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { inRoot } from '../../scripts/paths.js';
import { coincident } from '../../www/charts/coincident.js';
import { themes } from '../../www/charts/colours.js';
import { axisText } from '../../www/charts/format.js';
import { paintPoints } from '../../www/charts/surface.js';
import { offScale } from '../../www/data/scale.js';
import { catalogue, createLab } from '../../www/engine/lab.js';
import { otherDataset, standardizedLike } from '../../www/experiment/dataset.js';
import { rangeSentence } from '../../www/views/results/scale-hint.js';

/** The points of a file in tests/fixtures/points. @param {string} name */
const pointsOf = (name) =>
  readFileSync(inRoot('tests', 'fixtures', 'points', name), 'utf8')
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('x'))
    .map((line) => line.split(',').map(Number));

/** @param {number[][]} points */
const flat = (points) => Float64Array.from(points.flatMap(([x, y]) => [x, y]));

const advice = (/** @type {number[][]} */ points) => {
  const ranges = offScale(flat(points));
  return ranges.length ? rangeSentence(ranges) : '';
};

describe('the advice to standardize', () => {
  it('is given for exam marks and values near 10⁶, and gone where they are standardized', async () => {
    for (const [file, told] of [
      ['exam-marks.csv', 'x₁ runs from 31.5 to 99.2, and x₂ from 30.1 to 99.5.'],
      ['up-to-1e6.csv', 'x₁ runs from 283,000 to 893,000, and x₂ from 271,000 to 895,000.'],
    ]) {
      const points = pointsOf(file);
      assert.equal(advice(points), `${told} Networks learn best from inputs near 0 with a spread near 1.`, file);
      const { mean, stddev } = /** @type {NonNullable<import('../../www/engine/lab.js').Lab['standardization']>} */ (
        (await createLab({ dataset: { name: 'custom', points, standardize: true } })).standardization
      );
      assert.equal(advice(points.map(([x, y]) => [(x - mean[0]) / stddev[0], (y - mean[1]) / stddev[1]])), '');
    }
  });

  it('is never given for a built-in data set or a preset', async () => {
    const { datasets, presets } = await catalogue();
    const experiments = [
      ...presets.map(({ name }) => ({ preset: name })),
      ...datasets.flatMap(({ name, noise }) =>
        [300, 20].flatMap((samples) =>
          [0, noise, 0.3].map((spread) => ({ dataset: { name, samples, noise: spread } })),
        ),
      ),
    ];
    for (const experiment of experiments) {
      const lab = await createLab(experiment);
      assert.deepEqual(offScale(lab.points.train.points), [], JSON.stringify(experiment));
      lab.free();
    }
    const extreme = await createLab({ dataset: { name: 'circles', noise: 10 } });
    assert.equal(offScale(extreme.points.train.points).length, 2, 'noise of 10');
    extreme.free();
  });

  it('names the coordinates that are far from 0, tiny, huge or on another scale than the other', () => {
    const unit = Array.from({ length: 24 }, (_, k) => [Math.cos(k), Math.sin(k)]);
    const axes = (/** @type {number[][]} */ points) => offScale(flat(points)).map(({ axis }) => axis);
    assert.deepEqual(axes(unit), []);
    assert.deepEqual(axes(unit.map(([x, y]) => [x + 4, y])), [0], 'far from 0');
    assert.deepEqual(axes(unit.map(([x, y]) => [x, 20 * y])), [0, 1], 'unlike scales');
    assert.deepEqual(axes(unit.map(([x, y]) => [x, 8 * y])), [1], 'a large spread');
    assert.deepEqual(axes(unit.map(([x, y]) => [0.01 * x, 0.01 * y])), [0, 1], 'tiny');
    assert.deepEqual(axes(unit.map(([x]) => [x, 7])), [1], 'a large constant');
    assert.deepEqual(axes(unit.map(([x]) => [x, 0.5])), [], 'a small constant');
    for (const few of [
      [],
      [[0, 0]],
      [[1.2, -0.3]],
      [
        [1.2, 1],
        [1.21, 1],
        [1.2, 1.01],
      ],
    ])
      assert.deepEqual(axes(few), [], 'points drawn one by one in the picture');
    assert.deepEqual(axes([[1e6, -1e6]]), [0, 1]);
    assert.deepEqual([0, 30.444, -0.00123, 999999.6, 1e-7].map(axisText), [
      '0',
      '30.4',
      '−0.00123',
      '1,000,000',
      '1\u00a0·\u00a010⁻⁷',
    ]);
  });
});

describe('a data set in place of another', () => {
  it('stays standardized', async () => {
    const named = await catalogue();
    const [preset] = named.presets;
    for (const standardize of [true, undefined]) {
      const experiment = { ...preset.experiment, dataset: { ...preset.experiment.dataset, standardize } };
      assert.equal(
        otherDataset(/** @type {any} */ ({ catalogue: named, experiment, preset }), 'moons').standardize,
        standardize,
      );
      assert.equal(standardizedLike(experiment.dataset, { name: 'custom', points: [] }).standardize, standardize);
    }
  });
});

describe('points of both classes at one place', () => {
  it('are found, whatever their order and number', () => {
    const samples = (/** @type {number[][]} */ list) => ({
      points: flat(list),
      labels: Uint8Array.from(list, ([, , label]) => label),
    });
    const list = [
      [0, 0, 0],
      [1, 2, 1],
      [-0, 0, 1],
      [1, 2, 0],
      [0, 0, 0],
      [1, 2, 1],
      [3, 3, 1],
      [3, 3, 1],
      [2, 1, 0],
    ];
    const shared = [1, 1, 1, 1, 1, 1, 0, 0, 0];
    assert.deepEqual([...coincident(samples(list))], shared);
    assert.deepEqual([...coincident(samples(list.toReversed()))], shared.toReversed());
    assert.deepEqual([...coincident(samples([]))], []);
  });

  it('are drawn as a triangle within a larger circle, solid or hollow', () => {
    const data = { points: Float64Array.of(0.5, 0.5, 0.5, 0.5, 0.2, 0.2), labels: Uint8Array.of(1, 0, 0) };
    for (const hollow of [false, true]) {
      /** @type {[string, number[], string][]} */
      const calls = [];
      const ctx = new Proxy(/** @type {any} */ ({ fillStyle: '', strokeStyle: '' }), {
        get: (target, name) =>
          name in target
            ? target[name]
            : (/** @type {number[]} */ ...values) =>
                calls.push([String(name), values, hollow ? target.strokeStyle : target.fillStyle]),
      });
      const scale = (/** @type {number} */ value) => 300 * value;
      paintPoints(ctx, data, { x: scale, y: scale, width: 300, height: 300 }, themes.light, { hollow });
      const circles = calls.filter(([name]) => name === 'arc').map(([, [x, y, radius]]) => ({ x, y, radius }));
      const corners = calls.flatMap(([name, [x, y]]) => (name === 'moveTo' || name === 'lineTo' ? [[x, y]] : []));
      const [around, alone] = circles;
      assert.deepEqual([around.x, around.y], [150, 150]);
      assert.ok(around.radius > 1.5 * alone.radius);
      const triangle = corners.slice(-4);
      for (const [x, y] of triangle)
        assert.ok(Math.hypot(x - 150, y - 150) < around.radius - 0.2 * alone.radius, 'inside');
      const painted = calls.filter(([name]) => name === (hollow ? 'stroke' : 'fill')).map(([, , colour]) => colour);
      assert.deepEqual(painted.slice(-1), [themes.light.one], 'the triangle is on top');
      assert.equal(circles.length, 2, 'each point once');
    }
  });
});
