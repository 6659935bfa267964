/** What a forecast says where signals are not known, not there, or beyond all numbers; and where remedies and notes would be untrue. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forecast, readModel } from '../../www/engine/lab.js';
import { amount, verdictOf } from '../../www/engine/forecast/forecast-verdict.js';
import { OTHER_LOSS } from '../../www/data/model/model-losses.js';
import { chartText, lossText, networks } from '../../www/site/model-words.js';

/** @typedef {import('../../www/engine/lab.js').ForecastOptions} ForecastOptions */

const NOT_KNOWN = 'There is no theory for these weights, and nothing was simulated.';
const UNIFORM = (/** @type {string} */ widths) =>
  `m = nn.Sequential(${widths})\nfor l in m.modules():\n    if isinstance(l, nn.Linear):\n        nn.init.uniform_(l.weight)`;
const NARROW = 'nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10)';

/** @param {string} text @param {ForecastOptions} [options] */
const of = (text, options) => forecast(readModel(text), { seeds: 0, workers: 0, ...options });

/** Signals with verdicts of layers that are nothing special. @param {number[]} signal @param {number[]} errorSignal @param {number} [input] */
const said = (signal, errorSignal, input = 1) =>
  verdictOf(
    signal.map(() => ({
      inputs: 8,
      units: 8,
      activation: 'relu',
      slope: null,
      weights: { initializer: 'he' },
      hasOwnBiases: false,
      biases: null,
    })),
    { signal, errorSignal },
    input,
  );

describe('a verdict', () => {
  for (const [name, text, options] of /** @type {[string, string, ForecastOptions?][]} */ ([
    ['too wide to simulate, without theory', '784-5000-5000-10 relu identity', { seeds: 5 }],
    ['too wide, PyTorch’s uniform_', UNIFORM('nn.Linear(784, 5000), nn.ReLU(), nn.Linear(5000, 10)'), { seeds: 5 }],
    ['nothing simulated', UNIFORM(NARROW)],
    ['one hidden layer', '784-5000-10 relu identity', { seeds: 5 }],
    ['the last layer alone', `m = nn.Sequential(${NARROW})\nnn.init.uniform_(m[4].weight)`],
  ]))
    it(`is not known where there is no theory: ${name}`, async () => {
      const { verdict, layer, sentence, remedy } = await of(text, options);
      assert.deepEqual([verdict, layer, sentence, remedy], ['unknown', null, NOT_KNOWN, null]);
    });

  it('is of the simulation where that is what there is', async () => {
    assert.deepEqual([(await of(UNIFORM(NARROW), { seeds: 2 })).verdict], ['growing']);
  });

  it('names a failure that is found before theory ends', async () => {
    const text = `m = nn.Sequential(${NARROW})\nnn.init.normal_(m[0].weight, std=1e-6)\nnn.init.uniform_(m[2].weight)`;
    const { verdict, layer, sentence } = await of(text);
    assert.deepEqual([verdict, layer], ['fading', 1]);
    assert.doesNotMatch(sentence, /NaN|at layer 2/);
  });

  it('is not known where the loss alone has no theory, and is simulated even in wide networks', async () => {
    const text = `m = keras.Sequential([Input((784,)), Dense(256, "relu", kernel_initializer="he_normal"), Dense(256, "relu", kernel_initializer="he_normal"), Dense(10, "softmax")])
m.compile(loss="mse")`;
    const theory = await of(text);
    assert.equal(theory.verdict, 'unknown');
    assert.equal(theory.sentence, 'There is no theory for this error signal, and nothing was simulated.');
    const simulated = await of(text, { seeds: 2 });
    assert.deepEqual([simulated.isWide, simulated.counts, simulated.verdict], [true, 'simulation', 'healthy']);
    assert.match(simulated.notes.join(' '), /no theory for this error signal/);
    assert.doesNotMatch(simulated.notes.join(' '), /independent with mean 0/);
    // A remedy is found by the way back alone.
    const fading = await of(text.replaceAll('he_normal', 'zeros'), { seeds: 2 });
    assert.equal(fading.remedy?.initializer, 'he_normal');
  });

  it('says that inputs of variance 0 are no signal', async () => {
    for (const seeds of [0, 2]) {
      const { verdict, sentence, remedy } = await of('784-256-10 relu he', { inputVariance: 0, seeds });
      assert.deepEqual([verdict, remedy], ['unknown', null]);
      assert.match(sentence, /variance 0 are all the same/);
    }
  });

  it('says that nothing comes back from an error signal of 0', async () => {
    // A softmax of one output is always 1.
    for (const seeds of [0, 2]) {
      const { verdict, layer, sentence } = await of('784-256-1 relu he softmax_cross_entropy', { seeds });
      assert.deepEqual([verdict, layer], ['vanishing', 2]);
      assert.match(sentence, /is 0 at the output already/);
    }
  });

  it('calls units identical that are drawn without a spread', async () => {
    for (const law of [
      'RandomNormal(1, 0)',
      'TruncatedNormal(0, 0)',
      'RandomUniform(0.5, 0.5)',
      'Constant(0.5)',
      'ones',
    ])
      assert.equal((await of(`16-8-8-1 tanh ${law}`, { seeds: 1 })).verdict, 'symmetric', law);
  });

  it('has the inputs to compare with where there is one hidden layer', async () => {
    const { sentence } = await of('784-256-10 relu he', { inputVariance: 4 });
    assert.match(sentence, /in the hidden layer is 0\.8\d times that of the inputs, and the error signal there is /);
    assert.match(
      (await of('784-256-256-10 relu he')).sentence,
      /in the last hidden layer is 0\.86 times that of the first/,
    );
    assert.match((await of('784-10 he')).sentence, /^One layer/);
    assert.match((await of('784-5000 identity', { seeds: 5 })).sentence, /^One layer/);
  });

  it('has numbers that can be read, however large they are', async () => {
    assert.equal(amount(Infinity), 'more than 10¹⁴⁰');
    // Theory holds variances below 10³⁰⁰.
    const { sentence } = await of('784 - 99 × 100 - 10 relu RandomNormal(0,1000)');
    assert.match(
      sentence,
      /; at layer 99, more than 10¹⁴⁰ times as much as|; at layer 99, more than 10¹⁴⁰ times as much\.$/,
    );
    const simulated = await of('784 - 99 × 100 - 10 relu RandomNormal(0,1000)', { seeds: 1 });
    assert.match(simulated.sentence, /^The signal grows .* as much as the inputs do\.$/);
  });

  it('never has NaN, Infinity or an amount of nothing in its sentence', () => {
    const values = [NaN, Infinity, 0, 1e-320, 1, 1e300];
    for (const first of values)
      for (const second of values)
        for (const back of values)
          for (const output of values)
            for (const input of [0, 1e-300, 1, 1e6]) {
              const { sentence } = said([first, second, 1], [back, 1, output], input);
              assert.doesNotMatch(sentence, /NaN|Infinity|undefined|null|not known times|beyond all/, sentence);
            }
  });
});

describe('a remedy', () => {
  it('sets biases to 0 where it counts on that, in each framework’s code', async () => {
    const keras = (/** @type {string} */ biases) =>
      of(
        `Sequential([Input((256,)), ${`Dense(256, activation="relu"${biases}), `.repeat(20)}Dense(1)])`.replaceAll(
          'activation="relu"',
          'activation="relu", kernel_initializer="lecun_uniform"',
        ),
      );
    assert.match(
      (await keras(', bias_initializer=Constant(1e-9)')).remedy?.code ?? '',
      /"he_normal", bias_initializer="zeros"\)/,
    );
    assert.doesNotMatch((await keras('')).remedy?.code ?? '', /bias_initializer/);
    const haiku = `hk.Sequential([${'hk.Linear(256, b_init=hk.initializers.Constant(1e-9)), jax.nn.relu, '.repeat(20)}hk.Linear(1)])`;
    const { remedy } = await forecast(readModel(haiku, { inputs: 256 }), { seeds: 0 });
    assert.equal(
      remedy?.code,
      'hk.Linear(..., w_init=hk.initializers.VarianceScaling(2.0), b_init=jnp.zeros)  # in every layer',
    );
    const equinox = await of(
      `eqx.nn.MLP(in_size=256, out_size=1, width_size=256, depth=20, use_final_bias=False, key=key)`,
    );
    assert.match(equinox.remedy?.code ?? '', /if layer\.bias is not None:/);
  });

  it('names both of Flax’s layers, with initializers that both have', async () => {
    const { remedy } = await of(
      `nnx.Sequential(${'nnx.Linear(256, 256, rngs=rngs), nnx.relu, '.repeat(20)}nnx.Linear(256, 1, rngs=rngs))`,
    );
    assert.match(
      remedy?.code ?? '',
      /^nn\.Dense\(\.\.\., kernel_init=jax\.nn\.initializers\.he_normal\(\)\) .*nnx\.Linear$/,
    );
  });
});

describe('losses of several outputs', () => {
  it('are means over the outputs, as in PyTorch and Keras', async () => {
    const error = async (/** @type {number} */ outputs, /** @type {number} */ seeds) =>
      (await of(`256-256-${outputs} relu he binary_cross_entropy`, { seeds })).layers[1];
    for (const seeds of [0, 5]) {
      const [one, ten] = [await error(1, seeds), await error(10, seeds)];
      const ratio =
        seeds === 0
          ? Number(one.theory.errorSignal) / Number(ten.theory.errorSignal)
          : Number(one.simulation?.errorSignal.mean) / Number(ten.simulation?.errorSignal.mean);
      assert.ok(Math.abs(ratio - 10) < 0.7, String(ratio));
    }
  });
});

describe('the page’s words', () => {
  it('say what is not known', async () => {
    const made = await of(UNIFORM(NARROW));
    assert.match(chartText(made, 'signal'), /: not known at layer 1, not known at layer 3/);
    assert.match(chartText(made, 'errorSignal'), /: not known at layer 1, 1 at layer 3/);
  });

  it('tell a loss that is not named from one that is not forecast', () => {
    const { ignored, loss } = readModel('m = nn.Sequential(nn.Linear(2, 1))\nc = nn.L1Loss()');
    assert.equal(loss, null);
    assert.equal(lossText(ignored), 'The forecast does not have the loss that the code names.');
    assert.equal(lossText([]), 'The code names no loss.');
    assert.equal(ignored[0].why, OTHER_LOSS);
  });

  it('count networks', () => assert.deepEqual([networks(1), networks(5)], ['1 network', '5 networks']));
});
