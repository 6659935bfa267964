/** Keeps an input's text equal to the value in force without overwriting text that the user is typing. */
import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

class InForce extends Directive {
  /** @type {string | undefined} */
  #text;
  #listens = false;

  /** @param {string} text */
  render(text) {
    return text;
  }

  /** @param {import('lit/directive.js').ElementPart} part @param {[string]} values @override */
  update({ element }, [text]) {
    const input = /** @type {HTMLInputElement} */ (element);
    const root = /** @type {Document | ShadowRoot} */ (input.getRootNode());
    const typing = root.activeElement === input && this.#text !== undefined && input.value !== this.#text;
    this.#text = text;
    if (!this.#listens) {
      this.#listens = true;
      // There is no change event for text that was typed and undone.
      input.addEventListener('blur', () => (input.value = this.#text ?? ''));
    }
    if (typing || input.value === text) return noChange;
    // Selected text stays selected, ready to be overwritten; a new text has no selection.
    const { selectionStart, selectionEnd, value } = input;
    const whole = root.activeElement === input && value !== '' && selectionStart === 0 && selectionEnd === value.length;
    input.value = text;
    if (whole) input.select();
    return noChange;
  }
}

/** For the `value` property of an input whose change event is handled by `entered` (parts.js). */
export const inForce = directive(InForce);
