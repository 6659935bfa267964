/** Opens labs, and answers questions to the core that need no lab. */
import { engineBuild } from './core-instance.js';
import * as glue from './generated/init_lab.js';
import * as input from './input.js';

/**
 * The core's handle of an experiment's lab, at iteration 0.
 * @param {import('./generated/experiment.js').ExperimentInput} [experiment]
 * @throws {RangeError | TypeError} naming the field, the value and the allowed values
 * @throws {import('./load.js').EngineError} if the core cannot run here
 */
export async function openHandle(experiment = {}) {
  const given = input.plain(experiment, 'experiment');
  await engineBuild();
  return new glue.LabHandle(given);
}

/**
 * The core's handle of an experiment's sweep.
 * @param {import('./generated/experiment.js').ExperimentInput} experiment
 * @throws {RangeError | TypeError} naming the field, the value and the allowed values
 * @throws {import('./load.js').EngineError} if the core cannot run here
 */
export async function openSweepHandle(experiment) {
  const given = input.plain(experiment, 'experiment');
  await engineBuild();
  return new glue.SweepHandle(given);
}

/**
 * The indices of `count` points split into training and test points, each in random order, as scikit-learn's
 * `train_test_split(range(count), test_size=testShare, random_state=seed)` does; at least one is left to train on.
 * @param {number} count a whole number
 * @param {number} testShare from 0 to 1
 * @param {number} seed a whole number from 0 to 4294967295
 * @returns {Promise<{ train: Uint32Array, test: Uint32Array }>}
 * @throws {RangeError | TypeError} naming the value and the allowed values
 */
export async function split(count, testShare, seed) {
  await engineBuild();
  return glue.split(input.index('count', count), input.number('testShare', testShare), input.plain(seed, 'seed'));
}

/**
 * A random seed from the system's source of randomness: a whole number from 0 to 4294967295, all equally likely.
 * @returns {Promise<number>}
 */
export async function randomSeed() {
  await engineBuild();
  return glue.randomSeed();
}
