/** The notation of numbers in a table: from its points, else from its other columns of numbers. No DOM. */
import { decideNotation } from './number-notation.js';
import { quoted } from './points-error.js';

/** @typedef {import('./number-notation.js').Cell} Cell */
/** @typedef {import('./number-notation.js').Decided} Decided */
/** @typedef {Parameters<typeof decideNotation>[1]} Given */
/**
 * @typedef {object} Columns
 * @property {Cell[]} cells  of the points
 * @property {Cell[]} labels
 * @property {Cell[][]} others  columns of numbers that no point uses
 */

/**
 * @param {Columns} columns @param {Given} given @param {boolean} pointOnly
 * @returns {Decided}
 * @throws {import('./points-error.js').PointsError} if no notation reads all cells of the points
 */
export function settledNotation({ cells, labels, others }, given, pointOnly) {
  const notation = ofPoints(cells, labels, given, pointOnly);
  if (!notation.open) return { ...notation, notes: [...notation.notes, ...strangers(cells, others, given, pointOnly)] };
  const settled = others.flatMap((column) => settledBy(column, given, pointOnly) ?? []);
  const decimals = new Set(settled.map(({ decimal }) => decimal));
  if (decimals.size !== 1) return notation;
  const [{ decimal, example }] = settled;
  const all = { ...given, decimal };
  const read = decideNotation(cells, all, pointOnly);
  const why = `The decimal mark is known from ${quoted(example.text)} in line ${example.line}, ${columnOf(example)}.`;
  return { ...read, notes: [...read.notes, why, ...strangers(cells, others, all, pointOnly)] };
}

/** @param {Cell} cell */
const columnOf = ({ column, name }) => `column ${column + 1}${name ? ` (${quoted(name).slice(1, -1)})` : ''}`;

/**
 * The notation of the cells of points. It is not open where no point depends on it, but only how labels are written:
 * 1.000, 2.000.
 * @param {Cell[]} cells @param {Cell[]} labels @param {Given} given @param {boolean} pointOnly
 */
function ofPoints(cells, labels, given, pointOnly) {
  const notation = decideNotation(cells, given, pointOnly);
  if (!notation.open) return notation;
  const [point, comma] = /** @type {const} */ (['.', ',']).map((decimal) =>
    decideNotation(cells, { ...given, decimal }, pointOnly),
  );
  const ofLabels = new Set(labels);
  const isSame = cells.every((cell) => ofLabels.has(cell) || Object.is(point.read(cell.text), comma.read(cell.text)));
  return isSame && haveOneOrder(labels, point.read, comma.read) ? point : notation;
}

/**
 * The decimal mark that a column settles, with a cell that shows it; null if the column has both, or could have either.
 * @param {Cell[]} column @param {Given} given @param {boolean} pointOnly
 */
function settledBy(column, given, pointOnly) {
  const decimals = /** @type {const} */ (['.', ',']);
  const misfits = decimals.map((decimal) => misfitOf(column, { ...given, decimal }, pointOnly));
  const [ofPoint, ofComma] = misfits;
  if ((ofPoint === null) === (ofComma === null)) return null;
  return { decimal: decimals[ofPoint === null ? 0 : 1], example: /** @type {Cell} */ (ofPoint ?? ofComma) };
}

/** The first cell that does not have the notation of a column; null if all have it. @param {Cell[]} column @param {Given} given @param {boolean} pointOnly */
function misfitOf(column, given, pointOnly) {
  try {
    decideNotation(column, given, pointOnly);
    return null;
  } catch (error) {
    const { line, column: number } = /** @type {import('./points-error.js').PointsError} */ (error);
    return column.find((cell) => cell.line === line && cell.column === number - 1) ?? null;
  }
}

/**
 * Says which cells of other columns are not written as the points are.
 * @param {Cell[]} cells @param {Cell[][]} others @param {Given} given @param {boolean} pointOnly
 */
function strangers(cells, others, given, pointOnly) {
  const found = others.flatMap((column) => misfitOf([...cells, ...column], given, pointOnly) ?? []);
  return found
    .slice(0, 1)
    .map(
      (cell) =>
        `Line ${cell.line}, ${columnOf(cell)}: ${quoted(cell.text)} is written in another way; no point uses that column.`,
    );
}

/**
 * Whether two or more labels have the same classes, in the same order, however they are read.
 * @param {{ text: string }[]} labels @param {(text: string) => number} one @param {(text: string) => number} other
 */
function haveOneOrder(labels, one, other) {
  const texts = [...new Set(labels.map(({ text }) => text))].toSorted((a, b) => one(a) - one(b));
  const isAlike = (/** @type {string} */ text, /** @type {number} */ k) =>
    k === 0 || Math.sign(one(text) - one(texts[k - 1])) === Math.sign(other(text) - other(texts[k - 1]));
  return one(texts[0]) !== one(texts[texts.length - 1]) && texts.every(isAlike);
}
