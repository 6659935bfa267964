/** Catalogue entries as whole NumPy functions. */
import { activationNamed, indented, initializerNamed } from '../catalogue-entries.js';
import { fill } from '../code-template.js';

/** What the code of some initializers asks besides the layer's size. */
const PLACE = /\bis_first\b/;

/** Whether an initializer's layers depend on their place in the network. @param {string} code  of its function */
export const dependsOnPlace = (code) => PLACE.test(code);

/** A function that draws weights, units x inputs, and biases, units x 1. @param {string} name @param {string} activation */
export function initializerFunction(name, activation) {
  const { parameters, code } = initializerNamed(name);
  const { note, weights, layer, refused } = code.numpy;
  if (refused) throw new RangeError(`NumPy cannot draw ${name}: ${refused}`);
  const body = layer ?? `return ${weights}, biases(units)`;
  const place = dependsOnPlace(body) ? ['is_first'] : [];
  const signature = ['rng', 'units', 'inputs', ...place, ...parameters.map((parameter) => parameter.name)].join(', ');
  return `def ${name}(${signature}):
    """${note}"""
${indented(fill(body, { activation }))}
`;
}

/** The activation function and its derivative. @param {string} name */
export function activationFunctions(name) {
  const { words, definitions, value, slope } = activationNamed(name).code.numpy;
  return `${definitions ? `${definitions}\n\n` : ''}def activation(z):
    """${words}"""
    return ${value}


def activation_slope(z):
    """Its derivative."""
    return ${slope}
`;
}

/** Layer-sequential unit variance, for initializers that use it. */
export const UNIT_VARIANCE = `def scale_to_unit_variance(layers, which):
    """From the first layer on, divides the weights of the layers in \`which\` by the standard
    deviation of their outputs before the activation, until it is within 2 % of 1."""
    a = train_x
    for index, (weights, bias) in enumerate(layers):
        for _ in range(20):
            variance = np.var(weights @ a + bias)
            fits = abs(variance - 1) <= 0.02
            if index not in which or fits or variance == 0 or not np.isfinite(variance):
                break
            weights = weights / np.sqrt(variance)
        layers[index] = (weights, bias)
        a = activation(weights @ a + bias)
    return layers
`;
