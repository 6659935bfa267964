/** Promises of an element that wait for the lab to rest or for the first frame. */

const NOWHERE = 'This element is not on a page, and has no experiment yet.';
const REMOVED = 'This element was removed from its page, and its lab does not move until it is back.';

/** @typedef {'open' | 'nowhere' | 'removed'} Standing  of an element's lab: opened or about to be, never asked for, closed after its removal */

export class Pending {
  #player;
  /**
   * Callers waiting for the lab to rest, and callers waiting for any change.
   * @type {{ resolve: (iteration: any) => void, reject: (error: Error) => void }[]}
   */
  #rests = [];
  /** @type {((value?: unknown) => void)[]} */
  #changes = [];

  /** @param {import('../player/player.js').Player} player */
  constructor(player) {
    this.#player = player;
  }

  /**
   * Resolves to the iteration at which the lab next comes to rest.
   * @param {Standing} standing
   * @param {() => void} move
   * @returns {Promise<number>}
   */
  untilRest(standing, move) {
    const promise = new Promise((resolve, reject) => {
      if (standing !== 'open') {
        reject(new Error(standing === 'removed' ? REMOVED : NOWHERE));
        return;
      }
      move();
      this.#rests.push({ resolve, reject });
    });
    promise.catch(() => {}); // the awaiting caller still sees the error
    this.#tellRests();
    return promise;
  }

  /** Whether there is something to see. */
  get isShown() {
    const { frame, phase } = this.#player.model;
    return frame !== null && phase === 'ready';
  }

  /** Resolves when there is something to see. @param {() => Standing} standing */
  async untilShown(standing) {
    const { model } = this.#player;
    while (!this.isShown) {
      if (model.phase === 'failed') throw new Error(model.failure?.message);
      if (standing() === 'nowhere') throw new Error(NOWHERE);
      await new Promise((resolve) => this.#changes.push(resolve));
    }
  }

  /** Resolves to the iteration reached once all runs are there. @param {() => Standing} standing @returns {Promise<number>} */
  async untilCaughtUp(standing) {
    await this.untilShown(standing);
    while ((this.#player.model.frame?.behind ?? 0) > 0) {
      if (standing() !== 'open') throw new Error(REMOVED);
      await new Promise((resolve) => this.#changes.push(resolve));
      await this.untilShown(standing);
    }
    return this.#player.iteration;
  }

  /** The player has changed. */
  tell() {
    this.#tellRests();
    this.#changes.splice(0).forEach((tell) => tell());
  }

  #tellRests() {
    const { mode, phase, failure } = this.#player.model;
    if (mode !== 'rest') return;
    for (const { resolve, reject } of this.#rests.splice(0))
      if (phase === 'failed') reject(new Error(failure?.message));
      else resolve(this.#player.iteration);
  }

  /** The lab was closed, so all waiting promises reject. */
  removed() {
    for (const { reject } of this.#rests.splice(0)) reject(new Error(REMOVED));
  }
}
