/** A run's network and initializer in JAX. */
import { number } from '../python/literals.js';
import { factor } from './start.js';

/** @typedef {import('./start.js').Start} Start */

/** @type {Record<string, string>} */
const ACTIVATIONS = {
  relu: 'jax.nn.relu(z)',
  leaky_relu: 'jax.nn.leaky_relu(z, negative_slope=0.01)',
  elu: 'jax.nn.elu(z)',
  selu: 'jax.nn.selu(z)',
  gelu: 'jax.nn.gelu(z, approximate=False)',
  silu: 'jax.nn.silu(z)',
  softplus: 'jax.nn.softplus(z)',
  tanh: 'jnp.tanh(z)',
  sigmoid: 'jax.nn.sigmoid(z)',
  identity: 'z',
};

/** By scale, mode and distribution. @type {Record<string, string>} */
const NAMED = {
  '2 fan_in truncated_normal': 'init.he_normal()',
  '2 fan_in uniform': 'init.he_uniform()',
  '1 fan_in truncated_normal': 'init.lecun_normal()',
  '1 fan_in uniform': 'init.lecun_uniform()',
  '1 fan_avg truncated_normal': 'init.glorot_normal()',
  '1 fan_avg uniform': 'init.glorot_uniform()',
};

/** In JAX an untruncated normal distribution is called normal. */
const SHAPES = { truncated_normal: 'truncated_normal', untruncated_normal: 'normal', uniform: 'uniform' };

/** An expression that draws weights, inputs x units. @param {Start['weights']} weights */
function draw(weights) {
  const shape = '(inputs, units)';
  const plus = (/** @type {number} */ mean) => (mean === 0 ? '' : `${number(mean)} + `);
  if (weights.kind === 'constant') {
    if (weights.value === 0) return `init.zeros(key, ${shape})`;
    return weights.value === 1 ? `init.ones(key, ${shape})` : `init.constant(${number(weights.value)})(key, ${shape})`;
  }
  if (weights.kind === 'identity')
    return `${weights.gain === 1 ? '' : `${number(weights.gain)} * `}jnp.eye(inputs, units)`;
  if (weights.kind === 'normal') return `${plus(weights.mean)}init.normal(${number(weights.stddev)})(key, ${shape})`;
  if (weights.kind === 'truncated')
    return `${plus(weights.mean)}init.truncated_normal(${number(weights.stddev)})(key, ${shape})`;
  if (weights.kind === 'uniform')
    return `jax.random.uniform(key, ${shape}, minval=${number(weights.low)}, maxval=${number(weights.high)})`;
  if (weights.kind === 'orthogonal') return `init.orthogonal(${number(weights.gain)})(key, ${shape})`;
  const { scale, mode, distribution } = weights;
  const named = NAMED[`${scale} ${mode} ${distribution}`];
  const initializer = named ?? `init.variance_scaling(${factor(scale)}, "${mode}", "${SHAPES[distribution]}")`;
  return `${initializer}(key, ${shape})`;
}

/** @param {string} name @param {Start} start */
function layer(name, { weights, biases }) {
  const lines = [];
  if (biases.kind === 'drawn' && weights.kind === 'scaled') {
    const n = weights.mode === 'fan_in' ? 'inputs' : '((inputs + units) / 2)';
    lines.push('key, key_of_biases = jax.random.split(key)', `weights = ${draw(weights)}`);
    lines.push(`limit = (3 * ${factor(weights.scale)} / ${n}) ** 0.5`);
    lines.push('biases = jax.random.uniform(key_of_biases, (units,), minval=-limit, maxval=limit)');
  } else {
    const value = biases.kind === 'constant' ? biases.value : 0;
    lines.push(`weights = ${draw(weights)}`, `biases = jnp.full((units,), float(${number(value)}))`);
  }
  return `def ${name}(key, inputs, units):\n${lines.map((line) => `    ${line}\n`).join('')}    return weights, biases\n`;
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

/** @param {{ start: Start, output: Start | null, widths: number[], activation: string, seed: number }} run */
export function jax({ start, output, widths, activation, seed }) {
  const functions = [layer('start', start), ...(output ? [layer('start_output', output)] : [])].join('\n\n');
  const isFitted = (/** @type {Start | null} */ one) => one?.weights.kind === 'orthogonal' && one.weights.fitted;
  const last = output ?? start;
  const fits = isFitted(start) || isFitted(last);
  const hidden = isFitted(start) ? 'list(range(len(layers) - 1))' : '[]';
  const fitted = isFitted(last) ? `${hidden} + [len(layers) - 1]` : hidden;
  return `import jax
import jax.numpy as jnp
from jax.nn import initializers as init

widths = [${widths.join(', ')}]
keys = jax.random.split(jax.random.key(${number(seed)}), len(widths) - 1)


def activation(z):
    return ${ACTIVATIONS[activation]}


${functions}
${fits ? `\n${FIT}\n` : ''}
layers = []
for index, (key, inputs, units) in enumerate(zip(keys, widths, widths[1:])):
${output ? '    draw = start_output if index == len(widths) - 2 else start\n' : ''}    layers.append(${output ? 'draw' : 'start'}(key, inputs, units))
${
  fits
    ? `\nx = jax.random.normal(jax.random.key(0), (300, 2))  # put your training data here\nlayers = scale_to_unit_variance(layers, x, ${fitted})\n`
    : ''
}

def logits(layers, x):
    """Of points n x 2."""
    for weights, biases in layers[:-1]:
        x = activation(x @ weights + biases)
    weights, biases = layers[-1]
    return x @ weights + biases
`;
}
