/** Tells a pasted table from other texts. A table is taken or answered; prose, code, an address or a number is not. */
import { isNumber } from '../data/number-text.js';

/** @typedef {{ text: string, isQuoted: boolean }} Cell */

const ARFF = /^(?:\s*(?:%[^\r\n]*)?[\r\n])*\s*@(?:relation|attribute)\s/i;
/** A matrix or list, which may have a name and a maker such as "np.array". Other calls are code. */
const BRACKETED =
  /^\s*(?:(?:(?:let|const|var)\s+)?["']?[\w.]+["']?\s*[=:]\s*)?(?:(?:[\w.]*\.)?(?:\w*array|matrix|mat|tensor|list|tuple|vstack|c)(?=\())?[[({]/i;
/** A list of lists or of records. */
const NESTED = /^\s*(?:(?:(?:let|const|var)\s+)?["']?[\w.]+["']?\s*[=:]\s*)?(?:[\w.]*\()?\[\s*[[{(]/;
/** Keywords, comments and assignments of programs, calls with arguments, braces, or an address. */
const CODE =
  /^\s*(?:\/\/|\/\*|(?:import|from|def|for|if|return|let|const|var|function|class|print)\s)|[\w\])]\s*[-+*/]?=\s|[=!<>]=|=>|[{}]|\w\([^)]*[,;]|^\s*\w[\w.-]*\.\w{2,}\/\S*$/;
/** Cells that are meant as numbers: with a unit of money or a percent sign, an index before them, a date, or none. */
const NEARLY =
  /^(?:[+−-]?\p{Sc}?\s?[+−-]?[\d.,'’]*\d\s?[\p{Sc}%]?|\d+:[+-]?[\d.]+(?:e[+-]?\d+)?|\d{1,4}([-/.])\d{1,2}\1\d{1,4}|#?n\/?a|nan|null|\?)$/iu;
const MARKS = ['\t', '|', ';', ','];
/** Longer cells without quotes are prose. */
const MOST_WORDS = 3;
const LONGEST = 40;
/** The part of the lines that have the width of a table. */
const USUAL = 2 / 3;

/** Whether a text looks like a table of any kind. @param {string} text */
export function isPointsText(text) {
  if (ARFF.test(text)) return true;
  if (NESTED.test(text) && !/=>|;\s*\n\s*\w/.test(text)) return (text.match(/\d+/g) ?? []).length >= 3;
  const isBracketed = BRACKETED.test(text);
  const written = (isBracketed ? text.replace(/[[\](){}]/g, ' ') : text).split(/[\r\n]+/);
  const lines = written.map((line) => line.trim()).filter((line) => line !== '' && !/^[#%]/.test(line));
  const plain = isBracketed ? lines : lines.filter((line) => !CODE.test(line));
  return plain.some(isRow) || (plain.length === lines.length && isGrid(plain));
}

/** The cells of a line, split at the marks outside quotes. @param {string} line @param {string} mark @returns {Cell[]} */
function cellsOf(line, mark) {
  const cells = [];
  let [start, inQuotes] = [0, false];
  for (let at = 0; at <= line.length; at += 1) {
    if (line[at] === '"') inQuotes = !inQuotes;
    if (at < line.length && (inQuotes || line[at] !== mark)) continue;
    cells.push(cellOf(line.slice(start, at).trim()));
    start = at + 1;
  }
  return cells;
}

/** @param {string} text @returns {Cell} */
const cellOf = (text) => {
  const quoted = /^"(.*)"$/s.exec(text)?.[1];
  return { text: quoted?.trim() ?? text.replace(/[;,]$/, ''), isQuoted: quoted !== undefined };
};

/** @param {string} line */
const wordsOf = (line) => line.split(/\s+/).map(cellOf);

/** @param {Cell} cell */
const isNear = ({ text }) => isNumber(text) || (text.length <= LONGEST && NEARLY.test(text));

/** @param {Cell} cell */
const isShort = ({ text, isQuoted }) => isQuoted || (text.length <= LONGEST && text.split(/\s+/).length <= MOST_WORDS);

/** Whether a line alone is a row: three cells or more, of which two are numbers. @param {string} line */
function isRow(line) {
  if (!/\d/.test(line)) return false;
  const isMarked = MARKS.some((mark) => {
    const cells = cellsOf(line, mark);
    return cells.length >= 3 && cells.filter(isNear).length >= 2 && (mark !== ',' || cells.every(isShort));
  });
  if (isMarked) return true;
  // Between blanks, all but one are numbers, as prose has numbers too.
  const words = wordsOf(line);
  return words.length >= 3 && words.filter(isNear).length >= Math.max(2, words.length - 1);
}

/** Whether most of some lines have equally many cells, and these are none of prose. @param {string[]} lines */
function isGrid(lines) {
  const [, ...words] = usual(lines.map(wordsOf));
  if (words.length > 0 && words.flat().every(isNear)) return true;
  return MARKS.some((mark) => {
    const rows = usual(lines.map((line) => cellsOf(line, mark)));
    if (rows.length < 2) return false;
    if (mark === '\t' || (mark === '|' && lines.every((line) => line.startsWith('|')))) return true;
    const [header, ...below] = rows;
    if (!header.every(({ text }) => text !== '') || !rows.flat().every(isShort)) return false;
    // Behind the commas of prose stand blanks; those of numbers may have them, too.
    if (mark !== '|' && !lines.some((line) => /[,;]\s/.test(line))) return true;
    return below.every((cells) => (cells.length > 2 ? cells.some(isNear) : cells.every(isNear)));
  });
}

/** The rows of the most frequent width, if it is two or more and most rows have it. @param {Cell[][]} rows @returns {Cell[][]} */
function usual(rows) {
  const counts = new Map();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width, count] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [0, 0];
  return width >= 2 && count >= 2 && count >= USUAL * rows.length ? rows.filter(({ length }) => length === width) : [];
}
