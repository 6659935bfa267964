/** Runs with starting weights of their own: labs, links, exports, edits. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { pythonForTests } from '../../scripts/python.js';
import { catalogue, createLab, createSweep, readWeights } from '../../www/engine/lab.js';
import { linked } from '../../www/experiment/lenient.js';
import { toLink } from '../../www/experiment/link.js';
import { hiddenOf, leftOut, withHidden } from '../../www/experiment/own-weights.js';
import { runsFrom, runsText } from '../../www/experiment/runs.js';
import { assignSlots } from '../../www/charts/series.js';
import { parametersJSON, parametersNPZ, startNPZ } from '../../www/export/parameters.js';
import { pythonScript } from '../../www/export/python/index.js';
import { frameworkSnippet } from '../../www/export/snippets/index.js';
import { setHidden } from '../../www/player/hidden-edit.js';
import { addWeights } from '../../www/player/weights-edits.js';
import { reports, runPython } from './python.js';
import { sourceOf } from './source.js';

const { python, skip } = await pythonForTests(['numpy']);
const named = await catalogue();

/** The bits of a network. @param {import('../../www/engine/lab.js').LayerParameters[]} layers */
const bitsOf = (layers) =>
  layers.flatMap(({ weights, biases }) => [...new BigUint64Array(Float64Array.of(...weights, ...biases).buffer)]);

/** @param {number[]} hidden @param {any} [more] */
const drawn = (hidden, more) => createLab({ network: { hidden }, runs: [{ initializer: 'pytorch_linear' }], ...more });

describe('a lab', () => {
  it('starts from the parameters of another, to the last bit', async () => {
    const first = await drawn([10, 5]);
    first.advance(500);
    const weights = first.parameters(0);
    const own = await createLab({
      seed: 77,
      network: { hidden: [10, 5], weightScale: 3 },
      runs: [{ initializer: 'custom', weights }],
    });
    assert.deepEqual(bitsOf(own.parameters(0)), bitsOf(weights));
    assert.deepEqual(own.predict(0, [0.3, -0.2]), first.predict(0, [0.3, -0.2]));
    own.advance(100);
    assert.notDeepEqual(bitsOf(own.parameters(0)), bitsOf(weights));
    assert.deepEqual(bitsOf(own.parameters(0, { start: true })), bitsOf(weights));
    const again = await createLab(JSON.parse(JSON.stringify(own.experiment)));
    assert.deepEqual(bitsOf(again.parameters(0)), bitsOf(weights), 'its own experiment, as JSON');
    const [{ label, initializer, summary, formulaText }] = own.runs;
    assert.deepEqual([label, initializer, formulaText], ['Your weights', 'custom', 'W, b of your own']);
    assert.match(summary, /your own/);
    assert.ok(own.expectedSignals(0).rms.every(Number.isNaN));
    for (const lab of [first, own, again]) lab.free();
  });

  it('takes the widest layers, whose weights are longer than any other list', async () => {
    const first = await drawn([256, 256]);
    const own = await createLab({
      network: { hidden: [256, 256] },
      runs: [{ initializer: 'custom', weights: first.parameters(0) }],
    });
    assert.deepEqual(bitsOf(own.parameters(0)), bitsOf(first.parameters(0)));
    for (const lab of [first, own]) lab.free();
    await assert.rejects(createLab({ runs: [{ initializer: 'custom', weights: Array(65_538).fill(0) }] }), {
      path: 'runs[0].weights',
      value: 'a list of 65538',
    });
  });

  it('refuses weights for other layers, and keeps its runs', async () => {
    const lab = await drawn([3]);
    const weights = lab.parameters(0);
    assert.throws(() => lab.addRun({ initializer: 'custom', weights: weights.slice(1) }), {
      path: 'runs[1].weights',
      value: 'a list of 1',
    });
    assert.equal(lab.runs.length, 1);
    lab.addRun({ initializer: 'custom', weights });
    assert.deepEqual(bitsOf(lab.parameters(1)), bitsOf(weights));
    lab.free();
  });

  it('is swept over seeds of data, and does not depend on seeds of weights', async () => {
    const lab = await drawn([3]);
    const experiment = {
      ...lab.experiment,
      training: { iterations: 20 },
      runs: [{ initializer: 'custom', weights: lab.parameters(0) }],
    };
    lab.free();
    const sweep = await createSweep({ ...experiment, sweep: { seeds: 3 } }, { workers: 0 });
    await sweep.run();
    assert.equal(new Set(sweep.results().cost).size, 1);
    sweep.free();
    await assert.rejects(
      createSweep({ ...experiment, sweep: { axes: [{ field: 'depth', from: 1, to: 3, steps: 3 }] } }),
      { path: 'sweep.axes[0].field' },
    );
  });

  it('draws it in one colour and dash', () => {
    const slots = assignSlots(
      [{ initializer: 'he' }, { initializer: 'custom' }, { initializer: 'custom' }],
      /** @type {any} */ (named),
    );
    assert.equal(new Set(slots).size, 3);
  });
});

describe('files that libraries wrote', () => {
  const { files, points, learningRate, at } = JSON.parse(
    readFileSync(new URL('../fixtures/weights/expected.json', import.meta.url), 'utf8'),
  );
  for (const { file, hidden, costs, library } of files)
    it(`${file} trains to NumPy’s costs, and to its library’s`, async () => {
      const { layers } = readWeights(readFileSync(new URL(`../fixtures/weights/${file}`, import.meta.url)), file);
      const lab = await createLab({
        dataset: { name: 'custom', points },
        network: { hidden },
        training: { learningRate, iterations: at.at(-1) },
        runs: [{ initializer: 'custom', weights: layers }],
      });
      lab.advance(Infinity);
      const { iterations, costs: own } = lab.costs(0);
      // Keras trains in float32, torch was made to train in float64.
      const tolerance = file.startsWith('keras') ? 1e-5 : 1e-12;
      at.forEach((/** @type {number} */ iteration, /** @type {number} */ k) => {
        const cost = own[iterations.indexOf(iteration)];
        assert.ok(Math.abs(cost / costs[k] - 1) <= 1e-12, `${cost}, not ${costs[k]} at ${iteration}`);
        if (library)
          assert.ok(Math.abs(cost / library[k] - 1) <= tolerance, `${cost}, not ${library[k]} at ${iteration}`);
      });
      lab.free();
    });
});

describe('files of starting weights', () => {
  it('that the lab saves are read back to the same bits', async () => {
    const runs = [{ initializer: 'pytorch_linear' }, { initializer: 'he', label: 'He / two' }];
    for (const hidden of [[], [2], [2, 2], [10, 5], [4, 4, 4], Array(13).fill(3)]) {
      const { source, lab } = await sourceOf({ network: { hidden, biasStddev: 0.3 }, runs }, 50);
      for (const run of [0, 1]) {
        const { layers, notes, dtype } = readWeights(await startNPZ(source, run), 'start.npz');
        const own = await createLab({ network: { hidden }, runs: [{ initializer: 'custom', weights: layers }] });
        assert.deepEqual(bitsOf(own.parameters(0)), bitsOf(lab.parameters(run, { start: true })), hidden.join());
        assert.equal(dtype, 'float64');
        assert.ok(!notes.join(' ').includes('Left out'), notes.join(' '));
        own.free();
      }
      lab.free();
    }
  });

  it('of all runs are read by the run’s key', async () => {
    const { source, lab } = await sourceOf(
      { network: { hidden: [3, 3] }, runs: [{ initializer: 'he' }, { initializer: 'random_normal', stddev: 10 }] },
      20,
    );
    for (const file of [await parametersNPZ(source), await parametersJSON(source)]) {
      const name = typeof file === 'string' ? 'p.json' : 'p.npz';
      assert.throws(
        () => readWeights(/** @type {any} */ (file), name),
        (/** @type {any} */ error) => {
          assert.deepEqual(
            error.choices[0].values.map((/** @type {any} */ { value }) => value),
            ['he', 'random_10'],
          );
          return true;
        },
      );
      const { layers } = readWeights(/** @type {any} */ (file), name, { network: 'random_10' });
      assert.deepEqual(
        layers.map(({ weights }) => weights.flat()),
        lab.parameters(1).map(({ weights }) => [...weights]),
      );
    }
    lab.free();
  });
});

describe('a link', () => {
  /** @param {number[]} hidden */
  const experimentOf = async (hidden) => {
    const lab = await drawn(hidden);
    const runs = [{ initializer: 'he' }, { initializer: 'custom', label: 'my, file.npz', weights: lab.parameters(0) }];
    lab.free();
    const own = await createLab({ network: { hidden }, runs });
    const { experiment } = own;
    own.free();
    return experiment;
  };

  it('has the weights while they are short', async () => {
    const experiment = await experimentOf([10, 5]);
    assert.deepEqual(runsFrom(runsText(experiment.runs)), experiment.runs);
    const { experiment: read, problems } = linked(toLink(experiment, /** @type {any} */ (named)), {});
    assert.deepEqual(problems, []);
    const lab = await createLab(read);
    assert.deepEqual(lab.experiment, experiment);
    lab.free();
  });

  it('names the file as missing where they are long, and opens without it', async () => {
    const experiment = await experimentOf([100, 100]);
    const link = toLink(experiment, /** @type {any} */ (named));
    assert.ok(link.length < 300, link);
    const { experiment: read, problems } = linked(link, {});
    assert.equal(problems.length, 1);
    assert.match(problems[0], /the run “my, file.npz”, but its weights are too many for a link/);
    const lab = await createLab(read);
    assert.deepEqual([lab.runs.length, lab.experiment.network.hidden], [1, [100, 100]]);
    lab.free();
    const alone = linked('initializers=custom', {});
    assert.equal(alone.experiment.runs, undefined);
    assert.match(alone.problems[0], /the run your weights/);
  });
});

describe('exported code', () => {
  it('writes the weights into NumPy’s script, which trains to the same costs', { skip }, async () => {
    const first = await drawn([4, 3]);
    const runs = [{ initializer: 'custom', weights: first.parameters(0), label: 'mine' }, { initializer: 'he' }];
    const lab = await createLab({
      network: { hidden: [4, 3], weightScale: 2, biasStddev: 0.5 },
      training: { iterations: 1000 },
      runs,
    });
    lab.advance(Infinity);
    const results = [0, 1].map((run) => lab.costs(run));
    const labels = lab.runs.map(({ label }) => label);
    const printed = reports(runPython(String(python), pythonScript({ experiment: lab.experiment, labels, results })));
    printed.forEach(({ figures }) => {
      for (const { cost, page } of figures) assert.ok(Math.abs(cost / Number(page) - 1) < 1e-9, `${cost}, not ${page}`);
    });
    assert.deepEqual(
      printed.map(({ label }) => label),
      ['mine', 'He'],
    );
    for (const each of [first, lab]) each.free();
  });

  it('says in words why other frameworks have none', async () => {
    const lab = await drawn([3]);
    const experiment = { ...lab.experiment, runs: [{ initializer: 'custom', weights: lab.parameters(0) }] };
    for (const framework of /** @type {const} */ (['pytorch', 'keras', 'jax']))
      assert.match(
        frameworkSnippet(framework, experiment, 0),
        /they are numbers, and no rule draws them.*Starting weights/s,
      );
    lab.free();
  });

  it('does not spell out more weights than a script can hold', async () => {
    const lab = await drawn([100, 100]);
    const experiment = {
      ...lab.experiment,
      runs: [{ initializer: 'custom', label: 'wide', weights: [{ weights: [[1, 2]], biases: Array(10_001).fill(0) }] }],
    };
    assert.throws(() => pythonScript({ experiment, labels: ['wide'] }), /“wide” starts from 30003 weights of its own/);
    lab.free();
  });
});

describe('edits', () => {
  const layers = (/** @type {number[]} */ hidden) =>
    [...hidden, 1].map((units, k) => ({
      weights: Array.from({ length: units }, () => Array([2, ...hidden][k]).fill(0.5)),
      biases: Array(units).fill(0),
    }));

  it('take out the runs whose weights are for other layers, and say so', () => {
    const own = { initializer: 'custom', label: 'mine.npz', weights: layers([10, 5]) };
    const experiment = { network: { hidden: [10, 5], activation: 'tanh' }, runs: [{ initializer: 'he' }, own] };
    assert.deepEqual(hiddenOf(own.weights), [10, 5]);
    const { experiment: changed, left } = withHidden(experiment, [8]);
    assert.deepEqual(changed, { network: { hidden: [8], activation: 'tanh' }, runs: [{ initializer: 'he' }] });
    assert.equal(leftOut(left), '“mine.npz” was taken out: the weights are for other hidden layers.');
    assert.deepEqual(
      withHidden({ ...experiment, runs: [own] }, [8]).experiment.runs,
      [{ initializer: 'he' }],
      'one run stays',
    );
    assert.deepEqual(withHidden(experiment, [10, 5]).experiment.runs, experiment.runs);
  });

  it('of hidden layers answer with what was taken out', async () => {
    const own = { initializer: 'custom', weights: layers([3]) };
    const model = /** @type {any} */ ({ experiment: { network: { hidden: [3] }, runs: [{ initializer: 'he' }, own] } });
    const made = await setHidden([4]).make(model, /** @type {any} */ (null));
    assert.deepEqual(made.reopen, { network: { hidden: [4] }, runs: [{ initializer: 'he' }] });
    assert.match(made.answer, /“Your weights” was taken out/);
    assert.equal((await setHidden((widths) => widths).make(model, /** @type {any} */ (null))).reopen, undefined);
  });

  it('add weights for other layers with these layers, and refuse a ninth run', async () => {
    const model = /** @type {any} */ ({ experiment: { network: { hidden: [3] }, runs: [{ initializer: 'he' }] } });
    const { reopen, answer } = await addWeights(layers([4, 2]), 'b.npz', model).make(model, /** @type {any} */ (null));
    assert.deepEqual(reopen.network.hidden, [4, 2]);
    assert.deepEqual(reopen.runs.at(-1), { initializer: 'custom', label: 'b.npz', weights: layers([4, 2]) });
    assert.equal(answer, '2 → 4 → 2 → 1, added as a run. All runs have these layers now, in place of 2 → 3 → 1.');
    model.experiment.runs = Array(8).fill({ initializer: 'he' });
    await assert.rejects(
      async () => addWeights(layers([3]), 'b.npz', model).make(model, /** @type {any} */ (null)),
      /8 runs, the most/,
    );
  });
});
