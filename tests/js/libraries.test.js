/** Defaults of libraries by name: in experiments, links, attributes and sweeps, and the search on the page. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalogue, createLab, createSweep, readModel } from '../../www/engine/lab.js';
import { SINGLE, fromText } from '../../www/element/attributes.js';
import { fields } from '../../www/experiment/catalogue.js';
import { libraries, otherLayers } from '../../www/experiment/libraries.js';
import { fromLink } from '../../www/experiment/read-link.js';
import { matches, searchable, told } from '../../www/views/settings/library-list.js';

/** The complete run of an experiment with one run. @param {any} experiment */
async function runOf(experiment) {
  const lab = await createLab(experiment);
  const [run] = lab.experiment.runs;
  lab.free();
  return run;
}

const BRAIN = { initializer: 'fixed_layer', distribution: 'uniform', size: 0.2 };

describe('a library’s name', () => {
  it('stands for the same run wherever an initializer is named', async () => {
    assert.deepEqual(await runOf({ runs: [{ initializer: 'library/brain.js' }] }), BRAIN);
    const link = fromLink('initializers=library/brain.js', fields);
    assert.deepEqual(link.problems, []);
    assert.deepEqual(await runOf(link.experiment), BRAIN);
    const attribute = SINGLE.find(({ path }) => path === 'runs');
    assert.deepEqual(await runOf({ runs: fromText(/** @type {any} */ (attribute), 'library/brainjs') }), BRAIN);
    const output = await runOf({
      runs: [{ initializer: 'he', outputInitializer: { initializer: 'library/brainjs' } }],
    });
    assert.deepEqual(output, { initializer: 'he', outputInitializer: BRAIN });
    const lab = await createLab({ runs: [{ initializer: 'he' }] });
    lab.addRun({ initializer: 'library/h2o' });
    assert.equal(lab.experiment.runs[1].initializer, 'h2o_rectifier');
    lab.free();
    const sweep = await createSweep({
      runs: [{ initializer: 'library/opencv' }, { initializer: 'library/keras' }],
      sweep: { axes: [{ field: 'depth', from: 1, to: 3, steps: 3 }], measure: 'signal_ratio' },
    });
    assert.deepEqual(
      sweep.experimentAt({ x: 2, y: 0, seed: 0 }).runs.map((/** @type {any} */ { initializer }) => initializer),
      ['opencv_mlp', 'keras_dense'],
    );
    sweep.free();
  });

  it('is read in any case, wherever it stands', async () => {
    for (const name of ['Library/Brain.js', 'LIBRARY/BRAINJS', 'library/BrainJS']) {
      assert.deepEqual(await runOf({ runs: [{ initializer: name }] }), BRAIN, name);
      const link = fromLink(`initializers=${name}&loss=${name.replace(/brain.*/i, 'Torch_BCELoss')}`, fields);
      assert.deepEqual(link.problems, [], name);
      assert.deepEqual(await runOf(link.experiment), BRAIN, name);
      const lab = await createLab(link.experiment);
      assert.equal(lab.experiment.training.loss, 'cross_entropy_clamped', name);
      lab.free();
      const attribute = SINGLE.find(({ path }) => path === 'runs');
      assert.deepEqual(await runOf({ runs: fromText(/** @type {any} */ (attribute), name) }), BRAIN, name);
      const run = { initializer: 'he', outputInitializer: { initializer: name } };
      assert.deepEqual(await runOf({ runs: [run] }), { initializer: 'he', outputInitializer: BRAIN }, name);
      // A model's layers may name libraries too.
      const [layer] = readModel(`64-64-10 tanh ${name}`).layers;
      assert.equal(layer.initializer, name);
    }
  });

  it('that is unknown is refused with path, value and what is allowed', async () => {
    await assert.rejects(createLab({ runs: [{ initializer: 'library/caffe' }] }), (/** @type {any} */ error) => {
      assert.ok(error instanceof RangeError);
      const { path, value, allowed } = /** @type {any} */ (error);
      assert.deepEqual([path, value], ['runs[0].initializer', '"library/caffe"']);
      assert.match(allowed, /^library\/ and a package/);
      return true;
    });
  });

  it('of the list is read, and its entry says what it stands for', async () => {
    for (const { names, run, formulaText } of libraries)
      for (const name of names) {
        const lab = await createLab({ runs: [{ initializer: `library/${name}` }] });
        assert.deepEqual(lab.experiment.runs, [run], name);
        assert.equal(lab.runs[0].formulaText, formulaText, name);
        lab.free();
      }
  });

  it('is in the catalogue of the API', async () => {
    const found = await catalogue();
    assert.deepEqual(found.libraries, libraries);
    assert.deepEqual(found.otherLayers, otherLayers);
  });
});

describe('the search among libraries', () => {
  /** @param {string} query */
  const found = (query) => libraries.filter((entry) => matches(searchable(entry), query)).map(({ names }) => names[0]);

  it('finds packages by any of their names, layers, and words for their laws', () => {
    assert.deepEqual(found('h2o'), ['h2o', 'h2o_rectifier', 'h2o_tanh']);
    assert.deepEqual(found('sklearn'), ['sklearn']);
    assert.deepEqual(found('scikit-learn'), ['sklearn']);
    assert.deepEqual(found('brain.js'), ['brainjs']);
    assert.deepEqual(found('TensorFlow.js'), ['tfjs']);
    assert.deepEqual(found('@tensorflow/tfjs'), ['tfjs']);
    assert.deepEqual(found('positive').sort(), ['ml-fnn', 'neataptic_network']);
    const uniform = found('uniform');
    for (const name of ['keras', 'torch', 'brainjs', 'weka']) assert.ok(uniform.includes(name), name);
    assert.ok(!uniform.includes('chainer'));
    assert.deepEqual(found('orthogonal value'), ['sb3_value']);
  });

  it('says how many it found, and that it found none', () => {
    assert.equal(told(libraries.length, ' '), `${libraries.length} layers of libraries.`);
    assert.equal(told(1, 'sklearn'), '1 found.');
    assert.equal(told(3, 'h2o'), '3 found.');
    assert.match(told(found('caffe').length, 'caffe'), /^No library has “caffe”\./);
  });
});
