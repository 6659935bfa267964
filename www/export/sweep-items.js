/** The exports of the share dialog while a sweep is on stage. */
import { toPicture } from './image.js';
import { experimentText } from './items.js';
import { sweepScript } from './python/sweep-script.js';
import { sweepNPZ } from './sweep-arrays.js';
import { summaryCSV, sweepCSV } from './sweep-csv.js';

/** @typedef {import('./items.js').Item} Item */
/** @typedef {import('./source.js').Source} Source */

/** The sweep of a source. @param {Source} source */
function sweepOf({ sweep }) {
  if (!sweep) throw new Error('The sweep has been closed.');
  return sweep;
}

/** @param {Source} source */
function scriptOf(source) {
  const { experiment, runs, axes, summary, done, total } = sweepOf(source);
  const medians = done === total ? summary.median : undefined;
  return sweepScript({ experiment, runs, axes, medians, permalink: source.permalink });
}

/**
 * A picture of all runs or of one, by the name of the choice.
 * @param {string} choice @returns {{ what: 'figure' | 'panel', run?: number }}
 */
const pictured = (choice) => (choice === 'figure' ? { what: 'figure' } : { what: 'panel', run: Number(choice) });

/** @param {'image/png' | 'image/svg+xml'} type @returns {Item['formats'][number]['make']} */
const picture = (type) => (source, choice, look) => toPicture(source, { ...pictured(choice), ...look, type });

/** @type {Item[]} */
export const sweepItems = [
  {
    name: 'picture',
    title: 'Picture',
    help: 'For slides, papers and handouts. The file contains the sweep and its link; “Open” reads them.',
    moment: true,
    pictured: true,
    part: (_, sweep) => ({
      label: 'Of',
      choices: [
        { name: 'figure', title: 'all runs', words: 'figure' },
        ...(sweep?.runs ?? []).map((label, k) => ({ name: String(k), title: `${label} alone`, words: label })),
      ],
    }),
    formats: [
      {
        name: 'png',
        title: 'PNG',
        extension: 'png',
        type: 'image/png',
        shown: 'picture',
        make: picture('image/png'),
      },
      {
        name: 'svg',
        title: 'SVG',
        extension: 'svg',
        type: 'image/svg+xml',
        shown: 'picture',
        make: picture('image/svg+xml'),
      },
    ],
  },
  {
    name: 'trainings',
    title: 'Trainings',
    help: 'Every training: its run, its cell, its seeds, and all measures, with all digits.',
    word: 'trainings',
    moment: true,
    formats: [
      {
        name: 'csv',
        title: 'CSV',
        extension: 'csv',
        type: 'text/csv',
        shown: 'text',
        help: 'A row for each training: its run, its cell, its seeds, and all measures, with all digits. For spreadsheets and data frames.',
        make: (source) => sweepCSV(sweepOf(source)),
      },
      {
        name: 'npz',
        title: 'NumPy (.npz)',
        extension: 'npz',
        type: 'application/octet-stream',
        shown: 'binary',
        help: 'An array for each measure, runs × y × x × seeds, with axes, seeds, summary and curves. numpy.load reads it.',
        make: (source) => sweepNPZ(sweepOf(source)),
      },
    ],
  },
  {
    name: 'summary',
    title: 'Summary',
    help: 'Of the measure shown, for each run and cell: median, quantiles, and the share of trainings solved with its 95 % interval.',
    word: 'summary',
    moment: true,
    formats: [
      {
        name: 'csv',
        title: 'CSV',
        extension: 'csv',
        type: 'text/csv',
        shown: 'text',
        make: (source) => summaryCSV(sweepOf(source)),
      },
    ],
  },
  {
    name: 'python',
    title: 'Python',
    help: 'The whole sweep with NumPy alone: it trains everything again, on all processors, and prints the same summary. That takes minutes to hours; it says how long.',
    formats: [
      {
        name: 'script',
        title: 'Script',
        extension: 'py',
        type: 'text/x-python',
        shown: 'text',
        make: scriptOf,
      },
    ],
  },
  {
    name: 'experiment',
    title: 'Experiment',
    help: 'Everything that determines this sweep, to the last bit. The page, the element, Node and “Open” in this dialog read it.',
    formats: [
      {
        name: 'json',
        title: 'JSON',
        extension: 'json',
        type: 'application/json',
        shown: 'text',
        make: (source) => experimentText(sweepOf(source).experiment),
      },
    ],
  },
];
