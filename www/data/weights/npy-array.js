/** NumPy's .npy format, versions 1 to 3 (numpy.lib.format). No DOM. */
import { BYTES, floatsFrom } from './float-types.js';
import { WeightsError, quoted } from './weights-error.js';

/** @typedef {import('./float-types.js').FloatType} FloatType */
/** @typedef {{ name: string, shape: number[], values: Float64Array, dtype: FloatType }} NamedArray  values: in C order, the last index fastest */
/** @typedef {{ name: string, why: string }} LeftOut */

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const LONGEST_HEADER = 1 << 16;

/** @param {Uint8Array} bytes */
export const isNpy = (bytes) => MAGIC.every((byte, k) => bytes[k] === byte);

const PICKLE =
  'is a Python object, and NumPy saves objects as a pickle: a program that runs when it is loaded, which the lab never does';

/** Kinds of NumPy that are no floating-point numbers, in words. @type {Record<string, string>} */
const KINDS = {
  b: 'booleans',
  i: 'whole numbers',
  u: 'whole numbers',
  c: 'complex numbers',
  U: 'texts',
  S: 'texts',
  M: 'dates',
  m: 'durations',
};

/**
 * Reads an array of floating-point numbers, or says why it is left out.
 * @param {Uint8Array} bytes @param {string} name
 * @returns {NamedArray | LeftOut}
 * @throws {WeightsError} if it is damaged
 */
export function npyArray(bytes, name) {
  const { header, start } = headerOf(bytes, name);
  const [, descr, order, dimensions] = header;
  if (/O/.test(descr)) return { name, why: PICKLE };
  const [, mark, kind, size] = /^'([<>|=]?)([A-Za-z])(\d*)/.exec(descr) ?? [];
  if (!kind) return { name, why: 'has fields, as tables have' };
  const shape = (dimensions.match(/\d+/g) ?? []).map(Number);
  if (kind === 'V')
    return { name, why: `has raw bytes${size === '2' ? ', perhaps bfloat16: save it as float32' : ''}` };
  const dtype = kind === 'f' ? FLOATS[size] : undefined;
  if (!dtype) return { name, why: `has ${KINDS[kind] ?? `numbers of the type ${kind}${size}`}, not float16, 32 or 64` };
  if (shape.length === 0) return { name, why: 'is a single number' };
  const count = shape.reduce((product, length) => product * length, 1);
  if (start + count * BYTES[dtype] !== bytes.length)
    throw new WeightsError(
      `${quoted(name)} has ${bytes.length - start} bytes of numbers; ${shape.join(' × ')} of ${dtype} have ${count * BYTES[dtype]}.`,
    );
  const values = floatsFrom(bytes.subarray(start), dtype, count, mark !== '>');
  const isTransposed = order === 'True' && shape.length === 2;
  return { name, shape, dtype, values: isTransposed ? transposed(values, shape[1], shape[0]) : values };
}

/** @type {Record<string, FloatType>} */
const FLOATS = { 2: 'float16', 4: 'float32', 8: 'float64' };

/** A header: three entries in any order, with or without a last comma. Lists of Python 2 have an L behind each length. */
const ENTRIES = {
  descr: /['"]descr['"]\s*:\s*('[^']*'|"[^"]*"|\[.*\])/s,
  fortran_order: /['"]fortran_order['"]\s*:\s*(True|False)/,
  shape: /['"]shape['"]\s*:\s*\(([\d\s,L]*)\)/,
};

/** @param {Uint8Array} bytes @param {string} name */
function headerOf(bytes, name) {
  const damaged = (/** @type {string} */ why) => new WeightsError(`${quoted(name)} is not a whole .npy file: ${why}.`);
  if (!isNpy(bytes) || bytes.length < 10) throw damaged('it does not begin as one');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  if (version < 1 || version > 3) throw damaged(`its version is ${version}`);
  if (version > 1 && bytes.length < 12) throw damaged('its header is cut off');
  const from = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = from + length;
  if (length > LONGEST_HEADER || start > bytes.length) throw damaged('its header is cut off');
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(from, start));
  const found = Object.values(ENTRIES).map((entry) => entry.exec(text));
  const rest = found.reduce((left, entry) => left.replace(entry?.[0] ?? '', ''), text);
  if (found.includes(null) || !/^\s*\{[\s,]*\}\s*$/.test(rest)) throw damaged('its header cannot be read');
  const [descr, order, shape] = found.map((entry) => /** @type {RegExpExecArray} */ (entry)[1]);
  return { header: ['', descr.replace(/^"(.*)"$/, "'$1'"), order, shape], start };
}

/**
 * A matrix that is stored column by column, row by row.
 * @param {Float64Array} values @param {number} rows  of the stored matrix @param {number} columns
 */
export function transposed(values, rows, columns) {
  const turned = new Float64Array(values.length);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) turned[column * rows + row] = values[row * columns + column];
  return turned;
}
