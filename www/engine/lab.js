/**
 * The headless lab: trains the runs of an experiment in lock-step. The same module in a page, a worker and Node.
 *
 * All numbers come from the Rust core; this file loads it and gives its handle the shape of the documented API.
 */
import { loadCore } from './core.js';
import { number, numbers, plain, typed } from './input.js';
import named from './generated/catalogue.js';
import init, { LabHandle, splitIndices } from './generated/init_lab.js';

export { EngineError } from './load.js';

/**
 * What determines a lab, to the last bit. Every field has a default; docs/experiment.md lists them with their ranges.
 * @typedef {object} Experiment
 * @property {1} [format]
 * @property {Record<string, unknown>} [dataset]
 * @property {{ hidden?: number[], activation?: string, initialBias?: number }} [network]
 * @property {TrainingFields} [training]
 * @property {number} [seed] seed of the weights
 * @property {Run[]} [runs] 1 to 8
 */

/**
 * @typedef {object} TrainingFields
 * @property {number} [learningRate]
 * @property {number} [iterations] updates until training ends
 * @property {string} [loss]
 * @property {string} [optimizer]
 * @property {number} [momentum]
 * @property {number} [rho]
 * @property {number} [beta1]
 * @property {number} [beta2]
 * @property {number} [epsilon]
 * @property {number} [batchSize] 0: all samples
 * @property {number} [batchSeed]
 * @property {[iteration: number, learningRate: number][]} [learningRateChanges]
 */

/**
 * An initializer's name, with its parameters beside it.
 * @typedef {{ initializer: string, label?: string, training?: TrainingFields, outputInitializer?: object, [parameter: string]: unknown }} Run
 */

/**
 * An experiment, or a preset's name with the fields that differ from it.
 * @typedef {Experiment & { preset?: string }} ExperimentInput
 */

/**
 * @typedef {object} RunSnapshot
 * @property {string} initializer
 * @property {string} label
 * @property {number} iteration the iteration this run has reached
 * @property {number} cost mean loss over the training samples
 * @property {number} trainAccuracy fraction of training samples classified correctly
 * @property {number | null} testAccuracy fraction of test samples classified correctly; null without test samples
 * @property {number} trainProbability mean probability that training samples' own classes are given
 * @property {number | null} testProbability the same of test samples
 * @property {string} verdict what is happening to the run, in a word: docs/verdicts.md
 * @property {string} evidence the numbers that the verdict rests on, in a sentence
 * @property {number | null} divergedAt the iteration at which the run diverged
 */

/** @typedef {{ iteration: number, learningRate: number, runs: RunSnapshot[] }} Snapshot */

/** @typedef {{ shape: [units: number, inputs: number], weights: Float64Array, biases: Float64Array }} LayerParameters */

/** @typedef {{ points: Float64Array, labels: Uint8Array }} Samples points as [x0, y0, x1, y1, …] */

/** @typedef {{ xMin: number, xMax: number, yMin: number, yMax: number }} Bounds */

/**
 * @typedef {object} RunDescription
 * @property {string} initializer
 * @property {string} label the user's text, or the core's; never markup
 * @property {string} formula distribution of a weight, a MathML element
 * @property {string} formulaText the same as text
 * @property {string} summary
 * @property {string} source
 * @property {string} defaultOf which framework uses it where one says nothing; '' if none does
 * @property {LayerStart[]} layers first to last
 */

/**
 * A parameter of an initializer: a number with its range, or one of `values`.
 * @typedef {object} InitializerParameter
 * @property {string} name
 * @property {'number' | 'choice'} type
 * @property {number | string} default
 * @property {number} [min]
 * @property {number} [max]
 * @property {string[]} [values]
 * @property {string} allowed what it takes, as the end of a sentence that begins "must be"
 * @property {string} help
 */

/**
 * A layer as its initializer left it.
 * @typedef {object} LayerStart
 * @property {number} units
 * @property {number} inputs
 * @property {number | null} expectedStddev standard deviation of all weights that could have been drawn; null where it depends on the data
 * @property {number} measuredStddev of the weights that were drawn, about their mean
 * @property {number} measuredMean
 */

/**
 * @typedef {object} Field
 * @property {string} path
 * @property {'number' | 'integer' | 'integers' | 'choice' | 'learningRateChanges' | 'points' | 'runs'} type
 * @property {number} [min]
 * @property {number} [max]
 * @property {number} [least]
 * @property {number} [most]
 * @property {string[]} [values]
 * @property {unknown} [default] absent where the default depends on another field, or there is none
 * @property {string} allowed what it takes, as the end of a sentence that begins "must be"
 * @property {string} help
 */

/**
 * A run as the document that a preset comes from reported it.
 * @typedef {object} Comparison
 * @property {string} initializer
 * @property {'accuracy' | 'probability'} measure what was printed: the fraction of samples classified correctly, or the mean probability of
 *   their own classes
 * @property {number} printedTrainAccuracy
 * @property {number} printedTestAccuracy
 * @property {string} lesson
 */

/**
 * @typedef {object} Catalogue
 * @property {{ name: string, title: string, group: string, formula: string, formulaText: string, summary: string, source: string, defaultOf: string, parameters: InitializerParameter[] }[]} initializers
 * @property {{ name: string, parameters: InitializerParameter[] }[]} aliases PyTorch's names; a lab's experiment names what they stand for
 * @property {{ name: string, title: string, summary: string, source: string, noise: number }[]} datasets noise: with which it shows what it is
 * @property {{ name: string, title: string, formula: string }[]} activations
 * @property {{ name: string, title: string, formula: string, summary: string }[]} losses
 * @property {{ name: string, title: string, formula: string, source: string, constants: string[] }[]} optimizers constants: names of the training fields that are the optimizer's own
 * @property {Field[]} fields
 * @property {{ name: string, title: string, sentence: string, experiment: Required<Experiment>, offers: Run[], source: string, comparison: Comparison[] }[]} presets
 *   offers: runs that go with it, but are not on from the start; source: what the comparison comes from
 */

/** @typedef {{ mean: number, stddev: number }} Moments of a population */

/**
 * Counts in equal bins between `low` and `high`, the same for every layer, run and iteration. Gradients are binned by log10 of their
 * magnitude, and `zeros` counts those that are 0.
 * @typedef {{ low: number, high: number, counts: number[], below: number, above: number, zeros: number }} Histogram
 */

/**
 * @typedef {object} LayerInspection
 * @property {number} units
 * @property {number} inputs
 * @property {Moments} preActivation z over all units and training samples
 * @property {Moments} activation a, of the output layer the probability
 * @property {number} gradientRms root mean square of ∂cost/∂z over units and samples
 * @property {number} weightGradientRms root mean square of ∂cost/∂W over its entries
 * @property {number} dead share of units whose slope is 0 on every sample
 * @property {number | null} saturated share of units beyond 95 % of their range on every sample; null where the range has no two ends
 * @property {number} distinct units that differ from each other
 * @property {number} rank of W
 * @property {Histogram} weights
 * @property {Histogram} activations
 * @property {Histogram} gradients ∂cost/∂z
 */

/**
 * @typedef {object} Inspection
 * @property {Moments} input the coordinates of the training samples
 * @property {LayerInspection[]} layers first to last
 * @property {number} sureAndWrong share of samples whose output is within 0.001 of 0 or 1, and wrong
 */

/** @type {Promise<'simd' | 'scalar'> | undefined} */
let loading;

/**
 * Loads the core once. A failed attempt is not remembered, so a later call tries again.
 * @returns {Promise<'simd' | 'scalar'>} which build this host runs; both compute the same bits
 * @throws {import('./load.js').EngineError} saying why the core cannot run here, and what to do
 */
export function engineBuild() {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** @type {import('./core.js').Core | undefined} */
let compiled;

/** The core as it was compiled here, for another worker to begin with. */
export async function compiledCore() {
  await engineBuild();
  if (!compiled) throw new Error('The core was not compiled here.');
  return compiled;
}

/** Begins with a core that was compiled elsewhere. @param {import('./core.js').Core} core */
export function useCore(core) {
  compiled = core;
  loading ??= init({ module_or_path: core.module })
    .then(() => core.build)
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

async function load() {
  const core = await loadCore();
  await init({ module_or_path: core.module });
  compiled = core;
  return core.build;
}

/**
 * Everything that can be named in an experiment, with formulas, ranges and defaults.
 * @returns {Promise<Catalogue>}
 */
export async function catalogue() {
  return structuredClone(/** @type {Catalogue} */ (/** @type {unknown} */ (named)));
}

/** Experiments by the names of their presets. */
const presets = Object.fromEntries(named.presets.map(({ name, experiment }) => [name, experiment]));
const schemes = new Map(named.initializers.map((initializer) => [initializer.name, initializer]));

/**
 * The lab of an experiment, at iteration 0.
 * @param {ExperimentInput} [experiment]
 * @returns {Promise<Lab>}
 * @throws {RangeError | TypeError} naming the field, the value and what is allowed
 * @throws {import('./load.js').EngineError} if the core cannot run here
 */
export async function createLab(experiment = {}) {
  await engineBuild();
  return new Lab(new LabHandle(plain(experiment, 'experiment'), presets));
}

/**
 * The indices of `count` points split into training and test points, each in random order, as scikit-learn's
 * `train_test_split(range(count), test_size=testShare, random_state=seed)` does; at least one is left to train on.
 * @param {number} count a whole number
 * @param {number} testShare from 0 to 1
 * @param {number} seed a whole number from 0 to 4294967295
 * @returns {Promise<{ train: Uint32Array, test: Uint32Array }>}
 * @throws {RangeError | TypeError} naming the value and what is allowed
 */
export async function split(count, testShare, seed) {
  await engineBuild();
  const [train, test] = splitIndices(number('count', count), number('testShare', testShare), plain(seed, 'seed'));
  return { train, test };
}

/**
 * A rectangle's edges in the order of the core.
 * @param {Bounds} bounds
 * @returns {[number, number, number, number]}
 */
const edges = ({ xMin, xMax, yMin, yMax }) => [
  number('bounds.xMin', xMin),
  number('bounds.xMax', xMax),
  number('bounds.yMin', yMin),
  number('bounds.yMax', yMax),
];

/** Runs trained side by side. Made by {@link createLab}; holds memory of the core until {@link Lab#free}. */
export class Lab {
  /** @type {LabHandle | null} */
  #owned;

  /** @param {LabHandle} handle */
  constructor(handle) {
    this.#owned = handle;
  }

  get #handle() {
    if (!this.#owned) throw new Error('This lab has been freed.');
    return this.#owned;
  }

  /** The common iteration. */
  get iteration() {
    return this.#handle.iteration;
  }

  /** The experiment's learning rate for the next update. */
  get learningRate() {
    return this.#handle.learningRate;
  }

  /** The iteration at which the longest run, and so training, ends. */
  get lastIteration() {
    return this.#handle.lastIteration;
  }

  /**
   * The complete experiment, defaults filled in, with the learning rates changed while training. A copy.
   * @returns {Required<Experiment>}
   */
  get experiment() {
    return this.#handle.experiment;
  }

  /**
   * Name, label and formula of each run.
   * @returns {RunDescription[]}
   */
  get runs() {
    return this.#handle.runs.map(({ initializer, label, formula, formulaText, layers }) => {
      const { summary = '', source = '', defaultOf = '' } = schemes.get(initializer) ?? {};
      return { initializer, label, formula, formulaText, summary, source, defaultOf, layers };
    });
  }

  /**
   * The samples, as copies.
   * @returns {{ train: Samples, test: Samples }}
   */
  get points() {
    const [trainPoints, trainLabels] = this.#handle.trainPoints;
    const [testPoints, testLabels] = this.#handle.testPoints;
    return { train: { points: trainPoints, labels: trainLabels }, test: { points: testPoints, labels: testLabels } };
  }

  /**
   * Trains every run, in lock-step, but not beyond `training.iterations`. Runs that are behind catch up first.
   * @param {number} updates a whole number
   * @returns {number} the iteration reached
   */
  advance(updates) {
    return this.#handle.advance(number('updates', updates));
  }

  /**
   * Leaves all runs but these to other labs of the same experiment, in other workers: they are not trained here, are not behind, and are
   * left out of {@link Lab#snapshot}. A run that comes back catches up.
   * @param {ArrayLike<number>} own
   */
  assign(own) {
    this.#handle.assign(numbers('own', own, '[run, run, …]'));
  }

  /** Back to iteration 0 with the same weights. Recorded learning rate changes stay: training again gives the same runs. */
  rewind() {
    this.#handle.rewind();
  }

  /**
   * Changes the learning rate from the next update on, and records it in the experiment. Runs with a learning rate of
   * their own keep it.
   * @param {number} learningRate
   */
  setLearningRate(learningRate) {
    this.#handle.setLearningRate(plain(learningRate, 'training.learningRate'));
  }

  /**
   * Changes the iteration at which training ends.
   * @param {number} iterations not below the iteration reached
   */
  setIterations(iterations) {
    this.#handle.setIterations(plain(iterations, 'training.iterations'));
  }

  /**
   * Inserts a run, trained up to the common iteration.
   * @param {Run} run
   * @param {number} [index] where; last by default
   * @param {{ catchUp?: boolean }} [options] catchUp: false leaves the run behind, for {@link Lab#catchUp}
   */
  addRun(run, index = this.experiment.runs.length, { catchUp = true } = {}) {
    this.#handle.addRun(plain(run, `runs[${index}]`), number('index', index));
    if (catchUp) this.#handle.catchUp(Infinity);
  }

  /**
   * Puts another run in a run's place, trained up to the common iteration.
   * @param {number} index
   * @param {Run} run
   * @param {{ catchUp?: boolean }} [options] catchUp: false leaves the run behind, for {@link Lab#catchUp}
   */
  setRun(index, run, { catchUp = true } = {}) {
    this.#handle.setRun(number('run', index), plain(run, `runs[${index}]`));
    if (catchUp) this.#handle.catchUp(Infinity);
  }

  /**
   * Moves a run to another place among the runs, trained as it is.
   * @param {number} from
   * @param {number} to
   */
  moveRun(from, to) {
    this.#handle.moveRun(number('run', from), number('to', to));
  }

  /**
   * Removes a run; the last one stays.
   * @param {number} index
   */
  removeRun(index) {
    this.#handle.removeRun(number('run', index));
  }

  /** Updates missing until every run has reached the common iteration. */
  get behind() {
    return this.#handle.behind;
  }

  /**
   * Trains runs that are behind, others not.
   * @param {number} updates at most so many, over all runs together
   * @returns {number} how many are missing then
   */
  catchUp(updates) {
    return this.#handle.catchUp(number('updates', updates));
  }

  /**
   * All runs as they are now.
   * @returns {Snapshot}
   */
  snapshot() {
    return this.#handle.snapshot();
  }

  /**
   * The kept costs of a run, iterations ascending: at 0, at every multiple of 1,000 and of a stride that doubles as a run
   * grows, the lowest and the highest in between, and now. The cost at iteration k is measured before update k.
   * @param {number} run
   * @returns {{ iterations: Float64Array, costs: Float64Array }}
   */
  costs(run) {
    const [iterations, costs] = this.#handle.costs(number('run', run));
    return { iterations, costs };
  }

  /**
   * Weights (row-major, units × inputs) and biases of each layer, as copies.
   * @param {number} run
   * @returns {LayerParameters[]}
   */
  parameters(run) {
    return Array.from({ length: this.#handle.layerCount(number('run', run)) }, (_, layer) => {
      const weights = this.#handle.weights(run, layer);
      const biases = this.#handle.biases(run, layer);
      return { shape: [biases.length, weights.length / biases.length], weights, biases };
    });
  }

  /**
   * Probabilities of class 1.
   * @param {number} run
   * @param {ArrayLike<number>} points [x0, y0, x1, y1, …]
   * @returns {Float64Array}
   */
  predict(run, points) {
    return this.#handle.predict(number('run', run), numbers('points', points, '[x0, y0, x1, y1, …]'));
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
    const cells = /** @type {const} */ ([number('grid.width', width), number('grid.height', height)]);
    return this.#handle.field(number('run', run), ...edges(bounds), ...cells);
  }

  /**
   * The picture of a run's boundary, in one pass: its logits at the centres of a grid's cells, row by row from the upper edge down,
   * and detail × detail pixels a cell, coloured by the logits between the centres, interpolated bilinearly. Both arrays are
   * the caller's, and filled.
   * @param {number} run
   * @param {{ bounds: Bounds, columns: number, rows: number, detail?: number }} grid
   * @param {Uint32Array} colours of logits from −8 to 8 in 2,048 steps, and of NaN: 2,050 packed pixels, as an ImageData has them
   * @param {Uint8ClampedArray} pixels 4 · columns · detail · rows · detail
   * @param {Float32Array} logits columns · rows
   */
  paint(run, { bounds, columns, rows, detail = 1 }, colours, pixels, logits) {
    const cells = /** @type {const} */ ([
      number('grid.columns', columns),
      number('grid.rows', rows),
      number('grid.detail', detail),
    ]);
    this.#handle.paint(
      number('run', run),
      ...edges(bounds),
      ...cells,
      typed('colours', colours, Uint32Array),
      typed('pixels', pixels, Uint8ClampedArray),
      typed('logits', logits, Float32Array),
    );
  }

  /**
   * What passes through a run's network, by layer, with one pass of the training samples forward and backward.
   * @param {number} run
   * @param {{ start?: boolean }} [options] start: at iteration 0 instead of now
   * @returns {Inspection}
   */
  inspect(run, { start = false } = {}) {
    return this.#handle.inspect(number('run', run), start);
  }

  /**
   * The standard deviation of each layer's pre-activations that wide networks with a run's initializer have at iteration 0, by
   * mean-field theory (docs/inspection.md); NaN where it has nothing to say.
   * @param {number} run
   * @returns {Float64Array}
   */
  expectedSignal(run) {
    return this.#handle.expectedSignal(number('run', run));
  }

  /**
   * One point's way through a run's network, first layer to last. With a label, also the gradient of its loss on the way back.
   * @param {number} run
   * @param {[x: number, y: number]} point
   * @param {0 | 1} [label]
   * @returns {{ preActivations: Float64Array, activations: Float64Array, gradients: Float64Array }[]} of each unit z, a (of the output unit
   *   the probability) and ∂loss/∂z; gradients are empty without a label
   */
  follow(run, point, label) {
    const [x, y] = numbers('point', point, '[x, y]');
    const steps = this.#handle.follow(number('run', run), x, y, label === undefined ? label : number('label', label));
    return steps.map(([preActivations, activations, gradients]) => ({ preActivations, activations, gradients }));
  }

  /**
   * The activation of each unit at the centres of a grid's cells, row by row from the upper edge down; unit after unit, layer after
   * layer. Of the output unit the probability.
   * @param {number} run
   * @param {Bounds} bounds
   * @param {number} side cells in a row, and rows
   * @param {number} [most] no more than so many units of each layer, the first ones
   * @returns {Float32Array}
   */
  unitFields(run, bounds, side, most = Infinity) {
    return this.#handle.unitFields(
      number('run', run),
      ...edges(bounds),
      number('grid.side', side),
      number('most', most),
    );
  }

  /** Gives the memory back. The lab cannot be used afterwards; freeing it again does nothing. */
  free() {
    this.#owned?.free();
    this.#owned = null;
  }
}
