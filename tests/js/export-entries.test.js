/** The NumPy code of every catalogue entry draws and computes the same as the core. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pythonForTests } from '../../scripts/python.js';
import { catalogue, createLab } from '../../www/engine/lab.js';
import { pythonScript } from '../../www/export/python/index.js';
import { fill } from '../../www/export/code-template.js';
import { everyInitializer } from './entries.js';
import { runPython } from './python.js';

const { python, skip } = await pythonForTests(['numpy']);
const named = await catalogue();

describe('a template', () => {
  it('has values in the place of names, as Python writes them', () => {
    assert.equal(fill('f({mean}, {mode}) + {1}', { mean: -0.5, mode: 'fan_in' }), 'f(-0.5, "fan_in") + {1}');
    assert.equal(fill('{"a": b}[{mode}] + {}', { mode: 'a"' }), '{"a": b}["a\\""] + {}');
  });

  it('chooses texts by a value, which may have names of their own', () => {
    const template = '{mean|0:|*:{mean} + }draw({mode|fan_in:inputs|fan_out:{units|1:one|*:units}})';
    assert.equal(fill(template, { mean: 0, mode: 'fan_in' }), 'draw(inputs)');
    assert.equal(fill(template, { mean: 2, mode: 'fan_out', units: 3 }), '2 + draw(units)');
  });

  it('is refused where a value, a text or a brace is missing', () => {
    assert.throws(() => fill('f({stddev})', { mean: 0 }), /RangeError: template: there is no value for {stddev}/);
    assert.throws(() => fill('f({mean})', { mean: undefined }), /no value for {mean}/);
    assert.throws(() => fill('f({toString})', {}), /no value for {toString}/);
    assert.throws(() => fill('{mode|fan_in:x}', { mode: 'fan_out' }), /{mode} has no text for fan_out/);
    assert.throws(() => fill('{mean|0:x', { mean: 0 }), /not closed/);
  });
});

/** Runs scripts without their training, and prints their draws and values of their activation functions. */
const DRAW_ALL = `
import json
import numpy as np

found = []
for script in json.loads(SCRIPTS):
    space = {"__name__": "exported"}
    code = script[:script.index("# All runs\\n")]
    exec(compile(code, "exported", "exec"), space)
    layers = [[(w.ravel().tolist(), b.ravel().tolist()) for w, b in space["draw_network"](run)] for run in space["RUNS"]]
    z = np.array(POINTS)
    found.append({
        "layers": layers,
        "points": [space["train_x"].T.ravel().tolist(), space["test_x"].T.ravel().tolist()],
        "labels": [space["train_y"].ravel().tolist(), space["test_y"].ravel().tolist()],
        "probabilities": (1 / (1 + np.exp(-space["activation"](z)))).tolist(),
    })
print(json.dumps(found))
`;

/** Pre-activations from the flat parts of functions to their bends. */
const POINTS = Array.from({ length: 81 }, (_, k) => (k - 40) / 4);

/** The draws of experiments' exported scripts. @param {any[]} experiments @returns {any[]} */
function drawn(experiments) {
  const scripts = experiments.map((experiment) => pythonScript({ experiment }));
  const given = `SCRIPTS = ${JSON.stringify(JSON.stringify(scripts))}\nPOINTS = ${JSON.stringify(POINTS)}\n`;
  return JSON.parse(runPython(String(python), `${given}${DRAW_ALL}`));
}

/** @param {ArrayLike<number>} ours @param {number[]} theirs @param {number} tolerance  relative, or absolute for small values @param {string} where */
function assertClose(ours, theirs, tolerance, where) {
  assert.equal(ours.length, theirs.length, where);
  theirs.forEach((their, k) => {
    const apart = Math.abs(ours[k] - their);
    assert.ok(apart <= tolerance * Math.max(0.5, Math.abs(their)), `${where}, number ${k}: ${ours[k]}, not ${their}`);
  });
}

const SMALL = {
  dataset: { name: 'circles', samples: 61, noise: 0.1, seed: 5, testSamples: 23 },
  network: { hidden: [5, 9, 4, 4], activation: 'relu', initialBias: 0.25 },
  training: { learningRate: 0.1, iterations: 1 },
  seed: 11,
  runs: [{ initializer: 'he' }],
};

describe('the NumPy code', { skip }, () => {
  it('of every initializer draws the core’s weights and biases, one by one', async () => {
    /** @type {import('../../www/engine/lab.js').Lab[]} */
    const labs = [];
    // scikit-learn's draws differ with sigmoid units.
    for (const activation of ['relu', 'sigmoid'])
      for (const run of everyInitializer(named))
        labs.push(await createLab({ ...SMALL, network: { ...SMALL.network, activation }, runs: [run] }));
    drawn(labs.map(({ experiment }) => experiment)).forEach(({ layers }, n) => {
      const lab = labs[n];
      const ours = lab.parameters(0);
      layers[0].forEach((/** @type {number[][]} */ [weights, biases], /** @type {number} */ layer) => {
        const where = `${JSON.stringify(lab.experiment.runs[0])}, layer ${layer}`;
        // A factorization rounds differently.
        assertClose(ours[layer].weights, weights, 1e-13, `${where}, weights`);
        assertClose(ours[layer].biases, biases, 1e-13, `${where}, biases`);
      });
      lab.free();
    });
  });

  it('of every data set draws the core’s points, one by one', async () => {
    /** @type {import('../../www/engine/lab.js').Lab[]} */
    const labs = [];
    for (const { name } of named.datasets)
      for (const [samples, noise, seed] of [
        [61, 0.07, 9],
        [40, 0, 1],
        [3, 0.1, 7],
        [2, 1, 0],
      ])
        labs.push(await createLab({ ...SMALL, dataset: { name, samples, noise, seed, testSamples: 11 } }));
    drawn(labs.map(({ experiment }) => experiment)).forEach(({ points, labels }, n) => {
      const { train, test } = labs[n].points;
      const where = JSON.stringify(labs[n].experiment.dataset);
      [train, test].forEach((ours, k) => {
        assertClose(ours.points, points[k], 1e-14, where);
        assert.deepEqual(Array.from(ours.labels), labels[k], where);
      });
      labs[n].free();
    });
  });

  it('of every activation function gives the core’s values', async () => {
    const network = { hidden: [1], initialBias: 0 };
    const runs = [{ initializer: 'ones' }];
    /** @type {import('../../www/engine/lab.js').Lab[]} */
    const labs = [];
    for (const { name } of named.activations)
      labs.push(await createLab({ ...SMALL, network: { ...network, activation: name }, runs }));
    drawn(labs.map(({ experiment }) => experiment)).forEach(({ probabilities }, n) => {
      // With weights of 1, z is the first coordinate where the second is 0, and the logit is the function's value.
      const ours = labs[n].predict(
        0,
        POINTS.flatMap((z) => [z, 0]),
      );
      assertClose(ours, probabilities, 1e-14, String(labs[n].experiment.network.activation));
      labs[n].free();
    });
  });
});
