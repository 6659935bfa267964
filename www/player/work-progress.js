/** Progress of work that the engine does in one piece: the time that has passed, as a share of an estimate. */

/** Milliseconds of work from which progress is told. */
const TOLD_FROM = 1000;
/** Milliseconds between two tellings. */
const STEP = 500;
/** The largest share before the work is done, since the estimate may be too short. */
const MOST = 0.95;

/** @typedef {{ what: 'opening' | 'inspection', share: number }} Progress */

export class WorkProgress {
  #clock;
  #tell;
  #works = false;

  /** @param {import('./clock.js').Clock} clock @param {(progress: Progress | null) => void} tell */
  constructor(clock, tell) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /**
   * Does work and tells its progress, unless it is part of other work.
   * @template T
   * @param {Progress['what']} what @param {number} seconds  that it takes, roughly; 0: not long, so nothing is told
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async during(what, seconds, work) {
    if (this.#works || seconds === 0) return work();
    const { now, after } = this.#clock;
    const begun = now();
    let told = false;
    const step = () => {
      this.#tell({ what, share: Math.min(MOST, (now() - begun) / 1000 / seconds) });
      told = true;
      cancel = after(STEP, step);
    };
    let cancel = after(TOLD_FROM, step);
    this.#works = true;
    try {
      return await work();
    } finally {
      cancel();
      this.#works = false;
      if (told) this.#tell(null);
    }
  }
}
