/** The safetensors format: the length of a header, the header in JSON, and the numbers (github.com/huggingface/safetensors). No DOM. */
import { BYTES, floatsFrom } from './float-types.js';
import { WeightsError, quoted } from './weights-error.js';

/** @typedef {import('./npy-array.js').NamedArray} NamedArray */
/** @typedef {import('./npy-array.js').LeftOut} LeftOut */
/** @typedef {{ name: string, dtype: string, shape: number[], from: number, to: number }} Tensor  from, to: bytes after the header */

const LONGEST_HEADER = 4_000_000;
/** Characters of a wrong entry that a refusal tells. */
const MOST_TOLD = 80;

/** @type {Record<string, import('./float-types.js').FloatType>} */
const FLOATS = { F16: 'float16', BF16: 'bfloat16', F32: 'float32', F64: 'float64' };
/** Bytes of a number of every type of the format. Types of fewer bits are checked only for their place. @type {Record<string, number>} */
const SIZES = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  F8_E8M0: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
  C64: 8,
};

/** @param {string} why */
const damaged = (why) => new WeightsError(`This is not a whole safetensors file: ${why}.`);

/** The length of the header; NaN if the bytes do not begin as such a file. @param {Uint8Array} bytes */
function headerLength(bytes) {
  if (bytes.length < 9 || bytes[8] !== 0x7b) return Number.NaN;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Number(view.getBigUint64(0, true));
}

/** @param {Uint8Array} bytes */
export const isSafetensors = (bytes) => !Number.isNaN(headerLength(bytes));

/**
 * @param {Uint8Array} bytes
 * @returns {{ arrays: NamedArray[], leftOut: LeftOut[] }}
 * @throws {WeightsError} if the header is not valid: every number belongs to one tensor, and every tensor lies in the file
 */
export function safetensorsArrays(bytes) {
  const length = headerLength(bytes);
  if (Number.isNaN(length)) throw damaged('it does not begin as one');
  if (length > LONGEST_HEADER || length > bytes.length - 8) throw damaged('its header is too long, or cut off');
  let header;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch {
    throw damaged('its header is not JSON');
  }
  const data = bytes.subarray(8 + length);
  const tensors = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, entry]) => tensorOf(name, entry));
  checkPlaces(tensors, data.length);
  /** @type {NamedArray[]} */
  const arrays = [];
  const leftOut = [];
  for (const { name, dtype, shape, from, to } of tensors) {
    const type = Object.hasOwn(FLOATS, dtype) ? FLOATS[dtype] : undefined;
    if (!type) leftOut.push({ name, why: `has numbers of the type ${dtype}, not F16, BF16, F32 or F64` });
    else if (shape.length === 0) leftOut.push({ name, why: 'is a single number' });
    else
      arrays.push({
        name,
        shape,
        dtype: type,
        values: floatsFrom(data.subarray(from, to), type, (to - from) / BYTES[type]),
      });
  }
  return { arrays, leftOut };
}

/** @param {unknown} value @returns {value is number} */
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** @param {string} name @param {any} entry @returns {Tensor} */
function tensorOf(name, entry) {
  const { dtype, shape, data_offsets: offsets } = entry ?? {};
  const wrong = (/** @type {string} */ what, /** @type {unknown} */ value, /** @type {string} */ allowed) =>
    damaged(
      value === undefined
        ? `${quoted(name)} has no ${what}`
        : `${quoted(name)} has the ${what} ${JSON.stringify(value).slice(0, MOST_TOLD)}; must be ${allowed}`,
    );
  if (typeof dtype !== 'string') throw wrong('dtype', dtype, 'a text');
  if (!Array.isArray(shape) || !shape.every(isCount)) throw wrong('shape', shape, 'a list of sizes from 0 to 2^53 − 1');
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    throw wrong('data_offsets', offsets, 'two places in the file, from 0');
  const [from, to] = offsets;
  const size = Object.hasOwn(SIZES, dtype) ? SIZES[dtype] : undefined;
  const count = shape.reduce((/** @type {number} */ product, /** @type {number} */ side) => product * side, 1);
  if (to < from || (size !== undefined && to - from !== count * size))
    throw damaged(
      `${quoted(name)} has ${to - from} bytes; ${shape.join(' × ') || '1'} of ${dtype} have ${count * (size ?? 0)}`,
    );
  return { name, dtype, shape, from, to };
}

/** Tensors lie one behind the other, to the end of the file. @param {Tensor[]} tensors @param {number} length */
function checkPlaces(tensors, length) {
  let end = 0;
  for (const { name, from, to } of tensors.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < end) throw damaged(`${quoted(name)} overlaps another tensor`);
    if (from > end) throw damaged(`there is a hole before ${quoted(name)}`);
    end = to;
  }
  if (end > length) throw damaged('it is cut off');
  if (end < length) throw damaged(`${length - end} bytes at its end belong to no tensor`);
}
