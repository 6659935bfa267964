/** How numbers, lists and JSON are read from text and written as text in links, attributes and files, and how messages quote them. No DOM. */

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

export const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The shortest text that is read as exactly this number; also of −0, and without a sign that a link would have to escape. @param {number} value */
export const numberText = (value) => (Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e'));

/** @param {string} text @param {string} separators a regular expression's set @returns {string[]} none of an empty text */
const parts = (text, separators) => (text.trim() === '' ? [] : text.split(new RegExp(`[${separators}]`)));

/** A number, or what is none as it is: the core refuses that in words. @param {string} text */
const numberOr = (text) => (NUMBER.test(text.trim()) ? Number(text) : text.trim());

/** Points [x, y, label] as "0.5,1,0;-1,2,1". @param {number[][]} points */
export const pointsText = (points) => points.map((point) => point.map(numberText).join(',')).join(';');

/** @param {string} text */
export const pointsFrom = (text) => parts(text, ';').map((point) => parts(point, ',').map(numberOr));

/** Learning rates changed while training, [iteration, learning rate], as "0.1@4000;0.01@8000". @param {number[][]} changes */
export const changesText = (changes) =>
  changes.map(([iteration, rate]) => `${numberText(rate)}@${numberText(iteration)}`).join(';');

/** @param {string} text */
export const changesFrom = (text) =>
  parts(text, ';,').map((change) => {
    const [rate, ...iteration] = change.split('@');
    return [...iteration.map(numberOr), numberOr(rate)];
  });

/** The id of the element in which an experiment lies in a page of one file. */
export const BLOCK = 'init-lab-experiment';
