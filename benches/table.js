/** The rows of the benchmark's table, and their formatting. */
import { median, quartiles } from './measure.js';

/** @typedef {{ atMost: number } | { atLeast: number }} Target */

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {import('./measure.js').Quantity} [quantity] its median is compared with the target
 * @property {string} [unit] '%' shows fractions of 1 as percentages
 * @property {Target} [target]
 * @property {string} [text] instead of a quantity
 */

/** @typedef {{ title: string, rows: Row[] }} Group */

/** A quantity measured once. @param {number} value @returns {import('./measure.js').Quantity} */
export const once = (value) => ({ values: [value], best: value });

/** Three significant digits, or all digits before the point. @param {number} value @param {string} [unit] */
function number(value, unit = '') {
  const shown = unit === '%' ? value * 100 : value;
  const size = Math.abs(shown);
  const digits = size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return shown.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** @param {string} text @param {string} [unit] */
const withUnit = (text, unit = '') => (unit === '' ? text : `${text} ${unit}`);

/**
 * Parses a target such as "≤ 8".
 * @param {string} text
 * @returns {Target}
 */
export function targetOf(text) {
  const [, sign, limit] = /^([≤≥])\s*([\d.]+)/.exec(text) ?? [];
  if (!limit) throw new Error(`"${text}" is no target: it must be ≤ or ≥ and a number`);
  return sign === '≤' ? { atMost: Number(limit) } : { atLeast: Number(limit) };
}

/** @param {Target} target @param {string} [unit] */
function targetText(target, unit) {
  const [sign, limit] = 'atMost' in target ? ['≤', target.atMost] : ['≥', target.atLeast];
  const shown = unit === '%' ? limit * 100 : limit;
  return `${sign} ${withUnit(shown.toLocaleString('en', { maximumFractionDigits: 3 }), unit)}`;
}

/**
 * Whether a row's median meets its target; undefined without a target or a value.
 * @param {Row} row
 */
export function meets({ quantity, target }) {
  if (!target || !quantity) return undefined;
  const middle = median(quantity.values);
  return 'atMost' in target ? middle <= target.atMost : middle >= target.atLeast;
}

/** @param {Row} row @returns {string[]} */
function cells(row) {
  const { what, quantity, unit, target, text } = row;
  const wanted = target ? targetText(target, unit) : '';
  if (!quantity) return [what, text ?? 'not measured', '', '', wanted, ''];
  const { values, best } = quantity;
  const [low, high] = quartiles(values);
  const isRepeated = values.length > 1;
  return [
    what,
    withUnit(number(median(values), unit), unit),
    isRepeated ? `${number(low, unit)} – ${number(high, unit)}` : '',
    isRepeated || best !== values[0] ? number(best, unit) : '',
    wanted,
    { true: 'met', false: 'not met', undefined: '' }[String(meets(row))] ?? '',
  ];
}

const HEADER = ['', 'median', 'quartiles', 'best', 'wanted', ''];

/**
 * One table in Markdown, its columns aligned.
 * @param {Group[]} groups
 */
export function table(groups) {
  const lines = [HEADER];
  for (const { title, rows } of groups) lines.push([`**${title}**`, '', '', '', '', ''], ...rows.map(cells));
  const isTitle = (/** @type {string[]} */ line) => line[0].startsWith('**');
  // Titles are longer than all cells, so they span the columns.
  const widths = HEADER.map((_, column) =>
    Math.max(3, ...lines.filter((line) => !isTitle(line)).map((line) => line[column].length)),
  );
  /** @param {string[]} line */
  const print = (line) =>
    `| ${line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [print(lines[0]), rule, ...lines.slice(1).map(print)].join('\n');
}
