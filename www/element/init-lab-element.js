/** <init-lab>: a lab as a custom element, composed of its properties, its methods and its controllers. */
import { LitElement } from 'lit';
import { lab } from './element-lab.js';
import { withMethods } from './methods.js';
import { withProperties } from './properties.js';
import { styles } from './styles.js';

/**
 * @fires load      the first frame has come
 * @fires error     detail: { reason, message }
 * @fires progress  detail: { iteration, iterations }
 * @fires change    detail: { experiment, isUserInitiated, isOpened }; isOpened: as a whole, not made of the one before
 * @fires finish    the last iteration has been reached; detail: { iteration }
 */
class InitLabElement extends withMethods(withProperties(LitElement)) {
  static styles = styles;

  /** In another document, whose windows have sheets of their own. */
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

  /** What nobody looks at yet takes its place after what somebody does: a page may have many of them. */
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

// A second copy of this script on a page must not fail: the first one's element serves both, whatever its version.
if (!customElements.get('init-lab')) customElements.define('init-lab', InitLabElement);

/** @typedef {InitLabElement} InitLab */
/** The class of the page's elements. */
export const InitLab = /** @type {typeof InitLabElement} */ (customElements.get('init-lab'));
