/** Data sets as NumPy draws them. Each function takes the number of samples, the noise and the stream, and returns points and labels. */
import { number, wrapped } from './literals.js';

const SHUFFLED = `def shuffled_with_noise(points, labels, noise, rng):
    """Puts the points in a random order, then adds normal noise to each coordinate."""
    order = rng.permutation(len(points))
    return points[order] + noise * rng.randn(len(points), 2), labels[order]
`;

/** @param {number} cells @param {string} words */
const board = (cells, words) => `def draw_points(samples, noise, rng):
    """${words}"""
    side = 2 / ${cells}
    points = []
    sizes = [samples // 2, samples - samples // 2]  # of class 0 and class 1
    for label, size in enumerate(sizes):
        squares = [(i, j) for j in range(${cells}) for i in range(${cells}) if (i + j) % 2 == label]
        corners = np.array([squares[k % len(squares)] for k in range(size)]).reshape(size, 2)
        points.append((corners + rng.uniform(0.08, 0.92, (size, 2))) * side - 1)
    return shuffled_with_noise(np.concatenate(points), np.repeat([0, 1], sizes), noise, rng)
`;

/** @type {Record<string, { code: string, shuffled: boolean }>} */
const GENERATORS = {
  circles: {
    shuffled: true,
    code: `def draw_points(samples, noise, rng):
    """Two circles around the origin, radius 1 (class 0) and 0.8 (class 1).

    The same as sklearn.datasets.make_circles(samples, noise=noise, random_state=...).
    """
    outer = samples // 2
    inner = samples - outer
    outer_angles = np.linspace(0, 2 * np.pi, outer, endpoint=False)
    inner_angles = np.linspace(0, 2 * np.pi, inner, endpoint=False)
    points = np.concatenate([
        np.column_stack([np.cos(outer_angles), np.sin(outer_angles)]),
        np.column_stack([np.cos(inner_angles), np.sin(inner_angles)]) * 0.8,
    ])
    return shuffled_with_noise(points, np.repeat([0, 1], [outer, inner]), noise, rng)
`,
  },
  moons: {
    shuffled: true,
    code: `def draw_points(samples, noise, rng):
    """Two interleaving half circles, the upper one class 0, the lower one class 1.

    The same as sklearn.datasets.make_moons(samples, noise=noise, random_state=...).
    """
    upper = samples // 2
    lower = samples - upper
    upper_angles = np.linspace(0, np.pi, upper)
    lower_angles = np.linspace(0, np.pi, lower)
    points = np.concatenate([
        np.column_stack([np.cos(upper_angles), np.sin(upper_angles)]),
        np.column_stack([1 - np.cos(lower_angles), 1 - np.sin(lower_angles) - 0.5]),
    ])
    return shuffled_with_noise(points, np.repeat([0, 1], [upper, lower]), noise, rng)
`,
  },
  blobs: {
    shuffled: false,
    code: `def draw_points(samples, noise, rng):
    """Normal clouds around (-1, -1), class 0, and (1, 1), class 1; the noise is their deviation.

    The same as sklearn.datasets.make_blobs(samples, centers=[[-1, -1], [1, 1]],
    cluster_std=noise, random_state=...).
    """
    ones = samples // 2
    zeros = samples - ones
    points = np.concatenate([-1 + noise * rng.randn(zeros, 2), 1 + noise * rng.randn(ones, 2)])
    labels = np.repeat([0, 1], [zeros, ones])
    order = rng.permutation(samples)
    return points[order], labels[order]
`,
  },
  xor: {
    shuffled: true,
    code: board(2, 'Four squares, class 1 where the two coordinates differ in sign.'),
  },
  checkerboard: { shuffled: true, code: board(4, 'Sixteen squares of alternating class.') },
  spiral: {
    shuffled: true,
    code: `def draw_points(samples, noise, rng):
    """Two arms that wind once and a half around each other."""
    sizes = [samples // 2, samples - samples // 2]  # of class 0 and class 1
    points = []
    for label, size in enumerate(sizes):
        t = np.arange(1, size + 1) / size
        angles = 3 * np.pi * t + np.pi * label
        points.append(np.column_stack([t * np.cos(angles), t * np.sin(angles)]))
    return shuffled_with_noise(np.concatenate(points), np.repeat([0, 1], sizes), noise, rng)
`,
  },
  stripes: {
    shuffled: true,
    code: `def draw_points(samples, noise, rng):
    """Two parallel stripes from the upper left to the lower right; a line separates them."""
    zeros = samples // 2
    labels = np.repeat([0, 1], [zeros, samples - zeros])
    u = rng.random_sample((samples, 2))
    along = -1 + 2 * u[:, 0]
    across = (0.15 + (0.85 - 0.15) * u[:, 1]) * np.where(labels == 1, 1, -1)
    points = np.column_stack([across + along, across - along]) * np.sqrt(0.5)
    return shuffled_with_noise(points, labels, noise, rng)
`,
  },
};

const COLUMNS = `# A network takes samples as columns: points 2 x n, labels 1 x n.
`;

/** @param {string} name @param {readonly (readonly number[])[]} points */
function custom(name, points) {
  const items = points.map(([x, y, label]) => `(${number(x)}, ${number(y)}, ${number(label)})`);
  const empty = points.length === 0 ? 'np.empty((0, 3))' : null;
  return `${name} = ${empty ?? wrapped('np.array([', items, '])')}\n`;
}

/**
 * Settings and code that make train_x, train_y, test_x and test_y.
 * @param {any} dataset  of a complete experiment
 * @returns {{ settings: string, code: string, words: string }}
 */
export function dataOf(dataset) {
  if (dataset.name === 'custom') {
    return {
      settings: '',
      words: 'Points of one’s own: x, y and the class of each.',
      code: `${custom('TRAIN_POINTS', dataset.points)}${custom('TEST_POINTS', dataset.testPoints ?? [])}
${COLUMNS}train_x, train_y = TRAIN_POINTS[:, :2].T, TRAIN_POINTS[:, 2].reshape(1, -1)
test_x, test_y = TEST_POINTS[:, :2].T, TEST_POINTS[:, 2].reshape(1, -1)
`,
    };
  }
  if (!Object.hasOwn(GENERATORS, dataset.name)) throw new RangeError(`python: there is no data set ${dataset.name}`);
  const { code, shuffled } = GENERATORS[dataset.name];
  const { samples, noise, seed, testSamples, testSeed } = dataset;
  return {
    settings: `SAMPLES = ${number(samples)}  # to train on
NOISE = ${number(noise)}  # standard deviation of the noise in each coordinate
DATA_SEED = ${number(seed)}
TEST_SAMPLES = ${number(testSamples)}
TEST_SEED = ${number(testSeed)}
`,
    words: 'Training and test samples have a stream of random numbers each.',
    code: `${shuffled ? `${SHUFFLED}\n\n` : ''}${code}

def samples_of(samples, seed):
    """Points as columns, 2 x n, and labels, 1 x n."""
    points, labels = draw_points(samples, NOISE, np.random.RandomState(seed))
    return points.T, labels.reshape(1, -1)


train_x, train_y = samples_of(SAMPLES, DATA_SEED)
test_x, test_y = samples_of(TEST_SAMPLES, TEST_SEED)
`,
  };
}
