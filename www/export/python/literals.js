/**
 * Values as Python source. Text from a link or a file is data: it becomes a literal or a comment, never code. No DOM.
 */

/** @type {Record<string, string>} */
const SHORT = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Halves of surrogate pairs cannot be printed. @param {string} text */
const wellFormed = (text) => text.replace(/\p{Cs}/gu, '\ufffd');

/**
 * A string literal. Printable letters stay; quotes, backslashes, line breaks and all characters that are invisible or
 * change text direction are escaped, so that the source reads as it runs. Unpaired surrogates, which cannot be printed,
 * become U+FFFD.
 * @param {string} text
 */
export function string(text) {
  const escaped = wellFormed(text).replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (letter) => {
    const short = SHORT[letter];
    if (short) return short;
    const code = /** @type {number} */ (letter.codePointAt(0)).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

/** A number that reads back to the same double. @param {number} value */
export function number(value) {
  if (Number.isNaN(value)) return 'np.nan';
  if (!Number.isFinite(value)) return value > 0 ? 'np.inf' : '-np.inf';
  return Object.is(value, -0) ? '-0.0' : String(value);
}

/** @param {unknown} value  text, number, or nested list of them @returns {string} */
export function literal(value) {
  if (typeof value === 'string') return string(value);
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  throw new TypeError(`python: ${String(value)} cannot be written as a literal`);
}

const WIDTH = 100;

/**
 * Items in brackets, filled into lines.
 * @param {string} open @param {string[]} items @param {string} close @param {string} [indent]
 */
export function wrapped(open, items, close, indent = '') {
  const one = `${open}${items.join(', ')}${close}`;
  if (indent.length + one.length <= WIDTH) return one;
  const lines = [];
  let line = '';
  for (const item of items) {
    if (line && indent.length + 4 + line.length + item.length + 2 > WIDTH) {
      lines.push(line);
      line = '';
    }
    line += line ? ` ${item},` : `${item},`;
  }
  if (line) lines.push(line);
  return `${open}\n${lines.map((text) => `${indent}    ${text}\n`).join('')}${indent}${close}`;
}

/** Lines of comment, wrapped between words. @param {string} text  trusted text, not from users */
export function comment(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (lines[last] && lines[last].length + 1 + word.length > WIDTH - 2) lines.push(word);
    else lines[last] += lines[last] ? ` ${word}` : word;
  }
  return lines.map((line) => `# ${line}`).join('\n');
}

/** An address on one line, with non-ASCII characters percent-encoded. @param {string} address */
export const url = (address) =>
  wellFormed(address).replace(/[^\x21-\x7e]|["'\\<>`]/gu, (letter) => encodeURIComponent(letter).replace(/'/g, '%27'));
