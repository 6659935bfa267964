/**
 * Initializers in NumPy, as docs/initializers.md defines them. Each function draws the weights of a layer, units x inputs, row by row from
 * the stream, then the biases, units x 1.
 */

/** @typedef {{ code: string, truncated?: boolean, orthogonal?: boolean, scaled?: boolean, fitted?: boolean }} Piece */

export const BIASES = `def biases(units):
    """Where biases start of which the initializer says nothing."""
    return np.full((units, 1), float(INITIAL_BIAS))
`;

/** Normal draws with the tails cut off. */
export const TRUNCATED = `def truncated(rng, units, inputs, mean, stddev):
    """Normal draws, each repeated while it is more than two standard deviations from the mean."""
    z = np.empty(units * inputs)
    for k in range(z.size):
        z[k] = rng.randn()
        while abs(z[k]) > 2:
            z[k] = rng.randn()
    return z.reshape(units, inputs) * stddev + mean


# Standard deviation of a standard normal draw after its tails are cut off.
TRUNCATED_STDDEV = 0.87962566103423978
`;

export const ORTHOGONAL = `def random_rotation(rng, units, inputs):
    """A random orthogonal matrix (Saxe, McClelland and Ganguli, 2013): Q of a QR factorization,
    with the signs for which the diagonal of R is positive."""
    normal = rng.randn(units, inputs)
    wide = units < inputs
    q, r = np.linalg.qr(normal.T if wide else normal)
    q = q * np.where(np.diag(r) < 0, -1, 1)
    return q.T if wide else q
`;

/** @param {string} name @param {string} parameters  behind those that all have @param {string} words @param {string[]} body @param {Omit<Piece, 'code'>} [uses] @returns {Piece} */
const define = (name, parameters, words, body, uses = {}) => ({
  ...uses,
  code: `def ${name}(rng, units, inputs${parameters}):
    """${words}"""
${body.map((line) => `    ${line}\n`).join('')}`,
});

/** Weights of one expression, biases where the experiment has them. @param {string} name @param {string} parameters @param {string} words @param {string} weights @param {Omit<Piece, 'code'>} [uses] */
const drawn = (name, parameters, words, weights, uses) =>
  define(name, parameters, words, [`return ${weights}, biases(units)`], uses);

/** @param {string} name @param {string} words @param {string} limit @param {string} [start]  of the biases */
const uniform = (name, words, limit, start = 'biases(units)') =>
  define(name, '', words, [`limit = ${limit}`, `return rng.uniform(-limit, limit, (units, inputs)), ${start}`]);

const OWN_BIASES = 'rng.uniform(-limit, limit, (units, 1))';

/** @type {Record<string, Piece | ((activation: string) => Piece)>} */
const PIECES = {
  zeros: drawn('zeros', '', 'Every weight is 0.', 'np.zeros((units, inputs))'),
  ones: drawn('ones', '', 'Every weight is 1.', 'np.ones((units, inputs))'),
  constant: drawn('constant', ', value', 'Every weight has the same value.', 'np.full((units, inputs), float(value))'),
  identity: drawn('identity', ', gain', 'A factor on the diagonal, 0 elsewhere.', 'gain * np.eye(units, inputs)'),
  random_normal: drawn(
    'random_normal',
    ', mean, stddev',
    'Normal draws of a fixed standard deviation.',
    'rng.randn(units, inputs) * stddev + mean',
  ),
  random_uniform: drawn(
    'random_uniform',
    ', minval, maxval',
    'Uniform draws from a fixed range.',
    'rng.uniform(minval, maxval, (units, inputs))',
  ),
  truncated_normal: drawn(
    'truncated_normal',
    ', mean, stddev',
    'Normal draws of a fixed standard deviation, with the tails cut off.',
    'truncated(rng, units, inputs, mean, stddev)',
    { truncated: true },
  ),
  he: drawn(
    'he',
    '',
    'He et al. (2015): normal, variance 2 / inputs.',
    'rng.randn(units, inputs) * np.sqrt(2 / inputs)',
  ),
  xavier: drawn(
    'xavier',
    '',
    'LeCun et al. (1998), in courses called Xavier: normal, variance 1 / inputs.',
    'rng.randn(units, inputs) * np.sqrt(1 / inputs)',
  ),
  xavier_average: drawn(
    'xavier_average',
    '',
    'Glorot and Bengio (2010): normal, variance 2 / (inputs + units).',
    'rng.randn(units, inputs) * np.sqrt(2 / (inputs + units))',
  ),
  variance_scaling: define(
    'variance_scaling',
    ', scale, mode, distribution',
    'Variance scale / n, where n is the inputs, the units, or the mean of the two.',
    [
      'n = {"fan_in": inputs, "fan_out": units, "fan_avg": (inputs + units) / 2}[mode]',
      'variance = scale / n',
      'if distribution == "uniform":',
      '    limit = np.sqrt(3 * variance)',
      '    weights = rng.uniform(-limit, limit, (units, inputs))',
      'elif distribution == "untruncated_normal":',
      '    weights = rng.randn(units, inputs) * np.sqrt(variance)',
      'else:',
      '    weights = truncated(rng, units, inputs, 0, np.sqrt(variance) / TRUNCATED_STDDEV)',
      'return weights, biases(units)',
    ],
    { truncated: true },
  ),
  glorot_normal: drawn(
    'glorot_normal',
    '',
    'Glorot and Bengio (2010): normal with the tails cut off, variance 2 / (inputs + units).',
    'truncated(rng, units, inputs, 0, np.sqrt(2 / (inputs + units)) / TRUNCATED_STDDEV)',
    { truncated: true },
  ),
  he_normal: drawn(
    'he_normal',
    '',
    'He et al. (2015): normal with the tails cut off, variance 2 / inputs.',
    'truncated(rng, units, inputs, 0, np.sqrt(2 / inputs) / TRUNCATED_STDDEV)',
    { truncated: true },
  ),
  lecun_normal: drawn(
    'lecun_normal',
    '',
    'LeCun et al. (1998): normal with the tails cut off, variance 1 / inputs.',
    'truncated(rng, units, inputs, 0, np.sqrt(1 / inputs) / TRUNCATED_STDDEV)',
    { truncated: true },
  ),
  glorot_uniform: uniform(
    'glorot_uniform',
    'Glorot and Bengio (2010), equation 16: uniform, variance 2 / (inputs + units).',
    'np.sqrt(6 / (inputs + units))',
  ),
  he_uniform: uniform('he_uniform', 'He et al. (2015): uniform, variance 2 / inputs.', 'np.sqrt(6 / inputs)'),
  lecun_uniform: uniform('lecun_uniform', 'LeCun et al. (1998): uniform, variance 1 / inputs.', 'np.sqrt(3 / inputs)'),
  orthogonal: drawn(
    'orthogonal',
    ', gain',
    'An orthogonal matrix times a factor.',
    'gain * random_rotation(rng, units, inputs)',
    { orthogonal: true },
  ),
  lsuv: drawn(
    'lsuv',
    '',
    'Orthogonal; scale_to_unit_variance then fits it to the data (Mishkin and Matas, 2016).',
    'random_rotation(rng, units, inputs)',
    { orthogonal: true, fitted: true },
  ),
  pytorch_linear: uniform(
    'pytorch_linear',
    'What torch.nn.Linear does: weights and biases uniform within 1 / sqrt(inputs).',
    'np.sqrt(1 / inputs)',
    OWN_BIASES,
  ),
  keras_dense: uniform(
    'keras_dense',
    'What keras.layers.Dense does: Glorot uniform, biases 0.',
    'np.sqrt(6 / (inputs + units))',
    'np.zeros((units, 1))',
  ),
  flax_dense: define(
    'flax_dense',
    '',
    'What flax.linen.Dense does: LeCun normal, biases 0.',
    [
      'weights = truncated(rng, units, inputs, 0, np.sqrt(1 / inputs) / TRUNCATED_STDDEV)',
      'return weights, np.zeros((units, 1))',
    ],
    { truncated: true },
  ),
  sklearn_mlp: (activation) =>
    uniform(
      'sklearn_mlp',
      "What scikit-learn's MLPClassifier does: weights and biases uniform.",
      `np.sqrt(${activation === 'sigmoid' ? 2 : 6} / (inputs + units))`,
      OWN_BIASES,
    ),
  playground: define('playground', '', 'What TensorFlow Playground does.', [
    'return rng.uniform(-0.5, 0.5, (units, inputs)), np.full((units, 1), 0.1)',
  ]),
};

/** @param {string} name @param {string} activation @returns {Piece} */
export function pieceOf(name, activation) {
  if (!Object.hasOwn(PIECES, name))
    throw new RangeError(`python: there is no initializer ${name} in a complete experiment`);
  const piece = PIECES[name];
  return typeof piece === 'function' ? piece(activation) : piece;
}

/** Layer-sequential unit variance, where an initializer asks for it. */
export const UNIT_VARIANCE = `def scale_to_unit_variance(layers, which):
    """From the first layer on, divides the weights of the layers in \`which\` by the standard
    deviation of their outputs before the activation, until it is within 2 % of 1."""
    a = train_x
    for index, (weights, bias) in enumerate(layers):
        for _ in range(20):
            variance = np.var(weights @ a + bias)
            fits = abs(variance - 1) <= 0.02
            if index not in which or fits or variance == 0 or not np.isfinite(variance):
                break
            weights = weights / np.sqrt(variance)
        layers[index] = (weights, bias)
        a = activation(weights @ a + bias)
    return layers
`;
