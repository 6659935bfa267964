/**
 * Sources of the numbers in the lesson's text: each name in `data-fact` is computed from runs of the text's figures and
 * links.
 */
import { readFileSync } from 'node:fs';
import { createLab, createSweep } from '../../www/engine/lab.js';
import { integer, percent } from '../../www/charts/format.js';
import { fromLink } from '../../www/experiment/read-link.js';
import { fields } from '../../www/experiment/catalogue.js';
import { inspected } from './inspected.js';
import { EQUAL_WEIGHTS, FEW_POINTS, FIGURES, FIRST, SOFTPLUS_IN_BATCHES, keptEnds } from './lesson-seeds.js';
import { attribute, elements, experimentOf, hasClass, tree } from './lesson-page.js';

/** The course notebook's costs at every thousandth iteration. */
const PRINTED = JSON.parse(readFileSync(new URL('../fixtures/reference.json', import.meta.url), 'utf8')).notebook
  .printed;

/** @typedef {Awaited<ReturnType<typeof measured>>} Measured */

/** A lab's measurements at an iteration; by default its last. @param {any} experiment @param {number} [iteration] */
async function measured(experiment, iteration) {
  const lab = await createLab(experiment);
  try {
    lab.advance(iteration ?? lab.lastIteration);
    const { runs } = lab.snapshot();
    const results = inspected(lab);
    return {
      experiment: lab.experiment,
      points: lab.points,
      results,
      lastIteration: lab.lastIteration,
      layers: lab.runs.map(({ layers }) => layers),
      parameters: runs.map((_, run) => lab.parameters(run)),
      inspections: runs.map((_, run) => lab.inspect(run)),
      follow: [0, 1].map((k) => lab.follow(0, pointOf(lab, k), /** @type {0 | 1} */ (lab.points.train.labels[k]))),
      runs,
    };
  } finally {
    lab.free();
  }
}

/** @param {any} lab @param {number} k */
const pointOf = (lab, k) => /** @type {[number, number]} */ ([...lab.points.train.points.slice(2 * k, 2 * k + 2)]);

/** @type {Map<string, Promise<Measured>>} */
const known = new Map();

/** @param {any} experiment @param {number} [iteration] */
export function of(experiment, iteration) {
  const key = JSON.stringify([experiment, iteration]);
  if (!known.has(key)) known.set(key, measured(experiment, iteration));
  return /** @type {Promise<Measured>} */ (known.get(key));
}

/** A figure at an iteration; by default its end. @param {string} id @param {number} [iteration] */
export const figure = (id, iteration) => of(experimentOf(id).experiment, iteration);

/** The experiments of the exercises' links. */
export const exercises = elements(tree, (element) => hasClass(element, 'exercises')).flatMap((list) =>
  elements(
    list,
    ({ tagName, attrs }) => tagName === 'a' && attrs.some((/** @type {any} */ a) => a.value[0] === '#'),
  ).map((link) => fromLink(/** @type {string} */ (attribute(link, 'href')), fields)),
);

/** An exercise's link at its end, counted from 1. @param {number} number @param {any} [change] */
const exercise = (number, change = {}) => of({ ...exercises[number - 1].experiment, ...change });

/** @param {number} value @param {number} digits */
const fixed = (value, digits) => value.toFixed(digits).replace('-', '−');

/**
 * A number in the text's format: four digits, three, or a power of ten.
 * @param {number} value @param {number} digits
 */
function rounded(value, digits) {
  if (value >= 1000) return integer(Number(value.toPrecision(Math.max(digits, 4))));
  return String(Number(value.toPrecision(digits)));
}

/** @param {number} value */
const power = (value) => {
  const [digits, exponent] = value.toExponential(0).split('e');
  return `${digits} · 10${exponent.replace(/[-+0-9]/g, (c) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)] ?? '')}`;
};

/** @param {number} fraction */
const whole = (fraction) => percent(fraction, 100);

/** ∂cost/∂z by layer. @param {Measured} at @param {number} run */
const errors = (at, run) => at.inspections[run].layers.map(({ gradientRms }) => gradientRms);

/** @param {Measured} at @param {number} run  ratio of the first layer's error signal to the output's */
const growth = (at, run) => errors(at, run)[0] / /** @type {number} */ (errors(at, run).at(-1));

/** ∂cost/∂W by layer, of one run over another's. @param {Measured} at @param {number} run @param {number} other */
export const gradientRatios = (at, run, other) =>
  at.inspections[run].layers.map(
    ({ weightGradientRms }, layer) => weightGradientRms / at.inspections[other].layers[layer].weightGradientRms,
  );

/** @param {Measured} at @param {number} run */
const logits = (at, run) => /** @type {any} */ (at.inspections[run].layers.at(-1)).preActivation.stddev;

/** The logits of a figure's first run at all training points, before training. @param {string} id */
export async function logitsOf(id) {
  const lab = await createLab(experimentOf(id).experiment);
  const { points, labels } = lab.points.train;
  const follow = (/** @type {number} */ k) => lab.follow(0, [points[2 * k], points[2 * k + 1]]);
  const logits = [...labels.keys()].map((k) => /** @type {any} */ (follow(k).at(-1)).preActivations[0]);
  lab.free();
  return /** @type {number[]} */ (logits);
}

/** @param {Measured} at */
const depth = (at) => units(at).length;

/** Of the hidden layers. @param {Measured} at */
const units = (at) => /** @type {number[]} */ (at.experiment.network.hidden);

/** @param {number} k  which of the worked points */
const worked = (k) => {
  const at = figure('figure-zeros', 0);
  const hidden = async (/** @type {'preActivations' | 'activations'} */ what) => {
    const values = new Set((await at).follow[k].slice(0, -1).flatMap((layer) => [...layer[what]]));
    return [...values].join(', ');
  };
  const output = async () => /** @type {any} */ ((await at).follow[k].at(-1));
  const label = async () => (await at).points.train.labels[k];
  return {
    [`point-${k}`]: async () => {
      const { train } = (await at).points;
      return `(${[...train.points.slice(2 * k, 2 * k + 2)].map((x) => fixed(x, 3)).join(', ')})`;
    },
    [`label-${k}`]: async () => String(await label()),
    [`hidden-z-${k}`]: () => hidden('preActivations'),
    [`hidden-a-${k}`]: () => hidden('activations'),
    [`logit-${k}`]: async () => String((await output()).preActivations[0]),
    [`p-${k}`]: async () => ((await output()).activations[0] === 0.5 ? '½' : String((await output()).activations[0])),
    [`loss-${k}`]: async () => {
      const p = (await output()).activations[0];
      return fixed(-Math.log((await label()) === 1 ? p : 1 - p), 4);
    },
  };
};

/** The ends over many seeds, of a figure's run. */
const kept = keptEnds();
/** @param {string} id @param {number} [run] */
const ends = (id, run = 0) => kept[id][run];
const BAR = 0.95;

/** How many seeds a run solves: its classes are of equal size. @param {{ trainAccuracy: number[] }} run */
const solved = ({ trainAccuracy }) => trainAccuracy.filter((accuracy) => accuracy >= BAR).length;

/** How many seeds end at the cost of knowing nothing. @param {{ cost: number[] }} run */
const stuck = ({ cost }) => cost.filter((value) => Math.abs(value - Math.LN2) < 1e-3).length;

/** With how many seeds the first run gets more new points right than the second. @param {string} id */
function better(id) {
  const [first, second] = kept[id];
  return first.testAccuracy.filter(
    (/** @type {number} */ accuracy, /** @type {number} */ k) => accuracy > second.testAccuracy[k],
  ).length;
}

/** @param {number[]} values */ function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** The sweep of a preset's figure. @param {string} id */
const sweepOf = async (id) => /** @type {any} */ ((await figure(id, 0)).experiment).sweep;

/** How many seeds of the weights most claims are about. */
const SEEDS = FIGURES['figure-small'].count;

/** Below this probability of its class, a point is confidently wrong. */
const CONFIDENT = 0.001;

/** Iterations that slow runs need. */
const LATE = { seed: 60_000, defaults: 20_000, small: 450_000 };

/** @param {any} experiment @param {number} iterations */
const longer = (experiment, iterations) => of({ ...experiment, training: { ...experiment.training, iterations } });

const start = () => figure('figure-network', 0);
const count = async (/** @type {'weights' | 'biases'} */ what) =>
  (await start()).parameters[0].reduce((sum, layer) => sum + layer[what].length, 0);

/** @type {Record<string, () => Promise<string> | string>} */
export const facts = {
  'first-layer-units': async () => String(units(await start())[0]),
  'second-layer-units': async () => String(units(await start())[1]),
  weights: async () => String(await count('weights')),
  biases: async () => String(await count('biases')),
  samples: async () => String((await start()).experiment.dataset.samples),
  'learning-rate': async () => String((await start()).experiment.training.learningRate),
  iterations: async () => integer((await start()).lastIteration),
  seed: async () => String((await start()).experiment.seed),

  'shape-of-weights-1': () => shape(0),
  'shape-of-weights-2': () => shape(1),
  'shape-of-weights-3': () => shape(2),
  'shape-of-biases-1': () => shape(0, true),
  'shape-of-biases-2': () => shape(1, true),
  'shape-of-biases-3': () => shape(2, true),

  ...worked(0),
  ...worked(1),
  'ln-2': async () => fixed((await figure('figure-zeros')).runs[0].cost, 4),
  'ln-2-short': async () => fixed((await figure('figure-zeros')).runs[0].cost, 2),
  'zeros-accuracy': async () => whole((await figure('figure-zeros')).runs[0].trainAccuracy),

  'unequal-first': async () => String(ofClass(await unequal(), 0)),
  'unequal-second': async () => String(ofClass(await unequal(), 1)),
  'unequal-bias': async () => fixed(/** @type {any} */ ((await unequal()).parameters[0].at(-1)).biases[0], 3),
  'unequal-cost': async () => fixed((await unequal()).runs[0].cost, 3),
  'logistic-moons': () => elsewhere('moons', { initializer: 'zeros' }, { hidden: [] }),
  'zeros-moons': () => elsewhere('moons', { initializer: 'zeros' }, {}),
  'xor-gelu': () => elsewhere('xor', { initializer: 'constant', value: -0.5 }, { activation: 'gelu' }),
  'xor-relu': () => elsewhere('xor', { initializer: 'constant', value: 0.5 }, {}),

  'large-stddev': async () => String((await figure('figure-large', 0)).experiment.runs[0].stddev),
  'large-logit': async () => integer(Math.round(logits(await figure('figure-large', 0), 0))),
  'he-logit': async () => fixed(logits(await figure('figure-large', 0), 1), 2),
  'large-wrong': async () => whole((await figure('figure-large', 0)).inspections[0].sureAndWrong),
  'large-error-ratio': async () => {
    const at = await figure('figure-large', 0);
    return rounded(errors(at, 0)[0] / errors(at, 1)[0], 2);
  },
  'large-error-growth': async () => rounded(growth(await figure('figure-large', 0), 0), 3),
  'large-gradient-first': async () => rounded(gradientRatios(await figure('figure-large', 0), 0, 1)[0], 2),
  'large-gradient-last': async () => rounded(gradientRatios(await figure('figure-large', 0), 0, 1)[2], 2),
  'single-one': () => {
    const single = (/** @type {number} */ z) => Math.fround(1 / Math.fround(1 + Math.fround(Math.exp(-z))));
    const tenths = Array.from({ length: 400 }, (_, k) => k / 10);
    return fixed(Number(tenths.find((z) => single(z) === 1)), 1);
  },
  'losses-true': async () => integer(Math.round((await figure('figure-losses', 0)).runs[0].cost)),
  'losses-capped': async () => fixed((await figure('figure-losses', 0)).runs[1].cost, 2),
  'losses-clamped': async () => String((await figure('figure-losses', 0)).runs[3].cost),
  'epsilon-probability': () => String(CONFIDENT),
  'epsilon-slope': () => fixed((-CONFIDENT * (1 - CONFIDENT)) / (CONFIDENT + 1e-5), 2),
  'large-early-iteration': () => integer(1000),
  'large-early': async () => fixed((await figure('figure-large', 1000)).runs[0].cost, 3),
  'large-end': async () => fixed((await figure('figure-large')).runs[0].cost, 3),
  'large-accuracy': async () => whole((await figure('figure-large')).runs[0].trainAccuracy),
  'he-end': async () => fixed((await figure('figure-large')).runs[1].cost, 3),
  'he-accuracy': async () => whole((await figure('figure-large')).runs[1].trainAccuracy),

  'gradients-layers': async () => String(depth(await figure('figure-gradients', 0))),
  'gradients-units': async () => [...new Set((await figure('figure-gradients', 0)).experiment.network.hidden)].join(),
  'gradients-large': async () => String((await figure('figure-gradients', 0)).experiment.runs[0].stddev),
  'gradients-small': async () => String((await figure('figure-gradients', 0)).experiment.runs[1].stddev),
  'gradients-start': async () => rounded((await figure('figure-gradients', 0)).runs[0].cost, 3),
  'gradients-first': async () => `${Math.round((await figure('figure-gradients', 1)).runs[0].cost / 1e6)} million`,
  'gradients-small-ratio': async () => power(growth(await figure('figure-gradients', 0), 1)),

  'small-stddev': async () => String((await figure('figure-small', 0)).experiment.runs[0].stddev),
  'small-inputs': async () => String((await figure('figure-small', 0)).layers[0][1].inputs),
  'small-factor': async () => {
    const { experiment, layers } = await figure('figure-small', 0);
    return rounded(Number(experiment.runs[0].stddev) * Math.sqrt(layers[0][1].inputs / 2), 2);
  },
  'small-late-iteration': () => integer(LATE.small),
  'small-late': async () => {
    const { experiment } = await figure('figure-small', 0);
    return whole((await longer({ ...experiment, runs: [experiment.runs[0]] }, LATE.small)).runs[0].trainAccuracy);
  },
  'small-back-last': async () => smallBack(2),
  'small-back-first': async () => smallBack(1),
  'small-error-ratio': async () => rounded(growth(await figure('figure-small', 0), 0), 2),
  'small-gradient-bound': async () => {
    const { experiment } = experimentOf('figure-small');
    let greatest = 0;
    for (let seed = 3; seed < 43; seed += 1)
      greatest = Math.max(greatest, ...gradientRatios(await of({ ...experiment, seed }, 0), 0, 3));
    return integer(10 ** Math.floor(-Math.log10(greatest)));
  },
  'he-smallest': async () => heSizes(Math.min),
  'he-largest': async () => heSizes(Math.max),
  'small-second': async () => String((await figure('figure-small')).experiment.runs[1].stddev),
  'small-second-cost': async () => fixed((await figure('figure-small')).runs[1].cost, 4),
  'small-third': async () => String((await figure('figure-small')).experiment.runs[2].stddev),
  'small-third-cost': async () => fixed((await figure('figure-small')).runs[2].cost, 4),

  'variance-layers': async () => String(depth(await figure('figure-variance', 0))),
  'variance-units': async () => [...new Set((await figure('figure-variance', 0)).experiment.network.hidden)].join(),
  // A wide network halves the mean square in each layer.
  'variance-expected': async () => `1/${rounded(2 ** ((depth(await figure('figure-variance', 0)) - 1) / 2), 2)}`,
  'variance-measured': async () => part(fall(await figure('figure-variance', 0), 1)),
  'variance-median': async () => {
    const { experiment } = await figure('figure-variance', 0);
    return part(median(await fallsOf({ ...experiment, runs: [experiment.runs[1]] })), 1);
  },
  'variance-steps': async () => String(depth(await figure('figure-variance', 0)) - 1),
  'deep-layers': async () => String(depth(await figure('figure-deep', 0))),
  'deep-units': async () => [...new Set((await figure('figure-deep', 0)).experiment.network.hidden)].join(),
  // The density of a normal law between −2 and 2, by Simpson's rule.
  'beyond-two': () => {
    const steps = 1000;
    const weightOf = (/** @type {number} */ k) => (k % steps === 0 ? 1 : 2 + 2 * (k % 2));
    const densities = Array.from({ length: steps + 1 }, (_, k) => Math.exp(-(((4 * k) / steps - 2) ** 2) / 2));
    const sum = densities.reduce((so, density, k) => so + weightOf(k) * density, 0);
    const share = ((4 / steps) * sum) / 3 / Math.sqrt(2 * Math.PI);
    return `${fixed(100 * (1 - share), 1)} %`;
  },
  truncated: async () => {
    const [[{ expectedStddev }]] = (await of({ runs: [{ initializer: 'truncated_normal', stddev: 1 }] }, 0)).layers;
    return fixed(Number(expectedStddev), 4);
  },

  'defaults-layers': async () => String(depth(await figure('figure-defaults', 0))),

  'defaults-late-iteration': () => integer(LATE.defaults),
  'defaults-late': async () => {
    const { experiment } = await figure('figure-defaults', 0);
    const [run] = experiment.runs;
    return whole((await longer({ ...experiment, runs: [run] }, LATE.defaults)).runs[0].trainAccuracy);
  },

  'seed-late-iteration': () => integer(LATE.seed),
  'seed-late': async () =>
    whole((await longer((await figure('figure-seed', 0)).experiment, LATE.seed)).runs[0].trainAccuracy),
  'unlucky-seed': async () => String((await figure('figure-seed', 0)).experiment.seed),

  'printed-digits': async () => {
    const lab = await createLab((await figure('figure-comparison', 0)).experiment);
    lab.advance(lab.lastIteration);
    const far = (/** @type {number} */ run, /** @type {number[]} */ printed) => {
      const { iterations, costs } = lab.costs(run);
      const measured = [...costs].filter((_, k) => iterations[k] % 1000 === 0);
      return printed.map((cost, k) => Math.abs(measured[k] / cost - 1));
    };
    const most = Math.max(...far(0, PRINTED.zeros), ...far(2, PRINTED.he));
    lab.free();
    return String(Math.floor(-Math.log10(most)));
  },
  'hundred-count': async () => String((await sweepOf('figure-hundred')).seeds),
  'hundred-first': () => String(FIRST),
  'hundred-last': () => String(FIRST + FIGURES['figure-hundred'].count - 1),
  'hundred-bar': () => whole(BAR),
  'hundred-he-solved': () => String(solved(ends('figure-hundred', 1))),
  'hundred-large-solved': () => String(solved(ends('figure-hundred', 0))),
  'hundred-he-median': () => whole(median(ends('figure-hundred', 1).trainAccuracy)),
  'hundred-large-median': () => whole(median(ends('figure-hundred', 0).trainAccuracy)),
  'hundred-he-worst': () => whole(Math.min(...ends('figure-hundred', 1).trainAccuracy)),
  'hundred-large-better': () => {
    const [large, he] = kept['figure-hundred'];
    return String(large.cost.filter((/** @type {number} */ cost, /** @type {number} */ k) => cost < he.cost[k]).length);
  },

  'hundred-he-test': () => whole(median(ends('figure-hundred', 1).testAccuracy)),
  'hundred-large-test': () => whole(median(ends('figure-hundred', 0).testAccuracy)),
  'few-samples': () => String(FEW_POINTS.dataset.samples),
  'few-units': () => FEW_POINTS.network.hidden.join(),
  'few-test': () => integer(FEW_POINTS.dataset.testSamples),
  'few-solved': () => String(Math.min(solved(ends('few-points', 0)), solved(ends('few-points', 1)))),
  'few-he': () => whole(median(ends('few-points', 0).testAccuracy)),
  'few-large': () => whole(median(ends('few-points', 1).testAccuracy)),
  'few-better': () => String(better('few-points')),
  'few-better-data': () => String(better('few-points-data')),
  'data-seeds': () => String(FIGURES['few-points-data'].count),

  'fans-layers': async () => String(depth(await figure('figure-fans', 0))),
  'fans-widths': async () => units(await figure('figure-fans', 0)).join(', '),
  'fans-he-signal': () => fansSignal(0),
  'fans-units-signal': () => fansSignal(1),
  'fans-average-signal': () => fansSignal(2),
  'fans-he-error': () => fansError(0),
  'fans-units-error': () => fansError(1),
  'fans-average-error': () => fansError(2),
  'dead-layers': async () => String(depth(await figure('figure-dead', 0))),
  'dead-seeds': async () => String((await sweepOf('figure-dead')).seeds),
  'dead-narrowest': () => dead(2),
  'dead-narrowest-width': () => '2',
  'dead-narrow': () => dead(5),
  'dead-narrow-width': () => '5',
  'dead-wide': () => dead(12),
  'dead-wide-width': () => '12',

  'seeds-count': () => String(SEEDS),
  'seeds-small-stuck': () => String(stuck(ends('figure-small', 0))),
  'seeds-small-second': () => String(solved(ends('figure-small', 1))),
  'seeds-small-third': () => String(solved(ends('figure-small', 2))),
  'seeds-he': () => {
    const { trainAccuracy } = ends('figure-hundred', 1);
    return String(solved({ trainAccuracy: trainAccuracy.slice(0, FIGURES['figure-small'].count) }));
  },
  'seeds-exploded': () => String(stuck(ends('figure-gradients'))),
  'seeds-exploded-far': () =>
    String(ends('figure-gradients').cost.filter((/** @type {number} */ cost) => cost > 1e6).length),
  'seeds-exploded-solved': () => String(solved(ends('figure-gradients'))),
  'seeds-losses': () => {
    const [logit, , ...others] = kept['figure-losses'];
    const isBest = (/** @type {number} */ accuracy, /** @type {number} */ k) =>
      others.every((other) => other.trainAccuracy[k] < accuracy);
    return String(logit.trainAccuracy.filter(isBest).length);
  },
  'seeds-he-uniform': () => String(solved(ends('he-shapes', 0))),
  'seeds-orthogonal': () => String(solved(ends('orthogonal', 0))),
  'seeds-orthogonal-gain': () => String(solved(ends('orthogonal', 1))),
  'seeds-he-truncated': () => String(solved(ends('he-shapes', 1))),
  'seeds-biases': () => String(solved(ends('equal-weights'))),
  'biases-stddev': () => String(EQUAL_WEIGHTS.network.biasStddev),
  'softplus-rate': () => String(SOFTPLUS_IN_BATCHES.training.learningRate),
  'biases-rate': () => String(EQUAL_WEIGHTS.training.learningRate),
  'seeds-deep-he': () => String(solved(ends('figure-deep', 0))),
  'seeds-deep-xavier': () => String(stuck(ends('figure-deep', 1))),
  'seeds-defaults-pytorch': () => String(solved(ends('figure-defaults', 0))),
  'seeds-defaults-others': () => {
    const counts = [1, 2, 3, 4].map((run) => solved(ends('figure-defaults', run)));
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    return least === most ? String(most) : `${least} to ${most}`;
  },

  'scales-least': async () => String((await sweepOf('figure-scales')).axes[0].from),
  'scales-most': async () => String((await sweepOf('figure-scales')).axes[0].to),
  'scales-shallow': async () => String((await sweepOf('figure-scales')).axes[1].from),
  'scales-deep': async () => String((await sweepOf('figure-scales')).axes[1].to),
  'scales-seeds': async () => String((await sweepOf('figure-scales')).seeds),

  'exercise-constant': async () => whole((await exercise(1)).runs[0].trainAccuracy),
  'exercise-constant-he': async () => whole((await exercise(1)).runs[1].trainAccuracy),
  'exercise-rate-small': async () => fixed((await exercise(2)).runs[1].cost, 4),
  'exercise-tanh': async () => whole((await exercise(3)).runs[1].trainAccuracy),
  'exercise-tanh-growth': async () => rounded(growth(await of(exercises[2].experiment, 0), 2), 2),
  'exercise-repair': async () => whole((await exercise(4)).runs[1].trainAccuracy),
  'exercise-unlucky': async () => whole((await exercise(5)).runs[0].trainAccuracy),
  'exercise-unlucky-dead': async () => deadUnits(await exercise(5)),
  'exercise-unlucky-late': async () =>
    whole((await longer((await exercise(5)).experiment, LATE.seed)).runs[0].trainAccuracy),
  'exercise-unlucky-late-dead': async () => deadUnits(await longer((await exercise(5)).experiment, LATE.seed)),
  'exercise-adam': async () => {
    const { training } = exercises[4].experiment;
    return whole((await exercise(5, { training: { ...training, optimizer: 'adam' } })).runs[0].trainAccuracy);
  },
};

/** @param {number} layer @param {boolean} [biases] */
async function shape(layer, biases = false) {
  const { units, inputs } = (await start()).layers[0][layer];
  return `${units} × ${biases ? 1 : inputs}`;
}

/** The factor on the error signal on its way back through a layer of small weights. @param {number} layer  from 0 */
async function smallBack(layer) {
  const { experiment, layers } = await figure('figure-small', 0);
  return rounded(Number(experiment.runs[0].stddev) * Math.sqrt(layers[0][layer].units / 2), 2);
}

/** How many times smaller the rms of z is in the last hidden layer than in the first. @param {Measured} at @param {number} run */
function fall(at, run) {
  const hidden = at.inspections[run].layers.slice(0, -1);
  return hidden[0].preActivationRms / hidden[hidden.length - 1].preActivationRms;
}

/** fall() of an experiment's only run, by seed. @param {any} experiment */
async function fallsOf(experiment) {
  const falls = [];
  for (let k = 0; k < SEEDS; k += 1) falls.push(fall(await measured({ ...experiment, seed: FIRST + k }, 0), 0));
  return falls;
}

/** @param {number} times @param {number} [digits] */
const part = (times, digits = 2) => `1/${integer(Number(times.toPrecision(digits)))}`;

/** The middle ratio over the seeds, last hidden layer over first, of the rms of z. @param {number} run */
async function fansSignal(run) {
  const { experiment } = await figure('figure-fans', 0);
  return rounded(1 / median(await fallsOf({ ...experiment, runs: [experiment.runs[run]] })), 2);
}

/** The middle ratio over the seeds of the first error signal to the output's. @param {number} run */
const fansError = (run) => rounded(median(ends('figure-fans', run).errorSignalRatio), 1);

/** Of how many seeds a network of a width has a layer that is 0 for every point. @param {number} width */
async function dead(width) {
  collapsed ??= sweptAtStart();
  const { axes, shape, collapsed: values } = await collapsed;
  const at = [...axes[0].values].indexOf(width);
  return String(values.subarray(at * shape[3], (at + 1) * shape[3]).reduce((sum, value) => sum + value, 0));
}

/** @type {ReturnType<typeof sweptAtStart> | undefined} */
let collapsed;

async function sweptAtStart() {
  const sweep = await createSweep(experimentOf('figure-dead').experiment);
  await sweep.run();
  const results = sweep.results();
  sweep.free();
  return results;
}

/** The circles from zeros, without a third of the points of class 1. */
async function unequal() {
  const { points, experiment } = await figure('figure-zeros', 0);
  const { labels, points: coordinates } = points.train;
  const ones = [...labels.keys()].filter((k) => labels[k] === 1);
  const left = new Set(ones.slice((2 * ones.length) / 3));
  const list = [...labels.keys()]
    .filter((k) => !left.has(k))
    .map((k) => [coordinates[2 * k], coordinates[2 * k + 1], labels[k]]);
  return of({ ...experiment, dataset: { name: 'custom', points: list, testPoints: list }, runs: [experiment.runs[0]] });
}

/** @param {Measured} at @param {number} label */
const ofClass = ({ points }, label) => points.train.labels.filter((each) => each === label).length;

/** Accuracy of one initializer on another data set. @param {string} dataset @param {any} run @param {any} network */
const elsewhere = async (dataset, run, network) =>
  whole((await of({ dataset: { name: dataset }, network, runs: [run] })).runs[0].trainAccuracy);

/** @param {(...sizes: number[]) => number} which */
async function heSizes(which) {
  const { layers } = await figure('figure-small', 0);
  return rounded(which(...layers[3].map(({ expectedStddev }) => Number(expectedStddev))), 2);
}

/** Number of dead units in the second layer. @param {Measured} at */ function deadUnits({
  inspections: [{ layers }],
}) {
  const { dead: share, units } = layers[1];
  return String(Math.round(share * units));
}
