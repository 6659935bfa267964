/** The layers of a forecast: a model, checked, in the words of the core. */
import { refused } from '../../experiment/refused.js';
import { catalogue } from '../../experiment/catalogue.js';
import { isLibraryName } from '../../experiment/notation.js';

/** @typedef {import('../../data/model/model-stack.js').ModelLayer} ModelLayer */
/** @typedef {import('../../data/model/read-model.js').Model} Model */
/** @typedef {Record<string, number | string>} RunLaw  an initializer with its parameters, as in a run */
/**
 * @typedef {object} ForecastLayer
 * @property {number} inputs
 * @property {number} units
 * @property {string} activation  of the catalogue, but the output's may also be softmax
 * @property {number | null} slope  of leaky ReLU, if it is not the catalogue's
 * @property {RunLaw} weights
 * @property {boolean} hasOwnBiases  whether the biases are those that the initializer of the weights sets
 * @property {RunLaw | null} biases  a law of their own; null: none, or the initializer's
 */
/** @typedef {Partial<ModelLayer> & { inputs: number, units: number }} LayerInput */

/** Most dense layers. */
export const DEEPEST_FORECAST = 101;
/** Most units and inputs that theory takes. */
const WIDEST_THEORY = 1_000_000;
const LARGEST = 1e6;
const SOFTMAX = new Set(['softmax', 'log_softmax']);
/** Initializers that set biases, as `parameterMoments` and the draws of the core have them. */
const ALIKE = new Set(['pytorch_linear', 'sklearn_mlp', 'playground', 'keras_dense', 'flax_dense']);
const LAWS = [
  'zeros',
  'ones',
  'constant',
  'random_normal',
  'random_uniform',
  'truncated_normal',
  'none',
  'pytorch_linear',
];

/** @param {string} path @param {unknown} value @param {number} most */
function whole(path, value, most) {
  const allowed = `a whole number from 1 to ${most}`;
  if (typeof value !== 'number') throw refused(TypeError, path, String(value), allowed);
  if (!(Number.isInteger(value) && value >= 1 && value <= most)) throw refused(RangeError, path, value, allowed);
  return value;
}

/** @param {string} path @param {unknown} value @returns {Record<string, number | string>} */
function parameters(path, value) {
  if (value === undefined) return {};
  const allowed = 'an object of numbers and names';
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused(TypeError, path, String(value), allowed);
  const entries = Object.entries(value);
  if (entries.length > 10 || entries.some(([, each]) => typeof each !== 'number' && typeof each !== 'string'))
    throw refused(TypeError, path, String(value), allowed);
  return Object.fromEntries(entries);
}

/**
 * Checks a model, and writes its layers in the words of the core. Names of initializers and their parameters are left for the core.
 * @param {unknown} model  what readModel gives, or its field `layers`
 * @returns {ForecastLayer[]}
 * @throws {RangeError | TypeError} with path, value and allowed
 */
export function layersOfModel(model) {
  const layers = Array.isArray(model) ? model : /** @type {any} */ (model ?? {}).layers;
  if (!Array.isArray(layers)) throw refused(TypeError, 'model', typeof model, 'a model, as readModel() gives it');
  if (layers.length === 0 || layers.length > DEEPEST_FORECAST)
    throw refused(RangeError, 'layers', `${layers.length} layers`, `from 1 to ${DEEPEST_FORECAST} layers`);
  const checked = layers.map((layer, k) => layerOf(layer, `layers[${k}]`, k === layers.length - 1));
  checked.forEach(({ inputs }, k) => {
    if (k > 0 && inputs !== checked[k - 1].units)
      throw refused(
        RangeError,
        `layers[${k}].inputs`,
        inputs,
        `${checked[k - 1].units}, the units of the layer before`,
      );
  });
  return checked;
}

/** @param {any} layer @param {string} path @param {boolean} isLast @returns {ForecastLayer} */
function layerOf(layer, path, isLast) {
  if (typeof layer !== 'object' || layer === null) throw refused(TypeError, path, String(layer), 'a layer');
  const inputs = whole(`${path}.inputs`, layer.inputs, WIDEST_THEORY);
  const units = whole(`${path}.units`, layer.units, WIDEST_THEORY);
  const activation = layer.activation ?? 'identity';
  const names = catalogue.activations.map(({ name }) => name);
  if (!names.includes(activation) && !(isLast && SOFTMAX.has(activation)))
    throw refused(RangeError, `${path}.activation`, String(activation), `one of ${names.join(', ')}`);
  const slope = layer.negativeSlope ?? null;
  if (slope !== null && !(typeof slope === 'number' && Math.abs(slope) <= 10))
    throw refused(RangeError, `${path}.negativeSlope`, String(slope), 'a number from -10 to 10');
  if (typeof layer.initializer !== 'string')
    throw refused(TypeError, `${path}.initializer`, String(layer.initializer), 'the name of an initializer');
  if (layer.initializer === 'lsuv' || layer.initializer === 'custom')
    throw refused(
      RangeError,
      `${path}.initializer`,
      layer.initializer,
      'an initializer that does not need training samples',
    );
  const weights = { ...parameters(`${path}.parameters`, layer.parameters), initializer: layer.initializer };
  return {
    inputs,
    units,
    activation: SOFTMAX.has(activation) ? 'softmax' : activation,
    slope: activation === 'leaky_relu' ? slope : null,
    weights,
    ...biasesOf(layer, path, inputs),
  };
}

/** @param {any} layer @param {string} path @param {number} inputs @returns {Pick<ForecastLayer, 'hasOwnBiases' | 'biases'>} */
function biasesOf({ biasInitializer, biasParameters, initializer }, path, inputs) {
  const isOwn = biasInitializer === initializer && (ALIKE.has(initializer) || isLibraryName(initializer));
  if (biasInitializer === undefined || isOwn) return { hasOwnBiases: true, biases: null };
  if (!LAWS.includes(biasInitializer))
    throw refused(RangeError, `${path}.biasInitializer`, String(biasInitializer), `one of ${LAWS.join(', ')}`);
  if (biasInitializer === 'none' || biasInitializer === 'zeros') return { hasOwnBiases: false, biases: null };
  if (biasInitializer === 'pytorch_linear') {
    const limit = 1 / Math.sqrt(inputs);
    return { hasOwnBiases: false, biases: { initializer: 'random_uniform', minval: -limit, maxval: limit } };
  }
  const given = parameters(`${path}.biasParameters`, biasParameters);
  for (const [name, value] of Object.entries(given))
    if (!(typeof value === 'number' && Math.abs(value) <= LARGEST))
      throw refused(RangeError, `${path}.biasParameters.${name}`, value, `a number from -${LARGEST} to ${LARGEST}`);
  return { hasOwnBiases: false, biases: { ...given, initializer: biasInitializer } };
}

/** Variance of a normal number that is drawn again while it is beyond ±2. */
const TRUNCATED_VARIANCE = 0.8796256610342398 ** 2;

/** Mean and variance of a law of biases. @param {RunLaw | null} biases @returns {[mean: number, variance: number]} */
export function biasMoments(biases) {
  if (!biases) return [0, 0];
  const value = (/** @type {string} */ name, /** @type {number} */ otherwise) => Number(biases[name] ?? otherwise);
  switch (biases.initializer) {
    case 'ones':
      return [1, 0];
    case 'constant':
      return [value('value', 0), 0];
    case 'random_normal':
      return [value('mean', 0), value('stddev', 0.05) ** 2];
    case 'truncated_normal':
      return [value('mean', 0), TRUNCATED_VARIANCE * value('stddev', 0.05) ** 2];
    default: {
      const [low, high] = [value('minval', -0.05), value('maxval', 0.05)];
      return [(low + high) / 2, (high - low) ** 2 / 12];
    }
  }
}
