/** The numbers of a sweep's trainings that are still to be handed out. */

/** @typedef {{ from: number, to: number }} Span  numbers of trainings, without the last */

export class SweepQueue {
  #next = 0;
  #count;
  /** Spans that a trainer has given back. @type {Span[]} */
  #returned = [];

  /** @param {number} count */
  constructor(count) {
    this.#count = count;
  }

  /** The next trainings in order; null: all are handed out. @param {number} most @returns {Span | null} */
  take(most) {
    const returned = this.#returned.pop();
    if (returned) return returned;
    if (this.#next >= this.#count) return null;
    const from = this.#next;
    this.#next = Math.min(this.#count, from + Math.max(1, most));
    return { from, to: this.#next };
  }

  /** Takes back trainings that are not done. @param {Span} span */
  giveBack(span) {
    if (span.from < span.to) this.#returned.push(span);
  }

  /** Number of trainings that nobody has yet. */
  get left() {
    return this.#count - this.#next + this.#returned.reduce((sum, { from, to }) => sum + to - from, 0);
  }
}
