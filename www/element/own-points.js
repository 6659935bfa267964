/** The editor of the user's own points, for an element. */
import { standardizedLike } from '../experiment/dataset.js';
import { setProperty } from '../player/edits.js';

/**
 * @typedef {object} Host  the parts of the element that this class uses
 * @property {import('../player/player.js').Player} player
 * @property {() => unknown} repoint  called when other points are to be drawn
 * @property {() => void} changed
 */

/** @param {typeof import('../data/editor.js').DataEditor} Editor @param {Host} host */
export function editorOf(Editor, { player, repoint, changed }) {
  const replacing = (/** @type {any} */ dataset) => (/** @type {any} */ now) => standardizedLike(now, dataset);
  /** The points painted last. @type {unknown} */
  let picture = null;
  const own = new Editor({
    use: (dataset, keepBounds) =>
      player.asUser(() => player.apply(setProperty('dataset', replacing(dataset), keepBounds))),
    split: (count, share, seed) => player.split(count, share, seed),
    changed: () => {
      if (own.picture !== picture) repoint();
      picture = own.picture;
      changed();
    },
  });
  return own;
}
