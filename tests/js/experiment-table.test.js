import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from './seeds.js';
import {
  fieldOf,
  format,
  get,
  offer,
  places,
  overlaid,
  parse,
  properties,
  propertyNamed,
  sameRun,
  valueOf,
} from '../../www/experiment/fields.js';
import { layersText } from '../../www/experiment/layer-list.js';
import { otherDataset, reseeded } from '../../www/experiment/dataset.js';
import { parametersOf, withInitializer, withPart, withTraining } from '../../www/experiment/run-parts.js';
import { catalogue, createLab } from '../../www/engine/lab.js';

/** @type {import('../../www/engine/lab.js').Catalogue} */
let engine;
/** @type {import('../../www/experiment/fields.js').Property[]} */
let table;

before(async () => {
  engine = await catalogue();
  table = properties(engine.fields);
});

const find = (/** @type {string} */ path) => {
  const property = table.find((candidate) => candidate.path === path);
  assert.ok(property, path);
  return property;
};

describe('the property table', () => {
  it('has a name of its own for every field of the catalogue', () => {
    assert.equal(new Set(table.map(({ name }) => name)).size, engine.fields.length);
    assert.equal(new Set(table.map(({ attribute }) => attribute)).size, engine.fields.length);
    assert.equal(find('training.learningRate').attribute, 'learning-rate');
    assert.equal(find('dataset.seed').name, 'dataset.seed', 'two fields end in seed');
    assert.equal(find('dataset.seed').attribute, 'dataset-seed');
    assert.equal(find('dataset.name').attribute, 'dataset');
    assert.equal(find('network.hidden').name, 'hidden');
    assert.equal(find('network.hidden').attribute, 'hidden-units', 'HTML has an attribute “hidden”');
    assert.equal(find('runs').attribute, 'initializers');
  });

  it('knows a property by its name, its attribute and its path, however its words are joined', () => {
    for (const name of ['learningRate', 'learning-rate', 'learning_rate', 'training.learningRate', 'LEARNINGRATE'])
      assert.equal(propertyNamed(table, name)?.path, 'training.learningRate', name);
    assert.equal(propertyNamed(table, 'hidden')?.path, 'network.hidden');
    assert.equal(propertyNamed(table, 'hidden-units')?.path, 'network.hidden');
    assert.equal(propertyNamed(table, 'seed')?.path, 'seed');
    assert.equal(propertyNamed(table, 'dataset-seed')?.path, 'dataset.seed');
    for (const name of ['', 'hide', '__proto__', 'constructor', 'name'])
      assert.equal(propertyNamed(table, name), undefined);
  });

  it('turns text into values that the core takes', async () => {
    assert.equal(parse(find('training.learningRate'), ' 1e-2 '), 0.01);
    assert.equal(parse(find('training.learningRate'), '.5'), 0.5);
    assert.equal(parse(find('training.learningRate'), '0,1'), 0.1, 'a decimal comma');
    assert.equal(parse(find('training.learningRate'), '1,5'), 1.5);
    assert.equal(parse(find('training.iterations'), '15,000'), 15000);
    assert.equal(parse(find('seed'), '1 234 567'), 1234567);
    assert.deepEqual(parse(find('network.hidden'), '10, 5'), [10, 5]);
    assert.deepEqual(parse(find('network.hidden'), ''), []);
    assert.equal(parse(find('network.activation'), 'tanh'), 'tanh');
    assert.deepEqual(parse(find('runs'), '[{"initializer":"he"}]'), [{ initializer: 'he' }]);
    assert.deepEqual(parse(find('runs'), 'he, zeros'), [{ initializer: 'he' }, { initializer: 'zeros' }]);
    assert.deepEqual(parse(find('dataset.points'), '0.5,-1,0; 2,3e-1,1'), [
      [0.5, -1, 0],
      [2, 0.3, 1],
    ]);
    assert.deepEqual(parse(find('dataset.points'), '[[0.5,-1,0]]'), [[0.5, -1, 0]]);
    assert.deepEqual(parse(find('dataset.testPoints'), ''), []);
    const names = find('dataset.classNames');
    for (const pair of [
      ['setosa', 'Iris, other: 5 %'],
      ['[a]', ' b '],
    ])
      assert.deepEqual(parse(names, format(names, pair)), pair);
    assert.deepEqual(parse(names, '["a","b,c"]'), ['a', 'b,c']);
    assert.deepEqual(parse(find('training.learningRateChanges'), '0.1@4000;0.01@8000'), [
      [4000, 0.1],
      [8000, 0.01],
    ]);
  });

  it('reads a list of layers as people write it, and as the page prints it', () => {
    const ten = Array(10).fill(10);
    for (const text of ['10x10', '10*10', '10 × 10', '10 X 10', ' 10  x  10 ', ten.join(' '), '2–10 × 10–1'])
      assert.deepEqual(parse(find('network.hidden'), text), ten, text);
    assert.deepEqual(parse(find('network.hidden'), '10*12'), Array(10).fill(12), 'ten layers of 12');
    assert.deepEqual(parse(find('network.hidden'), '8, 10x10, 4'), [8, ...ten, 4]);
    assert.deepEqual(parse(find('network.hidden'), '8 2 x 3;4'), [8, 3, 3, 4]);
    assert.deepEqual(parse(find('network.hidden'), '2–10–5–1'), [10, 5]);
    assert.deepEqual(parse(find('network.hidden'), '2-1'), [], 'from the inputs to the output');
    assert.throws(
      () => parse(find('network.hidden'), '500 × 1'),
      /^RangeError: network\.hidden: a list of 500 is not allowed/,
    );
    assert.deepEqual(parse(find('network.hidden'), '2, 1'), [2, 1]);
  });

  it('writes layers in short, so that they read back as the same', () => {
    assert.equal(layersText([10, 5]), '10, 5');
    assert.equal(layersText([10, 10, 10]), '10, 10, 10');
    assert.equal(layersText([8, ...Array(10).fill(10), 4]), '8, 10 × 10, 4');
    const hidden = find('network.hidden');
    const widths = fc.array(fc.oneof(fc.integer({ min: 1, max: 256 }), fc.constantFrom(3, 10)), {
      maxLength: hidden.most,
    });
    fc.assert(
      fc.property(widths, (layers) => {
        assert.deepEqual(parse(hidden, layersText(layers)), layers);
        assert.deepEqual(parse(hidden, format(hidden, layers)), layers);
        assert.deepEqual(parse(hidden, ['2', ...layers, '1'].join('–')), layers);
      }),
    );
  });

  it('refuses text that is not a value, with path, text and allowed values', () => {
    for (const [path, text] of [
      ['training.learningRate', 'abc'],
      ['training.learningRate', ''],
      ['training.learningRate', '0x10'],
      ['training.learningRate', 'NaN'],
      ['training.learningRate', 'Infinity'],
      ['training.learningRate', '1e999'],
      ['training.learningRate', '-1'],
      ['training.learningRate', '1,000'],
      ['training.learningRate', '1,5,2'],
      ['training.learningRate', '1.5,2'],
      ['training.iterations', '1,5'],
      ['training.iterations', '15,00'],
      ['seed', '1.5'],
      ['seed', '-1'],
      ['seed', '99999999999999999999'],
      ['network.hidden', '10,,5'],
      ['network.hidden', '10x'],
      ['network.hidden', 'x10'],
      ['network.hidden', '0x10'],
      ['network.hidden', '1000000x10'],
      ['network.hidden', '2x3x4'],
      ['network.hidden', '10 × 300'],
      ['network.hidden', '10-5'],
      ['network.hidden', '2–8–…–4–1, 12 layers'],
      ['network.activation', 'RELU'],
      ['runs', '[{]'],
    ]) {
      assert.throws(
        () => parse(find(path), text),
        (/** @type {Error} */ error) =>
          error instanceof RangeError &&
          error.message.startsWith(`${path}: “${text}”`) &&
          error.message.includes(find(path).allowed),
        `${path}=${text}`,
      );
    }
  });

  it('never throws anything but a refusal, and never lets a bad value through', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...table), (text, property) => {
        try {
          const value = parse(property, text);
          if (typeof value === 'number') assert.ok(Number.isFinite(value));
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
        }
      }),
    );
  });

  /** The complete experiment, or why it is refused. @param {any} experiment */
  async function openedOrRefused(experiment) {
    try {
      const lab = await createLab(experiment);
      const { experiment: complete } = lab;
      lab.free();
      return complete;
    } catch (error) {
      return String(error);
    }
  }

  it('lays one experiment over another as the core does', async () => {
    for (const over of [
      {},
      { seed: 5, training: { learningRate: 0.5 } },
      { dataset: { name: 'xor' } },
      { dataset: { name: 'moons', noise: 0.3, testSeed: 9 } },
      { dataset: { noise: 0.3 } },
      { network: { hidden: [3] }, runs: [{ initializer: 'ones' }] },
    ]) {
      for (const { name, experiment } of engine.presets) {
        const [one, other] = await Promise.all([
          openedOrRefused({ preset: name, ...over }),
          openedOrRefused(overlaid(experiment, over)),
        ]);
        assert.deepEqual(other, one, `${name} ${JSON.stringify(over)}`);
      }
    }
    assert.deepEqual(overlaid({ a: 1, b: { c: 2 } }, { a: undefined, b: { d: 3 } }), { a: 1, b: { c: 2, d: 3 } });
    assert.deepEqual(overlaid({ runs: [1, 2] }, { runs: [3] }), { runs: [3] });
    assert.deepEqual(overlaid({ seed: 1 }, null), null, 'the core refuses it');
  });

  it('writes what it reads', () => {
    assert.equal(format(find('network.hidden'), [10, 5]), '10,5');
    assert.equal(format(find('training.learningRate'), 1e-7), '1e-7');
    assert.equal(format(find('network.initialBias'), -0), '-0');
    assert.equal(format(find('dataset.points'), [[0.5, -0, 1]]), '0.5,-0,1');
    assert.equal(get({ a: { b: 1 } }, 'a.b'), 1);
    assert.equal(get({}, 'a.b'), undefined);
  });

  it('reads an empty text as its default, and writes the default as an empty text', () => {
    const optional = { ...find('training.batchSize'), empty: undefined };
    assert.equal(parse(optional, ' '), undefined);
    assert.equal(parse(optional, '0'), 0);
    assert.equal(format(optional, undefined), '');
    assert.equal(format(optional, 0), '0');
    assert.equal(parse({ ...optional, empty: 0 }, ''), 0);
    assert.equal(format({ ...optional, empty: 0 }, 0), '');
    assert.throws(() => parse(optional, 'x'), /training.batchSize: “x”/);
  });

  it('has the default of every omitted field', () => {
    assert.equal(valueOf({ training: {} }, fieldOf(engine, 'training.optimizer')), 'gradient_descent');
    assert.equal(valueOf({ training: { beta1: 0 } }, fieldOf(engine, 'training.beta1')), 0);
    assert.throws(() => fieldOf(engine, 'training.nothing'), RangeError);
  });
});

describe('a run', () => {
  const run = { initializer: 'random_normal', mean: 0, stddev: 10, label: 'mine', training: { loss: 'mse' } };

  it('keeps its name, last layer and training with another initializer, and loses its parameters', () => {
    const output = { initializer: 'ones' };
    assert.deepEqual(withInitializer({ ...run, outputInitializer: output }, 'he'), {
      initializer: 'he',
      label: 'mine',
      training: { loss: 'mse' },
      outputInitializer: output,
    });
    assert.deepEqual(withInitializer({ initializer: 'he' }, 'zeros'), { initializer: 'zeros' });
  });

  it('has training fields of its own until it has none', () => {
    assert.deepEqual(withTraining(run, 'batchSize', 0).training, { loss: 'mse', batchSize: 0 });
    assert.ok(!('training' in withTraining(run, 'loss', undefined)));
    assert.ok(!('label' in withPart(run, 'label', undefined)));
    assert.deepEqual(withPart(run, 'stddev', 1), { ...run, stddev: 1 });
  });

  it('has the parameters of its initializer, or of an alias, as fields that parse reads', () => {
    const [mean, stddev] = parametersOf(engine, 'random_normal', 'runs[1]');
    assert.deepEqual([mean.path, stddev.path], ['runs[1].mean', 'runs[1].stddev']);
    assert.equal(parse(stddev, '0,5'), 0.5);
    assert.throws(() => parse(stddev, '-1'), /^RangeError: runs\[1\]\.stddev: “-1” .* from 0 to 1000$/);
    const [, mode] = parametersOf(engine, 'variance_scaling', 'runs[0].outputInitializer');
    assert.equal(parse(mode, 'fan_out'), 'fan_out');
    assert.throws(() => parse(mode, 'fan'), /^RangeError: runs\[0\]\.outputInitializer\.mode/);
    assert.ok(parametersOf(engine, 'kaiming_normal', 'runs[0]').length > 0);
    assert.deepEqual(parametersOf(engine, 'zeros', 'runs[0]'), []);
  });
});

describe('a data set', () => {
  const circles = { name: 'circles', samples: 300, noise: 0.05, seed: 1, testSamples: 100, testSeed: 2 };

  it('is seeded anew; the test seed follows where it followed before', () => {
    assert.deepEqual(reseeded(circles), { ...circles, seed: 2, testSeed: 3 });
    assert.deepEqual(reseeded(circles, 4294967295), { ...circles, seed: 4294967295, testSeed: 0 });
    assert.deepEqual(reseeded({ ...circles, seed: 4294967295, testSeed: 0 }), { ...circles, seed: 0, testSeed: 1 });
    assert.deepEqual(reseeded({ ...circles, testSeed: 9 }), { ...circles, seed: 2, testSeed: 9 });
  });

  it('gives way to another with as many points and its own noise, unless the noise was changed', () => {
    const preset = { experiment: { dataset: circles } };
    const other = (/** @type {any} */ dataset, /** @type {any} */ from = preset) =>
      otherDataset(/** @type {any} */ ({ catalogue: engine, preset: from, experiment: { dataset } }), 'moons');
    assert.deepEqual(other(circles), { ...circles, name: 'moons', noise: 0.2 });
    assert.equal(other({ ...circles, noise: 0.3 }).noise, 0.3);
    const noisy = { ...circles, noise: 0.3 };
    assert.equal(other(noisy, { experiment: { dataset: noisy } }).noise, 0.2, 'the preset’s noise is nobody’s change');
    const own = { name: 'custom', points: [], testPoints: [] };
    assert.deepEqual(other(own), { ...circles, name: 'moons', noise: 0.2 });
    assert.equal(other(own, { experiment: { dataset: own } }).samples, 300);
  });
});

describe('runs', () => {
  it('are the same when one spells out a default', async () => {
    const lab = await createLab({ preset: 'notebook', runs: [{ initializer: 'random_normal', stddev: 10 }] });
    const [complete] = lab.experiment.runs;
    lab.free();
    assert.ok(sameRun({ initializer: 'random_normal', stddev: 10 }, complete, engine.initializers));
    assert.ok(!sameRun({ initializer: 'random_normal' }, complete, engine.initializers));
    assert.ok(!sameRun({ initializer: 'he' }, complete, engine.initializers));
  });

  it('on offer are the preset’s and the lab’s, each once, and no others', () => {
    const { experiment, offers } = engine.presets[0];
    const preset = [...experiment.runs, ...(offers ?? [])];
    const offered = offer([{ initializer: 'he' }], preset, engine.initializers);
    assert.deepEqual(offered, preset);
    const more = offer([{ initializer: 'random_normal', stddev: 0.1 }], preset, engine.initializers, offered);
    assert.deepEqual(more, [...preset, { initializer: 'random_normal', stddev: 0.1 }]);
    assert.equal(offer(more, preset, engine.initializers, more).length, more.length);
  });

  it('on offer are equal ones as often as they are on, each in a place of its own', () => {
    const preset = engine.presets[0].experiment.runs;
    const twice = [{ initializer: 'he' }, { initializer: 'he' }];
    const offered = offer(twice, preset, engine.initializers);
    assert.equal(offered.filter(({ initializer }) => initializer === 'he').length, 2);
    assert.equal(new Set(places(twice, offered, engine.initializers)).size, 2);
    assert.equal(offer(twice, preset, engine.initializers, offered).length, offered.length);
    assert.deepEqual(places([...twice, { initializer: 'he' }], twice, engine.initializers), [0, 1, -1]);
  });
});
