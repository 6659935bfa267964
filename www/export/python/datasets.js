/** The data of an experiment in NumPy. */
import { dataSetNamed } from '../catalogue-entries.js';
import { samplingOf } from './helpers.js';
import { number, wrapped } from './literals.js';

const COLUMNS = `# A network takes samples as columns: points 2 x n, labels 1 x n.
`;

/** The networks' coordinates where the lab standardizes. */
const STANDARDIZED = `
# The networks see coordinates minus the training samples' mean, divided by their standard deviation.
mean = train_x.mean(axis=1, keepdims=True)
stddev = train_x.std(axis=1, keepdims=True)
constant = (train_x == train_x[:, :1]).all(axis=1, keepdims=True)
mean = np.where(constant, train_x[:, :1], mean)  # without the rounding of a sum
stddev = np.where(constant | (stddev == 0), 1, stddev)
train_x, test_x = (train_x - mean) / stddev, (test_x - mean) / stddev
`;

/** @param {string} name @param {readonly (readonly number[])[]} points */
function custom(name, points) {
  const items = points.map(([x, y, label]) => `(${number(x)}, ${number(y)}, ${number(label)})`);
  const empty = points.length === 0 ? 'np.empty((0, 3))' : null;
  return `${name} = ${empty ?? wrapped('np.array([', items, '])')}\n`;
}

/** A comment with the names of the classes, as JSON since names are any text. @param {{ classNames?: string[] }} dataset */
const classesOf = ({ classNames }) =>
  classNames ? `# Label 0 is ${JSON.stringify(classNames[0])}, label 1 is ${JSON.stringify(classNames[1])}.\n` : '';

/** @typedef {{ settings: string, words: string, functions: string, drawing: string }} Data  drawing: makes train_x, train_y, test_x and test_y */

/**
 * Settings and code that make train_x, train_y, test_x and test_y.
 * @param {any} dataset  of a complete experiment
 * @returns {{ settings: string, code: string, words: string }}
 */
export function dataOf(dataset) {
  const { settings, words, functions, drawing } = dataInParts(dataset);
  return { settings, words, code: functions + drawing };
}

/** The same in parts, for samples that are drawn more than once. @param {any} dataset @returns {Data} */
export function dataInParts(dataset) {
  const data = originalDataOf(dataset);
  return dataset.standardize ? { ...data, drawing: data.drawing + STANDARDIZED } : data;
}

/** The data in their own coordinates. @param {any} dataset @returns {Data} */
function originalDataOf(dataset) {
  if (dataset.name === 'custom') {
    return {
      settings: '',
      words: 'Points of one’s own: x, y and the class of each.',
      functions: `${classesOf(dataset)}${custom('TRAIN_POINTS', dataset.points)}${custom('TEST_POINTS', dataset.testPoints ?? [])}
`,
      drawing: `${COLUMNS}train_x, train_y = TRAIN_POINTS[:, :2].T, TRAIN_POINTS[:, 2].reshape(1, -1)
test_x, test_y = TEST_POINTS[:, :2].T, TEST_POINTS[:, 2].reshape(1, -1)
`,
    };
  }
  const code = dataSetNamed(dataset.name).code.numpy;
  const { samples, noise, seed, testSamples, testSeed } = dataset;
  return {
    settings: `SAMPLES = ${number(samples)}  # to train on
NOISE = ${number(noise)}  # standard deviation of the noise in each coordinate
DATA_SEED = ${number(seed)}
TEST_SAMPLES = ${number(testSamples)}
TEST_SEED = ${number(testSeed)}
`,
    words: 'Training and test samples have a stream of random numbers each.',
    functions: `${[...samplingOf([code]), code].join('\n\n')}

def samples_of(samples, seed):
    """Points as columns, 2 x n, and labels, 1 x n."""
    points, labels = draw_points(samples, NOISE, np.random.RandomState(seed))
    return points.T, labels.reshape(1, -1)


`,
    drawing: `train_x, train_y = samples_of(SAMPLES, DATA_SEED)
test_x, test_y = samples_of(TEST_SAMPLES, TEST_SEED)
`,
  };
}
