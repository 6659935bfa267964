/**
 * The presets of papers, held to tests/fixtures/papers.json: theory by quadrature, and simulations in NumPy by
 * make_papers.py. Where a number was simulated with other points than the preset's, these are laid over the preset.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createLab, createSweep, meanField } from '../../www/engine/lab.js';

const papers = JSON.parse(readFileSync(new URL('../fixtures/papers.json', import.meta.url), 'utf8'));

/** @typedef {import('../../www/engine/create-sweep.js').Results} Results */

/**
 * The results of a sweep.
 * @template T
 * @param {any} experiment @param {(sweep: { results: Results, median: Float64Array }) => T} read
 */
async function swept(experiment, read) {
  const sweep = await createSweep(experiment);
  try {
    await sweep.run();
    return read({ results: sweep.results(), median: sweep.summary().median });
  } finally {
    sweep.free();
  }
}

/**
 * Reads a lab at iteration 0.
 * @template T
 * @param {any} experiment @param {(lab: import('../../www/engine/lab.js').Lab) => T} read
 */
async function started(experiment, read) {
  const lab = await createLab(experiment);
  try {
    return read(lab);
  } finally {
    lab.free();
  }
}

/** The values of each run's cells, one for each seed. @param {Results} results @param {Float64Array} values */
function cellsOf({ shape: [runs, y, x, seeds] }, values) {
  return Array.from({ length: runs }, (_, run) =>
    Array.from({ length: y * x }, (_, cell) =>
      values.slice((run * y * x + cell) * seeds, (run * y * x + cell + 1) * seeds),
    ),
  );
}

/** Mean and standard error. @param {Float64Array} values */
function meanOf(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** Asserts that two numbers differ by at most three standard errors. @param {string} what @param {{ mean: number, error: number }} ours @param {{ mean: number, error: number }} theirs */
function agree(what, ours, theirs) {
  const reach = 3 * Math.hypot(ours.error, theirs.error);
  assert.ok(
    reach > 0 && Math.abs(ours.mean - theirs.mean) <= reach,
    `${what}: ${ours.mean}, ${theirs.mean} ± ${reach}`,
  );
}

/** @param {number} value @param {number} expected @param {number} tolerance  relative @param {string} what */
const near = (value, expected, tolerance, what) =>
  assert.ok(Math.abs(value - expected) <= tolerance * Math.abs(expected), `${what}: ${value}, ${expected}`);

/** @type {{ name: string, points: number[][] }} */
const PLANE = {
  name: 'custom',
  points: papers.plane.map((/** @type {number[]} */ point, /** @type {number} */ k) => [
    ...point,
    papers.plane_labels[k],
  ]),
};
const LINE = {
  name: 'custom',
  points: papers.line_x.map((/** @type {number} */ x, /** @type {number} */ k) => [x, 0, k % 2]),
};

/** Values of tanh networks. @param {number} weightVariance @param {number} biasVariance */
const fixedPoint = async (weightVariance, biasVariance) =>
  (await meanField({ activation: 'tanh', weightVariance, biasVariance })).fixedPoint;

describe('mean-field theory', () => {
  it('has the fixed points of order and chaos', async () => {
    for (const { sigma_w, sigma_b, q, chi, c } of papers.poole_2016) {
      const ours = await fixedPoint(sigma_w ** 2, sigma_b ** 2);
      near(ours.q, q, 1e-5, `q* at ${sigma_w}`);
      near(ours.chi, chi, 2e-4, `χ at ${sigma_w}`);
      assert.ok(Math.abs(ours.c - c) < 1e-4, `c* at ${sigma_w}: ${ours.c}, ${c}`);
    }
  });

  it('has the border of order and chaos, and the depths that signals reach', async () => {
    for (const [biasVariance, critical] of Object.entries(papers.schoenholz_2017_critical_sigma_w2)) {
      let [low, high] = [0.5, 6];
      while (high - low > 1e-6) {
        const middle = (low + high) / 2;
        if ((await fixedPoint(middle, Number(biasVariance))).chi < 1) low = middle;
        else high = middle;
      }
      near(low, critical, 1e-4, `critical σ_w² at σ_b² ${biasVariance}`);
    }
    for (const [weightVariance, xi] of Object.entries(papers['schoenholz_2017_xi_at_sigma_b2_0.05']))
      near((await fixedPoint(Number(weightVariance), 0.05)).xi, xi, 1e-4, `ξ at ${weightVariance}`);
  });

  it('has the closed forms of ReLU', async () => {
    const {
      q,
      c,
      chi,
      fixedPoint: end,
    } = await meanField({
      activation: 'relu',
      weightVariance: 1.8,
      biasVariance: 0.1,
      depth: 30,
      q0: 3,
      c0: -0.5,
    });
    assert.deepEqual([q.length, c.length, chi.length, q[0], c[0]], [31, 31, 31, 3, -0.5]);
    for (let layer = 1; layer <= 30; layer += 1) {
      near(q[layer], 0.9 * q[layer - 1] + 0.1, 1e-4, `q of layer ${layer}`);
      near(chi[layer], 0.9, 1e-9, `χ of layer ${layer}`);
      // The arc-cosine kernel (Cho and Saul, 2009).
      const angle = Math.acos(c[layer - 1]);
      const product = (q[layer - 1] * (Math.sin(angle) + (Math.PI - angle) * c[layer - 1])) / (2 * Math.PI);
      near(c[layer], (1.8 * product + 0.1) / q[layer], 2e-3, `c of layer ${layer}`);
    }
    near(end.q, 1, 1e-4, 'q*');
    assert.equal(end.c, 1);
    near(end.xi, -1 / Math.log(0.9), 1e-9, 'ξ');
    const grows = await meanField({ activation: 'relu', weightVariance: 4, depth: 1000 });
    assert.deepEqual([grows.q.at(-1), grows.fixedPoint.q], [Infinity, Infinity]);
    near(grows.fixedPoint.chi, 2, 1e-9, 'χ where lengths grow');
    const fades = await meanField({ activation: 'tanh', weightVariance: 0.25 });
    assert.equal(fades.fixedPoint.q, 0);
    near(fades.fixedPoint.chi, 0.25, 1e-9, 'χ where lengths vanish');
  });

  it('has the end of correlations where lengths vanish, grow, or change ever more slowly', async () => {
    // Without biases, the correlations of ReLU are those of every σ_w²: the distance to 1 falls as 1 / layers².
    for (const weightVariance of [0.5, 1, 2, 3]) {
      const { c, fixedPoint: end } = await meanField({ activation: 'relu', weightVariance, depth: 60 });
      assert.deepEqual([end.c, end.xi], [1, Infinity], `ReLU at ${weightVariance}`);
      assert.ok(1 - c[60] > 0.05 * (1 - c[20]), 'no share of 1/e in any fixed number of layers');
    }
    // Small signals pass tanh unchanged: the correlation stays what it was.
    for (const weightVariance of [0.5, 1]) {
      const { c, fixedPoint: end } = await meanField({ activation: 'tanh', weightVariance, depth: 1000, c0: 0.9 });
      assert.deepEqual([end.q, end.c, end.xi], [0, NaN, Infinity], `tanh at ${weightVariance}`);
      assert.ok(c[1000] > 0.8 && c[1000] < 0.95, String(c[1000]));
    }
    for (const [activation, weightVariance] of /** @type {const} */ ([
      ['relu', 2],
      ['leaky_relu', 2 / 1.0001],
      ['identity', 1],
    ]))
      for (const q0 of [1, 7])
        assert.equal(
          (await meanField({ activation, weightVariance, q0 })).fixedPoint.q,
          q0,
          `${activation} keeps lengths`,
        );
    const grows = await meanField({ activation: 'identity', weightVariance: 1, biasVariance: 0.1 });
    assert.equal(grows.fixedPoint.q, Infinity);
    const nothing = await meanField({ activation: 'tanh', weightVariance: 0, biasVariance: 0 });
    assert.deepEqual([nothing.fixedPoint.q, nothing.fixedPoint.chi], [0, 0]);
  });

  it('refuses what it cannot compute', async () => {
    const tanh = { activation: 'tanh', weightVariance: 1 };
    for (const [part, name, path] of /** @type {[any, string, string][]} */ ([
      [{ activation: 'tan' }, 'RangeError', 'activation'],
      [{ activation: 5 }, 'TypeError', 'activation'],
      [{ weightVariance: -1 }, 'RangeError', 'weightVariance'],
      [{ weightVariance: NaN }, 'RangeError', 'weightVariance'],
      [{ biasVariance: '1' }, 'TypeError', 'biasVariance'],
      [{ depth: 1.5 }, 'RangeError', 'depth'],
      [{ depth: 1001 }, 'RangeError', 'depth'],
      [{ q0: Infinity }, 'RangeError', 'q0'],
      [{ c0: 1.1 }, 'RangeError', 'c0'],
    ]))
      await assert.rejects(meanField({ ...tanh, ...part }), { name, path });
  });
});

describe('He et al. (2015)', () => {
  it('has the error signals of 22 and 30 layers', async () => {
    const ratios = await swept({ preset: 'he_2015', dataset: PLANE, seed: 0, sweep: { seeds: 25 } }, ({ results }) =>
      cellsOf(results, results.errorSignalRatio.map(Math.log10)),
    );
    for (const [run, name] of ['he', 'xavier'].entries())
      for (const [cell, depth] of [22, 30].entries()) {
        const { mean_log10: mean, se: error } = papers.he_2015_gradient_ratio_width_64[`${name} hidden ${depth}`];
        agree(`${name}, ${depth} layers`, meanOf(ratios[run][cell]), { mean, error });
      }
    // Both ratios differ by that of the weights, 2^(−L/2), but for the outputs, which are nearer to ½ with Xavier's.
    for (const [cell, depth] of [22, 30].entries()) {
      const apart = meanOf(ratios[1][cell].map((ratio, seed) => ratio - ratios[0][cell][seed]));
      near(10 ** apart.mean, 2 ** (-depth / 2), 0.05, `${depth} layers`);
    }
  });

  it('says what its own points give, too', async () => {
    const [he] = await swept({ preset: 'he_2015' }, ({ results }) =>
      cellsOf(results, results.errorSignalRatio.map(Math.log10)),
    );
    for (const cell of he) assert.ok(meanOf(cell).mean > -1.3 && meanOf(cell).mean < -0.8, 'about a tenth');
  });
});

describe('Glorot and Bengio (2010)', () => {
  const sweep = { seeds: 15, measure: 'error_signal_ratio' };

  it('has the error signals of four tanh layers', async () => {
    const ratios = await swept({ preset: 'glorot_2010', dataset: PLANE, seed: 0, sweep }, ({ results }) =>
      cellsOf(results, results.errorSignalRatio.map(Math.log10)),
    );
    for (const [run, name] of ['small', 'glorot'].entries()) {
      const { mean_log10: mean, se: error } = papers.glorot_2010_gradient_ratio_width_256_hidden_4_tanh[name];
      agree(name, meanOf(ratios[run][0]), { mean, error });
    }
  });

  it('says what its own points give, too', async () => {
    const [[small], [glorot]] = await swept({ preset: 'glorot_2010', sweep: { ...sweep, seeds: 40 } }, ({ results }) =>
      cellsOf(results, results.errorSignalRatio),
    );
    assert.ok(small.filter((ratio) => ratio < 0.01).length >= 32, `${small}`);
    assert.ok(glorot.filter((ratio) => ratio > 1 / 16 && ratio < 1 / 9).length >= 32, `${glorot}`);
    for (let seed = 1; seed <= 40; seed += 1) {
      const outputs = await started({ preset: 'glorot_2010', seed }, (lab) =>
        [0, 1].map((run) => {
          const [last, output] = lab.inspect(run).layers.slice(-2);
          return output.gradientRms / last.gradientRms;
        }),
      );
      assert.ok(outputs[0] > 25 && outputs[0] < 31 && outputs[1] > 10.5 && outputs[1] < 13, `seed ${seed}: ${outputs}`);
    }
  });
});

describe('Saxe et al. (2014)', () => {
  it('has singular values of 1 however deep the network is, with orthogonal weights alone', async () => {
    const depth = 60;
    const hidden = Array(depth).fill(8);
    const products = await started({ preset: 'saxe_2014', network: { hidden } }, (lab) =>
      [0, 1].map((run) => gramOf(lab.parameters(run).slice(0, depth))),
    );
    const [orthogonal, gaussian] = products;
    assert.ok(Math.max(Math.abs(orthogonal[0] - 1), Math.abs(orthogonal[1]), Math.abs(orthogonal[2] - 1)) < 1e-10);
    assert.ok(Math.abs(gaussian[0] - 1) > 0.5, `${gaussian}`);
  });

  it('needs no more updates in deep networks, at the best rate, with orthogonal weights alone', async () => {
    const axes = [
      { field: 'depth', from: 1, to: 60, steps: 3, scale: 'log' },
      { field: 'training.learningRate', from: 0.0005, to: 0.5, steps: 10, scale: 'log' },
    ];
    const best = await swept({ preset: 'saxe_2014', sweep: { axes } }, ({ results: { shape }, median }) => {
      const [runs, y, x] = shape;
      return Array.from({ length: runs }, (_, run) =>
        Array.from({ length: x }, (_, cell) =>
          Math.min(...Array.from({ length: y }, (_, rate) => median[(run * y + rate) * x + cell])),
        ),
      );
    });
    const [orthogonal, gaussian] = best;
    assert.ok(orthogonal[2] <= orthogonal[0], `${orthogonal}`);
    assert.ok(gaussian[2] >= 4 * gaussian[0], `${gaussian}`);
  });
});

/** PᵀP of the product P of layers with two inputs: its entries 11, 12, 22. @param {readonly { shape: [number, number], weights: Float64Array }[]} layers */
function gramOf(layers) {
  /** @type {number[][]} */
  let columns = [
    [1, 0],
    [0, 1],
  ];
  for (const { shape, weights } of layers)
    columns = columns.map((column) =>
      Array.from({ length: shape[0] }, (_, unit) =>
        column.reduce((sum, value, input) => sum + weights[unit * shape[1] + input] * value, 0),
      ),
    );
  const dot = (/** @type {number[]} */ a, /** @type {number[]} */ b) =>
    a.reduce((sum, value, k) => sum + value * b[k], 0);
  return [dot(columns[0], columns[0]), dot(columns[0], columns[1]), dot(columns[1], columns[1])];
}

describe('Mishkin and Matas (2016)', () => {
  it('starts every layer with variance 1, where orthogonal weights lose it', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const [orthogonal, lsuv] = await started({ preset: 'mishkin_2016', seed }, (lab) =>
        [0, 1].map((run) => lab.inspect(run).layers.map(({ preActivation }) => preActivation.stddev ** 2)),
      );
      assert.ok(orthogonal[9] < 0.05 * orthogonal[0], `seed ${seed}: ${orthogonal}`);
      for (const variance of lsuv) assert.ok(Math.abs(variance - 1) <= 0.02, `seed ${seed}: ${lsuv}`);
    }
  });
});

describe('Poole et al. (2016)', () => {
  it('has lengths and correlations of theory, as near as width 256 allows', async () => {
    const experiment = /** @type {any} */ (await started({ preset: 'poole_2016' }, (lab) => lab.experiment));
    const { runs, network } = experiment;
    for (const [k, { scale }] of runs.entries()) {
      const depth = network.hidden.length;
      const q0 = scale / 2 + 0.09;
      const theory = await meanField({
        activation: 'tanh',
        weightVariance: scale,
        biasVariance: 0.09,
        depth: depth - 1,
        q0,
      });
      const measured = await Promise.all(
        [1, 2, 3].map((seed) =>
          started({ preset: 'poole_2016', runs: [runs[k]], seed }, (lab) =>
            lab
              .inspect(0)
              .layers.slice(0, depth)
              .map(({ preActivationRms, preActivationBetweenSamples }) => ({
                q: preActivationRms ** 2,
                // The circle's mean correlation: what all of its points have in common.
                c: 1 - (preActivationBetweenSamples / preActivationRms) ** 2,
              })),
          ),
        ),
      );
      const last = depth - 1;
      const mean = (/** @type {'q' | 'c'} */ what) => measured.reduce((sum, layers) => sum + layers[last][what], 0) / 3;
      near(mean('q'), theory.q[last], 0.1, `q of the last layer, run ${k}`);
      if (scale > 2) assert.ok(Math.abs(mean('c') - theory.fixedPoint.c) < 0.06, `c of the last layer: ${mean('c')}`);
      else assert.ok(mean('c') > 0.7, `order: ${mean('c')}`);
    }
  });
});

describe('Schoenholz et al. (2017)', () => {
  it('trains the deepest networks most often near the border of order and chaos', async () => {
    const axes = [
      { field: 'runs.scale', from: 0.5, to: 4, steps: 8 },
      { field: 'depth', from: 5, to: 65, steps: 2 },
    ];
    const solved = await swept({ preset: 'schoenholz_2017', sweep: { seeds: 20, axes } }, ({ results }) =>
      cellsOf(results, results.trainAccuracy)[0].map((cell) => cell.filter((accuracy) => accuracy >= 0.95).length / 20),
    );
    const [shallow, deep] = [solved.slice(0, 8), solved.slice(8)];
    assert.ok(shallow.filter((share) => share >= 0.8).length >= 6, `5 layers: ${shallow}`);
    // σ_w² of 0.5 and 1 are in order, the border is at 1.76, and from 2.5 on chaos grows.
    const [order, border, chaos] = [deep.slice(0, 2), deep.slice(2, 4), deep.slice(4)];
    assert.ok(Math.max(...order) < 0.1, `65 layers: ${deep}`);
    assert.ok(Math.min(...border) >= 0.5, `65 layers: ${deep}`);
    assert.ok(Math.max(...chaos) <= 0.4 && chaos[3] <= 0.25, `65 layers: ${deep}`);
  });
});

describe('Schoenholz et al. (2017), six times ξ', () => {
  it('has most networks that learn below it, and most that do not above, with each seed', async () => {
    const axes = [
      { field: 'runs.scale', from: 1, to: 5, steps: 5 },
      { field: 'depth', from: 10, to: 90, steps: 3 },
    ];
    const seeds = 4;
    const solved = await swept({ preset: 'schoenholz_2017', sweep: { seeds, axes } }, ({ results }) =>
      cellsOf(results, results.trainAccuracy)[0].map((cell) => cell.map((accuracy) => Number(accuracy >= 0.95))),
    );
    const reaches = await Promise.all([1, 2, 3, 4, 5].map(async (square) => 6 * (await fixedPoint(square, 0.05)).xi));
    for (let seed = 0; seed < seeds; seed += 1) {
      const of = (/** @type {(isBelow: boolean) => boolean} */ side) => {
        const cells = solved.filter((_, k) => side([10, 50, 90][Math.floor(k / 5)] <= reaches[k % 5]));
        return cells.reduce((sum, cell) => sum + cell[seed], 0) / cells.length;
      };
      const [below, above] = [of((isBelow) => isBelow), of((isBelow) => !isBelow)];
      assert.ok(below > 0.5 && above < 0.5, `seed ${seed}: ${below} below, ${above} above`);
    }
  });
});

describe('Hanin and Rolnick (2018)', () => {
  it('has the quantiles of squared lengths', async () => {
    const seeds = 200;
    for (const [layers, width] of [
      [30, 100],
      [30, 30],
      [10, 10],
    ]) {
      const theirs = papers.hanin_2018_squared_length[`${layers} layers of ${width}`];
      const network = { hidden: Array(layers + 1).fill(width) };
      const sorted = await swept({ preset: 'hanin_2018', network, sweep: { seeds, axes: [] } }, ({ results }) =>
        results.signalRatio.map((ratio) => ratio ** 2).sort(),
      );
      for (const [name, share] of /** @type {const} */ ([
        ['q10', 0.1],
        ['median', 0.5],
        ['q90', 0.9],
      ])) {
        // A quantile's standard error, as a part of the draws.
        const reach = 3 * Math.sqrt(share * (1 - share) * (1 / seeds + 1 / theirs.draws));
        const [low, high] = [share - reach, share + reach].map(
          (part) => sorted[Math.min(seeds - 1, Math.max(0, Math.round(part * (seeds - 1))))],
        );
        assert.ok(
          low <= theirs[name] && theirs[name] <= high,
          `${layers} of ${width}, ${name}: ${theirs[name]}, ${low} to ${high}`,
        );
      }
    }
  });

  it('scatters more where layers are narrower', async () => {
    const medians = await swept({ preset: 'hanin_2018' }, ({ median }) => median);
    assert.ok(medians[0] < 0.1 * medians[9] && medians[9] < 1, `${medians}`);
  });
});

describe('Lu et al. (2019)', () => {
  it('has the shares of networks that are born dead', async () => {
    const seeds = 4000;
    for (const width of [2, 3, 5, 10]) {
      const network = { hidden: Array(10).fill(width) };
      const shares = await swept(
        { preset: 'lu_2019', dataset: LINE, network, seed: 0, sweep: { seeds, axes: [] } },
        ({ results }) =>
          cellsOf(results, results.collapsed).map(([cell]) => cell.reduce((sum, dead) => sum + dead, 0) / seeds),
      );
      for (const [run, name] of ['he', 'rai'].entries()) {
        const { share } = papers.lu_2019_collapse[`${name} width ${width} hidden 10`];
        // NumPy has the same seeds and draws the same numbers: at most a network at the edge may differ.
        assert.ok(Math.abs(shares[run] - share) <= 1 / seeds, `${name}, width ${width}: ${shares[run]}, ${share}`);
      }
    }
  });
});
