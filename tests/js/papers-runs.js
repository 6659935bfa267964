/**
 * What this lab measures for the page of papers, beside the references of `tests/fixtures/papers.json`: networks over many
 * seeds, and theory. `tests/fixtures/papers-runs.json` keeps it.
 */
import { readFileSync } from 'node:fs';
import { pointsByLayer } from '../../www/charts/curve-image.js';
import { TURN, inside } from '../../www/engine/inside.js';
import { SWEEPS, sweepOf } from '../../scripts/papers-experiments.js';
import { createLab, createSweep } from '../../www/engine/lab.js';
import { curveOf } from '../../www/views/inside/curve-section.js';

export { REFERENCE, SWEEPS } from '../../scripts/papers-experiments.js';

/** @param {string} name */
const fixture = (name) => JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));

/** @template T @param {number} count @param {T} value @returns {T[]} */
const times = (count, value) => Array.from({ length: count }, () => value);

/** Weights of variance σ_w² / n. @param {number} square @param {string} [distribution] */
export const scaled = (square, distribution = 'untruncated_normal') => ({
  initializer: 'variance_scaling',
  scale: square,
  distribution,
});

/** @param {string} name @param {number} [first]  seed @param {number} [seeds] @returns {Promise<number[]>} runs × x × seeds */
export async function swept(name, first = 0, seeds = SWEEPS[name].seeds) {
  const sweep = await createSweep(sweepOf(name, first, seeds));
  await sweep.run();
  const values = [...sweep.results()[SWEEPS[name].property]];
  sweep.free();
  return values;
}

/** The networks of lengths(): hidden layers and their width. */
export const LENGTHS = [
  { layers: 30, width: 100 },
  { layers: 30, width: 30 },
  { layers: 10, width: 10 },
];
export const LENGTH_SEEDS = 1000;

/**
 * |a|² / |x|² after the last hidden layer, a a ReLU network's activations with He's weights, over seeds. The first layer has
 * 2 inputs, so its factor is n/2 times that of the others.
 * @param {number} k  of LENGTHS @param {number} [first] @param {number} [seeds]
 */
export async function lengths(k, first = 0, seeds = LENGTH_SEEDS) {
  const { layers, width } = LENGTHS[k];
  const [x, y] = [0.6, -0.8];
  const found = [];
  for (let seed = first; seed < first + seeds; seed += 1) {
    const lab = await createLab({
      dataset: { samples: 2, testSamples: 0 },
      network: { hidden: times(layers, width) },
      seed,
      runs: [{ initializer: 'he' }],
    });
    const z = lab.preActivations(0, [x, y]).slice((layers - 1) * width, layers * width);
    found.push((2 / width) * z.reduce((sum, value) => sum + Math.max(0, value) ** 2, 0));
    lab.free();
  }
  return found;
}

/** The network of Glorot and Bengio’s sigmoid units. */
export const SIGMOID = {
  dataset: { name: 'moons', samples: 200, testSamples: 0 },
  network: { hidden: times(4, 64), activation: 'sigmoid' },
  training: { optimizer: 'momentum', batchSize: 10, learningRate: 0.5, iterations: 2000 },
  seed: 3,
  runs: [{ ...scaled(1 / 3, 'uniform'), label: 'U(±1/√n)' }],
};
/** The iteration at which its top layer is read, and the mean activation below which it counts as saturated. */
export const SIGMOID_LOW = 500;
export const SIGMOID_BAR = 0.05;
/** Weight seeds from 0 on, and data seeds from 1 on. */
export const SIGMOID_SEEDS = { weights: 40, data: 10 };

/** The mean activation of the top hidden layer at SIGMOID_LOW and at the end. @param {'weights' | 'data'} vary @param {number} k  of the seeds */
export async function sigmoidTop(vary, k) {
  const { dataset } = SIGMOID;
  const seeds = vary === 'weights' ? { seed: k } : { dataset: { ...dataset, seed: k + 1 } };
  const lab = await createLab({ ...SIGMOID, ...seeds });
  const means = [SIGMOID_LOW, lab.lastIteration].map((iteration) => {
    lab.advance(iteration - lab.iteration);
    return lab.inspect(0).layers[3].activation.mean;
  });
  lab.free();
  return means;
}

/** Weight seeds of circles(). */
export const CIRCLE_SEEDS = 5;

/** The mean square of z and the correlation of points a quarter turn apart, in the last hidden layer of a figure's network. @param {any} experiment @param {number} run @param {number} seed */
export async function circleAt(experiment, run, seed) {
  const lab = await createLab({ ...experiment, seed });
  const [found] = inside(lab, [run], {
    bounds: { xMin: -1, xMax: 1, yMin: -1, yMax: 1 },
    starts: [true],
    follow: null,
    parts: [],
  });
  const hidden = /** @type {number[]} */ (lab.experiment.network.hidden);
  lab.free();
  const last = hidden.length - 1;
  const points = pointsByLayer(found.probes, [...hidden, 1])[last].slice(0, TURN);
  const square = points.reduce((sum, point) => sum + point.reduce((all, z) => all + z * z, 0), 0);
  return { q: square / TURN / hidden[last], c: curveOf(found).layers[last].correlation };
}

/** @param {number} square  σ_w² @param {number} bias  σ_b² @param {number[]} points @param {number} [depth] */
async function expected(square, bias, points, depth = 100) {
  const lab = await createLab({
    dataset: { samples: 2, testSamples: 0 },
    network: { hidden: times(depth, 1), activation: 'tanh', biasStddev: Math.sqrt(bias) },
    runs: [{ ...scaled(square) }],
  });
  const signals = lab.expectedSignals(0, points);
  lab.free();
  return signals;
}

/**
 * This lab's theory of tanh layers: the mean square q of z, the growth χ of a small squared distance, and the correlation c
 * of two points, in layer 100.
 * @param {number} square  σ_w² @param {number} bias  σ_b²
 */
export async function theoryOf(square, bias) {
  const far = await expected(square, bias, [1, 0, 0, 1]);
  const q = far.rms[99] ** 2;
  // On the circle on which q stays: (x · x) σ_w² / 2 + σ_b² = q.
  const radius = Math.sqrt((2 * (q - bias)) / square);
  const near = await expected(square, bias, [radius, 0, radius * Math.cos(1e-4), radius * Math.sin(1e-4)], 2);
  const chi = (near.betweenSamples[1] / near.betweenSamples[0]) ** 2;
  return { q, chi, c: 1 - (2 * far.betweenSamples[99] ** 2) / q };
}

/** The depth over which the correlation comes nearer to its fixed point by a factor e. @param {number} square @param {number} bias */
export async function reachOf(square, bias) {
  const { q, c } = await theoryOf(square, bias);
  // Two points that begin where q stays, and c nearly.
  const radius = Math.sqrt((2 * (q - bias)) / square);
  const cosine = ((c - 0.02) * q - bias) / (q - bias);
  const { rms, betweenSamples } = await expected(square, bias, [radius, 0, radius * cosine, radius * Math.sqrt(1 - cosine ** 2)]); // prettier-ignore
  const correlation = Array.from(rms, (value, k) => 1 - 2 * (betweenSamples[k] / value) ** 2);
  const step = (/** @type {number} */ k) => correlation[k + 1] - correlation[k];
  // As late as steps are far above rounding.
  let at = 1;
  while (at < 96 && Math.abs(step(at + 1)) > 1e-9) at += 1;
  return -1 / Math.log(step(at) / step(at - 1));
}

/** σ_w² at which χ is 1. @param {number} bias */
export async function borderOf(bias) {
  let [low, high] = [0.5, 6];
  for (let k = 0; k < 30; k += 1) {
    const middle = (low + high) / 2;
    if ((await theoryOf(middle, bias)).chi < 1) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Numbers that papers print, as they were read in digests, which it names. @type {Record<string, any>} */
export const PRINTED = fixture('papers-printed');

/** @returns {Record<string, any>} */
export const keptRuns = () => fixture('papers-runs');
