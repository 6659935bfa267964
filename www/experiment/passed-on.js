/** Mends links that mail programs, chats and course systems have changed on the way. No DOM. */

/** How often a link is encoded as a whole at most. */
const MOST_ENCODED = 3;

/** Closing marks that a sentence puts behind a link, with their openings. The last ones have no opening of one sign. */
const CLOSING = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
  ['>', '<'],
  ['»', '«'],
  ['”', '“'],
  ['’', '‘'],
  ['"', ''],
]);

/** Punctuation that ends a sentence. */
const STOPS = '.,;:!?';

/** The length of a text without the punctuation at its end. @param {string} text @param {number} end  of the text */
function lengthWithoutStops(text, end) {
  while (end > 0 && STOPS.includes(text[end - 1])) end -= 1;
  return end;
}

/**
 * The text behind # or ? as it was written: without HTML's "&amp;", percent-encoding of the whole, and closing marks
 * that have no opening. A link of the lab's own has none of these.
 * @param {string} text
 */
export function mended(text) {
  let query = text.trim();
  for (let k = 0; k < MOST_ENCODED && !query.includes('=') && /%(25)*3d/i.test(query); k += 1) {
    try {
      query = decodeURIComponent(query);
    } catch {
      break;
    }
  }
  query = query.replace(/^[#?]+/, '').replaceAll(/&(amp;)+/gi, '&');
  const signs = new Map();
  for (const sign of query) signs.set(sign, (signs.get(sign) ?? 0) + 1);
  for (let end = query.length; ;) {
    const bare = lengthWithoutStops(query, end);
    const last = query[bare - 1] ?? '';
    const opening = CLOSING.get(last);
    const count = signs.get(last);
    const unpaired = opening === '' ? count % 2 === 1 : count > (signs.get(opening) ?? 0);
    if (opening === undefined || !unpaired) return query.slice(0, end);
    signs.set(last, count - 1);
    end = bare - 1;
  }
}

/** A value without the punctuation of a sentence behind it. @param {string} value */
export function unpunctuated(value) {
  const text = value.trim();
  return text.slice(0, lengthWithoutStops(text, text.length));
}

/** Parameters that mail programs, course platforms and Jupyter add to addresses; a bare number only makes one new. */
const ADDED = /^(utm_.*|fbclid|gclid|dclid|msclkid|twclid|igshid|mc_[ce]id|_ga|_gl|_xsrf|\d+)$/;

/** Whether a parameter of an address was added on the way. @param {string} name */
export const isAdded = (name) => ADDED.test(name);
