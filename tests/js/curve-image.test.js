/** The image of a circle through the layers, the correlation of two points, and the size of updates: their numbers. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { correlationOf, curveGrid, curveLayer, picturedLayers, pointsByLayer } from '../../www/charts/curve-image.js';
import { signalLayout } from '../../www/charts/signal-chart.js';
import { TURN, inside } from '../../www/engine/inside.js';
import { createLab } from '../../www/engine/lab.js';
import { curveOf } from '../../www/views/inside/curve-section.js';

const BOUNDS = { xMin: -1, xMax: 1, yMin: -1, yMax: 1 };
/** Theory by quadrature, from an independent script. @type {{ poole_2016: { sigma_b: number, sigma_w: number, c: number }[] }} */
const PAPERS = JSON.parse(readFileSync(new URL('../fixtures/papers.json', import.meta.url), 'utf8'));

/** @param {number} radius @param {number} units  whose first two hold the circle */
const circle = (radius, units) =>
  Array.from({ length: TURN }, (_, k) =>
    Float64Array.from({ length: units }, (_, unit) =>
      unit > 1 ? 0 : radius * Math.cos((2 * Math.PI * k) / TURN - (unit * Math.PI) / 2),
    ),
  );

/** tanh layers with weights and biases of these deviations. @param {number} sigmaW @param {number} sigmaB @param {number} depth @param {number} width */
const random = (sigmaW, sigmaB, depth, width) => ({
  dataset: { name: 'circles', samples: 100, noise: 0 },
  network: { hidden: Array.from({ length: depth }, () => width), activation: 'tanh', biasStddev: sigmaB },
  runs: [{ initializer: 'variance_scaling', scale: sigmaW ** 2, distribution: 'untruncated_normal' }],
});

/** @param {any} experiment @param {any} [more] */
async function insideOf(experiment, more = {}) {
  const lab = await createLab(experiment);
  const [first] = inside(lab, [0], { bounds: BOUNDS, starts: [true], follow: null, parts: [], ...more });
  lab.free();
  return first;
}

describe('the image of a circle', () => {
  it('is a circle where two units hold it: its length, its correlation, and a picture of its shape', () => {
    const { length, correlation, share, picture } = curveLayer(circle(3, 5));
    assert.ok(Math.abs(length - (2 * TURN * 3 * Math.sin(Math.PI / TURN)) / Math.sqrt(5)) < 1e-12);
    assert.ok(Math.abs(correlation) < 1e-12);
    assert.ok(Math.abs(share - 1) < 1e-12);
    for (const [x, y] of picture) assert.ok(Math.abs(Math.hypot(x, y) - 3) < 1e-9);
    picture.forEach(([x, y], k) => {
      const [u, v] = picture[(k + TURN / 4) % TURN];
      assert.ok(Math.abs(x * u + y * v) < 1e-9, 'a quarter turn is a right angle');
    });
  });

  it('is a point where every unit is constant, and shows no share of nothing', () => {
    const { length, correlation, share, picture } = curveLayer(
      Array.from({ length: TURN }, () => Float64Array.of(2, 1)),
    );
    assert.deepEqual([length, share], [0, NaN]);
    assert.ok(Math.abs(correlation - 1) < 1e-12);
    assert.deepEqual(picture[5], [0, 0]);
  });

  it('has the values of the network itself, layer by layer', async () => {
    const lab = await createLab({ network: { hidden: [4, 3] }, runs: [{ initializer: 'he' }] });
    const points = [0.3, -0.2, 1, 0.5, -1.5, 2];
    const layers = pointsByLayer(lab.preActivations(0, points), [4, 3, 1]);
    for (const [k, at] of [0, 1, 2].entries())
      assert.deepEqual(
        layers.map((of) => [...of[at]]),
        lab.follow(0, [points[2 * k], points[2 * k + 1]]).map(({ preActivations }) => [...preActivations]),
      );
    assert.throws(() => lab.preActivations(0, [1]), RangeError);
    lab.free();
  });

  it('lies around the mean of standardized data, at the samples’ distance', async () => {
    const lab = await createLab({ dataset: { name: 'moons', standardize: true }, runs: [{ initializer: 'he' }] });
    const { probes } = inside(lab, [0], { bounds: BOUNDS, starts: [true], follow: null, parts: [] })[0];
    const [layer] = pointsByLayer(probes, [10, 5, 1]);
    const [{ weights, biases }] = lab.parameters(0);
    // Standardized coordinates have mean 0 and variance 1, so the rms distance is √2.
    for (const unit of [0, 7])
      assert.ok(Math.abs(layer[0][unit] - (biases[unit] + Math.SQRT2 * weights[2 * unit])) < 1e-9);
    lab.free();
  });

  it('has the correlation that theory expects, which ends at its fixed point', async () => {
    for (const { sigma_w: sigmaW, sigma_b: sigmaB, c } of PAPERS.poole_2016) {
      const deep = /** @type {number[]} */ (curveOf(await insideOf(random(sigmaW, sigmaB, 100, 2))).correlation)[99];
      assert.ok(Math.abs(deep - c) < 0.002, `σ_w ${sigmaW}: theory ${deep}, fixed point ${c}`);
      const { layers, correlation } = curveOf(await insideOf(random(sigmaW, sigmaB, 15, 256)));
      const expected = /** @type {number[]} */ (correlation)[14];
      const measured = layers[14].correlation;
      assert.ok(Math.abs(measured - expected) < 0.1, `σ_w ${sigmaW}: ${measured} in 256 units, theory ${expected}`);
    }
  });

  it('grows or shrinks as theory expects', async () => {
    for (const [sigmaW, grows] of /** @type {const} */ ([
      [1.3, false],
      [2.5, true],
    ])) {
      // prettier-ignore
      const { layers, length } = curveOf(await insideOf(random(sigmaW, 0.3, 8, 256)));
      const theory = /** @type {number[]} */ (length);
      assert.equal(theory[7] > theory[0], grows);
      theory.slice(0, 8).forEach((expected, k) => {
        const ratio = layers[k].length / expected;
        assert.ok(ratio > 0.75 && ratio < 1.33, `σ_w ${sigmaW}, layer ${k + 1}: ${ratio} of theory`);
      });
    }
  });

  it('has theory at iteration 0 only', async () => {
    const lab = await createLab({ runs: [{ initializer: 'he' }] });
    lab.advance(1);
    const [{ theory }] = inside(lab, [0], { bounds: BOUNDS, starts: [false], follow: null, parts: [] });
    assert.deepEqual(theory, []);
    lab.free();
  });

  it('is pictured in the first layer, in the last, and in at most ten', () => {
    assert.deepEqual(picturedLayers(3), [0, 1, 2]);
    assert.deepEqual(picturedLayers(1), [0]);
    const many = picturedLayers(100);
    assert.deepEqual([many[0], many.at(-1), many.length], [0, 99, 10]);
    for (const width of [200, 500, 900]) {
      const { columns, side, height } = curveGrid(width, 10, 12);
      assert.ok(columns * side <= width + 1e-9 && height > 0);
    }
  });
});

describe('two points', () => {
  it('have the correlation of their values, and that of theory', async () => {
    const { probes, theory } = await insideOf(random(2.5, 0.3, 3, 256), {
      follow: { point: [1, 0] },
      second: { point: [0.5, 0.5] },
    });
    const [layer] = pointsByLayer(probes, [256, 256, 256, 1]);
    assert.equal(layer.length, TURN + 2);
    // z = W x + b: variance σ_w² (x · x′) / 2 + σ_b².
    const along = (/** @type {number} */ product) => (6.25 * product) / 2 + 0.09;
    const expected = along(0.5) / Math.sqrt(along(1) * along(0.5));
    const [, , both, one, other] = theory;
    const [q, r, d] = [one.rms[0] ** 2, other.rms[0] ** 2, 4 * both.betweenSamples[0] ** 2];
    assert.ok(Math.abs((q + r - d) / (2 * Math.sqrt(q * r)) - expected) < 1e-9);
    assert.ok(Math.abs(correlationOf(layer[TURN], layer[TURN + 1]) - expected) < 0.15);
  });
});

describe('the size of an update', () => {
  for (const training of [
    { learningRate: 0.1 },
    { optimizer: 'adam', learningRate: 0.01 },
    { optimizer: 'momentum', learningRate: 0.05, batchSize: 16 },
  ])
    it(`is that of the update which follows: ${JSON.stringify(training)}`, async () => {
      const lab = await createLab({ network: { hidden: [6, 4] }, training, runs: [{ initializer: 'he' }] });
      for (const iteration of [0, 7]) {
        lab.advance(iteration - lab.iteration);
        const before = lab.parameters(0);
        const ratios = lab.updateRatios(0);
        assert.equal(lab.iteration, iteration);
        assert.deepEqual(lab.parameters(0), before, 'the lab stays where it is');
        lab.advance(1);
        lab.parameters(0).forEach(({ weights }, layer) => {
          const old = before[layer].weights;
          const change = Math.hypot(...weights.map((w, k) => w - old[k])) / Math.hypot(...old);
          assert.ok(Math.abs(ratios[layer] / change - 1) < 1e-9, `layer ${layer + 1}`);
        });
      }
      lab.free();
    });

  it('is no number where all weights are 0', async () => {
    const lab = await createLab({ network: { hidden: [3] }, runs: [{ initializer: 'zeros' }] });
    assert.ok(lab.updateRatios(0).every((ratio) => !Number.isFinite(ratio)));
    lab.free();
  });
});

describe('a chart by layer', () => {
  const box = { width: 400, height: 160, em: 12, labels: 0 };

  it('has a linear axis for correlations, on which 0 is a value like others', () => {
    const lines = [{ label: '', slot: 0, values: [1, 0, -0.5] }];
    const at = signalLayout({ lines, layers: 3, range: { low: -1, high: 1, linear: true } }, box);
    const [one, none, less] = /** @type {{ y: number, zero: boolean }[]} */ (at.lines[0]);
    assert.ok(one.y < none.y && none.y < less.y);
    assert.ok(Math.abs((less.y - none.y) / (none.y - one.y) - 0.5) < 1e-9);
    assert.equal(none.zero, false);
    assert.equal(at.anyZero, false);
  });

  it('marks a value on its axis', () => {
    const range = { low: 1e-4, high: 1 };
    const at = signalLayout({ lines: [{ label: '', slot: 0, values: [1e-3] }], layers: 1, range, mark: 1e-3 }, box);
    assert.equal(at.mark, /** @type {{ y: number }} */ (at.lines[0][0]).y);
    assert.equal(signalLayout({ lines: [], layers: 1, range }, box).mark, null);
  });
});
