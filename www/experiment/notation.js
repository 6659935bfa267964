/** Reads and writes numbers, lists and JSON in links, attributes and files, and quotes them in messages. No DOM. */

/** Maximum length of a link, file, message or paste, in characters, which equal bytes in links. */
export const LARGEST_TEXT = 1_000_000;

/** Makes a text encodable by replacing lone surrogates, which encode no character. @param {string} text */
export const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** Quotes a text in a message and shortens a long one. @param {string} text */
export const quoted = (text) => `“${wellFormed(text.length > 80 ? `${text.slice(0, 80)} …` : text)}”`;

/**
 * Parses JSON, without names that every object inherits.
 * @param {string} text
 * @throws {SyntaxError | RangeError}
 */
export const jsonFrom = (text) =>
  JSON.parse(text, (name, value) => {
    if (name in Object.prototype) throw new SyntaxError(`${name} is no name of a field`);
    return value;
  });

export const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The shortest text that reads back as exactly this number, including −0. Has no plus sign, which a link would have to
 * escape.
 * @param {number} value
 */
export const numberText = (value) => (Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e'));

/** @param {string} text @param {string} separators a regular expression's set @returns {string[]} none of an empty text */
const parts = (text, separators) => (text.trim() === '' ? [] : text.split(new RegExp(`[${separators}]`)));

/** Parses a number. Returns other text unchanged, which the core refuses with a message. @param {string} text */
const numberOr = (text) => (NUMBER.test(text.trim()) ? Number(text) : text.trim());

/** Points [x, y, label] as "0.5,1,0;-1,2,1". @param {number[][]} points */
export const pointsText = (points) => points.map((point) => point.map(numberText).join(',')).join(';');

/** @param {string} text */
export const pointsFrom = (text) => parts(text, ';').map((point) => parts(point, ',').map(numberOr));

/** Learning-rate changes [iteration, learning rate] as "0.1@4000;0.01@8000". @param {number[][]} changes */
export const changesText = (changes) =>
  changes.map(([iteration, rate]) => `${numberText(rate)}@${numberText(iteration)}`).join(';');

/** @param {string} text */
export const changesFrom = (text) =>
  parts(text, ';,').map((change) => {
    const [rate, ...iteration] = change.split('@');
    return [...iteration.map(numberOr), numberOr(rate)];
  });

/** Id of the element that holds the experiment in a single-file page. */
export const BLOCK = 'init-lab-experiment';
