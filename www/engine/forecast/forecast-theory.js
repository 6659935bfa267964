/**
 * The signals that theory expects in a wide network at iteration 0, layer by layer, forward and backward (Poole et al., 2016; Schoenholz
 * et al., 2017), with each layer's own number of inputs and units, law and activation function.
 *
 * Forward: a pre-activation's variance is n·v·E[φ²] + the biases' variance; that of the difference of two inputs' is n·v·E[(φ(u) − φ(v))²].
 * Backward: the error signal's square is m·v·E[φ′²] times that of the layer behind, which has m units.
 */
import { activationMoments, parameterMoments } from './forecast-core.js';
import { biasMoments } from './forecast-layers.js';
import { expectedError } from './forecast-loss.js';

/** @typedef {import('./forecast-layers.js').ForecastLayer} ForecastLayer */
/**
 * @typedef {{ signal: number[], errorSignal: number[], responding: number, isCentred: boolean }} Signals  by layer; NaN where there is no theory. responding:
 *   least expected number of units of a layer of ReLU or leaky ReLU that respond to a sample; Infinity without such a layer; isCentred: whether
 *   the weights of all layers are independent with mean 0
 */

/** Activation functions that cut off what is below 0. */
const CUT = new Set(['relu', 'leaky_relu']);

/** Moments of a layer's weights and biases. @param {ForecastLayer} layer */
function momentsOf({ weights, activation, units, inputs, hasOwnBiases, biases }) {
  const { variance, bias, biasVariance } = parameterMoments(
    weights,
    activation === 'softmax' ? 'identity' : activation,
    units,
    inputs,
  );
  const [mean, spread] = hasOwnBiases ? [bias, biasVariance] : biasMoments(biases);
  // Weights that are all 0 are as good as centred.
  return { variance: weights.initializer === 'zeros' ? 0 : variance, mean, spread };
}

/**
 * @param {readonly ForecastLayer[]} layers @param {number} inputVariance @param {import('./forecast-loss.js').ForecastLoss} loss
 * @returns {Signals}  signal: σ of activations between samples, of the last layer's pre-activations; errorSignal: root mean square of
 *   ∂loss/∂z of a sample
 */
export function expectedSignals(layers, inputVariance, loss) {
  const moments = layers.map(momentsOf);
  /** @type {number[]} */
  const signal = [];
  /** E[φ′²] of each layer. @type {number[]} */
  const slopes = [];
  let [square, difference] = [inputVariance, 2 * inputVariance];
  let output = NaN;
  let responding = Infinity;
  layers.forEach(({ inputs, units, activation, slope }, k) => {
    const { variance, mean, spread } = moments[k];
    const q = inputs * variance * square + spread;
    difference *= inputs * variance;
    if (k === layers.length - 1) {
      signal.push(Math.sqrt(difference / 2));
      output = q;
      return;
    }
    if (Number.isNaN(q)) [square, difference] = [NaN, NaN];
    const next = Number.isNaN(q)
      ? { square: NaN, difference: NaN, slope: NaN }
      : activationMoments(activation, slope, mean, q, difference);
    ({ square, difference } = next);
    slopes.push(next.slope);
    // Their slope is 1, or next to 0: its mean square is the share of units that respond.
    if (CUT.has(activation) && next.slope * units < responding) responding = next.slope * units;
    signal.push(Math.sqrt(difference / 2));
  });
  const last = layers.length - 1;
  const errorSignal = Array.from(layers, () => NaN);
  errorSignal[last] = expectedError(loss, layers[last], moments[last].mean, output);
  for (let k = last - 1; k >= 0; k -= 1)
    errorSignal[k] = errorSignal[k + 1] * Math.sqrt(layers[k + 1].units * moments[k + 1].variance * slopes[k]);
  const isCentred = !moments.some(({ variance }) => Number.isNaN(variance));
  return { signal, errorSignal, responding, isCentred };
}
