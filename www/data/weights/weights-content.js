/** What a file of weights contains: its arrays by name, whatever its format. No DOM. */
import { refuseForeign } from './foreign-files.js';
import { jsonArrays } from './json-arrays.js';
import { isNpy, npyArray } from './npy-array.js';
import { isSafetensors, safetensorsArrays } from './safetensors-arrays.js';
import { WeightsError, megabytes, quoted } from './weights-error.js';
import { MOST_BYTES, unpacked, zipEntries } from './zip-entries.js';

/** @typedef {import('./npy-array.js').NamedArray} NamedArray */
/** @typedef {import('./npy-array.js').LeftOut} LeftOut */
/** @typedef {'out_in' | 'in_out'} Convention  the order of a matrix's axes: a row for each unit, or a column */
/** @typedef {{ name: string, bytes: Uint8Array }} WeightsFile */
/**
 * @typedef {object} Content
 * @property {NamedArray[]} arrays
 * @property {LeftOut[]} leftOut  what is not read, and why
 * @property {Convention} [convention]  if the format has one
 * @property {string[]} [activations]  of the layers, if the file names them
 */

/** @param {Uint8Array} bytes */
const isZip = (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/**
 * @param {WeightsFile[]} files
 * @returns {Content}
 * @throws {WeightsError}
 */
export function contentOf(files) {
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > MOST_BYTES)
    throw new WeightsError(`${megabytes(size)} are too many; must be at most ${MOST_BYTES / 1e6} MB.`, {
      value: size,
      allowed: `at most ${MOST_BYTES / 1e6} MB`,
    });
  // Of several files, one says what the others are.
  const [main = files[0]] = files.length > 1 ? files.filter(({ name }) => /\.json$/i.test(name)) : files;
  const others = files.filter((file) => file !== main);
  const { name, bytes } = main;
  if (isZip(bytes)) return zipArrays(main);
  if (isNpy(bytes)) return sorted([npyArray(bytes, name.replace(/\.npy$/i, '') || 'array')]);
  if (isSafetensors(bytes)) return safetensorsArrays(bytes);
  refuseForeign(main);
  const text = textOf(bytes);
  if (text === null || !/^\s*[[{]/.test(text)) throw unknown(name);
  return jsonArrays(text, name, others);
}

/** @param {string} name */
const unknown = (name) =>
  new WeightsError(
    `${quoted(name)} is no file of weights that the lab reads; must be .npz, .npy, .safetensors or JSON.`,
    {
      value: name,
      allowed: '.npz, .npy, .safetensors or JSON',
    },
  );

/** @param {Uint8Array} bytes */
function textOf(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** @param {(NamedArray | LeftOut)[]} read @returns {Content} */
function sorted(read) {
  /** @type {Content} */
  const content = { arrays: [], leftOut: [] };
  for (const array of read)
    if ('why' in array) content.leftOut.push(array);
    else content.arrays.push(array);
  return content;
}

/** @param {WeightsFile} file @returns {Content} */
function zipArrays(file) {
  const { bytes } = file;
  const entries = zipEntries(bytes);
  const arrays = entries.filter(({ name }) => /\.npy$/i.test(name));
  if (arrays.length === 0) {
    refuseForeign(
      file,
      entries.map(({ name }) => name),
    );
    if (entries.length === 0)
      throw new WeightsError(`${quoted(file.name)} has no arrays: it is an empty zip file.`, {
        value: file.name,
        allowed: 'an .npz with the arrays of a network',
      });
    throw unknown(file.name);
  }
  const content = sorted(arrays.map((entry) => npyArray(unpacked(bytes, entry), entry.name.replace(/\.npy$/i, ''))));
  const others = entries.filter((entry) => !arrays.includes(entry) && !entry.name.endsWith('/'));
  content.leftOut.push(...others.map(({ name }) => ({ name, why: 'is no array' })));
  return content;
}
