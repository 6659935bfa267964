/** Texts of the page of forecasts. No DOM. */
import { OTHER_LOSS } from '../data/model/model-losses.js';
import { shortNumber } from './model-numbers.js';

/** @typedef {import('../data/model/model-stack.js').ModelLayer} ModelLayer */
/** @typedef {import('../engine/forecast/forecast.js').Forecast} Forecast */

/** @type {Record<string, string>} */
export const FRAMEWORKS = {
  pytorch: 'PyTorch',
  keras: 'Keras',
  flax: 'Flax',
  equinox: 'Equinox',
  haiku: 'Haiku',
  list: 'A list of widths',
};

/** @type {Record<string, string>} */
export const LOSSES = {
  unit: 'none: an error signal of size 1 at the output',
  softmax_cross_entropy: 'cross-entropy of softmax',
  binary_cross_entropy: 'binary cross-entropy',
  mse: 'mean squared error',
};

/** @type {Record<string, string>} */
export const WORDS = {
  healthy: 'Healthy',
  dead: 'Dead',
  symmetric: 'Symmetric',
  fading: 'Fading',
  growing: 'Growing',
  vanishing: 'Vanishing',
  exploding: 'Exploding',
  unknown: 'No forecast',
};

/** A law with its parameters: random_normal(mean 0, stddev 0.02). @param {string} initializer @param {Record<string, number | string>} [parameters] */
export function lawText(initializer, parameters) {
  const inside = Object.entries(parameters ?? {}).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? shortNumber(value) : value}`,
  );
  return inside.length > 0 ? `${initializer} (${inside.join(', ')})` : initializer;
}

/** What was understood of a layer, as cells. @param {ModelLayer} layer */
export const layerCells = ({
  inputs,
  units,
  activation,
  negativeSlope,
  initializer,
  parameters,
  biasInitializer,
  biasParameters,
}) => [
  `${inputs} → ${units}`,
  negativeSlope === undefined ? activation : `${activation} (${negativeSlope})`,
  lawText(initializer, parameters),
  lawText(biasInitializer, biasParameters),
];

/** What is to say where no loss is forecast. @param {import('../data/model/model-interpreter.js').Ignored[]} ignored */
export const lossText = (ignored) =>
  ignored.some(({ why }) => why === OTHER_LOSS)
    ? 'The forecast does not have the loss that the code names.'
    : 'The code names no loss.';

/** @param {number} count */
export const networks = (count) => (count === 1 ? '1 network' : `${count} networks`);

/** What a chart shows, for people who do not see it. @param {Forecast} forecast @param {'signal' | 'errorSignal'} what */
export function chartText({ layers }, what) {
  const [first, last] = [layers[0], layers[layers.length - 1]];
  const value = (/** @type {import('../engine/forecast/forecast.js').LayerForecast} */ layer) => {
    const found = layer.simulation?.[what].mean ?? layer.theory[what] ?? NaN;
    return Number.isNaN(found) ? 'not known' : shortNumber(found);
  };
  const name = what === 'signal' ? 'σ of activations between inputs' : 'Error signal';
  return `${name} by layer: ${value(first)} at layer 1, ${value(last)} at layer ${last.layer}. The table below has all numbers.`;
}

/**
 * Rows of what was understood: neighbours with the same cells are one.
 * @param {readonly ModelLayer[]} layers @returns {{ first: number, last: number, lines: string, text: string, cells: string[] }[]}  layers from 1
 */
export function understoodRows(layers) {
  /** @type {{ first: number, last: number, from: number, to: number, text: string, cells: string[] }[]} */
  const rows = [];
  layers.forEach((layer, k) => {
    const { line, text } = layer;
    const cells = layerCells(layer);
    const row = rows[rows.length - 1];
    if (row?.cells.every((cell, c) => cell === cells[c])) {
      row.last = k + 1;
      row.from = Math.min(row.from, line);
      row.to = Math.max(row.to, line);
    } else {
      rows.push({ first: k + 1, last: k + 1, from: line, to: line, text, cells });
    }
  });
  return rows.map(({ from, to, ...row }) => ({ ...row, lines: from === to ? String(from) : `${from} to ${to}` }));
}
