/** Distributions of weights and biases as frameworks name them. No DOM. */
import { lastOf } from './model-activations.js';
import { ModelError, quoted } from './model-error.js';

/**
 * @typedef {object} Law  a distribution: an initializer of the catalogue with its parameters. Of biases also “none”, and “pytorch_linear” for ±1/√inputs
 * @property {string} initializer
 * @property {Record<string, number | string>} [parameters]  those that are not at their defaults
 * @property {string} [note]
 */

/** @typedef {import('./model-scope.js').Scope} Scope */
/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').CallNode} CallNode */

/** Variance of a normal number that is drawn again while it is beyond ±2. */
const TRUNCATED_VARIANCE = 0.8796256610342398 ** 2;

/** Names without parameters, in lower case without underscores. @type {Record<string, string>} */
const PLAIN = {
  glorotuniform: 'glorot_uniform',
  glorotnormal: 'glorot_normal',
  xavieruniform: 'glorot_uniform',
  xaviernormal: 'glorot_normal',
  henormal: 'he_normal',
  heuniform: 'he_uniform',
  kaimingnormal: 'he_normal',
  kaiminguniform: 'he_uniform',
  lecunnormal: 'lecun_normal',
  lecununiform: 'lecun_uniform',
  zeros: 'zeros',
  zero: 'zeros',
  zerosinit: 'zeros',
  zerosinitializer: 'zeros',
  ones: 'ones',
  one: 'ones',
  onesinit: 'ones',
};

export const ALLOWED_LAWS =
  'zeros, ones, constant, random_normal, random_uniform, truncated_normal, variance_scaling, orthogonal, identity, or Glorot’s, He’s or LeCun’s by name';

/** @param {string} name @param {number} line @param {string} [what] @returns {never} */
export function refuseLaw(name, line, what = 'is not one that can be read') {
  throw new ModelError(`the initializer ${quoted(name)} ${what}; must be one of ${ALLOWED_LAWS}.`, {
    line,
    path: 'initializer',
    value: name,
    allowed: ALLOWED_LAWS,
  });
}

/** @param {string} initializer @param {Record<string, number | string>} parameters  @returns {Law} */
export const law = (initializer, parameters) => ({ initializer, parameters });

/**
 * The law of `scale / fan`, by the shortest name.
 * @param {number} scale @param {string} mode  fan_in, fan_out or fan_avg @param {string} distribution  truncated_normal, untruncated_normal or uniform
 * @returns {Law}
 */
export function scaled(scale, mode, distribution) {
  const known = {
    'fan_in 2 truncated_normal': 'he_normal',
    'fan_in 2 untruncated_normal': 'he',
    'fan_in 2 uniform': 'he_uniform',
    'fan_in 1 truncated_normal': 'lecun_normal',
    'fan_in 1 untruncated_normal': 'xavier',
    'fan_in 1 uniform': 'lecun_uniform',
    'fan_avg 1 truncated_normal': 'glorot_normal',
    'fan_avg 1 untruncated_normal': 'xavier_average',
    'fan_avg 1 uniform': 'glorot_uniform',
  };
  const name = Object.entries(known).find(([key]) => key === `${mode} ${scale} ${distribution}`);
  return name ? { initializer: name[1] } : law('variance_scaling', { scale, mode, distribution });
}

/** Haiku's default: a cut normal that is not widened again. */
export const HAIKU = scaled(TRUNCATED_VARIANCE, 'fan_in', 'truncated_normal');

/**
 * Readers of initializers with parameters, by name in lower case without underscores. `get` gives the number of an argument, by its
 * place and its names.
 * @type {Record<string, (get: (place: number, names: string[], otherwise: number) => number, word: (place: number, name: string, otherwise: string) => string, isJax: boolean, line: number) => Law>}
 */
const CALLED = {
  randomnormal: (get) => law('random_normal', { mean: get(0, ['mean'], 0), stddev: get(1, ['stddev'], 0.05) }),
  normal: (get, _, isJax) =>
    law(
      'random_normal',
      isJax ? { stddev: get(0, ['stddev'], 0.01) } : { mean: get(0, ['mean'], 0), stddev: get(1, ['stddev'], 0.05) },
    ),
  randomuniform: (get) =>
    law('random_uniform', { minval: get(0, ['minval'], -0.05), maxval: get(1, ['maxval'], 0.05) }),
  uniform: (get, _, isJax) =>
    law(
      'random_uniform',
      isJax
        ? { minval: 0, maxval: get(0, ['scale'], 0.01) }
        : { minval: get(0, ['minval'], -0.05), maxval: get(1, ['maxval'], 0.05) },
    ),
  truncatednormal: (get, _, isJax) =>
    law(
      'truncated_normal',
      isJax ? { stddev: get(0, ['stddev'], 0.01) } : { mean: get(0, ['mean'], 0), stddev: get(1, ['stddev'], 0.05) },
    ),
  constant: (get) => law('constant', { value: get(0, ['value'], 0) }),
  orthogonal: (get) => law('orthogonal', { gain: get(0, ['gain', 'scale'], 1) }),
  identity: (get) => law('identity', { gain: get(0, ['gain'], 1) }),
  variancescaling: (get, word, _, line) => {
    const given = word(2, 'distribution', 'truncated_normal');
    // JAX's “normal” is not cut; Keras's is.
    const distribution = given === 'normal' ? (_ ? 'untruncated_normal' : 'truncated_normal') : given;
    const mode = word(1, 'mode', 'fan_in');
    if (!['fan_in', 'fan_out', 'fan_avg'].includes(mode)) refuseLaw(mode, line, 'is not a mode');
    if (!['uniform', 'truncated_normal', 'untruncated_normal'].includes(distribution))
      refuseLaw(distribution, line, 'is not a distribution');
    return scaled(get(0, ['scale'], 1), mode, distribution);
  },
};

/** @param {string} name */
const plainName = (name) => lastOf(name).toLowerCase().replaceAll('_', '');

/** Defaults of Keras's and the lab's parameters, which are left out. @type {Record<string, Record<string, number>>} */
const DEFAULTS = {
  random_normal: { mean: 0, stddev: 0.05 },
  truncated_normal: { mean: 0, stddev: 0.05 },
  random_uniform: { minval: -0.05, maxval: 0.05 },
  constant: { value: 0 },
  orthogonal: { gain: 1 },
  identity: { gain: 1 },
};

/** Leaves out parameters at their defaults. @param {Law} given @returns {Law} */
export function shortest({ initializer, parameters = {}, note }) {
  const defaults = DEFAULTS[initializer] ?? {};
  const rest = Object.entries(parameters).filter(([name, value]) => defaults[name] !== value);
  return {
    initializer,
    ...(rest.length > 0 ? { parameters: Object.fromEntries(rest) } : {}),
    ...(note ? { note } : {}),
  };
}

/**
 * The law that a keyword such as `kernel_initializer` gives: a name in quotes, a class, or a call.
 * @param {Node} node @param {Scope} scope @param {string} framework
 * @returns {Law}
 * @throws {ModelError} of an initializer that cannot be read
 */
export function lawOf(node, scope, framework) {
  const resolved = scope.resolved(node);
  const isJax = framework === 'flax' || framework === 'equinox' || framework === 'haiku';
  if (resolved.type === 'text') return named(resolved.value, [], new Map(), resolved.line, scope, isJax);
  if (resolved.type === 'name') return named(resolved.name, [], new Map(), resolved.line, scope, isJax);
  if (resolved.type === 'call' && resolved.callee.type === 'name')
    return named(resolved.callee.name, resolved.args, resolved.keywords, resolved.line, scope, isJax);
  return refuseLaw(scope.textOf(node), node.line);
}

/** @param {string} name @param {Node[]} args @param {Map<string, Node>} keywords @param {number} line @param {Scope} scope @param {boolean} isJax @returns {Law} */
function named(name, args, keywords, line, scope, isJax) {
  const plain = plainName(name);
  if (Object.hasOwn(PLAIN, plain)) return { initializer: PLAIN[plain] };
  if (!Object.hasOwn(CALLED, plain)) return refuseLaw(lastOf(name), line);
  const nodeOf = (/** @type {number} */ place, /** @type {string[]} */ names) =>
    names.map((each) => keywords.get(each)).find((each) => each !== undefined) ?? args[place];
  const get = (/** @type {number} */ place, /** @type {string[]} */ names, /** @type {number} */ otherwise) => {
    const node = nodeOf(place, names);
    return node ? scope.number(node, names[0]) : otherwise;
  };
  const word = (/** @type {number} */ place, /** @type {string} */ key, /** @type {string} */ otherwise) => {
    const node = nodeOf(place, [key]);
    return node ? (scope.wordOf(node) ?? refuseLaw(scope.textOf(node), line)) : otherwise;
  };
  return shortest(CALLED[plain](get, word, isJax, line));
}
