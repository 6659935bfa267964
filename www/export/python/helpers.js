/** NumPy functions that catalogue entries share: a script includes those that its code calls. */

/** @type {Record<string, string>} */
const MATHEMATICS = {
  erfc: `from math import erfc
`,
  sigmoid: `def sigmoid(z):
    """The probability of class 1, given the logit z."""
    return 1 / (1 + np.exp(-z))
`,
  sigmoid_single: `def sigmoid_single(z, least=0):
    """The probability of class 1, in float32. What follows is computed in float64."""
    with np.errstate(over="ignore"):
        return np.maximum((1 / (1 + np.exp(-z).astype(np.float32))).astype(float), least)
`,
  softplus: `def softplus(z):
    """ln(1 + exp(z)), computed so that nothing overflows."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
`,
};

/** @type {Record<string, string>} */
const DRAWING = {
  biases: `def biases(units):
    """Initial biases, for initializers that do not set biases themselves."""
    return np.full((units, 1), float(INITIAL_BIAS))
`,
  truncated: `def truncated(rng, units, inputs, mean, stddev):
    """Normal draws, each repeated while it is more than two standard deviations from the mean."""
    z = np.empty(units * inputs)
    for k in range(z.size):
        z[k] = rng.randn()
        while abs(z[k]) > 2:
            z[k] = rng.randn()
    return z.reshape(units, inputs) * stddev + mean


# Standard deviation of a standard normal draw after its tails are cut off.
TRUNCATED_STDDEV = 0.87962566103423978
`,
  random_rotation: `def random_rotation(rng, units, inputs):
    """A random orthogonal matrix (Saxe, McClelland and Ganguli, 2014): Q of a QR factorization,
    with the signs for which the diagonal of R is positive."""
    normal = rng.randn(units, inputs)
    wide = units < inputs
    q, r = np.linalg.qr(normal.T if wide else normal)
    q = q * np.where(np.diag(r) < 0, -1, 1)
    return q.T if wide else q
`,
};

/** @type {Record<string, string>} */
const SAMPLING = {
  shuffled_with_noise: `def shuffled_with_noise(points, labels, noise, rng):
    """Puts the points in a random order, then adds normal noise to each coordinate."""
    order = rng.permutation(len(points))
    return points[order] + noise * rng.randn(len(points), 2), labels[order]
`,
};

/** Whether code calls a function of that name. @param {string[]} codes @param {string} name */
export const calls = (codes, name) => codes.some((code) => new RegExp(`\\b${name}\\(`).test(code));

/** @param {Record<string, string>} helpers */
const choosing = (helpers) => (/** @type {string[]} */ codes) =>
  Object.entries(helpers)
    .filter(([name]) => calls(codes, name))
    .map(([, code]) => code);

/** Helpers of the network and its losses. */
export const mathematicsOf = choosing(MATHEMATICS);
/** Helpers of initializers. */
export const drawingOf = choosing(DRAWING);
/** Helpers of data sets. */
export const samplingOf = choosing(SAMPLING);
