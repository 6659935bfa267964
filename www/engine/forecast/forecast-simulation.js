/**
 * A network drawn at iteration 0, and one pass of normal inputs forward and of the error signal backward. Of weights, only a few hundred
 * units' are kept at any time: each layer's are drawn again, from the same seeds, on the way back.
 */
import { ROW, activated, drawnProduct, drawnRows, parameterMoments } from './forecast-core.js';
import { simulatedError } from './forecast-loss.js';
import { orthogonalProduct, reflectionPieces } from './forecast-orthogonal.js';

/** @typedef {import('./forecast-layers.js').ForecastLayer} ForecastLayer */
/** @typedef {import('./forecast-layers.js').RunLaw} RunLaw */
/**
 * @typedef {object} Simulated  what a worker is asked to simulate
 * @property {ForecastLayer[]} layers
 * @property {number} inputVariance
 * @property {import('./forecast-loss.js').ForecastLoss} loss
 * @property {number} samples  2 to 64
 */

/** Weights that are drawn at a time: some 30 milliseconds of work. */
const PIECE = 2 ** 18;

/** The parts of a seed, mixed so that neighbours have unrelated streams (the finalizer of MurmurHash3). @param {number[]} parts */
function mixed(...parts) {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/**
 * Bands of a layer's units that are drawn together.
 * @param {ForecastLayer} layer @returns {{ first: number, drawn: number }[]}
 */
function bandsOf({ units, inputs, weights }) {
  const isWhole = !INDEPENDENT.has(String(weights.initializer));
  const drawn = isWhole ? units : Math.max(2, 2 * Math.floor(PIECE / inputs / 2));
  return Array.from({ length: Math.ceil(units / drawn) }, (_, k) => ({
    first: k * drawn,
    drawn: Math.min(drawn, units - k * drawn),
  }));
}

/** Initializers that draw each weight by itself; others draw a layer at once. */
const INDEPENDENT = new Set(
  (
    'zeros ones constant random_normal random_uniform truncated_normal variance_scaling he xavier xavier_average glorot_normal ' +
    'glorot_uniform he_normal he_uniform lecun_normal lecun_uniform pytorch_linear keras_dense flax_dense sklearn_mlp playground'
  ).split(' '),
);

/** What is drawn, as a part of the seed. */
const DRAWS = { inputs: 1, weights: 2, biases: 3, targets: 4 };

/** Pieces of work of one product with a layer's weights. @param {ForecastLayer} layer */
const piecesOf = (layer) => (isOrthogonal(layer) ? reflectionPieces(layer.units, layer.inputs) : bandsOf(layer).length);

/** @param {ForecastLayer} layer */
const isOrthogonal = ({ weights }) => weights.initializer === 'orthogonal';

/** One simulation of one seed. Each step of the generator is a piece of work. */
export class Simulation {
  #work;
  #seed;

  /** @param {Simulated} work @param {number} seed */
  constructor(work, seed) {
    this.#work = work;
    this.#seed = seed;
  }

  /** Pieces of work of one seed. @param {Simulated} work */
  static pieces({ layers }) {
    return layers.reduce((sum, layer, k) => sum + piecesOf(layer) * (k > 0 ? 2 : 1), 0);
  }

  /**
   * Yields after each piece of work; returns σ of activations between samples and the root mean square of the error signal, by layer.
   * @returns {Generator<void, { signal: number[], errorSignal: number[] }>}
   */
  *run() {
    const { layers, inputVariance, loss } = this.#work;
    const normal = { initializer: 'random_normal', mean: 0, stddev: Math.sqrt(inputVariance) };
    let values = drawnRows(normal, layers[0].inputs, mixed(this.#seed, DRAWS.inputs));
    /** Slopes of the activation functions; single precision is more than a simulation's. @type {Float32Array[]} */
    const slopes = [];
    /** @type {number[]} */
    const signal = [];
    const last = layers.length - 1;
    for (let k = 0; k <= last; k += 1) {
      const z = yield* this.#forward(k, values);
      if (k === last) {
        values = z;
      } else {
        const both = activated(layers[k].activation, layers[k].slope, z);
        slopes.push(Float32Array.from(both.slopes));
        ({ values } = both);
      }
      signal.push(this.#betweenSamples(values));
    }
    let error = simulatedError(loss, layers[last], values, (kind, rows) => this.#targets(kind, rows));
    const errorSignal = Array.from(layers, () => NaN);
    errorSignal[last] = this.#rms(error);
    for (let k = last; k > 0; k -= 1) {
      error = yield* this.#backward(k, error);
      const own = slopes[k - 1];
      for (let at = 0; at < error.length; at += 1) error[at] *= own[at];
      errorSignal[k - 1] = this.#rms(error);
    }
    return { signal, errorSignal };
  }

  /** @param {'normal' | 'uniform'} kind @param {number} rows */
  #targets(kind, rows) {
    /** @type {RunLaw} */
    const law =
      kind === 'normal'
        ? { initializer: 'random_normal', mean: 0, stddev: 1 }
        : { initializer: 'random_uniform', minval: 0, maxval: 1 };
    return drawnRows(law, rows, mixed(this.#seed, DRAWS.targets));
  }

  /** The draw of a band of a layer's units. @param {number} k @param {{ first: number, drawn: number }} band */
  #draw(k, { first, drawn }) {
    const { weights, activation, units, inputs } = this.#work.layers[k];
    return {
      law: weights,
      activation: activation === 'softmax' ? 'identity' : activation,
      units,
      inputs,
      drawn,
      seed: mixed(this.#seed, DRAWS.weights, k, first),
      samples: this.#work.samples,
    };
  }

  /** Pre-activations of a layer. @param {number} k @param {Float64Array} values @returns {Generator<void, Float64Array>} */
  *#forward(k, values) {
    const layer = this.#work.layers[k];
    const { units, hasOwnBiases, biases } = layer;
    /** @type {Float64Array} */
    let z = new Float64Array(units * ROW);
    if (isOrthogonal(layer)) z = yield* this.#orthogonal(k, values, false);
    else
      for (const band of bandsOf(layer)) {
        z.set(drawnProduct(this.#draw(k, band), hasOwnBiases ? 'affine' : 'forward', values), band.first * ROW);
        yield;
      }
    if (biases) {
      const drawn = drawnRows(biases, units, mixed(this.#seed, DRAWS.biases, k));
      // One number of each row is the unit's bias, for every sample.
      for (let at = 0; at < z.length; at += 1) z[at] += drawn[at - (at % ROW)];
    }
    return z;
  }

  /** @param {number} k @param {Float64Array} values @param {boolean} isBackward */
  #orthogonal(k, values, isBackward) {
    const { units, inputs, weights } = this.#work.layers[k];
    const seedOf = (/** @type {number} */ block) => mixed(this.#seed, DRAWS.weights, k, block);
    return orthogonalProduct(
      { units, inputs, gain: Number(weights.gain ?? 1), samples: this.#work.samples },
      values,
      seedOf,
      isBackward,
    );
  }

  /** Wᵀ δ of a layer. @param {number} k @param {Float64Array} error @returns {Generator<void, Float64Array>} */
  *#backward(k, error) {
    const layer = this.#work.layers[k];
    if (isOrthogonal(layer)) return yield* this.#orthogonal(k, error, true);
    const sums = new Float64Array(layer.inputs * ROW);
    for (const band of bandsOf(layer)) {
      const own = error.subarray(band.first * ROW, (band.first + band.drawn) * ROW);
      const product = drawnProduct(this.#draw(k, band), 'backward', own);
      for (let at = 0; at < sums.length; at += 1) sums[at] += product[at];
      yield;
    }
    return sums;
  }

  /** Standard deviation of a row between samples (n − 1 in the denominator), root mean square over rows. @param {Float64Array} values */
  #betweenSamples(values) {
    const { samples } = this.#work;
    let sum = 0;
    for (let row = 0; row < values.length; row += ROW) {
      // Differences from the first sample: the spread of equal values is exactly 0.
      const first = values[row];
      let [total, squares] = [0, 0];
      for (let sample = 1; sample < samples; sample += 1) {
        const apart = values[row + sample] - first;
        total += apart;
        squares += apart * apart;
      }
      sum += Math.max(0, squares - (total * total) / samples) / (samples - 1);
    }
    return Math.sqrt(sum / (values.length / ROW));
  }

  /** @param {Float64Array} values */
  #rms(values) {
    const { samples } = this.#work;
    let sum = 0;
    for (let row = 0; row < values.length; row += ROW)
      for (let sample = 0; sample < samples; sample += 1) sum += values[row + sample] ** 2;
    return Math.sqrt(sum / ((values.length / ROW) * samples));
  }
}

/** Checks that the core knows the laws of all layers. @param {readonly ForecastLayer[]} layers */
export function checkLaws(layers) {
  for (const { weights, biases, activation, units, inputs } of layers) {
    parameterMoments(weights, activation === 'softmax' ? 'identity' : activation, units, inputs);
    if (biases) parameterMoments(biases, 'identity', units, inputs);
  }
}
