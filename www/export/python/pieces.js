/** An experiment as NumPy code, in consecutive pieces shared by the script and the notebook. No DOM. */
import { fields } from '../../experiment/catalogue.js';
import { initializerNamed, lossNamed, optimizerNamed, setsBiases } from '../catalogue-entries.js';
import { dataOf } from './datasets.js';
import { UNIT_VARIANCE, activationFunctions, dependsOnPlace, initializerFunction } from './numpy-functions.js';
import { calls, drawingOf, mathematicsOf } from './helpers.js';
import { literal, number, string, wrapped } from './literals.js';
import { BATCHES, FIGURES, NETWORK, drawNetwork, signals, training } from './training-loop.js';

/** @typedef {{ iterations: ArrayLike<number>, costs: ArrayLike<number> }} Costs */
/**
 * @typedef {object} PythonInput
 * @property {any} experiment  complete, as getState() and lab.experiment give it
 * @property {string[]} [labels]  the runs' names as the page shows them; without, their initializers' names
 * @property {string} [permalink]
 * @property {string[]} [varied]  fields that a sweep varies
 * @property {Costs[]} [results]  each run's costs on the page, printed beside the script's own
 */
/** @typedef {{ title: string, words: string, code: string }} Piece */

/** The default of a training field. @param {string} name @returns {any} */
const usual = (name) =>
  /** @type {{ path: string, default?: any }[]} */ (fields).find(({ path }) => path === `training.${name}`)?.default;

/** A training field's name in Python. @param {string} name */
export const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * The features an experiment needs, found from each run's complete training settings.
 * @param {any} experiment @returns {any[]}
 */
function trainings({ training: common, runs }) {
  return runs.map((/** @type {any} */ { training: own = {} }) => ({
    ...common,
    // The experiment's learning-rate changes do not apply to a run's own learning rate.
    ...(own.learningRate === undefined ? {} : { learningRateChanges: [] }),
    ...own,
  }));
}

/**
 * The runs' names as printed: without control characters, which a terminal would obey.
 * @param {any} experiment @param {string[]} [labels] @returns {string[]}
 */
const namesOf = ({ runs }, labels) =>
  runs.map((/** @type {any} */ run, /** @type {number} */ k) =>
    String(labels?.[k] ?? run.label ?? run.initializer).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '),
  );

/** The features that an experiment uses. @param {PythonInput} input */
export function needsOf({ experiment, labels, results, varied = [] }) {
  const all = trainings(experiment);
  const { runs, network } = experiment;
  const set = (/** @type {any[]} */ values) => [...new Set(values)];
  const drawn = runs.filter((/** @type {any} */ { weights }) => !weights);
  const initializers = drawn.flatMap((/** @type {any} */ run) => [
    run.initializer,
    ...(run.outputInitializer ? [run.outputInitializer.initializer] : []),
  ]);
  const functions = set(initializers).map((name) => ({ name, code: initializerFunction(name, network.activation) }));
  const optimizers = set(all.map(({ optimizer }) => optimizer ?? usual('optimizer'))).map(optimizerNamed);
  return {
    compared: results !== undefined,
    foreign: namesOf(experiment, labels).some((name) => /[^ -~]/.test(name)),
    initializers: functions,
    biases: calls(
      functions.map(({ code }) => code),
      'biases',
    ),
    placed: functions.filter(({ code }) => dependsOnPlace(code)).map(({ name }) => name),
    fitted: functions.map(({ name }) => name).filter((name) => initializerNamed(name).fitted),
    scaled: (network.weightScale ?? 1) !== 1 || varied.includes('network.weightScale'),
    // The initializers whose biases deviate from the initial bias at random.
    openBiases:
      (network.biasStddev ?? 0) !== 0 || varied.includes('network.biasStddev')
        ? set(initializers).filter((name) => !setsBiases(name))
        : [],
    maybeNone: varied.includes('network.biasStddev'),
    losses: set(all.map(({ loss }) => loss)).map(lossNamed),
    optimizers,
    // Python has the same names for them.
    constants: set(optimizers.flatMap(({ constants }) => constants)),
    batched: all.some(({ batchSize }) => batchSize > 0) || varied.includes('training.batchSize'),
    changes: all.some(({ learningRateChanges }) => learningRateChanges?.length > 0),
    output: runs.some((/** @type {any} */ run) => run.outputInitializer),
    ownWeights: drawn.length < runs.length,
    overrides: runs.some((/** @type {any} */ run) => run.training),
  };
}
/** @typedef {ReturnType<typeof needsOf>} Needs */

/** @param {[string, string][]} entries  key and source of the value @param {string} [indent] */
const dict = (entries, indent) =>
  wrapped(
    '{',
    entries.map(([key, value]) => `${string(key)}: ${value}`),
    '}',
    indent,
  );

/** @param {[number, number][]} changes */
const changesOf = (changes) =>
  wrapped(
    '{',
    changes.map(([from, rate]) => `${number(from)}: ${number(rate)}`),
    '}',
    '    ',
  );

/**
 * The given training fields that the script reads.
 * @param {any} given @param {Needs} needs @returns {[string, string][]}
 */
function trainingEntries(given, { constants, batched, changes }) {
  const names = ['learningRate', 'iterations', 'loss', 'optimizer', ...constants];
  if (batched) names.push('batchSize', 'batchSeed');
  /** @type {[string, string][]} */
  const entries = names.filter((name) => name in given).map((name) => [snake(name), literal(given[name])]);
  if (changes && 'learningRateChanges' in given)
    entries.push(['learning_rate_changes', changesOf(given.learningRateChanges)]);
  return entries;
}

/** A run's settings besides its initializer's parameters. */
const BESIDE = ['label', 'training', 'outputInitializer', 'weights'];

/** @param {any} initializer  with its parameters */
function initializerOf({ initializer, ...rest }) {
  const entries = Object.entries(rest)
    .filter(([name]) => !BESIDE.includes(name))
    .map(([name, value]) => /** @type {[string, string]} */ ([name, literal(value)]));
  return `(${string(initializer)}, ${dict(entries)})`;
}

/** The most weights of its own that a script spells out. */
const MOST_WEIGHTS = 10_000;

/** Pairs of weights and biases, layer by layer. @param {{ weights: number[][], biases: number[] }[]} layers @param {string} label */
function weightsOf(layers, label) {
  const count = layers.reduce((sum, { weights, biases }) => sum + biases.length * (weights[0].length + 1), 0);
  if (count > MOST_WEIGHTS)
    throw new RangeError(
      `“${label}” starts from ${count} weights of its own: too many to be written in a script. Save them with Export, Starting weights.`,
    );
  const list = (/** @type {number[]} */ numbers, /** @type {string} */ indent) =>
    wrapped('[', numbers.map(number), ']', indent);
  const indent = ' '.repeat(12);
  const written = layers.map(({ weights, biases }) => {
    const rows = weights.map((row) => `${indent}${list(row, indent)},\n`);
    return `        ([\n${rows.join('')}        ], ${list(biases, '        ')}),\n`;
  });
  return `[\n${written.join('')}    ]`;
}

/** @param {any} run @param {string} label @param {Needs} needs */
function runOf(run, label, needs) {
  /** @type {[string, string][]} */
  const entries = [
    ['label', string(label)],
    ['initializer', initializerOf(run)],
  ];
  if (run.weights) entries.push(['weights', weightsOf(run.weights, label)]);
  if (run.outputInitializer) entries.push(['output_initializer', initializerOf(run.outputInitializer)]);
  if (run.training) {
    const { learningRate, learningRateChanges } = run.training;
    const own =
      learningRate !== undefined && !learningRateChanges ? { ...run.training, learningRateChanges: [] } : run.training;
    entries.push(['training', dict(trainingEntries(own, needs), '        ')]);
  }
  return `    ${dict(entries, '    ')},\n`;
}

/** The page's costs at the printed iterations: every thousandth, and the last. @param {Costs} costs */
function pageCosts({ iterations, costs }) {
  const items = Array.from(iterations, (iteration, k) => ({ iteration, k }))
    .filter(({ iteration, k }) => iteration % 1000 === 0 || k === iterations.length - 1)
    .map(({ iteration, k }) => `${number(iteration)}: ${number(costs[k])}`);
  return `    ${wrapped('{', items, '}', '    ')},\n`;
}

/** Imports for runs' names that are not ASCII. @param {Needs} needs */
export const importsOf = ({ foreign }) => (foreign ? 'import sys\nimport unicodedata\n' : '');

/**
 * The settings, without imports.
 * @param {PythonInput} input @param {Needs} needs @param {string} dataSettings @returns {Piece}
 */
export function settings({ experiment, labels, results }, needs, dataSettings) {
  const { network, runs, seed, training: common } = experiment;
  const complete = {
    optimizer: usual('optimizer'),
    ...Object.fromEntries(needs.constants.map((name) => [name, usual(name)])),
    batchSize: usual('batchSize'),
    batchSeed: usual('batchSeed'),
    learningRateChanges: [],
    ...common,
  };
  const names = namesOf(experiment, labels);
  const written = runs.map((/** @type {any} */ run, /** @type {number} */ k) => runOf(run, names[k], needs));
  const page = results
    ? `\n# What the page had: the cost at each of these iterations, run by run.\nPAGE_COSTS = [\n${results.map(pageCosts).join('')}]\n`
    : '';
  return {
    title: 'The experiment',
    words: 'Everything that determines the runs. Change a number and run again: the lab’s page changes the same way.',
    code: `${dataSettings}HIDDEN = ${wrapped('[', network.hidden.map(number), ']')}  # units of each hidden layer
${needs.biases ? `INITIAL_BIAS = ${number(network.initialBias ?? 0)}\n` : ''}${needs.openBiases.length ? `BIAS_STDDEV = ${number(network.biasStddev ?? 0)}  # of the biases around it\n` : ''}${needs.scaled ? `WEIGHT_SCALE = ${number(network.weightScale ?? 1)}  # factor on all initial weights\n` : ''}SEED = ${number(seed)}  # of the weights: every run starts the same stream anew

TRAINING = ${dict(trainingEntries(complete, needs))}

RUNS = [
${written.join('')}]
${page}`,
  };
}

/** @param {Needs} needs @returns {Piece} */
export function initializers(needs) {
  const codes = needs.initializers.map(({ code }) => code);
  return {
    title: 'Initializers',
    words:
      'Each function draws the weights of a layer, a row for each unit, from the run’s stream of random numbers, and then the biases.',
    code: [
      ...drawingOf(codes),
      ...codes,
      `INITIALIZERS = ${dict(needs.initializers.map(({ name }) => [name, name]))}\n`,
      ...(needs.fitted.length > 0 ? [UNIT_VARIANCE] : []),
      drawNetwork(needs),
    ].join('\n\n'),
  };
}

/** @param {any} experiment @param {Needs} needs @param {string[]} parts  of its code, after the functions @returns {Piece} */
export function network({ network: { activation } }, { losses }, parts) {
  const codes = [activationFunctions(activation), ...losses.map(({ code }) => code.numpy)];
  return {
    title: 'The network and its loss',
    words:
      'Hidden layers compute a = f(W a + b); the output unit gives a logit z, and 1 / (1 + exp(-z)) is the probability of class 1.',
    code: [
      ...mathematicsOf(codes),
      ...codes,
      `LOSSES = ${dict(losses.map(({ name }) => [name, `(${name}, ${name}_slope)`]))}\n`,
      ...parts,
    ].join('\n\n'),
  };
}

/** @param {Needs} needs @returns {Piece} */
export const optimizers = (needs) => ({
  title: needs.batched ? 'Optimizer and mini-batches' : 'Optimizer',
  words: 'Each parameter moves by minus the step that the optimizer makes of its gradient.',
  code: [
    ...needs.optimizers.map(({ code }) => code.numpy),
    `OPTIMIZERS = ${dict(needs.optimizers.map(({ name }) => [name, name]))}\n`,
    ...(needs.batched ? [BATCHES] : []),
  ].join('\n\n'),
});

/**
 * @param {PythonInput} input
 * @returns {Piece[]}
 * @throws {RangeError} if the experiment is incomplete or names an unknown entry
 */
export function pieces(input) {
  const { experiment, results } = input;
  const needs = needsOf(input);
  const data = dataOf(experiment.dataset);
  const first = settings(input, needs, data.settings);
  const layered = experiment.network.hidden.length > 0;
  const imports = [importsOf(needs), 'import numpy as np\n'].filter(Boolean).join('\n');
  return [
    { ...first, code: `${imports}\n${first.code}` },
    { title: 'The data', words: data.words, code: data.code },
    network(experiment, needs, [NETWORK, FIGURES]),
    initializers(needs),
    optimizers(needs),
    {
      title: 'Training',
      words:
        'All gradients are taken at the current parameters, before any is changed. A run ends where an update would not be finite, or where its cost has grown a million times.',
      code: training(needs),
    },
    ...(layered
      ? [
          {
            title: 'Signals by layer',
            words:
              'Before training: how large the values z are on their way to the output, and the error signal on its way back. Look inside draws them.',
            code: signals(needs),
          },
        ]
      : []),
    {
      title: 'All runs',
      words: 'Costs may become infinite on the way: that is an outcome, not an error.',
      code: `np.seterr(over="ignore", invalid="ignore", divide="ignore")
${
  results
    ? `for run, page in zip(RUNS, PAGE_COSTS):
    train(run, page)`
    : `for run in RUNS:
    train(run)`
}
${layered ? 'for run in RUNS:\n    print_signals(run)\n' : ''}`,
    },
  ];
}

/** Notes on the figures' precision. */
export const ABOUT_DIGITS =
  'NumPy takes sums in another order than the page, so the last digits may differ. Some runs amplify rounding, above all those with very large weights or steps so long that the cost jumps: their figures part after some hundred iterations, as they would between two computers with different libraries. Neither is then more right than the other.';
