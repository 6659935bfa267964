/** The parts of a PNG file (chunks) that hold text and size. No DOM. PNG Specification, third edition (W3C 2025). */

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
/** Maximum length of a text that is read. */
export const MOST_TEXT = 1_000_000;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** @param {Uint8Array} bytes */
export function crc32(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = CRC_TABLE[(rest ^ byte) & 255] ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}

/** @param {Uint8Array} bytes */
export const isPng = (bytes) => SIGNATURE.every((byte, k) => bytes[k] === byte);

/** @param {string} type @param {Uint8Array} data */
function chunk(type, data) {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let k = 0; k < 4; k += 1) out[4 + k] = type.charCodeAt(k);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

/**
 * A text chunk: plain for ASCII, which every tool reads, otherwise UTF-8.
 * @param {string} keyword @param {string} text
 */
function textChunk(keyword, text) {
  // eslint-disable-next-line no-control-regex
  const plain = /^[\x00-\x7f]*$/.test(text);
  const encoder = new TextEncoder();
  return plain
    ? chunk('tEXt', encoder.encode(`${keyword}\0${text}`))
    : chunk('iTXt', encoder.encode(`${keyword}\0\0\0\0\0${text}`));
}

/**
 * Adds texts and the physical size to a PNG.
 * @param {Uint8Array} png @param {[string, string][]} texts  by keyword @param {number} density  pixels per metre
 */
export function withTexts(png, texts, density) {
  const size = new Uint8Array(9);
  new DataView(size.buffer).setUint32(0, Math.round(density));
  new DataView(size.buffer).setUint32(4, Math.round(density));
  size[8] = 1;
  // Placed after the header, which is always first: text at the end would be lost in a truncated file.
  const header = 8 + 25;
  const parts = [chunk('pHYs', size), ...texts.map(([keyword, text]) => textChunk(keyword, text))];
  return joined([png.subarray(0, header), ...parts, ...rest(png, header)]);
}

/** The remaining chunks, without an older physical size. @param {Uint8Array} png @param {number} from */
function rest(png, from) {
  return [...chunks(png, from)].flatMap(({ type, start, end }) => (type === 'pHYs' ? [] : [png.subarray(start, end)]));
}

/** @param {Uint8Array} png @param {number} from */
function* chunks(png, from = 8) {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = from; at + 12 <= png.length;) {
    const start = at;
    const end = start + 12 + view.getUint32(start);
    if (end > png.length) return;
    const type = String.fromCharCode(...png.subarray(start + 4, start + 8));
    const sound = () => crc32(png.subarray(start + 4, end - 4)) === view.getUint32(end - 4);
    yield { type, start, end, data: png.subarray(start + 8, end - 4), sound };
    at = end;
  }
}

/**
 * The text under a keyword, in any encoding that tools write; null if there is none.
 * @param {Uint8Array} png @param {string} keyword
 * @returns {Promise<string | null>}
 * @throws {RangeError} if it is too long; another error if it is damaged
 */
export async function textIn(png, keyword) {
  for (const { type, data, sound } of chunks(png)) {
    if (type !== 'tEXt' && type !== 'zTXt' && type !== 'iTXt') continue;
    if (data[keyword.length] !== 0 || latin1(data.subarray(0, keyword.length)) !== keyword) continue;
    if (!sound()) throw new Error(`the checksum of ${keyword} is wrong`);
    const value = data.subarray(keyword.length + 1);
    if (type === 'tEXt') return latin1(checked(value));
    if (type === 'zTXt') return latin1(await inflated(value.subarray(1)));
    const language = value.indexOf(0, 2);
    const translated = language < 0 ? -1 : value.indexOf(0, language + 1);
    if (translated < 0) continue;
    const text = value.subarray(translated + 1);
    return new TextDecoder().decode(value[0] === 1 ? await inflated(text) : checked(text));
  }
  return null;
}

/** @param {Uint8Array} bytes */
function checked(bytes) {
  if (bytes.length > MOST_TEXT) throw tooLong();
  return bytes;
}

/** @param {Uint8Array} bytes */
const latin1 = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

const tooLong = () => new RangeError(`The text in the picture is longer than ${MOST_TEXT / 1e6} MB.`);

/** A few bytes can expand to gigabytes, so unpacking stops at the limit. @param {Uint8Array} bytes */
async function inflated(bytes) {
  const { body } = new Response(/** @type {BodyInit} */ (bytes));
  const stream = /** @type {ReadableStream} */ (body).pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  /** @type {Uint8Array[]} */
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MOST_TEXT) {
      await reader.cancel();
      throw tooLong();
    }
    parts.push(value);
  }
  return joined(parts);
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
