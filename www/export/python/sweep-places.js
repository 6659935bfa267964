/** What a sweep varies, in NumPy: its axes, and a function that gives the settings their values at a place. */
import { dataInParts } from './datasets.js';
import { indented } from '../catalogue-entries.js';
import { number, string, wrapped } from './literals.js';
import { snake } from './pieces.js';

/** @typedef {{ field: string, values: ArrayLike<number> }} Axis */
/** @typedef {{ axes: Axis[], vary: 'weights' | 'data' | 'both' }} Varied */

/** Names of fields as the script has them, except those of training. @type {Record<string, string>} */
const SETTINGS = {
  'dataset.samples': 'SAMPLES',
  'dataset.noise': 'NOISE',
  'dataset.seed': 'DATA_SEED',
  'dataset.testSamples': 'TEST_SAMPLES',
  'dataset.testSeed': 'TEST_SEED',
  'network.initialBias': 'INITIAL_BIAS',
  'network.weightScale': 'WEIGHT_SCALE',
  'network.biasStddev': 'BIAS_STDDEV',
};

/** Whether samples are drawn anew at each place. @param {Varied} varied */
export const drawsAnew = ({ axes, vary }) =>
  vary !== 'weights' || axes.some(({ field }) => field.startsWith('dataset.'));

/** @param {Axis[]} axes */
function axesCode(axes) {
  if (axes.length === 0) return 'AXES = []  # nothing but the seeds is varied';
  const written = axes.map(
    ({ field, values }) => `    (${string(field)}, ${wrapped('[', Array.from(values, number), ']', '    ')}),\n`,
  );
  return `# Fields and their values: x, then y.\nAXES = [\n${written.join('')}]`;
}

/** What the seeds are of. */
const SEEDS_OF = { weights: 'of the weights', data: 'of the samples', both: 'of weights and samples' };

/** The seeds and the axes. @param {Varied} varied @param {number} seeds */
export const planCode = (
  varied,
  seeds,
) => `SEEDS = ${number(seeds)}  # ${SEEDS_OF[varied.vary]}: the one above, and those after it

${axesCode(varied.axes)}

FIRST_SEED = SEED
${drawsAnew(varied) ? 'FIRST_DATA_SEED, FIRST_TEST_SEED = DATA_SEED, TEST_SEED\n' : ''}`;

/** The data of each place. @param {any} dataset @param {boolean} anew */
export function dataCode(dataset, anew) {
  const { settings, words, functions, drawing } = dataInParts(dataset);
  const code = anew
    ? `${functions}def draw_data():
    """Draws the samples that the settings describe."""
    global train_x, train_y, test_x, test_y
${indented(drawing)}`
    : functions + drawing;
  return { settings, words, code };
}

/**
 * The lines that set a field.
 * @param {string} field @param {string} value  Python
 * @returns {string[]}
 */
function setting(field, value) {
  if (field === 'depth') return [`HIDDEN = HIDDEN[:1] * ${value}`];
  if (field === 'width') return [`HIDDEN = [${value}] * len(HIDDEN)`];
  if (field === 'dataset.seed')
    return [`DATA_SEED, TEST_SEED = ${value}, (FIRST_TEST_SEED + ${value} - FIRST_DATA_SEED) % 2**32`];
  if (SETTINGS[field]) return [`${SETTINGS[field]} = ${value}`];
  const name = field.slice(field.indexOf('.') + 1);
  if (field.startsWith('training.')) return [`TRAINING[${string(snake(name))}] = ${value}`];
  return [
    `for run in RUNS:`,
    `    if ${string(name)} in run["initializer"][1]:`,
    `        run["initializer"][1][${string(name)}] = ${value}`,
  ];
}

/** The names that lines of Python set. @param {string[]} lines */
const namesSetBy = (lines) => [
  ...new Set(lines.flatMap((line) => /^([A-Z_]+(?:, [A-Z_]+)*) =/.exec(line)?.[1].split(', ') ?? [])),
];

/** The function that gives the settings their values. @param {Varied} varied */
export function placeCode(varied) {
  const { axes, vary } = varied;
  // Other axes build on these.
  const isFirst = (/** @type {Axis} */ { field }) => field === 'depth' || field === 'dataset.seed';
  const values = axes.map((axis, k) => ({ axis, value: `AXES[${k}][1][${'xy'[k]}]` }));
  const ordered = [...values.filter(({ axis }) => isFirst(axis)), ...values.filter(({ axis }) => !isFirst(axis))];
  const moved = vary !== 'weights';
  const lines = [
    ...(vary === 'data' ? [] : ['SEED = (FIRST_SEED + seed) % 2**32']),
    ...(moved ? ['DATA_SEED, TEST_SEED = FIRST_DATA_SEED, FIRST_TEST_SEED'] : []),
    ...ordered.flatMap(({ axis, value }) => setting(axis.field, value)),
    ...(moved ? ['DATA_SEED, TEST_SEED = (DATA_SEED + seed) % 2**32, (TEST_SEED + seed) % 2**32'] : []),
    ...(drawsAnew(varied) ? ['draw_data()'] : []),
  ];
  const names = namesSetBy(lines);
  return `def enter(x, y, seed):
    """Gives the settings their values at a place, by its indices."""
${names.length > 0 ? `    global ${names.join(', ')}\n` : ''}${indented(lines.join('\n') || 'pass')}
`;
}
