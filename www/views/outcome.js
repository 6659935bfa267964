/** How the runs came out, in a sentence under the pictures. */
import { nothing } from 'lit';

/** @typedef {import('./view.js').View} View */

/** @type {(view: View) => unknown} */
export const outcome = () => nothing;
