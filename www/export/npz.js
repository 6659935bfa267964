/**
 * NumPy's file formats: .npy, version 1.0, of 64-bit floats or texts, and .npz, a zip file of them as `np.savez` writes it
 * (numpy.lib.format; https://numpy.org/neps/nep-0001-npy-format.html).
 */
import { zipSync } from 'fflate';

/** @typedef {Float64Array | string[]} Values  in C order: the last index runs fastest */
/** @typedef {{ name: string, shape: number[], values: Values }} NamedArray */

const MAGIC = '\x93NUMPY\x01\x00';
/** Alignment of the values. */
const ALIGNMENT = 64;
/** A fixed time stamp, the earliest that zip allows, so that equal arrays give equal files. */
const TIME = new Date(1980, 0, 1);

/** Whether this machine stores numbers as the file does. */
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** 64-bit floats, little-endian. @param {Float64Array} values */
const floats = (values) => ({
  type: '<f8',
  size: 8,
  write: (/** @type {DataView} */ view, /** @type {number} */ start) => {
    if (LITTLE_ENDIAN) new Float64Array(view.buffer, start, values.length).set(values);
    else values.forEach((value, k) => view.setFloat64(start + 8 * k, value, true));
  },
});

/** Texts of one length, filled up with zeros: UTF-32, little-endian. @param {string[]} values */
function texts(values) {
  const letters = values.map((text) =>
    Array.from(text.replace(/\p{Cs}/gu, '\ufffd'), (letter) => letter.codePointAt(0) ?? 0),
  );
  const length = Math.max(1, ...letters.map((text) => text.length));
  return {
    type: `<U${length}`,
    size: 4 * length,
    write: (/** @type {DataView} */ view, /** @type {number} */ start) =>
      letters.forEach((text, k) =>
        text.forEach((letter, i) => view.setUint32(start + 4 * (k * length + i), letter, true)),
      ),
  };
}

/** @param {number[]} shape @param {Values} values */
export function npy(shape, values) {
  const count = shape.reduce((product, length) => product * length, 1);
  if (count !== values.length) throw new RangeError(`npy: ${values.length} values do not fill ${shape.join(' × ')}`);
  const { type, size, write: writeValues } = Array.isArray(values) ? texts(values) : floats(values);
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const about = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const before = MAGIC.length + 2;
  const start = Math.ceil((before + about.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = `${about.padEnd(start - before - 1)}\n`;
  const bytes = new Uint8Array(start + size * count);
  const view = new DataView(bytes.buffer);
  const write = (/** @type {string} */ text, /** @type {number} */ at) => {
    for (let k = 0; k < text.length; k += 1) bytes[at + k] = text.charCodeAt(k);
  };
  write(MAGIC, 0);
  view.setUint16(MAGIC.length, header.length, true);
  write(header, before);
  writeValues(view, start);
  return bytes;
}

/** @param {NamedArray[]} arrays  names are file names in the zip: ASCII and unique */
export function npz(arrays) {
  const files = Object.fromEntries(arrays.map(({ name, shape, values }) => [`${name}.npy`, npy(shape, values)]));
  if (Object.keys(files).length < arrays.length) throw new RangeError('npz: two arrays have one name');
  return zipSync(files, { level: 0, mtime: TIME });
}
