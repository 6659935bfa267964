/** Keys that the element handles itself and hides from the page. All other keys reach the page. */

const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
const MOVES = [...ARROWS, 'Home', 'End', 'PageUp', 'PageDown'];
const EDITS = [...MOVES, 'Enter', 'Backspace', 'Delete', 'Insert'];
/** With Ctrl or ⌘: the editing shortcuts of text fields. */
const EDITING = 'acvxyz';

/** @param {Element} target */
function kindOf(target) {
  if (target.matches('textarea, input[type="text"], input:not([type])')) return 'text';
  if (target.matches('select')) return 'select';
  if (target.matches('input[type="range"]')) return 'range';
  if (target.matches('input[type="checkbox"], input[type="radio"]')) return 'check';
  if (target.matches('button, summary, input[type="file"], input[type="button"]')) return 'button';
  if (target.matches('a[href]')) return 'link';
  return target.matches('.scroll[tabindex]') ? 'scroll' : '';
}

/** @param {KeyboardEvent} event @returns {boolean} */
function uses(event) {
  const target = /** @type {Element} */ (event.composedPath()[0]);
  const { key, ctrlKey, metaKey, altKey, defaultPrevented, isComposing } = event;
  if (key === 'Tab') return false;
  // A handler of the key has prevented its default action. Escape closes an open dialog.
  if (defaultPrevented || isComposing || (key === 'Escape' && target.closest('dialog[open]'))) return true;
  const kind = kindOf(target);
  const types = key.length === 1;
  if (ctrlKey || metaKey) return kind === 'text' && (EDITS.includes(key) || EDITING.includes(key.toLowerCase()));
  if (altKey) return kind === 'text' ? types : kind === 'select' && ARROWS.includes(key);
  switch (kind) {
    case 'text':
      return types || EDITS.includes(key);
    case 'select':
      return types || MOVES.includes(key) || key === 'Enter';
    case 'range':
      return MOVES.includes(key);
    case 'check':
      return key === ' ' || ARROWS.includes(key);
    case 'button':
      return key === ' ' || key === 'Enter';
    case 'link':
      return key === 'Enter';
    case 'scroll':
      return key === ' ' || MOVES.includes(key);
    default:
      return false;
  }
}

/** Hides handled keys from the page, so that typing or moving a slider does not turn slides. @param {KeyboardEvent} event */
export function keep(event) {
  if (uses(event)) event.stopPropagation();
}
