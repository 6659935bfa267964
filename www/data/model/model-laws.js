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

/** @param {string} name @param {number} line @param {string} [what] @param {string} [allowed] @returns {never} */
export function refuseLaw(name, line, what = 'the initializer', allowed = `one of ${ALLOWED_LAWS}`) {
  const is = what === 'the initializer' ? 'is not one that can be read' : 'cannot be read';
  throw new ModelError(`${what} ${quoted(name)} ${is}; must be ${allowed}.`, {
    line,
    path: 'initializer',
    value: name,
    allowed,
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

/** @typedef {'keras' | 'jax' | 'haiku'} Library  whose names, order of arguments and defaults an initializer has */
/**
 * @typedef {object} Given  what a call gives
 * @property {(place: number, names: string[], otherwise: number) => number} number  an argument by its place and its names
 * @property {(place: number, name: string, otherwise: string) => string} word
 * @property {Library} library
 * @property {number} line
 */

const MODES = ['fan_in', 'fan_out', 'fan_avg'];
const DISTRIBUTIONS = ['uniform', 'truncated_normal', 'untruncated_normal'];
/** A normal distribution cut this far out is a normal one, in standard deviations. */
export const FAR = 4;

/** A law of a mean and a standard deviation; Haiku has the standard deviation first, and JAX no mean. @param {Given} given @param {string} initializer */
function normal({ number, library }, initializer) {
  const [place, stddev] = { keras: [1, 0.05], jax: [0, 0.01], haiku: [0, 1] }[library];
  const mean = library === 'jax' ? 0 : number(library === 'haiku' ? 1 : 0, ['mean'], 0);
  return law(initializer, { mean, stddev: number(place, ['stddev'], stddev) });
}

/** JAX and Haiku take where to cut, in standard deviations. @param {Given} given @returns {Law} */
function truncated(given) {
  const { number, library, line } = given;
  if (library === 'keras') return normal(given, 'truncated_normal');
  const [lower, upper] = [number(2, ['lower'], -2), number(3, ['upper'], 2)];
  if (lower <= -FAR && upper >= FAR) return normal(given, 'random_normal');
  if (lower !== -2 || upper !== 2)
    return refuseLaw(`${lower}, ${upper}`, line, 'a normal distribution cut at', '-2 and 2, in standard deviations');
  return normal(given, 'truncated_normal');
}

/** @param {Given} given @returns {Law} */
function uniform({ number, library }) {
  if (library === 'jax') return law('random_uniform', { minval: 0, maxval: number(0, ['scale'], 0.01) });
  const [low, high] = library === 'haiku' ? [0, 1] : [-0.05, 0.05];
  return law('random_uniform', { minval: number(0, ['minval'], low), maxval: number(1, ['maxval'], high) });
}

/** @param {Given} given @returns {Law} */
const orthogonal = ({ number }) => law('orthogonal', { gain: number(0, ['gain', 'scale'], 1) });
/** @param {Given} given @returns {Law} */
const identity = ({ number }) => law('identity', { gain: number(0, ['gain'], 1) });

/** Readers of initializers with parameters, by name in lower case without underscores. @type {Record<string, (given: Given) => Law>} */
const CALLED = {
  randomnormal: (given) => normal(given, 'random_normal'),
  normal: (given) => normal(given, 'random_normal'),
  randomuniform: uniform,
  uniform,
  truncatednormal: truncated,
  constant: ({ number, library, line }) => {
    const value = number(0, ['value', 'constant'], library === 'keras' ? 0 : NaN);
    return Number.isNaN(value) ? refuseLaw('none', line, 'the constant', 'a number') : law('constant', { value });
  },
  orthogonal,
  orthogonalinitializer: orthogonal,
  identity,
  identityinitializer: identity,
  // Haiku's, uniform within ±scale · √(3 / inputs).
  uniformscaling: ({ number }) => scaled(number(0, ['scale'], 1) ** 2, 'fan_in', 'uniform'),
  variancescaling: ({ number, word, library, line }) => {
    const given = word(2, 'distribution', 'truncated_normal').toLowerCase();
    // “normal” of JAX and Haiku is not cut; Keras's is.
    const own = library === 'keras' ? 'truncated_normal' : 'untruncated_normal';
    const distribution = given === 'normal' ? own : given;
    const mode = word(1, 'mode', 'fan_in').toLowerCase();
    if (!MODES.includes(mode)) refuseLaw(mode, line, 'the mode', `one of ${MODES.join(', ')}`);
    if (!DISTRIBUTIONS.includes(distribution))
      refuseLaw(distribution, line, 'the distribution', `one of ${DISTRIBUTIONS.join(', ')}, normal`);
    return scaled(number(0, ['scale'], 1), mode, distribution);
  },
};

/** Arguments that count other axes of weights as inputs and outputs, with their values for a matrix of inputs × units. @type {Record<string, number[]>} */
const AXES = {
  in_axis: [-2, 0],
  out_axis: [-1, 1],
  batch_axis: [],
  input_axes: [-2, 0],
  output_axes: [-1, 1],
  fan_in_axes: [-2, 0],
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
 * Whose initializer a name is: what stands before it says so, or else the layer's framework. Haiku's names begin with capitals, JAX's do not.
 * @param {string} name @param {string} framework  of the layer @returns {Library}
 */
function libraryOf(name, framework) {
  const parts = name.split('.').slice(0, -1);
  const has = (/** @type {string[]} */ ...names) => names.some((each) => parts.includes(each));
  if (has('hk', 'haiku')) return 'haiku';
  if (has('keras', 'tf')) return 'keras';
  if (has('jax', 'flax', 'nnx', 'linen', 'jnn')) return 'jax';
  if (framework === 'haiku') return /^[A-Z]/.test(lastOf(name)) ? 'haiku' : 'jax';
  return framework === 'flax' || framework === 'equinox' ? 'jax' : 'keras';
}

/**
 * The law that a keyword such as `kernel_initializer` gives: a name in quotes, a class, or a call.
 * @param {Node} node @param {Scope} scope @param {string} framework
 * @returns {Law}
 * @throws {ModelError} of an initializer that cannot be read
 */
export function lawOf(node, scope, framework) {
  const resolved = scope.resolved(node);
  if (resolved.type === 'text') return named(resolved.value, [], new Map(), resolved.line, scope, 'keras');
  if (resolved.type === 'name')
    return named(resolved.name, [], new Map(), resolved.line, scope, libraryOf(resolved.name, framework));
  if (resolved.type === 'call' && resolved.callee.type === 'name') {
    const { callee, args, keywords, line } = resolved;
    return named(callee.name, args, keywords, line, scope, libraryOf(callee.name, framework));
  }
  return refuseLaw(scope.textOf(node), node.line);
}

/** @param {string} name @param {Node[]} args @param {Map<string, Node>} keywords @param {number} line @param {Scope} scope @param {Library} library @returns {Law} */
function named(name, args, keywords, line, scope, library) {
  const plain = plainName(name);
  const isPlain = Object.hasOwn(PLAIN, plain);
  if (!isPlain && !Object.hasOwn(CALLED, plain)) return refuseLaw(lastOf(name), line);
  refuseAxes(plain, args, keywords, scope, library);
  if (isPlain) return { initializer: PLAIN[plain] };
  const nodeOf = (/** @type {number} */ place, /** @type {string[]} */ names) =>
    names.map((each) => keywords.get(each)).find((each) => each !== undefined) ?? args[place];
  return shortest(
    CALLED[plain]({
      number: (place, names, otherwise) => {
        const node = nodeOf(place, names);
        return node ? scope.number(node, names[0]) : otherwise;
      },
      word: (place, key, otherwise) => {
        const node = nodeOf(place, [key]);
        return node ? (scope.wordOf(node) ?? refuseLaw(scope.textOf(node), line)) : otherwise;
      },
      library,
      line,
    }),
  );
}

/** @param {string} plain @param {Node[]} args @param {Map<string, Node>} keywords @param {Scope} scope @param {Library} library */
function refuseAxes(plain, args, keywords, scope, library) {
  const first = plain === 'variancescaling' ? 3 : /^(he|kaiming|lecun|glorot|xavier)/.test(plain) ? 0 : args.length;
  const placed = library === 'jax' ? args.slice(first, first + 2) : [];
  /** @type {[string, Node | undefined][]} */
  const given = [...placed.entries()].map(([k, node]) => [k === 0 ? 'in_axis' : 'out_axis', node]);
  for (const name of Object.keys(AXES)) given.push([name, keywords.get(name)]);
  for (const [name, node] of given)
    if (
      node &&
      scope.wordOf(node) !== 'None' &&
      scope.itemsOf(node)?.length !== 0 &&
      !AXES[name].includes(scope.numberOf(node) ?? NaN)
    )
      refuseLaw(`${name}=${scope.textOf(node)}`, node.line, 'an initializer with', 'without axes of its own');
}
