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
const STOPS = /[.,;:!?]+$/;

/** @param {string} text @param {string} sign */
const count = (text, sign) => text.split(sign).length - 1;

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
  for (;;) {
    const bare = query.replace(STOPS, '');
    const last = bare.at(-1) ?? '';
    const opening = CLOSING.get(last);
    if (opening === undefined) return query;
    const unpaired = opening === '' ? count(bare, last) % 2 === 1 : count(bare, last) > count(bare, opening);
    if (!unpaired) return query;
    query = bare.slice(0, -1);
  }
}

/** A value without the punctuation of a sentence behind it. @param {string} value */
export const unpunctuated = (value) => value.trim().replace(STOPS, '');
