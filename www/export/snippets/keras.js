/** A run's network and initializer in Keras 3. */
import { indented } from '../catalogue-entries.js';
import { number } from '../python/literals.js';
import { changedStart } from './changed-start.js';
import { STANDARDIZED_LINE, standardizedFunction } from './standardized.js';

/** @typedef {import('./start.js').Start} Start */

/** @param {string} name @param {Start} start */
function initializers(name, { code, setsBiases, initialBias }) {
  const bias = initialBias === 0 ? 'Zeros()' : `Constant(${number(initialBias)})`;
  return `def ${name}(inputs, units):
    """Of the weights and of the biases; new ones for each layer, or all would draw the same."""
${indented(setsBiases ? code : `return init.${code}, init.${bias}`)}
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

/** @param {import('./start.js').Network} run */
export function keras(run) {
  const { start, output, widths, activation, seed, standardize } = run;
  const functions = [initializers('start', start), ...(output ? [initializers('start_output', output)] : [])].join(
    '\n\n',
  );
  const last = output ?? start;
  const fits = start.fitted || last.fitted;
  const hidden = start.fitted ? 'model.layers[:-1]' : '[]';
  const fitted = last.fitted ? `${hidden} + model.layers[-1:]` : hidden;
  const imports = [...(functions.includes('math.') ? ['import math\n'] : []), 'import keras'];
  const changed = changedStart('keras', run);
  if (fits || standardize || `${functions}${changed}`.includes('np.')) imports.push('import numpy as np');
  return `${imports.join('\n')}
from keras import initializers as init

keras.utils.set_random_seed(${number(seed)})
widths = [${widths.join(', ')}]


${functions}
${standardize ? `\n${standardizedFunction('keras')}\n` : ''}${fits ? `\n${FIT}\n` : ''}
model = keras.Sequential([keras.Input((2,))])
for index, (inputs, units) in enumerate(zip(widths, widths[1:])):
    is_last = index == len(widths) - 2  # gives the logit
    kernel, bias = ${output ? '(start_output if is_last else start)(inputs, units)' : 'start(inputs, units)'}
    activation = "linear" if is_last else ${activation}
    model.add(keras.layers.Dense(units, activation, kernel_initializer=kernel, bias_initializer=bias))
${
  fits
    ? `\nx = np.random.randn(300, 2).astype("float32")  # put your training data here\n${standardize ? STANDARDIZED_LINE : ''}scale_to_unit_variance(model, x, ${fitted})\n`
    : ''
}${changed}`;
}
