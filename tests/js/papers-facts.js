/** Sources of the numbers on the page of papers: each name in `data-fact` comes from a reference or from runs of this lab. */
import { endedSweep } from '../../scripts/lesson-sweeps.js';
import { integer, percent } from '../../www/charts/format.js';
import { createLab } from '../../www/engine/lab.js';
import { complete, dataOf, experimentOf, inspected, layers, once, seedsOf } from './papers-figures.js';
import * as runs from './papers-runs.js';
import { stepFacts } from './papers-steps.js';
import { fixed, meanOf, power, quantile } from './papers-words.js';

export * from './papers-figures.js';
export { bestBy, steps } from './papers-steps.js';
export { meanOf, quantile } from './papers-words.js';

const { PRINTED, REFERENCE } = runs;
const kept = runs.keptRuns();

/** @param {{ mean: number, se: number }} value */
const withError = ({ mean, se }) => `${fixed(mean, 2)} ± ${fixed(se, 2)}`;

/** The decimal logarithms of a run's ratios. @param {'he' | 'glorot'} name @param {number} row  of runs × x */
export function logsOf(name, row) {
  const { seeds } = runs.SWEEPS[name];
  return meanOf(kept[name].slice(row * seeds, (row + 1) * seeds).map(Math.log10));
}

/** The share of seeds that are born dead. @param {number} width @param {number} run  0: He, 1: RAI */
export function deadOf(width, run) {
  const { seeds, axes = [] } = runs.SWEEPS.lu;
  const at = run * axes[0].steps + width - 2;
  const all = kept.lu.slice(at * seeds, (at + 1) * seeds);
  const share = all.reduce((/** @type {number} */ sum, /** @type {number} */ dead) => sum + dead, 0) / seeds;
  return { share, se: Math.sqrt(Math.max(share * (1 - share), 1 / seeds) / seeds) };
}

/** @param {number} value  a quantile of a length */
const length = (value) => String(Number(value.toPrecision(2)));

/** @param {{ mean_log10: number, se: number }} reference */
const ofReference = ({ mean_log10: mean, se }) => withError({ mean, se });

/** @param {'he' | 'xavier'} scheme @param {number} depth */
const heReference = (scheme, depth) => REFERENCE.he_2015_gradient_ratio_width_64[`${scheme} hidden ${depth}`];
const glorotReference = REFERENCE.glorot_2010_gradient_ratio_width_256_hidden_4_tanh;
const [deep, shallow] = [30, 22];

/** @param {number} k  of the three circles */
const poole = (k) => {
  const { sigma_w: sigma, sigma_b: bias, q, chi, c } = REFERENCE.poole_2016[k];
  const theory = () => once(`poole ${k}`, () => runs.theoryOf(sigma ** 2, bias ** 2));
  const measured = () => once(`circle ${k}`, () => circles(k));
  return {
    [`poole-sigma-${k}`]: () => String(sigma),
    [`poole-q-${k}-reference`]: () => fixed(q, 3),
    [`poole-q-${k}`]: async () => fixed((await theory()).q, 3),
    [`poole-q-${k}-measured`]: async () => fixed((await measured()).q, 2),
    [`poole-chi-${k}-reference`]: () => fixed(chi, 3),
    [`poole-chi-${k}`]: async () => fixed((await theory()).chi, 3),
    [`poole-c-${k}-reference`]: () => fixed(c, 3),
    [`poole-c-${k}`]: async () => fixed((await theory()).c, 3),
    [`poole-c-${k}-measured`]: async () => fixed((await measured()).c, 2),
  };
};

/** Means over seeds of the figure's networks. @param {number} k */
async function circles(k) {
  const { experiment } = experimentOf('figure-poole-2016');
  /** @type {{ q: number, c: number }[]} */
  const found = [];
  for (let seed = 0; seed < runs.CIRCLE_SEEDS; seed += 1) found.push(await runs.circleAt(experiment, k, seed));
  const mean = (/** @type {'q' | 'c'} */ name) => meanOf(found.map((one) => one[name])).mean;
  return { q: mean('q'), c: mean('c') };
}

/** @param {string} bias @param {number} k */
const border = (bias, k) => ({
  [`schoenholz-b-${k}`]: () => bias,
  [`schoenholz-critical-${k}-reference`]: () => fixed(REFERENCE.schoenholz_2017_critical_sigma_w2[bias], 3),
  [`schoenholz-critical-${k}`]: async () => fixed(await once(`border ${k}`, () => runs.borderOf(Number(bias))), 3),
});

const REACHES = REFERENCE['schoenholz_2017_xi_at_sigma_b2_0.05'];
/** @param {string} square @param {number} k */
const reach = (square, k) => ({
  [`schoenholz-w-${k}`]: () => String(Number(square)),
  [`schoenholz-xi-${k}-reference`]: () => fixed(REACHES[square], 1),
  [`schoenholz-xi-${k}`]: async () => fixed(await once(`reach ${k}`, () => runs.reachOf(Number(square), 0.05)), 1),
});

/** @param {{ layers: number, width: number }} network @param {number} k */
const lengthFacts = (network, k) => {
  const name = `${network.layers} layers of ${network.width}`;
  const reference = REFERENCE.hanin_2018_squared_length[name];
  /** Two digits, or whole. @param {number} value */
  const square = (value) => (value < 10 ? length(value) : String(Math.round(value)));
  return {
    [`hanin-name-${k}`]: () => name,
    [`hanin-second-${k}`]: () => square((1 + 5 / network.width) ** network.layers),
    [`hanin-square-${k}`]: () => square(meanOf(kept[name].map((/** @type {number} */ value) => value ** 2)).mean),
    [`hanin-q10-${k}-reference`]: () => length(reference.q10),
    [`hanin-median-${k}-reference`]: () => length(reference.median),
    [`hanin-q90-${k}-reference`]: () => length(reference.q90),
    [`hanin-q10-${k}`]: () => length(quantile(kept[name], 0.1)),
    [`hanin-median-${k}`]: () => length(quantile(kept[name], 0.5)),
    [`hanin-q90-${k}`]: () => length(quantile(kept[name], 0.9)),
  };
};

const WIDTHS = [2, 3, 5, 10];
/** @param {number} width @param {number} k */
const dead = (width, k) => ({
  [`lu-width-${k}`]: () => String(width),
  [`lu-he-${k}-reference`]: () => fixed(REFERENCE.lu_2019_collapse[`he width ${width} hidden 10`].share, 3),
  [`lu-he-${k}`]: () => fixed(deadOf(width, 0).share, 3),
  [`lu-rai-${k}-reference`]: () => fixed(REFERENCE.lu_2019_collapse[`rai width ${width} hidden 10`].share, 3),
  [`lu-rai-${k}`]: () => fixed(deadOf(width, 1).share, 3),
});

/** The largest distance from 1 of a singular value of the product of 30 orthogonal layers' matrices. */
async function singular() {
  const { experiment } = experimentOf('figure-saxe-2014');
  const lab = await createLab({
    ...experiment,
    sweep: undefined,
    network: { ...experiment.network, hidden: Array.from({ length: 31 }, () => 8) },
    runs: [{ initializer: 'orthogonal' }],
  });
  const matrices = lab.parameters(0).slice(1, 31);
  lab.free();
  const n = 8;
  /** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
  const times = (a, b) =>
    Float64Array.from({ length: n * n }, (_, k) => {
      let sum = 0;
      for (let j = 0; j < n; j += 1) sum += a[Math.floor(k / n) * n + j] * b[j * n + (k % n)];
      return sum;
    });
  const product = matrices.reduce((so, { weights }) => times(weights, so), Float64Array.from({ length: n * n }, (_, k) => Number(k % (n + 1) === 0))); // prettier-ignore
  const transposed = Float64Array.from(product, (_, k) => product[(k % n) * n + Math.floor(k / n)]);
  // P Pᵀ − 1 is 0 within rounding where all singular values are 1.
  return Math.max(...times(product, transposed).map((value, k) => Math.abs(value - Number(k % (n + 1) === 0))));
}

/** @param {number} run  of √5's figure */
const lastHidden = async (run) => /** @type {any} */ ((await inspected('figure-sqrt-5'))[run].at(-2));

const { SIGMOID_LOW, SIGMOID_BAR, SIGMOID_SEEDS } = runs;
/** Of the sigmoid networks with other seeds, how many are below the bar then, and above it at the end. @param {'weights' | 'data'} vary */
function sigmoidCounts(vary) {
  const means = kept[`sigmoid ${vary}`];
  const at = (/** @type {number} */ place) =>
    means.filter((/** @type {number} */ _, /** @type {number} */ k) => k % 2 === place);
  const count = (/** @type {number[]} */ values, /** @type {boolean} */ below) =>
    String(values.filter((mean) => mean < SIGMOID_BAR === below).length);
  return {
    [`sigmoid-${vary}-seeds`]: () => String(SIGMOID_SEEDS[vary]),
    [`sigmoid-${vary}-low`]: () => count(at(0), true),
    [`sigmoid-${vary}-back`]: () => count(at(1), false),
  };
}

/** Mean activations of the hidden layers at iteration 0, then, and at the end. @returns {Promise<any[]>} */
export const sigmoid = () =>
  once('sigmoid', async () => {
    const lab = await createLab(experimentOf('figure-glorot-sigmoid').experiment);
    const means = [0, SIGMOID_LOW, lab.lastIteration].map((iteration) => {
      lab.advance(iteration - lab.iteration);
      return lab
        .inspect(0)
        .layers.slice(0, -1)
        .map(({ activation }) => activation.mean);
    });
    const [{ trainAccuracy }] = lab.snapshot().runs;
    lab.free();
    return [...means, trainAccuracy];
  });

const SQRT_5_SEEDS = 40;
/** How many seeds √5's figure solves, by run. */
const sqrt5Solved = () =>
  once('√5', async () => {
    const sweep = { seeds: SQRT_5_SEEDS, measure: 'cost' };
    const { results } = await endedSweep({ ...experimentOf('figure-sqrt-5').experiment, sweep });
    return [0, 1].map((run) =>
      [...results.trainAccuracy.subarray(run * SQRT_5_SEEDS, (run + 1) * SQRT_5_SEEDS)].filter((part) => part >= 0.95),
    );
  });

/** The error signal at Glorot and Bengio's last hidden layer over that at the output. @param {number} run */
async function passedByOutput(run) {
  const layers = (await inspected('figure-glorot-2010'))[run];
  return layers[layers.length - 2].gradientRms / layers[layers.length - 1].gradientRms;
}

/** ∂cost/∂W at each of Glorot and Bengio's hidden layers over that at the output. @param {number} run */
async function hiddenWeights(run) {
  const layers = (await inspected('figure-glorot-2010'))[run];
  const [output] = layers.slice(-1);
  return layers.slice(0, -1).map(({ weightGradientRms }) => weightGradientRms / output.weightGradientRms);
}

/** The least and the greatest of some values, once where they read the same. @param {number[]} values */
function span(values) {
  const [least, greatest] = [Math.min(...values), Math.max(...values)].map((value) => fixed(value, 2));
  return least === greatest ? least : `${least} to ${greatest}`;
}

/** What the output layer alone leaves of the error signal, in the middle of the plane's networks. */
async function passedInPlane() {
  const { sweep, ...experiment } = await complete('figure-schoenholz-plane');
  const [scales, deviations] = sweep.axes.map((/** @type {any} */ { from, to, steps }) =>
    Array.from({ length: steps }, (_, k) => from + (k * (to - from)) / (steps - 1)),
  );
  const ratios = [];
  for (const scale of scales)
    for (const biasStddev of deviations) {
      const [run] = experiment.runs;
      const lab = await createLab({
        ...experiment,
        network: { ...experiment.network, biasStddev },
        runs: [{ ...run, scale }],
      });
      const [last, output] = lab.inspect(0).layers.slice(-2);
      lab.free();
      ratios.push(last.gradientRms / output.gradientRms);
    }
  return quantile(ratios, 0.5);
}

/** Figures whose captions say what they are on. */
const DATA = {
  he: 'he-2015',
  glorot: 'glorot-2010',
  sigmoid: 'glorot-sigmoid',
  saxe: 'saxe-2014',
  mishkin: 'mishkin-2016',
  'schoenholz-plane': 'schoenholz-plane',
  schoenholz: 'schoenholz-2017',
  hanin: 'hanin-2018',
  lu: 'lu-2019',
  'sqrt-5': 'sqrt-5',
};

/** The points of a table's experiment, and its last seed; the first is 0. @param {string} name */
const ofTable = (name) => ({
  [`${name}-table-points`]: () => String(runs.SWEEPS[name].experiment.dataset.points.length),
  [`${name}-last-seed`]: () => integer(runs.SWEEPS[name].seeds - 1),
});

/** @type {Record<string, () => Promise<string> | string>} */
export const facts = {
  bar: () => percent(0.95, 100),
  ...Object.assign({}, ...Object.keys(runs.SWEEPS).map(ofTable)),
  ...Object.assign(
    {},
    ...Object.entries(DATA).map(([name, id]) => ({ [`${name}-data`]: () => dataOf(`figure-${id}`) })),
  ),
  'he-deep': () => String(deep),
  'he-shallow': () => String(shallow),
  'he-seeds': () => String(runs.SWEEPS.he.seeds),
  'he-figure-seeds': () => seedsOf('figure-he-2015'),
  'he-width': async () => String((await complete('figure-he-2015')).network.hidden[0]),
  'he-22-reference': () => ofReference(heReference('he', shallow)),
  'he-30-reference': () => ofReference(heReference('he', deep)),
  'xavier-22-reference': () => ofReference(heReference('xavier', shallow)),
  'xavier-30-reference': () => ofReference(heReference('xavier', deep)),
  'he-22': () => withError(logsOf('he', 0)),
  'he-30': () => withError(logsOf('he', 1)),
  'xavier-22': () => withError(logsOf('he', 2)),
  'xavier-30': () => withError(logsOf('he', 3)),
  'xavier-he-22-theory': () => power(2 ** (-shallow / 2), 2),
  'xavier-he-22': () => power(10 ** (logsOf('he', 2).mean - logsOf('he', 0).mean), 2),
  'xavier-he-30-theory': () => power(2 ** (-deep / 2), 2),
  'xavier-he-30': () => power(10 ** (logsOf('he', 3).mean - logsOf('he', 1).mean), 2),

  'he-printed-layers': () => String(PRINTED.he_2015.layers[0]),
  'he-printed-shallow': () => `${PRINTED.he_2015['top-1 error, %'][0]} %`,
  'he-printed-deep': () => `${PRINTED.he_2015['top-1 error, %'][1]} %`,
  'mishkin-printed': () => `${PRINTED.mishkin_2016['CIFAR-10, % right']} % of CIFAR-10’s images`,

  'glorot-seeds': () => String(runs.SWEEPS.glorot.seeds),
  'glorot-small-reference': () => ofReference(glorotReference.small),
  'glorot-normalized-reference': () => ofReference(glorotReference.glorot),
  'glorot-small': () => withError(logsOf('glorot', 0)),
  'glorot-normalized': () => withError(logsOf('glorot', 1)),

  'glorot-small-output': async () => `1/${Math.round(1 / (await passedByOutput(0)))}`,
  'glorot-normalized-output': async () => `1/${Math.round(1 / (await passedByOutput(1)))}`,
  'glorot-small-weights': async () => span(await hiddenWeights(0)),
  'glorot-normalized-weights': async () => span((await hiddenWeights(1)).slice(1)),
  'glorot-normalized-first': async () => fixed((await hiddenWeights(1))[0], 2),

  'sigmoid-start': async () => fixed((await sigmoid())[0].at(-1), 2),
  'sigmoid-low': async () => fixed((await sigmoid())[1].at(-1), 3),
  'sigmoid-low-at': () => integer(SIGMOID_LOW),
  'sigmoid-bar': () => fixed(SIGMOID_BAR, 2),
  'sigmoid-iterations': () => integer(runs.SIGMOID.training.iterations),
  ...sigmoidCounts('weights'),
  ...sigmoidCounts('data'),
  'sigmoid-first': async () => fixed((await sigmoid())[1][0], 2),

  'saxe-iterations': async () => String((await complete('figure-saxe-2014')).training.iterations),
  'saxe-layers': () => String(30),
  'saxe-singular': async () => `below 10⁻¹⁰`.replace('10⁻¹⁰', (await singular()) < 1e-10 ? '10⁻¹⁰' : 'wrong'),

  'mishkin-layers': () => layers('figure-mishkin-2016'),
  ...stepFacts,

  'poole-layers': () => layers('figure-poole-2016'),
  'poole-width': async () => String((await complete('figure-poole-2016')).network.hidden[0]),
  'poole-bias': async () => String((await complete('figure-poole-2016')).network.biasStddev),
  'poole-seeds': () => String(runs.CIRCLE_SEEDS),
  'poole-deep': () => '100',
  ...poole(0),
  ...poole(1),
  ...poole(2),

  'schoenholz-output': async () => `1/${Math.round(1 / (await passedInPlane()))}`,
  'schoenholz-bias': async () => fixed((await complete('figure-schoenholz-2017')).network.biasStddev ** 2, 2),
  'schoenholz-iterations': async () => String((await complete('figure-schoenholz-2017')).training.iterations),
  'schoenholz-width': async () => String((await complete('figure-schoenholz-2017')).network.hidden[0]),
  ...Object.assign({}, ...Object.keys(REFERENCE.schoenholz_2017_critical_sigma_w2).map(border)),
  ...Object.assign(
    {},
    ...Object.keys(REACHES)
      .toSorted((a, b) => Number(a) - Number(b))
      .map(reach),
  ),

  'hanin-layers': () => layers('figure-hanin-2018'),
  'hanin-factors': async () => String(Number(await layers('figure-hanin-2018')) - 1),
  'hanin-band': () => percent(0.8, 100),
  'hanin-figure-seeds': () => seedsOf('figure-hanin-2018'),
  'hanin-seeds': () => integer(runs.LENGTH_SEEDS),
  ...Object.assign({}, ...runs.LENGTHS.map(lengthFacts)),

  'lu-layers': () => layers('figure-lu-2019'),
  'lu-figure-seeds': () => seedsOf('figure-lu-2019'),
  'lu-reference-seeds': () => integer(REFERENCE.lu_2019_collapse['he width 2 hidden 10'].seeds),
  ...Object.assign({}, ...WIDTHS.map(dead)),

  'sqrt-5-layers': () => layers('figure-sqrt-5'),
  'sqrt-5-rms': async () => fixed((await lastHidden(0)).preActivationRms, 2),
  'sqrt-5-between': async () => power((await lastHidden(0)).preActivationBetweenSamples),
  'sqrt-5-between-he': async () => fixed((await lastHidden(1)).preActivationBetweenSamples, 4),
  'sqrt-5-seeds': () => String(SQRT_5_SEEDS),
  'sqrt-5-solved': async () => String((await sqrt5Solved())[0].length),
  'sqrt-5-he-solved': async () => String((await sqrt5Solved())[1].length),
};
