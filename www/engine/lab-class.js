/** The documented API of a lab, on top of the core's handle. */
import { COLOURS } from './generated/limits.js';
import * as input from './input.js';

/** @typedef {import('./generated/init_lab.js').LabHandle} LabHandle */
/** @typedef {import('./generated/experiment.js').Experiment} Experiment */
/** @typedef {import('./generated/experiment.js').Run} Run */
/** @typedef {import('./generated/init_lab.js').Samples} Samples */
/** @typedef {import('./generated/init_lab.js').Snapshot} Snapshot */
/** @typedef {import('./generated/init_lab.js').RunDescription} RunDescription */
/** @typedef {import('./generated/init_lab.js').LayerParameters} LayerParameters */
/** @typedef {import('./generated/init_lab.js').Inspection} Inspection */
/** @typedef {import('../charts/scales.js').Bounds} Bounds */

/** Runs trained side by side. Made by `createLab`. Holds memory of the core until {@link Lab#free}. */
export class Lab {
  /** @type {LabHandle | null} */
  #owned;

  /** @param {LabHandle} handle */
  constructor(handle) {
    this.#owned = handle;
  }

  get #core() {
    if (!this.#owned) throw new Error('This lab has been freed.');
    return this.#owned;
  }

  /** The iteration common to all runs. */
  get iteration() {
    return this.#core.iteration;
  }

  /** The experiment's learning rate for the next update. */
  get learningRate() {
    return this.#core.learningRate;
  }

  /**
   * The last iteration reached in this course of training. It lies beyond `iteration` after {@link Lab#seek} has gone
   * back, until a changed learning rate begins another course.
   */
  get furthest() {
    return this.#core.furthest;
  }

  /** The last iteration of the longest run, at which training ends. */
  get lastIteration() {
    return this.#core.lastIteration;
  }

  /**
   * The complete experiment, defaults filled in, with the learning rates changed while training. A copy.
   * @returns {Required<Experiment>}
   */
  get experiment() {
    return this.#core.experiment;
  }

  /**
   * A description of each run, with its layers at iteration 0.
   * @returns {RunDescription[]}
   */
  get runs() {
    return this.#core.runs;
  }

  /**
   * Copies of the samples.
   * @returns {{ train: Samples, test: Samples }}
   */
  get points() {
    return this.#core.points;
  }

  /**
   * The training samples' mean and standard deviation of each coordinate, by which coordinates become a network's inputs:
   * (x − mean) / stddev. Null unless `dataset.standardize` is set. All points given to a lab or returned by it are the
   * original ones.
   * @returns {{ mean: [number, number], stddev: [number, number] } | null}
   */
  get standardization() {
    return this.#core.standardization;
  }

  /**
   * Trains every run in lock-step, but not beyond `training.iterations`. Runs that are behind catch up first.
   * @param {number} updates a whole number
   * @returns {number} the iteration reached
   */
  advance(updates) {
    return this.#core.advance(input.index('updates', updates));
  }

  /**
   * Leaves all other runs to labs of the same experiment in other workers. This lab does not train them, does not count
   * them as behind, and omits them from {@link Lab#snapshot}. A run that is assigned here again catches up.
   * @param {ArrayLike<number>} own
   */
  assign(own) {
    const runs = input.numbers('own', own, '[run, run, …]');
    this.#core.assign(Uint32Array.from(runs, (run) => input.index('run', run)));
  }

  /**
   * Returns to iteration 0 with the same weights. Recorded learning rate changes stay, so training again gives the same
   * runs.
   */
  rewind() {
    this.#core.rewind();
  }

  /**
   * Goes to an iteration, back or forward, but not beyond `training.iterations`. Trains again from the nearest state
   * that is kept (at most 8 MiB for a lab), so every number is what training straight to that iteration gives. Recorded
   * learning rate changes stay.
   * @param {number} iteration a whole number
   * @param {{ catchUp?: boolean }} [options] catchUp: false leaves the runs behind, for {@link Lab#catchUp}
   * @returns {number} the iteration
   */
  seek(iteration, { catchUp = true } = {}) {
    const reached = this.#core.seek(input.index('iteration', iteration));
    if (catchUp) this.#core.catchUp(Infinity);
    return reached;
  }

  /**
   * Changes the learning rate from the next update on, and records it in the experiment. Runs with a learning rate of
   * their own keep it.
   * @param {number} learningRate
   */
  setLearningRate(learningRate) {
    this.#core.setLearningRate(input.plain(learningRate, 'training.learningRate'));
  }

  /**
   * Changes the iteration at which training ends.
   * @param {number} iterations not below the iteration reached
   */
  setIterations(iterations) {
    this.#core.setIterations(input.plain(iterations, 'training.iterations'));
  }

  /**
   * Inserts a run, trained up to the common iteration.
   * @param {Run} run
   * @param {number} [index] where; last by default
   * @param {{ catchUp?: boolean }} [options] catchUp: false leaves the run behind, for {@link Lab#catchUp}
   */
  addRun(run, index = this.#core.runCount, { catchUp = true } = {}) {
    const place = input.index('index', index);
    this.#core.addRun(input.plain(run, `runs[${place}]`), place);
    if (catchUp) this.#core.catchUp(Infinity);
  }

  /**
   * Replaces a run. The new one is trained up to the common iteration.
   * @param {number} index
   * @param {Run} run
   * @param {{ catchUp?: boolean }} [options] catchUp: false leaves the run behind, for {@link Lab#catchUp}
   */
  setRun(index, run, { catchUp = true } = {}) {
    const place = input.index('run', index);
    this.#core.setRun(place, input.plain(run, `runs[${place}]`));
    if (catchUp) this.#core.catchUp(Infinity);
  }

  /**
   * Moves a run to another index without changing its training.
   * @param {number} from
   * @param {number} to
   */
  moveRun(from, to) {
    this.#core.moveRun(input.index('run', from), input.index('to', to));
  }

  /**
   * Removes a run. The last one cannot be removed.
   * @param {number} index
   */
  removeRun(index) {
    this.#core.removeRun(input.index('run', index));
  }

  /** Number of updates missing until every run has reached the common iteration. */
  get behind() {
    return this.#core.behind;
  }

  /**
   * Trains only the runs that are behind.
   * @param {number} updates the maximum, summed over all runs
   * @returns {number} the number of updates still missing
   */
  catchUp(updates) {
    return this.#core.catchUp(input.whole('updates', updates));
  }

  /**
   * The current state of all runs.
   * @returns {Snapshot}
   */
  snapshot() {
    return this.#core.snapshot();
  }

  /**
   * The recorded costs of a run, in ascending order of iteration: at 0, at every multiple of 1,000 and of a stride that
   * doubles as a run grows, the lowest and the highest in between, and the current cost. The cost at iteration k is
   * measured before update k.
   * @param {number} run
   * @returns {{ iterations: Float64Array, costs: Float64Array }}
   */
  costs(run) {
    return this.#core.costs(input.index('run', run));
  }

  /**
   * Copies of the weights (row-major, units × inputs) and biases of each layer. They may be the `weights` of a run.
   * @param {number} run
   * @param {{ start?: boolean }} [options] start: at iteration 0 instead of now
   * @returns {LayerParameters[]}
   */
  parameters(run, { start = false } = {}) {
    return this.#core.parameters(input.index('run', run), start);
  }

  /**
   * Probabilities of class 1.
   * @param {number} run
   * @param {ArrayLike<number>} points [x0, y0, x1, y1, …]
   * @returns {Float64Array}
   */
  predict(run, points) {
    return this.#core.predict(input.index('run', run), input.coordinates(points));
  }

  /**
   * Logits at the centres of a grid's cells, row by row from the upper edge down.
   * @param {number} run
   * @param {Bounds} bounds
   * @param {number} width cells in a row
   * @param {number} height rows
   * @returns {Float32Array}
   */
  field(run, bounds, width, height) {
    const rectangle = input.edges(bounds);
    return this.#core.field(
      input.index('run', run),
      rectangle,
      ...input.cells(['grid.width', width], ['grid.height', height]),
    );
  }

  /**
   * Computes the picture of a run's decision boundary in one pass: the logits at the centres of a grid's cells, row by
   * row from the upper edge down, and detail × detail pixels per cell, coloured by bilinear interpolation of the
   * logits. Fills both of the caller's arrays.
   * @param {number} run
   * @param {{ bounds: Bounds, columns: number, rows: number, detail?: number }} grid
   * @param {Uint32Array} colours of logits from −8 to 8 in 2,048 steps, and of NaN: 2,050 packed pixels, as an ImageData has them
   * @param {Uint8ClampedArray} pixels 4 · columns · detail · rows · detail
   * @param {Float32Array} logits columns · rows
   */
  paint(run, { bounds, columns, rows, detail = 1 }, colours, pixels, logits) {
    const place = input.index('run', run);
    const rectangle = input.edges(bounds);
    const grid = input.cells(['grid.columns', columns], ['grid.rows', rows]);
    const cells = columns * rows;
    const side = input.detail(detail, cells);
    this.#core.paint(
      place,
      rectangle,
      Uint32Array.of(...grid, side),
      input.typed('colours', colours, Uint32Array, COLOURS, 'a table'),
      input.typed('pixels', pixels, Uint8ClampedArray, 4 * cells * side * side),
      input.typed('logits', logits, Float32Array, cells),
    );
  }

  /**
   * Measurements of each layer in a run's network, from one forward and one backward pass of the training samples.
   * @param {number} run
   * @param {{ start?: boolean }} [options] start: at iteration 0 instead of now
   * @returns {Inspection}
   */
  inspect(run, { start = false } = {}) {
    return this.#core.inspect(input.index('run', run), start);
  }

  /**
   * What the theory of wide networks expects of each layer's pre-activations z at iteration 0 with a run's initializer,
   * first layer to last (docs/inspection.md). NaN where the theory makes no prediction.
   * @param {number} run
   * @param {ArrayLike<number>} [points] [x0, y0, x1, y1, …]; by default the training samples
   * @returns {{ rms: Float64Array, betweenSamples: Float64Array }} root mean square over units and samples; standard
   *   deviation between samples, root mean square over units
   */
  expectedSignals(run, points = []) {
    const both = this.#core.expectedSignals(input.index('run', run), input.coordinates(points));
    const layers = both.length / 2;
    return { rms: both.slice(0, layers), betweenSamples: both.slice(layers) };
  }

  /**
   * The expected root mean square of each layer's pre-activations: `rms` of `expectedSignals`.
   * @param {number} run
   * @returns {Float64Array}
   */
  expectedSignal(run) {
    return this.expectedSignals(run).rms;
  }

  /**
   * The pre-activation z of each unit of a run's network at points in the plane.
   * @param {number} run
   * @param {ArrayLike<number>} points [x0, y0, x1, y1, …]
   * @returns {Float64Array} layer by layer, unit by unit, point by point
   */
  preActivations(run, points) {
    return this.#core.preActivations(input.index('run', run), input.coordinates(points));
  }

  /**
   * The size of the next update of each layer's weights, relative to the weights: ‖ΔW‖ / ‖W‖ with Frobenius norms, of a
   * run's own optimizer, learning rate and mini-batch. The lab stays where it is.
   * @param {number} run
   * @returns {Float64Array} first layer to last; Infinity or NaN where all weights are 0
   */
  updateRatios(run) {
    return this.#core.updateRatios(input.index('run', run));
  }

  /**
   * The activations of one point in each layer of a run's network, first layer to last. With a label, also the
   * gradients of its loss.
   * @param {number} run
   * @param {[x: number, y: number]} point
   * @param {0 | 1} [label]
   * @returns {{ preActivations: Float64Array, activations: Float64Array, gradients: Float64Array }[]} for each unit z, a (for the output unit
   *   the probability) and ∂loss/∂z; gradients are empty without a label
   */
  follow(run, point, label) {
    const place = input.index('run', run);
    const [x, y] = input.finitePoint(point);
    return this.#core.follow(place, x, y, input.label(label));
  }

  /**
   * The activation of each unit at the centres of a grid's cells, row by row from the upper edge down; unit after unit,
   * layer after layer. For the output unit, the probability.
   * @param {number} run
   * @param {Bounds} bounds
   * @param {number} side cells in a row, and rows
   * @param {number} [most] the maximum number of units per layer; the first ones are used
   * @returns {Float32Array}
   */
  unitFields(run, bounds, side, most = Infinity) {
    const place = input.index('run', run);
    const rectangle = input.edges(bounds);
    const [cells] = input.cells(['grid.side', side], ['grid.side', side]);
    const shown = input.index('most', most);
    input.unitCells(this.#core.unitCount(place, shown), cells * cells);
    return this.#core.unitFields(place, rectangle, cells, shown);
  }

  /** Frees the memory. The lab cannot be used afterwards. Freeing it again does nothing. */
  free() {
    this.#owned?.free();
    this.#owned = null;
  }
}
