/** Icons of the lab's controls: shapes of 16 × 16, in the text colour. more-icons.js has those of its features. */
import { html, svg } from 'lit';

export const shapes = {
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
  cross: svg`<path d="M3.4 2 8 6.6 12.6 2 14 3.4 9.4 8l4.6 4.6-1.4 1.4L8 9.4 3.4 14 2 12.6 6.6 8 2 3.4z"/>`,
};

/** @typedef {keyof typeof shapes} IconName */

/** @param {unknown} shape */
export const drawn = (shape) =>
  html`<svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">${shape}</svg>`;

/** @param {IconName} name */
export const icon = (name) => drawn(shapes[name]);
