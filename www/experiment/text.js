/** Texts that come from outside: how long they may be, how they are quoted, and the objects in them. No DOM. */

/** What is read from a link, a file, a message or a paste is at most so long: characters, which are bytes where links are concerned. */
export const LARGEST_TEXT = 1_000_000;

/** A text that can be encoded: half of a surrogate pair stands for no character. @param {string} text */
export const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** A text as a message quotes it: not all of a long one. @param {string} text */
export const quoted = (text) => `“${wellFormed(text.length > 80 ? `${text.slice(0, 80)} …` : text)}”`;

/**
 * The value of a JSON text, without names that every object has by birth.
 * @param {string} text
 * @throws {SyntaxError | RangeError}
 */
export const jsonFrom = (text) =>
  JSON.parse(text, (name, value) => {
    if (name in Object.prototype) throw new SyntaxError(`${name} is no name of a field`);
    return value;
  });
