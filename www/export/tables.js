/** Costs and results as text: CSV for spreadsheets and data frames, Markdown and LaTeX for documents. */
import { summaryOf } from '../experiment/full-catalogue.js';
import { csvText } from './csv-text.js';
import { sharedChanges } from './preset-changes.js';
import { resultsTable as tableOf } from './results-table.js';
import { exact, labelsOf } from './source.js';
import { sweepCSV } from './sweep-csv.js';

/** @typedef {import('./source.js').Source} Source */
/** @typedef {import('./results-table.js').ResultsTable} Table */

/**
 * All stored costs: a row for each iteration, a column for each run, all digits. A cell is empty if the run stored no
 * cost at that iteration.
 * @param {Source} source
 */
export async function costsCSV(source) {
  const runs = await source.read('costs');
  const labels = labelsOf(source);
  const at = runs.map(({ iterations, costs }) => new Map(Array.from(iterations, (i, k) => [i, costs[k]])));
  const iterations = [...new Set(at.flatMap((costs) => [...costs.keys()]))].sort((a, b) => a - b);
  // Numbers need no guard against formulas. Non-finite numbers have names.
  const cell = (/** @type {number | undefined} */ cost) => {
    if (cost === undefined) return '';
    return Number.isFinite(cost) ? cost : exact(cost);
  };
  return csvText([
    ['iteration', ...labels],
    ...iterations.map((iteration) => [iteration, ...at.map((costs) => cell(costs.get(iteration)))]),
  ]);
}

/** What is on stage as CSV: every training of a sweep, or all stored costs. @param {Source} source */
export const csvOf = async (source) => (source.sweep ? (await sweepCSV(source.sweep)).text() : costsCSV(source));

/**
 * The table of results as on the page.
 * @param {Source} source @param {'csv' | 'markdown' | 'latex'} format
 * @returns {Promise<string>}
 */
export async function resultsTable({ view }, format) {
  const table = tableOf(view, sharedChanges(view.model), summaryOf);
  if (format === 'csv') return csvText([headings(table), ...table.rows.map((row) => cells(table, row))]);
  if (format === 'markdown') return markdown(table);
  if (format === 'latex') return latex(table);
  throw new RangeError(`resultsTable: ${JSON.stringify(format)} is not allowed; allowed: csv, markdown, latex`);
}

/** One line of headings, each combined with the heading above it. @param {Table} table */
function headings({ printed, different, ours, figures, lesson }) {
  const [train, test] = figures;
  const there = different ? `${printed}; changed here: ${different}` : printed;
  return [
    'initializer',
    ...(printed ? [`${train} (${there})`, `${test} (${there})`] : []),
    ...figures.map((figure) => `${figure} (${ours})`),
    lesson,
  ];
}

/** @param {Table} table @param {import('./results-table.js').ResultsRow} row */
const cells = ({ printed }, row) => [row.label, ...(printed ? row.printed : []), ...row.ours, row.lesson];

/** Characters with a meaning in Markdown, including its extensions for tables, formulas and strikethrough. */
const markdownText = (/** @type {string} */ text) =>
  oneLine(text)
    .replace(/[\\`*_[\]|~$#]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');

/** A GitHub Markdown table, which Jupyter, Quarto and Pandoc also read. @param {Table} table */
function markdown(table) {
  const rows = [headings(table), ...table.rows.map((row) => cells(table, row))].map((row) => row.map(markdownText));
  const widths = rows[0].map((_, k) => Math.max(3, ...rows.map((row) => [...row[k]].length)));
  const isText = (/** @type {number} */ k) => k === 0 || k === widths.length - 1;
  const pad = (/** @type {string} */ text, /** @type {number} */ k) => {
    const blank = ' '.repeat(widths[k] - [...text].length);
    return isText(k) ? text + blank : blank + text;
  };
  const line = (/** @type {string[]} */ row) => `| ${row.join(' | ')} |\n`;
  const rule = widths.map((width, k) => (isText(k) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const [head, ...body] = rows.map((row) => row.map(pad));
  return [head, rule, ...body].map(line).join('');
}

/** @type {Record<string, string>} */
const LATEX = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  // In the default font these keys are a closing and an opening quote.
  '"': '\\char34{}',
  '`': '\\char96{}',
  '-': '{-}', // two of them would form a dash
  '[': '{[}', // at the start of a row it would be the optional argument of the previous line break, as would a star
  '*': '{*}',
  '–': '--',
  '—': '---',
  '−': '$-$',
  '×': '$\\times$',
  '±': '$\\pm$',
  '·': '$\\cdot$',
  '√': '$\\surd$',
  '∞': '$\\infty$',
  '→': '$\\to$',
  '∼': '$\\sim$',
  '≤': '$\\le$',
  '≥': '$\\ge$',
  ε: '$\\varepsilon$',
  σ: '$\\sigma$',
  η: '$\\eta$',
  '²': '$^2$',
  '…': '\\ldots{}',
  '‘': '`',
  '’': "'",
  '“': '``',
  '”': "''",
  '\u00a0': '~',
  '\u202f': '\\,',
};

/** @param {string} text */
const latexText = (text) =>
  Array.from(oneLine(text), (letter) => (Object.hasOwn(LATEX, letter) ? LATEX[letter] : letter)).join('');

/** A table with the rules of the booktabs package. @param {Table} table */
function latex(table) {
  const { printed, different, ours, figures, lesson } = table;
  const line = (/** @type {string[]} */ row) => `  ${row.join(' & ')} \\\\`;
  const over = (/** @type {string} */ text, /** @type {number} */ columns) =>
    `\\multicolumn{${columns}}{c}{${latexText(text)}}`;
  const rows = table.rows.map((row) => line(cells(table, row).map(latexText)));
  const body = [
    `\\begin{tabular}{l${'r'.repeat(printed ? 5 : 3)}p{0.35\\linewidth}}`,
    '  \\toprule',
    line(['', ...(printed ? [over(printed, 2)] : []), over(ours, 3), '']),
    printed ? '  \\cmidrule(lr){2-3} \\cmidrule(lr){4-6}' : '  \\cmidrule(lr){2-4}',
    line(['initializer', ...(printed ? figures.slice(0, 2) : []), ...figures, lesson].map(latexText)),
    '  \\midrule',
    ...rows,
    '  \\bottomrule',
    ...(printed && different
      ? [`  \\multicolumn{7}{l}{\\footnotesize Changed here: ${latexText(different)}.} \\\\`]
      : []),
    '\\end{tabular}',
  ];
  // Current LaTeX reads accented Latin letters, but no others.
  const foreign = /[^\x20-\x7e\u00a0-\u017f]/u.test(body.join(''));
  const needs = ['% Needs \\usepackage{booktabs} in the preamble.'];
  if (foreign) needs.push('% Has letters for which LuaLaTeX or XeLaTeX, and a font that has them, are needed.');
  return `${[...needs, ...body].join('\n')}\n`;
}

/** Line breaks and text-direction characters would end or reorder a row. @param {string} text */
const oneLine = (text) =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();
