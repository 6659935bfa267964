/** The headless API in Node. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { interpolated } from './interpolated.js';
import fc from './seeds.js';
import { inRoot } from '../../scripts/paths.js';
import { applyChange } from '../../www/engine/changes.js';
import { Lab, catalogue, createLab, engineBuild, randomSeed, split } from '../../www/engine/lab.js';
import { withPresetFields } from '../../www/engine/preset-fields.js';
import { expose, remoteOf } from '../../www/engine/remote.js';
import { catalogue as brief } from '../../www/experiment/catalogue.js';
import { fullCatalogue as shared } from '../../www/experiment/full-catalogue.js';
import { colourIndex, colourTable, themes } from '../../www/charts/colours.js';
import { cases, endOf, expectedEnds } from './bits.js';

const reference = JSON.parse(readFileSync(inRoot('tests', 'fixtures', 'reference.json'), 'utf8')).notebook;

/**
 * The costs at 0, 1,000, …
 * @param {Lab} lab @param {number} run
 */
function thousands(lab, run) {
  const { iterations, costs } = lab.costs(run);
  return Array.from(costs).filter((_, i) => iterations[i] % 1000 === 0);
}

/**
 * A separate instance of the core.
 * @param {string} purpose a unique name for each instance
 * @param {'simd' | 'scalar'} build
 */
async function coreInstance(purpose, build) {
  /** @type {typeof import('../../www/engine/generated/init_lab.js')} */
  const glue = await import(`../../www/engine/generated/init_lab.js?${purpose}`);
  const module = readFileSync(inRoot('www', 'engine', 'generated', `init_lab_${build}.wasm`));
  const { instance } = await WebAssembly.instantiate(module, { './init_lab_bg.js': /** @type {any} */ (glue) });
  const exports = /** @type {any} */ (instance.exports);
  /** @type {any} */ (glue).__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  const lab = (/** @type {any} */ experiment) => new Lab(new glue.LabHandle(withPresetFields(experiment)));
  return { lab, exports };
}

/** @param {number} actual @param {number} expected @param {number} tolerance */
function assertClose(actual, expected, tolerance) {
  assert.ok(Math.abs(actual / expected - 1) <= tolerance, `${actual}, expected ${expected}`);
}

/**
 * The text of a number as the native core writes it (tests/experiment.rs): in full, with a power of ten from 10²¹ on.
 * @param {number} value
 */
function textOf(value) {
  const [digits, power] = String(value).split('e');
  if (!power) return digits;
  if (Number(power) > 0) return `${digits}e${Number(power)}`;
  return digits.replace(/(\d)\.?(\d*)$/, `0.${'0'.repeat(-Number(power) - 1)}$1$2`);
}

describe('the notebook', () => {
  it('ends with the printed costs and accuracies', async () => {
    const lab = await createLab({ preset: 'notebook' });
    assert.equal(lab.advance(15_000), 15_000);

    thousands(lab, 0)
      .slice(0, 15)
      .forEach((cost, i) => assert.ok(Math.abs(cost - reference.printed.zeros[i]) <= 1e-15, `${cost}`));
    const random = thousands(lab, 1);
    assertClose(random[0], 1773.5859549, 1e-10);
    random.slice(1, 15).forEach((cost, i) => assertClose(cost, reference.printed.random_x10[i + 1], 3e-3));
    thousands(lab, 2)
      .slice(0, 15)
      .forEach((cost, i) => assertClose(cost, reference.printed.he[i], 1e-12));

    const accuracies = lab.snapshot().runs.map(({ trainAccuracy, testAccuracy }) => [trainAccuracy, testAccuracy]);
    assert.deepEqual(accuracies, [
      [0.5, 0.5],
      [0.83, 0.86],
      [298 / 300, 0.96],
    ]);
    lab.free();
  });

  it('starts from NumPy’s data and weights', async () => {
    const lab = await createLab();
    const { train, test } = lab.points;
    assert.deepEqual(Array.from(train.labels), reference.train.y);
    assert.deepEqual(Array.from(test.labels), reference.test.y);
    reference.train.x.flat().forEach((/** @type {number} */ x, /** @type {number} */ i) => {
      assert.ok(Math.abs(train.points[i] - x) <= 1e-14);
    });
    const layers = lab.parameters(2);
    assert.deepEqual(
      layers.map(({ shape }) => shape),
      [
        [10, 2],
        [5, 10],
        [1, 5],
      ],
    );
    layers.forEach(({ weights, biases }, l) => {
      const expected = reference.runs.he.initial_weights[l].flat();
      weights.forEach((weight, i) => assertClose(weight, expected[i], 1e-15));
      assert.ok(biases.every((bias) => bias === 0));
    });
    lab.free();
  });
});

describe('values', () => {
  const strange = [
    0.1,
    -0.000_123_456,
    1e-7,
    123_456_789_012,
    1e20 + 0.5,
    1.5e21,
    1e300,
    5e-324,
    'a "quoted"\n\0 text π 𝒩',
    [],
    [1, [2, 'x']],
    {},
    { a: { b: [true, false, null] } },
    null,
    true,
  ];

  it('are the same texts in errors as those that the native core writes', async () => {
    // tests/experiment.rs compares the native core with the same fixture.
    const texts = JSON.parse(readFileSync(inRoot('tests', 'fixtures', 'value-texts.json'), 'utf8'));
    assert.deepEqual(
      texts.map((/** @type {any} */ [value]) => value),
      strange,
    );
    for (const [value, text] of texts)
      await assert.rejects(createLab({ network: value, seed: value, preset: value }), { path: 'preset', value: text });
  });

  it('are in errors in the fewest digits that read back as the same number, whatever number it is', async () => {
    const lab = await createLab({});
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => x !== 0);
    fc.assert(
      fc.property(fc.array(number, { minLength: 50, maxLength: 50 }), (numbers) => {
        for (const value of numbers) {
          const text = textOf(value);
          assert.equal(Number(text), value);
          assert.throws(() => lab.setLearningRate(/** @type {any} */ ([value])), {
            value: text.length > 58 ? `[${text.slice(0, 59)}…` : `[${text}]`,
          });
        }
      }),
    );
    lab.free();
  });

  it('that JSON cannot say are shown, and signs of 0 and halves of characters are forgotten', async () => {
    for (const [value, text] of /** @type {[any, string][]} */ ([
      [NaN, 'NaN'],
      [Infinity, 'Infinity'],
      [-Infinity, '-Infinity'],
      [-0, '0'],
      ['\ud800', '"\ufffd"'],
    ]))
      await assert.rejects(createLab({ preset: value }), { path: 'preset', value: text });
  });
});

/** The error that refuses an experiment. @param {any} experiment @returns {Promise<any>} */
const refusalOf = (experiment) =>
  createLab(experiment).then(
    () => assert.fail('it was not refused'),
    (error) => error,
  );

describe('errors', () => {
  const refusals = /** @type {[any, Function, { path: string, value: string, allowed: string }][]} */ ([
    [{ seed: -1 }, RangeError, { path: 'seed', value: '-1', allowed: 'a whole number from 0 to 4294967295' }],
    [{ seed: '3' }, TypeError, { path: 'seed', value: '"3"', allowed: 'a whole number from 0 to 4294967295' }],
    [
      { seed: 5n },
      TypeError,
      { path: 'seed', value: '5n', allowed: 'a number, a string, true or false, a list or a plain object' },
    ],
    [
      { seeds: 3 },
      TypeError,
      { path: 'seeds', value: 'seeds', allowed: 'format, dataset, network, training, seed, runs, sweep' },
    ],
    [
      { runs: [{ initializer: 'he', gain: 2 }] },
      TypeError,
      { path: 'runs[0].gain', value: 'gain', allowed: 'initializer, outputInitializer, training, label' },
    ],
    [
      { network: { hidden: Array(20_002).fill(1) } },
      RangeError,
      { path: 'network.hidden', value: 'a list of 20002', allowed: 'at most 20000 long' },
    ],
  ]);

  it('have path, value and allowed values as properties', async () => {
    for (const [experiment, Kind, properties] of refusals) {
      const error = await refusalOf(experiment);
      assert.equal(error.constructor, Kind);
      assert.deepEqual({ ...error }, properties);
      assert.ok(error.message.startsWith(`${properties.path}: `) && error.message.endsWith(properties.allowed));
    }
    const lab = await createLab();
    assert.throws(() => lab.costs(3), { path: 'run', value: '3', allowed: 'a whole number from 0 to 2' });
    assert.throws(() => lab.advance(-1), { path: 'updates', value: '-1', allowed: 'a whole number, 0 or more' });
    assert.throws(() => lab.addRun({ initializer: 'hee' }), { path: 'runs[3].initializer', value: '"hee"' });
    lab.free();
  });

  it('are the same after a worker has posted them', async () => {
    const { port1, port2 } = new MessageChannel();
    const trap = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
    expose({ createLab, trap }, port1);
    const remote = /** @type {Record<string, (...values: any[]) => Promise<any>>} */ (remoteOf(port2));
    port1.start();
    port2.start();
    try {
      for (const [experiment, Kind] of refusals) {
        const here = await refusalOf(experiment);
        const there = await remote.createLab(experiment).then(
          () => assert.fail('opened'),
          (error) => error,
        );
        assert.equal(there.constructor, Kind);
        assert.equal(there.message, here.message);
        assert.deepEqual({ ...there }, { ...here });
      }
      await assert.rejects(
        remote.trap(),
        (/** @type {any} */ error) => error.name === 'RuntimeError' && !('path' in error),
      );
    } finally {
      port1.close();
      port2.close();
    }
  });

  it('reject an unknown kind of change, without removing a run', async () => {
    const lab = await createLab();
    for (const change of ['removeRuns', '', 'constructor', '__proto__']) {
      assert.throws(() => applyChange(lab, change, [0]), {
        name: 'RangeError',
        message: `change: ${JSON.stringify(change)} is not allowed; must be one of rewind, seek, setLearningRate, setIterations, addRun, setRun, moveRun, removeRun`,
        path: 'change',
      });
    }
    assert.equal(lab.runs.length, 3);
    applyChange(lab, 'removeRun', [0]);
    assert.equal(lab.runs.length, 2);
    lab.free();
  });
});

describe('a random seed', () => {
  it('is one that an experiment may have, and seldom the same twice', async () => {
    const seeds = await Promise.all(Array.from({ length: 16 }, randomSeed));
    for (const seed of seeds) (await createLab({ seed })).free();
    assert.ok(new Set(seeds).size > 1);
    assert.ok(seeds.some((seed) => seed > 2 ** 24));
  });
});

describe('a run in words', () => {
  it('is what the catalogue says of its initializer, and has its layers', async () => {
    const lab = await createLab({ runs: [{ initializer: 'he_uniform', label: '<b>' }, { initializer: 'lsuv' }] });
    const { formulaText, formula, summary, source, defaultOf } =
      shared.initializers.find(({ name }) => name === 'he_uniform') ?? assert.fail();
    const [first, second] = lab.runs;
    const { layers, ...words } = first;
    assert.deepEqual(words, {
      initializer: 'he_uniform',
      label: '<b>',
      formula,
      formulaText,
      summary,
      source,
      defaultOf,
    });
    assert.deepEqual(
      layers.map(({ units, inputs }) => [units, inputs]),
      [
        [10, 2],
        [5, 10],
        [1, 5],
      ],
    );
    assert.ok(layers.every(({ expectedStddev }) => Number(expectedStddev) > 0));
    assert.ok(second.layers.every(({ expectedStddev }) => expectedStddev === null));
    lab.free();
  });
});

describe('bits', () => {
  it('are those of the fixture, which are the native ones', async () => {
    assert.equal(await engineBuild(), 'simd');
    for (const [i, { experiment, iteration }] of cases.entries()) {
      const lab = await createLab(experiment);
      assert.deepEqual(endOf(lab, iteration), expectedEnds[i], `case ${i}`);
      lab.free();
    }
  });

  it('are the same in the scalar build', async () => {
    const glue = await coreInstance('bits', 'scalar');
    for (const [i, { experiment, iteration }] of cases.entries()) {
      const lab = glue.lab(experiment);
      assert.deepEqual(endOf(lab, iteration), expectedEnds[i], `case ${i}`);
      lab.free();
    }
  });
});

describe('a lab', () => {
  it('does not depend on how it is advanced or looked at', async () => {
    const whole = await createLab();
    whole.advance(777);
    const sliced = await createLab();
    while (sliced.advance(50) < 750) sliced.snapshot();
    sliced.field(1, { xMin: -1, xMax: 1, yMin: -1, yMax: 1 }, 9, 9);
    sliced.advance(27);
    assert.deepEqual(sliced.parameters(1), whole.parameters(1));
    assert.deepEqual(sliced.costs(2), whole.costs(2));
    assert.deepEqual(sliced.snapshot(), whole.snapshot());
  });

  it('predicts probabilities of class 1, consistent with its field', async () => {
    const lab = await createLab();
    lab.advance(200);
    const [p, q] = lab.predict(2, [-0.5, 0.5, 0.5, -0.5]);
    const logits = lab.field(2, { xMin: -1, xMax: 1, yMin: -1, yMax: 1 }, 2, 2);
    assert.ok(Math.abs(1 / (1 + Math.exp(-logits[0])) - p) < 1e-6);
    assert.ok(Math.abs(1 / (1 + Math.exp(-logits[3])) - q) < 1e-6);
    assert.equal(lab.predict(2, new Float64Array()).length, 0);
    assert.throws(() => lab.predict(2, [1]), { name: 'RangeError', message: /^points: 1 coordinates/ });
    assert.throws(() => lab.predict(2, /** @type {any} */ ([[1, 2]])), {
      name: 'TypeError',
      message: /^points\[0\]: a list is not allowed/,
    });
  });

  it('records a changed learning rate, and its experiment replays it', async () => {
    const live = await createLab();
    live.advance(100);
    live.setLearningRate(0.2);
    assert.equal(live.learningRate, 0.2);
    live.advance(100);
    assert.deepEqual(live.experiment.training.learningRateChanges, [[100, 0.2]]);
    const replayed = await createLab(JSON.parse(JSON.stringify(live.experiment)));
    replayed.advance(200);
    assert.deepEqual(replayed.parameters(2), live.parameters(2));
    live.rewind();
    live.advance(200);
    assert.deepEqual(replayed.parameters(2), live.parameters(2));
  });

  it('goes back and forward to what training straight there gives', async () => {
    const experiment = {
      dataset: { samples: 60 },
      training: { iterations: 300 },
      runs: [
        { initializer: 'he', training: { optimizer: 'adam', batchSize: 16 } },
        { initializer: 'random_normal', stddev: 10 },
      ],
    };
    const lab = await createLab(experiment);
    lab.advance(200);
    lab.setLearningRate(0.2);
    lab.advance(100);
    for (const iteration of [150, 250, 0, 300]) {
      assert.equal(lab.seek(iteration), iteration);
      const straight = await createLab(lab.experiment);
      straight.advance(iteration);
      assert.equal(lab.learningRate, straight.learningRate);
      assert.deepEqual(lab.snapshot(), straight.snapshot());
      for (const run of [0, 1]) {
        assert.deepEqual(lab.parameters(run), straight.parameters(run), `iteration ${iteration}`);
        assert.deepEqual(lab.costs(run), straight.costs(run), `iteration ${iteration}`);
      }
    }
    assert.equal(lab.seek(100, { catchUp: false }), 100);
    assert.ok(lab.behind > 0 && lab.behind < 200, 'trained again from a state nearby');
    assert.deepEqual([lab.iteration, lab.furthest], [100, 300]);
    lab.setLearningRate(0.3);
    assert.equal(lab.furthest, 100, 'another course of training');
    assert.equal(lab.seek(1e9), 300, 'not beyond the last iteration');
    assert.throws(() => lab.seek(/** @type {any} */ (-1)), RangeError);
    assert.throws(() => lab.seek(1.5), RangeError);
  });

  it('adds a run that catches up, at once or in slices, and removes it', async () => {
    const lab = await createLab({ runs: [{ initializer: 'zeros' }] });
    lab.advance(300);
    lab.addRun({ initializer: 'he' });
    assert.equal(lab.snapshot().runs[1].iteration, 300);
    lab.addRun({ initializer: 'he', label: undefined }, 0, { catchUp: false });
    assert.equal(lab.behind, 300);
    assert.equal(lab.catchUp(100), 200);
    assert.equal(lab.catchUp(1e9), 0);
    assert.deepEqual(lab.parameters(0), lab.parameters(2));
    lab.removeRun(0);
    assert.deepEqual(
      lab.runs.map(({ initializer }) => initializer),
      ['zeros', 'he'],
    );
  });

  it('gives null where there is no number, and NaN and infinity as they are', async () => {
    const exploding = await createLab({
      network: { hidden: Array(30).fill(256), activation: 'identity' },
      dataset: { samples: 4, testSamples: 0 },
      training: { iterations: 1 },
      runs: [{ initializer: 'random_normal', mean: 1000, stddev: 1000 }],
    });
    exploding.advance(1);
    const [run] = exploding.snapshot().runs;
    assert.deepEqual([run.verdict, run.divergedAt, Number.isFinite(run.cost)], ['diverged', run.iteration, false]);
    assert.ok(!Number.isFinite(exploding.costs(0).costs.at(-1)));
    const lab = await createLab({ dataset: { testSamples: 0 }, runs: [{ initializer: 'he' }] });
    assert.equal(lab.snapshot().runs[0].testAccuracy, null);
    assert.equal(lab.snapshot().runs[0].divergedAt, null);
    assert.equal(lab.points.test.points.length, 0);
  });

  it('names the argument that it refuses, and stays as it was', async () => {
    const lab = await createLab();
    lab.advance(10);
    const before = [lab.experiment, lab.snapshot()];
    const bad = /** @type {any} */ ({});
    for (const [attempt, message] of /** @type {[() => unknown, RegExp][]} */ ([
      [() => lab.advance(-1), /^updates: -1 is not allowed/],
      [() => lab.advance(bad.none), /^updates: undefined is not allowed; must be a number/],
      [() => lab.advance(NaN), /^updates: NaN is not allowed/],
      [() => lab.advance(/** @type {any} */ ('5')), /^updates: "5" is not allowed; must be a number/],
      [() => lab.costs(/** @type {any} */ (null)), /^run: null is not allowed/],
      [() => lab.costs(2 ** 32), /^run: 4294967295 is not allowed|^run: 4294967296 is not allowed/],
      [() => lab.removeRun(2 ** 32), /^run: /],
      [() => lab.parameters(2 ** 32 + 2), /^run: /],
      [() => lab.addRun({ initializer: 'he' }, 2 ** 32), /^index: /],
      [() => lab.field(0, { xMin: 0, xMax: 1, yMin: 0, yMax: 1 }, 2 ** 32 + 1, 1), /^grid/],
      [() => lab.field(0, { xMin: 0, xMax: 1, yMin: 0, yMax: /** @type {any} */ ('1') }, 2, 2), /^bounds.yMax: "1"/],
      [() => lab.predict(0, /** @type {any} */ ([0, 'a'])), /^points\[1\]: "a" is not allowed/],
      [() => lab.costs(3), /^run: 3 is not allowed; must be a whole number from 0 to 2/],
      [() => lab.predict(0.5, []), /^run: 0.5 is not allowed/],
      [() => lab.setLearningRate(0), /^training.learningRate: 0 is not allowed/],
      [() => lab.setLearningRate(/** @type {any} */ ('fast')), /^training.learningRate: "fast" is not allowed/],
      [() => lab.setIterations(5), /^training.iterations: 5 is not allowed; must be at least 10/],
      [() => lab.addRun({ initializer: 'hee' }), /^runs\[3\].initializer: "hee" is not allowed/],
      [() => lab.addRun({ initializer: 'he' }, 7), /^index: 7 is not allowed/],
      [() => lab.setRun(5, { initializer: 'he' }), /^run: 5 is not allowed; must be a whole number from 0 to 2/],
      [() => lab.setRun(1, { initializer: 'he', gain: 1 }), /^runs\[1\].gain: unknown field/],
      [() => lab.moveRun(0, 3), /^run: 3 is not allowed/],
      [() => lab.removeRun(-1), /^run: -1 is not allowed/],
      [() => lab.field(0, { xMin: 1, xMax: 0, yMin: 0, yMax: 1 }, 2, 2), /^bounds.x/],
      [() => lab.field(0, { xMin: 0, xMax: 1, yMin: 0, yMax: 1 }, 1e6, 1e6), /^grid/],
      [
        () => lab.field(0, { xMin: 0, xMax: NaN, yMin: 0, yMax: 1 }, 2, 2),
        /^bounds\.x: 0 to NaN is not allowed; must be an interval/,
      ],
      [() => lab.field(0, { xMin: 0, xMax: 1, yMin: 0, yMax: 1 }, 0, 2), /^grid: 0 × 2 is not allowed/],
    ])) {
      assert.throws(attempt, { message });
    }
    assert.deepEqual([lab.experiment, lab.snapshot()], before);
  });

  it('shows what passes through its networks, and refuses by name what it cannot show', async () => {
    const lab = await createLab({ runs: [{ initializer: 'zeros' }, { initializer: 'he' }] });
    const bounds = { xMin: -1, xMax: 1, yMin: -1, yMax: 1 };
    const start = lab.inspect(1);
    lab.advance(5);
    assert.deepEqual(lab.inspect(1, { start: true }), start);
    assert.deepEqual(
      lab.inspect(0).layers.map(({ distinct, rank, dead }) => [distinct, rank, dead]),
      [
        [1, 0, 1],
        [1, 0, 1],
        [1, 0, 0],
      ],
    );
    assert.deepEqual([...lab.expectedSignal(0)], [NaN, NaN, NaN]);
    assert.ok([...lab.expectedSignal(1)].every((stddev) => stddev > 0));
    const way = lab.follow(1, [0.5, -0.25], 1);
    assert.deepEqual(
      way.map(({ activations, gradients }) => [activations.length, gradients.length]),
      [
        [10, 10],
        [5, 5],
        [1, 1],
      ],
    );
    assert.equal(way[2].activations[0], lab.predict(1, [0.5, -0.25])[0]);
    assert.equal(lab.follow(1, [0.5, -0.25])[0].gradients.length, 0);
    assert.equal(lab.unitFields(1, bounds, 4).length, 16 * 16);
    assert.equal(lab.unitFields(1, bounds, 4, 2).length, 16 * 5);
    for (const [attempt, message] of /** @type {[() => unknown, RegExp][]} */ ([
      [() => lab.inspect(2), /^run: 2 is not allowed/],
      [() => lab.expectedSignal(-1), /^run: -1 is not allowed/],
      [() => lab.follow(0, /** @type {any} */ (['a', 0])), /^point\[0\]: "a" is not allowed/],
      [() => lab.follow(0, [NaN, 0]), /^point\[0\]: NaN is not allowed; must be a finite number/],
      [() => lab.follow(0, /** @type {any} */ ([1, 2, 3])), /^point: a list of 3 is not allowed; must be a pair/],
      [() => lab.unitFields(0, bounds, 4096, 17), /^grid: \d+ cells is not allowed; must be at most 16777216 cells/],
      [() => lab.predict(0, [1, 2, 3]), /^points: 3 coordinates is not allowed; must be pairs x, y/],
      [() => lab.assign([0, 2]), /^run: 2 is not allowed; must be a whole number from 0 to 1/],
      [() => lab.follow(0, [0, 0], /** @type {any} */ (2)), /^label: 2 is not allowed; must be 0 or 1/],
      [() => lab.unitFields(0, bounds, 0), /^grid: /],
      [() => lab.unitFields(0, { ...bounds, xMax: -2 }, 4), /^bounds.x/],
    ])) {
      assert.throws(attempt, { message });
    }
    lab.free();
  });

  it('writes numbers as the native core does, and rounds halves up', async () => {
    const evidence = async (/** @type {number} */ right) => {
      const points = Array.from({ length: 16 }, (_, i) => [i, -i, i < right ? 0 : 1]);
      const runs = [{ initializer: 'zeros' }];
      const lab = await createLab({ dataset: { name: 'custom', points }, network: { hidden: [] }, runs });
      const [{ evidence }] = lab.snapshot().runs;
      lab.free();
      return evidence;
    };
    assert.match(await evidence(1), / 6\.3\u00a0% correct/);
    assert.match(await evidence(3), / 18\.8\u00a0% correct/);
    const lab = await createLab({ runs: [{ initializer: 'constant', value: -0.000_123_456 }] });
    assert.equal(lab.runs[0].label, 'Constant -0.0001235');
    const refused = (/** @type {number} */ seed) => createLab({ seed });
    for (const [seed, text] of /** @type {const} */ ([
      [-0.1, '-0.1'],
      [1e-7, '0.0000001'],
      [123456789012, '123456789012'],
      [1e20 + 0.5, '100000000000000000000'],
      [1.5e21, '1.5e21'],
      [-5e-324, `-0.${'0'.repeat(57)}…`],
    ])) {
      await assert.rejects(refused(seed), { message: new RegExp(`^seed: ${text} is not allowed`) });
    }
    lab.free();
  });

  it('gives its memory back', async () => {
    const glue = await coreInstance('memory', 'simd');
    const { memory } = glue.exports;
    const sizes = Array.from({ length: 120 }, () => {
      const lab = glue.lab({ network: { hidden: [256, 256] } });
      lab.snapshot();
      lab.free();
      lab.free();
      assert.throws(() => lab.advance(1), { message: 'This lab has been freed.' });
      return memory.buffer.byteLength;
    });
    assert.equal(sizes.at(-1), sizes[20]);
  });
});

describe('presets', () => {
  it('are opened by name as they are as a whole, with fields laid over them', async () => {
    for (const { name, experiment } of shared.presets) {
      const [named, whole] = [await createLab({ preset: name }), await createLab(experiment)];
      assert.deepEqual(named.experiment, experiment);
      assert.deepEqual(named.runs, whole.runs);
      named.free();
      whole.free();
      const other = await createLab({ preset: name, seed: 77 });
      assert.deepEqual(other.experiment, { ...experiment, seed: 77 });
      other.free();
    }
  });
});

describe('experiments', () => {
  it('are refused with TypeError or RangeError that names field, value and allowed values', async () => {
    const cyclic = /** @type {any} */ ({ dataset: {} });
    cyclic.dataset.points = cyclic;
    for (const [experiment, name, message] of /** @type {[any, string, RegExp][]} */ ([
      [5, 'TypeError', /^experiment: 5 is not allowed; must be an object/],
      [null, 'TypeError', /^experiment: null is not allowed/],
      [{ seeds: 3 }, 'TypeError', /^seeds: unknown field; allowed here: format, dataset, network/],
      [{ preset: 'x' }, 'RangeError', /^preset: "x" is not allowed; must be one of notebook/],
      [{ preset: ['notebook'] }, 'TypeError', /^preset: \["notebook"\] is not allowed/],
      [{ preset: null }, 'TypeError', /^preset: null is not allowed/],
      [{ seed: NaN }, 'RangeError', /^seed: NaN is not allowed; must be a whole number from 0 to 4294967295/],
      [{ seed: null }, 'TypeError', /^seed: null is not allowed/],
      [{ seed: '3' }, 'TypeError', /^seed: "3" is not allowed/],
      [{ seed: 5n }, 'TypeError', /^seed: 5n is not allowed/],
      [{ seed: () => 3 }, 'TypeError', /^seed: a function is not allowed/],
      [{ runs: [{ initializer: Symbol('he') }] }, 'TypeError', /^runs\[0\].initializer: a symbol is not allowed/],
      [Promise.resolve({ seed: 3 }), 'TypeError', /^experiment: an object \(Promise\) is not allowed/],
      [new Map([['seed', 9]]), 'TypeError', /^experiment: an object \(Map\) is not allowed/],
      [{ dataset: new Date() }, 'TypeError', /^dataset: an object \(Date\) is not allowed/],
      [{ network: { hidden: Array(1e8) } }, 'RangeError', /^network.hidden: a list of 100000000 is not allowed/],
      [
        { dataset: { name: 'custom', points: Array(20_001).fill([0, 0, 1]) } },
        'RangeError',
        /^dataset.points: a list of 20001/,
      ],
      [
        Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`a${i}`, 0])),
        'RangeError',
        /^experiment: an object of/,
      ],
      [JSON.parse('{"__proto__": {"seed": 4}}'), 'TypeError', /^__proto__: unknown field/],
      [{ network: { hidden: [4, , 4] } }, 'TypeError', /^network.hidden\[1\]: null is not allowed/], // eslint-disable-line no-sparse-arrays
      [{ training: { learningRate: Infinity } }, 'RangeError', /^training.learningRate: Infinity is not allowed/],
      [{ network: { hidden: [1e9] } }, 'RangeError', /^network.hidden\[0\]: 1000000000 is not allowed/],
      [{ network: { hidden: Array(101).fill(1) } }, 'RangeError', /^network.hidden: a list of 101 is not allowed/],
      [cyclic, 'RangeError', /deep/],
    ])) {
      await assert.rejects(createLab(experiment), { name, message });
    }
  });

  it('within their ranges are accepted, complete, and their own experiment', async () => {
    const { fields, initializers } = await catalogue();
    const field = (/** @type {string} */ path) => {
      const {
        type,
        min = 0,
        max = 0,
        values = [],
        most,
      } = fields.find((entry) => entry.path === path) ?? assert.fail(path);
      if (type === 'number') return fc.double({ min, max, noNaN: true }).map((value) => value + 0); // no −0
      if (type === 'integer') return fc.integer({ min, max });
      if (type === 'choice') return fc.constantFrom(...values.filter((name) => name !== 'custom'));
      return fc.array(fc.integer({ min, max: Math.min(max, 40) }), { maxLength: Math.min(most ?? 0, 6) });
    };
    const group = (/** @type {string} */ name, /** @type {string[]} */ ...names) =>
      fc.record(Object.fromEntries(names.map((field_) => [field_, field(`${name}.${field_}`)])), { requiredKeys: [] });
    const setting = (/** @type {import('../../www/engine/lab.js').InitializerParameter} */ p) => {
      if (p.type === 'choice') return fc.constantFrom(...(p.values ?? []));
      // Any pair of a lower end below 0 and an upper end above 0 is in order.
      const [min, max] = [p.name === 'maxval' ? 0 : p.min, p.name === 'minval' ? 0 : p.max];
      return fc.double({ min, max, noNaN: true });
    };
    const run = fc.constantFrom(...initializers).chain(({ name, parameters }) =>
      fc.record(
        {
          initializer: fc.constant(name),
          ...Object.fromEntries(parameters.map((p) => [p.name, setting(p)])),
          label: fc.string({ maxLength: 20 }).map((text) => `a${text}`),
          training: group('training', 'learningRate', 'iterations', 'loss', 'optimizer', 'momentum', 'batchSize'),
        },
        { requiredKeys: ['initializer'] },
      ),
    );
    const experiments = fc.record(
      {
        dataset: group('dataset', 'name', 'samples', 'noise', 'seed', 'testSamples', 'testSeed'),
        network: group('network', 'hidden', 'activation', 'initialBias', 'weightScale', 'biasStddev'),
        training: group('training', 'learningRate', 'iterations', 'loss', 'optimizer', 'rho', 'beta2', 'batchSeed'),
        seed: field('seed'),
        runs: fc.array(run, { minLength: 1, maxLength: 8 }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(experiments, async (experiment) => {
        const lab = await createLab(/** @type {any} */ (experiment));
        const complete = lab.experiment;
        for (const name of /** @type {const} */ (['dataset', 'network', 'training'])) {
          for (const [key, value] of Object.entries(experiment[name] ?? {})) {
            // Optional fields that most experiments omit are omitted there.
            const expected = fields.find(({ path }) => path === `${name}.${key}`)?.default;
            assert.deepEqual(/** @type {any} */ (complete[name])[key] ?? expected, value, `${name}.${key}`);
          }
        }
        const again = await createLab(complete);
        assert.deepEqual(again.experiment, complete);
        lab.free();
        again.free();
      }),
      { numRuns: 200 },
    );
  });

  it('with an odd value in any place are refused by name, or valid', async () => {
    const strange = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, maxDepth: 2 }),
      fc.constantFrom(NaN, Infinity, -1, 1.5, 2 ** 53, 'he', '__proto__', '<img onerror=1>'),
    );
    const { experiment: good } = (await catalogue()).presets[0];
    const places = Object.entries(good).flatMap(([name, value]) => [
      [name],
      ...(value && typeof value === 'object' ? Object.keys(value).map((key) => [name, key]) : []),
    ]);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), strange, async (place, value) => {
        const experiment = structuredClone(good);
        const parent = place.slice(0, -1).reduce((object, key) => object[key], /** @type {any} */ (experiment));
        parent[place.at(-1) ?? ''] = value;
        const lab = await createLab(experiment).catch((error) => {
          assert.ok(error instanceof RangeError || error instanceof TypeError, String(error));
          assert.ok(error.message.startsWith(place[0]), error.message);
          assert.match(error.message, /must be|allowed here/);
        });
        lab?.free();
      }),
      { numRuns: 1000 },
    );
  });

  it('and other input never leave a lab half changed', async () => {
    const lab = await createLab({ dataset: { samples: 20 }, training: { iterations: 500 } });
    lab.advance(20);
    const state = () => JSON.stringify([lab.experiment, lab.iteration, lab.behind]);
    await fc.assert(
      fc.property(
        fc.constantFrom('setLearningRate', 'setIterations', 'addRun', 'removeRun', 'setRun', 'moveRun'),
        fc.oneof(fc.anything(), fc.integer({ min: -1, max: 8 }), fc.constant({ initializer: 'lsuv' })),
        fc.anything(),
        (name, value, other) => {
          const before = state();
          try {
            /** @type {any} */ (lab)[name](value, ...(name === 'setRun' || name === 'moveRun' ? [other] : []));
          } catch (error) {
            assert.ok(error instanceof RangeError || error instanceof TypeError, String(error));
            assert.equal(state(), before);
          }
          assert.deepEqual(JSON.parse(JSON.stringify(lab.experiment)), lab.experiment);
          assert.ok(lab.snapshot().runs.length === lab.experiment.runs.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('split into training and test points as scikit-learn splits them', async () => {
    const { train, test } = await split(11, 0.25, 0);
    const fixture = JSON.parse(readFileSync(inRoot('tests', 'fixtures', 'datasets.json'), 'utf8')).splits[0];
    assert.deepEqual([[...train], [...test]], [fixture.train, fixture.test]);
    await assert.rejects(split(11, 2, 0), {
      name: 'RangeError',
      message: /^testShare: 2 is not allowed; must be a number/,
    });
    await assert.rejects(split(11, 0.5, -1), { name: 'RangeError', message: /^seed: -1 is not allowed/ });
    await assert.rejects(split(/** @type {any} */ ('9'), 0.5, 1), { name: 'TypeError', message: /^count: "9"/ });
  });

  it('may leave fields undefined', async () => {
    const lab = await createLab({ seed: undefined, training: { learningRate: undefined, iterations: 7 } });
    assert.deepEqual(lab.experiment.seed, 3);
    assert.equal(lab.experiment.training.iterations, 7);
  });
});

describe('the catalogue', () => {
  it('is a copy of the one that the page reads', async () => {
    const { libraries, otherLayers, ...copy } = await catalogue();
    assert.deepEqual(copy, shared);
    assert.ok(libraries.length > 50 && otherLayers.length > 15);
    copy.presets.length = 0;
    assert.notEqual(shared.presets.length, 0);
  });

  it('has the texts of its entries in a module of their own, in the same order', async () => {
    const { initializers, aliases, datasets, fields, ...others } = await catalogue();
    const he = initializers.find(({ name }) => name === 'he');
    assert.match(`${he?.summary} ${he?.source}`, /ReLU.* He, Zhang/);
    for (const { summary, source, formula, formulaText } of initializers)
      assert.ok(summary && source && formula && formulaText);
    for (const { summary, source } of datasets) assert.ok(summary && source);
    const parameters = [...initializers, ...aliases].flatMap((entry) => entry.parameters);
    for (const { help } of [...fields, ...parameters]) assert.ok(help);
    for (const { definition } of others.verdicts) assert.ok(definition);
    for (const { formula } of [...others.activations, ...others.losses, ...others.optimizers]) assert.ok(formula);
    assert.doesNotMatch(
      JSON.stringify({ ...brief, presets: [] }),
      /"(formula|summary|source|defaultOf|help|definition|solved)":/,
    );
  });

  it('says what runs of presets are called, which are not on yet', async () => {
    for (const { experiment, offers, labels } of shared.presets) {
      for (const [k, run] of [...experiment.runs, ...offers].entries()) {
        const lab = await createLab(/** @type {any} */ ({ ...experiment, runs: [run] }));
        assert.equal(labels[k], lab.runs[0].label);
        lab.free();
      }
    }
  });

  it('names everything that an experiment can say, with defaults that it accepts', async () => {
    const { initializers, aliases, datasets, activations, losses, optimizers, fields, presets } = await catalogue();
    for (const { name, parameters } of initializers) {
      const defaults = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
      const lab = await createLab({ runs: [{ initializer: name }] });
      assert.deepEqual(lab.experiment.runs, [{ initializer: name, ...defaults }]);
      assert.equal(lab.runs[0].layers.length, 3);
    }
    for (const { name } of aliases) {
      for (const written of [name, `${name}_`]) {
        const [{ initializer }] = (await createLab({ runs: [{ initializer: written }] })).experiment.runs;
        assert.ok(initializers.some((entry) => entry.name === initializer));
      }
    }
    for (const { name } of losses) await createLab({ training: { loss: name } });
    for (const { name, constants } of optimizers) {
      const of = (/** @type {string} */ constant) =>
        fields.find(({ path }) => path === `training.${constant}`)?.default;
      await createLab({ training: { optimizer: name, ...Object.fromEntries(constants.map((c) => [c, of(c)])) } });
    }
    for (const { name } of datasets) await createLab({ dataset: { name } });
    for (const { name } of activations) await createLab({ network: { activation: name } });
    for (const { experiment, offers } of presets) {
      const lab = await createLab(experiment);
      assert.deepEqual(lab.experiment, experiment);
      for (const run of offers) lab.addRun(run);
    }
    const paths = fields.map(({ path }) => path);
    assert.ok(paths.includes('training.learningRate') && paths.includes('network.hidden'));
    assert.ok(initializers.every(({ formula }) => /^<math>.*<\/math>$/.test(formula)));
  });
});

it('a picture is painted as its logits, refined between the points, say', async () => {
  const lab = await createLab({ runs: [{ initializer: 'he' }, { initializer: 'random_normal', stddev: 10 }] });
  lab.advance(300);
  const bounds = { xMin: -1.7, xMax: 1.3, yMin: -1.2, yMax: 1.5 };
  const colours = colourTable(themes.dark);
  for (const [columns, rows, detail] of [
    [33, 20, 3],
    [400, 40, 1],
    [1, 7, 2],
  ]) {
    for (const run of [0, 1]) {
      const logits = new Float32Array(columns * rows);
      const pixels = new Uint8ClampedArray(4 * columns * detail * rows * detail);
      lab.paint(run, { bounds, columns, rows, detail }, colours, pixels, logits);
      assert.deepEqual(logits, lab.field(run, bounds, columns, rows));
      const packed = new Uint32Array(pixels.buffer);
      if (columns === 1) {
        // A single column has no neighbours.
        assert.ok([0, 1].every((k) => packed[k] === colours[colourIndex(logits[0])]));
        continue;
      }
      const fine = interpolated({ logits, columns, rows }, detail);
      assert.ok(fine.every((z, k) => packed[k] === colours[colourIndex(z)]));
    }
  }
  const grid = { bounds, columns: 2, rows: 2 };
  const paint = (/** @type {any} */ table, /** @type {any} */ pixels, detail = 1) =>
    lab.paint(0, { ...grid, detail }, table, pixels, new Float32Array(4));
  const room = new Uint8ClampedArray(16);
  assert.throws(() => paint(colours, room, 0), { name: 'RangeError', message: /^grid\.detail: 0 is not allowed/ });
  assert.throws(() => paint(colours, new Uint8ClampedArray(3)), { message: /^pixels: an array of 3 .* of 16$/ });
  assert.throws(() => paint(colours.slice(1), room), { message: /^colours: a table of 2049 .* of 2050$/ });
  assert.throws(() => paint([1], room), { name: 'TypeError', message: /^colours: a list .* a Uint32Array$/ });
  lab.free();
});
