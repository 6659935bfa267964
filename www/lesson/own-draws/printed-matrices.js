/** Reads matrices as NumPy, Python and spreadsheets print them. No DOM. */

/**
 * @typedef {object} Printed
 * @property {number[][]} rows  all of one length
 * @property {number[][]} errors  half a unit of each number's last printed digit
 * @property {number} line  where it begins, from 1
 */

/** @typedef {{ value: number, decimals: number, exponent: number }} Figure  `decimals` are those of its mantissa */
/** @typedef {{ line: number, children: (Figure | List)[] }} List  what stands between two brackets */

/** The text is not a list of matrices. The message says where and why. */
export class PrintedError extends Error {}

const NUMBER = /^[-+−]?(?:\d+(?:\.(\d*))?|\.(\d+))(?:[eE]([-+]?\d+))?$/;
/** What NumPy and PyTorch print around arrays. */
const AROUND = /\b(?:np|numpy|torch)\.|\b(?:array|matrix|tensor)\b|\bdtype\s*=\s*[\w.'"]+/g;
const TOKENS = /\.{3}|…|[[\]]|[^\s,;()[\]]+/g;

/** @param {string} word @param {number} line @returns {Figure} */
function figure(word, line) {
  if (word === '...' || word === '…')
    throw new PrintedError(
      `Line ${line}: numbers are left out (“...”). Print all of them: np.set_printoptions(threshold=10000).`,
    );
  const match = NUMBER.exec(word);
  if (!match) throw new PrintedError(`Line ${line}: “${word.slice(0, 20)}” is not a number.`);
  const [, after = '', only = '', exponent = '0'] = match;
  return { value: Number(word.replace('−', '-')), decimals: (after || only).length, exponent: Number(exponent) };
}

/**
 * NumPy prints all numbers of a matrix to the same decimals, and leaves out zeros at their end.
 * @param {Figure[][]} rows @param {number} line
 * @returns {Printed}
 */
function matrix(rows, line) {
  const wrong = rows.findIndex((row) => row.length !== rows[0].length);
  if (wrong > 0)
    throw new PrintedError(
      `The matrix that begins in line ${line} is not a table: its row 1 has ${rows[0].length} numbers, its row ${wrong + 1} has ${rows[wrong].length}.`,
    );
  const decimals = Math.max(...rows.flat().map((each) => each.decimals));
  return {
    rows: rows.map((row) => row.map(({ value }) => value)),
    errors: rows.map((row) => row.map(({ exponent }) => 0.5 * 10 ** (exponent - decimals))),
    line,
  };
}

/** The outermost brackets of a text. Words and numbers outside of them count for nothing. @param {string[]} lines */
function bracketed(lines) {
  /** @type {List} */
  const all = { line: 1, children: [] };
  const open = [all];
  lines.forEach((text, k) => {
    for (const [word] of text.matchAll(TOKENS)) {
      const inner = open[open.length - 1];
      if (word === '[') {
        const list = { line: k + 1, children: [] };
        inner.children.push(list);
        open.push(list);
      } else if (word === ']') {
        if (open.length === 1) throw new PrintedError(`Line ${k + 1}: this bracket “]” closes nothing.`);
        open.pop();
      } else if (open.length > 1) inner.children.push(figure(word, k + 1));
    }
  });
  if (open.length > 1) throw new PrintedError(`Line ${open[1].line}: this bracket “[” is not closed.`);
  return all;
}

/** @param {Figure | List} child @returns {child is List} */
const isList = (child) => 'children' in child;
/** @param {Figure | List} child @returns {child is List & { children: Figure[] }} */
const isRow = (child) => isList(child) && child.children.length > 0 && !child.children.some(isList);

/** @param {List} list @returns {Printed[]} */
function matricesIn({ line, children }) {
  const lists = children.filter(isList);
  if (lists.length < children.length)
    throw new PrintedError(`Line ${line}: numbers and brackets are mixed in one list.`);
  // Two brackets close to each other are a matrix; further out they hold several.
  return lists.flatMap((list) =>
    isRow(list)
      ? [matrix([list.children], list.line)]
      : list.children.length > 0 && list.children.every(isRow)
        ? [
            matrix(
              list.children.map((row) => /** @type {Figure[]} */ (row.children)),
              list.line,
            ),
          ]
        : matricesIn(list),
  );
}

/** Rows without brackets; an empty line ends a matrix. @param {string[]} lines */
function bare(lines) {
  /** @type {Printed[]} */
  const matrices = [];
  /** @type {Figure[][]} */
  let rows = [];
  const end = (/** @type {number} */ line) => {
    if (rows.length) matrices.push(matrix(rows, line - rows.length));
    rows = [];
  };
  lines.forEach((text, k) => {
    const words = [...text.matchAll(TOKENS)].map(([word]) => word);
    if (words.length) rows.push(words.map((word) => figure(word, k + 1)));
    else end(k + 1);
  });
  end(lines.length + 1);
  return matrices;
}

/**
 * The matrices of a text, in order. A list of numbers is a matrix of one row.
 * @param {string} text
 * @returns {Printed[]}
 * @throws {PrintedError}
 */
export function printedMatrices(text) {
  const lines = text.replace(AROUND, '').split(/\r\n?|\n/);
  const matrices = /[[\]]/.test(text) ? matricesIn(bracketed(lines)) : bare(lines);
  if (matrices.length === 0) throw new PrintedError('There is no matrix in this text. Paste what print(W) gives.');
  return matrices;
}
