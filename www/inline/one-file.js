/** The one-file page: the element with everything inside, and the experiment that lies in the page as data. */
import '../element.js';
import { BLOCK } from '../export/one-file-text.js';

/** @typedef {import('../element.js').InitLab} InitLab */

const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
const text = document.getElementById(BLOCK)?.textContent ?? '';
// The element says what is wrong with what is no experiment.
lab.setAttribute('experiment', text);
const { preset } = lab.experiment ?? {};
if (typeof preset === 'string') lab.preset = preset;
