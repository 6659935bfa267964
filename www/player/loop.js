/** Repeats a task for as long as the page lives, and sleeps while there is nothing to do. */
export class Loop {
  #turn;
  #turns = false;
  #wake = () => {};

  /** @param {() => Promise<void>} turn  does the most urgent task, or sleeps; must not throw */
  constructor(turn) {
    this.#turn = turn;
  }

  async start() {
    if (this.#turns) return;
    this.#turns = true;
    for (;;) await this.#turn();
  }

  /** Resolves when the loop is woken. @returns {Promise<unknown>} */
  sleep() {
    return new Promise((resolve) => {
      this.#wake = () => resolve(undefined);
    });
  }

  /** Wakes the loop. */
  wake() {
    this.#wake();
  }
}
