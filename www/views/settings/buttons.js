/** Buttons of the settings, with a name and, if disabled, the reason. */
import { html } from 'lit';
import { icon } from '../more-icons.js';

/**
 * @typedef {object} ActionButton
 * @property {string} id
 * @property {string} name
 * @property {import('../more-icons.js').IconName} icon
 * @property {string} [reason]  why it is disabled
 * @property {boolean} [bare]   without a frame
 * @property {string} [short]   what it shows of its name, in a lab that is wide enough
 * @property {() => void} act
 */

/** It uses aria-disabled, because a disabled button would lose the focus. @param {ActionButton} button */
export const actionButton = ({ id, name, icon: symbol, reason = '', bare = false, short, act }) =>
  html`<button
    type="button"
    id=${id}
    class=${bare ? 'bare' : ''}
    aria-label=${name}
    aria-disabled=${reason !== ''}
    title=${reason ? `${name}: ${lowerFirst(reason)}` : name}
    @click=${() => reason === '' && act()}
  >
    ${icon(symbol)}<span class=${short ? 'short-name' : ''}>${short ?? name}</span>
  </button>`;

/** @param {string} text */
const lowerFirst = (text) => text.charAt(0).toLowerCase() + text.slice(1);
