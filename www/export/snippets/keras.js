/** A run's network and initializer in Keras 3. */
import { number } from '../python/literals.js';
import { factor } from './start.js';

/** @typedef {import('./start.js').Start} Start */

/** @type {Record<string, string>} */
const ACTIVATIONS = {
  relu: '"relu"',
  leaky_relu: 'keras.layers.LeakyReLU(negative_slope=0.01)',
  elu: '"elu"',
  selu: '"selu"',
  gelu: '"gelu"',
  silu: '"silu"',
  softplus: '"softplus"',
  tanh: '"tanh"',
  sigmoid: '"sigmoid"',
  identity: '"linear"',
};

/** By scale, mode and distribution. @type {Record<string, string>} */
const NAMED = {
  '2 fan_in truncated_normal': 'HeNormal()',
  '2 fan_in uniform': 'HeUniform()',
  '1 fan_in truncated_normal': 'LecunNormal()',
  '1 fan_in uniform': 'LecunUniform()',
  '1 fan_avg truncated_normal': 'GlorotNormal()',
  '1 fan_avg uniform': 'GlorotUniform()',
};

/** @param {Start['weights']} weights */
function kernel(weights) {
  if (weights.kind === 'constant') {
    if (weights.value === 0) return 'Zeros()';
    return weights.value === 1 ? 'Ones()' : `Constant(${number(weights.value)})`;
  }
  if (weights.kind === 'identity') return `Identity(gain=${number(weights.gain)})`;
  if (weights.kind === 'normal') return `RandomNormal(mean=${number(weights.mean)}, stddev=${number(weights.stddev)})`;
  if (weights.kind === 'truncated')
    return `TruncatedNormal(mean=${number(weights.mean)}, stddev=${number(weights.stddev)})`;
  if (weights.kind === 'uniform') return `RandomUniform(minval=${number(weights.low)}, maxval=${number(weights.high)})`;
  if (weights.kind === 'orthogonal') return `Orthogonal(gain=${number(weights.gain)})`;
  const { scale, mode, distribution } = weights;
  const named = NAMED[`${scale} ${mode} ${distribution}`];
  return named ?? `VarianceScaling(scale=${factor(scale)}, mode="${mode}", distribution="${distribution}")`;
}

/** @param {string} name @param {Start} start */
function initializers(name, { weights, biases }) {
  const drawn = biases.kind === 'drawn' && weights.kind === 'scaled';
  const bias =
    biases.kind === 'constant' ? kernel({ kind: 'constant', value: biases.value }) : 'RandomUniform(-limit, limit)';
  const limit = () => {
    if (weights.kind !== 'scaled') return '';
    const n = weights.mode === 'fan_in' ? 'inputs' : '((inputs + units) / 2)';
    return `    limit = math.sqrt(3 * ${factor(weights.scale)} / ${n})\n`;
  };
  return `def ${name}(inputs, units):
    """Of the weights and of the biases; new ones for each layer, or all would draw the same."""
${drawn ? limit() : ''}    return init.${kernel(weights)}, init.${bias}
`;
}

const FIT = `def scale_to_unit_variance(model, x, fitted):
    """LSUV (Mishkin and Matas, 2016), by hand: each layer's outputs on x get variance 1."""
    for layer in model.layers:
        for _ in range(20):
            weights, biases = layer.get_weights()
            variance = np.var(x @ weights + biases)
            if layer not in fitted or variance == 0 or abs(variance - 1) <= 0.02:
                break
            layer.set_weights([weights / np.sqrt(variance), biases])
        x = keras.ops.convert_to_numpy(layer(x))
`;

/** @param {{ start: Start, output: Start | null, widths: number[], activation: string, seed: number }} run */
export function keras({ start, output, widths, activation, seed }) {
  const functions = [initializers('start', start), ...(output ? [initializers('start_output', output)] : [])].join(
    '\n\n',
  );
  const isFitted = (/** @type {Start | null} */ one) => one?.weights.kind === 'orthogonal' && one.weights.fitted;
  const last = output ?? start;
  const fits = isFitted(start) || isFitted(last);
  const hidden = isFitted(start) ? 'model.layers[:-1]' : '[]';
  const fitted = isFitted(last) ? `${hidden} + model.layers[-1:]` : hidden;
  const imports = [...(functions.includes('math.') ? ['import math\n'] : []), 'import keras'];
  if (fits) imports.push('import numpy as np');
  return `${imports.join('\n')}
from keras import initializers as init

keras.utils.set_random_seed(${number(seed)})
widths = [${widths.join(', ')}]


${functions}
${fits ? `\n${FIT}\n` : ''}
model = keras.Sequential([keras.Input((2,))])
for index, (inputs, units) in enumerate(zip(widths, widths[1:])):
    is_last = index == len(widths) - 2  # gives the logit
    kernel, bias = ${output ? '(start_output if is_last else start)(inputs, units)' : 'start(inputs, units)'}
    activation = "linear" if is_last else ${ACTIVATIONS[activation]}
    model.add(keras.layers.Dense(units, activation, kernel_initializer=kernel, bias_initializer=bias))
${
  fits
    ? `\nx = np.random.randn(300, 2).astype("float32")  # put your training data here\nscale_to_unit_variance(model, x, ${fitted})\n`
    : ''
}`;
}
