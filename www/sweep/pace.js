/** The time that a sweep still needs, from its throughput of the last seconds. No DOM. */

/** Milliseconds of training before an estimate is made, and those that it looks back on. */
const LEAST = 500;
const WINDOW = 10_000;
/** Milliseconds between two marks. */
const BETWEEN = 250;

export class Pace {
  /** @type {{ time: number, done: number }[]} */
  #marks = [];

  /** Training begins, or goes on. @param {number} time  in milliseconds @param {number} done */
  start(time, done) {
    this.#marks = [{ time, done }];
  }

  /** @param {number} time @param {number} done */
  mark(time, done) {
    const last = this.#marks.at(-1);
    if (last && time - last.time < BETWEEN) return;
    this.#marks.push({ time, done });
    // The first mark is at least as old as the window, or the beginning.
    while (this.#marks.length > 2 && time - this.#marks[1].time > WINDOW) this.#marks.shift();
  }

  /** Seconds until `left` more trainings are done; null before that is known. @param {number} left @returns {number | null} */
  secondsLeft(left) {
    const [first] = this.#marks;
    const last = this.#marks.at(-1);
    if (!first || !last || last.time - first.time < LEAST || last.done === first.done) return null;
    return (left * (last.time - first.time)) / (last.done - first.done) / 1000;
  }
}
