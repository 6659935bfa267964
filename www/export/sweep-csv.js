/** A sweep as CSV: every training, in pieces, since a million rows are longer than a string may be; and its summary. */
import { catalogue } from '../experiment/catalogue.js';
import { csvText } from './csv-text.js';
import { exact } from './source.js';
import { dataSeedAt, isDone } from './sweep-source.js';

/** @typedef {import('./sweep-source.js').SweepSource} SweepSource */
/** @typedef {import('./sweep-source.js').Results} Results */

/** Rows of a piece. */
const ROWS = 1024;
/** Milliseconds of work between two rests, in which the page can react. */
const STRETCH = 20;

/** The value of each axis at a place. @param {Results} results @param {number} x @param {number} y */
const axisValues = ({ axes }, x, y) => axes.map(({ values }, axis) => values[axis === 0 ? x : y]);

/** Columns with text: the label, quoted and guarded, of each run. @param {string[]} labels */
const cellsOf = (labels) => Promise.all(labels.map(async (label) => (await csvText([[label]])).slice(0, -2)));

/**
 * The text, piece by piece: a header, then a row for each training that is done, in the order of the results (run, y, x,
 * seed). Numbers have all digits; what is not a number is `nan`, and infinity is `inf`.
 * @param {Results} results
 * @returns {AsyncGenerator<string>}
 */
export async function* sweepRows(results) {
  const { axes, seeds, shape } = results;
  const { measures } = catalogue;
  const columns = measures.map(
    ({ property }) => /** @type {Float64Array} */ (results[/** @type {'cost'} */ (property)]),
  );
  yield csvText([['run', ...axes.map(({ field }) => field), 'seed', 'data_seed', ...measures.map(({ name }) => name)]]);
  const labels = await cellsOf(results.runs);
  const [runs, height, width, seedCount] = shape;
  let rows = [];
  for (let run = 0, index = 0; run < runs; run += 1) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const cell = [labels[run], ...axisValues(results, x, y).map(exact)].join(',');
        for (let seed = 0; seed < seedCount; seed += 1, index += 1) {
          if (!isDone(results, index)) continue;
          const numbers = [seeds[seed], dataSeedAt(results, { x, y, seed }), ...columns.map((values) => values[index])];
          rows.push(`${cell},${numbers.map(exact).join(',')}\r\n`);
          if (rows.length < ROWS) continue;
          yield rows.join('');
          rows = [];
        }
      }
    }
  }
  if (rows.length > 0) yield rows.join('');
}

/** Columns of a summary, and the parts that they have. */
const SUMMARY = /** @type {const} */ ([
  ['median', 'median'],
  ['q10', 'q10'],
  ['q25', 'q25'],
  ['q75', 'q75'],
  ['q90', 'q90'],
  ['n', 'n'],
  ['solved_share', 'solvedShare'],
  ['solved_low', 'solvedLow'],
  ['solved_high', 'solvedHigh'],
]);

/**
 * The summary of a measure: a row for each run and cell.
 * @param {Pick<SweepSource, 'results' | 'summary' | 'measure'>} source
 * @returns {AsyncGenerator<string>}
 */
async function* summaryRows({ results, summary, measure }) {
  yield csvText([['run', ...results.axes.map(({ field }) => field), 'measure', ...SUMMARY.map(([column]) => column)]]);
  const labels = await cellsOf(results.runs);
  const [runs, height, width] = summary.shape;
  for (let run = 0, index = 0; run < runs; run += 1) {
    for (let y = 0; y < height; y += 1) {
      const rows = Array.from({ length: width }, (_, x) => {
        const cell = axisValues(results, x, y).map(exact);
        const numbers = SUMMARY.map(([, part]) => exact(summary[part][index + x]));
        return `${[labels[run], ...cell, measure.name, ...numbers].join(',')}\r\n`;
      });
      index += width;
      yield rows.join('');
    }
  }
}

/**
 * One file of the pieces. A page stays responsive meanwhile.
 * @param {AsyncGenerator<string>} pieces
 */
async function inOneFile(pieces) {
  const parts = [];
  let rested = performance.now();
  for await (const text of pieces) {
    parts.push(new Blob([text])); // outside the heap of JavaScript
    if (performance.now() - rested < STRETCH) continue;
    await new Promise((resolve) => setTimeout(resolve));
    rested = performance.now();
  }
  return new Blob(parts, { type: 'text/csv' });
}

/** Every training. @param {Pick<SweepSource, 'results'>} source @returns {Promise<Blob>} */
export const sweepCSV = ({ results }) => inOneFile(sweepRows(results));

/** The summary. @param {Pick<SweepSource, 'results' | 'summary' | 'measure'>} source @returns {Promise<Blob>} */
export const summaryCSV = (source) => inOneFile(summaryRows(source));
