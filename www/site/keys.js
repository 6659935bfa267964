/** Keys of the site's own page, while focus is in its lab: an embed leaves all keys to its host. */
import { whenLoaded } from './late-part.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */

/** What each key does. `repeats`: also while it is held down. @type {Record<string, { act: (lab: InitLab) => unknown, repeats?: boolean }>} */
const KEYS = {
  ' ': { act: (lab) => (lab.paused ? lab.play() : lab.pause()) },
  '.': { act: (lab) => lab.advance(1), repeats: true },
  r: { act: (lab) => lab.rewind() },
  n: { act: (lab) => lab.shadowRoot?.getElementById('new-seed')?.click() },
  '?': { act: () => openHelp() },
};

export const openHelp = () =>
  whenLoaded(
    () => import('./help.js'),
    ({ showHelp }) => showHelp(),
    'The help',
  );

/** Whether a key is a shortcut of the browser, or already used. @param {KeyboardEvent} event */
const isTaken = ({ ctrlKey, metaKey, altKey, isComposing, defaultPrevented }) =>
  ctrlKey || metaKey || altKey || isComposing || defaultPrevented;

/** The element keeps to itself what its controls use, such as space on a button, and typing. @param {InitLab} lab */
export function listenForKeys(lab) {
  lab.addEventListener('keydown', (event) => {
    const [target] = event.composedPath();
    if (isTaken(event) || !(target instanceof Element) || target.closest('dialog[open], [contenteditable]')) return;
    const key = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!key) return;
    event.preventDefault();
    if (!event.repeat || key.repeats) key.act(lab);
  });
}
