/** Makes files of weights by hand: .npy headers of any wording, zip files, safetensors. */
import { crc32 } from 'node:zlib';
import { deflateSync } from 'fflate';

/** @typedef {{ descr?: string, order?: string, shape?: string, version?: number, header?: string, data: Uint8Array }} Npy */

/** @param {number[]} values */
export const f8 = (values) => new Uint8Array(Float64Array.from(values).buffer);
/** @param {number[]} values */
export const f4 = (values) => new Uint8Array(Float32Array.from(values).buffer);

/** @param {Npy} array */
export function npyBytes({ descr = "'<f8'", order = 'False', shape = '()', version = 1, header, data }) {
  const text = `${header ?? `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`}\n`;
  const length = version === 1 ? 2 : 4;
  const bytes = new Uint8Array(8 + length + text.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  bytes.set(new TextEncoder().encode(text), 8 + length);
  bytes.set(data, 8 + length + text.length);
  return bytes;
}

/** A matrix or a list of doubles. @param {number[][] | number[]} rows */
export const array = (rows) =>
  Array.isArray(rows[0])
    ? npyBytes({ shape: `(${rows.length}, ${/** @type {any} */ (rows)[0].length})`, data: f8(rows.flat()) })
    : npyBytes({ shape: `(${rows.length},)`, data: f8(/** @type {number[]} */ (rows)) });

/**
 * @typedef {object} ZipOptions
 * @property {boolean} [deflate]
 * @property {boolean} [zip64]  local sizes are 0xFFFFFFFF, with a zip64 field, as NumPy writes them
 * @property {boolean} [streamed]  local sizes are 0, as of a stream
 * @property {(entry: DataView) => void} [spoil]  changes each entry of the directory
 */

/** @param {Record<string, Uint8Array>} files @param {ZipOptions} [options] */
export function zipBytes(files, { deflate = false, zip64 = false, streamed = false, spoil } = {}) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = deflate ? deflateSync(content) : content;
    const letters = new TextEncoder().encode(name);
    const extra = zip64 ? 20 : 0;
    const local = new DataView(new ArrayBuffer(30 + letters.length + extra));
    local.setUint32(0, 0x04034b50, true);
    local.setUint16(6, streamed ? 8 : 0, true);
    local.setUint16(8, deflate ? 8 : 0, true);
    const told = zip64 ? 0xffffffff : streamed ? 0 : null;
    local.setUint32(14, streamed ? 0 : crc32(content), true);
    local.setUint32(18, told ?? data.length, true);
    local.setUint32(22, told ?? content.length, true);
    local.setUint16(26, letters.length, true);
    local.setUint16(28, extra, true);
    new Uint8Array(local.buffer).set(letters, 30);
    if (zip64) local.setUint16(30 + letters.length, 1, true);
    const entry = new DataView(new ArrayBuffer(46 + letters.length));
    entry.setUint32(0, 0x02014b50, true);
    entry.setUint16(10, deflate ? 8 : 0, true);
    entry.setUint32(16, crc32(content), true);
    entry.setUint32(20, data.length, true);
    entry.setUint32(24, content.length, true);
    entry.setUint16(28, letters.length, true);
    entry.setUint32(42, at, true);
    new Uint8Array(entry.buffer).set(letters, 46);
    spoil?.(entry);
    directory.push(new Uint8Array(entry.buffer));
    parts.push(new Uint8Array(local.buffer), data);
    at += local.byteLength + data.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, directory.length, true);
  end.setUint16(10, directory.length, true);
  end.setUint32(
    12,
    directory.reduce((sum, { length }) => sum + length, 0),
    true,
  );
  end.setUint32(16, at, true);
  return joined([...parts, ...directory, new Uint8Array(end.buffer)]);
}

/** @param {Uint8Array[]} parts */
export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** An .npz file of matrices and lists. @param {Record<string, number[][] | number[] | Uint8Array>} arrays @param {ZipOptions} [options] */
export const npzBytes = (arrays, options) =>
  zipBytes(
    Object.fromEntries(
      Object.entries(arrays).map(([name, rows]) => [`${name}.npy`, rows instanceof Uint8Array ? rows : array(rows)]),
    ),
    options,
  );

/** @param {unknown} header @param {Uint8Array} data @param {number} [length]  that it tells */
export function safetensorsBytes(header, data, length) {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const start = new DataView(new ArrayBuffer(8));
  start.setBigUint64(0, BigInt(length ?? text.length), true);
  return joined([new Uint8Array(start.buffer), text, data]);
}

/** A matrix with other numbers in each place. @param {number} rows @param {number} columns @param {number} [from] */
export const matrix = (rows, columns, from = 1) =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (__, c) => from + (r * columns + c) / 64));
/** @param {number} length @param {number} [from] */
export const list = (length, from = 1) => Array.from({ length }, (_, k) => from + k / 64);
/** @param {number[][]} rows */
export const turned = (rows) => rows[0].map((_, c) => rows.map((row) => row[c]));
