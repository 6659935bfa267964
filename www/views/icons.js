/** Icons: shapes of 16 × 16, in the text colour. */
import { html, svg } from 'lit';

const shapes = {
  play: svg`<path d="M3 1.5v13l11-6.5z"/>`,
  pause: svg`<path d="M3 2h3.5v12H3zM9.5 2H13v12H9.5z"/>`,
  replay: svg`<path d="M8 2.5V0L3.5 3.5 8 7V4.5A4.5 4.5 0 1 1 3.5 9h-2A6.5 6.5 0 1 0 8 2.5z"/>`,
  end: svg`<path d="M12 2h2v12h-2zM2 2v12l9-6z"/>`,
  dots: svg`<path d="M1.5 6.5h3v3h-3zM6.5 6.5h3v3h-3zM11.5 6.5h3v3h-3z"/>`,
  star: svg`<path d="M8 .8 9.7 6.3 15.2 8 9.7 9.7 8 15.2 6.3 9.7.8 8l5.5-1.7z"/>`,
  enlarge: svg`<path d="M9 2h5v5h-2V5.4L9.4 8 8 6.6 10.6 4H9zM2 9h2v1.6L6.6 8 8 9.4 5.4 12H7v2H2z"/>`,
  rewind: svg`<path d="M2 2h2v12H2zM14 2v12L5 8z"/>`,
  dice: svg`<path fill-rule="evenodd" d="M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2zm1.8 2.4a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8zM8 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8zm3.2 3.2a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8z"/>`,
  up: svg`<path d="M8 4.5 14 10.5 12.6 12 8 7.4 3.4 12 2 10.5z"/>`,
  down: svg`<path d="M8 11.5 2 5.5 3.4 4 8 8.6 12.6 4 14 5.5z"/>`,
  share: svg`<path d="M8 0 12.5 4.5 11.1 5.9 9 3.8V11H7V3.8L4.9 5.9 3.5 4.5zM2 8h2v6h8V8h2v8H2z"/>`,
  arrow: svg`<path d="M8 1.5 13.5 7 12.1 8.4 9 5.3V15H7V5.3L3.9 8.4 2.5 7z"/>`,
  plus: svg`<path d="M7 2h2v5h5v2H9v5H7V9H2V7h5z"/>`,
  minus: svg`<path d="M2 7h12v2H2z"/>`,
  cross: svg`<path d="M3.4 2 8 6.6 12.6 2 14 3.4 9.4 8l4.6 4.6-1.4 1.4L8 9.4 3.4 14 2 12.6 6.6 8 2 3.4z"/>`,
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
export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">${shapes[name]}</svg>`;
