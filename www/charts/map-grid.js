/**
 * The cells of a sweep with two axes as its heat maps show them, filled as the sweep goes on: coarse to fine, a cell that
 * is not done shows the nearest coarser one that is. Work is done in pieces, so that no frame waits for it. No DOM.
 */
import { contour, linesOf } from './contour.js';
import { STATES } from './cell-states.js';
import { placeAmong } from './field-axis.js';
import { schemesOn } from './line-figure.js';
import { kindOf, measureScale } from './measure-scale.js';

/** @typedef {import('./sweep-model.js').ShownSweep} ShownSweep */
/** @typedef {import('./heat-map.js').MapRun} MapRun */
/** @typedef {import('./heat-map.js').MapData} MapData */

/** Level of a cell that shows nothing yet. */
const NOTHING = 255;
/** Rows of cells that lines are sought in at a time. */
const BAND = 32;
/** Cells looked at between two looks at the clock. */
const CELLS_AT_A_TIME = 64;
/** A cell of a higher level is coarse. */
const COARSE = 3;
/** The range of colours is sought again when this many times as many trainings are counted, and at the end. */
const RESCALE = 1.1;

/** The largest power of two that divides both, as an exponent; of 0 and 0, that of the whole grid. @param {number} x @param {number} y @param {number} top */
const levelOf = (x, y, top) => (x | y ? 31 - Math.clz32((x | y) & -(x | y)) : top);

/** The cells of a grid in the order of training. @param {number} width @param {number} height */
export function* coarseToFine(width, height) {
  let stride = 1;
  while (stride < Math.max(width, height)) stride *= 2;
  for (let coarser = 0; stride >= 1; coarser = stride, stride /= 2)
    for (let y = 0; y < height; y += stride)
      for (let x = 0; x < width; x += stride)
        if (!(coarser && x % coarser === 0 && y % coarser === 0)) yield y * width + x;
}

/**
 * The line at six times ξ in cells, in pieces between which it is infinite.
 * @param {ShownSweep} shown @param {number} run @returns {number[][]}
 */
function reachLines({ axes: [x, y], reaches }, run) {
  const reach = reaches[run];
  /** @type {number[][]} */
  const pieces = [[]];
  reach?.values.forEach((value, k) => {
    if (!Number.isFinite(reach.depths[k])) pieces.push([]);
    else pieces[pieces.length - 1].push(placeAmong(x, value), placeAmong(y, reach.depths[k]));
  });
  return pieces.filter(({ length }) => length > 2);
}

export class MapGrid {
  #shown;
  /** Cells of a row, and rows. */
  #width = 0;
  #height = 0;
  #top;
  #cells;
  /** Cells of the order that are begun or passed over, but not complete, and how many of their trainings are counted. @type {Map<number, number>} */
  #open = new Map();
  /** Trainings that are counted, and those that the range of colours is of. */
  #counted = 0;
  #scaled = 0;
  #exhausted = false;
  /** Whether the cell shown last is a coarse one. */
  #coarse = false;
  /** For each run, the level of the cell that each cell shows. @type {Uint8Array[]} */
  #levels;
  /** The stride and the summary that the lines are of. @type {{ stride: number, summary: unknown, whole: boolean } | null} */
  #lined = null;
  /** @type {Generator<void, void> | null} */
  #seeking = null;
  /** @type {MapRun[]} */
  runs;
  /** @type {MapData['scale']} */
  scale;
  /** Rows whose pixels are not those of the cells any more: from, and to, which is not included. */
  dirty = { from: 0, to: 0 };

  /** @param {ShownSweep} shown */
  constructor(shown) {
    this.#shown = shown;
    const [runs, height, width] = shown.shape;
    [this.#width, this.#height] = [width, height];
    this.#top = Math.ceil(Math.log2(Math.max(width, height, 1)));
    this.#cells = coarseToFine(width, height);
    const count = width * height;
    this.#levels = Array.from({ length: runs }, () => new Uint8Array(count).fill(NOTHING));
    this.runs = shown.runs.map((label, run) => ({
      label,
      slot: shown.series[run],
      heights: new Float32Array(count),
      states: new Uint8Array(count),
      sources: new Int32Array(count).fill(-1),
      counts: Object.values(STATES).map((state) => (state === STATES.waiting ? count : 0)),
      solved: [],
      reach: reachLines(shown, run),
    }));
    this.scale = measureScale(shown.measure.name, []);
    this.#spoil(0, height);
  }

  /** Whether the model is that of this grid, further on. @param {ShownSweep} shown */
  isOf(shown) {
    return (
      shown.results[shown.measure.property] === this.#shown.results[shown.measure.property] &&
      shown.measure.name === this.#shown.measure.name &&
      shown.done >= this.#counted
    );
  }

  /** For painting. @returns {MapData} */
  get data() {
    const { axes, measure, shape } = this.#shown;
    return {
      runs: this.runs,
      axes: [axes[0], axes[1]],
      measure: measure.name,
      scale: this.scale,
      inverted: measure.smallerIsBetter === true,
      seeds: shape[3],
      schemes: schemesOn(this.#shown),
    };
  }

  /** @param {number} from @param {number} to  rows */
  #spoil(from, to) {
    const { dirty } = this;
    this.dirty =
      dirty.to > dirty.from ? { from: Math.min(dirty.from, from), to: Math.max(dirty.to, to) } : { from, to };
  }

  /**
   * Takes over what is done since.
   * @param {ShownSweep} shown @param {() => boolean} late  whether to stop and go on in another call
   * @returns {boolean} whether something is left
   */
  update(shown, late = () => false) {
    // The lines of theory are computed beside the first trainings.
    if (shown.reaches !== this.#shown.reaches) this.runs.forEach((run, k) => (run.reach = reachLines(shown, k)));
    this.#shown = shown;
    for (const [cell, counted] of this.#open) this.#visit(cell, counted);
    for (let looked = 1; this.#counted < shown.done && !this.#exhausted; looked += 1) {
      // Coarse cells are shown in many places, so there is a look at the clock after each.
      if ((looked % CELLS_AT_A_TIME === 0 || (looked > 1 && this.#coarse)) && late()) return true;
      const next = this.#cells.next();
      if (next.done) this.#exhausted = true;
      else this.#visit(next.value, 0);
    }
    this.#rescale();
    return this.#seekLines(late);
  }

  /** @param {number} cell @param {number} counted */
  #visit(cell, counted) {
    const [runs, , , seeds] = this.#shown.shape;
    const { results } = this.#shown;
    const cells = this.#width * this.#height;
    let done = 0;
    for (let run = 0; run < runs; run += 1) {
      const first = (run * cells + cell) * seeds;
      let known = 0;
      for (let seed = first; seed < first + seeds; seed += 1) if (!Number.isNaN(results.collapsed[seed])) known += 1;
      done += known;
    }
    if (done > counted)
      for (let run = 0; run < runs; run += 1) this.#set(run, cell, this.#summed((run * cells + cell) * seeds, seeds));
    this.#counted += done - counted;
    if (done < runs * seeds) this.#open.set(cell, done);
    else this.#open.delete(cell);
  }

  /**
   * What the seeds of a cell come to: how many are done, how many of those diverged, and the value that the map shows.
   * @param {number} first  index of the first seed @param {number} seeds
   */
  #summed(first, seeds) {
    const { results, measure, quantiles } = this.#shown;
    const all = /** @type {Float64Array} */ (results[measure.property]);
    if (seeds === 1)
      return {
        done: Number(!Number.isNaN(results.collapsed[first])),
        lost: Number(results.diverged[first] === 1),
        value: all[first],
      };
    const part = (/** @type {Float64Array} */ values) => values.subarray(first, first + seeds);
    const values = part(all);
    return {
      done: part(results.collapsed).reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0),
      lost: part(results.diverged).reduce((count, value) => (value === 1 ? count + 1 : count), 0),
      value: kindOf(measure.name) === 'part' ? meanOf(values) : quantiles(values, seeds).median[0],
    };
  }

  /** @param {number} run @param {number} cell @param {{ done: number, lost: number, value: number }} summed */
  #set(run, cell, { done, lost, value }) {
    if (!done) return;
    const kind = kindOf(this.#shown.measure.name);
    const { heights, states, counts } = this.runs[run];
    counts[states[cell]] -= 1;
    if (kind !== 'part' && 2 * lost > done) states[cell] = STATES.diverged;
    else if (Number.isNaN(value)) states[cell] = STATES.none;
    else if (value === Infinity && kind === 'count') states[cell] = STATES.never;
    else {
      states[cell] = STATES.value;
      heights[cell] = kind === 'size' ? Math.log(Math.max(value, Number.MIN_VALUE)) : value;
    }
    counts[states[cell]] += 1;
    this.#show(run, cell);
  }

  /** Shows a cell in its own place, and in those of finer cells that are not done. @param {number} run @param {number} cell */
  #show(run, cell) {
    const [x0, y0] = [cell % this.#width, Math.floor(cell / this.#width)];
    const level = levelOf(x0, y0, this.#top);
    this.#coarse = level > COARSE;
    const [levels, { sources }] = [this.#levels[run], this.runs[run]];
    const [right, bottom] = [Math.min(this.#width, x0 + 2 ** level), Math.min(this.#height, y0 + 2 ** level)];
    for (let y = y0; y < bottom; y += 1)
      for (let at = y * this.#width + x0; at < y * this.#width + right; at += 1)
        if (levels[at] >= level) [levels[at], sources[at]] = [level, cell];
    this.#spoil(y0, bottom);
  }

  /** Follows the values with the range of colours, in steps of round numbers. */
  #rescale() {
    const { measure, total } = this.#shown;
    if (this.#counted < Math.min(total, RESCALE * this.#scaled) || this.#counted === this.#scaled) return;
    this.#scaled = this.#counted;
    const values = this.#sample();
    const scale = measureScale(measure.name, values, { trimmed: true });
    if (JSON.stringify(scale) === JSON.stringify(this.scale)) return;
    this.scale = scale;
    this.#spoil(0, this.#height);
  }

  /** Values of cells that are done, evenly over the grid. */
  #sample() {
    const logarithmic = kindOf(this.#shown.measure.name) === 'size';
    const step = Math.max(1, Math.ceil((this.runs.length * this.#width * this.#height) / 4096)) | 1;
    const values = [];
    for (const { heights, states, sources } of this.runs)
      for (let at = 0; at < sources.length; at += step) {
        const source = sources[at];
        if (source >= 0 && states[source] === STATES.value)
          values.push(logarithmic ? Math.exp(heights[source]) : heights[source]);
      }
    return values;
  }

  /** The stride of the finest grid whose cells are all done; Infinity if there is none. */
  get stride() {
    const first = this.#open.keys().next().value;
    if (first === undefined) {
      if (this.#exhausted || this.#counted === this.#shown.total) return 1;
      return Infinity;
    }
    const level = levelOf(first % this.#width, Math.floor(first / this.#width), this.#top);
    return first === 0 ? Infinity : 2 ** (level + 1);
  }

  /** @param {() => boolean} late @returns {boolean} whether lines are still sought */
  #seekLines(late) {
    const { stride } = this;
    const { summary } = this.#shown;
    const lined = this.#lined;
    if (!lined || stride < lined.stride || (!lined.whole && summary !== lined.summary)) {
      if (stride === Infinity) return false;
      this.#lined = { stride, summary, whole: true };
      this.#seeking = this.#lines(stride, summary.solvedShare);
    }
    while (this.#seeking) {
      if (this.#seeking.next().done) this.#seeking = null;
      else if (late()) return true;
    }
    return false;
  }

  /** @param {number} stride @param {Float64Array} shares */
  *#lines(stride, shares) {
    const [columns, rows] = [this.#width, this.#height].map((length) => Math.ceil(length / stride));
    const cells = this.#width * this.#height;
    for (const [k, run] of this.runs.entries()) {
      const part = (/** @type {number} */ y) =>
        Float64Array.from(
          { length: columns },
          (_, x) => shares[k * cells + y * stride * this.#width + x * stride] - 0.5,
        );
      const lines = new JoinedLines(stride);
      for (let y = 0; y + 1 < rows; y += BAND) {
        const last = Math.min(rows - 1, y + BAND);
        const values = new Float64Array(columns * (last - y + 1));
        for (let row = y; row <= last; row += 1) values.set(part(row), (row - y) * columns);
        if (this.#lined && values.some(Number.isNaN)) this.#lined.whole = false;
        lines.add(contour(values, columns, last - y + 1), y, last);
        yield;
      }
      run.solved = lines.whole();
      yield;
    }
  }
}

/** The contours of bands of rows, which share their outer rows, as lines as long as possible. */
class JoinedLines {
  #stride;
  /** [x, y] of each crossing, in cells. @type {number[]} */
  #points = [];
  /** Pairs of crossings. @type {number[]} */
  #segments = [];
  /** Crossings in the row that the next band begins with, by the column left of each. @type {Map<number, number>} */
  #shared = new Map();

  /** @param {number} stride */
  constructor(stride) {
    this.#stride = stride;
  }

  /** @param {import('./contour.js').Contour} found @param {number} first @param {number} last  rows of the band */
  add({ edges, crossings, segments }, first, last) {
    const before = this.#shared;
    this.#shared = new Map();
    const places = Array.from({ length: crossings.length / 2 }, (_, k) => {
      const [ax, ay, bx, by] = edges.subarray(4 * k, 4 * k + 4);
      const column = ay === by ? Math.min(ax, bx) : -1;
      let place = column >= 0 && ay === 0 ? before.get(column) : undefined;
      if (place === undefined) {
        place = this.#points.length / 2;
        this.#points.push(crossings[2 * k] * this.#stride, (crossings[2 * k + 1] + first) * this.#stride);
      }
      if (column >= 0 && ay === last - first) this.#shared.set(column, place);
      return place;
    });
    for (const crossing of segments) this.#segments.push(places[crossing]);
  }

  whole() {
    const points = this.#points;
    return linesOf(Uint32Array.from(this.#segments), points.length / 2).map((line) =>
      line.flatMap((place) => [points[2 * place], points[2 * place + 1]]),
    );
  }
}

/** @param {Float64Array} values */
function meanOf(values) {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : NaN;
}
