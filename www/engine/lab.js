/**
 * The headless lab: trains the runs of an experiment in lock-step. The same module in a page, a worker and Node.
 *
 * All numbers come from the Rust core; this file loads it and gives its handle the shape of the documented API.
 */
import { isObject, same } from '../experiment/object.js';
import { FIRST, begun, catalogueNow, presets, useCatalogue, wholeCatalogue } from './catalogue.js';
import { companion, compiledCompanion, useCompanion } from './companion.js';
import { loadCore } from './core.js';
import * as glue from './generated/init_lab_core.js';
import * as input from './input.js';
import { run } from './load.js';
import { once } from './once.js';
import { Study, splitIndices } from './study.js';
import { verdictOf } from './verdict.js';

export { companion } from './companion.js';
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

/** @type {import('./core.js').Core | undefined} */
let compiled;

/**
 * Loads the core once. A failed attempt is not remembered, so a later call tries again.
 * @returns {Promise<'simd' | 'scalar'>} which build this host runs; both compute the same bits
 * @throws {import('./load.js').EngineError} saying why the core cannot run here, and what to do
 */
export const engineBuild = once(async () => {
  const core = (compiled ??= await loadCore());
  await run(core.module, glue);
  return core.build;
});

/** The core as it was compiled here, its companion and the catalogue where those have come, for another worker to begin with. */
export async function compiledCore() {
  await engineBuild();
  if (!compiled) throw new Error('The core was not compiled here.');
  return { ...compiled, companion: compiledCompanion(), catalogue: catalogueNow() };
}

/** Begins with what was compiled elsewhere. @param {Awaited<ReturnType<typeof compiledCore>>} core */
export function useCore({ companion, catalogue, ...core }) {
  useCompanion(companion);
  useCatalogue(catalogue);
  compiled = core;
  return engineBuild();
}

/**
 * Everything that can be named in an experiment, with formulas, ranges and defaults.
 * @returns {Promise<Catalogue>}
 */
export const catalogue = async () => structuredClone((await wholeCatalogue()).catalogue);

/** The preset that an experiment is as it stands, among those that are known. @param {any} experiment  data @returns {string | undefined} */
function presetOf(experiment) {
  const known = Object.entries(presets());
  const bare = bareName(experiment);
  return known.find(([name, own]) => (bare === undefined ? same(own, experiment) : bare === name))?.[0];
}

/** The name of the preset that an experiment says nothing beside. @param {any} experiment  data @returns {unknown} */
function bareName(experiment) {
  if (!isObject(experiment)) return undefined;
  const { preset = FIRST, ...others } = experiment;
  return Object.keys(others).length === 0 ? preset : undefined;
}

/**
 * The lab of an experiment, at iteration 0.
 * @param {ExperimentInput} [experiment]
 * @returns {Promise<Lab>}
 * @throws {RangeError | TypeError} naming the field, the value and what is allowed
 * @throws {import('./load.js').EngineError} if the core cannot run here
 */
export async function createLab(experiment) {
  const [lab] = await Promise.all([openLab(experiment), companion()]);
  return lab;
}

/**
 * The lab of an experiment, which may have been opened without the companion: until that is there, the lab can be trained, shown and
 * rewound, but neither changed nor looked into.
 * @param {ExperimentInput} [experiment]
 * @returns {Promise<Lab>}
 */
export async function openLab(experiment = {}) {
  const given = input.plain(experiment, 'experiment');
  const building = engineBuild();
  building.catch(() => {}); // told below
  let preset = presetOf(given);
  if (!preset && bareName(given) !== undefined) {
    await wholeCatalogue();
    preset = presetOf(given);
  }
  await Promise.all([building, preset ? undefined : companion()]);
  if (preset) {
    const { plan, runs } = begun(preset);
    return new Lab(new glue.CoreHandle(Float64Array.from(plan)), { experiment: presets()[preset], runs });
  }
  const study = new Study(given, presets());
  return new Lab(new glue.CoreHandle(study.plan), { experiment: study.experiment, runs: study.runs, study });
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
  await Promise.all([companion(), engineBuild()]);
  const most = Math.min(input.whole('count', count), 2 ** 32 - 1);
  const [tests, ...indices] = splitIndices(most, input.number('testShare', testShare), input.plain(seed, 'seed'));
  return { train: Uint32Array.from(indices.slice(tests)), test: Uint32Array.from(indices.slice(0, tests)) };
}

/** @typedef {import('./generated/init_lab_core.js').CoreHandle} CoreHandle */
/** @typedef {import('./catalogue.js').Named} Named */

/** Numbers of a layer in what the core says of how it started, and of a run in its snapshots (src/wasm/core.rs). */
const START_NUMBERS = 5;
const SNAPSHOT_NUMBERS = 12;
/** Entries of a table of colours (crates/numerics/src/decision_surface.rs). */
const COLOURS = 2050;

/** Every group of so many numbers. @param {Float64Array} numbers @param {number} size */
const grouped = (numbers, size) =>
  Array.from({ length: numbers.length / size }, (_, k) => numbers.subarray(k * size, (k + 1) * size));

/** The core's NaN where there is no number. @param {number} number */
const orNull = (number) => (Number.isNaN(number) ? null : number);

/** Runs trained side by side. Made by {@link createLab}; holds memory of the core until {@link Lab#free}. */
export class Lab {
  /** @type {CoreHandle | null} */
  #owned;
  /** The companion's side of the lab, once there is one. @type {Study | null} */
  #study;
  /** @type {any} */
  #experiment;
  /** @type {Named[]} */
  #named;

  /** @param {CoreHandle} core @param {{ experiment: any, runs: Named[], study?: Study }} known */
  constructor(core, { experiment, runs, study }) {
    this.#owned = core;
    this.#experiment = experiment;
    this.#named = runs;
    this.#study = study ?? null;
  }

  get #core() {
    if (!this.#owned) throw new Error('This lab has been freed.');
    return this.#owned;
  }

  get #companion() {
    if (!this.#owned) throw new Error('This lab has been freed.');
    this.#study ??= new Study(this.#experiment);
    return this.#study;
  }

  /** The index of a run. @param {unknown} run @param {string} [path]  of what is no whole number */
  #run(run, path = 'run') {
    return input.index('run', input.whole(path, run), this.#named.length - 1);
  }

  /** Changes the experiment, and goes on with it. @param {Parameters<Study['change']>} change */
  #change(...change) {
    const study = this.#companion;
    this.#core.change(study.change(...change));
    this.#experiment = study.experiment;
    this.#named = study.runs;
  }

  /** The common iteration. */
  get iteration() {
    return this.#core.iteration;
  }

  /** The experiment's learning rate for the next update. */
  get learningRate() {
    return this.#core.learningRate;
  }

  /** The iteration at which the longest run, and so training, ends. */
  get lastIteration() {
    return this.#core.lastIteration;
  }

  /**
   * The complete experiment, defaults filled in, with the learning rates changed while training. A copy.
   * @returns {Required<Experiment>}
   */
  get experiment() {
    return this.#core && structuredClone(this.#experiment);
  }

  /**
   * Name, label and formula of each run; what else is known of its initializer once the catalogue is there.
   * @returns {RunDescription[]}
   */
  get runs() {
    const schemes = catalogueNow()?.catalogue.initializers;
    return this.#named.map((names, run) => {
      const {
        summary = '',
        source = '',
        defaultOf = '',
      } = schemes?.find(({ name }) => name === names.initializer) ?? {};
      return { ...names, summary, source, defaultOf, layers: this.#starts(run) };
    });
  }

  /** @param {number} run @returns {LayerStart[]} */
  #starts(run) {
    return grouped(this.#core.starts(run), START_NUMBERS).map(
      ([units, inputs, expectedStddev, measuredStddev, measuredMean]) => ({
        units,
        inputs,
        expectedStddev: orNull(expectedStddev),
        measuredStddev,
        measuredMean,
      }),
    );
  }

  /**
   * The samples, as copies.
   * @returns {{ train: Samples, test: Samples }}
   */
  get points() {
    const samples = (/** @type {Float64Array} */ numbers) => {
      const each = grouped(numbers, 3);
      return {
        points: Float64Array.from(each.flatMap(([x, y]) => [x, y])),
        labels: Uint8Array.from(each, ([, , label]) => label),
      };
    };
    return { train: samples(this.#core.trainPoints), test: samples(this.#core.testPoints) };
  }

  /**
   * Trains every run, in lock-step, but not beyond `training.iterations`. Runs that are behind catch up first.
   * @param {number} updates a whole number
   * @returns {number} the iteration reached
   */
  advance(updates) {
    return this.#core.advance(Math.min(input.whole('updates', updates), 2 ** 32 - 1));
  }

  /**
   * Leaves all runs but these to other labs of the same experiment, in other workers: they are not trained here, are not behind, and are
   * left out of {@link Lab#snapshot}. A run that comes back catches up.
   * @param {ArrayLike<number>} own
   */
  assign(own) {
    const runs = input.numbers('own', own, '[run, run, …]');
    this.#core.assign(Uint32Array.from(runs, (run) => this.#run(run)));
  }

  /** Back to iteration 0 with the same weights. Recorded learning rate changes stay: training again gives the same runs. */
  rewind() {
    this.#core.rewind();
  }

  /**
   * Changes the learning rate from the next update on, and records it in the experiment. Runs with a learning rate of
   * their own keep it.
   * @param {number} learningRate
   */
  setLearningRate(learningRate) {
    const rate = input.plain(learningRate, 'training.learningRate');
    this.#change('setLearningRate', this.iteration, rate);
  }

  /**
   * Changes the iteration at which training ends.
   * @param {number} iterations not below the iteration reached
   */
  setIterations(iterations) {
    const end = input.plain(iterations, 'training.iterations');
    this.#change('setIterations', this.iteration, end);
  }

  /**
   * Inserts a run, trained up to the common iteration.
   * @param {Run} run
   * @param {number} [index] where; last by default
   * @param {{ catchUp?: boolean }} [options] catchUp: false leaves the run behind, for {@link Lab#catchUp}
   */
  addRun(run, index = this.#named.length, { catchUp = true } = {}) {
    const place = input.index('index', index, this.#named.length);
    const given = input.plain(run, `runs[${index}]`);
    this.#change('addRun', place, given);
    if (catchUp) this.#core.catchUp(Infinity);
  }

  /**
   * Puts another run in a run's place, trained up to the common iteration.
   * @param {number} index
   * @param {Run} run
   * @param {{ catchUp?: boolean }} [options] catchUp: false leaves the run behind, for {@link Lab#catchUp}
   */
  setRun(index, run, { catchUp = true } = {}) {
    const place = this.#run(index);
    const given = input.plain(run, `runs[${index}]`);
    this.#change('setRun', place, given);
    if (catchUp) this.#core.catchUp(Infinity);
  }

  /**
   * Moves a run to another place among the runs, trained as it is.
   * @param {number} from
   * @param {number} to
   */
  moveRun(from, to) {
    const [place, other] = [this.#run(from), this.#run(to, 'to')];
    this.#change('moveRun', place, other);
  }

  /**
   * Removes a run; the last one stays.
   * @param {number} index
   */
  removeRun(index) {
    const place = this.#run(index);
    this.#change('removeRun', place);
  }

  /** Updates missing until every run has reached the common iteration. */
  get behind() {
    return this.#core.behind;
  }

  /**
   * Trains runs that are behind, others not.
   * @param {number} updates at most so many, over all runs together
   * @returns {number} how many are missing then
   */
  catchUp(updates) {
    return this.#core.catchUp(input.whole('updates', updates));
  }

  /**
   * All runs as they are now.
   * @returns {Snapshot}
   */
  snapshot() {
    const runs = grouped(this.#core.snapshot(), SNAPSHOT_NUMBERS).map((numbers) => {
      const [run, iteration, cost, trainAccuracy, testAccuracy, trainProbability, testProbability, divergedAt] =
        numbers;
      const { initializer, label } = this.#named[run];
      const [word, kind, first, second] = numbers.subarray(8);
      return {
        initializer,
        label,
        iteration,
        cost,
        trainAccuracy,
        testAccuracy: orNull(testAccuracy),
        trainProbability,
        testProbability: orNull(testProbability),
        ...verdictOf(word, kind, first, second),
        divergedAt: orNull(divergedAt),
      };
    });
    return { iteration: this.iteration, learningRate: this.learningRate, runs };
  }

  /**
   * The kept costs of a run, iterations ascending: at 0, at every multiple of 1,000 and of a stride that doubles as a run
   * grows, the lowest and the highest in between, and now. The cost at iteration k is measured before update k.
   * @param {number} run
   * @returns {{ iterations: Float64Array, costs: Float64Array }}
   */
  costs(run) {
    const numbers = this.#core.costs(this.#run(run));
    const every = (/** @type {number} */ first) =>
      Float64Array.from({ length: numbers.length / 2 }, (_, k) => numbers[2 * k + first]);
    return { iterations: every(0), costs: every(1) };
  }

  /**
   * Weights (row-major, units × inputs) and biases of each layer, as copies.
   * @param {number} run
   * @returns {LayerParameters[]}
   */
  parameters(run) {
    const place = this.#run(run);
    const parameters = this.#core.parameters(place);
    let offset = 0;
    const next = (/** @type {number} */ count) => parameters.subarray(offset, (offset += count));
    return this.#starts(place).map(({ units, inputs }) => {
      // The core has them column by column.
      const columns = next(units * inputs);
      const weights = new Float64Array(units * inputs);
      for (let unit = 0; unit < units; unit += 1)
        for (let k = 0; k < inputs; k += 1) weights[unit * inputs + k] = columns[k * units + unit];
      return { shape: [units, inputs], weights, biases: next(units).slice() };
    });
  }

  /**
   * Probabilities of class 1.
   * @param {number} run
   * @param {ArrayLike<number>} points [x0, y0, x1, y1, …]
   * @returns {Float64Array}
   */
  predict(run, points) {
    return this.#core.predict(this.#run(run), input.coordinates(points));
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
      this.#run(run),
      ...rectangle,
      ...input.cells(['grid.width', width], ['grid.height', height]),
    );
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
    const place = this.#run(run);
    const rectangle = input.edges(bounds);
    const grid = input.cells(['grid.columns', columns], ['grid.rows', rows]);
    const cells = columns * rows;
    const side = input.detail(detail, cells);
    this.#core.paint(
      place,
      ...rectangle,
      ...grid,
      side,
      input.typed('colours', colours, Uint32Array, COLOURS, 'a table'),
      input.typed('pixels', pixels, Uint8ClampedArray, 4 * cells * side * side),
      input.typed('logits', logits, Float32Array, cells),
    );
  }

  /**
   * What passes through a run's network, by layer, with one pass of the training samples forward and backward.
   * @param {number} run
   * @param {{ start?: boolean }} [options] start: at iteration 0 instead of now
   * @returns {Inspection}
   */
  inspect(run, { start = false } = {}) {
    const place = this.#run(run);
    return this.#companion.inspect(place, this.#core.parameters(place), start);
  }

  /**
   * The standard deviation of each layer's pre-activations that wide networks with a run's initializer have at iteration 0, by
   * mean-field theory (docs/inspection.md); NaN where it has nothing to say.
   * @param {number} run
   * @returns {Float64Array}
   */
  expectedSignal(run) {
    const place = this.#run(run);
    return this.#companion.expectedSignal(place, this.#core.parameters(place));
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
    const place = this.#run(run);
    const given = input.finitePoint(point);
    return this.#companion.follow(place, this.#core.parameters(place), given, input.label(label));
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
    const place = this.#run(run);
    const rectangle = input.edges(bounds);
    const [cells] = input.cells(['grid.side', side], ['grid.side', side]);
    const shown = Math.min(input.whole('most', most), 2 ** 32 - 1);
    const units = this.#starts(place).reduce((sum, layer) => sum + Math.min(layer.units, shown), 0);
    input.unitCells(units, cells * cells);
    return this.#companion.unitFields(place, this.#core.parameters(place), rectangle, cells, shown);
  }

  /** Gives the memory back. The lab cannot be used afterwards; freeing it again does nothing. */
  free() {
    this.#owned?.free();
    this.#owned = null;
    this.#study?.free();
    this.#study = null;
  }
}
