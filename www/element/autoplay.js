/** Plays a lab once, when half of it is seen, unless the reader prefers reduced motion. */

/** Shares of an element at which a browser tells how much of it is seen. */
const STEPS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];
/** The height of a window that a frame from another origin cannot know. */
const USUAL_HEIGHT = 800;

/** Whether half of an element, or of the window that it fills, is seen. @param {IntersectionObserverEntry} entry */
function isHalfSeen({ isIntersecting, intersectionRect, boundingClientRect, rootBounds }) {
  const most = Math.min(boundingClientRect.height, rootBounds?.height ?? USUAL_HEIGHT);
  return isIntersecting && intersectionRect.height >= most / 2;
}

export const prefersRest = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Calls `tell` whenever half of an element comes into view or leaves it.
 * @param {Element} element @param {(seen: boolean) => void} tell
 */
export function watchHalf(element, tell) {
  let before = false;
  const sight = new IntersectionObserver(
    (entries) => {
      const seen = isHalfSeen(entries[entries.length - 1]);
      if (seen !== before) tell((before = seen));
    },
    { threshold: STEPS },
  );
  sight.observe(element);
  return sight;
}

/**
 * @typedef {object} Host  the parts of the element that this class uses
 * @property {() => Element | null | undefined} frame  its box, once there is one
 * @property {() => boolean} isAsked  whether the author asked for it
 * @property {() => boolean} isNew    whether nothing was played yet
 * @property {() => void} play
 */

/** A reactive controller. */
export class Autoplay {
  #host;
  /** @type {IntersectionObserver | null} */
  #sight = null;
  #done = false;

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
  }

  hostUpdated() {
    const frame = this.#host.frame();
    if (this.#done || this.#sight || !frame || !this.#host.isAsked()) return;
    this.#sight = watchHalf(frame, (seen) => seen && this.#play());
  }

  hostDisconnected() {
    this.#sight?.disconnect();
    this.#sight = null;
  }

  #play() {
    this.#done = true;
    this.hostDisconnected();
    if (this.#host.isNew() && !prefersRest()) this.#host.play();
  }
}
