/**
 * Reads and writes numbers, lists and JSON in links, attributes and files, and quotes them in messages.
 *
 * In links and attributes the point is always the decimal point. A whole number whose points group its digits in
 * threes, such as "20.000", is 20 in some countries and 20,000 in others, so it is refused with both readings. No DOM.
 */
import { refused } from './refused.js';

/** @typedef {import('./object.js').FieldSpec} FieldSpec */

/** Maximum length of a link, file, message or paste, in characters, which equal bytes in links. */
export const LARGEST_TEXT = 1_000_000;

/** Makes a text encodable by replacing lone surrogates, which encode no character. @param {string} text */
export const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** Whether a text says that it is what a library calls an initializer or a loss, such as "library/keras". @param {string} text */
export const isLibraryName = (text) => /^library\//i.test(text);

/** Quotes a value in a message, on one line, shortened if long. @param {unknown} value @param {number} [most]  characters */
export function quoted(value, most = 80) {
  const characters = [...wellFormed(String(value)).replace(/\s+/g, ' ')];
  return `“${characters.length > most ? `${characters.slice(0, most).join('')}…` : characters.join('')}”`;
}

/** A comma that no quotation marks enclose. */
const BARE_COMMA = /,(?![^“]*”)/;

/** Names in a sentence: "A, B and C". Semicolons separate names that contain commas. @param {string[]} names */
export function listed(names) {
  if (names.length < 2) return names.join('');
  const [comma, and] = names.some((name) => BARE_COMMA.test(name)) ? ['; ', '; and '] : [', ', ' and '];
  return `${names.slice(0, -1).join(comma)}${and}${names[names.length - 1]}`;
}

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
/** Digits grouped in threes by commas or blanks. */
const GROUPED = /^[+-]?[1-9]\d{0,2}([,\u00a0\u2009\u202f ]\d{3})+$/;
/** Digits grouped in threes by points. */
const POINTED = /^[+-]?[1-9]\d{0,2}(\.\d{3})+$/;

/** A text without blanks around it, with its minus sign as a hyphen. @param {string} text */
const plain = (text) => text.trim().replace('−', '-');

/**
 * Parses a number; NaN if it is none. Accepts grouped whole numbers ("15,000") and a decimal comma ("0,1"), but not the
 * ambiguous "1,000" where decimals are allowed.
 * @param {string} text @param {string} [type]  "integer", "number" or neither
 */
export function numberFrom(text, type) {
  let digits = plain(text);
  if (GROUPED.test(digits)) {
    if (type === 'integer') digits = digits.replace(/[^\d+-]/g, '');
  } else if (type === 'number' && !digits.includes('.')) digits = digits.replace(',', '.');
  return NUMBER.test(digits) ? Number(digits) : Number.NaN;
}

/**
 * The whole numbers that a text with grouping points can stand for, ascending: 20 and 20000 for "20.000", but only
 * 20500 for "20.500". None for other texts.
 * @param {string} text @returns {number[]}
 */
function pointedReadings(text) {
  const digits = plain(text);
  if (!POINTED.test(digits)) return [];
  const decimal = NUMBER.test(digits) ? [Number(digits)] : [];
  return [...decimal.filter(Number.isInteger), Number(digits.replaceAll('.', ''))].sort((a, b) => a - b);
}

/**
 * Refuses a whole number with grouping points.
 * @param {string} text @param {FieldSpec} field  of whole numbers
 * @throws {RangeError & { choices: number[] }} with the readings that the field allows
 */
export function refusePointed(text, { path, allowed, min = -Infinity, max = Infinity }) {
  const choices = pointedReadings(text).filter((value) => value >= min && value <= max);
  if (choices.length === 0) return;
  const message = `${path}: ${quoted(text)} is not allowed; must be ${allowed}; write ${choices.join(' or ')}`;
  throw Object.assign(refused(RangeError, path, quoted(text), allowed, message), { choices });
}

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

/** @param {string} text @param {string} path @throws {RangeError} if an iteration has grouping points */
export const changesFrom = (text, path) =>
  parts(text, ';,').map((change) => {
    const [rate, ...iteration] = change.split('@');
    for (const whole of iteration) refusePointed(whole, { path, type: 'integer', allowed: 'whole iterations' });
    return [...iteration.map(numberOr), numberOr(rate)];
  });

/** Characters with a meaning in lists of texts, blanks that would be trimmed, and control characters. */
const SPECIAL = /[%,:\p{Cc}\u2028\u2029]|^\s+|\s+$/gu;

/** Encodes a text of a list. @param {string} text */
export const encoded = (text) => wellFormed(text).replace(SPECIAL, encodeURIComponent);

/** Decodes a text of a list. A percent sign that starts no escape stands for itself. @param {string} text */
export const decoded = (text) =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });

/** Names of classes as "setosa,versicolor". @param {string[]} names */
export const classNamesText = (names) => names.map((name) => encoded(name).replace(/^\[/, '%5B')).join(',');

/** @param {string} text */
export const classNamesFrom = (text) => text.split(',').map((name) => decoded(name.trim()));

/** Id of the element that holds the experiment in a single-file page. */
export const BLOCK = 'init-lab-experiment';
