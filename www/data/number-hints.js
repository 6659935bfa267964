/** Says why a cell that looks like a number to a reader is none, and what to do about it. No DOM. */
import { isNumber } from './number-text.js';
import { quoted } from './points-error.js';

/** Texts for a missing value, as R, pandas, databases and Weka write them. */
const MISSING = /^(\?|na|n\/a|#n\/a|null|none|\.|-{1,3}|–|—)$/i;
/** Characters that take no room: soft hyphens, zero-width blanks and joiners, marks of direction. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;
const DATE = /^(\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3(\d{2}|\d{4}))([T ].*)?$/;
/** A number between what stands before and behind it: a sign of money, or a unit. */
const WITH_UNIT =
  /^([+−-]?)(\p{Sc}|[A-Z]{3}|[A-Z]{2}\p{Sc})?\s*([+−-]?[\d.,'’\s]*\d[.,]?)\s*(\p{Sc}|[%‰°′″]|[°µ]?\p{L}[\p{L}/²³]{0,4})?$/u;
const QUOTED = /^['‘’“”„«»`].*['‘’“”«»`]$/;
const NEGATIVE = /^\(\s*([\d.,'’\s]*\d)\s*\)$/;
/** A longer text is no number with something about it. */
const LONGEST = 40;
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/u;

/** What is wrong with a value that is no number: the start of a sentence. @param {string} value */
export function wrong(value) {
  if (value === '') return 'the value is missing';
  return MISSING.test(value) ? `a missing value (${quoted(value)})` : `${quoted(value)} is not allowed`;
}

/** What to do about a value that is no number: a sentence behind a blank; empty if nothing is known. @param {string} value */
export function hint(value) {
  if (MISSING.test(value)) return ' Fill it in, or leave out its line.';
  const unseen = UNSEEN.exec(value);
  if (unseen) {
    const code = unseen[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return ` It has a character that cannot be seen, U+${code}; delete it.`;
  }
  return nearly(value);
}

/** Whether a value is meant as a number, but is written with a unit, as a date or in another way. @param {string} value */
export const isNearNumber = (value) => !MISSING.test(value) && !QUOTED.test(value) && nearly(value) !== '';

/** @param {string} value */
function nearly(value) {
  if (value.length > LONGEST || isNumber(value)) return '';
  if (DATE.test(value)) return ' Write a date as a number, such as the days since the first one.';
  if (QUOTED.test(value)) return ' Leave out the quotes.';
  if (NEGATIVE.test(value)) return ' Write a negative number with a minus.';
  if (FOREIGN_DIGIT.test(value)) return ' Write it with the digits 0 to 9.';
  const [, , before, number, behind] = WITH_UNIT.exec(value) ?? [];
  const unit = before ?? behind;
  if (unit === undefined || (before && behind) || !isNumber(number.trim())) return '';
  return ` Leave out the ${quoted(unit)} in the whole column.`;
}
