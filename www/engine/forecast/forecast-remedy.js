/** The one-line change that mends a network, in its framework's code. A remedy is only given if its own forecast by theory is healthy. */
import { expectedSignals } from './forecast-theory.js';
import { verdictOf } from './forecast-verdict.js';

/** @typedef {import('./forecast-layers.js').ForecastLayer} ForecastLayer */
/** @typedef {import('../../data/model/model-layers.js').Framework} Framework */
/** @typedef {{ sentence: string, code: string, initializer: string, activation: string | null }} Remedy  activation: what takes the place of the model's, if it has to go */
/** @typedef {{ initializer: string, parameters?: Record<string, number | string>, name: string, code: Record<Framework, string> }} Candidate */

/** @type {Record<'he' | 'glorot' | 'lecun' | 'orthogonal', Candidate>} */
const LAWS = {
  he: {
    initializer: 'he_normal',
    name: 'He’s initializer',
    code: {
      pytorch: 'nn.init.kaiming_normal_(m.weight, nonlinearity="relu")',
      keras: 'kernel_initializer="he_normal"',
      flax: 'kernel_init=jax.nn.initializers.he_normal()',
      equinox: 'jax.nn.initializers.he_normal(in_axis=-1, out_axis=-2)',
      haiku: 'w_init=hk.initializers.VarianceScaling(2.0)',
      list: 'he_normal',
    },
  },
  glorot: {
    initializer: 'glorot_uniform',
    name: 'Glorot’s initializer',
    code: {
      pytorch: 'nn.init.xavier_uniform_(m.weight)',
      keras: 'kernel_initializer="glorot_uniform"',
      flax: 'kernel_init=jax.nn.initializers.glorot_uniform()',
      equinox: 'jax.nn.initializers.glorot_uniform(in_axis=-1, out_axis=-2)',
      haiku: 'w_init=hk.initializers.VarianceScaling(1.0, "fan_avg", "uniform")',
      list: 'glorot_uniform',
    },
  },
  lecun: {
    initializer: 'lecun_normal',
    name: 'LeCun’s initializer',
    code: {
      pytorch: 'nn.init.kaiming_normal_(m.weight, nonlinearity="linear")',
      keras: 'kernel_initializer="lecun_normal"',
      flax: 'kernel_init=jax.nn.initializers.lecun_normal()',
      equinox: 'jax.nn.initializers.lecun_normal(in_axis=-1, out_axis=-2)',
      haiku: 'w_init=hk.initializers.VarianceScaling(1.0)',
      list: 'lecun_normal',
    },
  },
  orthogonal: {
    initializer: 'orthogonal',
    name: 'An orthogonal initializer',
    code: {
      pytorch: 'nn.init.orthogonal_(m.weight)',
      keras: 'kernel_initializer="orthogonal"',
      flax: 'kernel_init=jax.nn.initializers.orthogonal()',
      equinox: 'jax.nn.initializers.orthogonal()',
      haiku: 'w_init=hk.initializers.Orthogonal()',
      list: 'orthogonal',
    },
  },
};

/** What is tried, the usual law of an activation function first. @type {Record<string, Candidate[]>} */
const TRIED = {
  relu: [LAWS.he],
  leaky_relu: [LAWS.he],
  elu: [LAWS.lecun, LAWS.glorot, LAWS.he],
  selu: [LAWS.lecun, LAWS.glorot],
  gelu: [LAWS.he, LAWS.glorot],
  silu: [LAWS.he, LAWS.glorot],
  softplus: [LAWS.glorot, LAWS.lecun, LAWS.he],
  tanh: [LAWS.glorot, LAWS.orthogonal, LAWS.lecun],
  sigmoid: [LAWS.glorot, LAWS.he],
  identity: [LAWS.glorot, LAWS.orthogonal],
};
/** What stands in where no initializer mends an activation function. @type {[activation: string, candidate: Candidate, code: Record<Framework, string>][]} */
const INSTEAD = [
  [
    'tanh',
    LAWS.glorot,
    {
      pytorch: 'nn.Tanh()',
      keras: 'activation="tanh"',
      flax: 'jax.nn.tanh',
      equinox: 'jax.nn.tanh',
      haiku: 'jax.nn.tanh',
      list: 'tanh',
    },
  ],
  [
    'relu',
    LAWS.he,
    {
      pytorch: 'nn.ReLU()',
      keras: 'activation="relu"',
      flax: 'jax.nn.relu',
      equinox: 'jax.nn.relu',
      haiku: 'jax.nn.relu',
      list: 'relu',
    },
  ],
];

/**
 * @param {readonly ForecastLayer[]} layers @param {number} inputVariance @param {import('./forecast-loss.js').ForecastLoss} loss @param {Framework} framework
 * @returns {Remedy | null}  null if nothing that is tried helps
 */
export function remedyOf(layers, inputVariance, loss, framework) {
  const hidden = layers.length > 1 ? layers.slice(0, -1) : layers;
  const hasBiases = layers.some((layer) => layer.hasOwnBiases || layer.biases !== null);
  const counts = new Map();
  for (const { activation } of hidden) counts.set(activation, (counts.get(activation) ?? 0) + 1);
  const [activation] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most));
  const isMended = (/** @type {Candidate} */ candidate, /** @type {string | null} */ other) => {
    const changed = changedBy(layers, candidate, other);
    const signals = expectedSignals(changed, inputVariance, loss);
    // Without a theory of where the error signal begins, there still is one of its way back.
    const isKnown = !Number.isNaN(signals.errorSignal[layers.length - 1]);
    const followed = isKnown ? signals : expectedSignals(changed, inputVariance, 'unit');
    return verdictOf(changed, followed, inputVariance).word === 'healthy';
  };
  const found = (TRIED[activation] ?? []).find((candidate) => isMended(candidate, null));
  if (found)
    return {
      sentence: `${found.name} mends it.`,
      code: codeOf(found, framework, hasBiases),
      initializer: found.initializer,
      activation: null,
    };
  const instead = INSTEAD.find(([name, candidate]) => name !== activation && isMended(candidate, name));
  if (!instead) return null;
  const [name, candidate, code] = instead;
  return {
    sentence: `No initializer that was tried mends ${activation} at this depth. ${name} with ${candidate.name.replace(/^[A-Z](?=n )/, 'a')} does.`,
    code:
      framework === 'list'
        ? `${code.list} ${candidate.code.list}`
        : `${code[framework]}  # in the place of ${activation}\n${codeOf(candidate, framework, hasBiases)}`,
    initializer: candidate.initializer,
    activation: name,
  };
}

/** @param {readonly ForecastLayer[]} layers @param {Candidate} candidate @param {string | null} activation @returns {ForecastLayer[]} */
const changedBy = (layers, { initializer, parameters }, activation) =>
  layers.map((layer, k) => ({
    ...layer,
    weights: { ...parameters, initializer },
    biases: null,
    hasOwnBiases: false,
    ...(activation && k < layers.length - 1 ? { activation, slope: null } : {}),
  }));

/** Biases of 0, where the code has others. @type {Partial<Record<Framework, string>>} */
const ZERO_BIASES = {
  keras: 'bias_initializer="zeros"',
  flax: 'bias_init=jax.nn.initializers.zeros',
  haiku: 'b_init=jnp.zeros',
};

/** @param {Candidate} candidate @param {Framework} framework @param {boolean} hasBiases  other than 0 */
function codeOf({ code }, framework, hasBiases) {
  const own = code[framework];
  if (framework === 'pytorch')
    return [
      'for m in model.modules():',
      '    if isinstance(m, nn.Linear):',
      `        ${own}`,
      ...(hasBiases ? ['        if m.bias is not None:', '            nn.init.zeros_(m.bias)'] : []),
    ].join('\n');
  const all = hasBiases ? `${own}, ${ZERO_BIASES[framework]}` : own;
  if (framework === 'keras') return `layers.Dense(..., ${all})  # in every layer`;
  if (framework === 'flax') return `nn.Dense(..., ${all})  # in every layer; of nnx: nnx.Linear`;
  if (framework === 'haiku') return `hk.Linear(..., ${all})  # in every layer`;
  if (framework === 'equinox')
    return [
      `init = ${own}`,
      'layer = eqx.tree_at(lambda l: l.weight, layer, init(key, layer.weight.shape))  # each layer',
      ...(hasBiases
        ? ['if layer.bias is not None:', '    layer = eqx.tree_at(lambda l: l.bias, layer, jnp.zeros_like(layer.bias))']
        : []),
    ].join('\n');
  return own;
}
