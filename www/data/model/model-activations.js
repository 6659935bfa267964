/** Activation functions as frameworks name them. No DOM. */
import { ModelError, quoted } from './model-error.js';

/**
 * @typedef {object} ActivationPart
 * @property {'activation'} kind
 * @property {string} name  of the catalogue; softmax and log_softmax besides, which only an output may have
 * @property {number} [negativeSlope]  of leaky ReLU
 * @property {string} [note]
 * @property {number} line
 * @property {string} text
 */

/** Names, in lower case without underscores. @type {Record<string, string>} */
const NAMES = {
  relu: 'relu',
  leakyrelu: 'leaky_relu',
  prelu: 'leaky_relu',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  silu: 'silu',
  swish: 'silu',
  softplus: 'softplus',
  sigmoid: 'sigmoid',
  logistic: 'sigmoid',
  tanh: 'tanh',
  identity: 'identity',
  linear: 'identity',
  softmax: 'softmax',
  logsoftmax: 'log_softmax',
};

/** Known functions that the forecast does not have. */
const REFUSED = new Set(
  (
    'mish softsign relu6 hardswish hardsilu hardsigmoid hardtanh celu glu swiglu logsigmoid tanhshrink softshrink hardshrink ' +
    'threshold rrelu exponential squareplus sparseplus softmin relusquared maxout thresholdedrelu snake standardize'
  ).split(' '),
);

export const ALLOWED_ACTIVATIONS =
  'relu, leaky_relu, elu, selu, gelu, silu (swish), softplus, sigmoid, tanh, identity (linear), or softmax at the output';

/** The last part of a dotted name. @param {string} name */
export const lastOf = (name) => name.slice(name.lastIndexOf('.') + 1);

/** @param {string} name  perhaps dotted */
const plainName = (name) => lastOf(name).toLowerCase().replaceAll('_', '');

/** The catalogue's name of an activation function; null if it is none. @param {string} name */
export const activationName = (name) => {
  const plain = plainName(name);
  return Object.hasOwn(NAMES, plain) ? NAMES[plain] : null;
};

/** @param {string} name */
export const isActivation = (name) => activationName(name) !== null || REFUSED.has(plainName(name));

/**
 * @param {string} name @param {number} line @returns {never}
 */
export function refuseActivation(name, line) {
  throw new ModelError(
    `the activation function ${quoted(lastOf(name))} is not one that the forecast knows; must be one of ${ALLOWED_ACTIVATIONS}.`,
    { line, path: 'activation', value: lastOf(name), allowed: ALLOWED_ACTIVATIONS },
  );
}

/** Slopes with which PReLU starts where none is given. @type {Record<string, number>} */
const PRELU = { keras: 0, flax: 0.01, pytorch: 0.25, equinox: 0.25 };

/** Slopes of leaky ReLU where none is given: PyTorch and JAX have 0.01, Keras's layer 0.3, its function 0.2. @param {string} name @param {string} framework */
function slopeOf(name, framework) {
  if (plainName(name) === 'prelu') return PRELU[framework] ?? 0.25;
  if (framework !== 'keras') return 0.01;
  return lastOf(name) === 'LeakyReLU' ? 0.3 : 0.2;
}

/** Whether GELU is the approximation by tanh where nothing is said: in JAX, and in Keras's ops. @param {string} name @param {string} framework */
const isTanhOf = (name, framework) =>
  framework === 'flax' ||
  framework === 'equinox' ||
  framework === 'haiku' ||
  (framework === 'keras' && name.split('.').includes('ops'));

/**
 * @typedef {object} ActivationValues  what the code says about a function
 * @property {number | null} [slope]
 * @property {number | null} [alpha]  of ELU
 * @property {number | null} [beta]  of softplus
 * @property {number | null} [threshold]  of softplus, above which it is linear; of Keras's ReLU, below which it is 0
 * @property {number | null} [most]  the largest value of Keras's ReLU
 * @property {string | null} [approximate]  of GELU
 */

/**
 * The activation function that a name stands for.
 * @param {string} name  perhaps dotted
 * @param {string} framework
 * @param {{ line: number, text: string }} place
 * @param {ActivationValues} [values]
 * @returns {ActivationPart}
 * @throws {ModelError} of a function that the forecast does not have
 */
export function activationPart(name, framework, { line, text }, values = {}) {
  const found = activationName(name);
  if (!found) return refuseActivation(name, line);
  const { slope, alpha, beta, threshold, most, approximate } = values;
  /** @type {ActivationPart} */
  const part = { kind: 'activation', name: found, line, text };
  if (found === 'leaky_relu' || (found === 'relu' && slope)) {
    const negativeSlope = slope ?? slopeOf(name, framework);
    if (!(Math.abs(negativeSlope) <= 10))
      throw new ModelError(`a slope of ${negativeSlope} is not allowed; must be a number from −10 to 10.`, {
        line,
        path: 'negativeSlope',
        value: negativeSlope,
        allowed: 'a number from −10 to 10',
      });
    if (plainName(name) === 'prelu')
      part.note = `Line ${line}: PReLU starts as leaky ReLU with slope ${negativeSlope}.`;
    if (negativeSlope === 0) part.name = 'relu';
    else if (negativeSlope === 1) part.name = 'identity';
    else Object.assign(part, { name: 'leaky_relu', negativeSlope });
  }
  if (/^(leaky_)?relu$/.test(found)) {
    if (most !== undefined && most !== null) only(found, 'max_value', most, 'None', line);
    if (threshold) only(found, 'threshold', threshold, '0', line);
  }
  if (found === 'elu' && (alpha ?? 1) !== 1) only('elu', 'alpha', alpha, '1', line);
  if (found === 'softplus' && (beta ?? 1) !== 1) only('softplus', 'beta', beta, '1', line);
  // Where softplus is nearly linear, it may as well be linear.
  if (found === 'softplus' && (threshold ?? LINEAR) < LINEAR)
    only('softplus', 'threshold', threshold, '10 or more', line);
  if (found === 'gelu') {
    const isTanh = approximate ? approximate === 'tanh' || approximate === 'True' : isTanhOf(name, framework);
    if (isTanh)
      part.note = `Line ${line}: GELU is taken as exact. The code has its approximation by tanh, which differs by less than 0.001.`;
  }
  return part;
}

/** Softplus differs from a straight line by less than 0.0001 from here on. */
const LINEAR = 10;

/** @param {string} name @param {string} parameter @param {unknown} value @param {string} allowed @param {number} line */
function only(name, parameter, value, allowed, line) {
  throw new ModelError(
    `${name} with ${parameter} = ${value} is not one that the forecast knows; ${parameter} must be ${allowed}.`,
    { line, path: parameter, value, allowed },
  );
}
