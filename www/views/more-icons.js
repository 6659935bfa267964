/** Icons of settings, the editor of points, Share and the lesson, and those of the lab's controls. */
import { svg } from 'lit';
import { drawn, shapes as controls } from './icons.js';

const shapes = {
  ...controls,
  arrow: svg`<path d="M8 1.5 13.5 7 12.1 8.4 9 5.3V15H7V5.3L3.9 8.4 2.5 7z"/>`,
  plus: svg`<path d="M7 2h2v5h5v2H9v5H7V9H2V7h5z"/>`,
  minus: svg`<path d="M2 7h12v2H2z"/>`,
  check: svg`<path d="M6.2 13.2 1.4 8.4 2.8 7l3.4 3.4L13.2 3.4l1.4 1.4z"/>`,
  copy: svg`<path fill-rule="evenodd" d="M5 1h10v10h-4v4H1V5h4zm2 2v2h4v4h2V3zM3 7v6h6V7z"/>`,
  save: svg`<path d="M7 0h2v7.2l2.1-2.1 1.4 1.4L8 11 3.5 6.5l1.4-1.4L7 7.2zM2 10h2v4h8v-4h2v6H2z"/>`,
  undo: svg`<path d="M6.5 1.5 1.5 6l5 4.5V7.2H10a2.4 2.4 0 0 1 0 4.8H5v2h5a4.4 4.4 0 0 0 0-8.8H6.5z"/>`,
  redo: svg`<path d="M9.5 1.5l5 4.5-5 4.5V7.2H6A2.4 2.4 0 0 0 6 12h5v2H6a4.4 4.4 0 0 1 0-8.8h3.5z"/>`,
  pencil: svg`<path d="M11.5 1 15 4.5 5.6 13.9 1 15l1.1-4.6zM3.8 11.3l-.5 1.4 1.4-.4z"/>`,
  eraser: svg`<path fill-rule="evenodd" d="M9.6 1.4a1.4 1.4 0 0 1 2 0l3 3a1.4 1.4 0 0 1 0 2L8.2 13H15v2H4.6l-3.2-3.2a1.4 1.4 0 0 1 0-2zM3.2 10.8 5.4 13l2.3-2.3-2.9-2.5z"/>`,
};

/** @typedef {keyof typeof shapes} IconName */

/** @param {IconName} name */
export const icon = (name) => drawn(shapes[name]);
