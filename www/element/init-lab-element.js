/** <init-lab>: a lab as a custom element, composed of its properties, its methods and its controllers. */
import { LitElement } from 'lit';
import { lab } from './element-lab.js';
import { withMethods } from './methods.js';
import { withProperties } from './properties.js';
import { styles } from './styles.js';

/**
 * @fires load      the first frame is drawn
 * @fires error     detail: { reason, message }
 * @fires progress  detail: { iteration, iterations }
 * @fires change    detail: { experiment, isUserInitiated, isOpened }; isOpened: opened as a whole, not edited
 * @fires finish    the last iteration has been reached; detail: { iteration }
 */
class InitLabElement extends withMethods(withProperties(LitElement)) {
  static styles = styles;

  /** Adopts style sheets of the element's own document, which another document cannot share. */
  createRenderRoot() {
    if (this.ownerDocument === document) return super.createRenderRoot();
    const root = this.shadowRoot ?? this.attachShadow(InitLabElement.shadowRootOptions);
    this[lab].features.adopt(root);
    return root;
  }

  adoptedCallback() {
    if (this.shadowRoot) this[lab].features.adopt(this.shadowRoot);
    this[lab].painting.renew();
  }

  /** A view that fails while it is drawn does not stop the element: pictures are painted, and the next update tries again. */
  performUpdate() {
    try {
      super.performUpdate();
    } catch (error) {
      this[lab].viewFailed(error);
      this[lab].updated();
    }
  }

  /** Labs outside the viewport start after visible ones, since a page may have many. */
  async scheduleUpdate() {
    if (!this.hasUpdated && this[lab].isLazy) await new Promise((then) => setTimeout(then));
    await super.scheduleUpdate();
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    this[lab].willUpdate(changed);
  }

  render() {
    return this[lab].render();
  }

  firstUpdated() {
    this[lab].firstUpdated();
  }

  updated() {
    this[lab].updated();
  }
}

// A second copy of this script must not fail. The element defined first serves both, whatever its version.
if (!customElements.get('init-lab')) customElements.define('init-lab', InitLabElement);

/** @typedef {InitLabElement} InitLab */
/** The class of the page's elements. */
export const InitLab = /** @type {typeof InitLabElement} */ (customElements.get('init-lab'));
