/** The results of a sweep: one array for each measure, of the shape runs × y × x × seeds. */
import { catalogue } from '../experiment/catalogue.js';
import { refused } from '../experiment/refused.js';
import * as glue from './generated/init_lab.js';

const { measures } = catalogue;

/** Marks a training that is not done, among the marks of solved ones. */
const NOT_DONE = 2;
/** The parts of a summary, in the order of the core. */
const PARTS = /** @type {const} */ ([
  'median',
  'q10',
  'q25',
  'q75',
  'q90',
  'n',
  'solvedShare',
  'solvedLow',
  'solvedHigh',
]);
/** Places of the quantiles that pictures take, among the parts. */
const DRAWN = /** @type {const} */ (['q10', 'median', 'q90']);
/** Cells that are summarized in one call. */
const CELLS_AT_A_TIME = 1024;

/**
 * @typedef {object} Summary  of one measure over the seeds: arrays of the shape runs × y × x
 * @property {number[]} shape
 * @property {Float64Array} median  NumPy's linear quantiles, over the trainings that are done
 * @property {Float64Array} q10
 * @property {Float64Array} q25
 * @property {Float64Array} q75
 * @property {Float64Array} q90
 * @property {Float64Array} n  number of values
 * @property {Float64Array} solvedShare  share of trainings solved at their end
 * @property {Float64Array} solvedLow  its 95 % interval (Wilson)
 * @property {Float64Array} solvedHigh
 */

/**
 * The quantiles of each group of so many values, as a summary has them: of what is a number.
 * @param {Float64Array} values @param {number} size  of a group
 * @returns {{ q10: Float64Array, median: Float64Array, q90: Float64Array }}
 */
export function quantilesOf(values, size) {
  const numbers = glue.summaries(values, new Uint8Array(values.length), size);
  const [q10, median, q90] = DRAWN.map((part) => {
    const place = PARTS.indexOf(part);
    return Float64Array.from({ length: numbers.length / PARTS.length }, (_, k) => numbers[k * PARTS.length + place]);
  });
  return { q10, median, q90 };
}

/** @typedef {{ parts: Float64Array[], isStale: Uint8Array, stale: number[] }} Kept  stale: cells that have changed since they were summarized */

export class SweepResults {
  /** Values of each measure. @type {Float64Array[]} */
  #values;
  /** 1: solved at its end, 0: not, 2: not done. */
  #solved;
  /** Whether each training is done. */
  #known;
  /** Costs of each run's curves, seed by seed; null: none are kept. @type {Float64Array[] | null} */
  #curves;
  /** Summaries made so far, by the place of their measure. @type {Map<number, Kept>} */
  #summaries = new Map();
  /** Number of trainings that are done. */
  done = 0;

  /**
   * @param {number[]} shape  runs, y, x, seeds
   * @param {number[] | null} lengths  measured iterations of each run; null: no curves
   */
  constructor(shape, lengths) {
    this.shape = shape;
    this.count = shape.reduce((product, size) => product * size, 1);
    const all = new Float64Array(measures.length * this.count).fill(NaN);
    this.#values = measures.map((_, k) => all.subarray(k * this.count, (k + 1) * this.count));
    this.#solved = new Uint8Array(this.count).fill(NOT_DONE);
    this.#known = new Uint8Array(this.count);
    this.#curves = lengths && lengths.map((length) => new Float64Array(length * shape[3]).fill(NaN));
  }

  /** Keeps the results of a piece. @param {Float64Array} results */
  keep(results) {
    for (let at = 0; at < results.length; at += 1 + results[at])
      this.#keepOne(results.subarray(at + 1, at + 1 + results[at]));
  }

  /** @param {Float64Array} result */
  #keepOne(result) {
    const [index] = result;
    if (this.#known[index]) return;
    this.#known[index] = 1;
    this.done += 1;
    this.#outdate(Math.floor(index / this.shape[3]));
    this.#values.forEach((values, k) => {
      values[index] = result[1 + k];
    });
    const solved = result[1 + measures.length];
    if (!Number.isNaN(solved)) this.#solved[index] = solved;
    const curve = result.subarray(2 + measures.length);
    const seeds = this.shape[3];
    this.#curves?.[Math.floor(index / seeds)].set(curve, (index % seeds) * curve.length);
  }

  /** @param {number} cell  of a run */
  #outdate(cell) {
    for (const { isStale, stale } of this.#summaries.values()) {
      if (isStale[cell]) continue;
      isStale[cell] = 1;
      stale.push(cell);
    }
  }

  /** The values of each measure, under its name. @returns {Record<string, Float64Array>} */
  get values() {
    return Object.fromEntries(measures.map(({ property }, k) => [property, this.#values[k]]));
  }

  get curves() {
    return this.#curves;
  }

  /**
   * A summary. One that is kept is brought up to date by the next call: only cells that have changed are summarized again.
   * Of a million cells it takes as much memory as all results, so one that is not kept belongs to the caller alone.
   * @param {string} name  of a measure @param {boolean} isKept @returns {Summary}
   */
  summary(name, isKept) {
    const place = measures.findIndex((measure) => measure.name === name);
    if (place < 0)
      throw refused(
        typeof name === 'string' ? RangeError : TypeError,
        'measure',
        typeof name === 'string' ? JSON.stringify(name) : String(name),
        `one of ${measures.map((measure) => measure.name).join(', ')}`,
      );
    const before = this.#summaries.get(place);
    const known = before ?? this.#begin();
    if (isKept) this.#summaries.set(place, known);
    this.#renew(place, known);
    const isCopied = before !== undefined && !isKept;
    return /** @type {Summary} */ (
      /** @type {unknown} */ ({
        shape: this.shape.slice(0, 3),
        ...Object.fromEntries(PARTS.map((part, k) => [part, isCopied ? known.parts[k].slice() : known.parts[k]])),
      })
    );
  }

  /** @returns {Kept} */
  #begin() {
    const cells = this.count / this.shape[3];
    return {
      parts: PARTS.map(() => new Float64Array(cells)),
      isStale: new Uint8Array(cells).fill(1),
      stale: Array.from({ length: cells }, (_, cell) => cell),
    };
  }

  /** @param {number} place @param {Kept} known */
  #renew(place, { parts, isStale, stale }) {
    const seeds = this.shape[3];
    for (let first = 0; first < stale.length; first += CELLS_AT_A_TIME) {
      const cells = stale.slice(first, first + CELLS_AT_A_TIME);
      const values = new Float64Array(cells.length * seeds);
      const solved = new Uint8Array(cells.length * seeds);
      cells.forEach((cell, k) => {
        values.set(this.#values[place].subarray(cell * seeds, (cell + 1) * seeds), k * seeds);
        solved.set(this.#solved.subarray(cell * seeds, (cell + 1) * seeds), k * seeds);
      });
      glue.summaries(values, solved, seeds).forEach((number, k) => {
        parts[k % PARTS.length][cells[Math.floor(k / PARTS.length)]] = number;
      });
      for (const cell of cells) isStale[cell] = 0;
    }
    stale.length = 0;
  }
}
