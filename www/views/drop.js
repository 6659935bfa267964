/** Files that are dropped on an element. */

/**
 * What makes an element a place to drop a file on; anything else that is dragged over it is left alone.
 * @param {import('./parts.js').View} view @param {import('../data/editor.js').Place} where
 */
export function dropTarget({ act }, where) {
  const carries = (/** @type {DragEvent} */ e) => e.dataTransfer?.types.includes('Files') ?? false;
  const show = (/** @type {DragEvent} */ e, /** @type {boolean} */ on) =>
    /** @type {Element} */ (e.currentTarget).toggleAttribute('data-drop', on);
  return {
    over: (/** @type {DragEvent} */ e) => {
      if (!carries(e)) return;
      e.preventDefault();
      /** @type {DataTransfer} */ (e.dataTransfer).dropEffect = 'copy';
      show(e, true);
      act.fetch('setup');
    },
    leave: (/** @type {DragEvent} */ e) => {
      const { currentTarget, relatedTarget } = e;
      if (!(/** @type {Node} */ (currentTarget).contains(/** @type {Node | null} */ (relatedTarget)))) show(e, false);
    },
    drop: (/** @type {DragEvent} */ e) => {
      show(e, false);
      if (!carries(e)) return;
      e.preventDefault();
      act.useFiles(Array.from(/** @type {DataTransfer} */ (e.dataTransfer).files), where);
    },
  };
}
