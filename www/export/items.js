/** The exports of the share dialog: each item, its formats, and the part of the lab it covers. */

import { toPicture } from './image.js';
import { pythonNotebook } from './notebook.js';
import { parametersJSON, parametersNPZ, startNPZ } from './parameters.js';
import { pythonInput, pythonScript } from './python/index.js';
import { FRAMEWORKS, frameworkSnippet } from './snippets/index.js';
import { costsCSV, resultsTable } from './tables.js';

/** @typedef {import('./source.js').LabView} View */
/** @typedef {import('./source.js').Source} Source */
/** @typedef {'light' | 'dark' | 'projector'} ThemeName */
/** @typedef {import('./image.js').Picture} Picture */
/** @typedef {Pick<import('./image-options.js').ImageOptions, 'shape' | 'theme'> & { title?: boolean, caption?: boolean, link?: boolean }} Look  of a picture */
/** @typedef {string | Blob | Uint8Array | Picture} Result */
/**
 * @typedef {object} Format
 * @property {string} name
 * @property {string} title
 * @property {string} extension  of its file
 * @property {string} type
 * @property {'text' | 'picture' | 'binary'} shown  how the dialog shows it
 * @property {(source: Source, choice: string, look: Look) => Result | Promise<Result>} make
 * @property {string} [help]  in place of the item's own
 * @property {string} [word]  for its file name
 */
/** @typedef {{ name: string, title: string, words?: string }} Choice  words: for the file name */
/**
 * @typedef {object} Item
 * @property {string} name
 * @property {string} title
 * @property {string} help
 * @property {string} [word]  for its file names
 * @property {Format[]} formats
 * @property {(view: View, sweep: Source['sweep']) => { label: string, choices: Choice[] }} [part]  the choice of a part of the lab, or of the sweep
 * @property {boolean} [pictured]  whether its look can be chosen
 * @property {boolean} [moment]  whether it depends on the iteration
 */

/** @param {View} view @returns {Choice[]} */
export const runChoices = ({ model }) =>
  (model.frame?.runs ?? []).map(({ label }, k) => ({ name: String(k), title: label, words: label }));

/**
 * Readable JSON with lists of numbers on one line. Strings contain no line breaks, so only lists match.
 * @param {any} experiment
 */
export const experimentText = (experiment) =>
  `${JSON.stringify(experiment, null, 2).replace(/\[\n\s+[^[\]{}]*?\n\s*\]/g, (list) =>
    list
      .replace(/\n\s+(?=\])/, '')
      .replace(/\[\n\s+/, '[')
      .replace(/\n\s+/g, ' '),
  )}\n`;

/**
 * The subject of a picture in the export's terms.
 * @param {string} choice @returns {{ what: 'figure' | 'panels' | 'chart' | 'panel', run?: number }}
 */
const pictured = (choice) => {
  if (choice === 'figure' || choice === 'panels' || choice === 'chart') return { what: choice };
  return { what: 'panel', run: Number(choice) };
};

/**
 * @param {'csv' | 'markdown' | 'latex'} name @param {string} title @param {string} extension @param {string} type @param {string} help
 * @returns {Format}
 */
const table = (name, title, extension, type, help) => ({
  name,
  title,
  extension,
  type,
  shown: 'text',
  help,
  make: (source) => resultsTable(source, name),
});

/** @type {Item[]} */
export const items = [
  {
    name: 'picture',
    title: 'Picture',
    help: 'For slides, papers and handouts. The file contains the experiment and its link; “Open” reads them.',
    moment: true,
    pictured: true,
    part: (view) => ({
      label: 'Of',
      choices: [
        { name: 'figure', title: 'pictures and cost chart', words: 'figure' },
        { name: 'panels', title: 'pictures only', words: 'pictures' },
        { name: 'chart', title: 'cost chart only', words: 'cost' },
        ...runChoices(view).map(({ name, title }) => ({ name, title: `${title} alone`, words: title })),
      ],
    }),
    formats: [
      {
        name: 'png',
        title: 'PNG',
        extension: 'png',
        type: 'image/png',
        shown: 'picture',
        make: (source, choice, look) => toPicture(source, { ...pictured(choice), ...look, type: 'image/png' }),
      },
      {
        name: 'svg',
        title: 'SVG',
        extension: 'svg',
        type: 'image/svg+xml',
        shown: 'picture',
        make: (source, choice, look) => toPicture(source, { ...pictured(choice), ...look, type: 'image/svg+xml' }),
      },
    ],
  },
  {
    name: 'results',
    title: 'Results',
    help: 'The current table of results: the source’s figures, accuracies, costs and verdicts.',
    word: 'results',
    moment: true,
    formats: [
      table('csv', 'CSV', 'csv', 'text/csv', 'For spreadsheets and data frames.'),
      table('markdown', 'Markdown', 'md', 'text/markdown', 'For a README, a notebook’s text cell, Quarto, an issue.'),
      table('latex', 'LaTeX', 'tex', 'text/x-tex', 'For a paper.'),
    ],
  },
  {
    name: 'costs',
    title: 'Costs',
    help: 'The cost of each run at every recorded iteration, with all digits.',
    word: 'costs',
    moment: true,
    formats: [{ name: 'csv', title: 'CSV', extension: 'csv', type: 'text/csv', shown: 'text', make: costsCSV }],
  },
  {
    name: 'parameters',
    title: 'Parameters',
    help: 'Weights and biases of every layer of each run, exactly.',
    word: 'parameters',
    moment: true,
    formats: [
      {
        name: 'json',
        title: 'JSON',
        extension: 'json',
        type: 'application/json',
        shown: 'text',
        make: parametersJSON,
      },
      {
        name: 'npz',
        title: 'NumPy (.npz)',
        extension: 'npz',
        type: 'application/octet-stream',
        shown: 'binary',
        make: parametersNPZ,
      },
    ],
  },
  {
    name: 'start',
    title: 'Starting weights',
    help: 'One run’s weights and biases at iteration 0, exactly. Dropped on a lab, the file adds a run that starts from them.',
    word: 'start',
    part: (view) => ({ label: 'Run', choices: runChoices(view) }),
    formats: [
      {
        name: 'npz',
        title: 'NumPy (.npz)',
        extension: 'npz',
        type: 'application/octet-stream',
        shown: 'binary',
        make: (source, choice) => startNPZ(source, Number(choice)),
      },
    ],
  },
  {
    name: 'python',
    title: 'Python',
    help: 'The whole lab with NumPy alone: it trains the same runs again, and prints the same costs and the signals before training.',
    formats: [
      {
        name: 'script',
        title: 'Script',
        extension: 'py',
        type: 'text/x-python',
        shown: 'text',
        make: async (source) => pythonScript(await pythonInput(source)),
      },
      {
        name: 'notebook',
        title: 'Notebook (.ipynb)',
        extension: 'ipynb',
        type: 'application/x-ipynb+json',
        shown: 'text',
        help: 'The same as a Jupyter notebook. Save it, and open the file in Jupyter, VS Code or Colab.',
        make: async (source) => pythonNotebook(await pythonInput(source)),
      },
    ],
  },
  {
    name: 'frameworks',
    title: 'Frameworks',
    help: 'One run’s network with its initializer, for your own code.',
    part: (view) => ({ label: 'Run', choices: runChoices(view) }),
    formats: /** @type {(keyof typeof FRAMEWORKS)[]} */ (Object.keys(FRAMEWORKS)).map((name) => ({
      name,
      title: FRAMEWORKS[name],
      extension: 'py',
      type: 'text/x-python',
      shown: 'text',
      word: name,
      make: ({ view: { model } }, choice) => frameworkSnippet(name, model.experiment, Number(choice)),
    })),
  },
  {
    name: 'experiment',
    title: 'Experiment',
    help: 'Everything that determines this lab, to the last bit. The page, the element, Node and “Open” in this dialog read it.',
    formats: [
      {
        name: 'json',
        title: 'JSON',
        extension: 'json',
        type: 'application/json',
        shown: 'text',
        make: ({ view }) => experimentText(view.model.experiment),
      },
    ],
  },
];
