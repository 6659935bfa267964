/**
 * A part of the element that is loaded on demand. While it loads, or if it fails, everything else works. No DOM.
 * @template T
 */
export class LateFeature {
  /** The loaded part. @type {T | null} */
  part = null;
  /** Whether it is loading. */
  coming = false;
  /** Whether the last attempt failed; the next `want` tries again. */
  failed = false;
  #fetch;
  #changed;

  /**
   * @param {() => Promise<T>} fetch  an import(), which bundlers recognize
   * @param {() => void} changed
   */
  constructor(fetch, changed) {
    this.#fetch = fetch;
    this.#changed = changed;
  }

  /**
   * Loads the part, unless it is loaded or loading.
   * @returns {Promise<T | null>} null if it failed to load
   */
  want() {
    this.#attempt ??= this.#come();
    return this.#attempt;
  }

  /** @type {Promise<T | null> | null} */
  #attempt = null;

  async #come() {
    this.coming = true;
    this.failed = false;
    this.#changed();
    try {
      this.part = await this.#fetch();
    } catch (error) {
      // The page does not learn the cause: a file missing after a site update, no network, or a failing script.
      console.warn('init-lab: a part of the page could not be loaded.', error);
      this.failed = true;
      this.#attempt = null;
    }
    this.coming = false;
    this.#changed();
    return this.part;
  }
}
