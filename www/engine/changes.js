/** Changes of a lab by name. They are immediate, without training. */
import { refused } from '../experiment/refused.js';

/** @typedef {import('./lab-class.js').Lab} Lab */

const CHANGES = {
  /** @param {Lab} lab */
  rewind: (lab) => lab.rewind(),
  /** @param {Lab} lab @param {number} iteration */
  seek: (lab, iteration) => lab.seek(iteration, { catchUp: false }),
  /** @param {Lab} lab @param {number} rate */
  setLearningRate: (lab, rate) => lab.setLearningRate(rate),
  /** @param {Lab} lab @param {number} iterations */
  setIterations: (lab, iterations) => lab.setIterations(iterations),
  /** @param {Lab} lab @param {any} run @param {number} index */
  addRun: (lab, run, index) => lab.addRun(run, index, { catchUp: false }),
  /** @param {Lab} lab @param {number} index @param {any} run */
  setRun: (lab, index, run) => lab.setRun(index, run, { catchUp: false }),
  /** @param {Lab} lab @param {number} from @param {number} to */
  moveRun: (lab, from, to) => lab.moveRun(from, to),
  /** @param {Lab} lab @param {number} index */
  removeRun: (lab, index) => lab.removeRun(index),
};
/** @typedef {keyof typeof CHANGES} Change */

/**
 * Changes a lab. A new or replaced run starts behind and has to catch up, and so does every run after a seek.
 * @param {Lab} lab @param {string} change @param {any[]} values
 * @throws {RangeError | TypeError} naming the allowed values
 */
export function applyChange(lab, change, values) {
  if (!Object.hasOwn(CHANGES, change))
    throw refused(RangeError, 'change', JSON.stringify(change), `one of ${Object.keys(CHANGES).join(', ')}`);
  /** @type {(lab: Lab, ...values: any[]) => unknown} */ (CHANGES[/** @type {Change} */ (change)])(lab, ...values);
}
