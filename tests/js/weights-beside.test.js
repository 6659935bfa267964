/**
 * Checkpoints as libraries write them: what stands beside a network never takes its place, nor spoils it. Names are those of the
 * libraries; numbers tell the arrays apart.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readWeights } from '../../www/engine/lab.js';
import { list, matrix, npzBytes, safetensorsBytes, turned, zipBytes } from './weights-makers.js';

/** @typedef {Record<string, number[][] | number[]>} Arrays */

const WIDTHS = [2, 10, 5, 1];
const UNITS = WIDTHS.slice(1);
/** Layers of a network of these widths; from: what its numbers begin at. @param {number} from @param {number[]} [widths] */
const layersOf = (from, widths = WIDTHS) =>
  widths
    .slice(1)
    .map((units, k) => ({ weights: matrix(units, widths[k], from + k), biases: list(units, from + k + 30) }));
const LAYERS = layersOf(1);

/**
 * Arrays of a network by the names that a library gives them.
 * @param {(k: number, what: 'weights' | 'biases') => string} nameOf @param {number} [from] @param {boolean} [isInOut]
 * @param {number[]} [widths] @returns {Arrays}
 */
const arraysOf = (nameOf, from = 1, isInOut = false, widths = WIDTHS) =>
  Object.fromEntries(
    layersOf(from, widths).flatMap(({ weights, biases }, k) => [
      [nameOf(k, 'weights'), isInOut ? turned(weights) : weights],
      [nameOf(k, 'biases'), biases],
    ]),
  );

/** PyTorch's names in a Sequential. @param {string} [before] @param {string} [after] */
const torch =
  (before = '', after = '') =>
  (/** @type {number} */ k, /** @type {string} */ what) =>
    `${before}${2 * k}.${what === 'weights' ? 'weight' : 'bias'}${after}`;
/** @param {number} k */
const dense = (k) => (k === 0 ? 'dense' : `dense_${k}`);
/** Keras's names. @param {string} [before] @param {string} [after] */
const keras =
  (before = '', after = '') =>
  (/** @type {number} */ k, /** @type {string} */ what) =>
    `${before}${dense(k)}/${what === 'weights' ? 'kernel' : 'bias'}${after}`;
/** @param {string} before */
const flax = (before) => (/** @type {number} */ k, /** @type {string} */ what) =>
  `${before}Dense_${k}/${what === 'weights' ? 'kernel' : 'bias'}`;
/** @param {string} [before] @param {string} [after] */
const plain =
  (before = '', after = '') =>
  (/** @type {number} */ k, /** @type {string} */ what) =>
    `${before}${what === 'weights' ? 'W' : 'b'}${k + 1}${after}`;

/** Files that hold one network, and what else libraries write beside it. @type {[string, Arrays, RegExp?][]} */
const ONE = [
  [
    'a Keras 3 export with Adam, by paths',
    {
      ...arraysOf(keras('optimizer/adam/m/'), 200, true),
      ...arraysOf(keras('optimizer/adam/v/'), 300, true),
      ...arraysOf(keras(), 1, true),
    },
    /an optimizer’s state: “optimizer\/adam\/m\/dense\/kernel”/,
  ],
  [
    'a Keras 3 export with Adam, by names',
    {
      ...arraysOf(
        (k, what) => `adam/sequential_${dense(k)}_${what === 'weights' ? 'kernel' : 'bias'}_momentum`,
        200,
        true,
      ),
      ...arraysOf(
        (k, what) => `adam/sequential_${dense(k)}_${what === 'weights' ? 'kernel' : 'bias'}_velocity`,
        300,
        true,
      ),
      ...arraysOf(keras('sequential/'), 1, true),
    },
    /an optimizer’s state/,
  ],
  [
    'a tf-keras export with Adam',
    {
      ...arraysOf(keras('', ':0'), 1, true),
      ...arraysOf(keras('Adam/', '/m:0'), 200, true),
      ...arraysOf(keras('Adam/', '/v:0'), 300, true),
    },
  ],
  [
    'a TensorFlow 1 checkpoint with slots',
    {
      ...arraysOf(keras(), 1, true),
      ...arraysOf(keras('', '/Adam'), 200, true),
      ...arraysOf(keras('', '/Adam_1'), 300, true),
      ...arraysOf(keras('', '/RMSProp'), 400, true),
      ...arraysOf(keras('', '/Momentum'), 500, true),
    },
  ],
  [
    'a full PyTorch checkpoint, flattened',
    {
      ...arraysOf(torch('model_state_dict.')),
      ...arraysOf((k, what) => `optimizer_state_dict.state.${2 * k + Number(what === 'biases')}.exp_avg`, 200),
      ...arraysOf((k, what) => `optimizer_state_dict.state.${2 * k + Number(what === 'biases')}.exp_avg_sq`, 300),
      'history.loss': list(7),
    },
    /an optimizer’s state/,
  ],
  [
    'a Lightning checkpoint, flattened',
    {
      ...arraysOf(torch('state_dict/net.')),
      ...arraysOf((k, what) => `optimizer_states/0/state/${2 * k + Number(what === 'biases')}/momentum_buffer`, 200),
    },
  ],
  [
    'moments beside plain names',
    { ...arraysOf(torch('m/'), 200), ...arraysOf(torch('v/'), 300), ...arraysOf(torch()) },
  ],
  ['the moments of one layer', { ...arraysOf(torch()), 'm/0.weight': matrix(10, 2, 90) }],
  ['moments as suffixes', { ...arraysOf(torch()), ...arraysOf(torch('', '.exp_avg'), 200) }],
  [
    'a Flax TrainState with Adam',
    {
      ...arraysOf(flax('params/'), 1, true),
      ...arraysOf(flax('opt_state/0/mu/'), 200, true),
      ...arraysOf(flax('opt_state/0/nu/'), 300, true),
    },
  ],
  [
    'a Flax TrainState with momentum and batch statistics',
    {
      ...arraysOf(flax('params/'), 1, true),
      ...arraysOf(flax('opt_state/1/0/trace/'), 200, true),
      'params/BatchNorm_0/scale': list(10, 70),
      'params/BatchNorm_0/bias': list(10, 80),
      'batch_stats/BatchNorm_0/mean': list(10, 90),
      'batch_stats/BatchNorm_0/var': list(10, 95),
    },
    /of a normalization, which the lab does not have: “params\/BatchNorm_0\/scale”, “params\/BatchNorm_0\/bias”/,
  ],
  [
    'Orbax, with dots and the optimizer’s copy of the tree',
    {
      ...arraysOf((k, what) => `model.layers.${k}.${what === 'weights' ? 'kernel' : 'bias'}.value`, 1, true),
      ...arraysOf((k, what) => `opt_state.0.mu.layers.${k}.${what === 'weights' ? 'kernel' : 'bias'}.value`, 200, true),
      ...arraysOf((k, what) => `opt_state.0.nu.layers.${k}.${what === 'weights' ? 'kernel' : 'bias'}.value`, 300, true),
    },
  ],
  [
    'Optax without a prefix of its own',
    {
      ...arraysOf(flax('params/'), 1, true),
      ...arraysOf(flax('mu/params/'), 200, true),
      ...arraysOf(flax('nu/params/'), 300, true),
    },
  ],
  [
    'Haiku, with the rows of a batch normalization',
    {
      ...arraysOf((k, what) => `mlp/~/linear_${k}/${what === 'weights' ? 'w' : 'b'}`, 1, true),
      'batch_norm/scale': [list(10, 70)],
      'batch_norm/offset': [list(10, 80)],
      'batch_norm/~/mean_ema/average': [list(10, 90)],
      'batch_norm/~/mean_ema/hidden': [list(10, 95)],
    },
  ],
  [
    'PyTorch, with batch normalizations',
    {
      '0.weight': LAYERS[0].weights,
      '0.bias': LAYERS[0].biases,
      '1.weight': list(10, 70),
      '1.bias': list(10, 75),
      '1.running_mean': list(10, 80),
      '1.running_var': list(10, 90),
      '3.weight': LAYERS[1].weights,
      '3.bias': LAYERS[1].biases,
      '4.weight': list(5, 70),
      '4.bias': list(5, 75),
      '6.weight': LAYERS[2].weights,
      '6.bias': LAYERS[2].biases,
    },
  ],
  ['gradients by a prefix', { ...arraysOf(torch('grad_'), 200), ...arraysOf(torch()) }],
  ['gradients by suffixes', { ...arraysOf(plain('', '_grad'), 200), ...arraysOf(plain()) }, /by their names gradients/],
  ['derivatives', { ...arraysOf(plain('d'), 200, true), ...arraysOf(plain(), 1, true) }, /by their names gradients/],
  [
    'derivatives and moments in lower case',
    {
      ...arraysOf((k, what) => `vd${what === 'weights' ? 'w' : 'b'}${k + 1}`, 200, true),
      ...arraysOf((k, what) => `d${what === 'weights' ? 'w' : 'b'}${k + 1}`, 300, true),
      ...arraysOf((k, what) => `${what === 'weights' ? 'w' : 'b'}${k + 1}`, 1, true),
    },
  ],
  ['masks', { ...arraysOf(torch()), ...arraysOf(torch('', '_mask'), 200) }, /masks, which are not applied/],
  [
    'LoRA beside its base',
    {
      ...arraysOf((k, what) => `base_model.model.${2 * k}.base_layer.${what === 'weights' ? 'weight' : 'bias'}`),
      ...Object.fromEntries(
        UNITS.flatMap((units, k) => [
          [`base_model.model.${2 * k}.lora_A.default.weight`, matrix(3, WIDTHS[k], 200)],
          [`base_model.model.${2 * k}.lora_B.default.weight`, matrix(units, 3, 300)],
        ]),
      ),
    },
    /adapters \(LoRA\), which are not merged/,
  ],
  ['data, samples × features', { ...arraysOf(plain(), 1, true), X: matrix(10, 2, 70), Y: matrix(10, 1, 80) }],
  ['data that chain by themselves', { ...arraysOf(plain()), X: matrix(300, 2, 70), Y: matrix(1, 300, 80) }],
  [
    'statistics of the data',
    { ...arraysOf(torch()), cov: matrix(2, 2, 70), corr: matrix(10, 10, 80), scaler_mean: list(2) },
  ],
  ['covariances, by paths', { ...arraysOf(flax('params/'), 1, true), 'scaler/cov': matrix(2, 2, 70) }],
];

/** @param {Arrays} arrays @param {any} [options] @returns {any} */
function refusalOf(arrays, options) {
  try {
    readWeights(npzBytes(arrays), 'file.npz', options);
  } catch (error) {
    return error;
  }
  return assert.fail('it was not refused');
}

describe('a network is read', () => {
  for (const [what, arrays, note] of ONE)
    it(`beside ${what}`, () => {
      const forwards = npzBytes(arrays);
      const backwards = npzBytes(Object.fromEntries(Object.entries(arrays).toReversed()));
      for (const bytes of [forwards, backwards]) {
        const { layers, names, notes } = readWeights(bytes, 'file.npz');
        assert.deepEqual(layers, LAYERS, names.join());
        const others = Object.keys(arrays).filter((name) => !names.includes(name));
        assert.ok(others.length > 0 && /Left out/.test(notes.join(' ')));
      }
      if (note) assert.match(readWeights(forwards, 'file.npz').notes.join(' '), note);
    });
});

/** Files with several networks: the names that they are asked by. @type {[string, Arrays, string[]][]} */
const SEVERAL = [
  ['an EMA beside its model', { ...arraysOf(torch('model.')), ...arraysOf(torch('ema.'), 200) }, ['model', 'ema']],
  ['an EMA beside plain names', { ...arraysOf(torch()), ...arraysOf(torch('ema.'), 200) }, ['#.weight', 'ema']],
  [
    'an EMA as TensorFlow names it',
    { ...arraysOf(keras(), 1, true), ...arraysOf(keras('', '/ExponentialMovingAverage'), 200, true) },
    ['dense_#/kernel', 'dense_#/kernel/ExponentialMovingAverage'],
  ],
  [
    'teacher and student',
    { ...arraysOf(torch('student.net.')), ...arraysOf(torch('teacher.net.'), 200) },
    ['student', 'teacher'],
  ],
  [
    'target networks, with their optimizer',
    {
      ...arraysOf(torch('qf1.'), 1),
      ...arraysOf(torch('qf1_target.'), 200),
      ...arraysOf(torch('q_optimizer.state.exp_avg.'), 300),
    },
    ['qf1', 'qf1_target'],
  ],
  [
    'an EMA beside layers of different names',
    {
      'fc_in.weight': matrix(4, 2, 1),
      'fc_out.weight': matrix(1, 4, 2),
      'ema.fc_in.weight': matrix(4, 2, 200),
      'ema.fc_out.weight': matrix(1, 4, 201),
    },
    ['ema', 'the rest'],
  ],
  ['runs by their optimizers', { ...arraysOf(torch('sgd/'), 1), ...arraysOf(torch('adam/'), 200) }, ['sgd', 'adam']],
  ['members of an ensemble', { ...arraysOf(torch('0.')), ...arraysOf(torch('1.'), 200) }, ['0', '1']],
  [
    'a generator and its discriminator, which fit together',
    { ...arraysOf(torch('G.'), 1, false, [2, 8, 2]), ...arraysOf(torch('D.'), 200, false, [2, 8, 1]) },
    ['the whole file', 'D'],
  ],
];

describe('several networks are asked for', () => {
  for (const [what, arrays, names] of SEVERAL)
    it(what, () => {
      const { choices } = refusalOf(arrays);
      assert.deepEqual(
        choices.map((/** @type {any} */ { option }) => option),
        ['network'],
      );
      const values = choices[0].values.map((/** @type {any} */ { value }) => value);
      assert.deepEqual(values.toSorted(), names.toSorted());
      const gives = new Set(choices[0].values.map((/** @type {any} */ each) => each.gives));
      assert.equal(gives.size, names.length, 'predictions tell them apart');
      for (const network of names.filter((name) => name !== 'the whole file'))
        assert.ok(readWeights(npzBytes(arrays), 'file.npz', { network }).layers.length > 0, network);
      const { message } = refusalOf(arrays, { network: 'neither' });
      assert.match(message, /network: “neither” is not allowed; must be one of /);
    });
});

describe('a file without the network’s weights is refused by what it has', () => {
  it('adapters alone, which chain from 2 to 1', () => {
    const adapters = Object.fromEntries(
      UNITS.flatMap((units, k) => [
        [`layers.${k}.lora_A.weight`, matrix(3, WIDTHS[k], 200)],
        [`layers.${k}.lora_B.weight`, matrix(units, 3, 300)],
      ]),
    );
    assert.match(refusalOf(adapters).message, /no weights of a network: .*adapters \(LoRA\)/);
  });

  for (const [what, parts] of /** @type {[string, string[]][]} */ ([
    ['weight normalization', ['weight_g', 'weight_v']],
    [
      'weight normalization, as a parametrization',
      ['parametrizations.weight.original0', 'parametrizations.weight.original1'],
    ],
    ['pruning', ['weight_mask', 'weight_orig']],
  ]))
    it(what, () => {
      const arrays = Object.fromEntries(
        LAYERS.flatMap(({ weights, biases }, k) => [
          [`${2 * k}.${parts[0]}`, /mask/.test(parts[0]) ? weights : weights.map(() => [1])],
          [`${2 * k}.${parts[1]}`, weights],
          [`${2 * k}.bias`, biases],
        ]),
      );
      assert.match(refusalOf(arrays).message, /what weights are computed from.*remove_weight_norm/);
    });
});

describe('biases', () => {
  it('of another length than the units of their layer are refused', () => {
    const error = refusalOf({ ...arraysOf(plain(), 1, true), b1: list(7) });
    assert.deepEqual([error.path, error.value, error.allowed], ['layers[0].biases', 7, '10 biases']);
    assert.equal(error.message, '“b1” has 7 numbers, and layer 1 (“W1”, 2 × 10) has 10 units: a bias each.');
  });

  it('of another network or of a normalization are no layer’s', () => {
    const without = Object.fromEntries(
      Object.entries(arraysOf(torch('actor.'))).filter(([name]) => /weight/.test(name)),
    );
    const { layers } = readWeights(npzBytes({ ...without, ...arraysOf(torch('critic.'), 200) }), 'a.npz', {
      network: 'actor',
    });
    assert.deepEqual(
      layers.flatMap(({ biases }) => biases),
      Array(16).fill(0),
    );
    const normal = {
      '0.weight': matrix(10, 2),
      '1.weight': list(10),
      '1.bias': list(10, 50),
      '3.weight': matrix(1, 10),
    };
    assert.deepEqual(readWeights(npzBytes(normal), 'a.npz').layers[0].biases, Array(10).fill(0));
    const gammas = {
      'd_1/kernel': matrix(2, 9),
      'n/gamma': list(9),
      'n/beta': list(9),
      'n/moving_mean': list(9),
      'd_2/kernel': matrix(9, 1),
    };
    assert.deepEqual(readWeights(npzBytes(gammas), 'a.npz').layers[0].biases, Array(9).fill(0));
  });
});

describe('numbers in names', () => {
  const refused = (/** @type {Arrays} */ arrays) => refusalOf(arrays).message;
  it('are not overruled by shapes', () => {
    const arrays = { W1: matrix(1, 8), W2: matrix(8, 2) };
    assert.match(refused(arrays), /^This chain goes 1 → 8 → 2; .* give the option order: “W2”, “W1”/);
    assert.deepEqual(readWeights(npzBytes(arrays), 'a.npz', { order: ['W2', 'W1'] }).names, ['W2', 'W1']);
  });

  it('that make no chain are told as overruled', () => {
    const arrays = { W1: matrix(4, 8), W2: matrix(8, 2), W3: matrix(1, 4) };
    const { names, notes } = readWeights(npzBytes(arrays), 'a.npz');
    assert.deepEqual(names, ['W2', 'W1', 'W3']);
    assert.match(
      notes.join(' '),
      /in the order of their shapes: “W2”, “W1”, “W3”. The numbers in their names say another/,
    );
  });

  it('tell the chain that is refused as its author knows it', () => {
    assert.match(refused({ W1: matrix(784, 32), W2: matrix(32, 10) }), /goes 784 → 32 → 10;/);
    assert.match(refused({ W1: matrix(32, 784), W2: matrix(10, 32) }), /goes 784 → 32 → 10;/);
    assert.match(refused({ W1: matrix(2, 32), b1: list(32), W2: matrix(32, 2), b2: list(2) }), /goes 2 → 32 → 2;/);
    assert.match(
      refused({ W1: matrix(3, 32), W2: matrix(32, 3) }),
      /goes 32 → 3 → 32 \(read out × in\), or 3 → 32 → 3 \(read in × out\);/,
    );
    assert.match(refused({ 'in/w': matrix(4, 9), 'out/w': matrix(9, 3), 'out/b': list(3) }), /goes 4 → 9 → 3;/);
    assert.match(refused({ 'out/w': matrix(9, 3), 'out/b': list(3), 'in/w': matrix(4, 9) }), /goes 4 → 9 → 3;/);
  });

  it('tell a long chain in short', () => {
    const long = Object.fromEntries(Array.from({ length: 40 }, (_, k) => [`${k}.weight`, matrix(3, 3)]));
    assert.match(refused(long), /goes (3 → ){8}… → 3 → 3 → 3;/);
  });

  it('tell it beside other arrays, and of several networks', () => {
    const widths = [784, 32, 10];
    assert.match(
      refused({
        ...arraysOf(torch(), 1, false, widths),
        ...arraysOf(torch('m/'), 200, false, widths),
        X: matrix(50, 784),
      }),
      /goes 784 → 32 → 10;/,
    );
    assert.match(
      refused({
        ...arraysOf(torch('actor.'), 1, false, [4, 8, 2]),
        ...arraysOf(torch('critic.'), 1, false, [4, 8, 1]),
      }),
      /Its networks are “actor” 4 → 8 → 2; “critic” 4 → 8 → 1; the lab trains/,
    );
  });
});

describe('arrays that stand beside a network by their names alone', () => {
  const read = (/** @type {Arrays} */ arrays, /** @type {any} */ options = {}) =>
    readWeights(npzBytes(arrays), 'a.npz', options);
  const first = matrix(8, 2, 1);
  const second = matrix(1, 8, 20);

  for (const [name, kind] of [
    ['grad_W2', 'gradients'],
    ['mask_W2', 'masks, which are not applied'],
    ['exp_avg_2', 'an optimizer’s state'],
  ])
    it(`are layers where there is no network without them, and a note says so: ${name}`, () => {
      const { names, notes } = read({ W1: first, [name]: second });
      assert.deepEqual(names, ['W1', name]);
      assert.ok(notes.includes(`Taken as layers, though by their names ${kind}: “${name}”.`), notes.join(' '));
    });

  it('are named by their names with # for numbers, as other parts are', () => {
    const arrays = { W1: first, W2: second, dW1: matrix(8, 2, 50), dW2: matrix(1, 8, 70) };
    assert.deepEqual(read(arrays).names, ['W1', 'W2']);
    assert.deepEqual(read(arrays, { network: 'dW#' }).names, ['dW1', 'dW2']);
    assert.deepEqual(read(arrays, { network: 'W#' }).names, ['W1', 'W2']);
    assert.throws(() => read(arrays, { network: 'V#' }), /“V#” is not allowed; must be one of “W#”, “dW#”/);
  });

  it('leave nothing to name in a file of one matrix', () =>
    assert.throws(() => read({ W: matrix(3, 4) }, { network: 'V' }), /“V” is not allowed; must be left out: no part/));
});

describe('files of other libraries and damaged ones', () => {
  const refused = (/** @type {any} */ bytes, /** @type {string} */ name) => {
    try {
      readWeights(bytes, name);
    } catch (error) {
      return /** @type {any} */ (error);
    }
    return assert.fail('it was not refused');
  };

  for (const [what, network] of /** @type {[RegExp, any][]} */ ([
    [
      /brain\.js 1.*In JavaScript:.*toJSON/s,
      { sizes: [2, 1], layers: [{ 0: {}, 1: {} }, { 0: { bias: 0.1, weights: { 0: 1, 1: 2 } } }] },
    ],
    [
      /ConvNetJS.*filters/s,
      {
        layers: [
          { layer_type: 'input' },
          { layer_type: 'fc', filters: [{ w: { 0: 1, 1: 2 } }], biases: { w: { 0: 0.1 } } },
        ],
      },
    ],
    [/Synaptic or Neataptic/, { neurons: [{ bias: 1 }], connections: [{ from: 0, to: 1, weight: 2 }] }],
  ]))
    it(`JSON of ${what.source.slice(0, 12)} is refused by its library`, () => {
      const { message, choices } = refused(JSON.stringify(network), 'net.json');
      assert.match(message, what);
      assert.equal(choices, undefined);
    });

  it('an empty .npz is called empty', () =>
    assert.match(refused(zipBytes({}), 'a.npz').message, /“a.npz” has no arrays/));

  it('a safetensors header says which entry is wrong', () => {
    const entry = { dtype: 'F32', shape: [1, 2], data_offsets: [0, 8] };
    const said = (/** @type {any} */ change) =>
      refused(safetensorsBytes({ w: { ...entry, ...change } }, new Uint8Array(8)), 'a.safetensors').message;
    assert.match(said({ data_offsets: [-8, 0] }), /“w” has the data_offsets \[-8,0\]; must be two places/);
    assert.match(said({ shape: [2 ** 53] }), /“w” has the shape \[9007199254740992\]; must be/);
    assert.match(said({ dtype: undefined }), /“w” has no dtype/);
  });
});
