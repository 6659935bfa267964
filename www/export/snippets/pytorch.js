/** A run's network and initializer in PyTorch. */
import { number } from '../python/literals.js';
import { TRUNCATED, factor, varianceOf } from './start.js';

/** @typedef {import('./start.js').Start} Start */

/** @type {Record<string, string>} */
const ACTIVATIONS = {
  relu: 'nn.ReLU()',
  leaky_relu: 'nn.LeakyReLU(0.01)',
  elu: 'nn.ELU()',
  selu: 'nn.SELU()',
  gelu: 'nn.GELU()',
  silu: 'nn.SiLU()',
  softplus: 'nn.Softplus()',
  tanh: 'nn.Tanh()',
  sigmoid: 'nn.Sigmoid()',
  identity: 'nn.Identity()',
};

/** By scale, mode and distribution. @type {Record<string, string>} */
const NAMED = {
  '2 fan_in untruncated_normal': 'nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")',
  '2 fan_in uniform': 'nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")',
  '1 fan_in untruncated_normal': 'nn.init.kaiming_normal_(layer.weight, nonlinearity="linear")',
  '1 fan_in uniform': 'nn.init.kaiming_uniform_(layer.weight, nonlinearity="linear")',
  '1 fan_avg untruncated_normal': 'nn.init.xavier_normal_(layer.weight)',
  '1 fan_avg uniform': 'nn.init.xavier_uniform_(layer.weight)',
};

/** Lines that set the weights of `layer`. @param {Start['weights']} weights @returns {string[]} */
function weightLines(weights) {
  if (weights.kind === 'constant') return [`nn.init.constant_(layer.weight, ${number(weights.value)})`];
  if (weights.kind === 'identity') {
    const scaled = weights.gain === 1 ? [] : [`layer.weight.mul_(${number(weights.gain)})`];
    return ['nn.init.eye_(layer.weight)', ...scaled];
  }
  if (weights.kind === 'normal')
    return [`nn.init.normal_(layer.weight, mean=${number(weights.mean)}, std=${number(weights.stddev)})`];
  if (weights.kind === 'uniform')
    return [`nn.init.uniform_(layer.weight, ${number(weights.low)}, ${number(weights.high)})`];
  if (weights.kind === 'orthogonal') return [`nn.init.orthogonal_(layer.weight, gain=${number(weights.gain)})`];
  if (weights.kind === 'truncated') {
    const { mean, stddev } = weights;
    if (stddev === 0) return [`nn.init.constant_(layer.weight, ${number(mean)})`];
    return [
      `mean, std = ${number(mean)}, ${number(stddev)}`,
      '# PyTorch cuts at absolute values a and b, not at two standard deviations.',
      'nn.init.trunc_normal_(layer.weight, mean, std, a=mean - 2 * std, b=mean + 2 * std)',
    ];
  }
  const { scale, mode, distribution } = weights;
  const named = NAMED[`${scale} ${mode} ${distribution}`];
  if (named) return [named];
  const variance = `variance = ${varianceOf(scale, mode)}`;
  if (distribution === 'uniform')
    return [variance, 'limit = math.sqrt(3 * variance)', 'nn.init.uniform_(layer.weight, -limit, limit)'];
  if (distribution === 'untruncated_normal')
    return [variance, 'nn.init.normal_(layer.weight, std=math.sqrt(variance))'];
  return [
    variance,
    '# Has no counterpart by name: cut at two standard deviations, and widened so that the variance stays.',
    `std = math.sqrt(variance) / ${TRUNCATED}`,
    'nn.init.trunc_normal_(layer.weight, std=std, a=-2 * std, b=2 * std)',
  ];
}

/** @param {string} name @param {Start} start */
function initialize(name, { weights, biases }) {
  const lines = weightLines(weights);
  if (biases.kind === 'drawn' && weights.kind === 'scaled') {
    const isDefault = weights.mode === 'fan_in';
    if (isDefault)
      return { code: `def ${name}(layer):\n    layer.reset_parameters()  # what nn.Linear does by itself\n` };
    lines.push(`limit = math.sqrt(3 * ${factor(weights.scale)} / ((inputs + units) / 2))`);
    lines.push('nn.init.uniform_(layer.bias, -limit, limit)');
  }
  if (biases.kind === 'constant') lines.push(`nn.init.constant_(layer.bias, ${number(biases.value)})`);
  if (lines.some((line) => /\b(inputs|units)\b/.test(line)))
    lines.unshift('inputs, units = layer.in_features, layer.out_features');
  return { code: `def ${name}(layer):\n${lines.map((line) => `    ${line}\n`).join('')}` };
}

const FIT = `def scale_to_unit_variance(model, x, fitted):
    """LSUV (Mishkin and Matas, 2016), by hand: each layer's outputs on x get variance 1."""
    for index, layer in enumerate(model):
        for _ in range(20):
            variance = layer(x).var(unbiased=False)
            if index not in fitted or variance == 0 or abs(variance - 1) <= 0.02:
                break
            layer.weight.div_(variance.sqrt())
        x = layer(x)
`;

/** @param {{ start: Start, output: Start | null, widths: number[], activation: string, seed: number }} run */
export function pytorch({ start, output, widths, activation, seed }) {
  const functions = [initialize('initialize', start), ...(output ? [initialize('initialize_output', output)] : [])];
  const isFitted = (/** @type {Start | null} */ one) => one?.weights.kind === 'orthogonal' && one.weights.fitted;
  const last = output ?? start;
  const fits = isFitted(start) || isFitted(last);
  // In nn.Sequential every second module is a layer.
  const hidden = isFitted(start) ? `list(range(0, len(model) - 1, 2))` : '[]';
  const fitted = isFitted(last) ? `${hidden} + [len(model) - 1]` : hidden;
  const code = functions.map((one) => one.code).join('\n\n');
  return `${code.includes('math.') ? 'import math\n\n' : ''}import torch
from torch import nn

torch.manual_seed(${number(seed)})
widths = ${`[${widths.join(', ')}]`}
modules = []
for inputs, units in zip(widths, widths[1:]):
    modules += [nn.Linear(inputs, units), ${ACTIVATIONS[activation]}]
model = nn.Sequential(*modules[:-1])  # gives the logit


${code}
${fits ? `\n${FIT}\n` : ''}
with torch.no_grad():
    layers = [module for module in model if isinstance(module, nn.Linear)]
    for layer in layers${output ? '[:-1]' : ''}:
        initialize(layer)
${output ? '    initialize_output(layers[-1])\n' : ''}${
    fits
      ? `    x = torch.randn(300, 2)  # put your training data here\n    scale_to_unit_variance(model, x, ${fitted})\n`
      : ''
  }`;
}
