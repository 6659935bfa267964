/** What edits the user's own points, as far as the element knows of it. It comes late. */

/**
 * @typedef {object} Host  the element, as far as it is needed here
 * @property {import('../player/player.js').Player} player
 * @property {() => unknown} repoint  other points are to be seen
 * @property {() => void} changed
 */

/** @param {typeof import('./editor.js').DataEditor} Editor @param {Host} host */
export function editorOf(Editor, { player, repoint, changed }) {
  const edits = /** @type {import('../player/edits.js').Edits} */ (player.edits);
  /** Those that were painted last. @type {unknown} */
  let picture = null;
  const own = new Editor({
    use: (dataset, keepBounds) => player.asUser(() => edits.setProperty('dataset', dataset, keepBounds)),
    split: (count, share, seed) => edits.split(count, share, seed),
    changed: () => {
      if (own.picture !== picture) repoint();
      picture = own.picture;
      changed();
    },
  });
  return own;
}
