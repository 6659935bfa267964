/** Points being edited: immutable states, and the way back and forth between them. No DOM. */
import { MOST_POINTS } from './csv.js';

/** @typedef {import('./csv.js').Point} Point */
/**
 * @typedef {object} State  a point is the same object in each of the lists that it is in
 * @property {readonly Point[]} all    in the order they came in, which a split starts from
 * @property {readonly Point[]} train
 * @property {readonly Point[]} test
 * @property {readonly [string, string] | null} names  of class 0 and 1, where the data calls them something else
 */
/** @typedef {{ state: State, does: string, drawn: boolean }} Step  what led to a state, in words; drawn: by hand, on the picture */

/** Steps that can be undone; and points that all of them may hold together, some 16 bytes each. */
const MOST_STEPS = 200;
const MOST_HELD = 2_000_000;

/** @type {State} */
export const EMPTY = { all: [], train: [], test: [], names: null };

/** @param {readonly Point[]} train @param {readonly Point[]} [test] @param {State['names']} [names] @returns {State} */
export const stateOf = (train, test = [], names = null) => ({ all: [...train, ...test], train, test, names });

/** The same points, split anew. @param {State} state @param {ArrayLike<number>} train @param {ArrayLike<number>} test  places in state.all */
export const splitAs = (state, train, test) => ({
  ...state,
  train: Array.from(train, (k) => state.all[k]),
  test: Array.from(test, (k) => state.all[k]),
});

/**
 * Drawn points are training points.
 * @param {State} state @param {readonly Point[]} points
 * @throws {RangeError} where there would be too many
 */
export function add(state, points) {
  const count = state.all.length + points.length;
  if (count > MOST_POINTS)
    throw new RangeError(
      `${count.toLocaleString('en-US')} points are too many; must be at most ${MOST_POINTS.toLocaleString('en-US')}.`,
    );
  return { ...state, all: [...state.all, ...points], train: [...state.train, ...points] };
}

/** The state without some points: itself where there are none of them. @param {State} state @param {ReadonlySet<Point>} points */
export function without(state, points) {
  if (points.size === 0) return state;
  const rest = (/** @type {readonly Point[]} */ list) => list.filter((point) => !points.has(point));
  return { ...state, all: rest(state.all), train: rest(state.train), test: rest(state.test) };
}

/**
 * The points within reach of a place.
 * @param {readonly Point[]} points @param {number} x @param {number} y @param {number} reach
 */
export const near = (points, x, y, reach) =>
  points.filter((point) => (point[0] - x) ** 2 + (point[1] - y) ** 2 <= reach ** 2);

/** @param {readonly Point[]} points @param {number} x @param {number} y @param {number} reach @returns {Point | undefined} */
export function nearest(points, x, y, reach) {
  let [best, least] = [/** @type {Point | undefined} */ (undefined), reach ** 2];
  for (const point of points) {
    const distance = (point[0] - x) ** 2 + (point[1] - y) ** 2;
    if (distance <= least) [best, least] = [point, distance];
  }
  return best;
}

/** Steps from one state to the next. The oldest are forgotten where they are many. */
export class History {
  /** The first is where everything began. @type {Step[]} */
  #steps;
  #at = 0;

  /** @param {State} [state] */
  constructor(state = EMPTY) {
    this.#steps = [{ state, does: '', drawn: false }];
  }

  get state() {
    return this.#steps[this.#at].state;
  }

  /** What undo would undo, and redo do again. @returns {Step | undefined} */
  get last() {
    return this.#at > 0 ? this.#steps[this.#at] : undefined;
  }

  /** @returns {Step | undefined} */
  get next() {
    return this.#steps[this.#at + 1];
  }

  /** @param {State} state @param {string} does @param {boolean} [drawn] */
  push(state, does, drawn = false) {
    if (state === this.state) return;
    this.#steps = [...this.#steps.slice(0, this.#at + 1), { state, does, drawn }];
    let held = this.#steps.reduce((sum, step) => sum + size(step.state), 0);
    while (this.#steps.length > 2 && (this.#steps.length > MOST_STEPS + 1 || held > MOST_HELD)) {
      held -= size(this.#steps[0].state);
      this.#steps.shift();
    }
    this.#at = this.#steps.length - 1;
  }

  /** @returns {Step | undefined} what was undone */
  undo() {
    const step = this.last;
    if (step) this.#at -= 1;
    return step;
  }

  /** @returns {Step | undefined} what was done again */
  redo() {
    const step = this.next;
    if (step) this.#at += 1;
    return step;
  }

  /** Takes the last step back for good: it was refused. */
  drop() {
    if (this.undo()) this.#steps = this.#steps.slice(0, this.#at + 1);
  }
}

/** @param {State} state */
const size = (state) => 2 * state.all.length;
