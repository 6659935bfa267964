/** A run's network and initializer in JAX. */
import { indented } from '../catalogue-entries.js';
import { number } from '../python/literals.js';
import { changedStart } from './changed-start.js';
import { STANDARDIZED_LINE, standardizedFunction } from './standardized.js';

/** @typedef {import('./start.js').Start} Start */

/** @param {string} name @param {Start} start */
function layer(name, { code, setsBiases, initialBias }) {
  const lines = setsBiases ? code : `weights = ${code}\nbiases = jnp.full((units,), float(${number(initialBias)}))`;
  return `def ${name}(key, inputs, units):\n${indented(`${lines}\nreturn weights, biases`)}\n`;
}

const FIT = `def scale_to_unit_variance(layers, x, fitted):
    """LSUV (Mishkin and Matas, 2016), by hand: each layer's outputs on x get variance 1."""
    for index, (weights, biases) in enumerate(layers):
        for _ in range(20):
            variance = jnp.var(x @ weights + biases)
            if index not in fitted or variance == 0 or abs(variance - 1) <= 0.02:
                break
            weights = weights / jnp.sqrt(variance)
        layers[index] = (weights, biases)
        x = activation(x @ weights + biases)
    return layers
`;

/** @param {import('./start.js').Network} run */
export function jax(run) {
  const { start, output, widths, activation, seed, standardize } = run;
  const functions = [layer('start', start), ...(output ? [layer('start_output', output)] : [])].join('\n\n');
  const last = output ?? start;
  const fits = start.fitted || last.fitted;
  const hidden = start.fitted ? 'list(range(len(layers) - 1))' : '[]';
  const fitted = last.fitted ? `${hidden} + [len(layers) - 1]` : hidden;
  return `import jax
import jax.numpy as jnp
from jax.nn import initializers as init

widths = [${widths.join(', ')}]
keys = jax.random.split(jax.random.key(${number(seed)}), len(widths) - 1)


def activation(z):
    return ${activation}


${functions}
${standardize ? `\n${standardizedFunction('jax')}\n` : ''}${fits ? `\n${FIT}\n` : ''}
layers = []
for index, (key, inputs, units) in enumerate(zip(keys, widths, widths[1:])):
${output ? '    draw = start_output if index == len(widths) - 2 else start\n' : ''}    layers.append(${output ? 'draw' : 'start'}(key, inputs, units))
${
  fits
    ? `\nx = jax.random.normal(jax.random.key(0), (300, 2))  # put your training data here\n${standardize ? STANDARDIZED_LINE : ''}layers = scale_to_unit_variance(layers, x, ${fitted})\n`
    : ''
}${changedStart('jax', run)}

def logits(layers, x):
    """Of points n x 2."""
    for weights, biases in layers[:-1]:
        x = activation(x @ weights + biases)
    weights, biases = layers[-1]
    return x @ weights + biases
`;
}
