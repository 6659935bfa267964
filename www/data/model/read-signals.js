/** Reads the JSON that docs/examples/signals_torch.py and signals_keras.py write: the signals of a real network, layer by layer. No DOM. */
import { refused } from '../../experiment/refused.js';

/**
 * @typedef {object} MeasuredLayer
 * @property {string} name
 * @property {[units: number, inputs: number]} shape
 * @property {number} signal  σ of a unit's outputs between samples, root mean square over units
 * @property {number | null} errorSignal  root mean square of ∂loss/∂z of a sample
 * @property {number | null} gradient  root mean square of ∂cost/∂W
 * @property {number | null} dead  share of the units that are 0 for every sample
 * @property {number | null} update  ‖ΔW‖ / ‖W‖ of one step
 */
/** @typedef {{ framework: string, layers: MeasuredLayer[] }} MeasuredSignals */

export const SIGNALS_FORMAT = 'init-lab signals 1';
const LONGEST = 200_000;
const MOST_LAYERS = 200;
const LONGEST_NAME = 100;
const MOST_UNITS = 1e9;

/** @param {string} path @param {unknown} value @param {string} allowed @returns {never} */
function refuse(path, value, allowed) {
  throw refused(RangeError, path, (JSON.stringify(value) ?? 'nothing').slice(0, 60), allowed);
}

/** @param {string} path @param {unknown} value @param {number} most @returns {number} */
const number = (path, value, most = Infinity) =>
  typeof value === 'number' && value >= 0 && value <= most
    ? value
    : refuse(path, value, most === 1 ? 'a number from 0 to 1' : 'a number, 0 or more');

/** Python's json writes infinite numbers and NaN as words that JSON does not have. @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    const name = /\b(?:NaN|-?Infinity)\b/.exec(text)?.[0];
    return refuse(
      'text',
      name ?? text.slice(0, 40),
      name ? 'JSON with finite numbers' : `the JSON that signals_torch.py or signals_keras.py writes`,
    );
  }
}

/**
 * @param {string} text
 * @returns {MeasuredSignals}
 * @throws {RangeError} with path, value and allowed
 */
export function readSignals(text) {
  if (text.length > LONGEST) refuse('text', `${text.length} characters`, `at most ${LONGEST} characters`);
  const data = parsed(text);
  if (typeof data !== 'object' || data === null || data.format !== SIGNALS_FORMAT)
    refuse('format', data?.format, JSON.stringify(SIGNALS_FORMAT));
  const { layers, framework = '' } = data;
  if (!Array.isArray(layers) || layers.length === 0 || layers.length > MOST_LAYERS)
    refuse(
      'layers',
      Array.isArray(layers) ? `${layers.length} layers` : layers,
      `a list of 1 to ${MOST_LAYERS} layers`,
    );
  return {
    framework: String(framework).slice(0, LONGEST_NAME),
    layers: layers.map((/** @type {unknown} */ layer, /** @type {number} */ k) => layerOf(layer, `layers[${k}]`)),
  };
}

/** @param {any} layer @param {string} path @returns {MeasuredLayer} */
function layerOf(layer, path) {
  if (typeof layer !== 'object' || layer === null || Array.isArray(layer)) refuse(path, layer, 'an object');
  const { name = '', shape, signal } = layer;
  const isShape =
    Array.isArray(shape) &&
    shape.length === 2 &&
    shape.every((each) => Number.isInteger(each) && each >= 1 && each <= MOST_UNITS);
  if (!isShape) refuse(`${path}.shape`, shape, 'two whole numbers: units and inputs');
  const optional = (/** @type {string} */ key, most = Infinity) =>
    layer[key] === undefined || layer[key] === null ? null : number(`${path}.${key}`, layer[key], most);
  return {
    name: String(name).slice(0, LONGEST_NAME),
    shape: [shape[0], shape[1]],
    signal: number(`${path}.signal`, signal),
    errorSignal: optional('errorSignal'),
    gradient: optional('gradient'),
    dead: optional('dead', 1),
    update: optional('update'),
  };
}
