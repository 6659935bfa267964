/** Models of sweeps made by formulas, for tests of their pictures: the same in Node and in a browser. */

/** @typedef {import('../../www/charts/sweep-model.js').ShownSweep} ShownSweep */
/** @typedef {{ runs?: string[], series?: number[], measure?: string, done?: number, seeds?: number, width?: number, height?: number }} Wishes  done: trainings */

/** @type {Record<string, [string, boolean | null]>} */
const MEASURES = {
  cost: ['cost', true],
  train_accuracy: ['trainAccuracy', false],
  iterations_to_solve: ['iterationsToSolve', true],
  diverged: ['diverged', true],
  signal_ratio: ['signalRatio', null],
};
const NAMES = ['Zeros', 'Random × 10', 'He', 'Xavier normal', 'LSUV', 'Orthogonal'];
const INITIALIZERS = ['zeros', 'random_normal', 'he', 'xavier_normal', 'lsuv', 'orthogonal'];

/** A number from 0 to 1 that looks random. @param {number} k */
const scattered = (k) => {
  const x = Math.sin(12.9898 * (k + 1)) * 43758.5453;
  return x - Math.floor(x);
};

/** The cells of a grid in the order of training. @param {number} width @param {number} height */
function ranks(width, height) {
  const cells = [];
  let stride = 1;
  while (stride < Math.max(width, height)) stride *= 2;
  for (let coarser = 0; stride >= 1; coarser = stride, stride /= 2)
    for (let y = 0; y < height; y += stride)
      for (let x = 0; x < width; x += stride)
        if (!(coarser && x % coarser === 0 && y % coarser === 0)) cells.push(y * width + x);
  const rank = new Uint32Array(cells.length);
  cells.forEach((cell, k) => (rank[cell] = k));
  return rank;
}

/**
 * A sweep of which the first trainings are done, cell by cell, seed by seed, run by run.
 * @param {Wishes} wishes
 * @returns {ShownSweep}
 */
export function sweepModel({
  runs = NAMES.slice(0, 3),
  series = [0, 8, 16],
  measure = 'cost',
  done,
  seeds = 1,
  width = 1,
  height = 1,
}) {
  const axes = /** @type {ShownSweep['axes']} */ (
    [
      { field: 'network.weightScale', title: 'weight scale', values: logarithmic(0.01, 100, width), scale: 'log' },
      { field: 'training.learningRate', title: 'learning rate', values: logarithmic(0.001, 10, height), scale: 'log' },
    ].slice(0, height > 1 ? 2 : width > 1 ? 1 : 0)
  );
  const count = runs.length * width * height * seeds;
  const results = /** @type {any} */ ({ runs, axes, shape: [runs.length, height, width, seeds] });
  for (const name of [
    'cost',
    'trainAccuracy',
    'testAccuracy',
    'iterationsToSolve',
    'diverged',
    'signalRatio',
    'errorSignalRatio',
    'collapsed',
  ])
    results[name] = new Float64Array(count).fill(NaN);
  const shown = /** @type {ShownSweep} */ (
    /** @type {unknown} */ ({
      runs,
      series,
      experiment: {
        runs: runs.map((_, k) => ({ initializer: INITIALIZERS[k], stddev: 10 })),
        network: { hidden: [10, 5] },
        training: {},
      },
      axes,
      shape: results.shape,
      seeds: Float64Array.from({ length: seeds }, (_, k) => 3 + k),
      measure: {
        name: measure,
        property: MEASURES[measure][0],
        title: measure.replaceAll('_', ' '),
        smallerIsBetter: MEASURES[measure][1],
        needsTraining: measure !== 'signal_ratio',
      },
      results,
      quantiles: quantilesOf,
      curves: width * height === 1 ? runs.map((_, run) => curvesOf(run, seeds)) : null,
      constant: [],
      reaches: runs.map(() => null),
      done: 0,
      total: count,
      revision: 0,
      place: null,
      zoomed: false,
    })
  );
  fill(shown, done ?? count);
  return shown;
}

/**
 * The linear quantiles of each group of values, as the engine's: between two neighbours of which one is infinite, the upper one.
 * @type {ShownSweep['quantiles']}
 */
export function quantilesOf(values, size) {
  const groups = Array.from({ length: values.length / size }, (_, k) =>
    values
      .slice(k * size, (k + 1) * size)
      .filter((value) => !Number.isNaN(value))
      .sort(),
  );
  const of = (/** @type {number} */ q) =>
    Float64Array.from(groups, (sorted) => between(sorted, q * (sorted.length - 1)));
  return { q10: of(0.1), median: of(0.5), q90: of(0.9) };
}

/** @param {Float64Array} sorted @param {number} place */
function between(sorted, place) {
  const [below, above] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  if (below === above || !Number.isFinite(above)) return above;
  return below + (above - below) * (place - Math.floor(place));
}

/** @param {number} low @param {number} high @param {number} steps */
const logarithmic = (low, high, steps) =>
  Float64Array.from({ length: steps }, (_, k) => (steps > 1 ? low * (high / low) ** (k / (steps - 1)) : low));

/** Costs over 41 iterations; of the second run every tenth seed diverges half-way. @param {number} run @param {number} seeds */
function curvesOf(run, seeds) {
  const iterations = Float64Array.from({ length: 41 }, (_, k) => 50 * k);
  const costs = new Float64Array(41 * seeds);
  for (let seed = 0; seed < seeds; seed += 1)
    for (let k = 0; k < 41; k += 1) costs[seed * 41 + k] = costOf(run, seed, k / 40);
  return { iterations, costs };
}

/** @param {number} run @param {number} seed @param {number} share  of the training */
function costOf(run, seed, share) {
  if (run === 0) return Math.LN2;
  if (run === 1) return seed % 10 === 9 && share > 0.5 ? NaN : (500 * (0.2 + scattered(seed))) / (1 + 200 * share);
  return 0.7 * Math.exp(-share * (1 + 4 * scattered(seed + 100 * run)));
}

/** Goes on to this number of trainings. @param {ShownSweep} shown @param {number} done */
export function fill(shown, done) {
  const { results, shape } = shown;
  const [runs, height, width, seeds] = shape;
  const rank = ranks(width, height);
  for (let cell = 0; cell < width * height; cell += 1)
    for (let seed = 0; seed < seeds; seed += 1)
      for (let run = 0; run < runs; run += 1) {
        if ((rank[cell] * seeds + seed) * runs + run >= done) continue;
        train(results, shape, { run, seed, cell, index: (run * width * height + cell) * seeds + seed });
      }
  shown.done = done;
  shown.revision += 1;
  shown.summary = summaryOf(shown);
}

/** @param {any} results @param {number[]} shape @param {{ run: number, seed: number, cell: number, index: number }} at */
function train(results, [, height, width], { run, seed, cell, index }) {
  const x = width > 1 ? (8 * (cell % width)) / (width - 1) - 4 : 0;
  const y = height > 1 ? (8 * Math.floor(cell / width)) / (height - 1) - 5 : 0;
  const away = Math.hypot(x - run + 1, y - 0.5 * x) + 0.4 * scattered(seed + 7 * cell);
  const diverged = width * height > 1 ? x + y > 4.5 : run === 1 && seed % 10 === 9;
  results.diverged[index] = Number(diverged);
  results.collapsed[index] = 0;
  results.cost[index] = width * height > 1 ? 10 ** (away - 3) : lastCost(run, seed);
  const end =
    width * height > 1
      ? 1 / (1 + Math.exp(1.5 * away - 3))
      : run === 0
        ? 0
        : scattered(seed + 50 * run) ** (run === 1 ? 2 : 0.2);
  results.trainAccuracy[index] = Math.round(300 * (0.5 + 0.5 * end)) / 300;
  results.testAccuracy[index] = Math.round(100 * (0.5 + 0.48 * end)) / 100;
  results.iterationsToSolve[index] = end > 0.5 ? Math.round(400 * away + 10) : Infinity;
  results.signalRatio[index] = 10 ** (x - 1 + 0.5 * scattered(seed));
  results.errorSignalRatio[index] = 10 ** (y + 0.5 * scattered(seed));
}

/** @param {number} run @param {number} seed */
const lastCost = (run, seed) => (run === 1 && seed % 10 === 9 ? costOf(1, seed, 0.5) : costOf(run, seed, 1));

/** @param {ShownSweep} shown @returns {ShownSweep['summary']} */
function summaryOf({ results, measure, shape: [runs, height, width, seeds] }) {
  const cells = runs * height * width;
  const parts = ['median', 'q10', 'q25', 'q75', 'q90', 'n', 'solvedShare', 'solvedLow', 'solvedHigh'];
  const summary = /** @type {any} */ ({ shape: [runs, height, width] });
  for (const part of parts) summary[part] = new Float64Array(cells).fill(NaN);
  for (let cell = 0; cell < cells; cell += 1) {
    const part = (/** @type {Float64Array} */ values) => values.subarray(cell * seeds, (cell + 1) * seeds);
    const sorted = part(/** @type {Float64Array} */ (results[measure.property]))
      .filter((value) => !Number.isNaN(value))
      .sort();
    const at = (/** @type {number} */ q) => sorted[Math.round(q * (sorted.length - 1))] ?? NaN;
    const accuracies = part(results.trainAccuracy).filter((value) => !Number.isNaN(value));
    const n = accuracies.length;
    summary.n[cell] = sorted.length;
    [summary.median[cell], summary.q10[cell], summary.q90[cell]] = [at(0.5), at(0.1), at(0.9)];
    if (!n) continue;
    const share = accuracies.filter((accuracy) => accuracy >= 0.95).length / n;
    const half = Math.sqrt((share * (1 - share) + 0.96 / n) / n);
    [summary.solvedShare[cell], summary.solvedLow[cell], summary.solvedHigh[cell]] = [
      share,
      Math.max(0, share - half),
      Math.min(1, share + half),
    ];
  }
  return summary;
}
