/** Code for the experiment's factor on initial weights and its random biases, in each framework. */
import { number } from '../python/literals.js';

/** @typedef {import('../catalogue-entries.js').Framework} Framework */
/** @typedef {{ weights: string | null, biases: string | null, hidden: boolean, output: boolean }} Change  hidden, output: which layers get random biases */

/** Layers whose biases are drawn, as a slice of the framework's list of layers. @param {Change} change */
const slice = ({ hidden, output }) => (hidden ? (output ? '' : '[:-1]') : '[-1:]');

/** @type {Record<Framework, (change: Change) => string>} */
const CODE = {
  pytorch: (change) =>
    [
      ...(change.weights ? ['for layer in layers:', `    layer.weight.mul_(${change.weights})`] : []),
      ...(change.biases
        ? [
            `for layer in layers${slice(change)}:`,
            `    layer.bias.add_(${change.biases} * torch.randn_like(layer.bias))`,
          ]
        : []),
    ]
      .map((line) => `    ${line}\n`)
      .join(''),
  keras: (change) =>
    [
      ...(change.weights
        ? [
            'for layer in model.layers:',
            '    weights, biases = layer.get_weights()',
            `    layer.set_weights([weights * ${change.weights}, biases])`,
          ]
        : []),
      ...(change.biases
        ? [
            `for layer in model.layers${slice(change)}:`,
            '    weights, biases = layer.get_weights()',
            `    layer.set_weights([weights, biases + ${change.biases} * np.random.randn(*biases.shape)])`,
          ]
        : []),
    ]
      .map((line, k) => `${k === 0 ? '\n' : ''}${line}\n`)
      .join(''),
  jax: (change) =>
    [
      ...(change.weights ? [`layers = [(weights * ${change.weights}, biases) for weights, biases in layers]`] : []),
      ...(change.biases
        ? [
            `for index in range(len(layers))${slice(change)}:`,
            '    weights, biases = layers[index]',
            '    key = jax.random.fold_in(keys[index], 1)',
            `    layers[index] = (weights, biases + ${change.biases} * jax.random.normal(key, biases.shape))`,
          ]
        : []),
    ]
      .map((line, k) => `${k === 0 ? '\n' : ''}${line}\n`)
      .join(''),
};

/**
 * What is changed after the initializers have drawn, and after any fit to the data.
 * @param {Framework} framework @param {import('./start.js').Network} run
 */
export function changedStart(framework, { start, output, weightScale, biasStddev }) {
  const [hidden, last] = [!start.ownBiases, !(output ?? start).ownBiases];
  return CODE[framework]({
    weights: weightScale === 1 ? null : number(weightScale),
    biases: biasStddev === 0 || !(hidden || last) ? null : number(biasStddev),
    hidden,
    output: last,
  });
}
