/** Does one thing after the other, for as long as a page lives; sleeps while there is nothing to do. */
export class Loop {
  #turn;
  #turns = false;
  #wake = () => {};

  /** @param {() => Promise<void>} turn  does what is most urgent, or sleeps; it never throws */
  constructor(turn) {
    this.#turn = turn;
  }

  async start() {
    if (this.#turns) return;
    this.#turns = true;
    for (;;) await this.#turn();
  }

  /** Until somebody wakes it. @returns {Promise<unknown>} */
  sleep() {
    return new Promise((resolve) => {
      this.#wake = () => resolve(undefined);
    });
  }

  /** There may be something to do. */
  wake() {
    this.#wake();
  }
}
