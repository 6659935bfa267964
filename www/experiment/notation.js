/** How the lists and numbers of an experiment are written in links and attributes, so that people can read and type them. No DOM. */

export * from './text.js';

export const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The shortest text that is read as exactly this number; also of −0, and without a sign that a link would have to escape. @param {number} value */
export const numberText = (value) => (Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e'));

/** @param {string} text @param {string} separators a regular expression's set @returns {string[]} none of an empty text */
const parts = (text, separators) => (text.trim() === '' ? [] : text.split(new RegExp(`[${separators}]`)));

/** A number, or what is none as it is: the core refuses that in words. @param {string} text */
const numberOr = (text) => (NUMBER.test(text.trim()) ? Number(text) : text.trim());

/** Points [x, y, label] as "0.5,1,0;-1,2,1". @param {number[][]} points */
export const pointsText = (points) => points.map((point) => point.map(numberText).join(',')).join(';');

/** @param {string} text */
export const pointsFrom = (text) => parts(text, ';').map((point) => parts(point, ',').map(numberOr));

/** Learning rates changed while training, [iteration, learning rate], as "0.1@4000;0.01@8000". @param {number[][]} changes */
export const changesText = (changes) =>
  changes.map(([iteration, rate]) => `${numberText(rate)}@${numberText(iteration)}`).join(';');

/** @param {string} text */
export const changesFrom = (text) =>
  parts(text, ';,').map((change) => {
    const [rate, ...iteration] = change.split('@');
    return [...iteration.map(numberOr), numberOr(rate)];
  });

/** The id of the element in which an experiment lies in a page of one file. */
export const BLOCK = 'init-lab-experiment';
