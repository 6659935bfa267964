/** Data of one's own: pasted, dropped or drawn. */
import { nothing } from 'lit';

/** @typedef {import('./parts.js').View} View */

/** What stands in the data section while the data set is the user's own. @param {View} view */
export const ownData = (view) => (view ? nothing : nothing);
