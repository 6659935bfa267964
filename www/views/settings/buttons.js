/** Buttons of the settings: with a name, and, where there is nothing for them to do, a reason instead. */
import { html } from 'lit';
import { icon } from '../icons.js';

/**
 * @typedef {object} ActionButton
 * @property {string} id
 * @property {string} name
 * @property {import('../icons.js').IconName} icon
 * @property {string} [reason]  why it can do nothing now
 * @property {boolean} [bare]   its name is not shown
 * @property {() => void} act
 */

/** It keeps the focus while it can do nothing, so it is not disabled but says so. @param {ActionButton} button */
export const actionButton = ({ id, name, icon: symbol, reason = '', bare = false, act }) =>
  html`<button
    type="button"
    id=${id}
    class=${bare ? 'bare' : ''}
    aria-label=${name}
    aria-disabled=${reason !== ''}
    title=${reason ? `${name}: ${lowerFirst(reason)}` : name}
    @click=${() => reason === '' && act()}
  >
    ${icon(symbol)}${bare ? '' : html`<span>${name}</span>`}
  </button>`;

/** @param {string} text */
const lowerFirst = (text) => text.charAt(0).toLowerCase() + text.slice(1);
