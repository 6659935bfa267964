/** Files and links dropped on an element or pasted into it. */
import { isPointsText } from './pasted.js';

/** @typedef {import('./view.js').View} View */

/** The start of a one-file page, whatever the file's name. */
const EXPERIMENT_TEXT = /^\s*(\{|https?:|file:|[#?]?preset=|<init-lab|<iframe)/i;

/** Whether a text may be an experiment, a link to one, or markup with one. @param {string} text */
const isExperimentText = (text) => EXPERIMENT_TEXT.test(text);

/**
 * Names and types of files that may contain an experiment; CSV, text and anything typed as a spreadsheet are points.
 */
const EXPERIMENT_FILE = /\.(json|html?|png|svg|ipynb|py)$/i;

/** Whether to open a file as an experiment rather than read it as points. @param {File} file */
export async function holdsExperiment(file) {
  if (EXPERIMENT_FILE.test(file.name)) return true;
  try {
    return isExperimentText(await file.slice(0, 64).text());
  } catch {
    return false; // a folder, or a removed file: the reader of points reports it
  }
}

/** Whether the page's author allows opening experiments. @param {View} view */
const takes = ({ shows }) => shows('data') || shows('share');

/** Whether an event's target is a text input, which handles it itself. @param {Event} event */
const inText = (event) => {
  const [target] = /** @type {Element[]} */ (event.composedPath());
  return target.matches?.('textarea, input:not([type="checkbox"], [type="range"], [type="file"])') ?? false;
};

/**
 * Event handlers that accept dropped files; other drags are ignored.
 * @param {View} view @param {import('../data/editor.js').Place} where
 */
export function dropTarget(view, where) {
  const { act } = view;
  const carries = (/** @type {DragEvent} */ e) =>
    takes(view) &&
    !e.defaultPrevented &&
    (e.dataTransfer?.types.includes('Files') || (isLink(e) && where === 'panels' && !inText(e)));
  const show = (/** @type {DragEvent} */ e, /** @type {boolean} */ on) =>
    /** @type {Element} */ (e.currentTarget).toggleAttribute('data-drop', on);
  return {
    over: (/** @type {DragEvent} */ e) => {
      if (!carries(e)) return;
      e.preventDefault();
      const { items } = /** @type {DataTransfer} */ (e.dataTransfer);
      /** @type {DataTransfer} */ (e.dataTransfer).dropEffect = 'copy';
      show(e, true);
      // Points are text or of unknown type.
      act.fetch(/^(text\/(csv|plain|tab-separated-values))?$/.test(items[0]?.type ?? '') ? 'setup' : 'share');
    },
    leave: (/** @type {DragEvent} */ e) => {
      const { currentTarget, relatedTarget } = e;
      if (!(/** @type {Node} */ (currentTarget).contains(/** @type {Node | null} */ (relatedTarget)))) show(e, false);
    },
    drop: (/** @type {DragEvent} */ e) => {
      show(e, false);
      if (!carries(e)) return;
      e.preventDefault();
      const { files, types } = /** @type {DataTransfer} */ (e.dataTransfer);
      if (types.includes('Files')) act.useFiles(Array.from(files), where);
      else act.bring(/** @type {DataTransfer} */ (e.dataTransfer).getData('text/uri-list').split(/\r?\n/)[0]);
    },
  };
}

/** @param {DragEvent} event */
const isLink = ({ dataTransfer }) => dataTransfer?.types.includes('text/uri-list') ?? false;

/** Opens an experiment or points pasted outside a text input; other text is ignored. @param {View} view */
export const paste = (view) => (/** @type {ClipboardEvent} */ event) => {
  if (!takes(view) || event.defaultPrevented || inText(event) || !event.clipboardData) return;
  const files = Array.from(event.clipboardData.files);
  const text = event.clipboardData.getData('text/plain');
  if (files.length) view.act.useFiles(files, 'panels');
  else if (isExperimentText(text)) view.act.bring(text);
  else if (isPointsText(text)) view.act.useFiles([new File([text], 'Pasted text', { type: 'text/plain' })], 'panels');
  else return;
  event.preventDefault();
};
