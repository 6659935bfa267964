/** Brings the beginning of the look inside into view, once, where a reader who opened it would see nothing of it. */
import { nothing } from 'lit';
import { Directive, directive } from 'lit/directive.js';

/** At least so many pixels of it are to be seen, or this share of the window. */
const SEEN = { pixels: 240, share: 1 / 3 };

/** @param {Element} inside */
function bring(inside) {
  const dock = /** @type {ShadowRoot} */ (inside.getRootNode()).querySelector('.dock');
  // At the lower edge of the window it covers what scrolls below it.
  const covers = dock !== null && getComputedStyle(dock).position === 'sticky';
  const bottom = covers ? Math.min(innerHeight, dock.getBoundingClientRect().top) : innerHeight;
  const seen = bottom - inside.getBoundingClientRect().top;
  if (seen >= Math.min(SEEN.pixels, SEEN.share * innerHeight)) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  inside.closest('.inside')?.scrollIntoView({ block: 'start', behavior: still ? 'instant' : 'smooth' });
}

class BringIn extends Directive {
  #done = false;

  /** @param {boolean} _asked  whether a reader opened it: what an attribute opens leaves the page in place */
  render(_asked) {
    return nothing;
  }

  /** @param {import('lit/directive.js').ChildPart} part @param {[boolean]} asked @override */
  update(part, [asked]) {
    if (asked && !this.#done) {
      this.#done = true;
      // When all of it is there.
      queueMicrotask(() => {
        const { parentNode } = part;
        if (parentNode instanceof Element && parentNode.isConnected) bring(parentNode);
      });
    }
    return nothing;
  }
}

export const bringIn = directive(BringIn);
