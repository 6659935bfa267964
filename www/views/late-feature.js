/**
 * A part of the element that is fetched when it is first wanted: while it comes, and where it cannot come, everything else works. No DOM.
 * @template T
 */
export class LateFeature {
  /** What has come. @type {T | null} */
  part = null;
  /** Whether it is on its way. */
  coming = false;
  /** Whether the last attempt failed; the next `want` tries again. */
  failed = false;
  #fetch;
  #changed;

  /**
   * @param {() => Promise<T>} fetch  an import(), so that a bundler sees it
   * @param {() => void} changed
   */
  constructor(fetch, changed) {
    this.#fetch = fetch;
    this.#changed = changed;
  }

  /**
   * Fetches the part, unless it is there or on its way.
   * @returns {Promise<T | null>} null where it could not be had
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
      // Nobody learns from the page why: a file that is missing after an update of the site, no network, a script that fails.
      console.warn('init-lab: a part of the page could not be loaded.', error);
      this.failed = true;
      this.#attempt = null;
    }
    this.coming = false;
    this.#changed();
    return this.part;
  }
}
