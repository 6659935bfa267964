/**
 * NumPy's file formats: .npy, version 1.0, of 64-bit floats, and .npz, a zip file of them as `np.savez` writes it
 * (numpy.lib.format; https://numpy.org/neps/nep-0001-npy-format.html).
 */
import { zipSync } from 'fflate';

/** @typedef {{ name: string, shape: number[], values: Float64Array }} NamedArray  values in C order: the last index runs fastest */

const MAGIC = '\x93NUMPY\x01\x00';
/** Alignment of the values. */
const ALIGNMENT = 64;
/** A fixed time stamp, the earliest that zip allows, so that equal arrays give equal files. */
const TIME = new Date(1980, 0, 1);

/** @param {number[]} shape @param {Float64Array} values */
export function npy(shape, values) {
  const count = shape.reduce((product, length) => product * length, 1);
  if (count !== values.length) throw new RangeError(`npy: ${values.length} values do not fill ${shape.join(' × ')}`);
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const about = `{'descr': '<f8', 'fortran_order': False, 'shape': ${tuple}, }`;
  const before = MAGIC.length + 2;
  const start = Math.ceil((before + about.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = `${about.padEnd(start - before - 1)}\n`;
  const bytes = new Uint8Array(start + 8 * count);
  const view = new DataView(bytes.buffer);
  const write = (/** @type {string} */ text, /** @type {number} */ at) => {
    for (let k = 0; k < text.length; k += 1) bytes[at + k] = text.charCodeAt(k);
  };
  write(MAGIC, 0);
  view.setUint16(MAGIC.length, header.length, true);
  write(header, before);
  values.forEach((value, k) => view.setFloat64(start + 8 * k, value, true));
  return bytes;
}

/** @param {NamedArray[]} arrays  names are file names in the zip: ASCII and unique */
export function npz(arrays) {
  const files = Object.fromEntries(arrays.map(({ name, shape, values }) => [`${name}.npy`, npy(shape, values)]));
  if (Object.keys(files).length < arrays.length) throw new RangeError('npz: two arrays have one name');
  return zipSync(files, { level: 0, mtime: TIME });
}
