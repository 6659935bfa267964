/** Forecasts: theory against NumPy and against simulations, verdicts, remedies, and what is refused. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { forecast, readModel } from '../../www/engine/lab.js';
import { expectedConcentration } from '../../www/engine/forecast/forecast-loss.js';
import { readSignals } from '../../www/data/model/read-signals.js';
import { STACKS, apart } from './forecast-stacks.js';

/** @type {any[]} */
const CASES = JSON.parse(readFileSync(new URL('../fixtures/forecast.json', import.meta.url), 'utf8'));

/** @param {any} given  a case of the fixture */
function layersOf({ widths, activation, initializer, biases }) {
  const [, name, slope] = /^(\w+?)(?:\(([\d.]+)\))?$/.exec(activation) ?? [];
  return widths.slice(1).map((/** @type {number} */ units, /** @type {number} */ k) => ({
    inputs: widths[k],
    units,
    ...(k === widths.length - 2
      ? { activation: 'identity' }
      : { activation: name, ...(slope ? { negativeSlope: Number(slope) } : {}) }),
    initializer,
    biasInitializer: biases,
  }));
}

/** @param {number} found @param {number} expected @param {number} part */
const isWithin = (found, expected, part) => Math.abs(found - expected) <= part * Math.abs(expected);

describe('theory', () => {
  for (const given of CASES)
    it(`is NumPy’s for ${given.widths.join('-')} ${given.activation} ${given.initializer}`, async () => {
      const { layers } = await forecast(layersOf(given), {
        inputVariance: given.inputVariance,
        loss: given.loss,
        seeds: 0,
      });
      layers.forEach(({ theory }, k) => {
        for (const what of /** @type {const} */ (['signal', 'errorSignal']))
          assert.ok(
            isWithin(Number(theory[what]), given[what][k], 5e-3),
            `${what} of layer ${k + 1}: ${theory[what]}, NumPy ${given[what][k]}`,
          );
      });
    });

  it('has He’s law: with ReLU, half of the mean square passes, and a factor of 2 restores it', async () => {
    const { layers } = await forecast(readModel('500-500-500-500-500-1 relu he'), { seeds: 0 });
    for (const { theory } of layers.slice(0, 4)) assert.ok(Number(theory.signal) > 0.5 && Number(theory.signal) < 1);
    assert.ok(isWithin(Number(layers[0].theory.errorSignal), Number(layers[3].theory.errorSignal), 1e-4));
  });

  it('has the concentration of softmax at its ends', () => {
    assert.ok(isWithin(expectedConcentration(10, 1e-8), 0.1, 1e-6));
    // Of two outputs, (1 + E tanh²(d / 2)) / 2 with d of variance 2, by a plain sum.
    const nodes = Array.from({ length: 4001 }, (_, k) => (k - 2000) / 250);
    const weight = (/** @type {number} */ g) => Math.exp(-0.5 * g * g);
    const mean = nodes.reduce((sum, g) => sum + weight(g) * Math.tanh(g * Math.SQRT1_2) ** 2, 0);
    const expected = (1 + mean / nodes.reduce((sum, g) => sum + weight(g), 0)) / 2;
    assert.ok(isWithin(expectedConcentration(2, 1), expected, 1e-4), `${expectedConcentration(2, 1)}, ${expected}`);
    assert.ok(expectedConcentration(10, 1e5) > 0.98);
    // Of many equal outputs with variance v, Σ p² tends to exp(v) / outputs.
    assert.ok(isWithin(expectedConcentration(100_000, 0.25), Math.exp(0.25) / 100_000, 0.001));
  });

  it('ends where weights are not centred, and passes zeros', async () => {
    const model = [
      { inputs: 4, units: 8, activation: 'relu', initializer: 'he', biasInitializer: 'zeros' },
      { inputs: 8, units: 8, activation: 'relu', initializer: 'orthogonal', biasInitializer: 'zeros' },
      {
        inputs: 8,
        units: 1,
        initializer: 'random_uniform',
        parameters: { minval: 0, maxval: 1 },
        biasInitializer: 'zeros',
      },
    ];
    const { layers, notes } = await forecast(model, { seeds: 0 });
    assert.ok(Number(layers[1].theory.signal) > 0);
    assert.equal(layers[2].theory.signal, null);
    assert.equal(layers[0].theory.errorSignal, null);
    assert.match(notes.join(' '), /independent with mean 0/);
    const zeros = await forecast(readModel('4-8-1 relu zeros'), { seeds: 2 });
    assert.deepEqual([zeros.verdict, zeros.layer], ['symmetric', 1]);
    assert.equal(zeros.layers[0].simulation?.signal.mean, 0);
  });
});

describe('simulation', () => {
  const light = STACKS.filter(({ work }) => work <= 1_000_000);
  it('has light and heavy stacks', () => assert.ok(light.length >= 20 && STACKS.length === 40, String(light.length)));

  for (const { name, layers } of light)
    it(`agrees with theory where the network is wide: ${name}`, async () => {
      const made = await forecast(layers, { seeds: 5, samples: 32, loss: 'softmax_cross_entropy', workers: 0 });
      if (made.isWide) assert.deepEqual(apart(made), []);
      else
        assert.deepEqual(
          [made.counts, made.notes.some((note) => note.startsWith('Wide-network theory'))],
          ['simulation', true],
        );
    });

  it('counts where biases leave few units of ReLU, however wide the layers are', async () => {
    const stack = (/** @type {number} */ bias) =>
      readModel(
        `model = keras.Sequential([keras.Input((128,)), ${Array.from({ length: 4 }, () => `layers.Dense(128, activation="relu", kernel_initializer="he_normal", bias_initializer=keras.initializers.Constant(${bias}))`).join(', ')}, layers.Dense(1)])`,
      );
    const [low, none] = [await forecast(stack(-1), { workers: 0 }), await forecast(stack(0), { workers: 0 })];
    assert.deepEqual([low.isWide, low.counts], [false, 'simulation']);
    assert.ok(low.notes.some((note) => note.startsWith('Wide-network theory')));
    assert.deepEqual([none.isWide, none.counts], [true, 'theory']);
  });

  it('is the same in workers and in this thread', async () => {
    const model = readModel('64-64-64-3 tanh pytorch');
    const options = { seeds: 3, loss: /** @type {const} */ ('mse') };
    const [here, there] = [
      await forecast(model, { ...options, workers: 0 }),
      await forecast(model, { ...options, workers: 2 }),
    ];
    assert.deepEqual(there, here);
    const other = await forecast(model, { ...options, workers: 0, seed: 2 });
    assert.notDeepEqual(other.layers[0].simulation, here.layers[0].simulation);
  });

  it('reports its progress, and stops with the signal’s reason', async () => {
    const model = readModel('1024-1024-1024-1024-10 relu he');
    /** @type {number[]} */
    const shares = [];
    const stop = new AbortController();
    const reason = new Error('enough');
    await assert.rejects(
      forecast(model, {
        seeds: 5,
        signal: stop.signal,
        workers: 1,
        onProgress: ({ done, total }) => {
          shares.push(done / total);
          stop.abort(reason);
        },
      }),
      reason,
    );
    assert.ok(shares.length === 1 && shares[0] < 0.5, shares.join());
    await assert.rejects(forecast(model, { signal: AbortSignal.abort(reason) }), reason);
  });

  it('is left out where a layer is too wide', async () => {
    const { seeds, notes, layers } = await forecast(readModel('784-256-50257 relu he'));
    assert.equal(seeds, 0);
    assert.equal(layers[0].simulation, null);
    assert.match(notes.join(' '), /50257 units or inputs. Simulations take at most 4096/);
  });
});

/** Measured by docs/examples/ on networks of PyTorch and Keras: one seed, 64 samples. */
describe('real networks', () => {
  for (const [framework, text] of [
    [
      'torch',
      `layers = []
for _ in range(6):
    layers += [nn.Linear(256, 256), nn.ReLU()]
model = nn.Sequential(*layers, nn.Dropout(0.2), nn.Linear(256, 10))
criterion = nn.CrossEntropyLoss()`,
    ],
    [
      'keras',
      `hidden = [layers.Dense(256, activation="relu", kernel_initializer="he_normal") for _ in range(6)]
model = keras.Sequential([keras.Input((256,)), *hidden, layers.Dropout(0.2), layers.Dense(10, activation="softmax")])
model.compile(loss=keras.losses.SparseCategoricalCrossentropy())`,
    ],
  ])
    it(`of ${framework} have the signals that their code lets expect`, async () => {
      const file = new URL(`../fixtures/signals-${framework}.json`, import.meta.url);
      const measured = readSignals(readFileSync(file, 'utf8')).layers;
      const { layers } = await forecast(readModel(text), { seeds: 0 });
      assert.deepEqual(
        layers.map(({ units, inputs }) => [units, inputs]),
        measured.map(({ shape }) => shape),
      );
      layers.forEach(({ theory }, k) => {
        for (const what of /** @type {const} */ (['signal', 'errorSignal']))
          assert.ok(
            isWithin(Number(measured[k][what]), Number(theory[what]), 0.12),
            `${what} of layer ${k + 1}: ${measured[k][what]}, in theory ${theory[what]}`,
          );
      });
    });
});

describe('laws of libraries', () => {
  it('are forecast under their names in the atlas', async () => {
    const [torch, own, opencv] = await Promise.all(
      ['library/torch', 'pytorch_linear', 'library/opencv'].map((name) =>
        forecast(readModel(`128-128-128-10 relu ${name}`), { seeds: 2, workers: 0 }),
      ),
    );
    assert.deepEqual(
      torch.layers.map(({ theory }) => theory),
      own.layers.map(({ theory }) => theory),
    );
    // Each unit's weights are divided by the sum of their sizes: they are not independent, so only the simulation counts.
    assert.deepEqual([opencv.layers[0].theory.signal, opencv.counts], [null, 'simulation']);
    assert.equal(opencv.verdict, 'fading');
  });
});

describe('verdicts', () => {
  /** @param {string} text @param {import('../../www/engine/lab.js').ForecastOptions} [options] */
  const of = async (text, options) => forecast(readModel(text), { seeds: 0, ...options });

  it('names the layer at which a signal fades, and the line that mends it', async () => {
    const layers = Array.from({ length: 20 }, () => 'nn.Linear(256, 256), nn.ReLU(),').join('\n');
    const made = await of(`nn.Sequential(\n${layers}\nnn.Linear(256, 10))`);
    assert.deepEqual([made.verdict, made.layer], ['fading', 5]);
    assert.match(made.sentence, /^The signal fades: at layer 5, activations differ between inputs only 0\.00\d+ times/);
    assert.match(
      made.remedy?.code ?? '',
      /isinstance\(m, nn\.Linear\):\n {8}nn\.init\.kaiming_normal_\(m\.weight, nonlinearity="relu"\)\n {8}if m\.bias is not None:\n {12}nn\.init\.zeros_/,
    );
    const mended = await of('256 - 20 × 256 - 10 relu he_normal');
    assert.equal(mended.verdict, 'healthy');
    assert.equal(mended.remedy, null);
  });

  it('gives the change in the code of each framework, and only one that mends', async () => {
    const keras = await of(
      'Sequential([Input((300,)), ' +
        'Dense(300, activation="relu", kernel_initializer="lecun_uniform"), '.repeat(30) +
        'Dense(1)])',
    );
    assert.match(keras.remedy?.code ?? '', /kernel_initializer="he_normal"/);
    const sigmoid = await of('300 - 30 × 300 - 1 sigmoid glorot_uniform');
    assert.equal(sigmoid.verdict, 'fading');
    assert.equal(sigmoid.remedy?.activation, 'tanh');
    assert.equal(sigmoid.remedy?.code, 'tanh glorot_uniform');
    assert.match(sigmoid.remedy?.sentence ?? '', /No initializer that was tried mends sigmoid/);
    const large = await of('784 - 3 × 512 - 10 relu random_normal');
    assert.equal(large.verdict, 'healthy');
    const huge = await of('784 - 3 × 512 - 10 relu RandomNormal(0,1)');
    assert.deepEqual([huge.verdict, huge.layer], ['growing', 2]);
  });

  it('follows the error signal back where the signal itself stays', async () => {
    const chaos = await of('200 - 40 × 200 - 1 tanh RandomNormal(0,0.25)');
    assert.equal(chaos.verdict, 'exploding');
    assert.ok(Number(chaos.layer) < 40);
  });
});

describe('what forecasts refuse', () => {
  const layer = { inputs: 2, units: 3, activation: 'relu', initializer: 'he', biasInitializer: 'zeros' };
  for (const [model, path, options] of /** @type {[any, string, any?][]} */ ([
    [null, 'model'],
    [[], 'layers'],
    [Array(102).fill({ ...layer, inputs: 3 }), 'layers'],
    [[{ ...layer, units: 0 }], 'layers[0].units'],
    [[{ ...layer, units: '3' }], 'layers[0].units'],
    [[layer, layer], 'layers[1].inputs'],
    [[{ ...layer, activation: 'mish' }], 'layers[0].activation'],
    [
      [
        { ...layer, activation: 'softmax' },
        { ...layer, inputs: 3 },
      ],
      'layers[0].activation',
    ],
    [[{ ...layer, initializer: 'lsuv' }], 'layers[0].initializer'],
    [[{ ...layer, initializer: 'hee' }], 'layer.initializer'],
    [[{ ...layer, initializer: 'random_normal', parameters: { stddev: -1 } }], 'layer.stddev'],
    [[{ ...layer, biasInitializer: 'he' }], 'layers[0].biasInitializer'],
    [[{ ...layer, biasInitializer: 'constant', biasParameters: { value: NaN } }], 'layers[0].biasParameters.value'],
    [[layer], 'inputVariance', { inputVariance: -1 }],
    [[layer], 'seeds', { seeds: 1.5 }],
    [[layer], 'samples', { samples: 65 }],
    [[layer], 'loss', { loss: 'hinge' }],
    [[layer], 'seed', { seed: 2 ** 32 }],
  ]))
    it(`names ${path} of ${JSON.stringify(options ?? model)?.slice(0, 60)}`, async () => {
      await assert.rejects(forecast(model, options), (/** @type {any} */ error) => {
        assert.ok(error instanceof RangeError || error instanceof TypeError);
        assert.equal(Reflect.get(error, 'path'), path);
        assert.ok(Reflect.get(error, 'allowed'));
        return true;
      });
    });
});
