/** Finds the network among the arrays of a file. No DOM. */
import { biasesOf } from './layer-biases.js';
import { MOST_OFFERED, chained, isChain, onTheWay, sidesOf, widthsOf } from './layer-chain.js';
import { inNumberOrder, layerName } from './layer-names.js';
import { layerOf } from './layer-values.js';
import { conventionOpen, open } from './weights-choices.js';
import { WeightsError, listed, quoted } from './weights-error.js';

/** @typedef {import('./layer-chain.js').Matrix} Matrix */
/** @typedef {import('./weights-content.js').Convention} Convention */
/** @typedef {import('./weights-content.js').Content} Content */
/** @typedef {import('./weights-choices.js').Candidate} Candidate */
/** @typedef {import('./read-weights.js').WeightsOptions} WeightsOptions */
/** @typedef {{ convention: Convention, orders: Matrix[][], by: 'shapes' | 'numbers' | null, network: string }} Found  network: the name of its group; empty for the whole file */

/** @type {Convention[]} */
const CONVENTIONS = ['out_in', 'in_out'];
/** @type {Record<Convention, string>} */
const AXES = { out_in: 'out × in: a row for each unit', in_out: 'in × out: a column for each unit' };
/** Limits of the lab's networks. */
const [WIDEST, MOST_HIDDEN, MOST_PARAMETERS] = [256, 100, 1_000_000];
/** The most arrays that are looked at. */
const MOST_ARRAYS = 2000;

/** @param {Content} content @param {WeightsOptions} options */
export function networkIn({ arrays, leftOut, convention: ofFormat, activations = [] }, options) {
  if (arrays.length > MOST_ARRAYS)
    throw new WeightsError(`It has ${arrays.length} arrays; must be at most ${MOST_ARRAYS}.`, {
      value: arrays.length,
      allowed: `at most ${MOST_ARRAYS} arrays`,
    });
  const all = arrays.map((array) => ({ ...array, called: layerName(array.name) }));
  const { matrices, rows, vectors } = rolesOf(all);
  if (matrices.length + rows.length === 0) throw noMatrices(leftOut, all);
  const allowed = [options.convention ?? ofFormat ?? CONVENTIONS].flat();
  const { convention, layers, by } = options.order
    ? inOrder([matrices, rows], options.order, allowed)
    : chosen([matrices, rows], vectors, allowed, options);
  checkSize(layers, convention);
  const biases = biasesOf(layers, vectors, convention);
  const used = [...layers, ...biases].filter((array) => array !== null);
  const read = layers.map((matrix, k) => layerOf(matrix, biases[k], convention, k));
  const types = [...new Set(used.map(({ dtype }) => dtype))];
  const others = [
    ...all.filter(({ name }) => used.every((array) => array.name !== name)).map(({ name }) => ({ name, why: '' })),
    ...leftOut,
  ];
  return {
    layers: read,
    names: layers.map(({ name }) => name),
    convention,
    dtype: types.join(', '),
    activations,
    notes: [
      `Its matrices are ${AXES[convention]}.`,
      ...(by === 'numbers' && layers.length > 1 ? ['Its layers are in the order of the numbers in their names.'] : []),
      ...types
        .filter((type) => type !== 'float64')
        .map((type) => `Its ${type} numbers were widened to float64, which changes none of them.`),
      ...missingNotes(layers, biases),
      ...leftOutNotes(others),
      ...activationNotes(activations),
    ],
  };
}

/**
 * The arrays that may be weights, and those that may be biases. A row (1 × units) may be both; names decide, or their turns:
 * weights, biases, weights, biases. A list named as weights may be those of the output unit.
 * @param {Matrix[]} all
 */
function rolesOf(all) {
  const isRow = (/** @type {Matrix} */ { shape }) => shape.length === 2 && Math.min(...shape) === 1;
  const ordered = all.every(({ called }) => called.role === null) ? inNumberOrder(all, ({ called }) => called) : null;
  const alternates =
    ordered !== null &&
    ordered.length % 2 === 0 &&
    ordered.every((array, k) =>
      k % 2 === 0
        ? array.shape.length === 2
        : (array.shape.length === 1 || isRow(array)) && ordered[k - 1].shape.includes(array.values.length),
    );
  const isBiases = (/** @type {Matrix} */ array) =>
    alternates
      ? ordered.indexOf(array) % 2 === 1
      : array.called.role === 'biases' || (array.shape.length === 1 && array.called.role === null);
  return {
    matrices: all.filter((array) => array.shape.length === 2 && array.values.length > 0 && !isBiases(array)),
    rows: all.filter(
      ({ shape, called }) => shape.length === 1 && shape[0] > 0 && called.role === 'weights' && !alternates,
    ),
    vectors: all.filter((array) => isBiases(array) && (array.shape.length === 1 || isRow(array))),
  };
}

// Which matrices, in which order

/** @typedef {[matrices: Matrix[], rows: Matrix[]]} Candidates  rows: lists that may be the weights of a single unit */

/** All candidates as matrices. @param {Candidates} candidates @param {Convention} convention @returns {Matrix[]} */
const asMatrices = ([matrices, rows], convention) => [
  ...matrices,
  ...rows.map((row) => ({ ...row, shape: convention === 'out_in' ? [1, row.values.length] : [row.values.length, 1] })),
];

/** @param {Matrix[]} matrices @param {Convention[]} conventions @param {string} [network] @returns {Found[]} */
const solutions = (matrices, conventions, network = '') =>
  conventions
    .map((convention) => ({ convention, network, ...chained(matrices, convention) }))
    .filter(({ orders }) => orders.length > 0);

/**
 * The network's layers.
 * @param {Candidates} given @param {Matrix[]} vectors @param {Convention[]} conventions @param {WeightsOptions} options
 * @returns {{ convention: Convention, layers: Matrix[], by: Found['by'] }}
 */
function chosen(given, vectors, conventions, options) {
  const found = candidates(given, conventions, options.network);
  if (found.length === 0) throw noChain(given, conventions, options);
  const networks = [...new Set(found.map(({ network }) => network))];
  if (networks.length > 1) {
    const firsts = networks.map((name) => /** @type {Found} */ (found.find(({ network }) => network === name)));
    throw open('network', 'Which of its networks?', networks, firsts.map(firstOrder), vectors);
  }
  if (found.length > 1) throw conventionOpen(found.map(firstOrder), vectors);
  const [{ convention, orders, by }] = found;
  if (orders.length > 1) {
    const offered = orders.slice(0, MOST_OFFERED);
    const names = offered.map((layers) => layers.map(({ name }) => name));
    throw open(
      'order',
      'In which order are its layers?',
      names,
      offered.map((layers) => ({ layers, convention })),
      vectors,
    );
  }
  return { convention, layers: orders[0], by };
}

/** @param {Found} found @returns {Candidate} */
const firstOrder = ({ convention, orders }) => ({ convention, layers: orders[0] });

/**
 * All matrices if they make a chain; else those of a part of the names' paths; else those that lie on a way from 2 to 1.
 * @param {Candidates} given @param {Convention[]} conventions @param {string} [network] @returns {Found[]}
 */
function candidates(given, conventions, network) {
  const [matrices, rows] = given;
  const found =
    network === undefined
      ? chains(matrices, conventions)
      : solutions(membersOf(matrices, network), conventions, network);
  if (found.length > 0 || rows.length === 0) return found;
  return conventions.flatMap((convention) => {
    const all = asMatrices(given, convention);
    return network === undefined
      ? chains(all, [convention])
      : solutions(membersOf(all, network), [convention], network);
  });
}

/** @param {Matrix[]} matrices @param {string} group */
const membersOf = (matrices, group) => matrices.filter(({ called }) => called.groups.includes(group));

/** @param {Matrix[]} matrices @param {Convention[]} conventions @returns {Found[]} */
function chains(matrices, conventions) {
  const whole = solutions(matrices, conventions);
  if (whole.length > 0) return whole;
  /** @type {Map<string, Found[]>} */
  const inGroups = new Map();
  /** @type {Map<string, Matrix[]>} */
  const groups = new Map();
  for (const matrix of matrices)
    for (const group of matrix.called.groups) groups.set(group, [...(groups.get(group) ?? []), matrix]);
  for (const [group, members] of groups) {
    // Of nested parts with the same matrices, the outer one gives the name.
    const key = members.map(({ name }) => name).join('\n');
    if (!inGroups.has(key)) inGroups.set(key, solutions(members, conventions, group));
  }
  const ofGroups = [...inGroups.values()].flat();
  if (ofGroups.length > 0) return ofGroups;
  return conventions.flatMap((convention) => solutions(onTheWay(matrices, convention), [convention]));
}

/** @param {Candidates} given @param {readonly string[]} order @param {Convention[]} conventions */
function inOrder(given, order, conventions) {
  const names = given.flat().map(({ name }) => name);
  const unknown = order.find((name, k) => !names.includes(name) || order.indexOf(name) < k);
  if (unknown !== undefined) {
    const allowed = `names of its matrices, each once: ${listed(names)}`;
    throw new WeightsError(`order: ${quoted(unknown)} is not allowed; must be ${allowed}.`, {
      path: 'order',
      value: unknown,
      allowed,
    });
  }
  const found = conventions.flatMap((convention) => {
    const all = asMatrices(given, convention);
    const layers = order.map((name) => /** @type {Matrix} */ (all.find((matrix) => matrix.name === name)));
    return isChain(layers, convention) ? [{ convention, layers, by: null }] : [];
  });
  // Only the weights of a single unit, as a list, leave the axes open: those of the layers before are square then.
  if (found.length > 1) throw conventionOpen(found, []);
  if (found.length === 1) return found[0];
  const allowed = 'an order in which each layer takes what the one before gives, from 2 to 1';
  throw new WeightsError(`order: ${listed([...order])} is not allowed; must be ${allowed}.`, {
    path: 'order',
    value: order,
    allowed,
  });
}

/** @param {Matrix[]} layers @param {Convention} convention */
function checkSize(layers, convention) {
  const hidden = layers.slice(0, -1).map((layer) => sidesOf(layer, convention).units);
  const refuse = (/** @type {string} */ what, /** @type {number} */ value, /** @type {string} */ allowed) =>
    new WeightsError(`${what}; the lab trains networks with ${allowed}.`, { path: 'layers', value, allowed });
  if (hidden.length > MOST_HIDDEN)
    throw refuse(`It has ${hidden.length} hidden layers`, hidden.length, `at most ${MOST_HIDDEN}`);
  const wide = hidden.findIndex((units) => units > WIDEST);
  if (wide >= 0)
    throw refuse(
      `Its hidden layer ${wide + 1} has ${hidden[wide]} units`,
      hidden[wide],
      `at most ${WIDEST} units a layer`,
    );
  const count = layers.reduce((sum, layer) => sum + layer.values.length + sidesOf(layer, convention).units, 0);
  if (count > MOST_PARAMETERS) throw refuse(`It has ${count} weights and biases`, count, `at most ${MOST_PARAMETERS}`);
}

// Words

/** @param {Matrix[]} layers @param {(Matrix | null)[]} biases */
function missingNotes(layers, biases) {
  const without = layers.filter((_, k) => biases[k] === null);
  if (without.length === 0) return [];
  if (without.length === layers.length) return ['The file has no biases: all start at 0.'];
  return [`The file has no biases for ${listed(without.map(({ name }) => name))}: they start at 0.`];
}

/** @param {import('./npy-array.js').LeftOut[]} others */
function leftOutNotes(others) {
  const plain = others.filter(({ why }) => why === '').map(({ name }) => name);
  return [
    ...(plain.length ? [`Left out, as not part of the network: ${listed(plain)}.`] : []),
    ...others
      .filter(({ why }) => why !== '')
      .slice(0, 6)
      .map(({ name, why }) => `Left out: ${quoted(name)} ${why}.`),
  ];
}

/** @param {string[]} activations */
const activationNotes = (activations) =>
  activations.length
    ? [
        `The file’s layers have ${activations.join(', ')}. The lab uses the activation function of its own settings in hidden layers, and the sigmoid function at the output.`,
      ]
    : [];

/** @param {import('./npy-array.js').LeftOut[]} leftOut @param {Matrix[]} all */
function noMatrices(leftOut, all) {
  const reasons = leftOut.slice(0, 3).map(({ name, why }) => ` ${quoted(name)} ${why}.`);
  const isPickled = leftOut.some(({ why }) => /pickle/.test(why));
  const advice = isPickled
    ? ' Save each array under its own name: np.savez(file, **arrays), not np.savez(file, arrays).'
    : '';
  const has = all.length ? ` It has ${listed(all.map(({ name }) => name))}, but no matrix of weights.` : '';
  return new WeightsError(`There is no matrix of floating-point numbers in it.${has}${reasons.join('')}${advice}`);
}

/** @param {Candidates} given @param {Convention[]} conventions @param {WeightsOptions} options */
function noChain(given, conventions, options) {
  const matrices = given[0].length ? given[0] : given[1];
  if (options.network !== undefined) {
    const groups = [...new Set(matrices.flatMap(({ called }) => called.groups))];
    const allowed = `one of ${listed(groups)}`;
    if (!groups.includes(options.network))
      return new WeightsError(`network: ${quoted(options.network)} is not allowed; must be ${allowed}.`, {
        path: 'network',
        value: options.network,
        allowed,
      });
  }
  const other = CONVENTIONS.filter((convention) => !conventions.includes(convention));
  if (options.convention && candidates(given, other, options.network).length > 0)
    return new WeightsError(
      `convention: ${quoted(options.convention)} is not allowed; the shapes fit ${quoted(other[0])} only.`,
      {
        path: 'convention',
        value: options.convention,
        allowed: other[0],
      },
    );
  const widths = given[0].length ? widthsOf(matrices) : null;
  const shapes = listed(matrices.map(({ name, shape }) => `${name} ${shape.join(' × ')}`));
  return new WeightsError(
    widths
      ? `This chain goes ${widths.join(' → ')}; the lab trains 2 → … → 1.`
      : `Its matrices make no chain 2 → … → 1, in which each layer takes what the one before gives: ${shapes}.`,
    { path: 'layers', value: widths ?? shapes },
  );
}
