/** A run's network and initializer in PyTorch. */
import { indented } from '../catalogue-entries.js';
import { number } from '../python/literals.js';
import { changedStart } from './changed-start.js';
import { STANDARDIZED_LINE, standardizedFunction } from './standardized.js';

/** @typedef {import('./start.js').Start} Start */

/** @param {string} name @param {Start} start */
function initialize(name, { code, setsBiases, initialBias }) {
  const lines = setsBiases ? code : `${code}\nnn.init.constant_(layer.bias, ${number(initialBias)})`;
  const shape = /\b(inputs|units)\b/.test(lines) ? 'inputs, units = layer.in_features, layer.out_features\n' : '';
  return `def ${name}(layer):\n${indented(`${shape}${lines}`)}\n`;
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

/** @param {import('./start.js').Network} run */
export function pytorch(run) {
  const { start, output, widths, activation, seed, standardize } = run;
  const code = [initialize('initialize', start), ...(output ? [initialize('initialize_output', output)] : [])].join(
    '\n\n',
  );
  const last = output ?? start;
  const fits = start.fitted || last.fitted;
  // In nn.Sequential every second module is a layer.
  const hidden = start.fitted ? `list(range(0, len(model) - 1, 2))` : '[]';
  const fitted = last.fitted ? `${hidden} + [len(model) - 1]` : hidden;
  return `${code.includes('math.') ? 'import math\n\n' : ''}import torch
from torch import nn

torch.manual_seed(${number(seed)})
widths = ${`[${widths.join(', ')}]`}
modules = []
for inputs, units in zip(widths, widths[1:]):
    modules += [nn.Linear(inputs, units), ${activation}]
model = nn.Sequential(*modules[:-1])  # gives the logit


${code}
${standardize ? `\n${standardizedFunction('pytorch')}\n` : ''}${fits ? `\n${FIT}\n` : ''}
with torch.no_grad():
    layers = [module for module in model if isinstance(module, nn.Linear)]
    for layer in layers${output ? '[:-1]' : ''}:
        initialize(layer)
${output ? '    initialize_output(layers[-1])\n' : ''}${
    fits
      ? `    x = torch.randn(300, 2)  # put your training data here\n${standardize ? `    ${STANDARDIZED_LINE}` : ''}    scale_to_unit_variance(model, x, ${fitted})\n`
      : ''
  }${changedStart('pytorch', run)}`;
}
