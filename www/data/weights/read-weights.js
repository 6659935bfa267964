/**
 * Reads the weights of a network from files as libraries write them: NumPy's .npz and .npy, safetensors, and JSON. Layers are
 * chained by their shapes, then by the numbers in their names, never by their order in the file. What a file leaves open is
 * asked, never guessed. No DOM.
 */
import { wrongType } from '../foreign-refusal.js';
import { networkIn } from './network-in-arrays.js';
import { contentOf } from './weights-content.js';
import { quoted } from './weights-error.js';

/** @typedef {import('./weights-content.js').Convention} Convention */
/** @typedef {import('./weights-content.js').WeightsFile} WeightsFile */
/** @typedef {import('./weights-error.js').WeightsChoice} WeightsChoice */
/** @typedef {string | ArrayBuffer | ArrayBufferView} Bytes  of a file; a text is JSON */
/**
 * @typedef {object} WeightsOptions  what a file may leave open
 * @property {Convention} [convention]  out_in: a row of a matrix for each unit, as in PyTorch; in_out: a column, as in Keras
 * @property {readonly string[]} [order]  the names of the weights, first layer to last
 * @property {string} [network]  the name of one of several networks in the file
 */
/**
 * @typedef {object} ReadWeights
 * @property {{ weights: number[][], biases: number[] }[]} layers  as a run's `weights`: a row of weights for each unit
 * @property {string[]} names  of the arrays of weights, first layer to last
 * @property {Convention} convention  of the file
 * @property {string} dtype  of the numbers in the file
 * @property {string[]} notes  what was settled, and what was left out, in sentences
 */

const OPTIONS = ['convention', 'order', 'network'];

/** @param {string} path @param {unknown} value @param {string} allowed */
const refuse = (path, value, allowed) => wrongType(path, value, quoted(value), allowed);

/** @param {unknown} source @param {string} path @returns {Uint8Array} */
function bytesOf(source, path) {
  if (typeof source === 'string') return new TextEncoder().encode(source);
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  if (Object.prototype.toString.call(source) === '[object ArrayBuffer]')
    return new Uint8Array(/** @type {ArrayBuffer} */ (source));
  throw refuse(path, source, 'the bytes of a file, or a list of files { name, bytes }');
}

/** @param {unknown} source @param {unknown} fileName @returns {WeightsFile[]} */
function filesOf(source, fileName) {
  if (!Array.isArray(source)) return [{ name: String(fileName ?? 'The file'), bytes: bytesOf(source, 'bytes') }];
  if (source.length === 0) throw refuse('bytes', source, 'the bytes of a file, or a list of files { name, bytes }');
  return source.map((file, k) => ({
    name: String(file?.name ?? ''),
    bytes: bytesOf(file?.bytes, `bytes[${k}].bytes`),
  }));
}

/** @param {any} options @returns {WeightsOptions} */
function checkedOptions(options) {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw refuse('options', options, 'an object');
  for (const name of Object.keys(options))
    if (!OPTIONS.includes(name)) throw refuse(name, options[name], `one of the options ${OPTIONS.join(', ')}`);
  const { convention, order, network } = options;
  if (convention !== undefined && convention !== 'out_in' && convention !== 'in_out')
    throw refuse('convention', convention, 'out_in or in_out');
  const isList = Array.isArray(order) && order.every((name) => typeof name === 'string');
  if (order !== undefined && !isList) throw refuse('order', order, 'a list of names of arrays');
  if (network !== undefined && typeof network !== 'string') throw refuse('network', network, 'a text');
  return { convention, order, network };
}

/**
 * Reads the weights of a network 2 → … → 1 from a file: .npz, .npy, .safetensors, or JSON as the lab and TensorFlow.js write it.
 * @param {Bytes | readonly { name: string, bytes: Bytes }[]} bytes  of the file; or of several files that belong together, such as
 *   model.json and its shards
 * @param {string} [fileName]
 * @param {WeightsOptions} [options]
 * @returns {ReadWeights}
 * @throws {RangeError | TypeError} with `path`, `value` and `allowed`. If the file leaves open a choice that changes the network,
 *   the error has `choices`: for each, the `option` that decides it, a `question`, and `values` with what each `gives`.
 */
export function readWeights(bytes, fileName, options = {}) {
  const { layers, names, convention, dtype, notes } = networkFrom(filesOf(bytes, fileName), checkedOptions(options));
  return { layers, names, convention, dtype, notes };
}

/** As `readWeights`, with the activation functions that the file names. @param {WeightsFile[]} files @param {WeightsOptions} options */
export const networkFrom = (files, options) => networkIn(contentOf(files), options);
