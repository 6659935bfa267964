/** Compares printed matrices with the weights and biases of a network, and says what is wrong and where. No DOM. */

/** @typedef {import('./printed-matrices.js').Printed} Printed */
/** @typedef {{ shape: [units: number, inputs: number], weights: ArrayLike<number>, biases: ArrayLike<number> }} Layer  weights row by row, a row for each unit */
/** @typedef {{ right: boolean, sentences: string[] }} Comparison */

/** A number may be this far from a printed one, beside the rounding of the print. */
const SLACK = 1e-9;
/** Prints that are rougher than this share of the weights’ size prove nothing. */
const ROUGH = 0.02;

/** @param {number} value */
const shown = (value) => String(Number(value.toPrecision(3))).replace('-', '−');

/** @param {number[][]} rows */
const sizeOf = (rows) => `${rows.length} × ${rows[0].length}`;

/** @param {ArrayLike<number>} values */
const size = (values) => Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0) / values.length);

/** @param {ArrayLike<number>} flat @param {number} rows @param {number} columns */
const table = (flat, rows, columns) =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => flat[row * columns + column]),
  );

/** @param {number[][]} rows */
const transposed = (rows) => rows[0].map((_, column) => rows.map((row) => row[column]));

/**
 * The first place where two matrices of one shape differ by more than the print rounds.
 * @param {Printed} printed @param {number[][]} expected
 */
function firstDifference({ rows, errors }, expected) {
  for (const [row, values] of rows.entries())
    for (const [column, value] of values.entries()) {
      const right = expected[row][column];
      if (!(Math.abs(value - right) <= errors[row][column] + SLACK * Math.max(1, Math.abs(right))))
        return { row, column, value, right };
    }
  return null;
}

/** The factor between two lists if there is one. @param {number[]} values @param {ArrayLike<number>} expected */
function factorOf(values, expected) {
  const factor = size(values) / size(expected);
  const close = values.every((value, k) => Math.abs(value - factor * expected[k]) <= 0.01 * size(values));
  return close && Number.isFinite(factor) && factor > 0 ? factor : null;
}

/** What may have gone wrong with a matrix of the right shape. @param {number[]} values @param {Layer} layer @param {Layer} first @param {boolean} isFirst */
function hint(values, { shape: [units, inputs], weights }, first, isFirst) {
  const factor = factorOf(values, weights);
  if (factor !== null) {
    const likely = [
      { factor: Math.SQRT1_2, why: 'ReLU needs √(2 / inputs), not √(1 / inputs)' },
      { factor: Math.sqrt(inputs / units), why: 'n is the number of inputs, not of units' },
      { factor: Math.sqrt(2 / inputs), why: '2 / inputs is the variance; draws are multiplied by its root' },
    ].find((each) => Math.abs(each.factor / factor - 1) < 0.01);
    return `All of its numbers are ${shown(factor)} times the right ones${likely ? `: ${likely.why}` : ''}.`;
  }
  if (!isFirst && factorOf(values.slice(0, first.weights.length), first.weights) !== null)
    return 'It begins with the draws of W1: make the generator once, before the loop.';
  return isFirst ? 'The draws are others: np.random.RandomState(3).randn(units, inputs), with seed 3, gives ours.' : '';
}

/** What is wrong with a weight matrix; empty if nothing is. @param {string} name @param {Printed} printed @param {Layer} layer @param {Layer} first */
function wrongWeights(name, printed, layer, first) {
  const {
    shape: [units, inputs],
    weights,
  } = layer;
  const expected = table(weights, units, inputs);
  const { rows } = printed;
  if (rows.length !== units || rows[0].length !== inputs) {
    const shape = `${units} × ${inputs}: a row for each unit, a column for each input`;
    if (rows.length === inputs && rows[0].length === units) {
      if (!firstDifference(printed, transposed(expected)))
        return `${name} is the transpose of the right matrix. It should be ${shape}.`;
      const inOrder = {
        ...printed,
        rows: table(rows.flat(), units, inputs),
        errors: table(printed.errors.flat(), units, inputs),
      };
      if (!firstDifference(inOrder, expected))
        return `${name} has the right numbers in the wrong shape, ${sizeOf(rows)}. It should be ${shape}.`;
    }
    return `${name} is ${sizeOf(rows)}. It should be ${shape}.`;
  }
  const different = firstDifference(printed, expected);
  if (different) {
    const { row, column, value, right } = different;
    const where = `${name}, row ${row + 1}, column ${column + 1}: ${shown(value)} instead of ${shown(right)}.`;
    return `${where} ${hint(rows.flat(), layer, first, layer === first)}`.trim();
  }
  return Math.max(...printed.errors.flat()) > ROUGH * size(weights) && size(weights) > 0
    ? `${name} is printed with too few digits to tell. Print at least four: np.set_printoptions(precision=4).`
    : '';
}

/** What is wrong with biases, in a row or a column. @param {string} name @param {Printed} printed @param {Layer} layer */
function wrongBiases(name, { rows }, { shape: [units], biases }) {
  const values = rows.flat();
  if (values.length !== units || (rows.length > 1 && rows[0].length > 1))
    return `${name} is ${sizeOf(rows)}. It should be ${units} × 1: a bias for each unit.`;
  const row = values.findIndex((value, k) => value !== biases[k]);
  return row < 0 ? '' : `${name}, row ${row + 1}: ${shown(values[row])} instead of ${shown(biases[row])}.`;
}

/**
 * Compares what was printed, W1, b1, W2, … or weights alone, with the first layers of a network.
 * @param {Printed[]} printed @param {Layer[]} layers
 * @returns {Comparison}
 */
export function compareDraws(printed, layers) {
  const [first] = layers;
  const withBiases = printed.length > 1 && printed[1].rows.flat().length === first.shape[0];
  const most = layers.length * (withBiases ? 2 : 1);
  if (printed.length > most)
    return {
      right: false,
      sentences: [
        `These are ${printed.length} matrices. The network has ${most}${withBiases ? ', with its biases' : ''}.`,
      ],
    };
  for (const [k, matrix] of printed.entries()) {
    const index = withBiases ? Math.floor(k / 2) : k;
    const wrong =
      withBiases && k % 2 === 1
        ? wrongBiases(`b${index + 1}`, matrix, layers[index])
        : wrongWeights(`W${index + 1}`, matrix, layers[index], first);
    if (wrong) return { right: false, sentences: [...(k > 0 ? [`What stands before it is right.`] : []), wrong] };
  }
  const done = withBiases ? Math.ceil(printed.length / 2) : printed.length;
  const left = layers.length - done;
  const numbers = printed.reduce((sum, { rows }) => sum + rows.length * rows[0].length, 0);
  return {
    right: true,
    sentences: [
      `Right: all ${numbers} numbers agree with the lab’s.`,
      ...(withBiases ? [] : ['Biases are missing, which is fine: they are 0.']),
      ...(left > 0 ? [`W${done + 1}${left > 1 ? ` to W${layers.length}` : ''} can follow.`] : []),
    ],
  };
}
