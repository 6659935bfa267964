/**
 * Zip files, read by their central directory (PKWARE APPNOTE 6.3.10): local headers may leave sizes open. Sizes are checked
 * before anything is unpacked, and again while it is. No DOM.
 */
import { Inflate } from 'fflate';
import { WeightsError, megabytes, quoted } from './weights-error.js';

/** @typedef {{ name: string, method: number, crc: number, packed: number, size: number, start: number }} Entry  start: of its local header */

/** The most bytes of a file, and of all that is unpacked from it. */
export const MOST_BYTES = 64_000_000;
const MOST_ENTRIES = 10_000;

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const IN_DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
/** Stands for a number that the zip64 record has. */
const [ELSEWHERE, ELSEWHERE_SHORT] = [0xffffffff, 0xffff];

/** @param {string} why */
const damaged = (why) => new WeightsError(`The zip file is damaged: ${why}.`, { allowed: 'a whole zip file' });

/** @param {Uint8Array} bytes */
const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** @param {DataView} view @param {number} at */
function long(view, at) {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged('a size is beyond all files');
  return Number(value);
}

/** Where the directory is. @param {DataView} view */
function directoryOf(view) {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  let end = view.byteLength - END_LENGTH;
  while (end >= first && view.getUint32(end, true) !== END) end -= 1;
  if (end < first) throw damaged('its directory is missing, so it is cut off');
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count !== ELSEWHERE_SHORT && start !== ELSEWHERE) return { count, start };
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) return { count, start };
  const record = long(view, locator + 8);
  if (record + 56 > view.byteLength || view.getUint32(record, true) !== END_64)
    throw damaged('its zip64 record is missing');
  return { count: long(view, record + 32), start: long(view, record + 48) };
}

/**
 * The files in a zip file.
 * @param {Uint8Array} bytes
 * @returns {Entry[]}
 * @throws {WeightsError} if it is damaged, encrypted, or would be too large unpacked
 */
export function zipEntries(bytes) {
  const view = viewOf(bytes);
  if (bytes.length < END_LENGTH) throw damaged('it is cut off');
  const { count, start } = directoryOf(view);
  if (count > MOST_ENTRIES)
    throw new WeightsError(`The zip file has ${count} files; must be at most ${MOST_ENTRIES}.`, { value: count });
  const entries = [];
  let at = start;
  for (let k = 0; k < count; k += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== IN_DIRECTORY) throw damaged('its directory is cut off');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > bytes.length) throw damaged('its directory is cut off');
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if ((view.getUint16(at + 8, true) & 1) === 1)
      throw new WeightsError(`${quoted(name)} in the zip file is encrypted; must be without a password.`);
    const sizes = { size: view.getUint32(at + 24, true), packed: view.getUint32(at + 20, true) };
    const numbers = { ...sizes, start: view.getUint32(at + 42, true) };
    readZip64(view, at + 46 + nameLength, extraLength, numbers);
    entries.push({ name, method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true), ...numbers });
    at = next;
  }
  checkSizes(entries, bytes.length);
  return entries;
}

/** Takes the numbers that do not fit into 32 bits from the zip64 field. @param {DataView} view @param {number} start @param {number} length @param {{ size: number, packed: number, start: number }} numbers */
function readZip64(view, start, length, numbers) {
  const open = /** @type {const} */ (['size', 'packed', 'start']).filter((name) => numbers[name] === ELSEWHERE);
  for (let at = start; open.length > 0 && at + 4 <= start + length;) {
    const [id, size] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    if (id === 1) {
      if (size < 8 * open.length || at + 4 + size > start + length) throw damaged('a zip64 field is cut off');
      open.forEach((name, k) => (numbers[name] = long(view, at + 4 + 8 * k)));
      return;
    }
    at += 4 + size;
  }
}

/** @param {Entry[]} entries @param {number} length of the zip file */
function checkSizes(entries, length) {
  const names = new Set(entries.map(({ name }) => name));
  if (names.size < entries.length) throw damaged('two of its files have one name');
  const sum = (/** @type {'size' | 'packed'} */ what) => entries.reduce((total, entry) => total + entry[what], 0);
  if (sum('size') > MOST_BYTES)
    throw new WeightsError(`Unpacked, it has ${megabytes(sum('size'))}; must be at most ${MOST_BYTES / 1e6} MB.`, {
      value: sum('size'),
      allowed: `at most ${MOST_BYTES / 1e6} MB`,
    });
  if (sum('packed') > length) throw damaged('its files overlap, or it is cut off');
}

/**
 * The bytes of a file in a zip file.
 * @param {Uint8Array} bytes of the zip file @param {Entry} entry
 * @throws {WeightsError} if they are not what the directory says
 */
export function unpacked(bytes, { name, method, crc, packed, size, start }) {
  const view = viewOf(bytes);
  const wrong = (/** @type {string} */ why) => damaged(`${quoted(name)} ${why}`);
  if (start + 30 > bytes.length || view.getUint32(start, true) !== LOCAL) throw wrong('is not where it should be');
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  if (from + packed > bytes.length) throw wrong('is cut off');
  const data = bytes.subarray(from, from + packed);
  if (method !== 0 && method !== 8)
    throw new WeightsError(
      `${quoted(name)} is packed in a way that the lab does not read; must be stored or deflated.`,
    );
  const content = method === 0 ? data : inflated(data, size, wrong);
  if (content.length !== size) throw wrong('has another size than the directory says');
  if (checksum(content) !== crc) throw wrong('has another checksum than the directory says');
  return content;
}

/** Input that is unpacked at a time: it gives at most 16 MB. */
const PIECE = 1 << 14;

/** @param {Uint8Array} data @param {number} size declared @param {(why: string) => WeightsError} wrong */
function inflated(data, size, wrong) {
  const content = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate((piece) => {
    if (length + piece.length > size) throw wrong('is larger than the directory says');
    content.set(piece, length);
    length += piece.length;
  });
  try {
    for (let at = 0; at < data.length; at += PIECE)
      stream.push(data.subarray(at, at + PIECE), at + PIECE >= data.length);
  } catch (error) {
    throw error instanceof WeightsError ? error : wrong('cannot be unpacked');
  }
  return content.subarray(0, length);
}

/** Remainders of CRC-32, for each byte. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32. @param {Uint8Array} bytes */
function checksum(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (rest >>> 8) ^ REMAINDERS[(rest ^ byte) & 255];
  return (rest ^ 0xffffffff) >>> 0;
}
