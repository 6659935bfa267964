/** The whole lab as a Jupyter notebook (nbformat 4.5), from the same pieces as the script. No DOM. */
import { ABOUT_DIGITS, pieces } from './python/pieces.js';
import { url } from './python/literals.js';

/** @typedef {import('./python/pieces.js').PythonInput} PythonInput */

/** Cell text as a list of lines that keep their line breaks. @param {string} text */
const lines = (text) => text.trimEnd().split(/(?<=\n)/);

/**
 * @param {PythonInput} input
 * @returns {string} the file's text
 * @throws {RangeError} if the experiment is incomplete or names an unknown entry
 */
export function pythonNotebook(input) {
  const { permalink } = input;
  const about = [
    '# An experiment of init-lab, retrained with NumPy',
    'Run all cells: the last one prints cost and accuracies of each run, at the start, at every thousandth iteration and at the end.',
    ...(permalink ? [`The lab itself: <${url(permalink)}>`] : []),
    ABOUT_DIGITS,
  ].join('\n\n');
  const markdown = (/** @type {string} */ text, /** @type {number} */ k) => ({
    cell_type: 'markdown',
    id: `text-${k}`,
    metadata: {},
    source: lines(text),
  });
  const code = (/** @type {string} */ text, /** @type {number} */ k) => ({
    cell_type: 'code',
    execution_count: null,
    id: `code-${k}`,
    metadata: {},
    outputs: [],
    source: lines(text),
  });
  const notebook = {
    cells: [
      markdown(about, 0),
      ...pieces(input).flatMap((piece, k) => [
        markdown(`## ${piece.title}\n\n${piece.words}`, k + 1),
        code(piece.code, k + 1),
      ]),
    ],
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}
