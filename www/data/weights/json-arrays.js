/**
 * Weights in JSON: what the lab writes, lists of layers and of arrays by name, and TensorFlow.js's model.json with the files
 * beside it. No DOM.
 */
import { BYTES, floatsFrom } from './float-types.js';
import { refuseForeignJson } from './foreign-files.js';
import { WeightsError, quoted } from './weights-error.js';

/** @typedef {import('./npy-array.js').NamedArray} NamedArray */
/** @typedef {import('./npy-array.js').LeftOut} LeftOut */
/** @typedef {import('./weights-content.js').Content} Content */
/** @typedef {import('./weights-content.js').WeightsFile} WeightsFile */

/** Parts of the lab's own files that have numbers, but no weights. */
const ASIDE = ['experiment', 'permalink', 'inputs', 'shape'];
/** Deeper nesting than of any list of layers. */
const DEEPEST = 16;

/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    const isNumber = /[[,:\s]-?(NaN|Infinity)\b/.exec(text);
    const why = isNumber
      ? `it has ${isNumber[1]}, which is no weight and no JSON`
      : /** @type {Error} */ (error).message;
    throw new WeightsError(`This is not complete JSON: ${why}.`, { allowed: 'JSON' });
  }
}

/**
 * @param {string} text @param {string} fileName @param {WeightsFile[]} others  the files beside it
 * @returns {Content}
 * @throws {WeightsError}
 */
export function jsonArrays(text, fileName, others) {
  const root = parsed(text);
  if (Array.isArray(root?.weightsManifest)) return manifestArrays(root, others);
  refuseForeignJson(root, fileName);
  /** @type {NamedArray[]} */
  const arrays = [];
  collect(root, Array.isArray(root) ? 'layers' : '', arrays, 0);
  return { arrays, leftOut: [] };
}

/** A list of numbers; of an object with the keys 0, 1, …, as typed arrays give in JSON, its values. @param {any} value @returns {any[] | undefined} */
function listOf(value) {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key, k) => key === String(k)) ? Object.values(value) : undefined;
}

/** @param {unknown} item */
const isScalar = (item) => typeof item === 'number' || item === null;

/**
 * Collects the arrays in a value, named by their places.
 * @param {any} value @param {string} name @param {NamedArray[]} arrays @param {number} depth
 */
function collect(value, name, arrays, depth) {
  if (depth > DEEPEST) throw new WeightsError('It is nested too deep to be a list of layers.');
  const list = listOf(value);
  if (list && list.length > 0) {
    const rows = list.map(listOf);
    if (list.every(isScalar)) arrays.push(arrayOf(name, [list.length], list));
    else if (
      rows.every((row) => row !== undefined && row.length === rows[0]?.length && row.every(isScalar) && row.length > 0)
    )
      arrays.push(arrayOf(name, [list.length, /** @type {any[]} */ (rows[0]).length], rows.flat()));
    // The lab's runs have keys.
    else
      list.forEach((item, k) =>
        collect(item, typeof item?.key === 'string' ? item.key : `${name}[${k}]`, arrays, depth + 1),
      );
    return;
  }
  if (!isObject(value)) return;
  const layer = ownLayer(value, name);
  if (layer) return void arrays.push(...layer);
  for (const [key, part] of Object.entries(value))
    if (!ASIDE.includes(key)) collect(part, name ? `${name}.${key}` : key, arrays, depth + 1);
}

/** A layer as the lab writes it: `weights`, nested or flat, `biases`, and perhaps `shape`. @param {any} value @param {string} name */
function ownLayer({ weights, biases, shape }, name) {
  const [flat, offsets] = [listOf(weights), listOf(biases)];
  if (!flat?.length || !offsets?.length || !flat.every(isScalar) || !offsets.every(isScalar)) return null;
  const units = offsets.length;
  const inputs = flat.length / units;
  const given = Array.isArray(shape) ? shape : [units, inputs];
  if (
    given.length !== 2 ||
    given[0] * given[1] !== flat.length ||
    !given.every((side) => Number.isSafeInteger(side) && side > 0)
  )
    return null;
  return [arrayOf(`${name}.weights`, given, flat), arrayOf(`${name}.biases`, [units], offsets)];
}

/** @param {string} name @param {number[]} shape @param {(number | null)[]} numbers @returns {NamedArray} */
function arrayOf(name, shape, numbers) {
  const hole = numbers.indexOf(null);
  if (hole >= 0) {
    const at = shape.length === 2 ? `[${Math.floor(hole / shape[1])}][${hole % shape[1]}]` : `[${hole}]`;
    throw new WeightsError(
      `${quoted(`${name}${at}`)} is null, as JSON writes NaN and infinity; must be a finite number.`,
      {
        path: `${name}${at}`,
        value: null,
        allowed: 'a finite number',
      },
    );
  }
  return { name, shape, dtype: 'float64', values: Float64Array.from(/** @type {number[]} */ (numbers)) };
}

// TensorFlow.js

/** Bytes of a number of other types. @type {Record<string, number>} */
const OTHERS = { int32: 4, bool: 1, uint8: 1, uint16: 2, complex64: 8 };

/** @param {any} model @param {WeightsFile[]} others @returns {Content} */
function manifestArrays(model, others) {
  /** @type {NamedArray[]} */
  const arrays = [];
  /** @type {LeftOut[]} */
  const leftOut = [];
  for (const { paths, weights } of model.weightsManifest) {
    const bytes = joined((Array.isArray(paths) ? paths : []).map((path) => fileNamed(others, String(path))));
    let at = 0;
    for (const spec of Array.isArray(weights) ? weights : []) {
      const { size, read } = specOf(spec);
      const part = bytes.subarray(at, at + size);
      if (part.length < size) throw new WeightsError(`The numbers of ${quoted(String(spec?.name))} are cut off.`);
      const array = read(part);
      if ('why' in array) leftOut.push(array);
      else arrays.push(array);
      at += size;
    }
    if (at !== bytes.length)
      throw new WeightsError(`The files beside it have ${bytes.length} bytes; it tells of ${at}.`);
  }
  return { arrays, leftOut, convention: 'in_out', activations: activationsOf(model) };
}

/** @param {WeightsFile[]} others @param {string} path */
function fileNamed(others, path) {
  const last = path.split('/').at(-1);
  const found = others.find(({ name }) => name.split('/').at(-1) === last);
  if (found) return found.bytes;
  throw new WeightsError(`Its numbers are in ${quoted(String(last))}, which is missing; give both files together.`, {
    allowed: 'model.json together with the files that it names',
  });
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** How an entry of the manifest is read. @param {any} spec @returns {{ size: number, read: (bytes: Uint8Array) => NamedArray | LeftOut }} */
function specOf(spec) {
  const { name, shape, dtype, quantization } = spec ?? {};
  const isCount = (/** @type {unknown} */ side) => Number.isSafeInteger(side) && Number(side) >= 0;
  if (typeof name !== 'string' || !Array.isArray(shape) || !shape.every(isCount))
    throw new WeightsError('An entry of its weightsManifest has no name and shape.');
  const count = shape.reduce((product, side) => product * side, 1);
  const made = (/** @type {Float64Array} */ values) => ({
    name,
    shape,
    dtype: /** @type {const} */ ('float32'),
    values,
  });
  const stored = quantization?.dtype ?? dtype;
  if (dtype === 'float32' && (stored === 'float32' || stored === 'float16'))
    return {
      size: count * BYTES[/** @type {'float32'} */ (stored)],
      read: (bytes) => made(floatsFrom(bytes, /** @type {'float32'} */ (stored), count)),
    };
  const size = Object.hasOwn(OTHERS, stored) ? OTHERS[stored] : undefined;
  if (size === undefined)
    throw new WeightsError(`${quoted(name)} has numbers of the type ${quoted(String(stored))}; must be float32.`);
  if (dtype !== 'float32')
    return { size: count * size, read: () => ({ name, why: `has numbers of the type ${dtype}` }) };
  const { scale, min } = quantization;
  if (![scale, min].every(Number.isFinite))
    throw new WeightsError(`${quoted(name)} is quantized without scale and min.`);
  const value = (/** @type {DataView} */ view, /** @type {number} */ k) =>
    size === 1 ? view.getUint8(k) : view.getUint16(2 * k, true);
  return {
    size: count * size,
    read: (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return made(Float64Array.from({ length: count }, (_, k) => Math.fround(value(view, k) * scale + min)));
    },
  };
}

/** The activation functions that a Keras model names, layer by layer. @param {any} model @returns {string[]} */
function activationsOf({ modelTopology }) {
  const config = modelTopology?.model_config?.config ?? modelTopology?.config;
  const layers = Array.isArray(config) ? config : config?.layers;
  if (!Array.isArray(layers)) return [];
  return layers.map((layer) => layer?.config?.activation).filter((name) => typeof name === 'string');
}
