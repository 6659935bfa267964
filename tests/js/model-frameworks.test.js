/**
 * What each framework's code means: orders of arguments, defaults, and what is said of layers that are not dense. Held to what JAX 0.10.2,
 * Flax 0.12.8, Haiku 0.0.17, Equinox 0.13.8 and Keras 3.15.1 have and draw (signatures and samples, 2026-11), and to PyTorch's source.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readModel } from '../../www/data/model/read-model.js';

/** The law of weights and biases of a first layer. @param {string} text @param {number} [inputs] */
function lawOf(text, inputs) {
  const [{ initializer, parameters, biasInitializer, biasParameters }] = readModel(
    text,
    inputs ? { inputs } : {},
  ).layers;
  const text1 = (/** @type {string} */ name, /** @type {Record<string, unknown> | undefined} */ values) =>
    values ? `${name} ${Object.entries(values).flat().join(' ')}` : name;
  return `${text1(initializer, parameters)} / ${text1(biasInitializer, biasParameters)}`;
}

/** @param {string} law */
const haiku = (law) => lawOf(`hk.Sequential([hk.Linear(300, w_init=${law}), jax.nn.relu, hk.Linear(10)])`, 784);
/** @param {string} law */
const flax = (law) => lawOf(`nn.Sequential([nn.Dense(300, kernel_init=${law}), nn.relu, nn.Dense(10)])`, 784);
/** @param {string} law */
const keras = (law) => lawOf(`Sequential([Input((784,)), Dense(300, kernel_initializer=${law}), Dense(10)])`);
/** @param {string} line */
const torch = (line) => lawOf(`m = nn.Sequential(nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 10))\n${line}`);

/** Activation functions with slopes, and notes. @param {string} text @param {number} [inputs] */
function activations(text, inputs) {
  const { layers, notes } = readModel(text, inputs ? { inputs } : {});
  const names = layers.map(({ activation, negativeSlope }) =>
    activation === 'leaky_relu' ? `leaky_relu ${negativeSlope ?? 0.01}` : activation,
  );
  return { names: names.slice(0, -1).join(', '), notes: notes.join(' ') };
}

describe('initializers', () => {
  for (const [read, law, wanted] of /** @type {[(law: string) => string, string, string][]} */ ([
    [haiku, 'hk.initializers.RandomNormal(0.02)', 'random_normal stddev 0.02'],
    [haiku, 'hk.initializers.RandomNormal()', 'random_normal stddev 1'],
    [haiku, 'hk.initializers.RandomNormal(0.1, 0.3)', 'random_normal mean 0.3 stddev 0.1'],
    [haiku, 'hk.initializers.RandomNormal(mean=0.3)', 'random_normal mean 0.3 stddev 1'],
    [haiku, 'hk.initializers.TruncatedNormal()', 'truncated_normal stddev 1'],
    [haiku, 'hk.initializers.TruncatedNormal(0.5, 0.1)', 'truncated_normal mean 0.1 stddev 0.5'],
    [haiku, 'hk.initializers.TruncatedNormal(0.5, lower=-5., upper=5.)', 'random_normal stddev 0.5'],
    [haiku, 'hk.initializers.RandomUniform()', 'random_uniform minval 0 maxval 1'],
    [haiku, 'hk.initializers.RandomUniform(-0.1, 0.1)', 'random_uniform minval -0.1 maxval 0.1'],
    [haiku, 'hk.initializers.UniformScaling(2.0)', 'variance_scaling scale 4 mode fan_in distribution uniform'],
    [haiku, 'hk.initializers.VarianceScaling(2.0)', 'he_normal'],
    [haiku, 'hk.initializers.VarianceScaling(2.0, "fan_in", "normal")', 'he'],
    [haiku, 'hk.initializers.Orthogonal(2.0)', 'orthogonal gain 2'],
    [haiku, 'jax.nn.initializers.truncated_normal(0.02)', 'truncated_normal stddev 0.02'],
    [haiku, 'jax.nn.initializers.normal()', 'random_normal stddev 0.01'],
    [haiku, 'jnp.zeros', 'zeros'],
    [flax, 'nn.initializers.normal(0.02)', 'random_normal stddev 0.02'],
    [flax, 'nn.initializers.normal()', 'random_normal stddev 0.01'],
    [flax, 'nn.initializers.truncated_normal()', 'truncated_normal stddev 0.01'],
    [flax, 'nn.initializers.uniform()', 'random_uniform minval 0 maxval 0.01'],
    [flax, 'nn.initializers.uniform(scale=0.1)', 'random_uniform minval 0 maxval 0.1'],
    [flax, 'nn.initializers.he_normal(in_axis=-2, out_axis=-1, batch_axis=())', 'he_normal'],
    [flax, 'keras.initializers.TruncatedNormal()', 'truncated_normal'],
    [keras, 'RandomNormal(0.3, 0.02)', 'random_normal mean 0.3 stddev 0.02'],
    [keras, 'RandomNormal()', 'random_normal'],
    [keras, '"normal"', 'random_normal'],
    [keras, '"uniform"', 'random_uniform'],
    [keras, 'keras.initializers.RandomUniform()', 'random_uniform'],
    [keras, 'VarianceScaling(2.0, "fan_in", "normal")', 'he_normal'],
    [keras, 'OrthogonalInitializer(2.0)', 'orthogonal gain 2'],
    [keras, 'IdentityInitializer()', 'identity'],
  ]))
    it(`${read.name}: ${law} is ${wanted}`, () => assert.equal(read(law), `${wanted} / zeros`));

  for (const [line, wanted] of [
    ['nn.init.normal_(m[0].weight)', 'random_normal stddev 1'],
    ['nn.init.uniform_(m[0].weight)', 'random_uniform minval 0 maxval 1'],
    ['nn.init.xavier_uniform(m[0].weight)', 'glorot_uniform'],
    ['nn.init.kaiming_normal(m[0].weight)', 'he'],
    [
      'nn.init.kaiming_uniform_(m[0].weight, 1, "fan_out")',
      'variance_scaling scale 1 mode fan_out distribution uniform',
    ],
    ['nn.init.xavier_normal_(m[0].weight, nn.init.calculate_gain("leaky_relu", param=1))', 'xavier_average'],
    [
      'nn.init.xavier_normal_(m[0].weight, nn.init.calculate_gain(nonlinearity="relu"))',
      'variance_scaling scale 2 mode fan_avg distribution untruncated_normal',
    ],
    ['nn.init.orthogonal_(m[0].weight, nn.init.calculate_gain("conv2d"))', 'orthogonal'],
  ])
    it(`PyTorch: ${line} is ${wanted}`, () => assert.equal(torch(line), `${wanted} / pytorch_linear`));

  it('are read by their places in Haiku’s and Flax’s layers', () => {
    const { RandomNormal, Constant } = {
      RandomNormal: 'hk.initializers.RandomNormal(0.3)',
      Constant: 'hk.initializers.Constant(1.)',
    };
    assert.equal(
      lawOf(`hk.Sequential([hk.Linear(9, True, ${RandomNormal}, ${Constant})])`, 4),
      'random_normal stddev 0.3 / constant value 1',
    );
    assert.equal(
      lawOf('nn.Sequential([nn.Dense(9, True, None, jnp.float32, None, nn.initializers.normal(0.3))])', 4),
      'random_normal stddev 0.3 / zeros',
    );
    const { layers } = readModel('eqx.nn.MLP(2, 1, 8, 1, jax.nn.relu, jnp.tanh, False, False, key=key)');
    assert.deepEqual(
      layers.map(({ activation, biasInitializer }) => `${activation} ${biasInitializer}`),
      ['relu none', 'tanh none'],
    );
  });

  for (const [read, law, message] of /** @type {[(law: string) => string, string, RegExp][]} */ ([
    [haiku, 'hk.initializers.TruncatedNormal(0.5, lower=-1)', /cut at “-1, 2” cannot be read; must be -2 and 2/],
    [flax, 'nn.initializers.truncated_normal(0.5, jnp.float32, -1, 1)', /cut at “-1, 1”/],
    [flax, 'nn.initializers.he_normal(-1, -2)', /“in_axis=-1” cannot be read/],
    [flax, 'nn.initializers.variance_scaling(1.0, "fan_in", "normal", in_axis=1)', /“in_axis=1”/],
    [
      flax,
      'nn.initializers.variance_scaling(1.0, "fan_geo_avg", "normal")',
      /the mode “fan_geo_avg” .* one of fan_in, fan_out, fan_avg/,
    ],
    [flax, 'nn.initializers.variance_scaling(1.0, "fan_in", "gamma")', /the distribution “gamma” .* one of uniform, /],
    [flax, 'nn.initializers.constant()', /the constant “none”/],
    [torch, 'nn.init.kaiming_normal_(m[0].weight, mode="fan_avg")', /mode is “fan_avg”; must be fan_in or fan_out/],
    [torch, 'nn.init.kaiming_normal_(m[0].weight, nonlinearity=names[0])', /nonlinearity is “names\[0\]”/],
    [torch, 'nn.init.xavier_normal_(m[0].weight, nn.init.calculate_gain("identity"))', /has no “identity”/],
  ]))
    it(`${read.name} refuses ${law}`, () => assert.throws(() => read(law), message));

  it('say in whole numbers how far out PyTorch cuts, of no spread either', () => {
    const note = (/** @type {string} */ std) =>
      readModel(`m = nn.Sequential(nn.Linear(4, 3))\nnn.init.trunc_normal_(m[0].weight, std=${std})`).notes.join();
    assert.match(note('0.02'), /is 100 standard deviations out, so nothing is cut/);
    assert.match(note('0.5'), /is 4 standard deviations out, so hardly anything is cut/);
    for (const std of ['0', '1e-9']) assert.match(note(std), /is more than 1,000 standard deviations out/);
  });
});

describe('activation functions', () => {
  const stack = (/** @type {string} */ activation) => `nn.Sequential(nn.Linear(4, 8), ${activation}, nn.Linear(8, 1))`;
  const inKeras = (/** @type {string} */ activation) => `Sequential([Input((4,)), Dense(8), ${activation}, Dense(1)])`;
  const given = (/** @type {string} */ activation) =>
    `Sequential([Input((4,)), Dense(8, activation=${activation}), Dense(1)])`;
  const inLinen = (/** @type {string} */ activation) =>
    `class M(nn.Module):\n  @nn.compact\n  def __call__(self, x):\n    x = nn.Dense(8)(x)\n    x = ${activation}(x)\n    return nn.Dense(1)(x)\nM().init(key, jnp.ones((1, 4)))`;
  const inNnx = (/** @type {string} */ activation) =>
    `nnx.Sequential(nnx.Linear(4, 8, rngs=rngs), ${activation}, nnx.Linear(8, 1, rngs=rngs))`;
  const inEquinox = (/** @type {string} */ activation) =>
    `eqx.nn.Sequential([eqx.nn.Linear(4, 8, key=a), ${activation}, eqx.nn.Linear(8, 1, key=b)])`;
  const forward = (/** @type {string} */ value) =>
    `class N(nn.Module):\n  def __init__(self):\n    self.a = nn.Linear(4, 8)\n    self.b = nn.Linear(8, 1)\n  def forward(self, x):\n    return self.b(${value})`;

  for (const [name, text, wanted] of [
    ['PyTorch, LeakyReLU()', stack('nn.LeakyReLU()'), 'leaky_relu 0.01'],
    ['PyTorch, LeakyReLU(0.2, True)', stack('nn.LeakyReLU(0.2, True)'), 'leaky_relu 0.2'],
    ['PyTorch, ReLU(True)', stack('nn.ReLU(True)'), 'relu'],
    ['PyTorch, PReLU()', stack('nn.PReLU()'), 'leaky_relu 0.25'],
    ['PyTorch, PReLU(8): its first number counts slopes', stack('nn.PReLU(8)'), 'leaky_relu 0.25'],
    ['PyTorch, PReLU(1)', stack('nn.PReLU(1)'), 'leaky_relu 0.25'],
    ['PyTorch, PReLU(8, 0.1)', stack('nn.PReLU(8, 0.1)'), 'leaky_relu 0.1'],
    ['PyTorch, PReLU(init=0.3)', stack('nn.PReLU(init=0.3)'), 'leaky_relu 0.3'],
    ['PyTorch, F.leaky_relu', forward('F.leaky_relu(self.a(x), 0.2)'), 'leaky_relu 0.2'],
    ['PyTorch, ELU(1.0, True)', stack('nn.ELU(1.0, True)'), 'elu'],
    ['PyTorch, Softplus(1, 20)', stack('nn.Softplus(1, 20)'), 'softplus'],
    ['Keras, LeakyReLU()', inKeras('layers.LeakyReLU()'), 'leaky_relu 0.3'],
    ['Keras, LeakyReLU(0.1)', inKeras('layers.LeakyReLU(0.1)'), 'leaky_relu 0.1'],
    ['Keras, "leaky_relu"', given('"leaky_relu"'), 'leaky_relu 0.2'],
    ['Keras, tf.nn.leaky_relu', given('tf.nn.leaky_relu'), 'leaky_relu 0.2'],
    ['Keras, LeakyReLU() as an argument', given('layers.LeakyReLU()'), 'leaky_relu 0.3'],
    ['Keras, PReLU()', inKeras('layers.PReLU()'), 'relu'],
    ['Keras, PReLU with a constant', inKeras('layers.PReLU(alpha_initializer=Constant(0.25))'), 'leaky_relu 0.25'],
    ['Keras, ReLU()', inKeras('layers.ReLU()'), 'relu'],
    ['Keras, ReLU with a slope', inKeras('layers.ReLU(negative_slope=0.1)'), 'leaky_relu 0.1'],
    ['Flax linen, PReLU()', inLinen('nn.PReLU()'), 'leaky_relu 0.01'],
    ['Flax linen, PReLU with a slope', inLinen('nn.PReLU(negative_slope_init=0.1)'), 'leaky_relu 0.1'],
    ['Flax linen, with imports', `import flax.linen as nn\n${inLinen('nn.PReLU()')}`, 'leaky_relu 0.01'],
    ['Flax linen, leaky_relu', inLinen('nn.leaky_relu'), 'leaky_relu 0.01'],
    ['Flax nnx, PReLU()', inNnx('nnx.PReLU()'), 'leaky_relu 0.01'],
    ['Flax nnx, PReLU(0.1)', inNnx('nnx.PReLU(0.1)'), 'leaky_relu 0.1'],
    ['Equinox, PReLU()', inEquinox('eqx.nn.PReLU()'), 'leaky_relu 0.25'],
    ['Equinox, PReLU(0.1)', inEquinox('eqx.nn.PReLU(init_alpha=0.1)'), 'leaky_relu 0.1'],
  ])
    it(`${name}: ${wanted}`, () => {
      const { names, notes } = activations(text);
      assert.equal(names, wanted);
      const slope = wanted === 'relu' ? '0' : wanted.split(' ')[1];
      if (text.includes('PReLU')) assert.match(notes, new RegExp(`PReLU starts as leaky ReLU with slope ${slope}\\.`));
      else assert.doesNotMatch(notes, /starts as/);
    });

  for (const [name, text, isTanh] of /** @type {[string, string, boolean][]} */ ([
    ['PyTorch, GELU()', stack('nn.GELU()'), false],
    ['PyTorch, GELU("tanh")', stack('nn.GELU("tanh")'), true],
    ['PyTorch, imported gelu', `from torch.nn.functional import gelu\n${forward('gelu(self.a(x))')}`, false],
    ['PyTorch, F.gelu', forward('F.gelu(self.a(x), approximate="tanh")'), true],
    ['Keras, "gelu"', given('"gelu"'), false],
    ['Keras, keras.ops.gelu', given('keras.ops.gelu'), true],
    ['Keras, jax.nn.gelu', given('jax.nn.gelu'), true],
    ['Flax, nn.gelu', inLinen('nn.gelu'), true],
    ['Equinox, not approximate', 'eqx.nn.MLP(2, 1, 8, 1, jax.nn.gelu, key=key)', true],
    ['JAX, exact by place', inLinen('nn.gelu').replace('nn.gelu(x)', 'jax.nn.gelu(x, False)'), false],
  ]))
    it(`GELU is ${isTanh ? 'the approximation' : 'exact'}: ${name}`, () => {
      const { names, notes } = activations(text);
      assert.equal(names, 'gelu');
      assert.equal(/approximation by tanh/.test(notes), isTanh);
    });

  for (const [text, message] of /** @type {[string, RegExp][]} */ ([
    [stack('nn.LeakyReLU(slope)'), /negative_slope is “slope”, which the text does not give/],
    [stack('nn.ELU(alpha=a)'), /alpha is “a”, which/],
    [stack('nn.ELU(0.5)'), /elu with alpha = 0\.5/],
    [stack('nn.Softplus(1, 2)'), /softplus with threshold = 2/],
    [forward('F.prelu(self.a(x), self.w)'), /weight is “self\.w”/],
    [inKeras('layers.ReLU(6.0)'), /relu with max_value = 6/],
    [inKeras('layers.ReLU(threshold=1.0)'), /relu with threshold = 1/],
    [inKeras('layers.PReLU("he_normal")'), /draws its slopes; must be a constant/],
    ['784-10-1 elu(0.5)', /elu with alpha = 0\.5/],
    ['784-10-1 tanh(2)', /“tanh” takes no number/],
  ]))
    it(`are refused: ${text.split('\n').at(-1)}`, () => assert.throws(() => readModel(text), message));
});

describe('layers that are not dense', () => {
  /** What is said of a layer before the last one. @param {string} layer */
  const saidOf = (layer) => {
    const text = `nn.Sequential(nn.Linear(4, 8), ${layer}, nn.Linear(8, 1))`;
    const [{ why, changes }] = readModel(text).ignored;
    return { why, changes: changes === true };
  };

  it('are scaled by Rescaling, which keeps their number', () => {
    const { layers, ignored } = readModel(
      'keras.Sequential([Input((784,)), layers.Rescaling(1./255), Dense(32, activation="relu"), Dense(10)])',
    );
    assert.equal(layers[0].inputs, 784);
    assert.deepEqual(
      ignored.map(({ why, changes }) => [why, changes]),
      [['It scales signals: give the variance behind it.', true]],
    );
    assert.deepEqual(saidOf('layers.Flatten()'), { why: 'It changes no signal at the start.', changes: false });
    assert.equal(
      readModel('keras.Sequential([Input((784,)), layers.BatchNormalization(), Dense(32)])').layers[0].inputs,
      784,
    );
  });

  it('do not have fixed sizes where the weights are normalized', () => {
    const { layers, ignored } = readModel(
      'class M(nn.Module):\n  @nn.compact\n  def __call__(self, x):\n    x = nn.relu(nn.WeightNorm(nn.Dense(32))(x))\n    x = nn.SpectralNorm(nn.Dense(32))(x, update_stats=True)\n    return nn.Dense(1)(x)\nM().init(key, jnp.ones((1, 784)))',
    );
    assert.equal(layers.length, 3);
    assert.deepEqual(
      ignored.map(({ why, changes }) => [why, changes]),
      [4, 5].map(() => ['It rescales the weights, not the signals. The forecast is of the stack without it.', true]),
    );
    const torch = readModel(
      'nn.Sequential(nn.utils.weight_norm(nn.Linear(2, 3)), nn.ReLU(), nn.utils.parametrizations.spectral_norm(nn.Linear(3, 1)))',
    );
    assert.deepEqual([torch.layers.length, ...torch.ignored.map(({ changes }) => changes === true)], [2, false, true]);
    assert.match(torch.ignored[0].why, /starts with the weights of the layer itself/);
    assert.match(saidOf('nn.LayerNorm(8)').why, /gives signals a fixed size again/);
  });

  it('are described by what each framework does', () => {
    for (const layer of ['GRU', 'SimpleRNN', 'LSTM', 'GRUCell'])
      assert.match(saidOf(`layers.${layer}(12)`).why, /in LSTM forget biases of 1/, layer);
    for (const layer of ['Conv2d', 'ConvTranspose2d', 'Conv2DTranspose'])
      assert.match(
        saidOf(`nn.${layer}(1, 2, 3)`).why,
        /±1\/√\(input channels × kernel\), PyTorch’s transposed ones with output channels/,
        layer,
      );
    assert.match(saidOf('nn.MultiheadAttention(8, 2)').why, /±√\(6\/\(4d\)\).*Flax by LeCun’s/);
    assert.match(saidOf('layers.Attention()').why, /no matrix of weights/);
    assert.doesNotMatch(saidOf('nn.AlphaDropout(0.1)').why, /mean of each activation/);
    assert.match(saidOf('nn.Dropout(0.1)').why, /mean of each activation/);
  });

  it('let Haiku’s dropout through, which takes a key first', () => {
    const text =
      'def f(x):\n  x = jax.nn.relu(hk.Linear(300)(x))\n  x = hk.dropout(hk.next_rng_key(), 0.5, x)\n  return hk.Linear(10)(x)';
    assert.deepEqual(
      readModel(text, { inputs: 784 }).layers.map(({ units }) => units),
      [300, 10],
    );
  });
});

describe('losses', () => {
  /** @param {string} output @param {string} loss */
  const read = (output, loss) => {
    const { loss: found, notes, ignored } = readModel(`m = nn.Sequential(nn.Linear(4, 3)${output})\nc = ${loss}`);
    return [found, notes.join(' '), ignored.length];
  };
  for (const [output, loss, found, note] of /** @type {[string, string, string | null, RegExp | null][]} */ ([
    [', nn.Softmax(1)', 'nn.CrossEntropyLoss()', 'softmax_cross_entropy', /has softmax itself, .* without the second/],
    ['', 'nn.CrossEntropyLoss()', 'softmax_cross_entropy', null],
    [', nn.LogSoftmax(1)', 'nn.CrossEntropyLoss()', 'softmax_cross_entropy', null],
    [', nn.ReLU()', 'nn.CrossEntropyLoss()', 'softmax_cross_entropy', /the output has relu before it: .* without relu/],
    [', nn.LogSoftmax(1)', 'nn.NLLLoss()', 'softmax_cross_entropy', null],
    ['', 'nn.NLLLoss()', 'softmax_cross_entropy', /takes logarithms of probabilities/],
    [', nn.Sigmoid()', 'nn.BCELoss()', 'binary_cross_entropy', null],
    ['', 'nn.BCELoss()', 'binary_cross_entropy', /takes probabilities, and the output has no activation function/],
    [', nn.Sigmoid()', 'nn.BCEWithLogitsLoss()', 'binary_cross_entropy', /has sigmoid itself/],
    ['', 'keras.losses.CategoricalCrossentropy()', 'softmax_cross_entropy', /takes probabilities.* takes softmax/],
    ['', 'keras.losses.CategoricalCrossentropy(from_logits=True)', 'softmax_cross_entropy', null],
    ['', 'keras.losses.CategoricalCrossentropy(True)', 'softmax_cross_entropy', null],
    [', nn.Softmax(1)', '"binary_crossentropy"', 'softmax_cross_entropy', /takes cross-entropy of softmax/],
  ]))
    it(`${loss} behind ${output || 'a dense layer'}`, () => {
      const text =
        loss[0] === '"'
          ? `m = nn.Sequential(nn.Linear(4, 3)${output})\nm.compile(loss=${loss})`
          : `m = nn.Sequential(nn.Linear(4, 3)${output})\nc = ${loss}`;
      const model = readModel(text);
      assert.equal(model.loss, found);
      if (note) assert.match(model.notes.join(' '), note);
      else assert.deepEqual(model.notes, []);
    });

  it('are not taken for others: half of a square is none of them', () => {
    assert.deepEqual(read('', 'optax.l2_loss(y, t)')[0], null);
    assert.deepEqual(read('', 'optax.squared_error(y, t)')[0], 'mse');
  });
});
