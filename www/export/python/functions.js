/** Activation functions, losses and optimizers in NumPy, as docs/training.md defines them. */

/** Used by several of them. */
export const SIGMOID = `def sigmoid(z):
    """The probability of class 1, given the logit z."""
    return 1 / (1 + np.exp(-z))
`;

export const SOFTPLUS = `def softplus(z):
    """ln(1 + exp(z)), computed so that nothing overflows."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
`;

/** @typedef {{ uses?: ('sigmoid' | 'softplus' | 'erfc')[], code: string }} Piece */

/** @param {string} words @param {string} value @param {string} slope @param {Piece['uses']} [uses] @returns {Piece} */
const activation = (words, value, slope, uses = []) => ({
  uses,
  code: `def activation(z):
    """${words}"""
    return ${value}


def activation_slope(z):
    """Its derivative."""
    return ${slope}
`,
});

/** @type {Record<string, Piece>} */
export const ACTIVATIONS = {
  relu: activation('ReLU of the hidden units: max(0, z).', 'np.maximum(z, 0)', 'z > 0'),
  leaky_relu: activation(
    'Leaky ReLU of the hidden units: z where z > 0, else 0.01 z.',
    'np.where(z > 0, z, 0.01 * z)',
    'np.where(z > 0, 1, 0.01)',
  ),
  elu: activation(
    'ELU of the hidden units: z where z > 0, else exp(z) - 1.',
    'np.where(z > 0, z, np.expm1(z))',
    'np.where(z > 0, 1, np.exp(z))',
  ),
  selu: {
    code: `SELU_SCALE = 1.0507009873554805
SELU_ALPHA = 1.6732632423543772


def activation(z):
    """SELU of the hidden units: scale * z where z > 0, else scale * alpha * (exp(z) - 1)."""
    return SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(z))


def activation_slope(z):
    """Its derivative."""
    return SELU_SCALE * np.where(z > 0, 1, SELU_ALPHA * np.exp(z))
`,
  },
  gelu: {
    uses: ['erfc'],
    code: `def normal_distribution(z):
    """The share of a standard normal distribution below z; NumPy has no error function."""
    return np.frompyfunc(lambda x: erfc(-x * np.sqrt(0.5)) / 2, 1, 1)(z).astype(float)


def activation(z):
    """GELU of the hidden units: z times the share of a normal distribution below z."""
    return z * normal_distribution(z)


def activation_slope(z):
    """Its derivative."""
    return normal_distribution(z) + z * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
`,
  },
  silu: activation(
    'SiLU of the hidden units: z / (1 + exp(-z)).',
    'z * sigmoid(z)',
    'sigmoid(z) * (1 + z * sigmoid(-z))',
    ['sigmoid'],
  ),
  softplus: activation('Softplus of the hidden units: ln(1 + exp(z)).', 'softplus(z)', 'sigmoid(z)', [
    'softplus',
    'sigmoid',
  ]),
  tanh: activation('tanh of the hidden units.', 'np.tanh(z)', '1 - np.tanh(z) ** 2'),
  sigmoid: activation(
    'The logistic function of the hidden units: 1 / (1 + exp(-z)).',
    'sigmoid(z)',
    'sigmoid(z) * (1 - sigmoid(z))',
    ['sigmoid'],
  ),
  identity: activation('The hidden units are linear.', 'z', 'np.ones_like(z)'),
};

/** @type {Record<string, Piece>} */
export const LOSSES = {
  cross_entropy: {
    uses: ['sigmoid'],
    code: `def cross_entropy(z, y):
    """-y ln(p) - (1 - y) ln(1 - p) from the logit z: finite also where p rounds to 0 or 1."""
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))


def cross_entropy_slope(z, y):
    """Its derivative with respect to z."""
    return sigmoid(z) - y
`,
  },
  cross_entropy_epsilon: {
    uses: ['sigmoid'],
    code: `EPSILON_IN_LOG = 1e-5


def cross_entropy_epsilon(z, y):
    """-ln(q + epsilon), where q is the probability of the right class."""
    return -np.log(sigmoid(np.where(y == 1, z, -z)) + EPSILON_IN_LOG)


def cross_entropy_epsilon_slope(z, y):
    """Its derivative with respect to z: near 0 where an output is sure and wrong."""
    p, q = sigmoid(z), sigmoid(-z)
    return (1 - y) * p * q / (q + EPSILON_IN_LOG) - y * p * q / (p + EPSILON_IN_LOG)
`,
  },
  mse: {
    uses: ['sigmoid'],
    code: `def mse(z, y):
    """The squared error of the probability."""
    return sigmoid(np.where(y == 1, -z, z)) ** 2


def mse_slope(z, y):
    """Its derivative with respect to z: near 0 where an output is sure and wrong."""
    p, q = sigmoid(z), sigmoid(-z)
    return 2 * (p - y) * p * q
`,
  },
};

/** @type {Record<string, string>} */
export const OPTIMIZERS = {
  gradient_descent: `def gradient_descent(gradient, memory, rate, training):
    """The step is the gradient times the learning rate."""
    return rate * gradient
`,
  momentum: `def momentum(gradient, memory, rate, training):
    """A share of the last step is added (Polyak, 1964, as PyTorch's SGD writes it)."""
    memory["v"] = training["momentum"] * memory.get("v", 0) + gradient
    return rate * memory["v"]
`,
  rmsprop: `def rmsprop(gradient, memory, rate, training):
    """The gradient is divided by the root of its mean square (Tieleman and Hinton, 2012)."""
    rho = training["rho"]
    memory["s"] = rho * memory.get("s", 0) + (1 - rho) * gradient ** 2
    return rate * gradient / (np.sqrt(memory["s"]) + training["epsilon"])
`,
  adam: `def adam(gradient, memory, rate, training):
    """The mean gradient over the root of the mean square, both corrected for their start at 0
    (Kingma and Ba, 2015)."""
    beta1, beta2 = training["beta1"], training["beta2"]
    t = memory["t"] = memory.get("t", 0) + 1
    m = memory["m"] = beta1 * memory.get("m", 0) + (1 - beta1) * gradient
    v = memory["v"] = beta2 * memory.get("v", 0) + (1 - beta2) * gradient ** 2
    return rate * (m / (1 - beta1 ** t)) / (np.sqrt(v / (1 - beta2 ** t)) + training["epsilon"])
`,
};

/** Which of the training's constants each optimizer has, as Python names them: they are the same. @type {Record<string, string[]>} */
export const CONSTANTS = {
  gradient_descent: [],
  momentum: ['momentum'],
  rmsprop: ['rho', 'epsilon'],
  adam: ['beta1', 'beta2', 'epsilon'],
};
