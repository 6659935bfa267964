/** Activation functions as frameworks call them: as modules, as functions of values, and as arguments of layers. No DOM. */
import { activationPart, isActivation, lastOf } from './model-activations.js';
import { ModelError, quoted } from './model-error.js';
import { lawOf } from './model-laws.js';

/** @typedef {import('./model-activations.js').ActivationPart} ActivationPart */
/** @typedef {import('./model-activations.js').ActivationValues} ActivationValues */
/** @typedef {import('./model-layers.js').Framework} Framework */
/** @typedef {import('./model-scope.js').Scope} Scope */
/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').CallNode} CallNode */
/** @typedef {(place: number, ...names: string[]) => number | null} ReadNumber  an argument behind the values, by its place and its names; null for none */

/** The argument of a call, by place or by one of its names. @param {CallNode} call @param {number} place @param {string[]} names @returns {Node | undefined} */
export const argument = ({ args, keywords }, place, ...names) =>
  names.map((name) => keywords.get(name)).find((node) => node !== undefined) ??
  (args[place]?.type === 'star' ? undefined : args[place]);

/** What stands before the last point of a name. @param {string} name */
export const before = (name) => name.slice(0, Math.max(0, name.lastIndexOf('.')));

/** Names of modules, and whose functions they hold. @type {[Framework, string[]][]} */
const MODULES = [
  ['pytorch', ['F', 'functional', 'torch']],
  ['keras', ['tf', 'keras', 'activations', 'ops', 'layers']],
  ['flax', ['jax', 'jnn', 'jnp', 'nnx', 'linen', 'flax']],
];

/** The framework that a dotted name of a function says; null if it says none. @param {string} name @returns {Framework | null} */
function moduleFramework(name) {
  const parts = before(name).split('.');
  return MODULES.find(([, modules]) => modules.some((each) => parts.includes(each)))?.[0] ?? null;
}

/** The framework of a function such as `F.relu`, `jax.nn.gelu` or `tf.nn.relu`. @param {string} name @param {ReadonlySet<string>} [imported] @returns {Framework} */
export function functionFramework(name, imported) {
  const named = moduleFramework(name);
  if (named || before(name) !== '' || !imported) return named ?? 'flax';
  if (imported.has('torch')) return 'pytorch';
  return imported.has('keras') || imported.has('tensorflow') ? 'keras' : 'flax';
}

/**
 * The framework of a module such as `nn.PReLU()`: what its constructor's says, but Keras's and Flax's have names of PyTorch's, too.
 * @param {string} name @param {Framework} framework @param {ReadonlySet<string>} imported @returns {Framework}
 */
export function activationFramework(name, framework, imported) {
  if (framework !== 'pytorch' || imported.has('torch')) return framework;
  if (imported.has('flax')) return 'flax';
  return before(name) === '' ? 'keras' : framework;
}

/** Where PReLU's slope stands, and its names. @param {string} name @returns {Record<string, [place: number, name: string]>} */
const preluPlaces = (name) => ({
  pytorch: [/^[a-z]/.test(lastOf(name)) ? 0 : 1, /^[a-z]/.test(lastOf(name)) ? 'weight' : 'init'],
  flax: [name.includes('nnx') ? 0 : 1, 'negative_slope_init'],
  equinox: [0, 'init_alpha'],
});

/** Slope with which PReLU starts, where the code gives it. @param {CallNode} call @param {number} from @param {string} name @param {string} framework @param {Scope} scope @param {ReadNumber} number */
function preluSlope(call, from, name, framework, scope, number) {
  if (framework !== 'keras') {
    const [place, key] = preluPlaces(name)[framework] ?? [0, 'init'];
    return number(place, key);
  }
  const node = argument(call, from, 'alpha_initializer');
  if (!node) return null;
  const { initializer, parameters } = lawOf(node, scope, 'keras');
  if (initializer === 'zeros') return 0;
  if (initializer === 'ones') return 1;
  if (initializer === 'constant') return Number(parameters?.value ?? 0);
  throw new ModelError(`${quoted(scope.textOf(call))} draws its slopes; must be a constant.`, {
    line: call.line,
    path: 'alpha_initializer',
    value: initializer,
    allowed: 'zeros, ones or Constant()',
  });
}

/** @type {Record<string, (number: ReadNumber, name: string, framework: string) => ActivationValues>} */
const VALUES = {
  leakyrelu: (number) => ({ slope: number(0, 'negative_slope', 'alpha') }),
  elu: (number) => ({ alpha: number(0, 'alpha') }),
  softplus: (number, _, framework) =>
    framework === 'pytorch' ? { beta: number(0, 'beta'), threshold: number(1, 'threshold') } : {},
  // Keras's ReLU has three numbers, in another order as a layer than as a function; PyTorch's and JAX's have none.
  relu: (number, name, framework) => {
    if (framework !== 'keras' || /(^|\.)(nn|ops)\./.test(name)) return {};
    const [most, slope] = /^[A-Z]/.test(lastOf(name)) ? [0, 1] : [1, 0];
    return {
      most: number(most, 'max_value'),
      slope: number(slope, 'negative_slope', 'alpha'),
      threshold: number(2, 'threshold'),
    };
  },
};

/**
 * An activation function that is called, as a module or as a function of values that stand before place `from`.
 * @param {CallNode} call @param {number} from @param {string} name @param {string} framework @param {Scope} scope
 * @returns {ActivationPart}
 */
export function calledActivation(call, from, name, framework, scope) {
  /** @type {ReadNumber} */
  const number = (place, ...names) => {
    const node = argument(call, from + place, ...names);
    return !node || scope.flagOf(node) !== null ? null : scope.number(node, names[0]);
  };
  const plain = lastOf(name).toLowerCase().replaceAll('_', '');
  const place = { line: call.line, text: scope.textOf(call) };
  if (plain === 'prelu')
    return activationPart(name, framework, place, {
      slope: preluSlope(call, from, name, framework, scope, number),
    });
  const approximate = plain === 'gelu' ? argument(call, from, 'approximate') : undefined;
  return activationPart(name, framework, place, {
    ...(Object.hasOwn(VALUES, plain) ? VALUES[plain](number, name, framework) : {}),
    approximate: approximate ? scope.wordOf(approximate) : null,
  });
}

/**
 * The function that an argument such as `activation=` gives; null for none.
 * @param {Node} node @param {string} framework @param {Scope} scope @returns {ActivationPart | null}
 */
export function givenActivation(node, framework, scope) {
  const found = scope.resolved(node);
  if (found.type === 'call' && found.callee.type === 'name') {
    const { name } = found.callee;
    return calledActivation(found, 0, name, moduleFramework(name) ?? framework, scope);
  }
  const word = scope.wordOf(found);
  if (word === 'None') return null;
  const place = { line: node.line, text: scope.textOf(node) };
  if (word === null)
    throw new ModelError(`the activation function ${quoted(place.text)} cannot be read.`, { line: node.line });
  const name = found.type === 'name' ? found.name : word;
  return activationPart(name, moduleFramework(name) ?? framework, place);
}

/** An activation function named alone, as in a list; null of another name. @param {import('./python-expression.js').NameNode} node @param {Scope} scope @returns {ActivationPart | null} */
export function namedActivation(node, scope) {
  const last = lastOf(node.name);
  if (!isActivation(last) || last.toLowerCase() === 'linear') return null;
  return activationPart(node.name, functionFramework(node.name), { line: node.line, text: scope.textOf(node) });
}
