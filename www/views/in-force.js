/** The text of an input: what is in force, which must not take the place of what somebody is typing there. */
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
      // No change event tells of a text that was typed and taken back.
      input.addEventListener('blur', () => (input.value = this.#text ?? ''));
    }
    if (typing || input.value === text) return noChange;
    // What was selected, to be typed over, is typed over still; a new text comes without a selection.
    const { selectionStart, selectionEnd, value } = input;
    const whole = root.activeElement === input && value !== '' && selectionStart === 0 && selectionEnd === value.length;
    input.value = text;
    if (whole) input.select();
    return noChange;
  }
}

/** For the property `value` of an input whose change event is `entered` (parts.js). */
export const inForce = directive(InForce);
