/** Takes off what stands in the lines of a table and is no value: comments, remarks, and the semicolons of MATLAB. No DOM. */
import { isNumber } from './number-text.js';
import { fault, quoted } from './points-error.js';

/** A comment line, in NumPy and gnuplot (#), MATLAB and ARFF (%). */
export const COMMENT = /^\s*[#%]+/;
/** A line up to a comment, which begins behind a blank and outside quotes; then its mark, and the comment. */
const TAIL = /^((?:[^"]|"[^"]*")*?[^\s,|"]|(?:[^"]|"[^"]*")*?")([^\S\n]+)([#%]+)(.*\S)\s*$/;
const MARKS = /[\t,;|]/;
/** A semicolon that ends a row whose columns are not separated by semicolons. */
const ROW_END = /^((?:[^;"]|"[^"]*")*[^\s,;|=])\s*;\s*$/;

/** What printed tables say of themselves: counts of rows, types of columns, and the end of a copy from PostgreSQL. */
const REMARK = /^(?:\(\d+ rows?\)|\[\d+ rows x \d+ columns\]|\\\.|(?:<[a-z0-9]+>\s*)+)$/i;
/** A line of dots, in which a printed table or array leaves out rows. */
const DOTS = /^(?:\|\s*)?(?:\.{2,3}|…|⋮)(?:[\s|,;]+(?:\.{2,3}|…|⋮))*[\s|,;]*$/;
/** Longer lines are rows or prose. */
const LONGEST_REMARK = 200;

/**
 * Blanks lines that say something of the table, so that line numbers stay the same.
 * @param {string[]} lines
 * @throws {import('./points-error.js').PointsError} where rows are left out
 */
export function withoutRemarks(lines) {
  const isLike = (/** @type {RegExp} */ pattern) => (/** @type {string} */ line) =>
    line.length <= LONGEST_REMARK && pattern.test(line.trim());
  const gap = lines.findIndex(isLike(DOTS));
  if (gap >= 0) {
    const [value, allowed] = [lines[gap].trim(), 'the whole table'];
    throw fault(
      { line: gap + 1, column: 0, value, allowed },
      `rows are left out at ${quoted(value)}; must be ${allowed}.`,
    );
  }
  return lines.map((line) => (isLike(REMARK)(line) ? '' : line));
}

/**
 * @param {string[]} lines
 * @returns {{ lines: string[], notes: string[] }}
 */
export function withoutEnds(lines) {
  const { lines: plain, notes } = withoutTails(lines);
  return { lines: plain.map(withoutRowEnd), notes };
}

/** @param {string} line */
const withoutRowEnd = (line) => ROW_END.exec(line)?.[1] ?? line;

/** A row and the comment at its end. @param {string} line */
function cutTail(line) {
  const match = /[#%]/.test(line) && !COMMENT.test(line) ? TAIL.exec(line) : null;
  if (!match) return null;
  const [, , blanks, mark, text] = match;
  const row = withoutRowEnd(match[1]);
  if (row.endsWith(';')) return null;
  const fields = row.split(MARKS.test(row) ? MARKS : /\s+/);
  // Behind a tab that separates columns stands a column.
  if (fields.length < 3 || (blanks.includes('\t') && row.includes('\t'))) return null;
  const endsInNumber = MARKS.test(row) && isNumber(fields[fields.length - 1].trim());
  return { row, tail: mark + text, isLoose: /^\s/.test(text), endsInNumber, isMarked: MARKS.test(row) };
}

/** Cuts comments at the ends of rows, unless they are a value of every row, such as a colour. @param {string[]} lines */
function withoutTails(lines) {
  const cuts = lines.map(cutTail);
  const isRow = (/** @type {string} */ line) => line.trim() !== '' && !COMMENT.test(line);
  const first = lines.findIndex(isRow);
  const rest = cuts.filter((_, k) => k > first && isRow(lines[k]));
  const isValue = (/** @type {typeof cuts[number]} */ cut) => cut !== null && !cut.isLoose && !cut.endsInNumber;
  if (rest.length > 0 ? rest.every(isValue) : isValue(cuts[first] ?? null)) return { lines, notes: [] };
  // A name such as "#n" in a header between blanks is a column.
  if (first >= 0 && cuts[first] && isValue(cuts[first]) && !cuts[first].isMarked) cuts[first] = null;
  const example = cuts.find((cut) => cut !== null);
  return {
    lines: lines.map((line, k) => cuts[k]?.row ?? line),
    notes: example ? [`Left out the comments at the ends of lines, such as “${shortened(example.tail)}”.`] : [],
  };
}

/** @param {string} text */
const shortened = (text) => ([...text].length > 40 ? `${[...text].slice(0, 40).join('')}…` : text);
