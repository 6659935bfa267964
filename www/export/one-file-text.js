/** The experiment in a one-file page. No DOM. */

import { BLOCK } from '../experiment/notation.js';
import { attributesText, given } from './html-attributes.js';

const OPENING = `<script type="application/json" id="${BLOCK}">`;

/** Where the JSON of the experiment begins and ends; null if the text has none. @param {string} text */
function blockOf(text) {
  const opening = text.indexOf(OPENING);
  const end = text.indexOf('</script>', opening);
  return opening < 0 || end < 0 ? null : { start: opening + OPENING.length, end };
}

/** Whether a text is a one-file page. @param {string} text */
export const isOneFile = (text) => blockOf(text) !== null;

/**
 * A one-file page with another experiment, stored as data that no string in it can escape.
 * @param {string} text  of a one-file page
 * @param {unknown} experiment
 */
export function withExperiment(text, experiment) {
  const block = blockOf(text);
  if (block === null) throw new Error('This is no one-file page of init-lab.');
  const json = JSON.stringify(experiment).replaceAll('<', '\\u003c');
  return text.slice(0, block.start) + json + text.slice(block.end);
}

/** The lab's tag, with what a browser or this file wrote into it. */
const TAG = /<init-lab(?: [\w-]+="[^"]*")*>/;

/**
 * A one-file page whose lab has these attributes in place of its own.
 * @param {string} text  of a one-file page
 * @param {Record<string, string | null | undefined>} look
 */
export const withLook = (text, look) => text.replace(TAG, () => `<init-lab${attributesText(given(look))}>`);

/** The JSON of the experiment in a one-file page; null for any other text. @param {string} text */
export function experimentOf(text) {
  const block = blockOf(text);
  return block && text.slice(block.start, block.end);
}
