/** A sweep as a plain NumPy script that trains it and prints the page's summary. No DOM. */
import { catalogue } from '../../experiment/catalogue.js';
import { comment, number, string, url, wrapped } from './literals.js';
import { ABOUT_DIGITS, importsOf, initializers, needsOf, network, optimizers, settings } from './pieces.js';
import { NETWORK } from './training-loop.js';
import { RUNNING, measuring, summarizing } from './sweep-measuring.js';
import { dataCode, drawsAnew, placeCode, planCode } from './sweep-places.js';

/** @typedef {import('./pieces.js').Piece} Piece */
/**
 * @typedef {object} SweepInput
 * @property {any} experiment  complete, with `sweep`
 * @property {string[]} runs  labels
 * @property {{ field: string, values: ArrayLike<number> }[]} axes  x, then y, with the values that count
 * @property {ArrayLike<number>} [medians]  the page's medians of the sweep's measure, of the shape runs × y × x, printed beside the script's own
 * @property {string} [permalink]
 */

/** Most medians that a script repeats from the page. */
const MOST_COMPARED = 500;

/** @param {SweepInput} input @returns {SweepInput['medians']} */
const shortMedians = ({ medians }) => (medians && medians.length <= MOST_COMPARED ? medians : undefined);

/** @param {ArrayLike<number>} medians @param {number} runs */
function mediansCode(medians, runs) {
  const cells = medians.length / runs;
  const all = Array.from(medians, number);
  const rows = Array.from({ length: runs }, (_, run) => all.slice(run * cells, (run + 1) * cells));
  const written = rows.map((row) => `    ${wrapped('[', row, ']', '    ')},\n`);
  return `\n# What the page had: the median of each run and cell.\nPAGE_MEDIANS = [\n${written.join('')}]\n`;
}

/** Which mean over the seeds is printed of a measure. @param {(typeof catalogue.measures)[number] | undefined} measure @returns {'ratio' | 'part' | null} */
const meanOf = (measure) =>
  measure?.kind === 'part' ? 'part' : measure?.name.endsWith('signal_ratio') ? 'ratio' : null;

/** @param {SweepInput} input @returns {{ imports: string, pieces: Piece[] }} */
function sweepPieces(input) {
  const { experiment, runs, axes } = input;
  const { sweep, dataset } = experiment;
  const medians = shortMedians(input);
  const plain = { experiment, labels: runs, varied: axes.map(({ field }) => field) };
  const needs = needsOf(plain);
  const measure = catalogue.measures.find(({ name }) => name === sweep.measure);
  const trains = measure?.needsTraining ?? true;
  const smallerIsBetter = axes.length === 0 && runs.length > 1 ? (measure?.smallerIsBetter ?? null) : null;
  const varied = { axes, vary: sweep.vary };
  const data = dataCode(dataset, drawsAnew(varied));
  const first = settings(plain, needs, data.settings);
  const names = catalogue.measures.filter(({ needsTraining }) => trains || !needsTraining).map(({ name }) => name);
  return {
    imports: importsOf(needs),
    pieces: [
      first,
      {
        title: 'The sweep',
        words:
          'Each run is trained once for each seed and each cell of the axes. Fewer seeds or values take less time.',
        code: `${comment(`One of ${names.join(', ')}.`)}\nMEASURE = ${string(sweep.measure)}\n${planCode(varied, sweep.seeds)}${medians ? mediansCode(medians, runs.length) : ''}`,
      },
      { title: 'The data', words: data.words, code: data.code },
      network(experiment, needs, [NETWORK]),
      initializers(needs),
      ...(trains ? [optimizers(needs)] : []),
      {
        title: 'A training and its measures',
        words: trains
          ? 'A training is measured at its start, at about 256 iterations on the way, and at its end. Of one that diverges, the cost is the last finite one.'
          : 'The measure is of iteration 0, so nothing is trained.',
        code: measuring(needs, trains),
      },
      {
        title: 'All trainings',
        words:
          'They run side by side on all processors. Costs may become infinite on the way: that is an outcome, not an error.',
        code: `np.seterr(over="ignore", invalid="ignore", divide="ignore")\n\n\n${placeCode(varied)}\n\n${RUNNING}`,
      },
      {
        title: 'The summary',
        words: trains
          ? 'Over the seeds: quantiles, the share of trainings solved at their end, its interval (Wilson, 95 %), and which run beats which.'
          : 'Over the seeds.',
        code: `${summarizing({ compared: medians !== undefined, foreign: needs.foreign, smallerIsBetter, mean: meanOf(measure) })}\n\nif __name__ == "__main__":\n    results = sweep()\n    print_summary(results)\n${smallerIsBetter === null ? '' : '    print_comparisons(results)\n'}`,
      },
    ],
  };
}

/** Imports, and one thread for each process of the pool. @param {string} imports */
const head = (imports) => `import multiprocessing
import os
${imports.includes('sys') ? 'import sys\n' : ''}import time
${imports.includes('unicodedata') ? 'import unicodedata\n' : ''}
# Before NumPy is imported: one thread for each of the processes that train side by side.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np
`;

/**
 * @param {SweepInput} input
 * @throws {RangeError} if the experiment is incomplete or names an unknown entry
 */
export function sweepScript(input) {
  const { experiment, runs, axes, permalink } = input;
  const cells = axes.reduce((product, { values }) => product * values.length, 1);
  const count = runs.length * cells * experiment.sweep.seeds;
  const about = `A sweep of init-lab with NumPy alone: ${count} trainings, which take minutes to hours. After a few seconds it says how long. It prints median, quantiles and the share of trainings solved, for each run and cell.`;
  const { imports, pieces } = sweepPieces(input);
  const parts = pieces.map(
    ({ title, words, code }) =>
      `# ${title}\n# ${'-'.repeat(title.length)}\n${comment(words)}\n\n${code.startsWith('def ') ? '\n' : ''}${code}`,
  );
  return [
    comment(about),
    ...(permalink ? [`#\n# ${url(permalink)}`] : []),
    `#\n${comment(ABOUT_DIGITS)}`,
    `${head(imports)}\n${parts.join('\n\n')}`,
  ].join('\n');
}
