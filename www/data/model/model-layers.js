/** Dense layers as frameworks write them. No DOM. */
import { activationPart, isActivation, lastOf } from './model-activations.js';
import { activationFramework, argument, before, calledActivation, givenActivation } from './model-called.js';
import { ModelError, quoted } from './model-error.js';
import { HAIKU, lawOf } from './model-laws.js';
import { notDense } from './not-dense.js';

/** @typedef {import('./model-activations.js').ActivationPart} ActivationPart */
/** @typedef {import('./model-laws.js').Law} Law */
/** @typedef {import('./model-scope.js').Scope} Scope */
/** @typedef {import('./python-expression.js').Node} Node */
/** @typedef {import('./python-expression.js').CallNode} CallNode */
/** @typedef {'pytorch' | 'keras' | 'flax' | 'equinox' | 'haiku' | 'list'} Framework */
/** @typedef {{ line: number, text: string }} Place */
/** @typedef {Place & { kind: 'input', inputs: number }} InputPart */
/** @typedef {Place & { kind: 'beside', why: string, changes: boolean, keepsSize?: boolean, isUnfollowed?: boolean }} BesidePart  isUnfollowed: what is done to values */
/**
 * @typedef {Place & { kind: 'dense', framework: Framework, inputs: number | null, units: number, activation: ActivationPart | null,
 *   weights: Law, biases: Law }} DensePart
 */
/** @typedef {InputPart | BesidePart | DensePart | ActivationPart} Part */

/** Place of an argument that is only given by name. */
const ELSEWHERE = 99;
export const MOST_UNITS = 1_000_000;
/** Units for which people write more than one number in a shape. */
const WHOLE = `a whole number from 1 to ${MOST_UNITS.toLocaleString('en-US')}`;

/** Laws of weights and biases where the code says nothing. @type {Record<Framework, { weights: Law, biases: Law }>} */
export const DEFAULTS = {
  pytorch: { weights: { initializer: 'pytorch_linear' }, biases: { initializer: 'pytorch_linear' } },
  keras: { weights: { initializer: 'glorot_uniform' }, biases: { initializer: 'zeros' } },
  flax: { weights: { initializer: 'lecun_normal' }, biases: { initializer: 'zeros' } },
  equinox: { weights: { initializer: 'pytorch_linear' }, biases: { initializer: 'pytorch_linear' } },
  haiku: { weights: HAIKU, biases: { initializer: 'zeros' } },
  list: { weights: { initializer: 'he_normal' }, biases: { initializer: 'zeros' } },
};

/** @param {unknown} value @param {string} what @param {number} line */
export function checkedUnits(value, what, line) {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_UNITS) return value;
  throw new ModelError(`${what} is ${quoted(value)}; must be ${WHOLE}.`, { line, path: what, value, allowed: WHOLE });
}

/** @param {CallNode} call @param {Scope} scope @param {number} place @param {string[]} names */
function unitsAt(call, scope, place, ...names) {
  const node = argument(call, place, ...names);
  if (!node)
    throw new ModelError(`${quoted(scope.textOf(call))} does not say ${names[0]}; must be ${WHOLE}.`, {
      line: call.line,
      path: names[0],
      value: undefined,
      allowed: WHOLE,
    });
  if (scope.wordOf(node) === 'scalar') return 1;
  return checkedUnits(scope.number(node, names[0]), names[0], node.line);
}

/**
 * The framework of a layer's constructor.
 * @param {string} name  dotted @param {CallNode} call @param {ReadonlySet<string>} imported  names in the text's imports
 * @returns {Framework}
 */
export function frameworkOf(name, call, imported) {
  const parts = before(name).split('.');
  const has = (/** @type {string[]} */ ...names) => names.some((each) => parts.includes(each));
  if (has('eqx', 'equinox')) return 'equinox';
  if (has('nnx', 'linen', 'flax') || call.keywords.has('rngs')) return 'flax';
  if (has('hk', 'haiku')) return 'haiku';
  if (has('keras', 'tf', 'layers', 'L')) return 'keras';
  const isDense = lastOf(name).startsWith('Dense');
  if (!isDense && imported.has('equinox') && !imported.has('torch')) return 'equinox';
  if (!isDense) return call.keywords.has('key') ? 'equinox' : 'pytorch';
  return has('nn') || imported.has('flax') ? 'flax' : 'keras';
}

/** A size of an input: 784, (784,), (None, 784); of a shape with several axes their product if it is flattened, else the last. @param {Node} node @param {Scope} scope @param {boolean} isFlat @returns {number | null} */
export function sizeOf(node, scope, isFlat) {
  const items = scope.itemsOf(node);
  if (!items)
    return scope.wordOf(node) === 'None' ? null : checkedUnits(scope.number(node, 'shape'), 'shape', node.line);
  const sizes = items
    .filter((item) => scope.wordOf(item) !== 'None')
    .map((item) => checkedUnits(scope.number(item, 'shape'), 'shape', item.line));
  if (sizes.length === 0) return null;
  return isFlat
    ? checkedUnits(
        sizes.reduce((product, size) => product * size, 1),
        'shape',
        node.line,
      )
    : sizes[sizes.length - 1];
}

/** Whether a call says that there are no biases. @param {CallNode} call @param {Scope} scope @param {number} place @param {string[]} names */
const isWithoutBias = (call, scope, place, ...names) => scope.flagOf(argument(call, place, ...names)) === false;

/**
 * The parts of a call of a layer that has weights or an activation function; null of any other.
 * @param {CallNode} call @param {string} name @param {Scope} scope @param {ReadonlySet<string>} imported
 * @returns {Part[] | null}
 */
export function layerParts(call, name, scope, imported) {
  const last = lastOf(name);
  const framework = frameworkOf(name, call, imported);
  const place = { line: call.line, text: scope.textOf(call) };
  if (last === 'Linear' || last === 'LazyLinear') return [linear(call, last, framework, scope, place)];
  if (last === 'Dense') return dense(call, framework, scope, place);
  if (last === 'MLPClassifier' || last === 'MLPRegressor') refuseSklearn(last, place);
  if (last === 'MLP') return mlp(call, framework, scope, place);
  if (last === 'Input' || last === 'InputLayer') return input(call, scope, place);
  if (last === 'Flatten' && (call.keywords.has('input_shape') || call.keywords.has('batch_input_shape')))
    return flatten(call, scope, place);
  if (last === 'Lambda' && framework !== 'keras' && call.args.length === 1) return null;
  if (last === 'Activation') {
    const node = argument(call, 0, 'activation');
    return node ? [givenActivation(node, 'keras', scope)].filter((part) => part !== null) : null;
  }
  if (/^[A-Z]/.test(last) && isActivation(last))
    return [calledActivation(call, 0, name, activationFramework(name, framework, imported), scope)];
  return null;
}

/** @param {CallNode} call @param {string} last @param {Framework} framework @param {Scope} scope @param {Place} place @returns {DensePart} */
function linear(call, last, framework, scope, place) {
  const isOutputOnly = last === 'LazyLinear' || framework === 'haiku';
  const from = isOutputOnly ? 0 : 1;
  const units = unitsAt(call, scope, from, 'out_features', 'output_size', 'output_dims');
  const inputs = isOutputOnly ? null : unitsAt(call, scope, 0, 'in_features', 'input_dims');
  const { weights, biases } = DEFAULTS[framework];
  // Haiku's come by place, too: hk.Linear(300, True, w_init, b_init).
  const third = framework === 'haiku' ? 2 : ELSEWHERE;
  const weightsNode = argument(call, third, 'kernel_init', 'w_init');
  const biasesNode = argument(call, third + 1, 'bias_init', 'b_init');
  const hasNone = isWithoutBias(call, scope, from + 1, 'bias', 'use_bias', 'with_bias');
  return {
    kind: 'dense',
    framework,
    inputs,
    units,
    activation: null,
    weights: weightsNode ? lawOf(weightsNode, scope, framework) : weights,
    biases: hasNone ? { initializer: 'none' } : biasesNode ? lawOf(biasesNode, scope, framework) : biases,
    ...place,
  };
}

/** @param {CallNode} call @param {Framework} framework @param {Scope} scope @param {Place} place @returns {Part[]} */
function dense(call, framework, scope, place) {
  const isKeras = framework === 'keras';
  const units = unitsAt(call, scope, 0, isKeras ? 'units' : 'features');
  const activation = argument(call, isKeras ? 1 : ELSEWHERE, 'activation');
  const shape =
    call.keywords.get('input_shape') ?? call.keywords.get('input_dim') ?? call.keywords.get('batch_input_shape');
  const size = shape ? sizeOf(shape, scope, false) : null;
  const weights = argument(call, isKeras ? 3 : 5, 'kernel_initializer', 'kernel_init');
  const biases = argument(call, isKeras ? 4 : 6, 'bias_initializer', 'bias_init');
  const hasNone = isWithoutBias(call, scope, isKeras ? 2 : 1, 'use_bias');
  /** @type {Part[]} */
  const before = size === null ? [] : [{ kind: 'input', inputs: size, ...place }];
  return [
    ...before,
    {
      kind: 'dense',
      framework,
      inputs: null,
      units,
      activation: activation ? givenActivation(activation, framework, scope) : null,
      weights: weights ? lawOf(weights, scope, framework) : DEFAULTS[framework].weights,
      biases: hasNone ? { initializer: 'none' } : biases ? lawOf(biases, scope, framework) : DEFAULTS[framework].biases,
      ...place,
    },
  ];
}

/**
 * Haiku's hk.nets.MLP(output_sizes, w_init, b_init, with_bias, activation, activate_final), and torchvision's
 * MLP(in_channels, hidden_channels, norm_layer, activation_layer, inplace, bias, dropout).
 * @param {CallNode} call @param {Framework} framework @param {Scope} scope @param {Place} place @returns {Part[] | null}
 */
function listed(call, framework, scope, place) {
  const isHaiku = framework === 'haiku';
  const node = argument(call, isHaiku ? 0 : 1, isHaiku ? 'output_sizes' : 'hidden_channels');
  const sizes = node && scope.itemsOf(node);
  if (!node || !sizes || (!isHaiku && argument(call, 2, 'norm_layer'))) return null;
  const units = sizes.map((size) => checkedUnits(scope.number(size, 'size'), 'size', node.line));
  const first = isHaiku ? null : unitsAt(call, scope, 0, 'in_channels');
  const given = argument(call, isHaiku ? 4 : 3, isHaiku ? 'activation' : 'activation_layer');
  const hidden = given ? givenActivation(given, framework, scope) : activationPart('relu', framework, place);
  const isLast = scope.flagOf(argument(call, 5, 'activate_final')) === true && isHaiku;
  const [weights, biases] = isHaiku ? [argument(call, 1, 'w_init'), argument(call, 2, 'b_init')] : [];
  const hasNone = isWithoutBias(call, scope, isHaiku ? 3 : 5, isHaiku ? 'with_bias' : 'bias');
  return units.map((count, k) => ({
    kind: /** @type {const} */ ('dense'),
    framework,
    inputs: k === 0 ? first : units[k - 1],
    units: count,
    activation: k < units.length - 1 || isLast ? hidden : null,
    weights:
      weights && scope.wordOf(weights) !== 'None' ? lawOf(weights, scope, framework) : DEFAULTS[framework].weights,
    biases: hasNone
      ? { initializer: 'none' }
      : biases && scope.wordOf(biases) !== 'None'
        ? lawOf(biases, scope, framework)
        : DEFAULTS[framework].biases,
    ...place,
  }));
}

/** scikit-learn's networks have the numbers of inputs and outputs of the data. @param {string} last @param {Place} place @returns {never} */
function refuseSklearn(last, { line, text }) {
  const allowed = 'a list such as 20-64-32-3 relu sklearn_mlp';
  throw new ModelError(
    `${last} takes the numbers of inputs and outputs from the data, which ${quoted(text)} does not have; must be ${allowed}.`,
    { line, path: 'layers', value: text, allowed },
  );
}

/** Where Equinox's MLP says whether there are biases. @type {[number, string]} */
const BIAS = [6, 'use_bias'];
/** @type {[number, string]} */
const FINAL_BIAS = [7, 'use_final_bias'];
/** Most layers of an MLP that are made before they are counted. */
const MOST_LAYERS = 1000;

/** Equinox's: `depth` hidden layers of `width_size` units. @param {CallNode} call @param {Framework} framework @param {Scope} scope @param {Place} place @returns {Part[] | null} */
function mlp(call, framework, scope, place) {
  if (framework === 'haiku' || call.keywords.has('in_channels') || call.keywords.has('hidden_channels'))
    return listed(call, framework, scope, place);
  if (framework !== 'equinox') return null;
  const first = unitsAt(call, scope, 0, 'in_size');
  const last = unitsAt(call, scope, 1, 'out_size');
  const node = argument(call, 3, 'depth');
  const depth = node ? scope.number(node, 'depth') : 0;
  if (!(Number.isInteger(depth) && depth >= 0 && depth <= MOST_LAYERS))
    throw new ModelError(`depth is ${depth}; must be a whole number from 0 to 100.`, {
      line: call.line,
      path: 'depth',
      value: depth,
      allowed: 'a whole number from 0 to 100',
    });
  const width = depth > 0 ? unitsAt(call, scope, 2, 'width_size') : 0;
  const given = call.keywords.get('activation') ?? call.args[4];
  const output = call.keywords.get('final_activation') ?? call.args[5];
  const hidden = given ? givenActivation(given, framework, scope) : activationPart('relu', framework, place);
  const { weights, biases } = DEFAULTS.equinox;
  return Array.from({ length: depth + 1 }, (_, k) => ({
    kind: /** @type {const} */ ('dense'),
    framework,
    inputs: k === 0 ? first : width,
    units: k === depth ? last : width,
    activation: k < depth ? hidden : output ? givenActivation(output, framework, scope) : null,
    weights,
    biases: isWithoutBias(call, scope, ...(k === depth ? FINAL_BIAS : BIAS)) ? { initializer: 'none' } : biases,
    ...place,
  }));
}

/** @param {CallNode} call @param {Scope} scope @param {Place} place @returns {Part[]} */
function input(call, scope, place) {
  const node = argument(call, 0, 'shape', 'input_shape', 'batch_shape', 'batch_input_shape');
  const size = node ? sizeOf(node, scope, true) : null;
  return size === null ? [] : [{ kind: 'input', inputs: size, ...place }];
}

/** Keras's layer that says the shape of the inputs, too. @param {CallNode} call @param {Scope} scope @param {Place} place @returns {Part[]} */
const flatten = (call, scope, place) => [
  ...input({ ...call, args: [] }, scope, place),
  { kind: 'beside', ...place, .../** @type {import('./not-dense.js').Beside} */ (notDense('Flatten')) },
];
