/** Decodes files of text: UTF-8, UTF-16, and the single-byte texts of older spreadsheets. No DOM. */
import { PointsError } from './points-error.js';

/** A UTF-16 text that was decoded as UTF-8 or Latin-1 has such a mark, and a zero at every other place. */
const MISREAD_MARK = /^(\uFFFD\uFFFD|ÿþ|þÿ)/;

/** The first bytes of workbooks: of a ZIP file, and of the older .xls. */
const WORKBOOKS = [
  [0x50, 0x4b, 3, 4],
  [0xd0, 0xcf, 0x11, 0xe0],
];

/**
 * The characters of a text or of a file's bytes, without a byte order mark.
 * @param {unknown} source
 * @returns {string}
 */
export function decode(source) {
  if (typeof source === 'string') return repaired(source);
  if (source instanceof ArrayBuffer) return fromBytes(new Uint8Array(source));
  if (ArrayBuffer.isView(source)) return fromBytes(new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
  throw Object.assign(new TypeError(`text is ${source === null ? 'null' : `a ${typeof source}`}; must be a text.`), {
    path: 'text',
    value: source,
    allowed: 'a text',
  });
}

/** @param {Uint8Array} bytes */
function fromBytes(bytes) {
  if (WORKBOOKS.some((mark) => mark.every((byte, k) => bytes[k] === byte))) refuseWorkbook();
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return repaired(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return repaired(new TextDecoder('windows-1252').decode(bytes));
  }
}

/** @returns {never} */
function refuseWorkbook() {
  throw new PointsError(
    'This is a workbook of a spreadsheet program, or another compressed file; save its sheet as CSV, and open that.',
    { allowed: 'a text, such as CSV' },
  );
}

/** A text without the character that ended files of DOS. @param {string} text */
function withoutEnd(text) {
  const end = text.indexOf('\u001A');
  return end >= 0 && text.slice(end).replaceAll('\u001A', '').trim() === '' ? text.slice(0, end) : text;
}

/** Repairs a UTF-16 text that was decoded byte by byte. @param {string} text */
function repaired(text) {
  if (text.startsWith('PK\u0003\u0004')) refuseWorkbook();
  const plain = withoutEnd(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if (!plain.includes('\0')) return plain;
  const characters = plain.replace(MISREAD_MARK, '').replaceAll('\0', '');
  if (characters.includes('\uFFFD'))
    throw new PointsError('The text is UTF-16 and was read as UTF-8; must be read as UTF-16.', {
      allowed: 'a text in its own encoding',
    });
  return characters;
}
