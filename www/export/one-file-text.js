/** The experiment in a one-file page. No DOM. */

import { BLOCK } from '../experiment/notation.js';
import { attributesText, given } from './html-attributes.js';

const block = new RegExp(`(<script type="application/json" id="${BLOCK}">)([^]*?)(</script>)`);

/** Whether a text is a one-file page. @param {string} text */
export const isOneFile = (text) => block.test(text);

/**
 * A one-file page with another experiment, stored as data that no string in it can escape.
 * @param {string} text  of a one-file page
 * @param {unknown} experiment
 */
export function withExperiment(text, experiment) {
  if (!isOneFile(text)) throw new Error('This is no one-file page of init-lab.');
  const json = JSON.stringify(experiment).replaceAll('<', '\\u003c');
  return text.replace(block, (_, start, before, end) => `${start}${json}${end}`);
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
export const experimentOf = (text) => block.exec(text)?.[2] ?? null;
