/** The whole lab as a plain NumPy script that retrains its runs and prints their costs. No DOM. */
import { comment, url } from './literals.js';
import { ABOUT_DIGITS, pieces } from './pieces.js';
import { labelsOf } from '../source.js';

/** @typedef {import('./pieces.js').PythonInput} PythonInput */

/**
 * @param {PythonInput} input
 * @throws {RangeError} if the experiment is incomplete or names an unknown entry
 */
export function pythonScript(input) {
  const { permalink } = input;
  const head = [
    comment(
      'An experiment of init-lab, retrained with NumPy alone. It prints cost and accuracies of each run: at the start, at every thousandth iteration and at the end; and the signals in its layers before training.',
    ),
  ];
  if (permalink) head.push(`#\n# ${url(permalink)}`);
  head.push(`#\n${comment(ABOUT_DIGITS)}`);
  const parts = pieces(input).map(({ title, words, code }, k) => {
    const heading = `# ${title}\n# ${'-'.repeat(title.length)}\n${comment(words)}\n`;
    // Imports stand first, by convention.
    const imports = /^(?:import .*\n|\n)+/.exec(code)?.[0] ?? '';
    return k === 0
      ? `${imports.trimEnd()}\n\n${heading}\n${code.slice(imports.length)}`
      : `${heading}\n${code.startsWith('def ') ? '\n' : ''}${code}`;
  });
  return `${head.join('\n')}\n${parts.join('\n\n')}`;
}

/**
 * The input of the script and the notebook for a lab: its experiment with its runs' names and costs.
 * @param {import('../source.js').Source} source @returns {Promise<PythonInput>}
 */
export async function pythonInput(source) {
  const results = await source.read('costs');
  return {
    experiment: source.view.model.experiment,
    labels: labelsOf(source),
    permalink: source.permalink,
    results,
  };
}
