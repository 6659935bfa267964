/** What the share dialog hands out as text or file: each thing, in which formats, of which part of the lab. */

import { toBlob } from '../export/image.js';

/** @typedef {import('../views/parts.js').View} View */
/** @typedef {import('../export/source.js').Source} Source */
/**
 * @typedef {object} Format
 * @property {string} name
 * @property {string} title
 * @property {string} extension  of its file
 * @property {string} type
 * @property {'text' | 'picture' | 'binary'} shown  as which the dialog shows it
 * @property {(source: Source, choice: string) => string | Blob | Uint8Array | Promise<string | Blob | Uint8Array>} make
 * @property {string} [help]  in place of the thing's own
 * @property {string} [word]  of its file's name
 */
/** @typedef {{ name: string, title: string, words?: string }} Choice  words: for the name of the file */
/**
 * @typedef {object} Item
 * @property {string} name
 * @property {string} title
 * @property {string} help
 * @property {string} [word]  of its files' names
 * @property {Format[]} formats
 * @property {(view: View) => { label: string, choices: Choice[] }} [part]  of the lab that is wanted
 * @property {boolean} [moment]  whether it is of the iteration reached
 */

/** @param {View} view @returns {Choice[]} */
export const runChoices = ({ model }) =>
  (model.frame?.runs ?? []).map(({ label }, k) => ({ name: String(k), title: label, words: label }));

/** Readable JSON: lists of numbers on a line. A text in it holds no line's end, so that only lists are found. @param {any} experiment */
const experimentText = (experiment) =>
  `${JSON.stringify(experiment, null, 2).replace(/\[\n\s+[^[\]{}]*?\n\s*\]/g, (list) =>
    list
      .replace(/\n\s+(?=\])/, '')
      .replace(/\[\n\s+/, '[')
      .replace(/\n\s+/g, ' '),
  )}\n`;

/**
 * What a picture is of, as the exports call it.
 * @param {string} choice @returns {{ what: 'figure' | 'chart' | 'panel', run?: number }}
 */
const pictured = (choice) => {
  if (choice === 'figure' || choice === 'chart') return { what: choice };
  return { what: 'panel', run: Number(choice) };
};

/** @type {Item[]} */
export const items = [
  {
    name: 'picture',
    title: 'Picture',
    help: 'For slides, a paper, a sheet. The experiment and its link are written into the file; “Open” reads them again.',
    moment: true,
    part: (view) => ({
      label: 'Of',
      choices: [
        { name: 'figure', title: 'the whole comparison', words: 'figure' },
        { name: 'chart', title: 'the cost chart', words: 'cost' },
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
        make: (source, choice) => toBlob(source, { ...pictured(choice), type: 'image/png' }),
      },
      {
        name: 'svg',
        title: 'SVG',
        extension: 'svg',
        type: 'image/svg+xml',
        shown: 'picture',
        make: (source, choice) => toBlob(source, { ...pictured(choice), type: 'image/svg+xml' }),
      },
    ],
  },
  {
    name: 'experiment',
    title: 'Experiment',
    help: 'All that determines this lab, to the last bit. The page, the element, Node and this dialog’s “Open” take it.',
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
