/** What the tables of Saxe and of Mishkin have: the best rate of each depth, and the variances at each step of LSUV. */
import { endedSweep } from '../../scripts/lesson-sweeps.js';
import { createLab } from '../../www/engine/lab.js';
import { experimentOf, once } from './papers-figures.js';
import { fixed, power, quantile } from './papers-words.js';

/**
 * For each depth, the fewest iterations to solve of any rate, medians over seeds, and the lowest rate that takes so few.
 * @param {number} run
 */
export const bestOf = (run) =>
  once(`best ${run}`, async () => {
    const { results } = await endedSweep(experimentOf('figure-saxe-2014').experiment);
    const [, height, width, seeds] = results.shape;
    const [depths, rates] = results.axes.map(({ values }) => values);
    return Array.from({ length: width }, (_, x) => {
      const medians = Array.from({ length: height }, (_, y) => {
        const at = ((run * height + y) * width + x) * seeds;
        return quantile([...results.iterationsToSolve.subarray(at, at + seeds)], 0.5);
      });
      const iterations = Math.min(...medians);
      return { depth: depths[x], iterations, rate: rates[medians.indexOf(iterations)] };
    });
  });

/** The fewest iterations to solve by depth. @param {number} run */
export const bestBy = async (run) => (await bestOf(run)).map(({ iterations }) => iterations);

const DEPTHS = 8;
/** @param {number} k  of the depths */
const saxe = (k) => {
  const of = async (/** @type {number} */ run) => (await bestOf(run))[k];
  /** @param {string} name @param {number} run */
  const both = (name, run) => ({
    [`saxe-${name}-${k}`]: async () => String((await of(run)).iterations).replace('Infinity', 'not solved'),
    [`saxe-${name}-rate-${k}`]: async () => String(Number((await of(run)).rate.toPrecision(2))),
  });
  return {
    [`saxe-depth-${k}`]: async () => String((await of(0)).depth),
    ...both('orthogonal', 0),
    ...both('gaussian', 1),
  };
};

/** A layer as a run's own weights have it. @param {{ weights: ArrayLike<number>, biases: ArrayLike<number> }} layer */
function ownLayer({ weights, biases }) {
  const all = Array.from(weights);
  const inputs = all.length / biases.length;
  const rows = Array.from(biases, (_, unit) => all.slice(unit * inputs, (unit + 1) * inputs));
  return { weights: rows, biases: Array.from(biases) };
}

/** Variances of z in the hidden layers, by how many layers LSUV has fitted, 0 first. @returns {Promise<number[][]>} */
export const steps = () =>
  once('steps', async () => {
    const { experiment } = experimentOf('figure-mishkin-2016');
    const lab = await createLab(experiment);
    const [orthogonal, fitted] = [0, 1].map((run) => lab.parameters(run).map(ownLayer));
    lab.free();
    const found = [];
    for (let done = 0; done < fitted.length; done += 1) {
      const weights = [...fitted.slice(0, done), ...orthogonal.slice(done)];
      const between = await createLab({ ...experiment, runs: [{ initializer: 'custom', weights }] });
      const { layers } = between.inspect(0);
      found.push(layers.slice(0, -1).map(({ preActivation }) => preActivation.stddev ** 2));
      between.free();
    }
    return found;
  });

const HIDDEN = 10;
/** @param {number} k  of the hidden layers */
const mishkin = (k) => {
  /** @param {number} value */
  const variance = (value) => (value < 0.001 ? power(value) : fixed(value, 3));
  return {
    [`mishkin-layer-${k}`]: () => String(k + 1),
    [`mishkin-alone-${k}`]: async () => variance((await steps())[0][k]),
    [`mishkin-before-${k}`]: async () => variance((await steps())[k][k]),
    [`mishkin-after-${k}`]: async () => variance((await steps())[k + 1][k]),
  };
};

/** @type {Record<string, () => Promise<string> | string>} */
export const stepFacts = Object.assign(
  {},
  ...Array.from({ length: DEPTHS }, (_, k) => saxe(k)),
  ...Array.from({ length: HIDDEN }, (_, k) => mishkin(k)),
);
