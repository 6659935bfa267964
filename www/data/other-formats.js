/** Refuses texts of formats that are no tables of points, by their name. No DOM. */
import { PointsError, fault, quoted } from './points-error.js';

const MARKUP = /^\s*<(?:!doctype|\?xml|html|head|body|table|thead|tbody|tr)\b/i;
/** A row of LIBSVM: a label, then values with their index. */
const SPARSE = /^\s*[^\s:]+(?:\s+\d+:[^\s#]+)+\s*(?:#.*)?$/;
const LONGEST_ROW = 10_000;

/** @param {string[]} lines @throws {PointsError} */
export function refuseForeign(lines) {
  const first = lines.findIndex((line) => line.trim() !== '' && !/^\s*#/.test(line));
  if (first < 0) return;
  if (MARKUP.test(lines[first]))
    throw new PointsError(
      'The text is markup of a page; must be its table as text. Copy the cells from the page itself.',
      {
        value: lines[first],
        allowed: 'a table as text, such as CSV',
      },
    );
  if (lines[first].length > LONGEST_ROW || !SPARSE.test(lines[first])) return;
  const [value, allowed] = [lines[first].trim(), 'a row with a value for each column: x, y, label'];
  throw fault(
    { line: first + 1, column: 0, value, allowed },
    `${quoted(value)} is a sparse row of LIBSVM; must be ${allowed}.`,
  );
}
