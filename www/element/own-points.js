/** The editor of the user's own points, for an element. */
import { setProperty } from '../player/edits.js';

/**
 * @typedef {object} Host  the element, as far as it is needed here
 * @property {import('../player/player.js').Player} player
 * @property {() => unknown} repoint  other points are to be seen
 * @property {() => void} changed
 */

/** @param {typeof import('../data/editor.js').DataEditor} Editor @param {Host} host */
export function editorOf(Editor, { player, repoint, changed }) {
  /** Those that were painted last. @type {unknown} */
  let picture = null;
  const own = new Editor({
    use: (dataset, keepBounds) => player.asUser(() => player.apply(setProperty('dataset', dataset, keepBounds))),
    split: (count, share, seed) => player.split(count, share, seed),
    changed: () => {
      if (own.picture !== picture) repoint();
      picture = own.picture;
      changed();
    },
  });
  return own;
}
