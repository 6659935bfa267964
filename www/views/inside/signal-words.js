/** What the signals of a network do from layer to layer, in sentences from its numbers. No DOM. */
import { cost, tick } from '../../charts/format.js';

/** @typedef {import('../../engine/lab.js').Inspection} Inspection */

/** Signals whose sizes differ by no more than this factor count as equal in size. */
const SAME_SIZE = 10;

/** A network forgets its input if z differs between samples this many times less at the output than at layer 1 … */
const FORGOTTEN = 100;
/** … and the signal itself loses less than that by at least this factor. */
const KEPT = 10;

/**
 * The error signal is the root mean square of ∂cost/∂z, the signal that of z.
 * @param {Inspection} inspection @returns {string} one sentence or more
 */
export function signalWords({ layers }) {
  const forward = layers.map(({ preActivationRms }) => preActivationRms);
  const between = layers.map(({ preActivationBetweenSamples }) => preActivationBetweenSamples);
  const backward = layers.map(({ gradientRms }) => gradientRms);
  const gradients = layers.map(({ weightGradientRms }) => weightGradientRms);
  if (layers.length < 2) return `This network has no hidden layer: the rms of its only signal is ${cost(forward[0])}.`;
  if (![...forward, ...between, ...backward, ...gradients].every(Number.isFinite))
    return 'Some signals are too large to measure.';
  const told = [
    errorSentence(backward),
    gradientSentence(gradients, backward),
    lostSentence(between) || signalSentence(forward),
    forgettingSentence(between, forward),
  ].filter(Boolean);
  return told.length ? told.join(' ') : 'Signals keep their size through all layers, forward and backward.';
}

/** Empty if the error signal keeps its size. @param {number[]} sizes  of ∂cost/∂z by layer */
function errorSentence(sizes) {
  const last = /** @type {number} */ (sizes.at(-1));
  const lost = sizes.findLastIndex((size) => size === 0) + 1;
  if (last === 0) return 'The error signal is 0 at the output, so the gradient of every weight is 0.';
  if (lost === 1) return 'No error signal reaches layer 1.';
  if (lost > 1) return `No error signal reaches layers 1 to ${lost}.`;
  const [smaller, larger] = [last / sizes[0], sizes[0] / last];
  if (smaller > SAME_SIZE) return `The error signal at layer 1 is ${times(smaller)} times smaller than at the output.`;
  if (larger > SAME_SIZE) return `The error signal at layer 1 is ${times(larger)} times larger than at the output.`;
  const range = rangeOf(sizes);
  return range > SAME_SIZE ? `The error signal differs by a factor of ${times(range)} between layers.` : '';
}

/**
 * The weights' gradient beside an error signal that differs between layer 1 and the output; empty if that does not.
 * @param {number[]} sizes  of ∂cost/∂W by layer @param {number[]} errors  of ∂cost/∂z by layer
 */
function gradientSentence(sizes, errors) {
  const ratio = sizes[0] / /** @type {number} */ (sizes.at(-1));
  const error = errors[0] / /** @type {number} */ (errors.at(-1));
  if (!(error > 0 && ratio > 0) || (error <= SAME_SIZE && error >= 1 / SAME_SIZE)) return '';
  if (ratio < 1 / SAME_SIZE)
    return `The weights’ gradient at layer 1 is ${times(1 / ratio)} times smaller than at the output.`;
  if (ratio > SAME_SIZE) return `The weights’ gradient at layer 1 is ${times(ratio)} times larger than at the output.`;
  return 'The weights’ gradient at layer 1 has about the size of that at the output.';
}

/** Empty if every layer's values depend on the sample. @param {number[]} sizes  deviations of z between samples by layer */
function lostSentence(sizes) {
  const lost = sizes.indexOf(0);
  if (lost === 0) return 'Layer 1 gives the same value for every sample.';
  if (lost === sizes.length - 1) return 'The output has the same value for every sample.';
  return lost > 0 ? `From layer ${lost + 1} on, every sample gives the same value.` : '';
}

/**
 * Empty unless the signal depends on the input ever less while it keeps its size.
 * @param {number[]} between  deviations of z between samples by layer @param {number[]} sizes  of z by layer
 */
function forgettingSentence(between, sizes) {
  const loss = between[0] / /** @type {number} */ (between.at(-1));
  const last = /** @type {number} */ (sizes.at(-1));
  const kept = (last / sizes[0]) * loss;
  if (!Number.isFinite(loss) || loss <= FORGOTTEN || kept < KEPT) return '';
  return `The network forgets its input: z differs between samples ${times(loss)} times less at the output than at layer 1.`;
}

/** Empty if the signal keeps its size. @param {number[]} sizes  of z by layer */
function signalSentence(sizes) {
  const last = /** @type {number} */ (sizes.at(-1));
  const [smaller, larger] = [sizes[0] / last, last / sizes[0]];
  if (smaller > SAME_SIZE) return `The signal at the output is ${times(smaller)} times smaller than at layer 1.`;
  if (larger > SAME_SIZE) return `The signal at the output is ${times(larger)} times larger than at layer 1.`;
  const range = rangeOf(sizes);
  return range > SAME_SIZE ? `The signal differs by a factor of ${times(range)} between layers.` : '';
}

/** @param {number[]} sizes */
const rangeOf = (sizes) => Math.max(...sizes) / Math.min(...sizes);

/** A ratio with two significant digits: 12, 3,200, 10⁶, 5.8 · 10⁶. @param {number} ratio */
const times = (ratio) => (Number.isFinite(ratio) ? tick(Number(ratio.toPrecision(2))) : `more than ${tick(1e308)}`);
