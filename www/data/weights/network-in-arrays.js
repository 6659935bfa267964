/** Finds the network among the arrays of a file. No DOM. */
import { KINDS, besideNetwork } from './beside-network.js';
import { biasesOf } from './layer-biases.js';
import { CONVENTIONS, MOST_OFFERED, isChain, sidesOf } from './layer-chain.js';
import { byNumbers, inNumberOrder, isNamesake, layerName } from './layer-names.js';
import { layerOf } from './layer-values.js';
import { asMatrices, candidates } from './network-candidates.js';
import { noChain, noMatrices } from './no-network.js';
import { conventionOpen, open } from './weights-choices.js';
import { WeightsError, listed, quoted } from './weights-error.js';

/** @typedef {import('./layer-chain.js').Matrix} Matrix */
/** @typedef {import('./weights-content.js').Convention} Convention */
/** @typedef {import('./weights-content.js').Content} Content */
/** @typedef {import('./weights-choices.js').Candidate} Candidate */
/** @typedef {import('./read-weights.js').WeightsOptions} WeightsOptions */
/** @typedef {import('./network-candidates.js').Found} Found */
/** @typedef {import('./network-candidates.js').Given} Given */

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
  const all = owned(arrays.map((array) => ({ ...array, called: layerName(array.name) })));
  const { matrices, rows, vectors: lists } = rolesOf(all);
  if (matrices.length + rows.length === 0) throw noMatrices(leftOut, all);
  const beside = besideNetwork(all, (array) => matrices.includes(array));
  const vectors = lists.filter((array) => !beside.has(array));
  const given = { matrices, rows, beside };
  const allowed = [options.convention ?? ofFormat ?? CONVENTIONS].flat();
  const { convention, layers, by } = options.order
    ? inOrder(given, options.order, allowed)
    : chosen(given, vectors, allowed, options);
  checkSize(layers, convention);
  const biases = biasesOf(layers, vectors, convention);
  const used = [...layers, ...biases].filter((array) => array !== null);
  const read = layers.map((matrix, k) => layerOf(matrix, biases[k], convention, k));
  const types = [...new Set(used.map(({ dtype }) => dtype))];
  const others = [
    ...all
      .filter(({ name }) => used.every((array) => array.name !== name))
      .map((array) => ({ name: array.name, why: '', kind: beside.get(array)?.kind })),
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
      ...orderNotes(layers, by),
      ...besideNotes(layers, beside),
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

/** Arrays; with the weights of the same name, where they are biases. @param {Matrix[]} all @returns {Matrix[]} */
function owned(all) {
  /** @type {Map<string, Matrix[]>} */
  const weights = new Map();
  for (const array of all)
    if (array.called.role === 'weights' && array.shape.length > 1)
      weights.set(array.called.words, [...(weights.get(array.called.words) ?? []), array]);
  return all.map((array) => {
    if (array.called.role !== 'biases') return array;
    const owner = weights.get(array.called.words)?.find(({ called }) => isNamesake(called, array.called));
    return owner ? { ...array, owner: owner.name } : array;
  });
}

// Which matrices, in which order

/**
 * The network's layers.
 * @param {Given} given @param {Matrix[]} vectors @param {Convention[]} conventions @param {WeightsOptions} options
 * @returns {{ convention: Convention, layers: Matrix[], by: Found['by'] }}
 */
function chosen(given, vectors, conventions, options) {
  const found = candidates(given, conventions, options.network);
  if (found.length === 0) throw noChain(given, vectors, conventions, options);
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

/** @param {Given} given @param {readonly string[]} order @param {Convention[]} conventions */
function inOrder(given, order, conventions) {
  const names = [...given.matrices, ...given.rows].map(({ name }) => name);
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

/** @param {Matrix[]} layers @param {Found['by']} by */
function orderNotes(layers, by) {
  if (layers.length < 2) return [];
  if (by === 'numbers') return ['Its layers are in the order of the numbers in their names.'];
  const isAgainst = layers.some(({ called }, k) =>
    layers
      .slice(0, k)
      .some((before) => before.called.words === called.words && byNumbers(before.called.numbers, called.numbers) > 0),
  );
  return isAgainst
    ? [
        `Its layers are in the order of their shapes: ${listed(layers.map(({ name }) => name))}. The numbers in their names say another.`,
      ]
    : [];
}

/** Says which layers are none by their names: without them, the file has no network. @param {Matrix[]} layers @param {Given['beside']} beside */
function besideNotes(layers, beside) {
  const kindOf = (/** @type {Matrix} */ { name }) => [...beside].find(([array]) => array.name === name)?.[1].kind;
  const kinds = [...new Set(layers.flatMap((layer) => kindOf(layer) ?? []))];
  return kinds.map((kind) => {
    const names = layers.filter((layer) => kindOf(layer) === kind).map(({ name }) => name);
    return `Taken as layers, though by their names ${KINDS[kind]}: ${listed(names)}.`;
  });
}

/** @param {{ name: string, why: string, kind?: import('./beside-network.js').Kind }[]} others */
function leftOutNotes(others) {
  const plain = others.filter(({ why, kind }) => why === '' && !kind).map(({ name }) => name);
  const kinds = [...new Set(others.flatMap(({ kind }) => kind ?? []))];
  return [
    ...(plain.length ? [`Left out, as not part of the network: ${listed(plain)}.`] : []),
    ...kinds.map((kind) => {
      const names = others.filter((each) => each.kind === kind).map(({ name }) => name);
      return `Left out, by their names ${KINDS[kind]}: ${listed(names)}.`;
    }),
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
