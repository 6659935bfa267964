/**
 * Bytes as text inside a page: five characters for four bytes, where base64 has four for three. The characters are those of
 * ASCII that mean nothing in HTML or in a JavaScript string.
 */
const CHARACTERS = Array.from({ length: 94 }, (_, k) => String.fromCharCode(33 + k))
  .filter((character) => !`"$&'-<>\\\``.includes(character))
  .join('');
const BYTES = 4;
const DIGITS = 5;

/** @param {Uint8Array} bytes @returns {string} a last group of n bytes has n + 1 characters */
export function toBase85(bytes) {
  let text = '';
  for (let start = 0; start < bytes.length; start += BYTES) {
    const group = bytes.subarray(start, start + BYTES);
    let number = 0;
    for (let k = 0; k < BYTES; k += 1) number = number * 256 + (group[k] ?? 0);
    let digits = '';
    for (let k = 0; k < DIGITS; k += 1) {
      digits = CHARACTERS[number % 85] + digits;
      number = Math.floor(number / 85);
    }
    text += digits.slice(0, group.length + 1);
  }
  return text;
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} @throws {Error} if it has other characters */
export function fromBase85(text) {
  const values = new Map(Array.from(CHARACTERS, (character, k) => [character, k]));
  const bytes = new Uint8Array(text.length - Math.ceil(text.length / DIGITS));
  for (let start = 0, at = 0; start < text.length; start += DIGITS, at += BYTES) {
    let number = 0;
    for (let k = start; k < start + DIGITS; k += 1) {
      const value = k < text.length ? values.get(text[k]) : 84;
      if (value === undefined) throw new Error(`“${text[k]}” is no digit of base 85.`);
      number = number * 85 + value;
    }
    for (let k = BYTES - 1; k >= 0; k -= 1) {
      if (at + k < bytes.length) bytes[at + k] = number % 256;
      number = Math.floor(number / 256);
    }
  }
  return bytes;
}
