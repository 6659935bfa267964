/**
 * Arrays that stand beside a network's weights in a file, by their names: an optimizer's state, gradients, masks, adapters,
 * normalizations. They have the weights' shapes, so that shapes do not tell them apart. No DOM.
 */

/** @typedef {import('./layer-chain.js').Matrix} Matrix */
/** @typedef {keyof typeof KINDS} Kind */
/** @typedef {{ kind: Kind, isSure: boolean }} Beside  isSure: never a layer, even where the others make no network */

/** What each kind is, in words. */
export const KINDS = {
  optimizer: 'an optimizer’s state',
  gradients: 'gradients',
  masks: 'masks, which are not applied',
  adapters: 'adapters (LoRA), which are not merged into the weights',
  computed: 'what weights are computed from',
  normalization: 'of a normalization, which the lab does not have',
};

/** Words that say it alone. @type {[Kind, string[]][]} */
const CLEAR = [
  ['adapters', ['lora']],
  ['optimizer', ['optimizer', 'optimizers', 'optimiser', 'optim', 'opt state', 'opt states', 'exp avg', 'square avg']],
  ['optimizer', ['momentum buffer', 'acc delta']],
  ['gradients', ['grad', 'grads', 'gradient', 'gradients']],
  ['masks', ['mask', 'masks']],
];
/** Words that say it beside weights of the same name without them: m/W1 beside W1. Alone they may name a network. */
const SUGGESTIVE = {
  optimizer: (
    'm v s g mu nu adam adamw adamax nadam adagrad adadelta rmsprop sgd momentum momentums velocity velocities moment ' +
    'moments trace slot slots cache accumulator accumulators accum rms ms mg hessian mhat vhat'
  ).split(' '),
  gradients: ['d', 'delta', 'deltas', 'nabla', 'update', 'updates'],
};
/** Derivatives and moments that are written together with the letter of weights or biases: dw1, vdb2. */
const TOGETHER = /^([mvsg]?d|[mvsg])([wb])$/;
/** Words of the parts of a normalization. */
const STATISTICS = ['running', 'moving', 'mean', 'variance', 'var'];
const SCALES = ['gamma', 'scale'];
const OFFSETS = ['beta', 'offset', 'bias'];

/** The words and numbers of a name, letters that are written together apart. @param {Matrix} array */
const tokensOf = ({ called }) =>
  called.tokens.flatMap((token) => {
    const [, marks, role] = TOGETHER.exec(token) ?? [];
    return role ? [...marks, role] : token === 'vd' || token === 'sd' || token === 'md' ? [...token] : [token];
  });

/** @param {readonly string[]} tokens @param {string} words  with blanks between */
const has = (tokens, words) => ` ${tokens.join(' ')} `.includes(` ${words} `);

/** @typedef {{ array: Matrix, tokens: string[] }} Named */

/**
 * What of a file stands beside a network.
 * @param {Matrix[]} all  arrays @param {(array: Matrix) => boolean} isWeights  whether one may be a layer's weights
 * @returns {Map<Matrix, Beside>}
 */
export function besideNetwork(all, isWeights) {
  const named = all.map((array) => ({ array, tokens: tokensOf(array) }));
  const isNormal = normalizations(all);
  const isComputed = computedFrom(all);
  const clear = clearWords(named, isWeights);
  const suggested = suggestions(named, isWeights);
  /** @type {Map<Matrix, Beside>} */
  const beside = new Map();
  for (const each of named) {
    const { array, tokens } = each;
    const said = clear.find(({ words }) => has(tokens, words));
    const kind = suggested(each);
    if (isNormal(array)) beside.set(array, { kind: 'normalization', isSure: true });
    else if (isComputed(array)) beside.set(array, { kind: 'computed', isSure: true });
    else if (said) beside.set(array, { kind: said.kind, isSure: said.kind === 'adapters' || kind !== null });
    else if (kind) beside.set(array, { kind, isSure: true });
  }
  return beside;
}

/** Which words are of the names of all weights: they are of the file, and tell nothing apart. @param {Named[]} named @param {(array: Matrix) => boolean} isWeights */
function wordsOfAll(named, isWeights) {
  const weights = named.filter(({ array }) => isWeights(array));
  /** @type {Map<string, boolean>} */
  const known = new Map();
  return (/** @type {string} */ words) => {
    const isOfAll = known.get(words) ?? weights.every(({ tokens }) => has(tokens, words));
    known.set(words, isOfAll);
    return isOfAll;
  };
}

/** The words that alone say a kind in this file. @param {Named[]} named @param {(array: Matrix) => boolean} isWeights */
function clearWords(named, isWeights) {
  const isOfAll = wordsOfAll(named, isWeights);
  return CLEAR.flatMap(([kind, list]) => list.map((words) => ({ kind, words }))).filter(
    ({ kind, words }) => kind === 'adapters' || !isOfAll(words),
  );
}

/**
 * The kind that words suggest, if there are weights of the same name and shape without them, or if there are two such words.
 * @param {Named[]} named @param {(array: Matrix) => boolean} isWeights
 * @returns {(named: Named) => Kind | null}
 */
function suggestions(named, isWeights) {
  const isOfAll = wordsOfAll(named, isWeights);
  const shapes = new Map(named.map(({ array, tokens }) => [tokens.join(' '), array.shape.join()]));
  const clear = new Set(CLEAR.flatMap(([, list]) => list.flatMap((words) => words.split(' '))));
  const isSuggestive = (/** @type {string} */ token) =>
    (SUGGESTIVE.optimizer.includes(token) || SUGGESTIVE.gradients.includes(token)) && !isOfAll(token);
  const isMark = (/** @type {string} */ token) => clear.has(token) || isSuggestive(token);
  return ({ array, tokens }) => {
    if (!tokens.some(isMark)) return null;
    const marks = tokens.filter(isSuggestive);
    const without = tokens.filter((token) => !isMark(token));
    // Optimizers number what they have several of: dense/kernel/Adam_1.
    const unnumbered = tokens.filter(
      (token, k) => !isMark(token) && !(/^\d/.test(token) && k > 0 && isMark(tokens[k - 1])),
    );
    const shape = array.shape.join();
    const isBesideWeights = [without, unnumbered].some((rest) => shapes.get(rest.join(' ')) === shape);
    if (!isBesideWeights && marks.length < 2) return null;
    return marks.length > 0 && !marks.some((mark) => SUGGESTIVE.optimizer.includes(mark)) ? 'gradients' : 'optimizer';
  };
}

/** Whether an array is a scale, an offset or a statistic of a normalization. @param {Matrix[]} all @returns {(array: Matrix) => boolean} */
function normalizations(all) {
  const isList = (/** @type {Matrix} */ { shape }) =>
    shape.length === 1 || (shape.length === 2 && Math.min(...shape) === 1);
  const isScale = (/** @type {Matrix} */ { called, shape }) =>
    called.tokens.some((token) => SCALES.includes(token)) || (shape.length === 1 && called.role === 'weights');
  const isOffset = (/** @type {Matrix} */ { called }) => called.tokens.some((token) => OFFSETS.includes(token));
  const others = ['weight', ...SCALES, ...OFFSETS];
  // A scale and an offset have one length and one name. A single number may be an output unit's weight or bias.
  const keyOf = (/** @type {Matrix} */ { called, shape }) =>
    `${called.tokens.filter((token) => !others.includes(token)).join(' ')} ${shape.join()}`;
  const lists = all.filter((array) => isList(array) && array.values.length > 1);
  const [scaled, offset] = [isScale, isOffset].map((is) => new Set(lists.filter(is).map(keyOf)));
  return (array) =>
    isList(array) &&
    ((array.called.role === null && array.called.tokens.some((token) => STATISTICS.includes(token))) ||
      ((isScale(array) || isOffset(array)) && scaled.has(keyOf(array)) && offset.has(keyOf(array))));
}

/** What completes a pair from which weights are computed when the network runs. @type {Record<string, string[]>} */
const PARTNERS = { g: ['v'], v: ['g', 'orig'], u: ['orig'], orig: ['mask', 'u'] };

/** Whether weights are computed from an array: weight normalization, spectral normalization, pruning. @param {Matrix[]} all @returns {(array: Matrix) => boolean} */
function computedFrom(all) {
  const names = new Set(all.map(({ name }) => name));
  return ({ name }) => {
    if (/(^|[./])parametrizations[./]/.test(name)) return true;
    const [, stem, part] = /^(.*weight_)(g|v|u|orig)$/.exec(name) ?? [];
    return part !== undefined && PARTNERS[part].some((other) => names.has(`${stem}${other}`));
  };
}
