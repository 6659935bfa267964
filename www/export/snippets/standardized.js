/** A function that standardizes points as the lab does, in each framework's code. */

/** @typedef {import('../catalogue-entries.js').Framework} Framework */

/** @type {Record<Framework, { spread: string, scale: string }>} */
const CODE = {
  pytorch: {
    spread: 'train.std(axis=0, unbiased=False)',
    scale: 'torch.where(stddev == 0, torch.ones_like(stddev), stddev)',
  },
  keras: { spread: 'train.std(axis=0)', scale: 'np.where(stddev == 0, 1, stddev)' },
  jax: { spread: 'train.std(axis=0)', scale: 'jnp.where(stddev == 0, 1, stddev)' },
};

/** @param {Framework} framework */
export const standardizedFunction = (framework) => `def standardized(points, train):
    """What the network sees of points n x 2: minus the training points' mean, divided by their
    standard deviation, where 0 counts as 1."""
    mean, stddev = train.mean(axis=0), ${CODE[framework].spread}
    return (points - mean) / ${CODE[framework].scale}
`;

/** The line that standardizes the training data `x`. */
export const STANDARDIZED_LINE = 'x = standardized(x, x)\n';
