/** Editing of points: immutable states with undo and redo. No DOM. */
import { MOST_POINTS } from './csv.js';

/** @typedef {import('./csv.js').Point} Point */
/**
 * @typedef {object} State  a point is the same object in every list that contains it
 * @property {readonly Point[]} all    in their original order, on which splits are based
 * @property {readonly Point[]} train
 * @property {readonly Point[]} test
 * @property {readonly [string, string] | null} names  labels of class 0 and 1, if other than 0 and 1
 */
/** @typedef {{ state: State, does: string, drawn: boolean }} Step  a state and a description of its cause; drawn: by hand on a picture */

/** Maximum number of undo steps, and of points in all of them together, at about 16 bytes each. */
const MOST_STEPS = 200;
const MOST_HELD = 2_000_000;

/** @type {State} */
export const EMPTY = { all: [], train: [], test: [], names: null };

/** @param {readonly Point[]} train @param {readonly Point[]} [test] @param {State['names']} [names] @returns {State} */
export const stateOf = (train, test = [], names = null) => ({ all: [...train, ...test], train, test, names });

/** How many classes points have. @param {readonly Point[]} points */
const classesIn = (points) => new Set(points.map(([, , label]) => label)).size;

/**
 * The same points with a new split. Where it would leave a class out of training, all points are training points.
 * @param {State} state
 * @param {{ train: ArrayLike<number>, test: ArrayLike<number> }} split  indices in state.all
 */
export function splitAs(state, { train, test }) {
  const trained = Array.from(train, (k) => state.all[k]);
  if (test.length === 0 || classesIn(trained) < classesIn(state.all)) return { ...state, train: state.all, test: [] };
  return { ...state, train: trained, test: Array.from(test, (k) => state.all[k]) };
}

/**
 * Adds drawn points as training points.
 * @param {State} state @param {readonly Point[]} points
 * @throws {RangeError} if there would be too many points
 */
export function add(state, points) {
  const count = state.all.length + points.length;
  if (count > MOST_POINTS)
    throw new RangeError(
      `${count.toLocaleString('en-US')} points are too many; must be at most ${MOST_POINTS.toLocaleString('en-US')}.`,
    );
  return { ...state, all: [...state.all, ...points], train: [...state.train, ...points] };
}

/**
 * The state without some points. Returns the same state if it contains none of them.
 * @param {State} state
 * @param {ReadonlySet<Point>} points
 */
export function without(state, points) {
  if (points.size === 0) return state;
  const rest = (/** @type {readonly Point[]} */ list) => list.filter((point) => !points.has(point));
  return { ...state, all: rest(state.all), train: rest(state.train), test: rest(state.test) };
}

/**
 * The points within a distance of a position.
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

/** Undo history. The oldest steps are dropped when there are too many. */
export class History {
  /** The first step holds the initial state. @type {Step[]} */
  #steps;
  #at = 0;

  /** @param {State} [state] */
  constructor(state = EMPTY) {
    this.#steps = [{ state, does: '', drawn: false }];
  }

  get state() {
    return this.#steps[this.#at].state;
  }

  /** The steps that undo and redo would apply. @returns {Step | undefined} */
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

  /** @returns {Step | undefined} the undone step */
  undo() {
    const step = this.last;
    if (step) this.#at -= 1;
    return step;
  }

  /** @returns {Step | undefined} the redone step */
  redo() {
    const step = this.next;
    if (step) this.#at += 1;
    return step;
  }

  /** Removes the last step without redo, after a refusal. */
  drop() {
    if (this.undo()) this.#steps = this.#steps.slice(0, this.#at + 1);
  }
}

/** @param {State} state */
const size = (state) => 2 * state.all.length;
